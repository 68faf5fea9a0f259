//! Hours in which nothing is sent.

use std::str::FromStr;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::schedule::{Hour, NotHour};

/// The most hours of a day that may be quiet. No zone puts its clocks on by more than two hours, so that the hours left over
/// cannot all fall into such a gap, and the slots of two dates never meet.
pub const QUIET_HOURS_MAX: u8 = 20;

/// From one hour until another, over midnight where needed. The last is not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "(Hour, Hour)", into = "(Hour, Hour)")]
pub struct Quiet {
    from: Hour,
    until: Hour,
}

/// Why quiet hours could not be set. It never repeats what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotQuiet {
    /// They begin and end at once.
    #[error("quiet hours need to begin and end at different hours; write them such as `22-7`")]
    Same,
    /// They leave too little of the day.
    #[error("quiet hours may cover at most {QUIET_HOURS_MAX} hours of a day; make them shorter")]
    Long,
    /// They are not two hours.
    #[error("these are not two hours; write quiet hours such as `22-7`")]
    Unreadable,
    /// One of the hours is wrong.
    #[error(transparent)]
    Hour(#[from] NotHour),
}

impl Quiet {
    /// Quiet from one hour until another.
    pub fn new(from: Hour, until: Hour) -> Result<Self, NotQuiet> {
        let hours = (until.get() + 24 - from.get()) % 24;
        match hours {
            0 => Err(NotQuiet::Same),
            1..=QUIET_HOURS_MAX => Ok(Self { from, until }),
            _ => Err(NotQuiet::Long),
        }
    }

    /// The first quiet hour.
    pub const fn from(self) -> Hour {
        self.from
    }

    /// The first hour that is not quiet.
    pub const fn until(self) -> Hour {
        self.until
    }

    /// Whether an hour is quiet.
    pub fn contains(self, hour: Hour) -> bool {
        if self.from < self.until {
            self.from <= hour && hour < self.until
        } else {
            self.from <= hour || hour < self.until
        }
    }

    /// When the quiet hours end that clocks show, if they are quiet ones.
    pub(super) fn end_from(self, shown: DateTime) -> Option<DateTime> {
        let hour = Hour::of(shown);
        if !self.contains(hour) {
            return None;
        }
        let date = if hour < self.until {
            shown.date()
        } else {
            shown.date().tomorrow().ok()?
        };
        Some(self.until.on(date))
    }

    /// The quiet hours as a sentence names them: `22:00 to 07:00`.
    pub fn words(self) -> String {
        format!("{} to {}", self.from.words(), self.until.words())
    }
}

impl TryFrom<(Hour, Hour)> for Quiet {
    type Error = NotQuiet;

    fn try_from((from, until): (Hour, Hour)) -> Result<Self, NotQuiet> {
        Self::new(from, until)
    }
}

impl From<Quiet> for (Hour, Hour) {
    fn from(quiet: Quiet) -> Self {
        (quiet.from, quiet.until)
    }
}

impl FromStr for Quiet {
    type Err = NotQuiet;

    /// Reads `22-7`, `22:00 to 07:00`, `10 pm until 7 am`.
    fn from_str(typed: &str) -> Result<Self, NotQuiet> {
        let text = typed.to_lowercase();
        let text = text.trim().trim_start_matches("from ");
        let (from, until) = ["-", "–", " to ", " until ", " till "]
            .iter()
            .find_map(|between| text.split_once(between))
            .ok_or(NotQuiet::Unreadable)?;
        Self::new(from.parse()?, until.parse()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(hour: u8) -> Hour {
        Hour::new(hour).unwrap()
    }

    fn quiet(from: u8, until: u8) -> Result<Quiet, NotQuiet> {
        Quiet::new(hour(from), hour(until))
    }

    #[test]
    fn quiet_hours_are_read_as_people_type_them() {
        for typed in [
            "22-7",
            "22:00 – 07:00",
            "10 pm to 7 am",
            "from 22 until 7",
            "22:00 to 07:00",
        ] {
            assert_eq!(typed.parse(), quiet(22, 7), "{typed}");
        }
        for (typed, wrong) in [
            ("22", NotQuiet::Unreadable),
            ("22-25", NotQuiet::Hour(NotHour::Range)),
            ("22-6:30", NotQuiet::Hour(NotHour::Minutes)),
            ("7-7", NotQuiet::Same),
            ("7-4", NotQuiet::Long),
        ] {
            assert_eq!(typed.parse::<Quiet>(), Err(wrong), "{typed}");
        }
    }

    #[test]
    fn quiet_hours_may_cross_midnight() {
        let hours = |from, until| {
            let quiet = quiet(from, until).unwrap();
            (0..24)
                .filter(|at| quiet.contains(hour(*at)))
                .collect::<Vec<_>>()
        };
        assert_eq!(hours(22, 3), [0, 1, 2, 22, 23]);
        assert_eq!(hours(1, 4), [1, 2, 3]);
        assert_eq!(hours(22, 0), [22, 23]);
        assert_eq!(hours(0, 20).len(), 20);
        assert_eq!(quiet(22, 7).unwrap().words(), "22:00 to 07:00");
    }
}
