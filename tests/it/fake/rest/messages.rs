//! Messages: written, edited, deleted, and drawn as Discord sends them.

use serde_json::{Value, json};

use super::super::http::{File, Reply};
use super::super::limits::{Faults, files, items, message};
use super::super::options::APPLICATION;
use super::super::state::{EPHEMERAL, Message, NONCE_LIFE, Place, Room, State};
use super::{Ask, Done, Refusal};

/// Answers the routes of messages in channels.
pub(crate) fn handle(ask: &Ask<'_>) -> Done {
    if ask.route == "POST /channels/{channel_id}/messages" {
        return send(ask);
    }
    let mut state = ask.shared.state();
    let id = ask.id(1);
    known(&state, id)?;
    if ask.route.starts_with("PATCH") {
        edit(ask, &mut state, id, &ask.body)?;
    } else if ask.route.starts_with("DELETE") {
        delete(&mut state, id);
        return Ok(Reply::empty(204));
    }
    Ok(Reply::json(200, &draw(&state.messages[&id])))
}

/// Refuses a message that is not there.
pub(crate) fn known(state: &State, id: u64) -> Result<(), Refusal> {
    match state.messages.get(&id) {
        Some(message) if !message.deleted => Ok(()),
        _ => Err(Refusal::code(404, 10008, "Unknown Message")),
    }
}

fn send(ask: &Ask<'_>) -> Done {
    let channel = ask.id(0);
    let mut state = ask.shared.state();
    let room = if state.dms.contains_key(&channel) {
        Room::DirectMessage
    } else if let Some(guild) = super::users::guild_of(ask.shared, channel) {
        Room::Server(guild)
    } else {
        return Err(Refusal::code(404, 10003, "Unknown Channel"));
    };
    check(ask, &mut state, &ask.body, None)?;
    let nonce = match &ask.body["nonce"] {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    if let Some(nonce) = &nonce
        && ask.body["enforce_nonce"] == true
        && let Some((earlier, when)) = state.nonces.get(&(channel, nonce.clone()))
        && ask.shared.now().saturating_duration_since(*when) <= NONCE_LIFE
    {
        return Ok(Reply::json(200, &drawn(&state, *earlier)));
    }
    let place = Place {
        room,
        channel,
        user_installed: false,
    };
    let id = write(ask, &mut state, place, None, &ask.body);
    if let Some(nonce) = nonce
        && ask.shared.options.record
    {
        let now = ask.shared.now();
        state.nonces.insert((channel, nonce), (id, now));
    }
    ask.shared.changed.notify_waiters();
    Ok(Reply::json(200, &drawn(&state, id)))
}

/// Checks a message's body, and the files of the one that it changes; pings are noted and let through, as Discord would.
pub(crate) fn check(
    ask: &Ask<'_>,
    state: &mut State,
    body: &Value,
    changed: Option<&[File]>,
) -> Result<(), Refusal> {
    if !ask.shared.options.validate {
        return Ok(());
    }
    if !message::is_quiet(body) {
        state.violations.push(format!(
            "{}: `allowed_mentions` must have `parse: []`",
            ask.route
        ));
    }
    let mut faults = Faults::default();
    message::check(&mut faults, body);
    let all_go = items(&body["attachments"]).is_empty() && body["attachments"].is_array();
    let kept = changed.map(|files| if all_go { &[] } else { files });
    files::check(&mut faults, body, &ask.files, kept);
    Refusal::unless_clean(&faults)?;
    if changed.is_none() && message::is_empty(body) && ask.files.is_empty() {
        return Err(Refusal::code(400, 50006, "Cannot send an empty message"));
    }
    Ok(())
}

/// Keeps a new message and returns its id.
pub(crate) fn write(
    ask: &Ask<'_>,
    state: &mut State,
    place: Place,
    only_for: Option<u64>,
    body: &Value,
) -> u64 {
    let id = ask.shared.id();
    if ask.shared.options.record {
        let message = Message {
            id,
            place,
            only_for,
            body: body.clone(),
            files: ask.files.clone(),
            edited: false,
            deleted: false,
        };
        state.messages.insert(id, message);
    }
    id
}

/// Changes what a message shows; what the edit does not name stays.
pub(crate) fn edit(
    ask: &Ask<'_>,
    state: &mut State,
    id: u64,
    change: &Value,
) -> Result<(), Refusal> {
    let before = state.messages.get(&id).map(|message| message.files.clone());
    check(ask, state, change, Some(&before.unwrap_or_default()))?;
    let Some(message) = state.messages.get_mut(&id) else {
        return Ok(());
    };
    let mut merged = message.body.clone();
    for name in ["content", "embeds", "components", "attachments"] {
        if let Some(value) = change.get(name) {
            merged[name] = value.clone();
        }
    }
    let files: Vec<File> = match change.get("attachments") {
        Some(list) if list.as_array().is_none_or(Vec::is_empty) => Vec::new(),
        _ if ask.files.is_empty() => message.files.clone(),
        _ => ask.files.clone(),
    };
    if ask.shared.options.validate && message::is_empty(&merged) && files.is_empty() {
        return Err(Refusal::code(400, 50006, "Cannot send an empty message"));
    }
    message.body = merged;
    message.files = files;
    message.edited = true;
    Ok(())
}

/// Removes a message.
pub(crate) fn delete(state: &mut State, id: u64) {
    if let Some(message) = state.messages.get_mut(&id) {
        message.deleted = true;
    }
}

/// A message as Discord sends it; its id alone where nothing is kept.
pub(crate) fn drawn(state: &State, id: u64) -> Value {
    state
        .messages
        .get(&id)
        .map_or_else(|| json!({ "id": id.to_string() }), draw)
}

/// A kept message as Discord sends it.
pub(crate) fn draw(message: &Message) -> Value {
    let list = |name: &str| match &message.body[name] {
        Value::Array(items) => Value::Array(items.clone()),
        _ => json!([]),
    };
    let files: Vec<Value> = message
        .files
        .iter()
        .enumerate()
        .map(|(index, (name, bytes))| {
            json!({
                "id": (message.id + 1_000_000 + index as u64).to_string(),
                "filename": name,
                "description": message.body["attachments"][index]["description"],
                "size": bytes.len(),
                "url": "https://cdn.example/file",
                "proxy_url": "https://cdn.example/file",
            })
        })
        .collect();
    let mut embeds = list("embeds");
    for embed in embeds.as_array_mut().into_iter().flatten() {
        embed["type"] = json!("rich");
    }
    json!({
        "id": message.id.to_string(),
        "channel_id": message.place.channel.to_string(),
        "author": super::users::bot(),
        "content": message.body["content"].as_str().unwrap_or_default(),
        "timestamp": "2026-08-06T12:00:00.000000+00:00",
        "edited_timestamp": message.edited.then_some("2026-08-06T12:00:01.000000+00:00"),
        "tts": false,
        "mention_everyone": false,
        "mentions": [],
        "mention_roles": [],
        "attachments": files,
        "embeds": embeds,
        "components": list("components"),
        "pinned": false,
        "type": 0,
        "flags": if message.only_for.is_some() { EPHEMERAL } else { 0 },
        "webhook_id": APPLICATION.to_string(),
        "application_id": APPLICATION.to_string(),
        "position": 0,
    })
}
