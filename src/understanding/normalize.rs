//! A text as it was typed -> the forms in which rules look at it.
//!
//! The plain form is always there: NFKC, small letters, nothing invisible, one kind of apostrophe, single spaces. Numbers
//! and scales are read from it alone. The words form is the plain one in ASCII letters with short forms spelled out; rules
//! are written against it. Further forms undo disguises (`k1ll`, `d.i.e`, `stoooop`) and are there only when they differ.

use unicode_normalization::UnicodeNormalization as _;

use crate::understanding::fold::{is_apostrophe, is_invisible, latin, leet};
use crate::understanding::spoken;

/// How much of a text is looked at, in characters.
pub const HEARD_CHARS_MAX: usize = 4_000;

/// The mark between two sentences in the words form.
pub const SENTENCE_MARK: &str = " . ";

/// The forms of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Views {
    /// As typed, made comparable.
    pub plain: String,
    /// The plain form in ASCII, with short forms spelled out and ` . ` between sentences.
    pub words: String,
    /// The words form with disguises undone; none where nothing was disguised.
    pub unmasked: Vec<String>,
    /// Whether the text was longer than [`HEARD_CHARS_MAX`].
    pub cut: bool,
}

impl Views {
    /// All forms of `text`.
    pub fn of(text: &str) -> Self {
        let (plain, cut) = plain(text);
        let words = words(&plain);
        let open = unmask(&plain);
        let repeats: &[usize] = match (has_triple(&plain), &open) {
            (true, _) => &[2, 1],
            (false, Some(_)) => &[2],
            (false, None) => &[],
        };
        let mut unmasked: Vec<String> = Vec::new();
        for keep in repeats {
            let view = self::words(&squeeze(open.as_deref().unwrap_or(&plain), *keep));
            if view != words && !unmasked.contains(&view) {
                unmasked.push(view);
            }
        }
        Self {
            plain,
            words,
            unmasked,
            cut,
        }
    }

    /// The forms that rules look at, the least changed first.
    pub fn heard(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.words.as_str()).chain(self.unmasked.iter().map(String::as_str))
    }
}

/// The plain form, and whether the text had to be cut for it.
pub fn plain(text: &str) -> (String, bool) {
    let end = text.char_indices().nth(HEARD_CHARS_MAX).map(|(at, _)| at);
    let text = end.and_then(|end| text.get(..end)).unwrap_or(text);
    let mut out = Plain {
        text: String::with_capacity(text.len()),
        space: None,
    };
    if text.is_ascii() {
        text.chars().for_each(|c| out.push(c));
    } else {
        text.nfkc()
            .take(2 * HEARD_CHARS_MAX)
            .for_each(|c| out.push(c));
    }
    (out.text, end.is_some())
}

/// Stands for a single line end while white space is gathered.
const ONE_LINE_END: char = '\r';

/// Gathers the plain form; white space is held back until a letter follows.
struct Plain {
    text: String,
    space: Option<char>,
}

impl Plain {
    fn push(&mut self, c: char) {
        if c.is_whitespace() {
            // One line end may stand in the middle of a sentence; an empty line does not.
            let line_ends = matches!(c, '\n' | '\u{2028}' | '\u{2029}');
            self.space = Some(match self.space {
                Some('\n') => '\n',
                Some(ONE_LINE_END) if line_ends => '\n',
                Some(ONE_LINE_END) => ONE_LINE_END,
                _ if line_ends => ONE_LINE_END,
                _ => ' ',
            });
        } else if is_apostrophe(c) {
            self.add('\'');
        } else if c.is_ascii() && !c.is_ascii_control() {
            self.add(c.to_ascii_lowercase());
        } else if !is_invisible(c) {
            c.to_lowercase()
                .filter(|c| *c != '\u{307}')
                .for_each(|c| self.add(c));
        }
    }

    fn add(&mut self, c: char) {
        if let Some(space) = self.space.take().filter(|_| !self.text.is_empty()) {
            self.text
                .push(if space == ONE_LINE_END { ' ' } else { space });
        }
        self.text.push(c);
    }
}

/// The words form of a plain text.
pub fn words(plain: &str) -> String {
    let look_alikes = plain.bytes().any(|b| b.is_ascii_lowercase());
    let mut out = Words {
        text: String::with_capacity(plain.len() + 32),
        token: String::new(),
        mark: false,
    };
    for c in plain.chars() {
        match c {
            'a'..='z' | '0'..='9' | '\'' => out.token.push(c),
            '.' | '!' | '?' | ';' | '\n' => {
                out.end_token();
                out.mark = true;
            }
            c if c.is_ascii() => out.end_token(),
            c => out.foreign(c, look_alikes),
        }
    }
    out.end_token();
    out.text
}

/// Gathers the words form.
struct Words {
    text: String,
    token: String,
    mark: bool,
}

impl Words {
    /// A character outside ASCII: a letter goes on, a sign ends the word.
    fn foreign(&mut self, c: char, look_alikes: bool) {
        match latin(c, look_alikes) {
            " " => self.end_token(),
            letters => self.token.push_str(letters),
        }
    }

    fn end_token(&mut self) {
        let token = std::mem::take(&mut self.token);
        let trimmed = token.trim_matches('\'');
        if !trimmed.is_empty() {
            self.begin();
            self.speak(trimmed);
        }
        self.token = token;
        self.token.clear();
    }

    fn begin(&mut self) {
        let mark = std::mem::take(&mut self.mark);
        if !self.text.is_empty() {
            self.text.push_str(if mark { SENTENCE_MARK } else { " " });
        }
    }

