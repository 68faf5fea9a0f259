//! A set of weekdays.

use serde::{Deserialize, Serialize};

use crate::schedule::{Date, NotDays};

/// Some weekdays, at least one. Monday is bit 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Days(u8);

impl Days {
    /// All seven.
    pub const EVERY: Self = Self(0b111_1111);
    /// Monday to Friday.
    pub const WEEKDAYS: Self = Self(0b001_1111);
    /// Saturday and Sunday.
    pub const WEEKEND: Self = Self(0b110_0000);

    /// The days whose bits are set.
    pub const fn of_bits(bits: u8) -> Result<Self, NotDays> {
        match bits {
            0 => Err(NotDays::Empty),
            1..=0b111_1111 => Ok(Self(bits)),
            _ => Err(NotDays::Bits),
        }
    }

    /// The days as bits.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether a day of the week is among them: 0 is Monday.
    pub const fn contains(self, weekday: u8) -> bool {
        weekday < 7 && self.0 >> weekday & 1 == 1
    }

    /// Whether a date falls on one of them.
    pub fn matches(self, date: Date) -> bool {
        self.contains(date.weekday())
    }

    /// The days from Monday on: 0 is Monday.
    pub fn iter(self) -> impl Iterator<Item = u8> {
        (0..7).filter(move |weekday| self.contains(*weekday))
    }

    /// How many days.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// How many dates after `after` and before `before` fall on one of them.
    pub(super) fn between(self, after: Date, before: Date) -> i64 {
        let span = i64::from(before.days()) - i64::from(after.days()) - 1;
        if span <= 0 {
            return 0;
        }
        let rest = (1..=span % 7).filter(|days| {
            let days = i32::try_from(*days).unwrap_or(0);
            self.matches(after.plus(days))
        });
        span / 7 * i64::from(self.count()) + i64::try_from(rest.count()).unwrap_or(0)
    }
}

impl TryFrom<u8> for Days {
    type Error = NotDays;

    fn try_from(bits: u8) -> Result<Self, NotDays> {
        Self::of_bits(bits)
    }
}

impl From<Days> for u8 {
    fn from(days: Days) -> Self {
        days.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_its_days() {
        assert_eq!(Days::WEEKEND.iter().collect::<Vec<_>>(), [5, 6]);
        assert_eq!(Days::WEEKDAYS.count(), 5);
        assert!(!Days::EVERY.contains(7));
        assert_eq!(Days::of_bits(0), Err(NotDays::Empty));
        assert_eq!(Days::of_bits(128), Err(NotDays::Bits));
    }

    #[test]
    fn counting_dates_is_the_same_as_walking_them() {
        for bits in [1, 0b100_0000, 0b010_1010, 127] {
            let days = Days::of_bits(bits).unwrap();
            for first in -9..9 {
                for last in first - 2..first + 30 {
                    let walked = (first + 1..last).filter(|day| days.matches(Date::of_days(*day)));
                    let counted = days.between(Date::of_days(first), Date::of_days(last));
                    assert_eq!(counted, i64::try_from(walked.count()).unwrap());
                }
            }
        }
    }
}
