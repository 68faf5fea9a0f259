//! The ways to what is kept about a member: each is a button, a menu or a dialog on Discord, and a command in a terminal.

use std::borrow::Cow;

use crate::member::{AnswerId, Consent};

/// Something that a member does with what is kept about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Own {
    /// Sees what is kept and what was agreed to.
    Privacy,
    /// Agrees, to a version of a text.
    Agree(Consent, u16),
    /// Takes a yes back.
    TakeBack(Consent),
    /// Takes everything along.
    Copy,
    /// Asks to be forgotten; a second press does it.
    Forget,
    /// Is forgotten.
    ForgetNow,
    /// Sees what was begun and finished.
    Progress,
    /// Goes on where the talk stands.
    Resume,
    /// The same, or begins a talk: a reminder is opened.
    Open,
    /// Sees a page of the answers, counted from 0.
    Journal(u16),
    /// Sees one answer.
    Entry(AnswerId),
    /// Asks for one answer to be deleted; a second press does it.
    Delete(AnswerId),
    /// Deletes one answer.
    DeleteNow(AnswerId),
    /// Sees the reminders.
    Remind,
    /// Switches the reminders off.
    RemindOff,
    /// Switches them on again.
    RemindOn,
    /// Hears of it again in so many minutes.
    Snooze(u16),
    /// Opens the field for what is looked for in the answers.
    Search,
    /// Opens the field with an answer's words.
    Edit(AnswerId),
    /// Opens the field for a time zone.
    Zone,
}

/// A menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick<'s> {
    /// What is picked.
    pub of: Picked,
    /// What it says while nothing is picked.
    pub title: &'static str,
    /// What can be picked, 1 to 25.
    pub options: Vec<PickOption<'s>>,
    /// How many may be picked at once.
    pub max: u8,
    /// The command that takes the same values, where everything is typed.
    pub typed: &'static str,
}

/// Something to pick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickOption<'s> {
    /// What it says.
    pub label: Cow<'s, str>,
    /// A line about it; may be empty.
    pub note: Cow<'s, str>,
    /// What is taken: at most 100 characters, and no words of a member.
    pub value: String,
    /// Whether it is picked now.
    pub on: bool,
}

/// What a menu is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Picked {
    /// One of the answers.
    Entry,
    /// The theme whose answers are shown.
    Theme,
    /// How long answers are kept.
    KeepFor,
    /// The days of reminders.
    Days,
    /// Their hour.
    Hour,
    /// The hours without them.
    Quiet,
}

/// A field for words that opens in front of everything else.
#[derive(Clone, PartialEq, Eq)]
pub struct Writing {
    /// Its title.
    pub title: &'static str,
    /// What it asks.
    pub label: &'static str,
    /// A grey hint.
    pub hint: &'static str,
    /// What stands in it at first.
    pub value: String,
    /// The longest text, in characters.
    pub max: u16,
    /// Whether it is one line only.
    pub short: bool,
}

impl std::fmt::Debug for Writing {
    /// Shows no words: those of an answer may stand in the field.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writing")
            .field("title", &self.title)
            .finish_non_exhaustive()
    }
}

impl Own {
    /// Whether a field opens first.
    pub fn is_written(self) -> bool {
        matches!(self, Self::Search | Self::Edit(_) | Self::Zone)
    }
}
