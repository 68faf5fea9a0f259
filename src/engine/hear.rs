//! Typed words -> what they mean at this place.

use crate::engine::output::{Act, Offer};
use crate::engine::talk::Talk;
use crate::engine::view::ask;
use crate::script::text::plain_words;
use crate::script::{AnswerKind, Node, NodeIx, Pack, Script};

/// What typed words mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A press.
    Press(Act),
    /// Several presses.
    Several(Vec<u8>),
    /// A number on the scale.
    Scale(u8),
    /// An answer in own words.
    Words,
    /// Nothing that fits here.
    Nothing,
}

/// In a longer answer a choice's words are part of the story and not a press.
const WORDS_OF_A_PRESS_MAX: usize = 6;

/// A start of a label counts from this length on where own words are asked for as well.
const START_CHARS_MIN: usize = 4;

/// Reads typed words at a node.
pub(crate) fn hear(pack: &Pack, talk: &Talk, index: NodeIx, node: &Node, text: &str) -> Meaning {
    let kind = node.answer.as_ref().map(|answer| answer.kind);
    let plain = plain_words(text);
    let negative = text.trim_start().starts_with(['-', '\u{2212}']);
    if kind == Some(AnswerKind::Scale)
        && !negative
        && let Some(number) = scale_number(&plain)
    {
        return Meaning::Scale(number);
    }
    let ask = ask(pack, talk, index, node);
    if kind == Some(AnswerKind::Several)
        && let Some(picks) = several(text, &ask.offers)
    {
        return Meaning::Several(picks);
    }
    let words_too = kind == Some(AnswerKind::Text);
    let is_number = plain.parse::<u64>().is_ok();
    if !negative && let Some(act) = offered(&ask.offers, &plain, words_too) {
        return Meaning::Press(act);
    }
    if is_number && !ask.offers.is_empty() {
        return Meaning::Nothing;
    }
    if let Some(act) = named(pack, node, &ask.offers, &plain, words_too) {
        return Meaning::Press(act);
    }
    if words_too && !plain.is_empty() {
        return Meaning::Words;
    }
    Meaning::Nothing
}

/// A whole number from 0 to 10, perhaps with a word or two around it.
fn scale_number(plain: &str) -> Option<u8> {
    const WORDS: [&str; 11] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let read = |word: &str| {
        let written = WORDS.iter().position(|name| *name == word);
        written.map_or_else(|| word.parse::<u8>().ok(), |at| u8::try_from(at).ok())
    };
    let mut words = plain.split(' ');
    let numbers: Vec<u8> = words.by_ref().take(6).filter_map(read).collect();
    match numbers.as_slice() {
        [number @ 0..=10] if words.next().is_none() => Some(*number),
        _ => None,
    }
}

/// `1, 3` or `1 3` as the choices with these numbers in the list.
fn several(text: &str, offers: &[Offer<'_>]) -> Option<Vec<u8>> {
    let parts = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty());
    let picks: Option<Vec<u8>> = parts
        .filter(|part| *part != "and")
        .map(|part| {
            let number: usize = part.parse().ok()?;
            match offers.get(number.checked_sub(1)?)?.act {
                Act::Choose(ordinal) => Some(ordinal),
                _ => None,
            }
        })
        .collect();
    picks.filter(|picks| !picks.is_empty())
}

