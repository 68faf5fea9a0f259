//! What the bot says around a talk: openings, hints, notices, the end.

use crate::words::Surface;

/// Said when a theme begins.
pub fn opening(title: &str, minutes: u8, kept: &str) -> String {
    let minutes = match minutes {
        1 => "1 minute".to_owned(),
        more => format!("{more} minutes"),
    };
    format!("{title}. About {minutes}. You can skip any question, and {kept}.")
}

/// The first hint for typed words that fit nothing.
pub const HINT_FIRST: &str =
    "That did not fit one of the answers. A number, or the first words of an answer, is enough.";

/// The first hint where a number is asked for.
pub const HINT_SCALE: &str = "A number from 0 to 10 fits here. Any number is fine, and so is skip.";

/// The second hint.
pub fn hint_second(surface: Surface) -> &'static str {
    match surface {
        Surface::Terminal => {
            "Still no match, and that is the script's limit, not yours. Pick the nearest number, or type skip."
        }
        Surface::Discord => {
            "Still no match, and that is the script's limit, not yours. Press the nearest answer, or Skip."
        }
    }
}

/// After two hints the choices are shown again.
pub const HINT_CHOICES: &str = "Here are the answers again.";

/// There is no further step back.
pub fn back_ends(steps: usize) -> String {
    format!("This is as far back as it goes. Back reaches {steps} steps, within one theme.")
}

/// A button belongs to another place.
pub const NOT_HERE: &str = "That button belongs to another question. This is where you are now.";

/// There is no question to leave out.
pub const NOTHING_TO_SKIP: &str = "There is nothing to skip here.";

/// The words are too long.
pub fn too_long(max: u16) -> String {
    format!("Up to {max} characters fit here. Could you say it in fewer?")
}

/// Too many choices at once.
pub fn too_many(max: u16) -> String {
    format!("Up to {max} of them. Which matter most?")
}

/// Write now.
pub const WRITE_NOW: &str = "Write it the way you would say it. One line is enough.";

/// The place is gone since the content changed.
pub const PLACE_GONE: &str = "The questions were changed since you were here, and yours is no longer there. Here are the themes.";

/// The talk is held.
pub fn paused(surface: Surface, code: &str) -> String {
    match surface {
        Surface::Terminal => format!("Held here. To go on later, type: /reflect continue {code}"),
        Surface::Discord => {
            "Held here. To go on later, use /reflect continue with this code:".to_owned()
        }
    }
}

/// What the code is.
pub fn paused_code(surface: Surface) -> &'static str {
    match surface {
        Surface::Terminal => {
            "The code holds your place, your number and some answers you picked. It holds nothing you typed. Type `resume` to go on now."
        }
        Surface::Discord => {
            "If only you can see this message, it is gone when Discord restarts or reloads. So copy the code if you want to come \
             back. It holds your place, your number and some answers you picked. It holds nothing you typed. Anyone who has it \
             can open this place."
        }
    }
}

/// A talk was left in the middle, where messages vanish; the code follows.
pub const STOPPED: &str =
    "To come back to this place one day, copy this code and use /reflect continue:";

/// The end of a talk; `ended` after a theme's own closing, which says the rest.
pub fn closing(surface: Surface, ended: bool) -> &'static str {
    match (surface, ended) {
        (Surface::Terminal, true) => {
            "That is the end for today. If it was heavy, type support at any time."
        }
        (Surface::Terminal, false) => {
            "That is the end for today. Look up for a moment: what is near you, and what is next? If it was heavy, type support at any time."
        }
        (Surface::Discord, true) => {
            "That is the end for today. If it was heavy, Support is one press away."
        }
        (Surface::Discord, false) => {
            "That is the end for today. Look up for a moment: what is near you, and what is next? If it was heavy, Support is one press away."
        }
    }
}

/// A taken-back answer.
pub const TAKEN_BACK: &str = "One step back.";

