//! What Discord's answers mean for running the bot. The answers come in as values.

use std::time::Duration;

use serde_json::Value;

use crate::discord::doctor::Check;
use crate::discord::register;
use crate::discord::rest::{Fault, FaultKind};

/// Largest difference between this machine's clock and Discord's that does no harm: times of messages are read from ids.
const CLOCK_SECS_MAX: u64 = 5;

/// What an invite asks for in a server: view channels, send messages, send in threads, embed links.
///
/// Bits 10, 11, 38 and 14 of <https://discord.com/developers/docs/topics/permissions>.
const PERMISSIONS: u64 = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 38;

/// The same by name.
const NAMED: [(u64, &str); 4] = [
    (1 << 10, "View Channels"),
    (1 << 11, "Send Messages"),
    (1 << 14, "Embed Links"),
    (1 << 38, "Send Messages in Threads"),
];

/// The links by which the bot is added to a server, and by which a user adds it for themselves.
pub fn invites(application: u64) -> [Check; 2] {
    let link = format!("https://discord.com/oauth2/authorize?client_id={application}");
    [
        Check::ok(format!(
            "add it to a server: {link}&integration_type=0&scope=bot+applications.commands&permissions={PERMISSIONS}"
        )),
        Check::ok(format!(
            "add it for yourself: {link}&integration_type=1&scope=applications.commands"
        )),
    ]
}

/// What the bot may do in a server that the settings name; `granted` is nothing where the bot is not in it.
pub(super) fn permissions(guild: u64, granted: Option<u64>) -> Check {
    /// Who may do this may do all.
    const ADMINISTRATOR: u64 = 1 << 3;
    let Some(granted) = granted else {
        return Check::fail(
            format!("the bot is not in the server {guild}"),
            "add it with the link below, or take the id out of `discord.guild_ids`",
        );
    };
    if granted & ADMINISTRATOR != 0 {
        return Check::warn(
            format!("the bot is an administrator of the server {guild}"),
            "take that away: it needs no more than the link below asks for",
        );
    }
    let missing: Vec<&str> = NAMED
        .iter()
        .filter(|(bit, _)| granted & bit == 0)
        .map(|(_, name)| *name)
        .collect();
    if missing.is_empty() {
        return Check::ok(format!(
            "the bot may do what it needs in the server {guild}"
        ));
    }
    Check::warn(
        format!(
            "in the server {guild} the bot lacks: {}",
            missing.join(", ")
        ),
        "grant them to its role; private answers work without",
    )
}

/// How far this machine's clock is from Discord's; both in seconds since 1970.
pub fn clock(here_secs: i64, server_secs: i64) -> Check {
    let apart = here_secs.abs_diff(server_secs);
    if apart <= CLOCK_SECS_MAX {
        return Check::ok("this machine's clock agrees with Discord's");
    }
    let direction = if here_secs > server_secs {
        "ahead of"
    } else {
        "behind"
    };
    Check::warn(
        format!("this machine's clock is {apart} seconds {direction} Discord's"),
        "let it be set over the network",
    )
}

/// How many connections Discord still allows today. Below a tenth, the bot refuses to connect, since at none the token is reset.
pub fn budget(remaining: u64, total: u64, reset_after: Duration) -> Check {
    let what = format!("Discord allows {remaining} of {total} connections today");
    if remaining.saturating_mul(10) >= total {
        return Check::ok(what);
    }
    let minutes = reset_after.as_secs().div_ceil(60);
    Check::fail(
        what,
        format!(
            "find out what restarts the bot, and wait {minutes} minutes until the count begins anew"
        ),
    )
}

/// Whether the commands that Discord knows are those of this version.
pub fn commands(place: &str, registered: &Value, wanted: &Value) -> Check {
    if !register::differs(wanted, registered) {
        return Check::ok(format!("commands {place} are registered"));
    }
    Check::warn(
        format!("commands {place} are not those of this version"),
        "`alongside run` registers them when it starts",
    )
}

/// A call that came to nothing. That Discord cannot be reached right now is no mistake of the operator's.
pub fn fault(fault: &Fault) -> Check {
    let what = fault.to_string();
    match fault.kind {
        FaultKind::Unreachable
        | FaultKind::Timeout
        | FaultKind::Server
        | FaultKind::RateLimited => {
            Check::warn(what, "what depends on it was not checked; try again later")
        }
        _ => Check::fail(what, "see that token and application are the ones you mean"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::discord::doctor::Level;

    #[test]
    fn clocks_may_differ_a_little() {
        assert_eq!(clock(1_000, 1_005).level, Level::Ok);
        assert_eq!(
            clock(1_000, 1_090).to_string(),
            "warn  this machine's clock is 90 seconds behind Discord's; let it be set over the network"
        );
        assert!(clock(i64::MAX, i64::MIN).to_string().contains("ahead of"));
    }

    #[test]
    fn a_small_budget_is_not_spent() {
        let day = Duration::from_secs(3_601);
        assert_eq!(budget(1_000, 1_000, day).level, Level::Ok);
        assert_eq!(budget(100, 1_000, day).level, Level::Ok);
        let low = budget(99, 1_000, day);
        assert_eq!(low.level, Level::Fail);
        assert!(low.to_string().contains("wait 61 minutes"), "{low}");
    }

    #[test]
    fn invites_ask_for_little() {
        let [server, user] = invites(42);
        assert!(server.what.contains("client_id=42&integration_type=0"));
        assert!(
            server.what.ends_with("permissions=274877926400"),
            "{server}"
        );
        assert!(user.what.contains("integration_type=1") && !user.what.contains("permissions"));
    }

    #[test]
    fn too_few_and_too_many_permissions_are_worth_a_look() {
        assert_eq!(permissions(7, Some(PERMISSIONS)).level, Level::Ok);
        assert_eq!(permissions(7, None).level, Level::Fail);
        assert_eq!(permissions(7, Some(1 << 3)).level, Level::Warn);
        assert_eq!(
            permissions(7, Some(1 << 10 | 1 << 38)).to_string(),
            "warn  in the server 7 the bot lacks: Send Messages, Embed Links; \
             grant them to its role; private answers work without"
        );
    }

    #[test]
    fn commands_of_another_version_are_told() {
        let wanted = register::commands();
        assert_eq!(commands("everywhere", &wanted, &wanted).level, Level::Ok);
        assert_eq!(
            commands("everywhere", &json!([]), &wanted).level,
            Level::Warn
        );
    }

    #[test]
    fn being_without_a_network_is_no_mistake() {
        let at = |kind| Fault {
            route: "own user",
            status: None,
            code: None,
            kind,
        };
        assert_eq!(fault(&at(FaultKind::Unreachable)).level, Level::Warn);
        assert_eq!(fault(&at(FaultKind::Unauthorized)).level, Level::Fail);
    }
}
