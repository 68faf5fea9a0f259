//! Phrases that a text had better do without, and the search for them.

use std::collections::HashMap;

use crate::lint::words::spans;
use crate::script::finding::Severity;

/// A phrase that a text had better do without.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phrase {
    /// The words, in plain form.
    pub(crate) words: &'static str,
    /// Why.
    pub(crate) reason: &'static str,
    /// How bad it is.
    pub(crate) severity: Severity,
    /// After one of these words it is fine.
    pub(crate) fine_after: &'static [&'static str],
    /// Before one of these words it is fine.
    pub(crate) fine_before: &'static [&'static str],
    /// Where it is fine all the same.
    pub(crate) excuse: Excuse,
}

/// Where a phrase is fine all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Excuse {
    /// Nowhere.
    None,
    /// Where somebody else speaks: in a choice, or in quotation marks.
    Quoted,
    /// In a condition: a sentence that begins with "to", "if" or "when".
    Condition,
}

impl Phrase {
    /// A phrase that stops the pack.
    pub(crate) const fn error(words: &'static str, reason: &'static str) -> Self {
        Self {
            words,
            reason,
            severity: Severity::Error,
            fine_after: &[],
            fine_before: &[],
            excuse: Excuse::None,
        }
    }

    /// A phrase to look at again.
    pub(crate) const fn warning(words: &'static str, reason: &'static str) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(words, reason)
        }
    }

    /// Only the bot is kept from saying it.
    pub(crate) const fn bot(words: &'static str, reason: &'static str) -> Self {
        Self {
            excuse: Excuse::Quoted,
            ..Self::error(words, reason)
        }
    }

    /// Fine in a condition.
    pub(crate) const fn unless_condition(self) -> Self {
        Self {
            excuse: Excuse::Condition,
            ..self
        }
    }

    /// Fine after one of `words`.
    pub(crate) const fn after(self, words: &'static [&'static str]) -> Self {
        Self {
            fine_after: words,
            ..self
        }
    }

    /// Fine before one of `words`.
    pub(crate) const fn before(self, words: &'static [&'static str]) -> Self {
        Self {
            fine_before: words,
            ..self
        }
    }

    /// Whether it stands anywhere in `plain`.
    pub(crate) fn stands_in(&self, plain: &str) -> bool {
        spans(plain).any(|span| self.stands(plain, span.start))
    }

    /// Whether it stands in `plain` as whole words from byte `start`.
    fn stands(&self, plain: &str, start: usize) -> bool {
        let Some(after) = plain
            .get(start..)
            .and_then(|rest| rest.strip_prefix(self.words))
        else {
            return false;
        };
        let next = after.trim_start().split(' ').next().unwrap_or("");
        let last = plain.get(..start).unwrap_or("").trim_end().rsplit(' ');
        let last = last.into_iter().next().unwrap_or("");
        (after.is_empty() || after.starts_with(' '))
            && !self.fine_before.contains(&next)
            && !self.fine_after.contains(&last)
    }
}

/// A list of phrases, ready to be looked for.
#[derive(Debug)]
pub(crate) struct Phrases {
    by_first: HashMap<&'static str, Vec<&'static Phrase>>,
    /// Whether some first word has this mark: most words are ruled out without a look into the table.
    marks: Vec<bool>,
}

/// How many marks there are.
const MARKS: usize = 1024;

/// A mark made of a word's first letters and its length.
fn mark(word: &str) -> usize {
    let byte = |at: usize| word.as_bytes().get(at).copied().map_or(0, usize::from);
    (byte(0) * 37 + byte(1) * 5 + byte(2) * 3 + word.len()) % MARKS
}

impl Phrases {
    /// Sorts the phrases by their first word.
    pub(crate) fn new(list: &'static [Phrase]) -> Self {
        let mut by_first: HashMap<_, Vec<_>> = HashMap::new();
        let mut marks = vec![false; MARKS];
        for phrase in list {
            let first = phrase.words.split(' ').next().unwrap_or("");
            by_first.entry(first).or_default().push(phrase);
            if let Some(flag) = marks.get_mut(mark(first)) {
                *flag = true;
            }
        }
        Self { by_first, marks }
    }

    /// The phrases in a text in plain form.
    pub(crate) fn find<'s>(&'s self, plain: &'s str) -> impl Iterator<Item = &'static Phrase> + 's {
        spans(plain).flat_map(move |span| {
            let word = plain.get(span.clone()).unwrap_or("");
            let marked = self.marks.get(mark(word)).copied().unwrap_or(false);
            let here = marked.then(|| self.by_first.get(word)).flatten();
            let here = here.into_iter().flatten().copied();
            here.filter(move |phrase| phrase.stands(plain, span.start))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::words::plain;

    const LIST: &[Phrase] = &[
        Phrase::error("you should", ""),
        Phrase::error("just", "").before(&["before"]),
        Phrase::error("diagnosis", "").after(&["no"]),
    ];

    #[test]
    fn phrases_are_found_as_whole_words_only() {
        let phrases = Phrases::new(LIST);
        let found = |text: &str| -> Vec<&str> {
            let plain = plain(text);
            let found: Vec<&str> = phrases.find(&plain).map(|phrase| phrase.words).collect();
            found
        };
        assert_eq!(
            found("You should’ve. You -- SHOULD just!"),
            ["you should", "just"]
        );
        assert_eq!(
            found("Just before justice, no diagnosis."),
            Vec::<&str>::new()
        );
    }
}
