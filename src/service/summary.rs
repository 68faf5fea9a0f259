//! The closing summary: what the member gave in a theme, in their own words.

use crate::service::notebook::Entry;
use crate::service::reply::Card;
use crate::words::summary as words;

/// What a summary is made of.
#[derive(Debug)]
pub(crate) struct Given<'a> {
    /// The scale at the start.
    pub before: Option<u8>,
    /// The scale at the end.
    pub after: Option<u8>,
    /// How many answers in own words the talk counted.
    pub counted: u8,
    /// What is still held.
    pub entries: &'a [Entry],
    /// Whether the answers are better not shown.
    pub guarded: bool,
}

/// The card, or nothing when there is nothing to say.
pub(crate) fn card(given: &Given<'_>) -> Option<Card> {
    let mut lines = Vec::new();
    match (given.before, given.after) {
        (Some(before), Some(after)) => lines.push(words::scales(before, after)),
        (Some(before), None) => lines.push(words::before(before)),
        _ => {}
    }
    if given.guarded {
        lines.push(words::GUARDED.to_owned());
        return Some(Card::new(words::TITLE, lines));
    }
    for entry in given.entries {
        lines.push(if entry.own {
            words::own(&entry.asked, &entry.given)
        } else {
            words::chosen(&entry.asked, &entry.given)
        });
    }
    let held = given.entries.iter().filter(|entry| entry.own).count();
    let gone = usize::from(given.counted).saturating_sub(held);
    if gone > 0 {
        lines.push(words::gone(gone));
    }
    if lines.is_empty() {
        return None;
    }
    if held > 0 {
        lines.push(words::COPY.to_owned());
    }
    Some(Card {
        copy: true,
        ..Card::new(words::TITLE, lines)
    })
}
