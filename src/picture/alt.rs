//! The picture in words, short enough for the description of an attachment.

use crate::picture::{Map, Measure, SCALE_MAX, State, label};
use crate::words::picture as words;

/// Most characters, as Discord counts them, and a few less than it takes.
pub const ALT_MAX: usize = 1000;

/// How long titles may be; the first that makes the whole short enough is taken.
const TITLES_MAX: [usize; 11] = [100, 40, 32, 26, 20, 16, 12, 8, 5, 3, 1];

/// Most letters of a day.
const DATE_MAX: usize = 16;

/// Says what the picture shows: every finished and every begun theme by name, and every measure that is drawn.
pub fn alt(map: &Map) -> String {
    let mut out = String::new();
    for titles_max in TITLES_MAX {
        out = told(map, titles_max);
        if length(&out) <= ALT_MAX {
            return out;
        }
    }
    shorten(&out, ALT_MAX)
}

fn told(map: &Map, titles_max: usize) -> String {
    let title = |text: &str| shorten(&label::plain(text), titles_max);
    let named = |state: State| -> Vec<String> {
        let these = map.themes.iter().filter(|theme| theme.state == state);
        these
            .map(|theme| format!("“{}”", title(&theme.title)))
            .collect()
    };
    let mut out = words::alt_map(&title(&map.title), map.themes.len());
    let finished = named(State::Finished);
    if !finished.is_empty() {
        out.push_str(&words::alt_finished(&finished.join(", ")));
    }
    let begun = named(State::Begun);
    if !begun.is_empty() {
        out.push_str(&words::alt_begun(&begun.join(", ")));
    }
    let untouched = map.themes.len() - finished.len() - begun.len();
    if untouched > 0 {
        out.push_str(&words::alt_untouched(untouched));
    }
    if !map.scales.is_empty() {
        out.push_str(&measures(map, titles_max));
    }
    out
}

fn measures(map: &Map, titles_max: usize) -> String {
    let shown = map.shown();
    let mut out = words::alt_scales(map.scales.len(), shown.len());
    for measure in shown {
        out.push_str(&told_measure(map, measure, titles_max));
    }
    out.truncate(out.trim_end_matches(';').len());
    out.push('.');
    out
}

fn told_measure(map: &Map, measure: &Measure, titles_max: usize) -> String {
    let theme = map.themes.get(measure.theme);
    let title = theme.map_or(words::GONE, |theme| theme.title.as_str());
    words::alt_measure(
        &shorten(&label::plain(&measure.date), DATE_MAX),
        &shorten(&label::plain(title), titles_max),
        measure.before.min(SCALE_MAX),
        measure.after.map(|after| after.min(SCALE_MAX)),
    )
}

/// Characters as Discord counts them.
fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A text of at most so many characters, with an ellipsis where it was cut.
fn shorten(text: &str, max: usize) -> String {
    if length(text) <= max {
        return text.to_owned();
    }
    let mut left = max.saturating_sub(1);
    let fitting = text.chars().take_while(|letter| {
        let fits = letter.len_utf16() <= left;
        left = left.saturating_sub(letter.len_utf16());
        fits
    });
    format!("{}…", fitting.collect::<String>().trim_end())
}
