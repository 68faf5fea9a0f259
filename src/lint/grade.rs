//! How hard a text is to read, as a school grade (Flesch–Kincaid).

use std::collections::HashMap;

use crate::lint::syllables::syllables;
use crate::lint::words::spans;

/// Fewer words than this say nothing about how hard a text is.
pub const WORDS_MIN: u32 = 8;

/// Syllables of the words that were counted before: a pack has many words and few different ones.
#[derive(Debug, Default)]
pub(crate) struct Counted<'t>(HashMap<&'t str, u32>);

impl<'t> Counted<'t> {
    fn syllables(&mut self, word: &'t str) -> u32 {
        let count = || u32::try_from(syllables(word)).unwrap_or(1);
        *self.0.entry(word).or_insert_with(count)
    }
}

/// The grade of `text`, whose words in plain form are `plain`; nothing for very short texts.
pub(crate) fn grade<'t>(text: &str, plain: &'t str, counted: &mut Counted<'t>) -> Option<f64> {
    let mut words = 0_u32;
    let mut sounds = 0_u32;
    for word in spans(plain).filter_map(|span| plain.get(span)) {
        words += 1;
        sounds += counted.syllables(word);
    }
    if words < WORDS_MIN {
        return None;
    }
    let words = f64::from(words);
    let sentence = words / f64::from(sentences(text).max(1));
    Some(0.39 * sentence + 11.8 * f64::from(sounds) / words - 15.59)
}

/// How many sentences a text has: a mark at the end of a word ends one, and so does a paragraph.
///
/// As Flesch did, a semicolon and a colon count: what stands before them can be read by itself.
fn sentences(text: &str) -> u32 {
    let mut count = 0;
    let mut open = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let last = chars.peek().is_none_or(|next| !next.is_alphanumeric());
        let ends = c == '\n' || (matches!(c, '.' | '!' | '?' | ';' | ':') && last);
        if ends && open {
            count += 1;
        }
        open = (open && !ends) || c.is_alphanumeric();
    }
    count + u32::from(open)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::words::plain;

    fn of(text: &str) -> Option<f64> {
        grade(text, &plain(text), &mut Counted::default())
    }

    #[test]
    fn sentences_end_at_marks_and_paragraphs() {
        for (text, count) in [
            ("One. Two! Three?", 3),
            ("A title\n\nA line", 2),
            ("It costs 3.50 in all.", 1),
            ("He said: \"go.\" She went; he stayed", 4),
            ("...", 0),
        ] {
            assert_eq!(sentences(text), count, "{text}");
        }
    }

    #[test]
    fn plain_words_read_easily_and_long_ones_do_not() {
        assert_eq!(of("Too short to tell."), None);
        let easy = of("Think of a door. Are you on your way in, or on your way out?").unwrap();
        assert!(easy < 2.0, "{easy}");
        let hard = of("The accumulation of traumatic disappointments necessarily influences subsequent relational expectations.").unwrap();
        assert!(hard > 15.0, "{hard}");
    }
}
