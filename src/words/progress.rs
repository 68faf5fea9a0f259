//! The page about a member's way so far.

/// Title of the page.
pub const TITLE: &str = "Your way so far";

/// Not agreed to.
pub const NOT_KEPT: &str = "Your progress is not kept. With a yes you can go on later where you were, and see which themes \
you finished.";

/// Nothing yet.
pub const EMPTY: &str =
    "No theme is begun yet. There is no order to keep, and nothing to catch up on.";

/// A finished theme.
pub fn finished(title: &str, day: &str) -> String {
    format!("{title}: finished on {day}")
}

/// A theme that was begun.
pub fn begun(title: &str, day: &str) -> String {
    format!("{title}: begun on {day}")
}

/// Title over the scales.
pub const SCALES: &str = "The numbers you gave, from 0 to 10. Each theme has its own line:";

/// One run: how it began and ended.
pub fn scale(title: &str, day: &str, before: u8, after: Option<u8>) -> String {
    match after {
        Some(after) => format!("{day}, {title}: {before} at the start, {after} at the end"),
        None => format!("{day}, {title}: {before} at the start"),
    }
}

/// What these numbers are not.
pub const NO_SCORE: &str = "Neither end is the better one. It is where you were that day.";

/// How many more there are.
pub fn more(count: usize) -> String {
    format!("{count} more before these")
}

/// The name of the picture.
pub const PICTURE_NAME: &str = "your-way.png";

/// Leads back into the talk.
pub const RESUME: &str = "Go on where I was";

/// There is no place to go on from.
pub const NO_PLACE: &str =
    "There is no place to go on from. A code from Pause works too: /reflect continue and the code.";

/// Progress is not kept, so that only a code leads back.
pub const NO_PLACE_KEPT: &str = "Your place is not kept, so only a code from Pause leads back: /reflect continue and the \
code. With a yes to progress it would be kept.";

/// All single questions were seen.
pub const ALL_SEEN: &str = "You have seen all of these questions. From here on they come again.";
