//! Notices that somebody set the clock.

use crate::schedule::Minute;

/// The clock and the time that passed may differ by that much between two looks.
pub const STEP_MINUTES: u32 = 5;

/// For how long nothing is sent after the clock was set. Then an hour lies between two messages even when the clock jumped
/// from one slot to the next.
pub const HOLD_MINUTES: u64 = 60;

/// Compares the clock with the time that really passed, and asks for patience after a jump.
///
/// A plan alone cannot know: to a clock that is put on by a day, the next day's slot is due. A jump while the program is
/// down looks like a long pause and is not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steady {
    clock: Minute,
    passed: u64,
    hold_until: u64,
}

impl Steady {
    /// Begins to watch. `passed` are minutes of a clock that nobody can set, such as those since the program began.
    pub const fn begin(clock: Minute, passed: u64) -> Self {
        Self {
            clock,
            passed,
            hold_until: 0,
        }
    }

    /// Looks at both clocks. True, if something may be sent now.
    pub fn look(&mut self, clock: Minute, passed: u64) -> bool {
        let shown = i64::from(clock.get()) - i64::from(self.clock.get());
        let real = passed.saturating_sub(self.passed);
        let real = i64::try_from(real).unwrap_or(i64::MAX);
        if shown.abs_diff(real) > u64::from(STEP_MINUTES) {
            self.hold_until = passed.saturating_add(HOLD_MINUTES);
        }
        self.clock = clock;
        self.passed = passed;
        passed >= self.hold_until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_runs_is_trusted_and_one_that_jumps_is_not() {
        let at = |minute: u32| Minute::new(10_000 + minute);
        let mut steady = Steady::begin(at(0), 7);
        assert!(steady.look(at(10), 17));
        assert!(steady.look(at(24), 27), "a little off is not a jump");
        assert!(!steady.look(at(24 + 1_440), 27), "on by a day");
        assert!(!steady.look(at(24 + 1_440 + 59), 86));
        assert!(steady.look(at(24 + 1_440 + 60), 87));
        assert!(!steady.look(at(24), 88), "back again");
        assert!(!steady.look(at(34), 98));
        assert!(steady.look(at(84), 148));
        assert!(
            steady.look(at(84 + 5_000), 148 + 5_000),
            "a long pause is none"
        );
    }

    #[test]
    fn the_ends_of_time_hold() {
        let mut steady = Steady::begin(Minute::new(u32::MAX), u64::MAX);
        assert!(!steady.look(Minute::new(0), u64::MAX - 1));
        assert!(steady.look(Minute::new(0), u64::MAX));
    }
}
