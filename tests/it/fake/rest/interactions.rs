//! Callbacks, and what is sent with an interaction's token.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::super::http::Reply;
use super::super::limits::{Faults, items, modal};
use super::super::state::{ACK_DEADLINE, Answer, EPHEMERAL, Interaction, Room, State, TOKEN_LIFE};
use super::{Ask, Done, Refusal, messages};

/// A new message.
pub(crate) const MESSAGE: u64 = 4;
/// A new message that is still to come.
pub(crate) const DEFERRED: u64 = 5;
/// An edit that is still to come.
pub(crate) const DEFERRED_UPDATE: u64 = 6;
/// An edit of the message that was pressed on.
pub(crate) const UPDATE: u64 = 7;
/// Suggestions.
pub(crate) const CHOICES: u64 = 8;
/// A dialog.
pub(crate) const MODAL: u64 = 9;

/// Follow-ups that a bot may send which only the member installed.
const USER_FOLLOW_UPS_MAX: u32 = 5;

/// Takes the first answer to an interaction.
pub(crate) fn callback(ask: &Ask<'_>) -> Done {
    let id = ask.id(0);
    let mut state = ask.shared.state();
    let state = &mut *state;
    let kind = ask.body["type"].as_u64().unwrap_or(0);
    let data = &ask.body["data"];
    let after = {
        let Some(interaction) = state
            .interactions
            .get(&id)
            .filter(|known| known.token == ask.params[1])
        else {
            return Err(Refusal::code(404, 10062, "Unknown interaction"));
        };
        if interaction.answer.is_some() {
            let message = "Interaction has already been acknowledged.";
            return Err(Refusal::code(400, 40060, message));
        }
        let after = ask.shared.now().saturating_duration_since(interaction.sent);
        if after > ACK_DEADLINE {
            let message = format!("late: answered after {} ms", after.as_millis());
            state.violations.push(format!("{}: {message}", ask.route));
            return Err(Refusal::code(404, 10062, "Unknown interaction"));
        }
        let mut faults = Faults::default();
        faults.demand(
            allowed(interaction, kind),
            "type",
            "is no callback for this kind of interaction",
        );
        Refusal::unless_clean(&faults)?;
        after
    };
    let original = act(ask, state, id, kind)?;
    if let Some(interaction) = state.interactions.get_mut(&id) {
        interaction.original = original;
        interaction.thinking = matches!(kind, DEFERRED | DEFERRED_UPDATE);
        interaction.answer = Some(Answer {
            after,
            kind,
            data: data.clone(),
        });
        interaction.notify.notify_one();
    }
    if ask.query.contains("with_response=true") {
        let message = original.and_then(|id| state.messages.get(&id));
        return Ok(Reply::json(
            200,
            &json!({
                "interaction": { "id": id.to_string(), "type": kind },
                "resource": { "type": kind, "message": message.map(messages::draw) },
            }),
        ));
    }
    Ok(Reply::empty(204))
}

fn allowed(interaction: &Interaction, kind: u64) -> bool {
    match interaction.kind {
        2 => matches!(kind, MESSAGE | DEFERRED | MODAL),
        3 => matches!(kind, MESSAGE | DEFERRED | DEFERRED_UPDATE | UPDATE | MODAL),
        4 => kind == CHOICES,
        5 => {
            matches!(kind, MESSAGE | DEFERRED)
                || (interaction.message.is_some() && matches!(kind, DEFERRED_UPDATE | UPDATE))
        }
        _ => matches!(kind, MESSAGE | DEFERRED),
    }
}

/// Does what a callback asks for; the message it concerns.
fn act(ask: &Ask<'_>, state: &mut State, id: u64, kind: u64) -> Result<Option<u64>, Refusal> {
    let data = &ask.body["data"];
    let pressed = state.interactions[&id].message;
    match kind {
        MESSAGE => new(ask, state, id, data).map(Some),
        DEFERRED => {
            if !is_private(data) {
                public(ask, state, id);
            }
            Ok(None)
        }
        UPDATE => {
            change(ask, state, id, pressed, data)?;
            Ok(pressed)
        }
        CHOICES => check_choices(data).map(|()| None),
        MODAL => {
            let mut faults = Faults::default();
            if ask.shared.options.validate {
                modal::check(&mut faults, data);
            }
            Refusal::unless_clean(&faults).map(|()| None)
        }
        _ => Ok(pressed),
    }
}

