//! A text's words in plain form, and where they stand in the file.

use std::ops::Range;

use crate::script::finding::{Place, Sources};
use crate::script::text::plain_words;

/// A text's words in plain form, without apostrophes at their edges, one space between them.
pub(crate) fn plain(text: &str) -> String {
    let words = if text.is_ascii() {
        plain_ascii(text)
    } else {
        plain_words(text)
    };
    if !words.contains('\'') {
        return words;
    }
    let bare: Vec<&str> = words
        .split(' ')
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
        .collect();
    bare.join(" ")
}

/// The same as [`plain_words`] for texts in ASCII, which most are.
fn plain_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'\'' {
            if std::mem::take(&mut gap) && !out.is_empty() {
                out.push(' ');
            }
            out.push(char::from(byte.to_ascii_lowercase()));
        } else {
            gap = true;
        }
    }
    out
}

/// Where each word of a plain text stands.
pub(crate) fn spans(plain: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = plain.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let length = rest.iter().position(|byte| *byte == b' ');
        let span = start..start + length.unwrap_or(rest.len());
        start = span.end + 1;
        Some(span)
    })
}

/// A text without what stands in quotation marks.
pub(crate) fn unquoted(text: &str) -> String {
    let mut depth = false;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{201c}' => depth = true,
            '\u{201d}' => depth = false,
            '"' => depth = !depth,
            _ if depth => continue,
            _ => {}
        }
        out.push(c);
    }
    out
}

/// Where the plain `words` stand inside the text at `place`; the whole text when they cannot be found.
pub(crate) fn locate(sources: &Sources, place: &Place, words: &str) -> Place {
    let file = sources.get(place.file);
    let raw = file.and_then(|file| file.text.get(place.span.clone()));
    let found = raw.and_then(|raw| find(raw, words));
    found.map_or_else(
        || place.clone(),
        |span| {
            let start = place.span.start;
            Place::new(place.file, start + span.start..start + span.end)
        },
    )
}

/// Where the plain `words` stand in a text as written.
fn find(raw: &str, words: &str) -> Option<Range<usize>> {
    let tokens = tokens(raw);
    let wanted: Vec<&str> = words.split(' ').collect();
    let run = tokens.windows(wanted.len()).find(|run| {
        run.iter()
            .zip(&wanted)
            .all(|((word, _), want)| word == want)
    })?;
    let (first, last) = (run.first()?, run.last()?);
    Some(first.1.start..last.1.end)
}

/// The words of a text as written, in plain form; a letter after a backslash belongs to no word.
fn tokens(raw: &str) -> Vec<(String, Range<usize>)> {
    let mut out: Vec<(String, Range<usize>)> = Vec::new();
    let mut open = false;
    let mut escaped = false;
    for (at, c) in raw.char_indices() {
        let fits = !escaped && (c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}'));
        escaped = !escaped && c == '\\';
        if !fits {
            open = false;
            continue;
        }
        if !open && c.is_alphanumeric() {
            out.push((String::new(), at..at));
            open = true;
        }
        if let Some((word, span)) = out.last_mut().filter(|_| open) {
            word.extend(plain_char(c));
            if c.is_alphanumeric() {
                span.end = at + c.len_utf8();
            }
        }
    }
    for (word, _) in &mut out {
        word.truncate(word.trim_end_matches('\'').len());
    }
    out
}

/// A letter in plain form.
fn plain_char(c: char) -> impl Iterator<Item = char> {
    let c = if c == '\u{2019}' { '\'' } else { c };
    c.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_texts_are_made_plain_as_others_are() {
        for text in ["", " ..", "It's  a -- Day, 3 p.m.", "'quoted' ''", "?a"] {
            assert_eq!(plain_ascii(text), plain_words(text), "{text}");
        }
    }

    #[test]
    fn words_are_found_in_the_text_as_written() {
        let raw = r#""""The ‘end’ of \
            a day.\nThen \"You
            shouldn’t\".""""#;
        assert_eq!(
            find(raw, "end of a")
                .map(|span| &raw[span])
                .map(|s| s.split_whitespace().count()),
            Some(4)
        );
        assert_eq!(&raw[find(raw, "then you shouldn't").unwrap()][..4], "Then");
        assert_eq!(find(raw, "not there"), None);
    }

    #[test]
    fn quoted_sentences_are_left_out() {
        assert_eq!(
            unquoted("Say: \"I feel far.\" Or “no”, then."),
            "Say: \"\" Or “”, then."
        );
    }
}
