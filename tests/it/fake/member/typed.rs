//! What a member types after the slash, as Discord's client takes it apart.

use serde_json::{Value, json};

/// The names of command and subcommands, and the options with their values; a value goes on to the next `name:`.
pub(crate) fn split(typed: &str) -> (Vec<String>, Vec<(String, String)>) {
    let mut names = Vec::new();
    let mut options: Vec<(String, String)> = Vec::new();
    for word in typed.trim_start_matches('/').split(' ') {
        if let Some((name, value)) = word.split_once(':') {
            options.push((name.to_owned(), value.to_owned()));
        } else if let Some((_, value)) = options.last_mut() {
            value.push(' ');
            value.push_str(word);
        } else {
            names.push(word.to_owned());
        }
    }
    (names, options)
}

/// An option or subcommand by its name.
pub(crate) fn option_named(definition: &Value, name: &str) -> Option<Value> {
    definition["options"]
        .as_array()?
        .iter()
        .find(|option| option["name"] == name)
        .cloned()
}

/// The options with the types that they were registered with; texts where nothing is registered.
pub(crate) fn fill(
    definition: &Value,
    options: &[(String, String)],
    registered: bool,
) -> Vec<Value> {
    options
        .iter()
        .map(|(name, value)| {
            let known = option_named(definition, name);
            assert!(
                !registered || known.is_some(),
                "the registered command has no option `{name}`"
            );
            let kind = known.map_or(3, |known| known["type"].as_u64().unwrap_or(3));
            let value = match kind {
                4 => json!(value.parse::<i64>().unwrap_or(0)),
                5 => json!(value == "true"),
                10 => json!(value.parse::<f64>().unwrap_or(0.0)),
                _ => json!(value),
            };
            json!({ "name": name, "type": kind, "value": value })
        })
        .collect()
}
