//! What the program says about itself while it runs: log lines on standard error, and the place of a panic.
//!
//! **Invariant: only our own sentences come through.** Libraries log what they send and receive, which is what members write
//! and the bot's token. They are shut off by target here, and no setting switches them on.

mod level;
pub mod log;
mod panic;

pub use level::{LEVEL_VARIABLES, level};
