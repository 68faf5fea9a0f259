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
pub const RETURN: &str = "Return to the question";
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
/// Begins a talk.
pub const START: &str = "Start";
/// Leads to the chat with the bot.
pub const OPEN_CHAT: &str = "Open the chat";

/// Where a talk can go on.
pub const WHERE: &str = "Here, only your account sees it, and it is gone when Discord restarts or reloads. Direct messages stay. You can delete your own; Hide this deletes one of the bot's. They can show on your lock screen, and to anyone who opens your account.";

/// Beside the way to direct messages, in a talk that began without that choice.
pub const DIRECT_STAYS: &str =
    "In direct messages, what is written stays in Discord and can show on your lock screen.";

/// First words of a talk.
pub const HELLO: &str = "This is a fixed script. It is not a person, not AI and not therapy. Nobody reads it live. The bot saves nothing about you unless you say yes in /reflect privacy. Discord carries every message and can read it. For ages 13 and up.";

/// The talk went to direct messages.
pub const WENT_DIRECT: &str =
    "The questions go on in your direct messages. Nothing more will come here.";

/// Direct messages are closed.
pub const DIRECT_CLOSED: &str = "This bot cannot write to you in direct messages: they are closed for it, which is fine. The questions go on here, where only you see them.";

/// Direct messages cannot be reached for now.
pub const DIRECT_FAILED: &str = "Direct messages cannot be reached right now. The questions go on here, where only you see them.";

/// A message that others see too cannot be hidden.
pub const NOT_HIDDEN: &str =
    "Others can see that message too, so it cannot be hidden from here. This one, only you see.";

/// The message was hidden.
pub const HIDDEN: &str = "Hidden.";

/// Too much at once.
pub const BUSY: &str = "The bot is busy right now. Please try again in a minute. Your place is safe, but your last answer did not arrive. If you are in danger now: call your local emergency number. To reach a person: https://findahelpline.com";

/// Something arrived that could not be read.
pub const UNREADABLE: &str = "That did not come through in a form this bot can read. Please try once more, or use /reflect start.";

/// A button that belongs to nothing that is known.
pub const UNKNOWN_BUTTON: &str = "This button does not work any more. You can start again.";

/// A resume code or button of a newer version.
pub const NEWER_BUTTON: &str =
    "This button comes from a newer version of the bot. You can start again here.";

/// A command that is not known yet, or no longer.
pub const UNKNOWN_COMMAND: &str =
    "This bot does not know that command. It may have changed. /reflect help shows what there is.";

/// Title of the dialog for own words.
pub const TELL_TITLE: &str = "In your own words";
/// What the dialog of `tell` asks.
pub const TELL_LABEL: &str = "What is on your mind?";
/// The grey hint in it.
pub const TELL_HINT: &str =
    "Only you see the answer. The bot does not save this. Discord can read both.";
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
pub const GREETING: &str = "Hello. This is a fixed script that asks questions about closeness and distance in love. It is not a person, not AI and not therapy, and nobody reads this live. For ages 13 and up.";

/// What stays in direct messages.
pub const GREETING_HISTORY: &str = "This chat stays in Discord. You can delete your own messages, and Hide this deletes one of the bot's. The bot itself saves nothing about you unless you say yes in /reflect privacy.";

/// How to come back into a talk.
pub const GREETING_BUTTONS: &str =
    "If you were in the middle of something: the buttons of the last message still work.";

/// The place is known, since the member agreed to that.
pub const PLACE_KEPT: &str = "This is a fixed script, not a person, and nobody reads this live. Typed words need a question to answer. \
You can go on where you were, or begin anew.";

/// The place is not known any more.
pub const PLACE_LOST: &str = "This is a fixed script, not a person, and nobody reads this live. It does not know where you are in the questions: that is in memory only, and not any more. If you were in the middle, the buttons of the last message still work, and so does a code from Pause. If you are new, press Start.";

/// A text was too long to be shown whole.
pub const SHORTENED: &str = "Some answers are shortened here. The file below has all of them.";

/// Name of the file with a whole summary.
pub const FILE_NAME: &str = "what-you-said.txt";

/// The end of a scale.
pub fn scale_end(number: u8, means: &str) -> String {
    format!("{number}: {means}")
}

/// A fault of the bot's own.
pub const FAULT: &str = "Something went wrong here, and it was not you. Please try again. Your last answer may not have arrived. If you are in danger now: call your local emergency number. To reach a person: https://findahelpline.com";

/// A single question was shown.
pub const ONLY_TO_THINK: &str = "This one is only to think about. There is nothing to send.";

/// Opens the dialog for own words.
pub const IN_OWN_WORDS: &str = "In my own words";

/// Opens the dialog for a code again.
pub const CODE_AGAIN: &str = "Enter the code again";

/// A resume code that cannot be read.
pub const CODE_WRONG: &str =
    "This code did not work. A letter may be missing. Copy it once more, or start again.";

/// Leads on after a sign of danger where no talk was under way.
pub const ON_TO_THEMES: &str = "Go on to the themes";
