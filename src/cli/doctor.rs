//! `alongside doctor`: what stands in the way of running the bot, line by line.

use std::io::Write;
use std::path::Path;

use crate::cli::args::Doctor;
use crate::cli::{CLEAN, FOUND};
use crate::config::{self, Disk};
use crate::content::today;
use crate::discord::doctor::{Check, Level, Setup, offline};

pub(crate) fn run(args: &Doctor, out: &mut dyn Write) -> anyhow::Result<u8> {
    let checks = checks(args.config.as_deref());
    for check in &checks {
        writeln!(out, "{check}")?;
    }
    let has_failed = checks.iter().any(|check| check.level == Level::Fail);
    Ok(if has_failed { FOUND } else { CLEAN })
}

fn checks(path: Option<&Path>) -> Vec<Check> {
    let (config, result) = config::load_all(path, &environment, &Disk);
    let mistakes = result.err();
    offline(Setup {
        file: config::file(path, &Disk),
        config: &config,
        mistakes: mistakes.as_ref(),
        today: today(),
    })
}

/// The environment. A value that is not text is handed on as something that no setting takes.
pub(crate) fn environment(name: &str) -> Option<String> {
    let value = std::env::var_os(name)?;
    Some(value.to_string_lossy().into_owned())
}
