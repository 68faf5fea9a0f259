//! The closing summary: what the member gave in a theme, in their own words.

use crate::engine::Talk;
use crate::script::{Node, Pack, Theme};
use crate::service::notebook::Entry;
use crate::service::reply::Card;
use crate::words::summary as words;

/// What a summary is made of.
#[derive(Debug)]
pub(crate) struct Given<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The theme.
    pub theme: &'a Theme,
    /// The talk: what was given on a way that was left again does not belong to it.
    pub talk: &'a Talk,
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
    /// Whether own words are kept, with a yes.
    pub kept: bool,
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
        lines.extend(given.kept.then(|| words::GUARDED_KEPT.to_owned()));
        return Some(Card::new(words::TITLE, lines));
    }
    let mut held = 0;
    for (node, entry) in given.entries.iter().filter_map(|entry| asked(given, entry)) {
        let question = question_in(&node.text.shown());
        held += usize::from(entry.own);
        lines.push(if entry.own {
            words::own(&question, &entry.given)
        } else {
            words::chosen(&question, &entry.given)
        });
    }
    let gone = usize::from(given.counted).saturating_sub(held);
    if gone > 0 {
        lines.push(words::gone(gone));
    }
    if lines.is_empty() {
        return None;
    }
    if held > 0 {
        let copy = if given.kept {
            words::COPY_KEPT
        } else {
            words::COPY
        };
        lines.push(copy.to_owned());
    }
    Some(Card {
        copy: true,
        ..Card::new(words::TITLE, lines)
    })
}

/// The question that an entry answers, if this talk came by it.
fn asked<'a>(given: &Given<'a>, entry: &'a Entry) -> Option<(&'a Node, &'a Entry)> {
    let index = given.theme.node_by_ordinal.get(usize::from(entry.node));
    let node = given.pack.node(index.copied().flatten()?);
    given.talk.has_visited(node).then_some((node, entry))
}

/// The last question in a text, or its last sentence.
pub(crate) fn question_in(text: &str) -> String {
    let ends = |c: char| matches!(c, '.' | '?' | ':' | '\n');
    let trimmed = text.trim_end();
    let body = trimmed.trim_end_matches(['.', '?', ' ', '"']);
    let start = body.rfind(ends).map_or(0, |at| at + 1);
    let question = trimmed.get(start..).unwrap_or(trimmed);
    let question = question.trim_start_matches(['"', ' ', '\n']);
    // Without the beginning of what is quoted, its end stands for nothing.
    let is_open = question.matches('"').count() == 1;
    let shut = question.strip_suffix('"').filter(|_shut| is_open);
    shut.unwrap_or(question).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_of_a_text_is_its_last_sentence() {
        assert_eq!(question_in("One thing. What is it?"), "What is it?");
        assert_eq!(question_in("Only this"), "Only this");
        assert_eq!(
            question_in("First?\n\nIf it could speak: \"They would …\""),
            "They would …"
        );
    }
}
