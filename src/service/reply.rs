//! A reply, worded but not drawn: every platform draws the same parts.

use std::borrow::Cow;
use std::fmt;

use crate::engine::Ask;
use crate::script::Says;
use crate::service::own::Pick;
use crate::service::way::Way;

/// One part of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'s> {
    /// Something said.
    Said {
        /// By whom, in a way.
        role: Role,
        /// The text.
        text: Cow<'s, str>,
        /// Whose idea it is.
        says: Option<Says>,
    },
    /// A page with a title.
    Card(Card),
    /// Ways on, besides the answers of a talk.
    Ways {
        /// What they are for; may be empty.
        title: &'static str,
        /// The ways, in order.
        ways: Vec<Way<'s>>,
    },
    /// A menu, besides the answers of a talk.
    Pick(Pick<'s>),
    /// A file to take along.
    File(File),
    /// What is asked now.
    Ask(Ask<'s>),
}

/// A file to take along. It may hold a member's words, so it is for nobody else.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// What is in it; for a picture, its SVG text, which is drawn where drawing holds nobody up.
    pub bytes: Vec<u8>,
    /// What it shows, in words, at most 1,000 characters; then it is a picture, and stands in the reply.
    pub alt: Option<String>,
}

impl fmt::Debug for File {
    /// Shows the name only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// What kind of thing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Follows from the last answer.
    Reflect,
    /// The content's own line.
    Line,
    /// The bot about the talk.
    Notice,
    /// Something to copy as it is.
    Code,
}

/// A page with a title.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Card {
    /// Its title.
    pub title: String,
    /// Its lines, each a paragraph.
    pub lines: Vec<String>,
    /// Whether it is meant to be copied out; then it may hold a member's words.
    pub copy: bool,
}

impl fmt::Debug for Card {
    /// Shows no lines of a card that may hold a member's words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: &[String] = if self.copy { &[] } else { &self.lines };
        f.debug_struct("Card")
            .field("title", &self.title)
            .field("lines", &lines)
            .field("copy", &self.copy)
            .finish()
    }
}

impl Card {
    /// A card.
    pub fn new(title: impl Into<String>, lines: Vec<String>) -> Self {
        Self {
            title: title.into(),
            lines,
            copy: false,
        }
    }
}

impl<'s> Part<'s> {
    /// Something to copy as it is.
    pub fn code(text: String) -> Self {
        Self::Said {
            role: Role::Code,
            text: text.into(),
            says: None,
        }
    }

    /// The bot about the talk.
    pub fn notice(text: impl Into<Cow<'s, str>>) -> Self {
        Self::Said {
            role: Role::Notice,
            text: text.into(),
            says: None,
        }
    }
}