fn is_private(body: &Value) -> bool {
    body["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0
}

/// Notes that others can read what only one member should.
fn public(ask: &Ask<'_>, state: &mut State, id: u64) {
    let room = state.interactions[&id].place.room;
    if ask.shared.options.validate && room != Room::DirectMessage {
        let route = ask.route;
        state
            .violations
            .push(format!("{route}: public: others can read this answer"));
    }
}

fn new(ask: &Ask<'_>, state: &mut State, id: u64, body: &Value) -> Result<u64, Refusal> {
    messages::check(ask, state, body, None)?;
    if !is_private(body) {
        public(ask, state, id);
    }
    let (place, by) = (state.interactions[&id].place, state.interactions[&id].by);
    let only_for = is_private(body).then_some(by);
    Ok(messages::write(ask, state, place, only_for, body))
}

fn change(
    ask: &Ask<'_>,
    state: &mut State,
    id: u64,
    message: Option<u64>,
    body: &Value,
) -> Result<(), Refusal> {
    let Some(message) = message else {
        return Err(Refusal::code(404, 10008, "Unknown Message"));
    };
    if ask.shared.options.record {
        messages::known(state, message)?;
        if state.messages[&message].only_for.is_none() {
            public(ask, state, id);
        }
    }
    messages::edit(ask, state, message, body)
}

fn check_choices(data: &Value) -> Result<(), Refusal> {
    let mut faults = Faults::default();
    faults.count("data.choices", &data["choices"], 0, 25);
    let mut values = HashSet::new();
    for (index, choice) in items(&data["choices"]).iter().enumerate() {
        let at = format!("data.choices.{index}");
        faults.length(&format!("{at}.name"), &choice["name"], 1, 100);
        if choice["value"].is_string() {
            faults.length(&format!("{at}.value"), &choice["value"], 1, 100);
        }
        values.insert(choice["value"].to_string());
    }
    Refusal::unless_clean(&faults)
}

/// Takes what is sent with an interaction's token after the first answer.
pub(crate) fn webhook(ask: &Ask<'_>) -> Done {
    let mut state = ask.shared.state();
    let state = &mut *state;
    let unknown = || Refusal::code(404, 10015, "Unknown Webhook");
    let now = ask.shared.now();
    let application = super::super::options::APPLICATION;
    let Some(interaction) = state.by_token(ask.params[1]) else {
        return Err(unknown());
    };
    if interaction.answer.is_none() || ask.id(0) != application {
        return Err(unknown());
    }
    if now.saturating_duration_since(interaction.sent) > TOKEN_LIFE {
        return Err(Refusal::code(401, 50027, "Invalid Webhook Token"));
    }
    let id = state.tokens[ask.params[1]];
    let done = match ask.route.split('/').nth(4) {
        None => follow_up(ask, state, id),
        Some(_) => original(ask, state, id),
    };
    if let Some(interaction) = state.interactions.get(&id) {
        interaction.notify.notify_one();
    }
    done
}

fn follow_up(ask: &Ask<'_>, state: &mut State, id: u64) -> Done {
    let interaction = &state.interactions[&id];
    if interaction.place.user_installed && interaction.follow_ups >= USER_FOLLOW_UPS_MAX {
        return Err(Refusal::code(
            400,
            40094,
            "too many follow-ups for a bot that only the member installed",
        ));
    }
    let message = if interaction.thinking && interaction.original.is_none() {
        // The first follow-up of a deferred answer takes its place.
        fill(ask, state, id)?
    } else {
        new(ask, state, id, &ask.body)?
    };
    if let Some(interaction) = state.interactions.get_mut(&id) {
        interaction.follow_ups += 1;
        interaction.thinking = false;
    }
    Ok(Reply::json(200, &messages::drawn(state, message)))
}

/// Writes the message that a deferred answer promised, as private as it promised.
fn fill(ask: &Ask<'_>, state: &mut State, id: u64) -> Result<u64, Refusal> {
    messages::check(ask, state, &ask.body, None)?;
    let interaction = &state.interactions[&id];
    let private = interaction
        .answer
        .as_ref()
        .is_some_and(|answer| is_private(&answer.data));
    let (place, only_for) = (interaction.place, private.then_some(interaction.by));
    let message = messages::write(ask, state, place, only_for, &ask.body);
    if let Some(interaction) = state.interactions.get_mut(&id) {
        interaction.original = Some(message);
        interaction.thinking = false;
    }
    Ok(message)
}

fn original(ask: &Ask<'_>, state: &mut State, id: u64) -> Done {
    let named = ask.params.get(2).and_then(|id| id.parse::<u64>().ok());
    let interaction = &state.interactions[&id];
    let waiting = interaction.thinking && interaction.original.is_none();
    if named.is_none() && waiting && ask.route.starts_with("PATCH") {
        let message = fill(ask, state, id)?;
        return Ok(Reply::json(200, &messages::drawn(state, message)));
    }
    let Some(message) = named.or(interaction.original) else {
        return Err(Refusal::code(404, 10008, "Unknown Message"));
    };
    if ask.shared.options.record {
        messages::known(state, message)?;
    }
    if ask.route.starts_with("PATCH") {
        change(ask, state, id, Some(message), &ask.body)?;
    } else if ask.route.starts_with("DELETE") {
        messages::delete(state, message);
    }
    if !ask.route.starts_with("GET")
        && let Some(interaction) = state.interactions.get_mut(&id)
    {
        interaction.thinking = false;
    }
    if ask.route.starts_with("DELETE") {
        return Ok(Reply::empty(204));
    }
    Ok(Reply::json(200, &messages::drawn(state, message)))
}
