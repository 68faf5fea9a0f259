//! Which patterns are worth trying on a text: those of which every group of key words has a word in it.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use xxhash_rust::xxh3::Xxh3DefaultBuilder;

use crate::understanding::pattern::{Keys, Tree, groups};

/// The groups of one pattern, one bit each.
type Groups = u8;

/// Numbers by word.
type Numbers = HashMap<Box<str>, usize, Xxh3DefaultBuilder>;

/// Finds key words, and the patterns that have all they need.
#[derive(Debug, Clone, Default)]
pub(crate) struct KeyFinder {
    words: Numbers,
    parts: Parts,
    /// For each key the patterns that need it, with the group that it fills.
    needed_by: Vec<Vec<(u32, Groups)>>,
    /// For each pattern the groups that must be filled.
    needs: Vec<Groups>,
    /// The patterns without key words.
    keyless: Vec<u32>,
}

/// Keys that may be parts of words.
#[derive(Debug, Clone, Default)]
struct Parts {
    numbers: Numbers,
    finder: Option<AhoCorasick>,
    /// The number of each of the finder's patterns.
    found: Vec<usize>,
}

impl KeyFinder {
    /// Gathers the key words of all patterns.
    pub(crate) fn new<'t>(trees: impl Iterator<Item = &'t Tree>) -> Self {
        let mut made = Self::default();
        for (pattern, tree) in (0..).zip(trees) {
            let groups = groups(tree);
            made.needs.push(
                groups
                    .iter()
                    .zip(0..)
                    .fold(0, |all, (_, at)| all | (1 << at)),
            );
            for (keys, at) in groups.iter().zip(0..) {
                made.add(keys, (pattern, 1 << at));
            }
        }
        let needs = (0..).zip(&made.needs);
        made.keyless = needs
            .filter(|(_, needs)| **needs == 0)
            .map(|(number, _)| number)
            .collect();
        made.parts.build();
        made
    }

    fn add(&mut self, keys: &Keys<'_>, need: (u32, Groups)) {
        for key in &keys.words {
            let numbers = if key.part {
                &mut self.parts.numbers
            } else {
                &mut self.words
            };
            let known = numbers.get(key.letters).copied();
            let number = known.unwrap_or(self.needed_by.len());
            if known.is_none() {
                numbers.insert(Box::from(key.letters), number);
                self.needed_by.push(Vec::new());
            }
            self.needed_by
                .get_mut(number)
                .into_iter()
                .for_each(|list| list.push(need));
        }
    }

    /// The numbers of the patterns worth trying on a text that is given in these forms, ascending.
    pub(crate) fn worth_trying<'t>(
        &self,
        texts: impl Iterator<Item = &'t str> + Clone,
    ) -> Vec<u32> {
        let mut filled: Vec<Groups> = vec![0; self.needs.len()];
        let mut seen = vec![false; self.needed_by.len()];
        let mut complete = self.keyless.clone();
        let words = texts
            .clone()
            .flat_map(|text| text.split(' '))
            .filter_map(|word| self.words.get(word).copied());
        let parts = texts.flat_map(|text| self.parts.find(text));
        for key in words.chain(parts) {
            let Some(seen) = seen.get_mut(key).filter(|seen| !**seen) else {
                continue;
            };
            *seen = true;
            for (pattern, group) in self.needed_by.get(key).into_iter().flatten() {
                let at = *pattern as usize;
                let (Some(filled), Some(needs)) = (filled.get_mut(at), self.needs.get(at)) else {
                    continue;
                };
                let before = *filled;
                *filled |= group;
                if *filled == *needs && before != *needs {
                    complete.push(*pattern);
                }
            }
        }
        complete.sort_unstable();
        complete
    }
}

impl Parts {
    fn build(&mut self) {
        let mut parts: Vec<(&Box<str>, &usize)> = self.numbers.iter().collect();
        parts.sort_unstable();
        self.found = parts.iter().map(|(_, number)| **number).collect();
        let letters = parts.iter().map(|(letters, _)| letters.as_bytes());
        self.finder = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(letters)
            .ok();
    }

    /// The keys that are parts of words of a text; all when there is no finder.
    fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let found = self
            .finder
            .iter()
            .flat_map(move |finder| finder.find_overlapping_iter(text));
        let found = found.filter_map(|found| self.found.get(found.pattern().as_usize()).copied());
        let all = if self.finder.is_none() {
            self.found.as_slice()
        } else {
            &[]
        };
        found.chain(all.iter().copied())
    }
}
