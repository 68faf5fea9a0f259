//! The commands of the binary: arguments in, an exit status out.

mod args;
mod chat;
mod check;
mod commands;
mod doctor;
mod forget;
mod graph;
mod keep;
mod ordinals;
mod run;
mod shingles;
pub mod show;
mod transcripts;
pub mod understand;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Verb};

/// Everything is as it should be.
const CLEAN: u8 = 0;
/// Something was found, or a file could not be used.
const FOUND: u8 = 1;
/// The command line could not be understood.
const USAGE: u8 = 2;

/// Runs the binary. Data goes to standard output, everything else to standard error.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // A closed pipe while help is printed is no failure.
            let _closed = error.print();
            return ExitCode::from(if error.use_stderr() { USAGE } else { CLEAN });
        }
    };
    let mut out = std::io::stdout().lock();
    let result = run(args, &mut out).and_then(|code| {
        out.flush()?;
        Ok(code)
    });
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) if is_closed_pipe(&error) => ExitCode::from(CLEAN),
        Err(error) => {
            // Nothing is left to be done when standard error is closed too.
            let _closed = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::from(FOUND)
        }
    }
}

/// Whether the reader of our output has gone, which is a success.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

fn run(args: Args, out: &mut dyn Write) -> anyhow::Result<u8> {
    match args.verb {
        Verb::Run(args) => run::run(&args),
        Verb::Commands(args) => commands::run(&args, out),
        Verb::Chat(args) => chat::run(&args, out),
        Verb::Check(args) => check::run(&args, out),
        Verb::Graph(args) => graph::run(&args, out),
        Verb::Understand(args) => understand_lines(&args, out),
        Verb::Doctor(args) => doctor::run(&args, out),
        Verb::Forget(args) => forget::run(&args, out),
        Verb::Try(args) => transcripts::run(&args, out),
        Verb::Ordinals(args) => ordinals::run(&args, out),
        Verb::Shingles(args) => shingles::run(&args, out),
        Verb::Schema => schema(out),
    }
}

fn understand_lines(args: &args::Folder, out: &mut dyn Write) -> anyhow::Result<u8> {
    let content = args.content()?;
    let input = std::io::stdin().lock();
    understand::run(content.understanding(), input, out)?;
    Ok(CLEAN)
}

fn schema(out: &mut dyn Write) -> anyhow::Result<u8> {
    out.write_all(crate::script::file::schema().as_bytes())?;
    Ok(CLEAN)
}
