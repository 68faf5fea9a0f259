//! The bot on Discord.

pub mod doctor;
