//! What happens next: a talk and an input give a talk and outputs.
//!
//! **Invariant: [`step`] is a function.** The same script, talk and input give the same talk and outputs, on any machine and at
//! any time. There is no clock, no chance, no file and no network here; the seed of a talk comes in when it begins. No input
//! makes it fail: what does not fit is answered, and leaves the talk as it was.
//!
//! **A member's own words are not part of a talk.** The engine reads them to decide where to go, says
//! [`Output::Remember`], and forgets them; the shell may hold them.
#![warn(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the engine does no I/O and reads no clock"
)]

mod bits;
mod hear;
mod input;
mod moves;
mod output;
mod step;
mod talk;
pub mod token;
mod view;

pub use hear::{is_label, is_listed};
pub use input::Input;
pub use output::{Act, AnswerAsk, Ask, Hint, Kept, Notice, Offer, Output, Way};
pub use step::step;
pub use talk::{At, BACK_STEPS, Talk};
pub use view::{asked, spoken};
