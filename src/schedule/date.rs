//! A date in a calendar, without a zone.

use jiff::Span;
use jiff::civil;
use serde::{Deserialize, Serialize};

/// A date, as days since 1 January 1970. It is a page of a calendar, not a moment: where it begins depends on the zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date(i32);

const FIRST: civil::Date = civil::date(1970, 1, 1);
const HOURS_A_DAY: i64 = 24;

impl Date {
    /// The date that many days after 1 January 1970.
    pub const fn of_days(days: i32) -> Self {
        Self(days)
    }

    /// Days since 1 January 1970.
    pub const fn days(self) -> i32 {
        self.0
    }

    /// The same as jiff's.
    pub fn civil(self) -> Option<civil::Date> {
        let days = Span::new().try_days(self.0).ok()?;
        FIRST.checked_add(days).ok()
    }

    /// The date as jiff has it.
    pub fn of_civil(date: civil::Date) -> Self {
        let days = FIRST.duration_until(date).as_hours() / HOURS_A_DAY;
        Self(i32::try_from(days).unwrap_or(0))
    }

    /// The day of the week: 0 is Monday.
    pub fn weekday(self) -> u8 {
        // The first of January 1970 was a Thursday.
        let weekday = (i64::from(self.0) + 3).rem_euclid(7);
        u8::try_from(weekday).unwrap_or(0)
    }

    /// That many days later, or as late as can be told.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_days_are_the_same_thing() {
        let mut last = None;
        for days in (-9_000..30_000).chain([-700_000, 2_900_000]) {
            let date = Date::of_days(days);
            let civil = date.civil().unwrap();
            assert_eq!(Date::of_civil(civil), date);
            let weekday = civil.weekday().to_monday_zero_offset();
            assert_eq!(i8::try_from(date.weekday()).unwrap(), weekday);
            assert_ne!(last.replace(civil), Some(civil));
        }
        assert_eq!(Date::of_days(0).civil(), Some(civil::date(1970, 1, 1)));
    }

    #[test]
    fn a_date_beyond_the_calendar_is_none() {
        for days in [i32::MIN, i32::MAX] {
            assert_eq!(Date::of_days(days).civil(), None);
            assert!(Date::of_days(days).weekday() < 7);
        }
    }
}
