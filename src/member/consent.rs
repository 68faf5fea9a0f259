//! Three separate yeses, each with the version of the text that was agreed to.

use serde::{Deserialize, Serialize};

use crate::member::day::Day;
use crate::words::consent as words;

/// What a member can agree to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Consent {
    /// Themes begun and finished, the place in a talk, questions seen, scales.
    Progress,
    /// Own words from reflections.
    Answers,
    /// Messages at times that the member chose.
    Reminders,
}

impl Consent {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Progress, Self::Answers, Self::Reminders];

    /// The version of the text that is shown today.
    pub fn text(self) -> u16 {
        match self {
            Self::Progress => words::PROGRESS_VERSION,
            Self::Answers => words::ANSWERS_VERSION,
            Self::Reminders => words::REMINDERS_VERSION,
        }
    }
}

/// A yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Yes {
    /// The version of the text that was agreed to.
    pub text: u16,
    /// When.
    pub day: Day,
}

/// What one member agreed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Agreed {
    /// To progress.
    pub progress: Option<Yes>,
    /// To answers.
    pub answers: Option<Yes>,
    /// To reminders.
    pub reminders: Option<Yes>,
}

impl Agreed {
    /// The yes, if there is one; perhaps to an older text.
    pub fn yes(&self, to: Consent) -> Option<Yes> {
        match to {
            Consent::Progress => self.progress,
            Consent::Answers => self.answers,
            Consent::Reminders => self.reminders,
        }
    }

    /// Whether the text that is shown today was agreed to.
    pub fn holds(&self, to: Consent) -> bool {
        self.yes(to).is_some_and(|yes| yes.text == to.text())
    }

    /// Whether an older text was agreed to, so that it must be asked again before anything more is kept.
    pub fn is_old(&self, to: Consent) -> bool {
        self.yes(to).is_some_and(|yes| yes.text != to.text())
    }

    /// Whether there is no yes at all.
    pub fn is_empty(&self) -> bool {
        Consent::ALL.iter().all(|to| self.yes(*to).is_none())
    }

    /// Sets or takes back a yes.
    pub(crate) fn set(&mut self, to: Consent, yes: Option<Yes>) {
        *match to {
            Consent::Progress => &mut self.progress,
            Consent::Answers => &mut self.answers,
            Consent::Reminders => &mut self.reminders,
        } = yes;
    }
}
