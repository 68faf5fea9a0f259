//! Discord's documented limits, one kind of thing a file, found without stopping at the first.

/// Commands as they are registered.
pub(crate) mod commands;
/// Rows, buttons and menus.
pub(crate) mod components;
/// Files that come with a message.
pub(crate) mod files;
/// Messages and their embeds.
pub(crate) mod message;
/// Dialogs with text inputs.
pub(crate) mod modal;

use serde_json::{Value, json};

/// What is wrong with a body: where (`embeds.0.title`) and what.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<(String, String)>);

impl Faults {
    /// Notes one fault.
    pub(crate) fn add(&mut self, at: &str, what: impl Into<String>) {
        self.0.push((at.to_owned(), what.into()));
    }

    /// Notes a fault where a condition does not hold.
    pub(crate) fn demand(&mut self, holds: bool, at: &str, what: &str) {
        if !holds {
            self.add(at, what);
        }
    }

    /// Checks a text's length in characters; a missing one has the length zero.
    pub(crate) fn length(&mut self, at: &str, text: &Value, min: usize, max: usize) {
        if !matches!(text, Value::Null | Value::String(_)) {
            self.add(at, "must be a string");
            return;
        }
        let length = chars(text);
        if length < min {
            self.add(at, format!("must be {min} or more in length"));
        } else if length > max {
            self.add(at, format!("must be {max} or fewer in length"));
        }
    }

    /// Checks how many items a list has; a missing one has none.
    pub(crate) fn count(&mut self, at: &str, list: &Value, min: usize, max: usize) {
        let count = items(list).len();
        if count < min || count > max {
            self.add(at, format!("must have {min} to {max} items, has {count}"));
        }
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All faults as sentences.
    pub(crate) fn sentences(&self) -> Vec<String> {
        self.0
            .iter()
            .map(|(at, what)| format!("`{at}` {what}"))
            .collect()
    }

    /// The body that Discord answers with, code 50035.
    pub(crate) fn body(&self) -> Value {
        let mut tree = json!({});
        for (at, what) in &self.0 {
            let mut spot = &mut tree;
            for part in at.split('.') {
                spot = &mut spot[part];
            }
            spot["_errors"] = json!([{ "code": "BASE_TYPE_BAD", "message": what }]);
        }
        json!({ "code": 50035, "message": "Invalid Form Body", "errors": tree })
    }
}

/// The length of a text in characters.
pub(crate) fn chars(text: &Value) -> usize {
    text.as_str().map_or(0, |text| text.chars().count())
}

/// The items of a list, none where there is no list.
pub(crate) fn items(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], Vec::as_slice)
}

/// A number's value.
pub(crate) fn number(value: &Value) -> Option<u64> {
    value.as_u64()
}
