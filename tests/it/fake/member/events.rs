//! What a member's actions look like on the gateway, in the shape that serenity 0.12.5 reads.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Notify;

use super::super::options::APPLICATION;
use super::super::rest::users::{BOT_PERMISSIONS, channel_of, dm_of, guild_channel, user};
use super::super::state::{Interaction, Place, Room, Shared};

/// The largest file that a member may attach, in bytes.
const ATTACHMENT_BYTES_MAX: u64 = 10_485_760;
/// What lies between a user's id and the group that they are in.
const GROUP_OF_USER: u64 = 700_000_000;
/// The member who does what nobody else is named for.
pub(crate) const SOMEBODY: u64 = 1_001;

/// The place of a server's channel.
pub(crate) fn in_server(guild: u64) -> Place {
    Place {
        room: Room::Server(guild),
        channel: channel_of(guild),
        user_installed: false,
    }
}

/// The place of a user's direct messages with the bot.
pub(crate) fn in_dm(user: u64) -> Place {
    Place {
        room: Room::DirectMessage,
        channel: dm_of(user),
        user_installed: false,
    }
}

/// The place of a group that a user is in and the bot is not.
pub(crate) fn in_group(user: u64) -> Place {
    Place {
        room: Room::Group,
        channel: user + GROUP_OF_USER,
        user_installed: true,
    }
}

/// `INTERACTION_CREATE`: who, where, of which kind, with what data, on which message.
pub(crate) fn interaction(
    shared: &Shared,
    by: u64,
    place: Place,
    kind: u64,
    data: &Value,
) -> Value {
    let id = shared.id();
    let mut event = json!({
        "id": id.to_string(),
        "application_id": APPLICATION.to_string(),
        "type": kind,
        "token": format!("token-of-{id}"),
        "version": 1,
        "data": data,
        "channel_id": place.channel.to_string(),
        "app_permissions": BOT_PERMISSIONS.to_string(),
        "locale": "en-US",
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": owners(by, place),
        "attachment_size_limit": ATTACHMENT_BYTES_MAX,
    });
    match place.room {
        Room::Server(guild) => {
            event["context"] = json!(0);
            event["guild_id"] = json!(guild.to_string());
            event["guild_locale"] = json!("en-US");
            event["guild"] = json!({ "id": guild.to_string(), "locale": "en-US", "features": [] });
            event["member"] = member(by);
            event["channel"] = guild_channel(guild);
            event["channel"]["permissions"] = json!(BOT_PERMISSIONS.to_string());
        }
        Room::DirectMessage | Room::Group => {
            let group = place.room == Room::Group;
            event["context"] = json!(if group { 2 } else { 1 });
            event["user"] = user(by);
            event["channel"] = json!({
                "id": place.channel.to_string(),
                "type": if group { 3 } else { 1 },
                "flags": 0,
                "last_message_id": null,
                "recipients": [user(by)],
            });
        }
    }
    event
}

fn owners(by: u64, place: Place) -> Value {
    match place.room {
        _ if place.user_installed => json!({ "1": by.to_string() }),
        Room::Server(guild) => json!({ "0": guild.to_string() }),
        // A server's installation used in direct messages has the owner 0.
        Room::DirectMessage | Room::Group => json!({ "0": "0" }),
    }
}

fn member(id: u64) -> Value {
    json!({
        "user": user(id),
        "nick": null,
        "avatar": null,
        "roles": [],
        "joined_at": "2026-01-01T00:00:00.000000+00:00",
        "premium_since": null,
        "deaf": false,
        "mute": false,
        "flags": 0,
        "pending": false,
        "permissions": BOT_PERMISSIONS.to_string(),
        "communication_disabled_until": null,
        "unusual_dm_activity_until": null,
    })
}

/// The data of a slash command, of a registered one where commands are registered.
pub(crate) fn command(shared: &Shared, typed: &str, place: Place, completing: bool) -> Value {
    let (names, options) = super::typed::split(typed);
    let Some((name, below)) = names.split_first() else {
        panic!("`{typed}` names no command");
    };
    let registered = registered(shared, name, 1, place);
    let mut definition = registered.clone().unwrap_or(Value::Null);
    let id = definition["id"].as_str().unwrap_or("4001").to_owned();
    let mut path = Vec::new();
    for name in below {
        let next = super::typed::option_named(&definition, name);
        assert!(
            registered.is_none() || next.is_some(),
            "the registered commands have no `{name}` in `{typed}`"
        );
        definition = next.unwrap_or(Value::Null);
        let kind = definition["type"].as_u64().unwrap_or(1);
        path.push((name.clone(), kind));
    }
    let mut filled = super::typed::fill(&definition, &options, registered.is_some());
    if completing && let Some(last) = filled.last_mut() {
        last["focused"] = json!(true);
    }
    let mut options = json!(filled);
    for (name, kind) in path.into_iter().rev() {
        options = json!([{ "name": name, "type": kind, "options": options }]);
    }
    json!({ "id": id, "name": name, "type": 1, "options": options })
}

