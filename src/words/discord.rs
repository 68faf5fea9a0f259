//! What is said on Discord only: buttons, dialogs, and what is particular to its messages.

/// Leaves a question out.
pub const SKIP: &str = "Skip";
/// Takes the last step back.
pub const BACK: &str = "Back";
/// Holds the talk.
pub const PAUSE: &str = "Pause";
/// Ends the talk.
pub const STOP: &str = "Stop";
/// Shows where to find help from people.
pub const SUPPORT: &str = "Support";
/// Takes the message away.
pub const HIDE: &str = "Hide this";
/// Goes on in the private message.
pub const HERE: &str = "Here, only you see it";
/// Goes on in direct messages.
pub const DIRECT: &str = "In direct messages";
/// Returns to the talk from a page that was shown in its place.
pub const RETURN: &str = "Back to the question";
/// The choice of themes.
pub const PICK_THEME: &str = "Choose a theme";
/// A long list of answers.
pub const PICK_ANSWER: &str = "Choose an answer";
/// A list of which several may be picked.
pub const PICK_SEVERAL: &str = "Choose what fits";
/// The first menu for a feeling.
pub const PICK_FAMILY: &str = "What is nearest?";
/// The second menu for a feeling.
pub const PICK_FEELING: &str = "Which word fits best?";
/// The menu for a number.
pub const PICK_NUMBER: &str = "A number from 0 to 10";
/// Leads to the key points.
pub const KEY_POINTS: &str = "The key points";
/// Leads into a theme from a key point.
pub const REFLECT_ON_THIS: &str = "Reflect on this";
/// The key point before.
pub const PREVIOUS: &str = "Previous";
/// The key point after.
pub const NEXT: &str = "Next";
/// Begins a talk.
pub const START: &str = "Start";
/// Leads to the chat with the bot.
pub const OPEN_CHAT: &str = "Open the chat";

/// Where a talk can go on.
pub const WHERE: &str = "You can stay here, where only you see it, until Discord reloads. Or go to direct messages: there the \
history stays until you delete it, and anyone who can open your account can read it.";

/// First words of a talk.
pub const HELLO: &str = "This is a fixed script. It is not a person, not AI and not therapy, and nobody reads along. What you \
answer is not saved.";

/// The talk went to direct messages.
pub const WENT_DIRECT: &str = "It goes on in your direct messages. Nothing more will come here.";

/// Direct messages are closed.
pub const DIRECT_CLOSED: &str = "Your direct messages are closed for this bot, which is fine. We go on here, where only you see it.";

/// Direct messages cannot be reached for now.
pub const DIRECT_FAILED: &str =
    "Direct messages cannot be reached right now. We go on here, where only you see it.";

/// The message was hidden.
pub const HIDDEN: &str = "Hidden.";

/// Too much at once.
pub const BUSY: &str = "Too many people are here at this moment. Please press again in a little while. Nothing was lost. If you \
need a person now: call your local emergency number, or see https://findahelpline.com";

/// Something arrived that could not be read.
pub const UNREADABLE: &str = "That did not come through in a form this bot can read. Please try once more, or use /reflect start.";

/// A button that belongs to nothing that is known.
pub const UNKNOWN_BUTTON: &str =
    "This button is from another time, and its place is not here any more. You can start anew.";

/// A resume code or button of a newer version.
pub const NEWER_BUTTON: &str =
    "This button was made by a newer version of this bot. You can start anew here.";

/// A command that is not known yet, or no longer.
pub const UNKNOWN_COMMAND: &str =
    "This bot does not know that command. It may have changed. /reflect help shows what there is.";

/// Title of the dialog for own words.
pub const TELL_TITLE: &str = "In your own words";
/// What the dialog of `tell` asks.
pub const TELL_LABEL: &str = "What is on your mind?";
/// The grey hint in it.
pub const TELL_HINT: &str = "Only you see the answer. It is not saved.";
/// Title of the dialog for a code.
pub const CODE_TITLE: &str = "Go on where you paused";
/// What that dialog asks.
pub const CODE_LABEL: &str = "Your resume code";
/// What the field of a question is called where the content has no name for it.
pub const ANSWER_LABEL: &str = "Your answer";

/// Nothing was written in a dialog.
pub const NOTHING_WRITTEN: &str = "Nothing came through, so nothing was taken. You can try again.";

/// Someone used “Reflect on this” on another person's message.
pub const NOT_YOURS: &str = "That message is someone else's, so this bot did not read it. You can use this on your own messages, \
or say it in your own words with /reflect tell.";

/// The message has no text.
pub const NO_TEXT: &str = "There is no text in that message. /reflect tell takes your own words.";

/// First line in direct messages.
pub const GREETING: &str = "Hello. This is a fixed script that asks questions about closeness and distance in love. It is not a \
person, not AI and not therapy, and nobody reads along.";

/// What stays in direct messages.
pub const GREETING_HISTORY: &str = "What is written in this chat stays in Discord until it is deleted. The bot itself saves nothing.";

/// How to come back into a talk.
pub const GREETING_BUTTONS: &str =
    "If you were in the middle of something: the buttons of the last message still work.";

/// The place is not known any more.
pub const PLACE_LOST: &str = "The place where we were is not in memory any more. The buttons of the last message still work, and \
so does a code from Pause. Or start anew.";

/// A text was too long to be shown whole.
pub const SHORTENED: &str = "Some answers are shortened here. The file below has all of them.";

/// Name of the file with a whole summary.
pub const FILE_NAME: &str = "what-you-said.txt";

/// No lines are known for a country.
pub fn no_lines_for(country: &str) -> String {
    format!(
        "There are no lines for {country} in this bot yet. The lists below lead to lines by country."
    )
}

/// A key point's place among them.
pub fn key_point(at: usize, of: usize) -> String {
    format!("Key point {at} of {of}")
}

/// The end of a scale.
pub fn scale_end(number: u8, means: &str) -> String {
    format!("{number}: {means}")
}

/// A fault of the bot's own.
pub const FAULT: &str = "Something went wrong here, and it was not you. Please press once more. If you need a person now: call \
your local emergency number, or see https://findahelpline.com";