    /// Writes a token in full.
    fn speak(&mut self, token: &str) {
        if let Some(full) = spoken::full(token) {
            self.text.push_str(full);
        } else if let Some((stem, "s")) = spoken::apart(token) {
            let owner = format!("{stem}s");
            self.text.push_str(spoken::full(&owner).unwrap_or(&owner));
        } else if let Some((stem, tail)) = spoken::apart(token) {
            self.text
                .push_str(spoken::full(stem).unwrap_or(&stem.replace('\'', " ")));
            self.text.push_str(tail);
        } else if token.contains('\'') {
            self.text.push_str(&token.replace('\'', " "));
        } else {
            self.text.push_str(token);
        }
    }
}

/// Whether some letter stands three times in a row.
fn has_triple(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes
        .windows(3)
        .any(|w| matches!(w, [a, b, c] if a == b && b == c && a.is_ascii_alphabetic()))
}

/// Letters that stand three times or more, cut to `keep`.
fn squeeze(text: &str, keep: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run: Vec<char> = Vec::new();
    for c in text.chars() {
        if run.last() != Some(&c) {
            flush(&mut out, &mut run, keep);
        }
        run.push(c);
    }
    flush(&mut out, &mut run, keep);
    out
}

/// Writes a run of one letter, cut when it is long.
fn flush(out: &mut String, run: &mut Vec<char>, keep: usize) {
    let long = run.len() > 2 && run.first().is_some_and(|c| c.is_alphabetic());
    let length = if long { keep } else { run.len() };
    out.extend(run.iter().take(length));
    run.clear();
}

/// The text with stand-in signs read as letters and single letters joined; nothing when there is no disguise.
fn unmask(plain: &str) -> Option<String> {
    let mut out = String::with_capacity(plain.len());
    let mut singles: Vec<char> = Vec::new();
    for chunk in plain.split([' ', '\n']) {
        let mut letters = chunk.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) if letter.is_alphanumeric() => singles.push(letter),
            _ => {
                join(&mut out, &mut singles);
                word(&mut out, &read_signs(chunk));
            }
        }
    }
    join(&mut out, &mut singles);
    let same = out.len() == plain.len()
        && out
            .bytes()
            .zip(plain.bytes())
            .all(|(a, b)| a == b || b == b'\n');
    (!same).then_some(out)
}

/// Writes a word.
fn word(out: &mut String, word: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(word);
}

/// Writes single letters: three or more are one word, fewer stay apart; a lone 2 or 4 is `to` or `for`.
fn join(out: &mut String, singles: &mut Vec<char>) {
    if singles.len() >= 3 && singles.iter().any(|c| c.is_alphabetic()) {
        let joined: String = singles.drain(..).map(|c| leet(c).unwrap_or(c)).collect();
        word(out, &joined);
    }
    for c in singles.drain(..) {
        match c {
            '2' => word(out, "to"),
            '4' => word(out, "for"),
            c => word(out, c.encode_utf8(&mut [0; 4])),
        }
    }
}

/// A chunk between spaces with dots taken out of `d.i.e` and signs inside words read as letters.
fn read_signs(chunk: &str) -> String {
    if is_dotted(chunk) {
        return chunk.chars().filter(|c| c.is_alphanumeric()).collect();
    }
    if !chunk.chars().any(char::is_alphabetic) || !chunk.chars().any(|c| leet(c).is_some()) {
        return chunk.to_owned();
    }
    let last = chunk
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_alphanumeric())
        .map_or(0, |(at, _)| at);
    let read = |(at, c): (usize, char)| if at <= last { leet(c).unwrap_or(c) } else { c };
    chunk.char_indices().map(read).collect()
}

/// Whether every second character is a letter and the others are one and the same sign, as in `k-m-s`.
fn is_dotted(chunk: &str) -> bool {
    let mut sign = None;
    let fits = chunk
        .chars()
        .enumerate()
        .all(|(at, c)| match (at % 2, sign) {
            (0, _) => c.is_alphanumeric(),
            (_, None) => {
                sign = Some(c);
                !c.is_alphanumeric() && c != '\''
            }
            (_, Some(sign)) => c == sign,
        });
    fits && chunk.chars().nth(4).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(text: &str) -> String {
        Views::of(text).words
    }

    #[test]
    fn the_plain_form_keeps_numbers_and_signs() {
        let (text, cut) = plain("  I\u{2019}m \u{200b}at   7/10,\r\n OK?\u{0}  ");
        assert_eq!(text, "i'm at 7/10, ok?");
        assert_eq!(plain("one\n\n two").0, "one\ntwo");
        assert!(!cut);
        assert_eq!(plain("ＦＵＬＬ ½").0, "full 1⁄2");
    }

    #[test]
    fn short_forms_are_spelled_out_and_sentences_kept_apart() {
        assert_eq!(
            words_of("I can't, u know. He's gonna go!"),
            "i can not you know . he is going to go"
        );
        assert_eq!(
            words_of("We'll see; they're my mum's"),
            "we will see . they are my mothers"
        );
        assert_eq!(
            words_of("Ich möchte, j'ai été, straße"),
            "ich mochte j ai ete strasse"
        );
    }

    #[test]
    fn disguises_give_further_forms() {
        let unmasked = |text: &str| Views::of(text).unmasked;
        assert_eq!(unmasked("k1ll mys3lf"), ["kill myself"]);
        assert_eq!(unmasked("k m s"), ["kms"]);
        assert_eq!(unmasked("d.i.e now"), ["die now"]);
        assert_eq!(unmasked("want 2 die"), ["want to die"]);
        assert_eq!(unmasked("stooop"), ["stoop", "stop"]);
        assert_eq!(unmasked("a plain sentence, 7 of 10."), Vec::<String>::new());
        assert_eq!(words_of("suісіdе"), "suicide");
    }
}
