//! A little later, and much too far.

use crate::schedule::local::out_of_quiet;
use crate::schedule::{Minute, Plan};

/// Further away than a plan can reach: a week, and a day for quiet hours.
pub const FAR_MINUTES: u32 = 8 * 24 * 60;

/// That many minutes from now, or when the quiet hours end that this falls into.
pub fn snooze(plan: &Plan, now: Minute, minutes: u32) -> Minute {
    let later = now.plus(minutes);
    plan.zone
        .rules()
        .and_then(|rules| out_of_quiet(&rules, plan.quiet, later.timestamp()))
        .map_or(later, |moment| Minute::not_before(moment).max(later))
}

/// Whether something is due further away than a plan can reach: the clock was wrong when it was planned, or is now.
pub fn is_far(due: Minute, now: Minute) -> bool {
    due > now.plus(FAR_MINUTES)
}
