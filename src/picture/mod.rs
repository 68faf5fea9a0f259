//! A member's progress as a picture: a small map of the themes, and below it the scales over time.
//!
//! ```text
//! Map --svg--> text --png--> bytes
//!    \--alt--> the same in words
//! ```
//!
//! *Invariant:* values in, values out; no clock, no disk, one font that ships. Nothing is counted up, rated or compared, and
//! nothing is told by colour alone.
#![warn(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a picture depends on nothing but what it shows"
)]

mod alt;
mod canvas;
mod font;
mod label;
mod legend;
mod places;
mod png;
mod scales;

pub use alt::{ALT_MAX, alt};
pub use png::{Error, png};

use canvas::{Canvas, LEFT, TITLE, WIDE};

/// What a picture shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    /// Stands above it.
    pub title: String,
    /// The themes, in the order of the path.
    pub themes: Vec<Theme>,
    /// The scales, oldest first.
    pub scales: Vec<Measure>,
}

/// A place on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Its title.
    pub title: String,
    /// How far the member went.
    pub state: State,
    /// What the ends of its scale mean, if it has one.
    pub ends: Option<Ends>,
}

/// How far a member went in a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not opened.
    Untouched,
    /// Begun, and not finished.
    Begun,
    /// Finished at least once.
    Finished,
}

/// What the ends of a scale mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ends {
    /// What 0 means.
    pub low: String,
    /// What 10 means.
    pub high: String,
}

/// A scale as it was answered in one talk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The day, in words.
    pub date: String,
    /// Which of [`Map::themes`]; a number beyond them is a theme that is gone.
    pub theme: usize,
    /// At the start, 0 to 10; what is more counts as 10.
    pub before: u8,
    /// At the end, if the talk came that far.
    pub after: Option<u8>,
}

/// Most measures that are drawn: the last ones.
pub const MEASURES_MAX: usize = 12;

/// The highest number of a scale.
const SCALE_MAX: u8 = 10;

impl Map {
    /// The measures that are drawn, oldest first.
    fn shown(&self) -> &[Measure] {
        &self.scales[self.scales.len().saturating_sub(MEASURES_MAX)..]
    }
}

/// Draws the picture as SVG text that [`png`] takes, however many themes and measures there are and whatever their titles hold.
pub fn svg(map: &Map) -> String {
    let mut canvas = Canvas::default();
    let mut y = 76.0;
    for line in label::lines(&map.title, TITLE.size, WIDE - 2.0 * LEFT, 2) {
        canvas.text((LEFT, y), TITLE, &line);
        y += 42.0;
    }
    y = places::draw(&mut canvas, map, y);
    if !map.scales.is_empty() {
        y = scales::draw(&mut canvas, map, y);
    }
    canvas.finish(y)
}
