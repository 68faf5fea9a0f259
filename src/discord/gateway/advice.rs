//! Why the gateway is left for good, and what the operator can do.

use std::time::Duration;

use crate::discord::gateway::link::Refusal;
use crate::discord::rest::{Fault, GatewayBot};

/// Where everything about the application is set.
const PORTAL: &str = "https://discord.com/developers/applications";

/// The gateway refused the session with a code that forbids trying again.
pub(super) fn refused(refusal: Refusal) -> String {
    match refusal {
        Refusal::Token => format!(
            "discord refuses the bot token (close code 4004); open the application at {PORTAL}, page `Bot`, press `Reset Token`, and put the new token in place of the old one"
        ),
        Refusal::Intents => format!(
            "discord does not know an intent that this bot asks for (close code 4013); get the newest version of this bot, there is nothing to set at {PORTAL}"
        ),
        Refusal::DisallowedIntents => format!(
            "discord does not allow an intent that this bot asks for (close code 4014); this bot needs no privileged intent, so look at {PORTAL}, page `Bot`, whether the application is in good standing, and get the newest version of this bot"
        ),
    }
}

/// The REST API refused the token.
pub(super) fn token() -> String {
    format!(
        "discord refuses the bot token (status 401); open the application at {PORTAL}, page `Bot`, press `Reset Token`, and put the new token in place of the old one"
    )
}

/// Sessions are refused, one like the other, and the library does not say why.
pub(super) fn closed_again(sessions: u32, shards: u32) -> String {
    format!(
        "discord ended {sessions} sessions in a row before they began; it asks for shards: {shards}; see https://discordstatus.com, then whether a newer version of this bot is there, and start it again later"
    )
}

/// The bot is in more servers than one connection may serve.
pub(super) fn shards(shards: u32) -> String {
    format!(
        "discord refuses a single connection and asks for {shards}; this bot makes one, which is enough for 2,500 servers; take it out of some"
    )
}

/// No connection came up.
pub(super) fn no_session(tries: u32) -> String {
    format!(
        "no session in {tries} tries; see https://discordstatus.com, check the network and `api_base`, and start the bot again"
    )
}

/// The gateway's address could not be asked for.
pub(super) fn no_address(fault: &Fault) -> String {
    format!("the gateway cannot be asked for: {fault}; start the bot again when it can be reached")
}

/// Too few session starts are left today.
pub(super) fn few_left(gateway: &GatewayBot) -> String {
    let limit = gateway.session_start_limit;
    format!(
        "only {} of {} session starts are left, and discord resets the token of a bot that uses them up; they are counted anew in {}; look for another process with the same token, and start the bot again then",
        limit.remaining,
        limit.total,
        in_words(limit.reset_after())
    )
}

/// The number of session starts cannot be kept.
pub(super) fn unwritable() -> String {
    format!(
        "`{}` cannot be written in the data folder; make the folder writable, the bot must not lose count of its sessions",
        crate::discord::gateway::budget_file::NAME
    )
}

/// The thread of the connection could not be started.
pub(super) fn no_thread() -> String {
    "no thread for the gateway can be started; raise the limit of processes".to_owned()
}

/// A time as people say it.
pub(super) fn in_words(time: Duration) -> String {
    match time.as_secs() {
        secs @ 0..=119 => format!("{secs} s"),
        secs @ 120..=7_199 => format!("{} min", secs / 60),
        secs => format!("{} h {} min", secs / 3_600, secs % 3_600 / 60),
    }
}
