//! What is sent to Discord, as it goes over the wire: messages, dialogs, choices.
//!
//! Our own few types rather than serenity's builders: they borrow their texts, can be looked into by tests, and carry
//! `allowed_mentions` without a way to leave it out. *Invariant:* nothing that is sent can mention anybody.

use std::borrow::Cow;

use serde::Serialize;

use crate::discord::limits::{
    BUTTON_LABEL_MAX, DIALOG_LABEL_MAX, FIELD_PLACEHOLDER_MAX, FIELD_TEXT_MAX, clip, shorten,
};

/// Only the one who used the command or pressed the button sees the message.
/// <https://discord.com/developers/docs/resources/message#message-object-message-flags>
const EPHEMERAL: u64 = 1 << 6;

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Message<'a> {
    /// Plain text above the embeds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<&'a str>,
    /// The embeds; an empty list takes former ones away.
    pub embeds: Vec<Embed<'a>>,
    /// The rows; an empty list takes former ones away.
    pub components: Vec<Row<'a>>,
    /// Nobody.
    pub allowed_mentions: Nobody,
    /// [`EPHEMERAL`] or nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flags: Option<u64>,
    /// Files that come with it; an empty list takes former ones away, none leaves them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments: Option<Vec<Attachment<'a>>>,
}

impl<'a> Message<'a> {
    /// The same with a file.
    #[must_use]
    pub fn with_file(mut self, filename: &'a str) -> Self {
        self.attachments = Some(vec![Attachment { id: 0, filename }]);
        self
    }

    /// The same, for the eyes of one member only.
    #[must_use]
    pub fn private(mut self) -> Self {
        self.flags = Some(EPHEMERAL);
        self
    }
}

/// Mentions that may notify: none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
pub struct Nobody {
    parse: [&'static str; 0],
}

/// A file that comes with a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attachment<'a> {
    /// Its number among the message's files.
    pub id: u8,
    /// Its name.
    pub filename: &'a str,
}

/// A boxed text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Embed<'a> {
    /// Its title.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub title: Cow<'a, str>,
    /// Its text.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub description: Cow<'a, str>,
    /// Red, green and blue, a byte each.
    pub color: u32,
    /// A small line below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<Footer>,
}

/// A small line below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Footer {
    /// The line.
    pub text: String,
}

/// A row of buttons, or one menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row<'a> {
    #[serde(rename = "type")]
    kind: u8,
    /// What is in it.
    pub components: Vec<Component<'a>>,
}

impl<'a> Row<'a> {
    /// A row.
    pub fn new(components: Vec<Component<'a>>) -> Self {
        Self {
            kind: 1,
            components,
        }
    }
}

/// Something in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Component<'a> {
    /// A button.
    Button(Button<'a>),
    /// A menu.
    Menu(Menu<'a>),
    /// A field of a dialog.
    Field(Field<'a>),
}

impl Component<'_> {
    /// What a press sends back, where it sends anything.
    pub fn id(&self) -> Option<&String> {
        match self {
            Self::Button(button) => button.custom_id.as_ref(),
            Self::Menu(menu) => Some(&menu.custom_id),
            Self::Field(_) => None,
        }
    }
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Button<'a> {
    #[serde(rename = "type")]
    kind: u8,
    style: u8,
    /// What it says.
    pub label: Cow<'a, str>,
    /// What a press sends back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_id: Option<String>,
    /// Where it leads instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// An answer.
    Answer,
    /// What is always there.
    Control,
    /// Help from people.
    Help,
}

impl<'a> Button<'a> {
    /// A button; its label is cut where Discord would refuse it.
    pub fn new(style: Style, label: impl Into<Cow<'a, str>>, custom_id: String) -> Self {
        let style = match style {
            Style::Answer => 1,
            Style::Control => 2,
            Style::Help => 3,
        };
        Self {
            kind: 2,
            style,
            label: fitting(label.into(), BUTTON_LABEL_MAX),
            custom_id: Some(custom_id),
            url: None,
        }
    }

    /// A button that leads to a page.
    pub fn link(label: &'a str, url: String) -> Self {
        Self {
            kind: 2,
            style: 5,
            label: label.into(),
            custom_id: None,
            url: Some(url),
        }
    }
}

/// A label as it is, or cut where Discord would refuse it.
fn fitting(label: Cow<'_, str>, max: usize) -> Cow<'_, str> {
    match label {
        Cow::Borrowed(label) => shorten(label, max),
        Cow::Owned(label) => shorten(&label, max).into_owned().into(),
    }
}

/// A menu of texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Menu<'a> {
    #[serde(rename = "type")]
    kind: u8,
    /// What a pick sends back, beside the values.
    pub custom_id: String,
    /// What it says while nothing is picked.
    pub placeholder: &'a str,
    /// The options, 1 to 25.
    pub options: Vec<MenuOption<'a>>,
    min_values: u8,
    max_values: u8,
}

impl<'a> Menu<'a> {
    /// A menu from which one to `max` options are picked.
    pub fn new(
        custom_id: String,
        placeholder: &'a str,
        options: Vec<MenuOption<'a>>,
        max: u8,
    ) -> Self {
        let count = u8::try_from(options.len()).unwrap_or(u8::MAX);
        Self {
            kind: 3,
            custom_id,
            placeholder,
            options,
            min_values: 1,
            max_values: max.clamp(1, count.max(1)),
        }
    }
}

/// An option of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MenuOption<'a> {
    /// What it says.
    pub label: Cow<'a, str>,
    /// What a pick sends back.
    pub value: String,
    /// A line about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Cow<'a, str>>,
}

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
        }
    }

    /// The same with a single line.
    #[must_use]
    pub fn short(mut self) -> Self {
        self.style = 1;
        self
    }
}

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
