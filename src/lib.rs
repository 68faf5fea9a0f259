//! A calm, rule-based chat bot that helps people think about closeness and distance in love.
//!
//! # In one breath
//!
//! A member presses a button or types a line. A platform turns it into an [`engine::Input`]. The [`service`] asks the pure
//! [`engine`] what happens next, holds in memory what may be held, and hands the reply back to the platform, which draws it.
//! What may be said stands in `prompts/`, checked by the [`lint`] before anybody sees it. Nothing is generated.
//!
//! ```text
//! prompts/ --content--> script (typed, linted) ---+
//!                                                 v
//! Discord  --\                 +-> understanding (crisis, control word, theme)   pure
//! terminal ---+-> service -----+-> engine: step(script, talk, input) -> (talk, outputs)   pure
//! ```
//!
//! A talk travels in its buttons: a button's identifier is what it means and a token of the talk, so that a member who agreed
//! to nothing is served completely and leaves no row anywhere, and a restart changes nothing. What a member agreed to keep goes
//! into the [`store`], sealed, before the reply is sent: a turn collects [`member::Change`]s, one thread commits many members'
//! changes at once, and where that fails the reply says so and the talk goes on.
//!
//! Direction: `main -> cli -> discord -> control -> {terminal, transcript} -> service -> {content, store} -> lint ->
//! {engine, member, picture, understanding} -> schedule -> script`, never back, and platforms never see each other. `config` and
//! `telemetry` stand below `cli` and `discord`; `words` knows no other module and may be used by all. A test in
//! `tests/it/tidy.rs` holds the direction, the compiler's lints hold the purity.
//!
//! # Code map
//!
//! - [`script`]: what a dialogue is. Packs, themes, nodes, choices, claims; read from TOML, resolved to indices, laid out as a
//!   graph. *Invariant:* reading never fails; it returns what could be read, and findings.
//! - [`engine`]: what happens next. *Invariant:* [`engine::step`] is a function; no clock, no chance, no file, no network, and
//!   no word of a member in a [`engine::Talk`].
//! - [`understanding`]: what free text means. *Invariant:* danger beats control words, control words beat themes, and every
//!   answer names the rule that gave it.
//! - [`picture`]: a member's progress as an image, and the same in words. *Invariant:* it takes values and returns values, rates
//!   nothing, and tells nothing by colour alone.
//! - [`lint`]: advice to authors, one rule a file. *Invariant:* a rule looks at values and returns findings; it changes nothing.
//! - [`schedule`]: when something is due. *Invariant:* a date has one slot; no clock, and no time zone of the machine.
//! - [`content`]: prompts on disk or built in -> script. *Invariant:* the built-in crisis rules and help lines are always there.
//! - [`store`]: what is kept, on disk. *Invariant:* everything about a member is sealed under a key of their own, nobody is told
//!   before it is durable, and one process owns the data folder.
//! - [`service`]: the shell, one file a use case. *Invariant:* words that matched a crisis rule are neither held nor passed on.
//! - [`member`]: what may be kept about a member, each part with a yes of its own. *Invariant:* a change to a part that was not
//!   agreed to does nothing.
//! - [`terminal`]: a platform. *Invariant:* it draws and reads, and decides nothing.
//! - [`discord`]: the other platform. It receives, keeps each member's events in order, asks the service, draws, and sends in the
//!   first response; below that a REST client with limits of its own and a watched gateway. *Invariant:* what others could see is
//!   never written to, and no token and no word of a member reaches an error or a log.
//! - [`control`]: jobs that another command hands to the process that owns the data. *Invariant:* nobody but the data's own user
//!   is heard, and no id of a member reaches an error or a log.
//! - [`transcript`]: talks written down as plain text, which must keep coming out as written. *Invariant:* it speaks to the
//!   service as a member does, and knows no shortcut.
//! - [`config`]: what the operator has set. *Invariant:* every mistake is told at once, and none repeats a value.
//! - [`telemetry`]: what the program says about itself. *Invariant:* only our own sentences come through, whatever is set.
//! - [`cli`]: the commands. *Invariant:* the only place that prints and the only one that knows exit statuses.
//! - [`words`]: every sentence of the bot that is not content. *Invariant:* no logic.

pub mod cli;
pub mod config;
pub mod content;
pub mod control;
pub mod discord;
pub mod engine;
pub mod lint;
pub mod member;
pub mod picture;
pub mod schedule;
pub mod script;
pub mod service;
pub mod store;
pub mod telemetry;
pub mod terminal;
pub mod transcript;
pub mod understanding;
pub mod words;
