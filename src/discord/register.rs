//! The commands as Discord registers them.
//!
//! Names and descriptions come from the shared command list. Each carries an empty place for translations in other languages
//! (`name_localizations`, `description_localizations`), which are added where the content has them.

use serde_json::{Map, Value, json};

use crate::words::register as words;

/// The one command, with subcommands.
pub const REFLECT: &str = "reflect";

/// The command on messages.
pub const ON_MESSAGE: &str = "Reflect on this";

/// In servers, in the chat with the bot, and in other chats.
/// <https://discord.com/developers/docs/interactions/application-commands#interaction-contexts>
const CONTEXTS: [u8; 3] = [0, 1, 2];

/// Installable to servers and to users.
const INSTALLS: [u8; 2] = [0, 1];

/// Fields that only commands for all servers may have.
const GLOBAL_ONLY: [&str; 2] = ["contexts", "integration_types"];

/// A subcommand's option: its name, and whether its values complete while they are typed, or are these.
enum OptionKind {
    Completes,
    Free,
    OneOf(&'static [(&'static str, &'static str)]),
}

/// The commands, for all servers.
pub fn commands() -> Value {
    json!([
        {
            "type": 1,
            "name": REFLECT,
            "name_localizations": {},
            "description": words::REFLECT,
            "description_localizations": {},
            "contexts": CONTEXTS,
            "integration_types": INSTALLS,
            "options": subcommands(),
        },
        {
            "type": 3,
            "name": ON_MESSAGE,
            "name_localizations": {},
            "contexts": CONTEXTS,
            "integration_types": INSTALLS,
        },
    ])
}

/// The same for one server, where a command cannot say where it is to be met.
pub fn commands_of_a_server() -> Value {
    let mut commands = commands();
    for command in commands.as_array_mut().into_iter().flatten() {
        if let Some(command) = command.as_object_mut() {
            command.retain(|key, _| !GLOBAL_ONLY.contains(&key.as_str()));
        }
    }
    commands
}

fn subcommands() -> Vec<Value> {
    use OptionKind::{Completes, Free, OneOf};
    let theme = || option("theme", words::OPTION_THEME, &Completes);
    let depth = option("depth", words::OPTION_DEPTH, &OneOf(words::DEPTHS));
    let code = option("code", words::OPTION_CODE, &Free);
    let search = option("search", words::OPTION_SEARCH, &Free);
    let zone = option("zone", words::OPTION_ZONE, &Completes);
    let hour = option("hour", words::OPTION_HOUR, &OneOf(words::HOURS));
    let days = option("days", words::OPTION_DAYS, &OneOf(words::DAYS));
    let term = option("term", words::OPTION_TERM, &Completes);
    let country = option("country", words::OPTION_COUNTRY, &Completes);
    vec![
        subcommand("start", words::START, &[theme(), depth]),
        subcommand("keypoints", words::KEYPOINTS, &[theme()]),
        subcommand("question", words::QUESTION, &[theme()]),
        subcommand("tell", words::TELL, &[]),
        subcommand("continue", words::CONTINUE, &[code]),
        subcommand("progress", words::PROGRESS, &[]),
        subcommand("journal", words::JOURNAL, &[theme(), search]),
        subcommand("remind", words::REMIND, &[zone, hour, days]),
        subcommand("privacy", words::PRIVACY, &[]),
        subcommand("glossary", words::GLOSSARY, &[term]),
        subcommand("sources", words::SOURCES, &[]),
        subcommand("support", words::SUPPORT, &[country]),
        subcommand("about", words::ABOUT, &[]),
        subcommand("help", words::HELP, &[]),
    ]
}

fn subcommand(name: &str, description: &str, options: &[Value]) -> Value {
    json!({
        "type": 1,
        "name": name,
        "name_localizations": {},
        "description": description,
        "description_localizations": {},
        "options": options,
    })
}

/// An option of a subcommand; none is required.
fn option(name: &str, description: &str, kind: &OptionKind) -> Value {
    let mut option = json!({
        "type": 3,
        "name": name,
        "name_localizations": {},
        "description": description,
        "description_localizations": {},
        "required": false,
    });
    match kind {
        OptionKind::Completes => option["autocomplete"] = Value::Bool(true),
        OptionKind::Free => option["autocomplete"] = Value::Bool(false),
        OptionKind::OneOf(pairs) => {
            let pair = |(name, value): &(&str, &str)| json!({ "name": name, "name_localizations": {}, "value": value });
            option["choices"] = pairs.iter().map(pair).collect();
        }
    }
    option
}

/// Whether what is registered is not what is wanted. Discord adds fields of its own, and leaves out empty ones.
pub fn differs(wanted: &Value, registered: &Value) -> bool {
    match (wanted, registered) {
        (Value::Array(wanted), Value::Array(registered)) if is_named(wanted) => {
            wanted.len() != registered.len()
                || wanted.iter().any(|one| {
                    let same = registered.iter().find(|other| is_same(one, other));
                    same.is_none_or(|other| differs(one, other))
                })
        }
        (Value::Array(wanted), Value::Array(registered)) => {
            wanted.len() != registered.len()
                || wanted
                    .iter()
                    .zip(registered)
                    .any(|(one, other)| differs(one, other))
        }
        (Value::Object(wanted), Value::Object(registered)) => wanted
            .iter()
            .any(|(key, value)| field_differs(key, value, registered)),
        (wanted, registered) => wanted != registered,
    }
}

fn field_differs(key: &str, value: &Value, registered: &Map<String, Value>) -> bool {
    match registered.get(key) {
        None | Some(Value::Null) => !is_empty(value),
        // A translation that is not ours any more must go.
        Some(other) if key.ends_with("_localizations") => value != other,
        Some(other) => differs(value, other),
    }
}

/// What Discord may leave out.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(all) => all.is_empty(),
        Value::Object(all) => all.is_empty(),
        _ => false,
    }
}

