//! Every sentence of the bot itself that is not content, by where it is met.
//!
//! A reviewer reads the bot's whole own voice here. Nothing in this module decides anything.

pub mod labels;