/// The registered command of a name; nothing where none are registered at all.
fn registered(shared: &Shared, name: &str, kind: u64, place: Place) -> Option<Value> {
    let state = shared.state();
    if state.commands.values().all(Vec::is_empty) {
        return None;
    }
    let guild = match place.room {
        Room::Server(guild) => Some(guild),
        _ => None,
    };
    let found = [guild, None]
        .iter()
        .filter_map(|scope| state.commands.get(scope))
        .flatten()
        .find(|one| one["name"] == name && one["type"] == kind)
        .cloned();
    drop(state);
    assert!(found.is_some(), "no command `{name}` is registered here");
    found
}

/// The data of a message command used on a message of somebody's.
pub(crate) fn message_command(
    shared: &Shared,
    name: &str,
    author: u64,
    place: Place,
    text: &str,
) -> Value {
    let id = registered(shared, name, 3, place)
        .and_then(|found| found["id"].as_str().map(str::to_owned))
        .unwrap_or_else(|| "4003".to_owned());
    let target = said(shared, author, place, text);
    let target_id = target["id"].as_str().unwrap_or_default().to_owned();
    json!({
        "id": id,
        "name": name,
        "type": 3,
        "target_id": target_id,
        "resolved": { "messages": { target_id: target } },
    })
}

/// `MESSAGE_CREATE`: what somebody wrote.
pub(crate) fn said(shared: &Shared, by: u64, place: Place, text: &str) -> Value {
    let mut message = json!({
        "id": shared.id().to_string(),
        "channel_id": place.channel.to_string(),
        "author": user(by),
        "content": text,
        "timestamp": "2026-08-06T12:00:00.000000+00:00",
        "edited_timestamp": null,
        "tts": false,
        "mention_everyone": false,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": false,
        "type": 0,
        "flags": 0,
        "channel_type": u8::from(place.room == Room::DirectMessage),
    });
    if let Room::Server(guild) = place.room {
        message["guild_id"] = json!(guild.to_string());
    }
    message
}

/// An interaction like any other, to be changed before it is sent.
pub(crate) fn plain(shared: &Shared) -> Value {
    let guild = shared.options.guilds.first().copied().unwrap_or(5_001);
    let data = json!({
        "id": "4001",
        "name": "reflect",
        "type": 1,
        "options": [{ "name": "help", "type": 1, "options": [] }],
    });
    interaction(shared, SOMEBODY, in_server(guild), 2, &data)
}

/// Makes an interaction known to REST, the first time, and sends it to the bot; its id.
pub(crate) fn deliver(shared: &Shared, event: &Value) -> u64 {
    let (id, interaction) = known_as(shared, event);
    deliver_text(shared, id, interaction, &event.to_string());
    id
}

/// The same for an event that is text already.
pub(crate) fn deliver_text(shared: &Shared, id: u64, interaction: Interaction, event: &str) {
    let mut state = shared.state();
    if !state.interactions.contains_key(&id) {
        let place = interaction.place;
        if place.room == Room::DirectMessage && shared.options.record {
            state.dms.insert(place.channel, interaction.by);
        }
        state.tokens.insert(interaction.token.clone(), id);
        state.interactions.insert(id, interaction);
    }
    drop(state);
    shared.gateway().dispatch_text("INTERACTION_CREATE", event);
}

/// What REST has to know of an event: its id, and the rest.
pub(crate) fn known_as(shared: &Shared, event: &Value) -> (u64, Interaction) {
    let by = number(&event["member"]["user"]["id"]).max(number(&event["user"]["id"]));
    let room = match event["context"].as_u64() {
        Some(1) => Room::DirectMessage,
        Some(2) => Room::Group,
        _ => Room::Server(number(&event["guild_id"])),
    };
    let place = Place {
        room,
        channel: number(&event["channel_id"]),
        user_installed: event["authorizing_integration_owners"].get("0").is_none(),
    };
    let message = &event["message"]["id"];
    let interaction = Interaction {
        token: event["token"].as_str().unwrap_or_default().to_owned(),
        kind: event["type"].as_u64().unwrap_or(0),
        place,
        by,
        message: message.as_str().map(|_| number(message)),
        sent: shared.now(),
        answer: None,
        original: None,
        thinking: false,
        follow_ups: 0,
        notify: Arc::new(Notify::new()),
    };
    (number(&event["id"]), interaction)
}

/// An id as Discord sends it; 0 where there is none.
pub(crate) fn number(id: &Value) -> u64 {
    id.as_str().and_then(|id| id.parse().ok()).unwrap_or(0)
}
