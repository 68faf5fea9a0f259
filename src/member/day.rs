//! A day, as everything kept is dated: enough to remember by, and less to give away than a time.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::schedule::Minute;

/// A day of the calendar in UTC, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub u32);

/// How many seconds a day of UTC has.
const SECS: i64 = 24 * 3600;

impl Day {
    /// The day of a time, in seconds since 1970; the first one for earlier times.
    pub fn of_seconds(seconds: i64) -> Self {
        Self(u32::try_from(seconds.max(0) / SECS).unwrap_or(u32::MAX))
    }

    /// The day of a minute.
    pub fn of_minute(minute: Minute) -> Self {
        Self(minute.get() / (24 * 60))
    }

    /// The date; the last known one for days beyond the calendar.
    pub fn date(self) -> Date {
        let days = jiff::Span::new().try_days(self.0);
        let added = days.and_then(|days| date(1970, 1, 1).checked_add(days));
        added.unwrap_or(Date::MAX)
    }

    /// How many days passed since an earlier day; 0 when it is not earlier.
    pub fn since(self, earlier: Self) -> u32 {
        self.0.saturating_sub(earlier.0)
    }

    /// The day in words, such as `3 Oct 2026`.
    pub fn words(self) -> String {
        self.date().strftime("%-d %b %Y").to_string()
    }

    /// The day in a few characters, such as `3 Oct`.
    pub fn short(self) -> String {
        self.date().strftime("%-d %b").to_string()
    }
}
