//! A full hour of the day.

use std::str::FromStr;

use jiff::civil::{self, DateTime};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An hour on the clock, 0 to 23.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Hour(u8);

/// Why an hour could not be read. It never repeats what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotHour {
    /// It is not a time.
    #[error("this is not an hour; write one such as `19`, `19:00` or `7 pm`")]
    Unreadable,
    /// It has minutes.
    #[error("only full hours can be set; write one such as `19`, `19:00` or `7 pm`")]
    Minutes,
    /// It is not on the clock.
    #[error("an hour lies between 0 and 23, or between 1 and 12 with `am` or `pm`")]
    Range,
}

impl Hour {
    /// The hour with that number.
    pub const fn new(hour: u8) -> Result<Self, NotHour> {
        match hour {
            0..=23 => Ok(Self(hour)),
            _ => Err(NotHour::Range),
        }
    }

    /// The hour as a number, 0 to 23.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// The hour that clocks show.
    pub(super) fn of(shown: DateTime) -> Self {
        Self(shown.hour().unsigned_abs())
    }

    /// The hour on a date.
    pub(super) fn on(self, date: civil::Date) -> DateTime {
        date.at(i8::try_from(self.0).unwrap_or(0), 0, 0, 0)
    }

    /// The hour as a sentence names it: `19:00`.
    pub fn words(self) -> String {
        format!("{:02}:00", self.0)
    }
}

impl TryFrom<u8> for Hour {
    type Error = NotHour;

    fn try_from(hour: u8) -> Result<Self, NotHour> {
        Self::new(hour)
    }
}

impl From<Hour> for u8 {
    fn from(hour: Hour) -> Self {
        hour.0
    }
}

impl FromStr for Hour {
    type Err = NotHour;

    /// Reads `19`, `07`, `19:00`, `19 h`, `7 pm`, `7pm`, `noon`, `midnight`.
    fn from_str(typed: &str) -> Result<Self, NotHour> {
        let text = typed.trim().to_lowercase();
        match text.as_str() {
            "noon" => return Ok(Self(12)),
            "midnight" => return Ok(Self(0)),
            _ => {}
        }
        let digits = text.len() - text.trim_start_matches(is_clock).len();
        let (clock, half) = text.split_at(digits);
        let hour = on_the_clock(clock)?;
        match (half.trim().replace('.', "").as_str(), hour) {
            ("" | "h" | "o'clock", hour) => Self::new(hour),
            ("am" | "pm", 0 | 13..) => Err(NotHour::Range),
            ("am", hour) => Ok(Self(hour % 12)),
            ("pm", hour) => Ok(Self(hour % 12 + 12)),
            _ => Err(NotHour::Unreadable),
        }
    }
}

fn is_clock(c: char) -> bool {
    c.is_ascii_digit() || c == ':'
}

/// The hour of `19` or `19:00`.
fn on_the_clock(text: &str) -> Result<u8, NotHour> {
    let (hour, minutes) = text.split_once(':').unwrap_or((text, "00"));
    if minutes.len() != 2 || !(1..=2).contains(&hour.len()) || minutes.contains(':') {
        return Err(NotHour::Unreadable);
    }
    if minutes != "00" {
        return Err(NotHour::Minutes);
    }
    hour.parse().ok().ok_or(NotHour::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_type_them() {
        for (typed, hour) in [
            ("19", 19),
            ("07", 7),
            ("7", 7),
            ("0", 0),
            ("19:00", 19),
            (" 19 h ", 19),
            ("7 pm", 19),
            ("7pm", 19),
            ("7 p.m.", 19),
            ("7:00 PM", 19),
            ("12 am", 0),
            ("12 pm", 12),
            ("11am", 11),
            ("noon", 12),
            ("Midnight", 0),
        ] {
            assert_eq!(typed.parse::<Hour>().map(Hour::get), Ok(hour), "{typed}");
        }
    }

    #[test]
    fn what_is_no_hour_is_refused() {
        for (typed, wrong) in [
            ("", NotHour::Unreadable),
            ("soon", NotHour::Unreadable),
            ("19:", NotHour::Unreadable),
            (":00", NotHour::Unreadable),
            ("1900", NotHour::Unreadable),
            ("19:00:00", NotHour::Unreadable),
            ("-7", NotHour::Unreadable),
            ("7 xm", NotHour::Unreadable),
            ("１９", NotHour::Unreadable),
            ("19:30", NotHour::Minutes),
            ("24", NotHour::Range),
            ("0 pm", NotHour::Range),
            ("13 am", NotHour::Range),
        ] {
            assert_eq!(typed.parse::<Hour>(), Err(wrong), "{typed}");
        }
    }

    #[test]
    fn what_is_named_is_read_as_the_same_hour() {
        for hour in 0..24 {
            let hour = Hour::new(hour).unwrap();
            assert_eq!(hour.words().parse(), Ok(hour));
        }
        assert_eq!(Hour::new(7).unwrap().words(), "07:00");
    }
}
