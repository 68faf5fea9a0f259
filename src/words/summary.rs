//! The closing summary.

/// Its title.
pub const TITLE: &str = "What you said";

/// The scale at the start and at the end.
pub fn scales(before: u8, after: u8) -> String {
    if before == after {
        format!("You said {before} at the start, and {after} now.")
    } else {
        format!("You said {before} at the start, and {after} at the end.")
    }
}

/// The scale at the start only.
pub fn before(before: u8) -> String {
    format!("You said {before} at the start.")
}

/// Own words, under what was asked.
pub fn own(asked: &str, given: &str) -> String {
    format!("{asked}\n   “{given}”")
}

/// A choice, under what was asked.
pub fn chosen(asked: &str, given: &str) -> String {
    format!("{asked}\n   {given}")
}

/// Some words are no longer held.
pub fn gone(count: usize) -> String {
    match count {
        1 => "One of your answers is no longer here. Words are held for at most a day, and not when the program stops.".to_owned(),
        more => format!(
            "{more} of your answers are no longer here. Words are held for at most a day, and not when the program stops."
        ),
    }
}

/// Someone else may see the screen.
pub const GUARDED: &str =
    "Your other answers are left out here, in case someone else can see this screen.";

/// How to keep it.
pub const COPY: &str = "These lines are yours to copy. The words in them are not kept here.";

/// The same where own words are kept.
pub const COPY_KEPT: &str =
    "These lines are yours to copy. What is kept of your own words stands in /reflect journal.";

/// Someone else may see the screen, and own words are kept.
pub const GUARDED_KEPT: &str = "What is kept of your own words stands in your journal. You can delete it there: /reflect journal.";
