//! Dialogs.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::discord::limits::{DIALOG_LABEL_MAX, FIELD_PLACEHOLDER_MAX, FIELD_TEXT_MAX, clip};
use crate::discord::message::rows::fitting;
use crate::discord::message::{Component, Row};

/// A dialog with one field for words.
///
/// Not built of the newer `Label` components: serenity 0.12.5 loses the answers of those (platform fact S15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dialog<'a> {
    /// What its answer sends back.
    pub custom_id: String,
    /// Its title.
    pub title: &'a str,
    components: [Row<'a>; 1],
}

impl<'a> Dialog<'a> {
    /// A dialog.
    pub fn new(custom_id: String, title: &'a str, field: Field<'a>) -> Self {
        Self {
            custom_id,
            title: clip(title, DIALOG_LABEL_MAX),
            components: [Row::new(vec![Component::Field(field)])],
        }
    }
}

/// A field for words.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Field<'a> {
    #[serde(rename = "type")]
    kind: u8,
    custom_id: &'static str,
    style: u8,
    label: &'a str,
    min_length: u16,
    max_length: u16,
    required: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    placeholder: Cow<'a, str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    value: &'a str,
}

impl fmt::Debug for Field<'_> {
    /// Shows no words: a member's own may stand in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field")
            .field("label", &self.label)
            .finish_non_exhaustive()
    }
}

impl<'a> Field<'a> {
    /// A field of several lines for at most `max` characters.
    pub fn new(label: &'a str, placeholder: Cow<'a, str>, max: u16) -> Self {
        Self {
            kind: 4,
            custom_id: "words",
            style: 2,
            label: clip(label, DIALOG_LABEL_MAX),
            min_length: 1,
            max_length: max.clamp(1, FIELD_TEXT_MAX),
            required: true,
            placeholder: fitting(placeholder, FIELD_PLACEHOLDER_MAX),
            value: "",
        }
    }

    /// The same with words in it, cut where the field takes no more.
    #[must_use]
    pub fn with_value(mut self, value: &'a str) -> Self {
        self.value = clip(value, usize::from(self.max_length));
        self
    }

    /// The same with a single line.
    #[must_use]
    pub fn short(mut self) -> Self {
        self.style = 1;
        self
    }
}
