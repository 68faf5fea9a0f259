//! What stands in the way of running the bot, as values that the command line prints.
//!
//! *Invariant:* looking changes nothing on Discord, and no check holds a token or a member's words.

mod answers;
mod check;
mod offline;
mod online;

pub use answers::{budget, clock, commands, fault, invites};
pub use check::{Check, Level};
pub use offline::{Setup, offline};
pub use online::online;
