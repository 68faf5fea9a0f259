//! `alongside doctor`: what stands in the way of running the bot, line by line.

use std::io::Write;

use crate::cli::args::Doctor;
use crate::cli::{CLEAN, FOUND};
use crate::config::{self, Disk};
use crate::content::today;
use crate::discord::doctor::{Level, Setup, offline, online};

pub(crate) fn run(args: &Doctor, out: &mut dyn Write) -> anyhow::Result<u8> {
    let path = args.config.as_deref();
    let (config, result) = config::load_all(path, &environment, &Disk);
    let mistakes = result.err();
    let mut checks = offline(Setup {
        file: config::file(path, &Disk),
        config: &config,
        mistakes: mistakes.as_ref(),
        today: today(),
    });
    // With mistaken settings, nobody knows yet where the token may go.
    if mistakes.is_none() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        checks.extend(runtime.block_on(online(&config, now_secs)));
    }
    for check in &checks {
        writeln!(out, "{check}")?;
    }
    let has_failed = checks.iter().any(|check| check.level == Level::Fail);
    Ok(if has_failed { FOUND } else { CLEAN })
}

fn now_secs() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// The environment. A value that is not text is handed on as something that no setting takes.
pub(crate) fn environment(name: &str) -> Option<String> {
    let value = std::env::var_os(name)?;
    Some(value.to_string_lossy().into_owned())
}
