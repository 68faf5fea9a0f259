//! Progress: where the talk stands, and what was begun, finished and seen. No streaks, no scores.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::member::day::Day;

/// How many runs of one theme are remembered; the oldest makes room.
pub const RUNS_MAX: usize = 12;

/// What is kept about a member's way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Progress {
    /// Where the talk stands.
    pub place: Option<Place>,
    /// What was met, by pack.
    pub trails: Vec<Trail>,
}

/// A place in a talk.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The talk's token; it holds no words.
    pub token: Box<str>,
    /// When it was left.
    pub day: Day,
}

impl fmt::Debug for Place {
    /// Shows no token: whoever has it can open the place.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Place")
            .field("day", &self.day)
            .finish_non_exhaustive()
    }
}

/// What was met in one pack.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Trail {
    /// The pack's id.
    pub pack: Box<str>,
    /// Its themes, in the order in which they were begun.
    pub themes: Vec<ThemeProgress>,
    /// Single questions that were shown.
    pub seen: Vec<Seen>,
}

/// What happened in one theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThemeProgress {
    /// The theme's number in tokens.
    pub theme: u16,
    /// When it was begun first.
    pub begun: Day,
    /// When it was finished last.
    pub finished: Option<Day>,
    /// The scales of the times it was finished, oldest first.
    pub runs: Vec<Run>,
}

/// A time when a theme was finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// When.
    pub day: Day,
    /// The scale at the start, 0 to 10.
    pub before: Option<u8>,
    /// The scale at the end.
    pub after: Option<u8>,
    /// A mark of the talk: pressed twice, it is the same run.
    pub mark: u32,
}

/// Questions of one theme that were shown alone: bits by their numbers in tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The theme's number in tokens.
    pub theme: u16,
    /// The questions.
    pub nodes: u128,
}

impl Progress {
    /// What was met in a pack.
    pub fn trail(&self, pack: &str) -> Option<&Trail> {
        self.trails.iter().find(|trail| *trail.pack == *pack)
    }

    /// The same, to be changed; made where it is missing.
    pub(crate) fn trail_mut(&mut self, pack: &str) -> &mut Trail {
        let at = self.trails.iter().position(|trail| *trail.pack == *pack);
        let at = at.unwrap_or_else(|| {
            self.trails.push(Trail {
                pack: pack.into(),
                ..Trail::default()
            });
            self.trails.len() - 1
        });
        &mut self.trails[at]
    }
}

impl Trail {
    /// What happened in a theme.
    pub fn theme(&self, theme: u16) -> Option<&ThemeProgress> {
        self.themes.iter().find(|known| known.theme == theme)
    }

    /// The finished themes, as bits by their numbers in tokens.
    pub fn finished(&self) -> u64 {
        let done = self.themes.iter().filter(|theme| theme.finished.is_some());
        done.filter_map(|theme| 1_u64.checked_shl(u32::from(theme.theme)))
            .fold(0, |bits, bit| bits | bit)
    }

    /// Whether a question was shown.
    pub fn has_seen(&self, theme: u16, node: u16) -> bool {
        let bits = self.seen.iter().find(|seen| seen.theme == theme);
        bits.is_some_and(|seen| seen.nodes & bit(node) != 0)
    }

    pub(crate) fn begin(&mut self, theme: u16, day: Day) {
        if self.theme(theme).is_none() {
            self.themes.push(ThemeProgress {
                theme,
                begun: day,
                finished: None,
                runs: Vec::new(),
            });
        }
    }

    /// A theme was finished; the same run again changes its scales.
    pub(crate) fn finish(&mut self, theme: u16, run: Run) {
        self.begin(theme, run.day);
        let Some(known) = self.themes.iter_mut().find(|known| known.theme == theme) else {
            return;
        };
        known.finished = Some(run.day);
        known.runs.retain(|old| old.mark != run.mark);
        if known.runs.len() >= RUNS_MAX {
            known.runs.remove(0);
        }
        known.runs.push(run);
    }

    /// The last step was taken back: that run is not finished after all.
    pub(crate) fn unfinish(&mut self, theme: u16, mark: u32) {
        let Some(known) = self.themes.iter_mut().find(|known| known.theme == theme) else {
            return;
        };
        known.runs.retain(|old| old.mark != mark);
        known.finished = known.runs.last().map(|run| run.day);
    }

    pub(crate) fn see(&mut self, theme: u16, node: u16) {
        match self.seen.iter_mut().find(|seen| seen.theme == theme) {
            Some(seen) => seen.nodes |= bit(node),
            None => self.seen.push(Seen {
                theme,
                nodes: bit(node),
            }),
        }
    }

    /// All questions of a theme, or of all of them, are new again.
    pub(crate) fn unsee(&mut self, theme: Option<u16>) {
        self.seen
            .retain(|seen| theme.is_some_and(|theme| seen.theme != theme));
    }
}

/// The bit of a question; none beyond the limit.
fn bit(node: u16) -> u128 {
    1_u128.checked_shl(u32::from(node)).unwrap_or(0)
}
