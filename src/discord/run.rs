//! The bot on Discord, from start to stop.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;

use crate::config;
use crate::content::Content;
use crate::discord::answer::Desk;
use crate::discord::dispatch::Dispatcher;
use crate::discord::gateway::{End, Gateway, Settings, Times};
use crate::discord::register;
use crate::discord::remind::Reminders;
use crate::discord::rest::{Fault, FaultKind, Rest};
use crate::service::Setting;
use crate::service::keeping::{self, Keeper};

/// How often it is looked what was held long enough.
const TIDY_EVERY: Duration = Duration::from_mins(1);

/// How long after the start it is looked what was kept long enough, and how often again: a day is swept once.
const SWEEP_AFTER: Duration = Duration::from_mins(10);
const SWEEP_AGAIN: Duration = Duration::from_hours(1);

/// How long what was taken may still be worked on while stopping; the whole stop stays below 8 seconds.
const FINISH_LIMIT: Duration = Duration::from_secs(6);

/// How long the goodbye to Discord may take.
const GOODBYE_LIMIT: Duration = Duration::from_secs(3);

/// How often the registration of the commands is tried.
const REGISTER_TRIES: u32 = 4;

/// How long before it is tried again the first time; doubled each time.
const REGISTER_PAUSE: Duration = Duration::from_secs(5);

/// What is said when Discord stops taking the token.
const TOKEN_REFUSED: &str = "discord no longer takes the bot token: make a new one in the developer portal under \
    Bot > Reset Token, put it in place, and start again";

/// What the bot runs with.
#[derive(Debug)]
pub struct Bot {
    /// Everything that can be said.
    pub content: Arc<Content>,
    /// What the operator says about the bot.
    pub setting: Setting,
    /// How Discord is reached.
    pub discord: config::Discord,
    /// The token, which stands in `discord` only where there is one.
    pub token: config::Token,
    /// Where the number of started sessions is kept.
    pub data_dir: PathBuf,
    /// Where things are kept for members who agree to it.
    pub keeper: Keeper,
}

/// Runs until `stop` is over or the connection has ended for good.
pub async fn run(bot: Bot, stop: impl Future<Output = ()>) -> Result<End, Fault> {
    let token = bot.token.secret();
    let rest = Rest::new(bot.discord.api_base.as_str(), token)?;
    let keeper = bot.keeper;
    let desk = Desk::new(Arc::clone(&bot.content), bot.setting).keeping(keeper.clone());
    let dispatcher = Dispatcher::new(desk, rest.clone(), Handle::current());
    let settings = Settings {
        api_base: bot.discord.api_base.as_str().to_owned(),
        token: token.clone(),
        data_dir: bot.data_dir,
        times: Times::default(),
    };
    let reminders = Reminders::new(keeper.clone(), rest.clone());
    let taking = dispatcher.clone();
    let gateway = Gateway::start(
        settings,
        rest.clone(),
        Arc::new(move |event| taking.take(event)),
    );
    let refused = rest.unauthorized();
    let registering = tokio::spawn(register_with_patience(rest, bot.discord.guild_ids));
    // The first words that somebody writes should not wait for the rules.
    let content = bot.content;
    drop(tokio::task::spawn_blocking(move || {
        content.understanding().rules().len()
    }));
    let end = tokio::select! {
        () = stop => None,
        end = gateway.ended() => Some(end),
        () = refused => Some(End::Fatal {
            advice: TOKEN_REFUSED.to_owned(),
        }),
        () = tidy(&dispatcher) => None,
        () = reminders.run(dispatcher.desk()) => None,
        () = sweep(&keeper) => None,
    };
    registering.abort();
    let (finished, ()) = tokio::join!(dispatcher.stop(FINISH_LIMIT), gateway.stop(GOODBYE_LIMIT));
    if !finished {
        tracing::warn!("some answers were still under way when the time to stop was over");
    }
    keeper.store.close();
    Ok(end.unwrap_or(End::Stopped))
}

/// Forgets in time what is on disk; never ends.
async fn sweep(keeper: &Keeper) {
    let mut pause = SWEEP_AFTER;
    loop {
        tokio::time::sleep(pause).await;
        keeping::sweep(keeper, true).await;
        pause = SWEEP_AGAIN;
    }
}

/// Forgets in time what is in memory; never ends.
async fn tidy(dispatcher: &Dispatcher) {
    let mut ticks = tokio::time::interval(TIDY_EVERY);
    loop {
        ticks.tick().await;
        dispatcher.desk().tidy();
    }
}

async fn register_with_patience(rest: Rest, guilds: Vec<u64>) {
    let mut pause = REGISTER_PAUSE;
    for _ in 0..REGISTER_TRIES {
        match register_all(&rest, &guilds).await {
            Ok(0) => return tracing::info!("the commands are registered as they should be"),
            Ok(_) => return tracing::info!("the commands were registered anew"),
            Err(fault) if is_final(fault.kind) => break,
            Err(fault) => tracing::warn!("the commands could not be registered: {fault}"),
        }
        tokio::time::sleep(pause).await;
        pause *= 2;
    }
    tracing::error!("the commands are not registered; `alongside doctor` says why");
}

/// Whether trying again cannot help.
fn is_final(kind: FaultKind) -> bool {
    use FaultKind::{Forbidden, Refused, Stopped, Unauthorized};
    matches!(kind, Forbidden | Refused | Stopped | Unauthorized)
}

/// Registers the commands where they differ; says in how many places they did.
async fn register_all(rest: &Rest, guilds: &[u64]) -> Result<u32, Fault> {
    let application = rest.application().await?.id;
    let everywhere = [None];
    let some: Vec<Option<u64>> = guilds.iter().copied().map(Some).collect();
    let places = if guilds.is_empty() {
        &everywhere[..]
    } else {
        &some
    };
    let mut changed = 0;
    for guild in places {
        let wanted = match guild {
            None => register::commands(),
            Some(_) => register::commands_of_a_server(),
        };
        let registered = rest.commands(application, *guild).await?;
        if register::differs(&wanted, &registered) {
            let body = wanted.to_string().into_bytes();
            rest.put_commands(application, *guild, body).await?;
            changed += 1;
        }
    }
    Ok(changed)
}
