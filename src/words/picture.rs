//! The picture of a member's progress, and the same in words for those who do not see it.

/// Above the map.
pub const MAP: &str = "A small map of the themes. Any order is fine.";

/// Beside the sign of a theme that was finished.
pub const FINISHED: &str = "finished";

/// Beside the sign of a theme that was begun.
pub const BEGUN: &str = "begun";

/// Beside the sign of a theme that was not opened.
pub const UNTOUCHED: &str = "not opened yet";

/// A theme whose title the picture's font cannot write.
pub fn unnamed(number: usize) -> String {
    format!("Theme {number}")
}

/// A theme that is no longer there.
pub const GONE: &str = "A theme that is no longer here";

/// Above the scales.
pub const SCALES: &str = "The numbers you gave";

/// Below that: what the numbers are.
pub const SCALES_NOTE: &str = "Each theme has its own line from 0 to 10. Neither end is the better one. The oldest stands first.";

/// Below that, when there are more than are drawn.
pub fn last(count: usize) -> String {
    format!("These are the last {count}.")
}

/// Beside the sign of the number at the start.
pub const BEFORE: &str = "at the start";

/// Beside the sign of the number at the end.
pub const AFTER: &str = "at the end";

/// The first sentence in words.
pub fn alt_map(title: &str, count: usize) -> String {
    match count {
        0 => format!("“{title}”: a map without themes."),
        1 => format!("“{title}”: a map of 1 theme."),
        more => format!("“{title}”: a map of {more} themes."),
    }
}

/// The finished ones in words.
pub fn alt_finished(titles: &str) -> String {
    format!(" Finished: {titles}.")
}

/// The begun ones in words.
pub fn alt_begun(titles: &str) -> String {
    format!(" Begun: {titles}.")
}

/// The others in words.
pub fn alt_untouched(count: usize) -> String {
    format!(" Not opened yet: {count}.")
}

/// What the numbers below are, in words.
pub fn alt_scales(all: usize, shown: usize) -> String {
    if all > shown {
        format!(" Numbers from 0 to 10, the last {shown}, oldest first:")
    } else {
        " Numbers from 0 to 10, oldest first:".to_owned()
    }
}

/// One measure in words.
pub fn alt_measure(date: &str, title: &str, before: u8, after: Option<u8>) -> String {
    match after {
        Some(after) => format!(" {date}, “{title}”, {before} to {after};"),
        None => format!(" {date}, “{title}”, {before} at the start;"),
    }
}
