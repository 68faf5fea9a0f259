//! Registered commands, kept and given back with what Discord adds.

use serde_json::{Value, json};

use super::super::http::Reply;
use super::super::limits::{Faults, commands};
use super::super::options::APPLICATION;
use super::{Ask, Done, Refusal};

/// Answers the routes of commands.
pub(crate) fn handle(ask: &Ask<'_>) -> Done {
    if ask.id(0) != APPLICATION {
        return Err(Refusal::code(
            403,
            20012,
            "not authorized for this application",
        ));
    }
    let guild = ask.params.get(1).map(|_| ask.id(1));
    if ask.route.starts_with("PUT") {
        register(ask, guild)?;
    }
    let state = ask.shared.state();
    let mut list = state.commands.get(&guild).cloned().unwrap_or_default();
    if !ask.route.starts_with("PUT") && !ask.query.contains("with_localizations=true") {
        list.iter_mut().for_each(strip_localizations);
    }
    Ok(Reply::json(200, &Value::Array(list)))
}

fn register(ask: &Ask<'_>, guild: Option<u64>) -> Result<(), Refusal> {
    let mut faults = Faults::default();
    commands::check(&mut faults, &ask.body, guild.is_some());
    ask.refuse(&faults)?;
    let mut state = ask.shared.state();
    let earlier = state.commands.remove(&guild).unwrap_or_default();
    let list = ask
        .body
        .as_array()
        .into_iter()
        .flatten()
        .map(|command| enrich(ask, command, guild, &earlier))
        .collect();
    state.commands.insert(guild, list);
    Ok(())
}

/// What Discord makes of a command: ids, defaults, and nothing that says only what is so anyway.
fn enrich(ask: &Ask<'_>, command: &Value, guild: Option<u64>, earlier: &[Value]) -> Value {
    let kind = command["type"].as_u64().unwrap_or(1);
    let id = earlier
        .iter()
        .find(|old| old["name"] == command["name"] && old["type"] == kind)
        .map_or_else(
            || json!(ask.shared.id().to_string()),
            |old| old["id"].clone(),
        );
    let mut out = json!({
        "id": id,
        "application_id": APPLICATION.to_string(),
        "version": ask.shared.id().to_string(),
        "default_member_permissions": null,
        "type": kind,
        "name_localizations": null,
        "description": "",
        "description_localizations": null,
        "nsfw": false,
        "dm_permission": true,
        "contexts": null,
        "integration_types": [0],
    });
    if let Some(guild) = guild {
        out["guild_id"] = json!(guild.to_string());
    }
    for (name, value) in command.as_object().into_iter().flatten() {
        if !value.is_null() {
            out[name] = value.clone();
        }
    }
    tidy(&mut out);
    out
}

/// Discord leaves out of options what is false.
fn tidy(owner: &mut Value) {
    for option in owner["options"].as_array_mut().into_iter().flatten() {
        if let Some(map) = option.as_object_mut() {
            map.retain(|name, value| {
                !(matches!(name.as_str(), "required" | "autocomplete") && *value == false)
            });
        }
        tidy(option);
    }
    if owner["options"].is_null()
        && let Some(map) = owner.as_object_mut()
    {
        map.remove("options");
    }
}

fn strip_localizations(owner: &mut Value) {
    if let Some(map) = owner.as_object_mut() {
        map.remove("name_localizations");
        map.remove("description_localizations");
    }
    for name in ["options", "choices"] {
        let list = owner.get_mut(name).and_then(Value::as_array_mut);
        list.into_iter().flatten().for_each(strip_localizations);
    }
}
