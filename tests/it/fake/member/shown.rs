//! What a member sees, and the same as plain text.

use serde_json::Value;

use super::super::http::File;
use super::super::limits::components::{BUTTON, MENU};
use super::super::limits::items;
use super::super::limits::modal::TEXT_INPUT;
use super::super::state::{Message, Room};

/// Who sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// One member alone.
    Private,
    /// A direct message.
    DirectMessage,
    /// Everybody in the channel.
    Public,
    /// A dialog.
    Modal,
    /// Nobody any more.
    Gone,
}

/// A message or dialog as a member sees it at one moment.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    /// Who sees it.
    pub(crate) sight: Sight,
    /// The message's id; 0 for a dialog.
    pub(crate) id: u64,
    /// Whether it was edited since it was sent.
    pub(crate) edited: bool,
    /// Content, embeds and components, or the dialog's data.
    pub(crate) body: Value,
    /// Attached files: names and bytes.
    pub(crate) files: Vec<File>,
}

impl Shown {
    /// A message as it stands.
    pub(crate) fn message(message: &Message) -> Self {
        let sight = match message.place.room {
            _ if message.deleted => Sight::Gone,
            _ if message.only_for.is_some() => Sight::Private,
            Room::DirectMessage => Sight::DirectMessage,
            Room::Server(_) | Room::Group => Sight::Public,
        };
        Self {
            sight,
            id: message.id,
            edited: message.edited,
            body: message.body.clone(),
            files: message.files.clone(),
        }
    }

    /// A dialog.
    pub(crate) fn modal(data: &Value) -> Self {
        Self {
            sight: Sight::Modal,
            id: 0,
            edited: false,
            body: data.clone(),
            files: Vec::new(),
        }
    }

    /// Whether one member alone sees it, or it is a direct message or dialog.
    pub(crate) fn is_private(&self) -> bool {
        !matches!(self.sight, Sight::Public)
    }

    /// Every button, menu and input, in order.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Value> {
        items(&self.body["components"])
            .iter()
            .flat_map(|row| items(&row["components"]))
    }

    /// The labels of the buttons.
    pub(crate) fn buttons(&self) -> Vec<String> {
        self.parts()
            .filter(|part| part["type"] == BUTTON)
            .map(|part| text_of(&part["label"]))
            .collect()
    }

    /// The id behind a button's label or a menu's placeholder.
    pub(crate) fn custom_id(&self, label: &str) -> Option<String> {
        self.parts()
            .find(|part| part["label"] == label || part["placeholder"] == label)
            .and_then(|part| part["custom_id"].as_str())
            .map(str::to_owned)
    }

    /// The whole reply as readable text, for snapshots.
    pub(crate) fn text(&self) -> String {
        let mut lines = vec![self.head()];
        match self.sight {
            Sight::Gone => {}
            Sight::Modal => {
                lines.push(text_of(&self.body["title"]));
                lines.extend(self.parts().map(input));
            }
            _ => {
                lines.push(text_of(&self.body["content"]));
                for embed in items(&self.body["embeds"]) {
                    push_embed(&mut lines, embed);
                }
                lines.extend((0..self.files.len()).map(|index| self.file(index)));
                lines.extend(items(&self.body["components"]).iter().map(row));
            }
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    /// `file: words.txt`, or what a picture shows.
    fn file(&self, index: usize) -> String {
        let (name, _) = &self.files[index];
        match self.body["attachments"][index]["description"].as_str() {
            Some(alt) => format!("picture {name}: {alt}"),
            None => format!("file: {name}"),
        }
    }

    fn head(&self) -> String {
        let name = match self.sight {
            Sight::Private => "private",
            Sight::DirectMessage => "direct message",
            Sight::Public => "PUBLIC",
            Sight::Modal => "modal",
            Sight::Gone => "gone",
        };
        let edited = self.edited && self.sight != Sight::Gone;
        format!("{name}{}", if edited { " (edited)" } else { "" })
    }
}

fn push_embed(lines: &mut Vec<String>, embed: &Value) {
    lines.push(text_of(&embed["author"]["name"]));
    lines.push(text_of(&embed["title"]));
    lines.push(text_of(&embed["description"]));
    for field in items(&embed["fields"]) {
        lines.push(text_of(&field["name"]));
        lines.push(text_of(&field["value"]));
    }
    lines.push(text_of(&embed["footer"]["text"]));
}

/// `[Back] [Skip]`, or `<placeholder: One | Two>`.
fn row(row: &Value) -> String {
    let parts: Vec<String> = items(&row["components"]).iter().map(part).collect();
    parts.join(" ")
}

fn part(part: &Value) -> String {
    let label = text_of(&part["label"]);
    let off = if part["disabled"] == true {
        "off: "
    } else {
        ""
    };
    if part["type"] == BUTTON {
        return match part["url"].as_str() {
            Some(url) => format!("[{off}{label}]({url})"),
            None => format!("[{off}{label}]"),
        };
    }
    if part["type"] == MENU {
        let options: Vec<String> = items(&part["options"]).iter().map(option).collect();
        let placeholder = text_of(&part["placeholder"]);
        return format!("<{off}{placeholder}: {}>", options.join(" | "));
    }
    "<unknown>".to_owned()
}

fn option(option: &Value) -> String {
    let mut text = text_of(&option["label"]);
    if let Some(description) = option["description"].as_str() {
        text.push_str(" (");
        text.push_str(description);
        text.push(')');
    }
    if option["default"] == true {
        text.push('*');
    }
    text
}

fn input(input: &Value) -> String {
    if input["type"] != TEXT_INPUT {
        return part(input);
    }
    let placeholder = text_of(&input["placeholder"]);
    let value = text_of(&input["value"]);
    format!("{}: {placeholder}{value}____", text_of(&input["label"]))
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
