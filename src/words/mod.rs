//! Every sentence of the bot itself that is not content, by where it is met.
//!
//! A reviewer reads the bot's whole own voice here. Nothing in this module decides anything, and it knows no other module.

pub mod about;
pub mod commands;
pub mod consent;
pub mod discord;
pub mod journal;
pub mod labels;
pub mod operator;
pub mod picture;
pub mod privacy;
pub mod progress;
pub mod register;
pub mod remind;
pub mod summary;
pub mod support;
pub mod talk;

/// Where the bot speaks: what is pressed in one place is typed in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// A window in which everything is typed.
    Terminal,
    /// Discord, in servers and in direct messages.
    Discord,
}
