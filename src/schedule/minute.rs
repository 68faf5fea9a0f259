//! The minute as the unit of time.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

const SECONDS: i64 = 60;

/// A moment: minutes since 1970 began in UTC. Moments before that count as the first minute.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Minute(u32);

impl Minute {
    /// The minute with that number.
    pub const fn new(minutes: u32) -> Self {
        Self(minutes)
    }

    /// Minutes since 1970 began.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The minute that a moment lies in.
    pub fn of(moment: Timestamp) -> Self {
        Self::of_minutes(moment.as_second().div_euclid(SECONDS))
    }

    /// The first minute that begins no earlier than a moment.
    pub(super) fn not_before(moment: Timestamp) -> Self {
        let seconds = moment.as_second() + i64::from(moment.subsec_nanosecond() > 0);
        Self::of_minutes((seconds + SECONDS - 1).div_euclid(SECONDS))
    }

    fn of_minutes(minutes: i64) -> Self {
        Self(u32::try_from(minutes.max(0)).unwrap_or(u32::MAX))
    }

    /// Where the minute begins.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_second(i64::from(self.0) * SECONDS).unwrap_or(Timestamp::MAX)
    }

    /// That many minutes later.
    #[must_use]
    pub const fn plus(self, minutes: u32) -> Self {
        Self(self.0.saturating_add(minutes))
    }

    /// That many minutes earlier, or the first minute.
    #[must_use]
    pub const fn minus(self, minutes: u32) -> Self {
        Self(self.0.saturating_sub(minutes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_lies_in_the_minute_that_has_begun() {
        for (second, minute) in [(0, 0), (59, 0), (60, 1), (119, 1), (-1, 0), (-3600, 0)] {
            let moment = Timestamp::from_second(second).unwrap();
            assert_eq!(Minute::of(moment), Minute::new(minute), "{second}");
        }
        let moment = Timestamp::new(60, 1).unwrap();
        assert_eq!(Minute::not_before(moment), Minute::new(2));
        assert_eq!(Minute::of(Minute::new(77).timestamp()), Minute::new(77));
    }

    #[test]
    fn the_ends_of_time_hold() {
        assert_eq!(Minute::new(5).minus(30), Minute::new(0));
        assert_eq!(Minute::new(u32::MAX).plus(1), Minute::new(u32::MAX));
        assert_eq!(Minute::new(u32::MAX).timestamp(), Timestamp::MAX);
    }
}