/// A crisis match asks, it does not assert.
pub const HEAVY: &str = "Some of what you wrote sounds heavy. If you want it, here is where to find people who can help.";

/// How to answer that; the numbers are those of [`HEAVY_CHOICES`].
pub const HEAVY_WAYS: &str =
    "What would you like now? The bot did not save what you wrote, or take it as an answer.";

/// The answers, in the order of their numbers.
pub const HEAVY_CHOICES: [&str; 4] = [
    "See where to find support",
    "Go on where I was",
    "Choose another theme",
    "Stop here for today",
];

/// Help that comes without being asked, where someone may not be safe now.
pub const URGENT: &str = "This is only a script, and it cannot come to help. People can.";

/// Someone asks for what is held, in a place that keeps nothing.
pub fn nothing_kept(surface: Surface) -> &'static str {
    match surface {
        Surface::Terminal => {
            "Nothing about you is saved here. What you typed is in this window's memory, and is gone when you close it."
        }
        Surface::Discord => {
            "Nothing about you is saved here. What you said in this talk is in the program's memory for at most a day. What \
             stands in this chat stays in Discord until it is deleted there."
        }
    }
}

/// Someone agrees to something that was not asked.
pub const NOTHING_TO_AGREE: &str = "There is nothing here to agree to: nothing about you is saved.";

/// A line of more bytes than anybody types.
pub const LINE_TOO_LONG: &str = "That line is very long. Could you say it in a few sentences? If it is about danger, type support.";

/// A resume code that cannot be read.
pub const CODE_HELP: &str = "Check the code, or type /reflect start to begin anew.";

/// Place in the way.
pub fn way(at: u8, about: u8) -> String {
    format!("{at} of about {about}")
}

/// Mark of a finished theme.
pub const DONE: &str = "done";

/// A feeling is picked in two steps.
pub const PICK_FAMILY: &str = "First what is nearest, then the word for it";

/// A number is asked for.
pub fn scale(low: &str, high: &str) -> String {
    format!("A number from 0 ({low}) to 10 ({high})")
}

/// Own words are asked for.
pub const OWN_WORDS_ASKED: &str = "In your own words";

/// Several choices may be given.
pub fn several(max: u16) -> String {
    format!("Up to {max}, such as: 1, 3")
}

/// Leads to another single question.
pub const ANOTHER_QUESTION: &str = "Another one";

/// Leads from a single question or a key point into its theme.
pub const GO_DEEPER: &str = "Go deeper";

/// Words were heard.
pub fn heard(theme: &str) -> String {
    format!("Some of your words match the theme “{theme}”.")
}

/// What can be done about it, and that nothing must be.
pub const HEARD_WAYS: &str = "This is only a match of words. You can go into it, or leave it here.";

/// Leads into a theme that was heard.
pub fn way_in(theme: &str) -> String {
    format!("Into “{theme}”")
}

/// Words were heard, and no theme was.
pub const HEARD_NOTHING: &str = "No theme matched these words. That is the script's limit, not yours. You can choose from all the themes.";

/// Leads to all themes.
pub const ALL_THEMES: &str = "All themes";

/// Nothing was written to `tell`.
pub const TELL_HOW: &str = "Type it behind the command: /reflect tell and then your words.";

/// Leads into a theme from a key point.
pub const REFLECT_ON_THIS: &str = "Reflect on this";

/// The key point before.
pub const PREVIOUS: &str = "Previous";

/// The key point after.
pub const NEXT: &str = "Next";

/// A key point's place among them.
pub fn key_point(at: usize, of: usize) -> String {
    format!("Key point {at} of {of}")
}

/// How something is picked where everything is typed: what it is now, and what can be typed.
pub fn pick(title: &str, now: &str, command: &str, values: &str) -> String {
    let now = if now.is_empty() { "none" } else { now };
    format!("{title}: {now}. To change it, type {command} and one of: {values}")
}
