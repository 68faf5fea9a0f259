//! Looks for a tree in a text, in time linear in the text.
//!
//! *Invariant:* a part is tried at a set of places at once and gives back the set of places where it may end, so no place is
//! tried twice for one part and nothing is ever taken back.

use crate::understanding::fillers;
use crate::understanding::pattern::tree::{Letters, Tree, bit};

/// Places in the text, ascending.
type Places = Vec<u32>;

/// How many requests may follow each other in one message, as in `no comment, next`.
const REQUESTS_MAX: usize = 3;

/// The memory of a search, used again and again.
#[derive(Debug, Default)]
pub(crate) struct Search {
    spare: Vec<Places>,
}

/// A text that is searched, with the places where its words begin.
#[derive(Debug)]
pub(crate) struct Text<'t> {
    letters: &'t [u8],
    words: Places,
}

impl<'t> Text<'t> {
    /// Finds the words of a text.
    pub(crate) fn of(text: &'t str) -> Self {
        let letters = text.as_bytes();
        let mut words = Places::with_capacity(letters.len() / 4);
        let mut before = false;
        for (at, letter) in (0..).zip(letters) {
            let word = is_word(*letter);
            if word && !before {
                words.push(at);
            }
            before = word;
        }
        Self { letters, words }
    }
}

impl Text<'_> {
    /// Where the next request may begin after one that ends at a space.
    fn after_fillers(&self, end: u32) -> Option<u32> {
        let mut rest = self.letters.get(end as usize..)?.strip_prefix(b" ")?;
        while let Some(space) = rest.iter().position(|letter| *letter == b' ') {
            let (word, after) = rest.split_at_checked(space)?;
            if !std::str::from_utf8(word).is_ok_and(fillers::is_between) {
                break;
            }
            rest = after.get(1..)?;
        }
        Some(length(self.letters) - length(rest))
    }
}

impl Search {
    /// Whether `tree` stands in `text`, from the edge of a word to the edge of a word.
    pub(crate) fn find(&mut self, tree: &Tree, text: &Text<'_>) -> bool {
        let (first, letters) = (tree.first().0, text.letters);
        let mut starts = self.places();
        starts.extend(
            text.words
                .iter()
                .filter(|at| may_begin(letters, **at, first)),
        );
        let mut ends = self.places();
        if !starts.is_empty() {
            self.follow(tree, letters, &starts, &mut ends);
        }
        let found = ends.iter().any(|end| is_edge(letters, *end));
        self.give_back(starts);
        self.give_back(ends);
        found
    }

    /// Whether some of the trees, one after the other with a space between, are all of `text`.
    pub(crate) fn fills(&mut self, trees: &[&Tree], text: &Text<'_>) -> bool {
        let mut starts = vec![0];
        for _ in 0..REQUESTS_MAX {
            let mut ends = Places::new();
            for tree in trees {
                self.follow(tree, text.letters, &starts, &mut ends);
            }
            tidy(&mut ends, 0);
            if ends
                .last()
                .is_some_and(|end| *end as usize == text.letters.len())
            {
                return true;
            }
            starts = ends
                .into_iter()
                .filter_map(|end| text.after_fillers(end))
                .collect();
        }
        false
    }

    /// Adds to `ends` where `tree` ends when it begins at one of `starts`.
    fn follow(&mut self, tree: &Tree, text: &[u8], starts: &[u32], ends: &mut Places) {
        match tree {
            Tree::Text(letters) => {
                let fits = |at: &&u32| begins_with(text, **at, letters);
                ends.extend(starts.iter().filter(fits).map(|at| at + length(letters)));
            }
            Tree::Class(letters) => ends.extend(
                starts
                    .iter()
                    .filter(|at| may_begin(text, **at, *letters))
                    .map(|at| at + 1),
            ),
            Tree::Sequence(parts) => self.sequence(parts, text, starts, ends),
            Tree::Any(branches) => self.any(branches, text, starts, ends),
            Tree::Repeat { part, min, max } if matches!(**part, Tree::Class(_)) => {
                letters(part, (*min, max.unwrap_or(u16::MAX)), text, starts, ends);
            }
            Tree::Gap(words) => gap(*words, text, starts, ends),
            Tree::Repeat { part, min, max } => {
                self.repeat((part, *min, max.unwrap_or(u16::MAX)), text, starts, ends);
            }
            Tree::List(list) => self.follow(&list.tree, text, starts, ends),
            Tree::Start => ends.extend(starts.iter().filter(|at| **at == 0)),
            Tree::End => ends.extend(starts.iter().filter(|at| **at as usize == text.len())),
            Tree::Edge => ends.extend(starts.iter().filter(|at| is_edge(text, **at))),
        }
    }

    fn sequence(&mut self, parts: &[Tree], text: &[u8], starts: &[u32], ends: &mut Places) {
        let mut here = self.places();
        let mut there = self.places();
        here.extend_from_slice(starts);
        for part in parts {
            there.clear();
            self.follow(part, text, &here, &mut there);
            std::mem::swap(&mut here, &mut there);
            if here.is_empty() {
                break;
            }
        }
        ends.extend_from_slice(&here);
        self.give_back(here);
        self.give_back(there);
    }

