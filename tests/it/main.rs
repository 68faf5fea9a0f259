//! The integration tests, one binary.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

/// Broken packs give findings or a clear refusal.
mod bad_packs;
/// What is kept, in a terminal.
mod chat_keep;
/// The binary's commands, as typed.
mod commands;
/// Settings as an operator meets them.
mod config;
/// What the shipped content promises.
mod content;
/// After a sign of danger.
mod danger;
/// Buttons, codes and commands that were never offered.
mod discord_bad_input;
/// Input that is broken, or means harm.
mod discord_broken_input;
/// Every place as a Discord message.
mod discord_crawl;
/// Direct messages, and everything that stays private.
mod discord_direct;
/// Pages of what is kept.
mod discord_own;
/// What never leaves the bot.
mod discord_private;
/// Bots that are killed, stopped and started again.
mod discord_restart;
/// Talks on Discord.
mod discord_talk;
/// What comes twice, late or all at once.
mod discord_twice;
/// Content edits under talks that are under way.
mod edits;
/// A Discord on loopback.
mod fake;
/// That Discord's gateway.
mod fake_gateway;
/// Members of that Discord.
mod fake_members;
/// What that Discord refuses and takes.
mod fake_rejects;
/// The gateway connection against a Discord that misbehaves.
mod gateway;
/// No word of a member in clear.
mod keep_canary;
/// A yes, and what it lets be kept.
mod keep_consent;
/// The way so far, after the content was edited.
mod keep_edits;
/// A database that cannot be written.
mod keep_faults;
/// A copy, and being forgotten.
mod keep_forget;
/// Kept answers.
mod keep_journal;
/// What is nobody else's.
mod keep_others;
/// The way so far.
mod keep_progress;
/// One process for one data folder.
mod owner;
/// The picture of progress.
mod picture;
/// Reminders when the clock is set.
mod remind_clock;
/// Whoever can no longer be reached is left alone, and told once.
mod remind_closed;
/// Reminders against a simple model.
mod remind_model;
/// Reminders as members get them.
mod remind_sent;
/// Reminders when everything fails.
mod remind_storm;
/// What is forgotten, and when.
mod remind_sweep;
/// The REST client against a server that misbehaves.
mod rest;
/// Files that are wrong, and disks that are full.
mod store_faults;
/// What is erased stands nowhere any more.
mod store_forget;
/// Every way in which a full disk can meet a store.
mod store_full;
/// Stores whose process is killed.
mod store_kill;
/// Every column and every field has its place.
mod store_schema;
/// A store as its tests use it.
mod store_use;
/// House rules.
mod tidy;
/// The longest tokens.
mod token_size;
/// The shipped transcripts.
mod transcripts;
/// Random walks over the shipped content.
mod walks;
