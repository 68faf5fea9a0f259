//! Commands as they are registered.

use std::collections::HashSet;

use serde_json::Value;

use super::{Faults, chars, items, number};

/// Longest text of one command, names, descriptions and choices together, in characters.
const COMMAND_CHARS_MAX: usize = 8_000;
/// A slash command.
const CHAT_INPUT: u64 = 1;
/// The highest option type, an attachment.
const OPTION_TYPE_MAX: u64 = 11;

/// Checks all commands of one registration.
pub(crate) fn check(faults: &mut Faults, commands: &Value, guild: bool) {
    let Some(list) = commands.as_array() else {
        faults.add("_", "must be a list of commands");
        return;
    };
    let mut names = HashSet::new();
    for (kind, most) in [(CHAT_INPUT, 100), (2, 15), (3, 15)] {
        let count = list.iter().filter(|one| kind_of(one) == kind).count();
        faults.demand(count <= most, "_", "has too many commands of a kind");
    }
    for (index, command) in list.iter().enumerate() {
        let at = index.to_string();
        check_command(faults, &at, command, guild);
        if !names.insert((kind_of(command), command["name"].as_str())) {
            faults.add(&format!("{at}.name"), "must be unique");
        }
    }
}

fn kind_of(command: &Value) -> u64 {
    number(&command["type"]).unwrap_or(CHAT_INPUT)
}

fn check_command(faults: &mut Faults, at: &str, command: &Value, guild: bool) {
    if kind_of(command) == CHAT_INPUT {
        check_name(faults, &format!("{at}.name"), &command["name"]);
        faults.length(
            &format!("{at}.description"),
            &command["description"],
            1,
            100,
        );
        check_options(faults, at, command);
    } else {
        faults.length(&format!("{at}.name"), &command["name"], 1, 32);
        faults.demand(
            chars(&command["description"]) == 0,
            &format!("{at}.description"),
            "must be empty on a user or message command",
        );
    }
    check_localizations(faults, at, command);
    faults.demand(
        text_chars(command) <= COMMAND_CHARS_MAX,
        at,
        "must be 8000 or fewer characters in all",
    );
    for (name, most) in [("contexts", 2), ("integration_types", 1)] {
        let list = &command[name];
        let at = format!("{at}.{name}");
        faults.demand(!guild || list.is_null(), &at, "is only for global commands");
        faults.demand(
            list.as_array().is_none_or(|list| !list.is_empty())
                && items(list)
                    .iter()
                    .all(|one| number(one).is_some_and(|one| one <= most)),
            &at,
            "must name known values",
        );
    }
}

fn check_options(faults: &mut Faults, at: &str, owner: &Value) {
    let options = items(&owner["options"]);
    faults.count(&format!("{at}.options"), &owner["options"], 0, 25);
    let mut names = HashSet::new();
    let mut optional_seen = false;
    for (index, option) in options.iter().enumerate() {
        let at = format!("{at}.options.{index}");
        check_name(faults, &format!("{at}.name"), &option["name"]);
        faults.length(&format!("{at}.description"), &option["description"], 1, 100);
        check_localizations(faults, &at, option);
        check_choices(faults, &at, option);
        let kind = number(&option["type"]).unwrap_or(0);
        faults.demand(
            (1..=OPTION_TYPE_MAX).contains(&kind),
            &format!("{at}.type"),
            "must be from 1 to 11",
        );
        if !names.insert(option["name"].as_str()) {
            faults.add(&format!("{at}.name"), "must be unique");
        }
        let required = option["required"] == true;
        faults.demand(
            !(required && optional_seen),
            &at,
            "is required and must stand before the optional ones",
        );
        optional_seen |= !required;
        if kind <= 2 {
            check_options(faults, &at, option);
        }
    }
    let nested = options
        .iter()
        .filter(|one| number(&one["type"]).is_some_and(|kind| kind <= 2))
        .count();
    faults.demand(
        nested == 0 || nested == options.len(),
        &format!("{at}.options"),
        "must not mix subcommands and other options",
    );
}

fn check_choices(faults: &mut Faults, at: &str, option: &Value) {
    faults.count(&format!("{at}.choices"), &option["choices"], 0, 25);
    faults.demand(
        !(option["autocomplete"] == true && !items(&option["choices"]).is_empty()),
        &format!("{at}.autocomplete"),
        "must not stand beside `choices`",
    );
    let mut names = HashSet::new();
    for (index, choice) in items(&option["choices"]).iter().enumerate() {
        let at = format!("{at}.choices.{index}");
        faults.length(&format!("{at}.name"), &choice["name"], 1, 100);
        if choice["value"].is_string() {
            faults.length(&format!("{at}.value"), &choice["value"], 1, 100);
        }
        if !names.insert(choice["name"].as_str()) {
            faults.add(&format!("{at}.name"), "must be unique");
        }
    }
}

/// Checks a name against `^[-_\p{L}\p{N}]{1,32}$`, in lower case.
fn check_name(faults: &mut Faults, at: &str, name: &Value) {
    faults.length(at, name, 1, 32);
    let name = name.as_str().unwrap_or_default();
    faults.demand(
        name.chars()
            .all(|c| c == '-' || c == '_' || c == '\'' || c.is_alphanumeric()),
        at,
        "must be letters, digits, `-` and `_`",
    );
    faults.demand(name.to_lowercase() == name, at, "must be in lower case");
}

fn check_localizations(faults: &mut Faults, at: &str, owner: &Value) {
    for (name, most) in [
        ("name_localizations", 32),
        ("description_localizations", 100),
    ] {
        for (locale, text) in owner[name].as_object().into_iter().flatten() {
            faults.length(&format!("{at}.{name}.{locale}"), text, 1, most);
        }
    }
}

/// The characters that count towards a command's total; of translations only the longest counts.
fn text_chars(owner: &Value) -> usize {
    let own = |name: &str| {
        let translated = owner[format!("{name}_localizations")]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(_, text)| chars(text))
            .max()
            .unwrap_or(0);
        chars(&owner[name]).max(translated)
    };
    let below = items(&owner["options"])
        .iter()
        .map(text_chars)
        .sum::<usize>();
    let choices = items(&owner["choices"])
        .iter()
        .map(|choice| chars(&choice["name"]) + chars(&choice["value"]))
        .sum::<usize>();
    own("name") + own("description") + below + choices
}
