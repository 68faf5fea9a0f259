//! `alongside commands`: the commands as they are registered with Discord.

use std::io::Write;

use crate::cli::CLEAN;
use crate::cli::args::{Commands, CommandsFormat};
use crate::discord::register;

pub(crate) fn run(args: &Commands, out: &mut dyn Write) -> anyhow::Result<u8> {
    let commands = register::commands();
    match args.format {
        CommandsFormat::Json => writeln!(out, "{commands:#}")?,
        CommandsFormat::Plain => {
            for command in commands.as_array().into_iter().flatten() {
                line(out, "", command)?;
                for sub in command["options"].as_array().into_iter().flatten() {
                    line(out, "  ", sub)?;
                }
            }
        }
    }
    Ok(CLEAN)
}

/// A name and what it is for.
fn line(out: &mut dyn Write, indent: &str, command: &serde_json::Value) -> std::io::Result<()> {
    let name = command["name"].as_str().unwrap_or("");
    match command["description"].as_str() {
        Some(text) => writeln!(out, "{indent}{name}: {text}"),
        None => writeln!(out, "{indent}{name} (on a message)"),
    }
}
