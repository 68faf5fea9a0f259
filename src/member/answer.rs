//! Answers: own words from reflections, kept with a yes of their own.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::member::day::Day;

/// How many answers a member can keep.
pub const ANSWERS_MAX: usize = 500;

/// How many bytes of words a member can keep in all.
pub const BYTES_MAX: usize = 1024 * 1024;

/// The random number of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AnswerId(pub i64);

/// Own words that a member agreed to keep.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The pack's id.
    pub pack: Box<str>,
    /// The theme's number in tokens.
    pub theme: u16,
    /// The question's number in tokens.
    pub node: u16,
    /// A mark of the talk before the answer: given again at the same point of the same way, it takes the former one's place.
    pub mark: u64,
    /// When they were written.
    pub day: Day,
    /// When they were changed last.
    pub edited: Option<Day>,
    /// The words.
    pub words: Box<str>,
}

impl fmt::Debug for Answer {
    /// Shows no words: what members said does not belong into logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("theme", &self.theme)
            .field("node", &self.node)
            .field("day", &self.day)
            .finish_non_exhaustive()
    }
}

impl Answer {
    /// Whether it answers the same question at the same point of the same way.
    pub fn is_again(&self, other: &Self) -> bool {
        self.is_at(&other.pack, other.theme, other.node) && self.mark == other.mark
    }

    /// Whether it answers a question.
    pub fn is_at(&self, pack: &str, theme: u16, node: u16) -> bool {
        *self.pack == *pack && (self.theme, self.node) == (theme, node)
    }
}

/// How long answers are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum KeepFor {
    /// 30 days.
    Days30,
    /// 90 days: what is not chosen otherwise.
    #[default]
    Days90,
    /// 365 days.
    Days365,
    /// Until the member deletes them.
    Ever,
}

impl KeepFor {
    /// All of them, the shortest first.
    pub const ALL: [Self; 4] = [Self::Days30, Self::Days90, Self::Days365, Self::Ever];

    /// How many days; none for ever.
    pub fn days(self) -> Option<u32> {
        match self {
            Self::Days30 => Some(30),
            Self::Days90 => Some(90),
            Self::Days365 => Some(365),
            Self::Ever => None,
        }
    }

    /// Whether an answer of a day has been kept long enough.
    pub fn is_over(self, written: Day, today: Day) -> bool {
        self.days().is_some_and(|days| today.since(written) >= days)
    }
}