/// An offer by its number in the list, its label, or the start of its label.
fn offered(offers: &[Offer<'_>], plain: &str, words_too: bool) -> Option<Act> {
    if let Ok(number) = plain.parse::<usize>() {
        return number
            .checked_sub(1)
            .and_then(|at| offers.get(at))
            .map(|offer| offer.act);
    }
    let labels = || {
        offers
            .iter()
            .map(|offer| (offer.act, plain_words(offer.label)))
    };
    if let Some((act, _)) = labels().find(|(_, label)| label == plain) {
        return Some(act);
    }
    if plain.is_empty() || (words_too && plain.chars().count() < START_CHARS_MIN) {
        return None;
    }
    let only = |fits: &dyn Fn(&str) -> bool| {
        let mut hits = labels().filter(|(_, label)| fits(label));
        let first = hits.next().map(|(act, _)| act);
        first.filter(|_| hits.next().is_none())
    };
    let inside = !words_too && plain.chars().count() >= START_CHARS_MIN;
    only(&|label| label.starts_with(plain)).or_else(|| {
        inside
            .then(|| only(&|label| contains(label, plain)))
            .flatten()
    })
}

/// A theme or a feeling by its name, wherever in the list it stands, or a choice by the words that its author listed.
fn named(
    pack: &Pack,
    node: &Node,
    offers: &[Offer<'_>],
    plain: &str,
    words_too: bool,
) -> Option<Act> {
    let has = |kind: fn(&Act) -> bool| offers.iter().any(|offer| kind(&offer.act));
    if has(|act| matches!(act, Act::Enter(_)))
        && let Some(theme) = theme_named(pack, plain)
    {
        return Some(Act::Enter(theme));
    }
    if has(|act| matches!(act, Act::Family(_) | Act::Feeling(_))) {
        let mut feelings = pack.feelings.iter();
        let found = feelings.find(|feeling| plain_words(&feeling.label) == plain);
        return found.map(|feeling| Act::Feeling(feeling.ordinal));
    }
    let long = plain.split(' ').count() > WORDS_OF_A_PRESS_MAX;
    if words_too && long {
        return None;
    }
    offers.iter().map(|offer| offer.act).find(|act| {
        let mut choices = node.choices.iter();
        let choice = choices.find(|choice| *act == Act::Choose(choice.ordinal));
        choice.is_some_and(|choice| choice.hears.iter().any(|phrase| says(plain, phrase)))
    })
}

/// A theme by its id or title, on whatever page of the hub it stands.
fn theme_named(pack: &Pack, plain: &str) -> Option<u16> {
    let mut themes = pack.choosable().map(|(_, theme)| theme);
    let named = |text: &str| plain_words(text) == plain;
    let found = themes.find(|theme| named(&theme.id) || named(&theme.title));
    found.map(|theme| theme.ordinal)
}

/// Words that turn round what follows them.
const NEGATIONS: [&str; 16] = [
    "not", "never", "nobody", "without", "don't", "dont", "didn't", "didnt", "doesn't", "doesnt",
    "isn't", "isnt", "wasn't", "wasnt", "aren't", "weren't",
];

/// How many words before a phrase may turn it round.
const NEGATION_REACH: usize = 2;

/// Whether `phrase` stands in `plain` as whole words and is not turned round: "he never hit me" does not say "hit me".
pub(crate) fn says(plain: &str, phrase: &str) -> bool {
    places(plain, phrase).any(|before| {
        let mut near = before.split_whitespace().rev().take(NEGATION_REACH);
        !near.any(|word| NEGATIONS.contains(&word))
    })
}

/// Whether `phrase` stands in `plain` as whole words.
fn contains(plain: &str, phrase: &str) -> bool {
    places(plain, phrase).next().is_some()
}

/// What stands before `phrase` wherever it stands in `plain` as whole words.
fn places<'p>(plain: &'p str, phrase: &'p str) -> impl Iterator<Item = &'p str> {
    let hits = plain.match_indices(phrase).filter(|_| !phrase.is_empty());
    hits.filter_map(|(at, found)| {
        let before = plain.get(..at)?;
        let after = plain.get(at + found.len()..)?;
        let starts = before.is_empty() || before.ends_with(' ');
        let ends = after.is_empty() || after.starts_with(' ');
        (starts && ends).then_some(before)
    })
}

/// Whether typed words are exactly what a button at this place says: then they are a press and nothing to be understood.
pub fn is_label(script: &Script, talk: &Talk, text: &str) -> bool {
    let plain = plain_words(text);
    let Some(pack) = script.pack(talk.pack) else {
        return false;
    };
    talk.node(pack).is_some_and(|(index, node)| {
        let offers = ask(pack, talk, index, node).offers;
        offers.iter().any(|offer| plain_words(offer.label) == plain)
    })
}

/// Whether typed words are exactly a phrase that the author listed for a choice here; it then beats a control word.
pub fn is_listed(script: &Script, talk: &Talk, text: &str) -> bool {
    let plain = plain_words(text);
    let node = script.pack(talk.pack).and_then(|pack| talk.node(pack));
    node.is_some_and(|(_, node)| {
        let mut phrases = node.choices.iter().flat_map(|choice| &choice.hears);
        phrases.any(|phrase| *phrase == plain)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_on_the_scale_are_heard() {
        assert_eq!(scale_number("7"), Some(7));
        assert_eq!(scale_number("maybe a seven"), Some(7));
        assert_eq!(scale_number("10"), Some(10));
        assert_eq!(scale_number("11"), None);
        assert_eq!(scale_number("3 or 4"), None);
        assert_eq!(
            scale_number("i was 7 when we moved to the other town"),
            None
        );
    }

    #[test]
    fn phrases_are_whole_words() {
        assert!(contains("he hit me once", "hit me"));
        assert!(!contains("a white meadow", "hit me"));
        assert!(!contains("", ""));
        assert!(says("no she hurt me", "hurt me"));
        assert!(says("he hit me and i left", "hit me"));
        assert!(!says("no he never hit me", "hit me"));
        assert!(!says("i was not really afraid of them", "afraid of them"));
        assert!(says("not once did i say it but he hit me", "hit me"));
    }
}
