//! How many sessions may be started. Pure: the time comes in, in seconds since 1970, so that it holds over restarts.
//!
//! Discord resets the token of a bot that starts more than 1,000 sessions a day. This bot starts at most 100, whatever fails:
//! [`BURST`] at once, and one more every [`REFILL_SECS`].

use serde::{Deserialize, Serialize};

/// Starts in a row: an operator who sets things up restarts often.
const BURST: u32 = 30;
/// Seconds until one more is allowed: 69 a day.
const REFILL_SECS: u64 = 1_240;
/// What is left where what was known is lost.
const LEFT_UNKNOWN: u32 = 4;

/// What is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Budget {
    /// Starts that are left.
    left: u32,
    /// Up to when refills have been counted.
    counted_at_secs: u64,
}

impl Budget {
    /// Before the first start of all.
    pub(super) fn full(now_secs: u64) -> Self {
        Self {
            left: BURST,
            counted_at_secs: now_secs,
        }
    }

    /// Few are left until it is known how many there were.
    pub(super) fn unknown(now_secs: u64) -> Self {
        Self {
            left: LEFT_UNKNOWN,
            counted_at_secs: now_secs,
        }
    }

    /// Starts that are left now.
    pub(super) fn left(&mut self, now_secs: u64) -> u32 {
        // A clock that was set back refills nothing.
        let passed = now_secs.checked_sub(self.counted_at_secs);
        let Some(passed) = passed else {
            self.counted_at_secs = now_secs;
            return self.left.min(BURST);
        };
        let more = u32::try_from(passed / REFILL_SECS).unwrap_or(BURST);
        self.left = self.left.saturating_add(more).min(BURST);
        self.counted_at_secs = now_secs - passed % REFILL_SECS;
        self.left
    }

    /// Seconds until a session may be started; 0 for now.
    pub(super) fn wait_secs(&mut self, now_secs: u64) -> u64 {
        if self.left(now_secs) > 0 {
            return 0;
        }
        REFILL_SECS
            - now_secs
                .saturating_sub(self.counted_at_secs)
                .min(REFILL_SECS - 1)
    }

    /// A session is about to be started.
    pub(super) fn spend(&mut self) {
        self.left = self.left.saturating_sub(1);
    }

    /// No session was started after all.
    pub(super) fn refund(&mut self) {
        self.left = (self.left + 1).min(BURST);
    }
}

#[cfg(test)]
mod tests {
    use super::{BURST, Budget, LEFT_UNKNOWN, REFILL_SECS};

    const DAY_SECS: u64 = 86_400;

    #[test]
    fn no_day_takes_more_than_a_hundred() {
        for every_secs in [1, 5, 30, 1_239, 1_241] {
            let mut budget = Budget {
                left: BURST,
                counted_at_secs: 0,
            };
            let mut starts = Vec::new();
            for now in (0..3 * DAY_SECS).step_by(every_secs) {
                if budget.wait_secs(now) == 0 {
                    budget.spend();
                    starts.push(now);
                }
            }
            let within = |from: &u64| {
                starts
                    .iter()
                    .filter(|at| *at >= from && **at < from + DAY_SECS)
                    .count()
            };
            assert!(
                starts.iter().map(within).max() <= Some(100),
                "every {every_secs} s"
            );
        }
    }

    #[test]
    fn it_says_when_the_next_is_allowed() {
        let mut budget = Budget {
            left: 0,
            counted_at_secs: 1_000,
        };
        assert_eq!(budget.wait_secs(1_100), REFILL_SECS - 100);
        assert_eq!(budget.wait_secs(1_000 + REFILL_SECS), 0);
    }

    #[test]
    fn a_clock_that_jumps_gives_nothing_away() {
        let mut budget = Budget {
            left: 0,
            counted_at_secs: 50_000,
        };
        for (now, left) in [(10_000, 0), (50_000, BURST), (20_000, BURST)] {
            assert_eq!(budget.left(now), left, "at {now}");
        }
        assert_eq!(Budget::unknown(7).left(7), LEFT_UNKNOWN);
        let mut written = Budget {
            left: u32::MAX,
            counted_at_secs: u64::MAX,
        };
        assert_eq!(written.left(7), BURST);
    }

    #[test]
    fn what_was_not_used_comes_back() {
        let mut budget = Budget {
            left: 1,
            counted_at_secs: 0,
        };
        budget.spend();
        assert!(budget.wait_secs(0) > 0);
        budget.refund();
        assert_eq!(budget.wait_secs(0), 0);
    }
}