    fn any(
        &mut self,
        branches: &[(Letters, Tree)],
        text: &[u8],
        starts: &[u32],
        ends: &mut Places,
    ) {
        let before = ends.len();
        let mut fitting = self.places();
        let present = starts.iter().fold(0, |all, at| all | letter_bit(text, *at));
        for (first, branch) in branches
            .iter()
            .filter(|(first, _)| first & present != 0 || *first == Letters::MAX)
        {
            if matches!(branch, Tree::Text(_)) {
                self.follow(branch, text, starts, ends);
                continue;
            }
            fitting.clear();
            fitting.extend(starts.iter().filter(|at| may_begin(text, **at, *first)));
            if !fitting.is_empty() {
                self.follow(branch, text, &fitting, ends);
            }
        }
        self.give_back(fitting);
        tidy(ends, before);
    }

    fn repeat(
        &mut self,
        (part, min, max): (&Tree, u16, u16),
        text: &[u8],
        starts: &[u32],
        ends: &mut Places,
    ) {
        let before = ends.len();
        let mut here = self.places();
        let mut there = self.places();
        here.extend_from_slice(starts);
        if min == 0 {
            ends.extend_from_slice(starts);
        }
        for count in 1..=max {
            there.clear();
            self.follow(part, text, &here, &mut there);
            std::mem::swap(&mut here, &mut there);
            if count >= min {
                let known = ends.get(before..).unwrap_or_default();
                here.retain(|at| known.binary_search(at).is_err());
                ends.extend_from_slice(&here);
                tidy(ends, before);
            }
            if here.is_empty() {
                break;
            }
        }
        self.give_back(here);
        self.give_back(there);
    }

    fn places(&mut self) -> Places {
        self.spare.pop().unwrap_or_default()
    }

    fn give_back(&mut self, mut places: Places) {
        places.clear();
        self.spare.push(places);
    }
}

/// Up to so many words with the space after each.
fn gap(words: u16, text: &[u8], starts: &[u32], ends: &mut Places) {
    let before = ends.len();
    for start in starts {
        let mut at = *start;
        ends.push(at);
        for _ in 0..words {
            let rest = text.get(at as usize..).unwrap_or_default();
            let word = rest
                .iter()
                .position(|letter| !is_word(*letter))
                .unwrap_or(0);
            if word == 0 || rest.get(word) != Some(&b' ') {
                break;
            }
            at += length(rest.get(..=word).unwrap_or_default());
            ends.push(at);
        }
    }
    tidy(ends, before);
}

/// A run of letters of one class.
fn letters(class: &Tree, (min, max): (u16, u16), text: &[u8], starts: &[u32], ends: &mut Places) {
    let Tree::Class(class) = class else { return };
    let before = ends.len();
    for start in starts {
        let rest = text.get(*start as usize..).unwrap_or_default();
        let run = rest
            .iter()
            .take(max.into())
            .position(|letter| class & bit(*letter) == 0);
        let run = run.unwrap_or(rest.len().min(max.into()));
        ends.extend(
            (0_u32..)
                .take(run + 1)
                .skip(min.into())
                .map(|count| start + count),
        );
    }
    tidy(ends, before);
}

/// Puts places from `before` on in order, each once.
fn tidy(places: &mut Places, before: usize) {
    let Some(new) = places.get_mut(before..) else {
        return;
    };
    if new.windows(2).all(|pair| matches!(pair, [a, b] if a < b)) {
        return;
    }
    new.sort_unstable();
    let mut kept = before;
    for at in before..places.len() {
        if at == before || places[at] != places[kept - 1] {
            places[kept] = places[at];
            kept += 1;
        }
    }
    places.truncate(kept);
}

/// Whether the text goes on with these letters. They are few, so they are compared one by one.
#[inline]
fn begins_with(text: &[u8], at: u32, letters: &[u8]) -> bool {
    let at = at as usize;
    let there = text.get(at..at + letters.len());
    there.is_some_and(|there| there.iter().zip(letters).all(|(a, b)| a == b))
}

fn length(letters: &[u8]) -> u32 {
    u32::try_from(letters.len()).unwrap_or(u32::MAX)
}

fn letter_bit(text: &[u8], at: u32) -> Letters {
    text.get(at as usize).map_or(0, |letter| bit(*letter))
}

/// Whether a match with these first letters may begin here; what may be empty may begin at the end too.
fn may_begin(text: &[u8], at: u32, first: Letters) -> bool {
    match text.get(at as usize) {
        Some(letter) => first & bit(*letter) != 0,
        None => first == Letters::MAX,
    }
}

fn is_word(letter: u8) -> bool {
    letter.is_ascii_alphanumeric() || letter == b'_'
}

/// Whether a word begins or ends here.
fn is_edge(text: &[u8], at: u32) -> bool {
    let at = at as usize;
    let before = at
        .checked_sub(1)
        .and_then(|at| text.get(at))
        .is_some_and(|letter| is_word(*letter));
    let after = text.get(at).is_some_and(|letter| is_word(*letter));
    before != after
}
