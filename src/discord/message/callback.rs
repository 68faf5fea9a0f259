//! First responses.

use serde::Serialize;

use crate::discord::message::{Dialog, EPHEMERAL, Message};

/// What answers an interaction.
/// <https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object>
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Callback<T> {
    #[serde(rename = "type")]
    kind: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<T>,
}

impl<'a> Callback<Message<'a>> {
    /// A new message.
    pub fn new_message(message: Message<'a>) -> Self {
        Self {
            kind: 4,
            data: Some(message),
        }
    }

    /// The pressed message, moved on.
    pub fn update(mut message: Message<'a>) -> Self {
        message.attachments.get_or_insert_default();
        Self {
            kind: 7,
            data: Some(message),
        }
    }
}

/// A promise to answer soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Later {
    #[serde(skip_serializing_if = "Option::is_none")]
    flags: Option<u64>,
}

impl Callback<Later> {
    /// The pressed message will move on soon.
    pub fn update_later() -> Self {
        Self {
            kind: 6,
            data: None,
        }
    }

    /// A new message will come soon, for the eyes of one member only.
    pub fn new_message_later() -> Self {
        Self {
            kind: 5,
            data: Some(Later {
                flags: Some(EPHEMERAL),
            }),
        }
    }
}

impl<'a> Callback<Dialog<'a>> {
    /// A dialog.
    pub fn dialog(dialog: Dialog<'a>) -> Self {
        Self {
            kind: 9,
            data: Some(dialog),
        }
    }
}

/// Completions of an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choices<'a> {
    /// At most 25.
    pub choices: Vec<OptionChoice<'a>>,
}

/// One completion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OptionChoice<'a> {
    /// What is shown.
    pub name: &'a str,
    /// What is taken.
    pub value: &'a str,
}

impl<'a> Callback<Choices<'a>> {
    /// Completions.
    pub fn choices(choices: Vec<OptionChoice<'a>>) -> Self {
        Self {
            kind: 8,
            data: Some(Choices { choices }),
        }
    }
}
