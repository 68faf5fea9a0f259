//! What is sent to Discord, as it goes over the wire: messages, dialogs, choices.
//!
//! Our own few types rather than serenity's builders: they borrow their texts, can be looked into by tests, and carry
//! `allowed_mentions` without a way to leave it out. *Invariant:* nothing that is sent can mention anybody.

mod callback;
mod dialog;
mod rows;

use std::borrow::Cow;

use serde::Serialize;

use crate::discord::limits::{FILE_DESCRIPTION_MAX, shorten};
use crate::service::File;

pub use callback::{Callback, Choices, Later, OptionChoice};
pub use dialog::{Dialog, Field};
pub use rows::{Button, Component, Menu, MenuOption, Row, Style};

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

impl Message<'_> {
    /// The same, naming the files that are sent with it, in their order.
    #[must_use]
    pub fn with_files(mut self, files: &[File]) -> Self {
        if !files.is_empty() {
            let named = (0..).zip(files).map(|(id, file)| Attachment::new(id, file));
            self.attachments = Some(named.collect());
        }
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
    /// Its number among the message's files, as text: so Discord's own description of its API has it.
    pub id: String,
    /// Its name.
    pub filename: &'a str,
    /// What it shows, in words, for those who do not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl Attachment<'_> {
    fn new(id: u8, file: &File) -> Self {
        let alt = file.alt.as_deref();
        Self {
            id: id.to_string(),
            filename: file.name,
            description: alt.map(|alt| shorten(alt, FILE_DESCRIPTION_MAX).into_owned()),
        }
    }
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
    /// A picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
}

/// A picture among the files of the same message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Image {
    url: String,
}

impl Image {
    /// The picture in the file of this name.
    /// <https://discord.com/developers/docs/reference#uploading-files>
    pub fn in_file(name: &str) -> Self {
        Self {
            url: format!("attachment://{name}"),
        }
    }
}

/// A small line below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Footer {
    /// The line.
    pub text: String,
}
