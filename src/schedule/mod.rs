//! When is something due? Days, an hour and a time zone give minutes; the time now comes in with the question.
//!
//! **Invariant: a date has one slot.** A [`Slot`] is known by its date where the plan lives, not by its minute. Whatever clocks
//! are set to, a date that matches a plan has exactly one, and one that was used is never given again. Only a date that a zone
//! left out of its calendar has none.
//!
//! There is no clock, no chance and no file here. Zones come from the database that is built in, never from the machine's, so
//! that the same plan gives the same minutes everywhere.
#![warn(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "when something is due depends on no clock and no file of the machine"
)]

mod date;
mod days;
mod days_text;
mod hour;
mod local;
mod minute;
mod next;
mod plan;
mod quiet;
mod snooze;
mod steady;
mod zone;
mod zone_find;

#[cfg(test)]
mod tests;

pub use date::Date;
pub use days::Days;
pub use days_text::NotDays;
pub use hour::{Hour, NotHour};
pub use minute::Minute;
pub use next::{GRACE_MINUTES, Next, SKIPPED_MAX};
pub use plan::{Plan, Slot};
pub use quiet::{NotQuiet, QUIET_HOURS_MAX, Quiet};
pub use snooze::{FAR_MINUTES, is_far, snooze};
pub use steady::{HOLD_MINUTES, STEP_MINUTES, Steady};
pub use zone::{NotZone, Zone};
