//! What is kept, what cannot be promised, a copy, and being forgotten.

use crate::words::Surface;

/// Title of the page.
pub const TITLE: &str = "What is kept about you";

/// The rule, first.
pub const NOTHING_WITHOUT_YES: &str = "Nothing about you is saved unless you say yes below. Each yes is separate, and none is \
needed to use the bot. You can take each one back with one press, and then what it covered is deleted. With any yes, the day you \
were last here is kept too.";

/// Where nothing can be saved.
pub const NOWHERE: &str = "Nothing about you can be saved here, so there is nothing to agree to.";

/// Where it is saved in memory only.
pub const MEMORY: &str = "In this window, even what you agree to is in memory only. It is gone when you close the window.";

/// What is kept cannot be read.
pub const UNREADABLE: &str = "What is kept about you cannot be read just now, so nothing is added to it. The talk works as \
always. Whoever runs this bot can find the reason in its log.";

/// Who else can read what.
pub fn readers(surface: Surface) -> &'static str {
    match surface {
        Surface::Discord => {
            "Discord carries every message and can read it. In a direct chat, messages stay, also the pages with your kept \
             words. Hide this deletes one of the bot's; you can delete your own."
        }
        Surface::Terminal => "What you type here stays on this machine.",
    }
}

/// How it is kept, and who could still read it.
pub fn sealed(surface: Surface) -> &'static str {
    match surface {
        Surface::Discord => {
            "What you agree to is stored locked, with a key of your own that lies in another file. Moderators have no command \
             to see it, and neither has whoever runs the bot. But the one who runs it holds the data and the keys, and can make \
             copies. It is not safe from someone who controls that machine."
        }
        Surface::Terminal => {
            "What you agree to is stored locked, with a key that lies in another file. It is not safe from someone who has both \
             files, or who controls this machine."
        }
    }
}

/// What cannot be promised.
pub const NO_PROMISE: &str = "What this bot cannot promise: that nobody else looks at your screen, or that no machine is ever \
broken into. If someone checks your phone or your account, they can open all of this as you. Then it may be safer to say no. The \
questions are the same.";

/// How long a member can be away.
pub fn away(days: u16) -> String {
    format!("If you are not here for {days} days, everything about you is deleted.")
}

/// Titles of the three yeses, in their order.
pub const NAMES: [&str; 3] = ["Progress", "Answers", "Reminders"];

/// The state of a yes.
pub fn agreed(name: &str, day: &str) -> String {
    format!("{name}: yes, since {day}.")
}

/// The state of a no.
pub fn not_agreed(name: &str) -> String {
    format!("{name}: no.")
}

/// A yes to a text that has changed.
pub fn outdated(name: &str) -> String {
    format!(
        "{name}: the text has changed since you said yes. Nothing is added until you say yes again. What was kept before \
         stays until you take it back."
    )
}

/// Answers cannot be kept with this bot.
pub const ANSWERS_OFF: &str =
    "Keeping your own words is switched off for this bot, so they are not saved.";

/// Agrees.
pub fn yes_to(name: &str) -> String {
    format!("Yes to {}", name.to_lowercase())
}

/// Takes back.
pub fn no_to(name: &str) -> String {
    format!("Stop and delete {}", name.to_lowercase())
}

/// A yes was given.
pub fn now_yes(name: &str) -> String {
    format!("{name}: yes, from now on. You can take it back at any time in /reflect privacy.")
}

/// A yes was taken back.
pub fn now_no(name: &str) -> String {
    format!(
        "{name}: no, from now on. What it covered is deleted. Old copies made by whoever runs the bot may still hold it; \
         “Forget me” makes those unreadable."
    )
}

/// The text changed after the button was made.
pub const OLD_BUTTON: &str =
    "The text has changed since that button was made, so nothing was agreed to. Here it is again.";

/// Takes a copy.
pub const COPY: &str = "Take a copy";

/// Asks to be forgotten.
pub const FORGET: &str = "Forget me";

