//! Rows of a message: buttons and menus.

use std::borrow::Cow;

use serde::Serialize;

use crate::discord::limits::{BUTTON_LABEL_MAX, shorten};
use crate::discord::message::Field;

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
pub(super) fn fitting(label: Cow<'_, str>, max: usize) -> Cow<'_, str> {
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

    /// The same, where picking nothing is an answer too.
    #[must_use]
    pub fn or_none(mut self) -> Self {
        self.min_values = 0;
        self
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
    /// Whether it is picked already.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub default: bool,
}
