//! Users, servers, channels, and where the gateway is.

use serde_json::{Value, json};

use super::super::http::Reply;
use super::super::misbehave::GatewayFault;
use super::super::options::{APPLICATION, BOT_NAME};
use super::super::state::Shared;
use super::{Ask, Done, Refusal};

/// The permissions of a bot that may view, send, embed, attach, and use threads.
pub(crate) const BOT_PERMISSIONS: u64 = 0x40_0000_CC00;
/// What lies between a server's id and its first channel's.
const CHANNEL_OF_GUILD: u64 = 10_000_000;
/// What lies between a user's id and the channel of their direct messages.
const CHANNEL_OF_USER: u64 = 500_000_000;

/// The first channel of a server.
pub(crate) fn channel_of(guild: u64) -> u64 {
    guild + CHANNEL_OF_GUILD
}

/// The channel of a user's direct messages with the bot.
pub(crate) fn dm_of(user: u64) -> u64 {
    user + CHANNEL_OF_USER
}

/// The server that a channel belongs to, if the bot is in it.
pub(crate) fn guild_of(shared: &Shared, channel: u64) -> Option<u64> {
    let guild = channel.checked_sub(CHANNEL_OF_GUILD)?;
    shared.options.guilds.contains(&guild).then_some(guild)
}

/// A user as others see them.
pub(crate) fn user(id: u64) -> Value {
    json!({
        "id": id.to_string(),
        "username": format!("member{id}"),
        "global_name": format!("Member {id}"),
        "discriminator": "0",
        "avatar": null,
        "avatar_decoration_data": null,
        "public_flags": 0,
        "bot": false,
    })
}

/// The bot as a user.
pub(crate) fn bot() -> Value {
    json!({
        "id": APPLICATION.to_string(),
        "username": BOT_NAME,
        "global_name": null,
        "discriminator": "0000",
        "avatar": null,
        "public_flags": 0,
        "flags": 0,
        "bot": true,
        "verified": true,
        "mfa_enabled": false,
    })
}

/// Answers the routes that only tell.
pub(crate) fn handle(ask: &Ask<'_>) -> Done {
    let shared = ask.shared;
    let body = match ask.route {
        "GET /gateway" => json!({ "url": gateway_url(shared) }),
        "GET /gateway/bot" => gateway_bot(shared),
        "GET /users/@me" => bot(),
        "GET /users/@me/guilds" => {
            json!(
                shared
                    .options
                    .guilds
                    .iter()
                    .map(|id| guild(*id))
                    .collect::<Vec<_>>()
            )
        }
        "GET /applications/@me" => application(),
        "POST /users/@me/channels" => return open_dm(ask),
        "GET /channels/{channel_id}" => channel(ask)?,
        _ => of_guild(ask)?,
    };
    Ok(Reply::json(200, &body))
}

/// Where the gateway is.
pub(crate) fn gateway_url(shared: &Shared) -> String {
    format!("ws://127.0.0.1:{}/gateway", shared.port)
}

fn gateway_bot(shared: &Shared) -> Value {
    let none = shared
        .faults()
        .gateway(|fault| *fault == GatewayFault::IdentifyBudgetZero)
        .is_some();
    let total = shared.options.identifies_total;
    let spent = u32::try_from(shared.gateway().identifies.len()).unwrap_or(u32::MAX);
    let left = total.saturating_sub(spent.saturating_add(shared.options.identifies_spent));
    json!({
        "url": gateway_url(shared),
        "shards": shared.options.shards,
        "session_start_limit": {
            "total": total,
            "remaining": if none { 0 } else { left },
            "reset_after": 14_400_000,
            "max_concurrency": 1,
        },
    })
}

fn application() -> Value {
    json!({
        "id": APPLICATION.to_string(),
        "name": BOT_NAME,
        "icon": null,
        "description": "",
        "bot_public": true,
        "bot_require_code_grant": false,
        "verify_key": "00",
        "flags": 0,
        "bot": bot(),
        "owner": user(1),
        "team": null,
        "integration_types_config": { "0": {}, "1": {} },
    })
}

fn guild(id: u64) -> Value {
    json!({
        "id": id.to_string(),
        "name": format!("Server {id}"),
        "icon": null,
        "owner": false,
        "owner_id": "1",
        "permissions": BOT_PERMISSIONS.to_string(),
        "features": [],
    })
}

fn open_dm(ask: &Ask<'_>) -> Done {
    let recipient = ask.body["recipient_id"]
        .as_str()
        .and_then(|id| id.parse::<u64>().ok());
    let Some(recipient) = recipient else {
        return Err(Refusal::code(
            400,
            50035,
            "`recipient_id` must be a snowflake",
        ));
    };
    if recipient == APPLICATION {
        return Err(Refusal::code(
            403,
            50007,
            "Cannot send messages to this user",
        ));
    }
    let channel = dm_of(recipient);
    ask.shared.state().dms.insert(channel, recipient);
    Ok(Reply::json(200, &dm(channel, recipient)))
}

fn dm(channel: u64, user_id: u64) -> Value {
    json!({
        "id": channel.to_string(),
        "type": 1,
        "last_message_id": null,
        "flags": 0,
        "recipients": [user(user_id)],
    })
}

fn channel(ask: &Ask<'_>) -> Result<Value, Refusal> {
    let id = ask.id(0);
    if let Some(user) = ask.shared.state().dms.get(&id) {
        return Ok(dm(id, *user));
    }
    let guild =
        guild_of(ask.shared, id).ok_or_else(|| Refusal::code(404, 10003, "Unknown Channel"))?;
    Ok(guild_channel(guild))
}

/// The one channel of a server.
pub(crate) fn guild_channel(guild: u64) -> Value {
    json!({
        "id": channel_of(guild).to_string(),
        "type": 0,
        "guild_id": guild.to_string(),
        "name": "general",
        "position": 0,
        "permission_overwrites": [],
        "nsfw": false,
        "topic": null,
        "parent_id": null,
        "last_message_id": null,
        "rate_limit_per_user": 0,
        "flags": 0,
    })
}

/// The role that everybody has.
pub(crate) fn everyone(guild: u64) -> Value {
    json!({
        "id": guild.to_string(),
        "name": "@everyone",
        "color": 0,
        "hoist": false,
        "icon": null,
        "unicode_emoji": null,
        "position": 0,
        "permissions": BOT_PERMISSIONS.to_string(),
        "managed": false,
        "mentionable": false,
        "flags": 0,
    })
}

fn of_guild(ask: &Ask<'_>) -> Result<Value, Refusal> {
    let id = ask.id(0);
    if !ask.shared.options.guilds.contains(&id) {
        return Err(Refusal::code(404, 10004, "Unknown Guild"));
    }
    let member = |who: Value| {
        json!({
            "user": who, "nick": null, "avatar": null, "roles": [],
            "joined_at": "2026-01-01T00:00:00.000000+00:00",
            "deaf": false, "mute": false, "flags": 0, "pending": false,
        })
    };
    Ok(match ask.route {
        "GET /users/@me/guilds/{guild_id}/member" => member(bot()),
        "GET /guilds/{guild_id}/members/{user_id}" if ask.id(1) == APPLICATION => member(bot()),
        "GET /guilds/{guild_id}/members/{user_id}" => member(user(ask.id(1))),
        "GET /guilds/{guild_id}/channels" => json!([guild_channel(id)]),
        "GET /guilds/{guild_id}/roles" => json!([everyone(id)]),
        _ => {
            let mut whole = guild(id);
            whole["roles"] = json!([everyone(id)]);
            whole
        }
    })
}
