//! What is kept about a member, with their yes: its pages, and what a turn adds to it.
//!
//! *Invariant:* pages only read; what is to change is collected in [`Keeping::saves`], and the shell writes it before the reply
//! is sent.

use crate::engine::Talk;
use crate::member::{Change, Consent, Day, Record, Shelf, Unreadable};
use crate::service::command::Command;
use crate::service::own::{Own, Picked, Writing};
use crate::service::reply::Part;
use crate::service::turn::Here;

/// What is known about one member, and what is to be written.
#[derive(Debug, Default)]
pub struct Keeping<'n> {
    /// What is kept; empty where nothing is.
    pub record: Record,
    /// How it could be read.
    pub state: State,
    /// Whether the operator lets members keep answers.
    pub answers_on: bool,
    /// Where the answers stand.
    pub shelf: Option<&'n dyn Shelf>,
    /// The member's platform and user id, for what the platform must send by itself.
    pub address: Option<(&'static str, String)>,
    /// Seconds since 1970.
    pub time: i64,
    /// What is to be written before the reply is sent, in order.
    pub saves: Vec<Change>,
}

/// How what is kept could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    /// Nothing can be kept here.
    #[default]
    Nowhere,
    /// In the program's memory only, until it ends.
    Memory,
    /// On disk.
    Disk,
    /// It cannot be read just now.
    Unreadable,
}

impl Keeping<'_> {
    /// Whether something may be kept now.
    pub fn may_keep(&self, what: Consent) -> bool {
        let on = what != Consent::Answers || self.answers_on;
        on && self.state != State::Nowhere && self.record.may_keep(what)
    }

    /// The day.
    pub fn today(&self) -> Day {
        Day::of_seconds(self.time)
    }

    /// The answers, newest first.
    pub fn answers(
        &self,
    ) -> Result<Vec<(crate::member::AnswerId, crate::member::Answer)>, Unreadable> {
        self.shelf.map_or(Ok(Vec::new()), Shelf::answers)
    }
}

/// Answers one of the commands about what is kept.
pub fn command<'c>(_here: &mut Here<'c, '_>, _command: Command) -> Vec<Part<'c>> {
    Vec::new()
}

/// Goes on where the kept talk stands; `talk` is one at its beginning. None, if there is nothing to go on with.
pub fn resume<'c>(_here: &mut Here<'c, '_>, _talk: Talk) -> Option<(Talk, Vec<Part<'c>>)> {
    None
}

/// Answers a press on what is kept.
pub fn own<'c>(_here: &mut Here<'c, '_>, _own: Own) -> Vec<Part<'c>> {
    Vec::new()
}

/// The field that opens first, for ways that have one.
pub fn writing(_here: &Here<'_, '_>, _own: Own) -> Option<Writing> {
    None
}

/// Takes what was written into such a field.
pub fn wrote<'c>(_here: &mut Here<'c, '_>, _own: Own, _text: &str) -> Vec<Part<'c>> {
    Vec::new()
}

/// Takes what was picked from a menu.
pub fn picked<'c>(_here: &mut Here<'c, '_>, _of: Picked, _values: &[String]) -> Vec<Part<'c>> {
    Vec::new()
}
