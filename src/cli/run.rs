//! `alongside run`: the bot on Discord, until it is told to stop.

use std::sync::Arc;

use anyhow::{Context as _, bail};
use tracing_subscriber::filter::LevelFilter;

use crate::cli::args::{Folder, Run};
use crate::cli::doctor::environment;
use crate::cli::keep::{self, Kept, Terms};
use crate::cli::{CLEAN, forget};
use crate::config::{self, Config, Disk};
use crate::control::Control;
use crate::discord::gateway::End;
use crate::discord::run::{Bot, run as run_bot};
use crate::service::Setting;
use crate::service::setting::About;
use crate::telemetry;
use crate::words::Surface;

/// The connection failed in a way that may pass: a supervisor may start the bot anew (`EX_TEMPFAIL` of `sysexits.h`).
const TRY_AGAIN: u8 = 75;

pub(crate) fn run(args: &Run) -> anyhow::Result<u8> {
    let config = config::load(args.config.as_deref(), &environment, &Disk)?;
    telemetry::log::start(config.log_format, level())?;
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    let (bot, kept) = bot(config)?;
    // An answer takes microseconds and Discord's library has a thread of its own: a second worker would be woken for nothing.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .thread_name("alongside")
        .build()
        .context("no threads to work on; check the machine's limits")?;
    let end = runtime.block_on(async {
        let control = listen(&bot)?;
        let end = run_bot(bot, told_to_stop()?).await?;
        drop(control);
        anyhow::Ok(end)
    });
    // What hangs in a library must not keep the process.
    runtime.shutdown_background();
    drop(kept);
    finish(end?)
}

/// Takes jobs from other commands, which cannot open what this process owns.
fn listen(bot: &Bot) -> anyhow::Result<Control> {
    let keeper = bot.keeper.clone();
    let work = move |job| {
        let keeper = keeper.clone();
        async move { forget::work(&keeper, job).await }
    };
    Ok(Control::listen(&bot.data_dir, work)?)
}

/// The level of our own lines, from the first variable that says one.
fn level() -> LevelFilter {
    let set = telemetry::LEVEL_VARIABLES
        .iter()
        .find_map(|name| environment(name));
    telemetry::level(set.as_deref().unwrap_or(""))
}

fn finish(end: End) -> anyhow::Result<u8> {
    match end {
        End::Stopped => {
            tracing::info!("stopped");
            Ok(CLEAN)
        }
        End::Fatal { advice } => bail!("{advice}"),
        End::GiveUp { advice } => {
            tracing::error!("{advice}");
            Ok(TRY_AGAIN)
        }
    }
}

/// Everything the bot runs with; the second part is to be held until it has ended.
fn bot(config: Config) -> anyhow::Result<(Bot, Kept)> {
    let Some(token) = config.discord.token.clone() else {
        bail!(
            "there is no bot token: put it into a file and name that in `discord.token_file`, or set ALONGSIDE_DISCORD_TOKEN; \
             `alongside doctor` checks the rest"
        );
    };
    let folder = Folder {
        prompts: config.prompts_dir.clone(),
    };
    let content = folder.content()?;
    let kept = keep::open(Terms::of(&config))?;
    let bot = Bot {
        content: Arc::new(content),
        setting: Setting {
            surface: Surface::Discord,
            about: About {
                article_url: config.about.article_url,
                operator_contact: config.about.operator_contact,
                privacy_url: config.about.privacy_url,
            },
        },
        discord: config.discord,
        token,
        data_dir: config.data_dir,
        keeper: kept.keeper.clone(),
    };
    Ok((bot, kept))
}

/// Ends when the process is told to stop: by Ctrl-C, and on Unix by SIGTERM.
fn told_to_stop() -> anyhow::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut term = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        .context("the signal to stop cannot be heard")?;
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            Ok(()) = tokio::signal::ctrl_c() => {}
            _ = term.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    })
}
