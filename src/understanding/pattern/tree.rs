//! What a pattern is made of.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Word lists by name.
pub(crate) type Lists = BTreeMap<String, Arc<WordList>>;

/// ASCII characters, one bit each.
pub(crate) type Letters = u128;

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tree {
    /// These letters.
    Text(Box<[u8]>),
    /// One of these letters.
    Class(Letters),
    /// One part after the other.
    Sequence(Box<[Self]>),
    /// One of the branches, each with the letters it may begin with.
    Any(Box<[(Letters, Self)]>),
    /// A part from `min` to `max` times; no `max` is any number of times.
    Repeat {
        /// The part.
        part: Box<Self>,
        /// How often at least.
        min: u16,
        /// How often at most.
        max: Option<u16>,
    },
    /// A word list, shared by all patterns that name it.
    List(Arc<WordList>),
    /// Up to so many words of any kind, each with the space after it.
    Gap(u16),
    /// The text's start.
    Start,
    /// The text's end.
    End,
    /// The edge of a word.
    Edge,
}

/// A word list, with what is asked of it often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WordList {
    /// Its words.
    pub(crate) tree: Tree,
    /// The letters that they may begin with.
    pub(crate) first: Letters,
}

/// One of several parts.
pub(crate) fn any(mut branches: Vec<Tree>) -> Tree {
    if branches.len() == 1 {
        return branches.remove(0);
    }
    let with_first = branches.into_iter().map(|tree| (tree.first().0, tree));
    Tree::Any(with_first.collect())
}

/// The bit of a letter.
pub(crate) fn bit(letter: u8) -> Letters {
    1_u128.checked_shl(u32::from(letter)).unwrap_or(0)
}

/// The letters that words are made of.
pub(crate) fn word_letters() -> Letters {
    let letters = (b'a'..=b'z').chain(b'0'..=b'9');
    letters.fold(bit(b'_'), |all, letter| all | bit(letter))
}

impl Tree {
    /// The letters that a match may begin with, and whether it may be empty. What may be empty may begin with anything.
    pub(crate) fn first(&self) -> (Letters, bool) {
        match self {
            Self::Text(text) => text
                .first()
                .map_or((Letters::MAX, true), |letter| (bit(*letter), false)),
            Self::Class(letters) => (*letters, false),
            Self::Sequence(parts) => sequence_first(parts),
            Self::Any(branches) => {
                let letters = branches.iter().fold(0, |all, (first, _)| all | first);
                (letters, letters == Letters::MAX)
            }
            Self::Repeat { min: 0, .. } | Self::Gap(_) | Self::Start | Self::End | Self::Edge => {
                (Letters::MAX, true)
            }
            Self::Repeat { part, .. } => part.first(),
            Self::List(list) => (list.first, list.tree.first().1),
        }
    }
}

/// The first letters of parts in sequence.
fn sequence_first(parts: &[Tree]) -> (Letters, bool) {
    let mut letters = 0;
    for part in parts {
        let more = match part {
            Tree::Repeat { part, min: 0, .. } => (part.first().0, true),
            Tree::Gap(_) => (word_letters(), true),
            Tree::Start | Tree::Edge => (0, true),
            part => part.first(),
        };
        letters |= more.0;
        if !more.1 {
            return (letters, false);
        }
    }
    (Letters::MAX, true)
}