/// Leads to this page.
pub const PRIVACY: &str = "What is kept";

/// Title over a copy.
pub const COPY_TITLE: &str = "Your copy";

/// What a copy is.
pub const COPY_WHAT: &str = "This is everything that is kept about you, twice: once to read, and once as data for other \
programs. It may hold your own words and your user id. In a direct chat the files stay there; Hide this deletes them.";

/// There is nothing to copy.
pub const COPY_NOTHING: &str =
    "Nothing about you is saved here, so there is nothing to take a copy of.";

/// The readable copy.
pub const COPY_TEXT_NAME: &str = "your-copy.md";

/// The copy as data.
pub const COPY_DATA_NAME: &str = "your-copy.json";

/// Title before being forgotten.
pub const FORGET_TITLE: &str = "Forget everything about you?";

/// What goes.
pub fn goes(themes: usize, answers: usize, reminders: bool) -> Vec<String> {
    let mut lines = vec!["This goes:".to_owned()];
    if themes > 0 {
        let noun = if themes == 1 { "theme" } else { "themes" };
        lines.push(format!(
            "- your progress in {themes} {noun}, your place and your numbers"
        ));
    }
    if answers > 0 {
        let noun = if answers == 1 { "answer" } else { "answers" };
        lines.push(format!("- {answers} {noun} in your own words"));
    }
    if reminders {
        lines.push("- your reminders, with your user id".to_owned());
    }
    lines.push("- every yes you gave, and the key that opens all this".to_owned());
    lines.push("- what is in memory from a talk today".to_owned());
    lines
}

/// How final it is.
pub const FORGET_FINAL: &str = "This bot cannot bring it back. An old copy of the data cannot be read without the key. Only \
someone who saved an old copy of the keys as well could read it.";

/// What does not go.
pub fn forget_stays(surface: Surface) -> &'static str {
    match surface {
        Surface::Discord => {
            "The messages in this chat are Discord's. They stay until they are deleted there."
        }
        Surface::Terminal => "What stands in this window stays on your screen until you close it.",
    }
}

/// Does not forget.
pub const FORGET_NO: &str = "Keep everything";

/// Forgets.
pub const FORGET_YES: &str = "Yes, forget me now";

/// It is done.
pub const FORGOTTEN: &str = "Done. Nothing about you is saved here now.";

/// There was nothing.
pub const FORGET_NOTHING: &str = "Nothing about you is saved here, so there is nothing to forget.";

/// A trace of a talk could not be written.
pub const UNSAVED: &str = "This step could not be saved just now. Your talk goes on as usual; only the saved copy of it is \
not up to date.";

/// Something that a member asked for could not be written.
pub const UNDONE: &str =
    "That could not be saved just now, so nothing has changed. Please try again in a minute.";

/// It took too long.
pub const UNSURE: &str = "Saving took too long just now, so it is not certain that this was saved. Your talk goes on. You can \
look in /reflect privacy in a minute.";

/// Other words for an answer find no room.
pub const NO_ROOM: &str = "There is no more room for kept answers, so the words were not changed. You can delete some in \
/reflect journal.";

/// The journal is full.
pub const FULL: &str = "There is no more room for kept answers, so this one was not saved. Your talk goes on. You can delete \
some in /reflect journal.";

/// The place of own words in a theme that begins.
pub fn opening(progress: bool, answers: bool) -> &'static str {
    match (progress, answers) {
        (false, false) => "nothing is kept",
        (true, false) => "your place is kept, as you agreed",
        (false, true) => "your own words are kept, as you agreed",
        (true, true) => "your place and your own words are kept, as you agreed",
    }
}

/// A consent's text has changed; said when a talk begins.
pub fn ask_again(name: &str) -> String {
    format!(
        "The text about “{name}” has changed since you said yes. Nothing is added until you say yes again in /reflect privacy."
    )
}

/// A command could not be read.
pub const HOW: &str = "You can type: /reflect privacy, or with one of these behind it: yes progress, no progress, copy, forget.";