/// Commands are told apart by name and type, and their order means nothing; options have an order.
fn is_named(commands: &[Value]) -> bool {
    commands.iter().any(|command| command["name"] == REFLECT)
}

fn is_same(one: &Value, other: &Value) -> bool {
    one["name"] == other["name"] && one["type"] == other["type"]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Discord makes of a command: ids, defaults, and `null` for what is empty.
    fn registered() -> Value {
        let mut all = commands();
        for command in all.as_array_mut().unwrap() {
            command["id"] = json!("1");
            command["nsfw"] = json!(false);
            command["name_localizations"] = Value::Null;
            command["description"] = command.get("description").cloned().unwrap_or(json!(""));
        }
        all[0]["options"][0]["options"][0]
            .as_object_mut()
            .unwrap()
            .remove("required");
        all[0]["options"][3]
            .as_object_mut()
            .unwrap()
            .remove("options");
        all.as_array_mut().unwrap().reverse();
        all
    }

    #[test]
    fn what_discord_makes_of_our_commands_is_the_same() {
        assert!(!differs(&commands(), &registered()));
    }

    #[test]
    fn every_change_is_seen() {
        for change in [
            |all: &mut Value| all[1]["description"] = json!("Another"),
            |all: &mut Value| all[1]["options"][0]["options"][0]["autocomplete"] = json!(false),
            |all: &mut Value| all[1]["options"][0]["options"][0]["required"] = json!(true),
            |all: &mut Value| drop(all[1]["options"].as_array_mut().unwrap().pop()),
            |all: &mut Value| drop(all.as_array_mut().unwrap().pop()),
            |all: &mut Value| all[1]["contexts"] = json!([0]),
            |all: &mut Value| {
                all.as_array_mut()
                    .unwrap()
                    .push(json!({"name": "old", "type": 1}));
            },
            |all: &mut Value| all[1]["options"].as_array_mut().unwrap().swap(0, 1),
        ] {
            let mut all = registered();
            change(&mut all);
            assert!(differs(&commands(), &all), "{all}");
        }
    }

    #[test]
    fn the_subcommands_are_the_shared_ones() {
        let all = commands();
        let options = all[0]["options"].as_array().unwrap();
        let names: Vec<&str> = options
            .iter()
            .map(|one| one["name"].as_str().unwrap())
            .collect();
        assert_eq!(names, crate::service::command::NAMES);
    }

    /// Names, descriptions and choices; Discord counts of translations the longest, and there are none.
    fn chars(one: &Value) -> usize {
        let own = ["name", "description", "value"].iter();
        let own = own.filter_map(|key| one[key].as_str());
        let below = [&one["options"], &one["choices"]];
        let below = below.iter().filter_map(|list| list.as_array()).flatten();
        own.map(|text| text.chars().count()).sum::<usize>() + below.map(chars).sum::<usize>()
    }

    #[test]
    fn no_command_is_longer_than_discord_takes() {
        let all = commands();
        let sizes: Vec<usize> = all.as_array().unwrap().iter().map(chars).collect();
        assert!(sizes[0] > 1_000, "{sizes:?}");
        assert!(sizes.iter().all(|size| *size <= 8_000), "{sizes:?}");
    }

    #[test]
    fn hours_are_all_of_a_day() {
        assert_eq!(words::HOURS.len(), 24);
        for (at, (shown, taken)) in words::HOURS.iter().enumerate() {
            assert_eq!(
                (*shown, *taken),
                (format!("{at:02}:00").as_str(), at.to_string().as_str())
            );
        }
    }

    #[test]
    fn a_server_gets_no_field_that_it_may_not_have() {
        let text = commands_of_a_server().to_string();
        assert!(GLOBAL_ONLY.iter().all(|key| !text.contains(key)));
    }
}
