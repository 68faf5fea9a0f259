//! What may be kept about a member, each part with a yes of its own: consent, progress, answers, reminders.
//!
//! **Invariant: a part without its yes is not there.** A [`Change`] to a part that was not agreed to does nothing, wherever it
//! comes from; so a yes taken back in one window while another still writes leaves nothing behind.
//!
//! Values only: the day comes in with every change, and nothing here knows a disk. The store seals and keeps them.

#![warn(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what may be kept is decided without I/O and without a clock"
)]

mod answer;
mod change;
mod consent;
mod day;
mod progress;
mod record;
mod reminder;
mod shelf;
#[cfg(test)]
mod tests;

pub use answer::{ANSWERS_MAX, Answer, AnswerId, BYTES_MAX, KeepFor};
pub use change::Change;
pub use consent::{Agreed, Consent, Yes};
pub use day::Day;
pub use progress::{Place, Progress, RUNS_MAX, Run, Seen, ThemeProgress, Trail};
pub use record::{LATEST_MAX, Latest, Record};
pub use reminder::{
    AGAIN_MINUTES, Address, CALM_MINUTES, Claim, Reminder, Sending, Stopped, UNANSWERED_MAX,
};
pub use shelf::{Shelf, Unreadable};
