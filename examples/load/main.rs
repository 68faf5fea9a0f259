//! Measures the bot under load, beside a bot on the same library that answers with a constant.
//!
//! ```text
//! cargo build --release --bin alongside --example load --example constant
//! target/release/examples/load                   # every scenario but the long one
//! target/release/examples/load saturation soak   # some of them
//! target/release/examples/load --json rate       # one JSON object a line
//! ```
//!
//! Both bots run as processes of their own against the tests' Discord on loopback, which checks and keeps nothing here. First
//! members walk through the real bot at random: commands, buttons, menus, dialogs, completions. Then the walks are repeated by
//! many members, as fast as the scenario wants, and each answer is compared with the first one. The other bot gets the same
//! events. Discord and both bots share the machine, so a busy machine shows in the times, less so in the CPU seconds.
//!
//! # What the figures mean
//!
//! - `sent`, `lost`: interactions, and those without an answer within ten seconds. `late`: answered after three seconds.
//! - `wrong`: answers that lead elsewhere than the same step did in the walk. `twice`: second answers to one interaction; in
//!   `burst` one event in twenty is delivered twice.
//! - `p50` to `max`: milliseconds from sending an event on the gateway to the arrival of its answer.
//! - `cpu`: CPU seconds, user and system, of the bot's process per 10,000 interactions.
//! - `rss`: resident megabytes (MiB) of the bot's process at the end of the scenario.
//! - `ratio`: the bot's CPU seconds divided by the constant bot's, each the median of the rounds.
//!
//! # The scenarios
//!
//! - `ready`: from the start of the process until the gateway has seen it identify and greeted it, in a fresh data folder.
//! - `rate`: 200 interactions a second for 30 seconds.
//! - `burst`: 10,000 interactions within 10 seconds from 2,500 members.
//! - `saturation`: 10,000 interactions, 32 of them under way at any time; three rounds for each bot in turn.
//! - `flood`: one member presses 1,000 times a minute, others press 50 times a second; the figures are the others'.
//! - `stuck`: one member's answers hang for ten seconds, others press 50 times a second; the figures are the others'.
//! - `soak`: a million interactions (`--soak`), with a line each 100,000.
//!
//! Nothing fails where a figure is bad: bounds stand in the project's promises, and the machine is not always the same.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool that prints what it measures"
)]

/// Bots as processes.
mod bots;
/// How events are sent and answers awaited.
mod drive;
/// The tests' Discord.
#[expect(dead_code, reason = "the tests use more of it than this")]
#[expect(clippy::panic, reason = "made for tests, which fail by panicking")]
#[path = "../../tests/it/fake/mod.rs"]
mod fake;
/// What was measured.
mod figures;
/// What is measured.
mod scenarios;
/// Steps that are sent again and again.
mod step;
/// Walks through the real bot.
mod walk;

use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Parser, ValueEnum};

/// Measures the bot under load; the head of `examples/load/main.rs` explains the figures.
#[derive(Debug, Parser)]
struct Args {
    /// What to measure; everything but `soak` where nothing is named
    scenarios: Vec<Scenario>,
    /// The bot's binary [default: `alongside` in the folder above this binary's]
    #[arg(long)]
    bot: Option<PathBuf>,
    /// The constant bot's binary [default: `constant` beside this binary]
    #[arg(long)]
    constant: Option<PathBuf>,
    /// How many interactions `soak` sends
    #[arg(long, default_value_t = 1_000_000)]
    soak: u64,
    /// Prints one JSON object a line
    #[arg(long)]
    json: bool,
}

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Scenario {
    /// Time until READY
    Ready,
    /// A steady 200 a second
    Rate,
    /// 10,000 within 10 seconds
    Burst,
    /// As fast as it answers
    Saturation,
    /// One member floods
    Flood,
    /// One member's answers hang
    Stuck,
    /// A million
    Soak,
}

/// What is measured where nothing is named.
const USUAL: [Scenario; 6] = [
    Scenario::Ready,
    Scenario::Rate,
    Scenario::Burst,
    Scenario::Saturation,
    Scenario::Flood,
    Scenario::Stuck,
];

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let here = std::env::current_exe().context("this binary does not know where it is")?;
    let examples = here.parent().context("this binary lies nowhere")?;
    let above = examples
        .parent()
        .context("this binary lies in no folder of cargo's")?;
    let binaries = bots::Binaries {
        alongside: args.bot.unwrap_or_else(|| above.join("alongside")),
        constant: args.constant.unwrap_or_else(|| examples.join("constant")),
    };
    let scenarios = if args.scenarios.is_empty() {
        USUAL.to_vec()
    } else {
        args.scenarios
    };
    let print = figures::Printer { json: args.json };
    let runtime = tokio::runtime::Runtime::new().context("no threads to work on")?;
    runtime.block_on(scenarios::run(&binaries, &scenarios, args.soak, &print))
}
