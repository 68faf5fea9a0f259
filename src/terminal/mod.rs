//! The second platform: a terminal, or any pipe. It proves that nothing above it is about Discord.

mod chat;
mod draw;
mod lines;

pub use chat::{Options, chat};
pub use draw::draw;
pub use lines::{Edited, Lines, Piped, Typed};
