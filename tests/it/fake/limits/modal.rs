//! Dialogs with text inputs.

use std::collections::HashSet;

use serde_json::Value;

use super::components::ROW;
use super::{Faults, chars, items, number};

/// A text input.
pub(crate) const TEXT_INPUT: u64 = 4;
/// Longest text that a member can type into an input.
const VALUE_CHARS_MAX: u64 = 4_000;

/// Checks a dialog.
pub(crate) fn check(faults: &mut Faults, modal: &Value) {
    faults.length("data.custom_id", &modal["custom_id"], 1, 100);
    faults.length("data.title", &modal["title"], 1, 45);
    faults.count("data.components", &modal["components"], 1, 5);
    let mut ids = HashSet::new();
    for (index, row) in items(&modal["components"]).iter().enumerate() {
        let at = format!("data.components.{index}");
        // Labels, type 18, come back with empty rows in serenity 0.12.5: the answer would be lost.
        faults.demand(
            number(&row["type"]) == Some(ROW),
            &format!("{at}.type"),
            "must be a row, 1",
        );
        faults.count(&format!("{at}.components"), &row["components"], 1, 1);
        for input in items(&row["components"]) {
            let at = format!("{at}.components.0");
            check_input(faults, &at, input);
            if !ids.insert(input["custom_id"].as_str().unwrap_or_default()) {
                faults.add(&format!("{at}.custom_id"), "must be unique in the dialog");
            }
        }
    }
}

fn check_input(faults: &mut Faults, at: &str, input: &Value) {
    faults.demand(
        number(&input["type"]) == Some(TEXT_INPUT),
        &format!("{at}.type"),
        "must be a text input, 4",
    );
    faults.length(&format!("{at}.custom_id"), &input["custom_id"], 1, 100);
    faults.length(&format!("{at}.label"), &input["label"], 1, 45);
    faults.length(&format!("{at}.placeholder"), &input["placeholder"], 0, 100);
    faults.length(&format!("{at}.value"), &input["value"], 0, 4_000);
    faults.demand(
        matches!(number(&input["style"]), Some(1 | 2)),
        &format!("{at}.style"),
        "must be 1 or 2",
    );
    let least = number(&input["min_length"]).unwrap_or(0);
    let most = number(&input["max_length"]).unwrap_or(VALUE_CHARS_MAX);
    faults.demand(
        least <= VALUE_CHARS_MAX,
        &format!("{at}.min_length"),
        "must be from 0 to 4000",
    );
    faults.demand(
        (1..=VALUE_CHARS_MAX).contains(&most),
        &format!("{at}.max_length"),
        "must be from 1 to 4000",
    );
    faults.demand(
        least <= most,
        &format!("{at}.min_length"),
        "must be no more than `max_length`",
    );
    faults.demand(
        u64::try_from(chars(&input["value"])).is_ok_and(|length| length <= most),
        &format!("{at}.value"),
        "must be no longer than `max_length`",
    );
}
