//! The words of a pattern in the form that the text has.

use crate::understanding::fold::{is_apostrophe, latin};
use crate::understanding::spoken;

/// A pattern with plain letters and short forms written in full.
pub(crate) fn as_heard(pattern: &str) -> String {
    spell_out(&letters(pattern))
}

/// Small plain letters; escapes and everything else stay.
fn letters(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut escaped = false;
    for c in pattern.chars() {
        match c {
            c if c.is_ascii() && escaped => out.push(c),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c if is_apostrophe(c) => out.push('\''),
            c => c.to_lowercase().for_each(|c| out.push_str(latin(c, false))),
        }
        escaped = c == '\\' && !escaped;
    }
    out
}

/// Short forms written in full, but not inside `[…]`, `<…>` or where a sign such as `?` changes the last letter.
fn spell_out(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    let mut closing = None;
    while let Some(first) = rest.chars().next() {
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '\''))
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        if word.is_empty() {
            out.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            closing = bracket(first, closing);
            continue;
        }
        let joined = after.starts_with(['?', '*', '+', '{', '[', '('])
            || out.ends_with(['\\', ')', ']', '?', '*', '+', '}']);
        if closing.is_some() || joined {
            out.push_str(word);
        } else {
            in_full(&mut out, word);
        }
        rest = after;
    }
    out
}

/// The sign that ends the bracket we are in, after reading `c`.
fn bracket(c: char, closing: Option<char>) -> Option<char> {
    match (c, closing) {
        ('[', None) => Some(']'),
        ('<', None) => Some('>'),
        (c, Some(end)) if c == end => None,
        (_, closing) => closing,
    }
}

/// Writes one word of a pattern in the form that the text has.
fn in_full(out: &mut String, word: &str) {
    if let Some(full) = spoken::full(word) {
        out.push_str(full);
    } else if let Some((stem, tail)) = spoken::apart(word) {
        out.push_str(stem);
        out.push_str(tail);
    } else {
        out.push_str(&word.replace('\'', " "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_take_the_form_of_the_text() {
        assert_eq!(as_heard("I can't go on"), "i can not go on");
        assert_eq!(
            as_heard("don’t (wanna|want to)"),
            "do not (want to|want to)"
        );
        assert_eq!(as_heard("ich möchte"), "ich mochte");
        assert_eq!(as_heard(r"dont? [im]+ \bim"), r"dont? [im]+ \bim");
    }
}
