//! What values of the file must be before anyone looks at what they mean.

use toml::de::DeValue;

use crate::config::mistake::Wrong;
use crate::config::text::is_unseen;

/// What every text has to be.
pub(super) fn text_fault(text: &str) -> Option<Wrong> {
    let (what, then) = if text.is_empty() {
        ("is empty", "leave the line out or write a value")
    } else if text.trim().is_empty() {
        (
            "holds only white space",
            "leave the line out or write a value",
        )
    } else if text.trim() != text {
        ("has white space around it", "take it away")
    } else if text.contains(['\n', '\r']) {
        ("has several lines", "write it on one line")
    } else if text.contains(is_unseen) {
        ("has characters that cannot be seen", "type it anew")
    } else {
        return None;
    };
    Some(Wrong::new(what, then))
}

/// Reads digits that the TOML reader has seen to; only their number can be too large.
pub(super) fn nearest_whole(digits: &str, radix: u32) -> i64 {
    let is_negative = digits.starts_with('-');
    let beyond = if is_negative { i64::MIN } else { i64::MAX };
    i64::from_str_radix(digits, radix).unwrap_or(beyond)
}

/// A value of another kind than the setting's.
pub(super) fn wrong_kind(value: &DeValue<'_>, then: &str) -> Wrong {
    Wrong::new(format!("is {}", kind(value)), then)
}

/// Something in a list that is no id.
pub(super) fn wrong_item(value: &DeValue<'_>) -> Wrong {
    let then = match value {
        DeValue::String(_) => "write ids as numbers, without quotation marks",
        _ => "write ids as whole numbers",
    };
    Wrong::new(format!("has {} in its list", kind(value)), then)
}

/// What a value is, for people.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
