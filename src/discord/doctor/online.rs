//! What Discord itself says: the bot's user, its application, its budget, its commands. Everything is only read.

use crate::config::Config;
use crate::discord::doctor::answers::{budget, clock, commands, fault, invites, permissions};
use crate::discord::doctor::{Check, Level};
use crate::discord::register;
use crate::discord::rest::{Fault, Rest};

/// Every check that asks Discord; none when there is no token to ask with. `now_secs` is this machine's clock since 1970.
///
/// At the first answer that is none the rest is left out, since it would fail for the same reason.
pub async fn online(config: &Config, now_secs: impl Fn() -> i64) -> Vec<Check> {
    let mut checks = Vec::new();
    if let Err(found) = ask(config, now_secs, &mut checks).await {
        checks.push(fault(&found));
    }
    checks
}

async fn ask(
    config: &Config,
    now_secs: impl Fn() -> i64,
    checks: &mut Vec<Check>,
) -> Result<(), Fault> {
    let Some(token) = &config.discord.token else {
        return Ok(());
    };
    let rest = Rest::new(config.discord.api_base.as_str(), token.secret())?;
    let me = rest.me().await?;
    checks.push(Check::ok(format!(
        "Discord takes the token; the bot's user is {}",
        me.id
    )));
    checks.extend(me.server_secs.map(|server| clock(now_secs(), server)));
    let application = rest.application().await?.id;
    checks.push(Check::ok(format!("the application's id is {application}")));
    let limit = rest.gateway_bot().await?.session_start_limit;
    checks.push(budget(
        limit.remaining.into(),
        limit.total.into(),
        limit.reset_after(),
    ));
    let mut open = Vec::new();
    for guild in places(&config.discord.guild_ids) {
        let check = registered(&rest, application, guild).await?;
        open.extend(guild.filter(|_| check.level != Level::Fail));
        checks.push(check);
    }
    if !open.is_empty() {
        let known = rest.guilds().await?;
        let granted = |guild| known.iter().find(|known| known.id == guild);
        checks.extend(
            open.into_iter()
                .map(|guild| permissions(guild, granted(guild).map(|found| found.permissions))),
        );
    }
    checks.extend(invites(application));
    Ok(())
}

/// Where commands are registered: everywhere, or in the servers for development.
fn places(guilds: &[u64]) -> Vec<Option<u64>> {
    if guilds.is_empty() {
        return vec![None];
    }
    guilds.iter().copied().map(Some).collect()
}

async fn registered(rest: &Rest, application: u64, guild: Option<u64>) -> Result<Check, Fault> {
    let found = rest.commands(application, guild).await;
    let (place, wanted) = match guild {
        None => ("everywhere".to_owned(), register::commands()),
        Some(guild) => (
            format!("in the server {guild}"),
            register::commands_of_a_server(),
        ),
    };
    match (found, guild) {
        (Ok(found), _) => Ok(commands(&place, &found, &wanted)),
        // In a server that the bot is not in, it may not look; the other servers can still be asked.
        (Err(fault), Some(guild)) if fault.status == Some(403) => Ok(Check::fail(
            format!("the bot may not look at the server {guild}"),
            "add it with the link below, or take the id out of `discord.guild_ids`",
        )),
        (Err(fault), _) => Err(fault),
    }
}
