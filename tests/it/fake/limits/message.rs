//! Messages and their embeds.

use serde_json::Value;

use super::{Faults, chars, components, items};

/// Longest text of all embeds of a message together, in characters.
const EMBEDS_TOTAL: usize = 6_000;

/// Checks the body of a message, new or edited.
pub(crate) fn check(faults: &mut Faults, body: &Value) {
    if !body.is_object() {
        faults.add("_", "must be an object");
        return;
    }
    faults.length("content", &body["content"], 0, 2_000);
    faults.count("embeds", &body["embeds"], 0, 10);
    let mut total = 0;
    for (index, embed) in items(&body["embeds"]).iter().enumerate() {
        total += check_embed(faults, &format!("embeds.{index}"), embed);
    }
    faults.demand(
        total <= EMBEDS_TOTAL,
        "embeds",
        "must be 6000 or fewer in length together",
    );
    components::check(faults, &body["components"]);
    check_nonce(faults, body);
}

/// Whether a message, files aside, shows anything.
pub(crate) fn is_empty(body: &Value) -> bool {
    chars(&body["content"]) == 0
        && items(&body["embeds"]).is_empty()
        && items(&body["components"]).is_empty()
        && body["poll"].is_null()
}

/// Whether nobody can be pinged by the message.
pub(crate) fn is_quiet(body: &Value) -> bool {
    let mentions = &body["allowed_mentions"];
    mentions["parse"].as_array().is_some_and(Vec::is_empty)
        && items(&mentions["users"]).is_empty()
        && items(&mentions["roles"]).is_empty()
}

/// Checks one embed and returns the characters that count towards the total.
fn check_embed(faults: &mut Faults, at: &str, embed: &Value) -> usize {
    if !embed.is_object() {
        faults.add(at, "must be an object");
        return 0;
    }
    let mut total = 0;
    for (name, text, max) in [
        ("title", &embed["title"], 256),
        ("description", &embed["description"], 4_096),
        ("footer.text", &embed["footer"]["text"], 2_048),
        ("author.name", &embed["author"]["name"], 256),
    ] {
        faults.length(&format!("{at}.{name}"), text, 0, max);
        total += chars(text);
    }
    faults.count(&format!("{at}.fields"), &embed["fields"], 0, 25);
    for (index, field) in items(&embed["fields"]).iter().enumerate() {
        let at = format!("{at}.fields.{index}");
        faults.length(&format!("{at}.name"), &field["name"], 1, 256);
        faults.length(&format!("{at}.value"), &field["value"], 1, 1_024);
        total += chars(&field["name"]) + chars(&field["value"]);
    }
    if let Some(color) = embed["color"].as_i64() {
        faults.demand(
            (0..=0xFF_FF_FF).contains(&color),
            &format!("{at}.color"),
            "must be from 0 to 16777215",
        );
    }
    check_url(faults, &format!("{at}.url"), &embed["url"], 2_048);
    total
}

/// Checks a link where there is one.
pub(crate) fn check_url(faults: &mut Faults, at: &str, url: &Value, max: usize) {
    if let Some(text) = url.as_str() {
        faults.length(at, url, 1, max);
        faults.demand(
            ["http://", "https://", "discord://"]
                .iter()
                .any(|scheme| text.starts_with(scheme)),
            at,
            "must have the scheme http, https or discord",
        );
    }
}

fn check_nonce(faults: &mut Faults, body: &Value) {
    match &body["nonce"] {
        Value::Null => faults.demand(
            body["enforce_nonce"] != true,
            "enforce_nonce",
            "needs a `nonce`",
        ),
        nonce => {
            if nonce.is_string() {
                faults.length("nonce", nonce, 1, 25);
            }
        }
    }
}
