//! Texts made harmless: nothing in them acts on a terminal, turns the direction of writing, or hides.

use std::borrow::Cow;

/// The last boundary between characters at or before a byte.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// A text without control characters and signs that turn the direction of writing; its bytes keep their places.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    if !text.contains(is_harmful) {
        return Cow::Borrowed(text);
    }
    let stand_in = |c: char| match (is_harmful(c), c.len_utf8()) {
        (false, _) => c,
        (true, 1) => '?',
        (true, 2) => '\u{b7}',
        (true, 3) => '\u{fffd}',
        (true, _) => '\u{1f6ab}',
    };
    Cow::Owned(text.chars().map(stand_in).collect())
}

/// Whether a character could do something to a terminal, or could hide.
pub(crate) fn is_harmful(c: char) -> bool {
    let hidden = matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    hidden || (c.is_control() && c != '\n' && c != '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_keeps_its_place() {
        let text = "a\u{1b}b\u{85}c\u{202e}d\u{e0001}\te\n";
        let shown = harmless(text);
        assert_eq!(shown, "a?b\u{b7}c\u{fffd}d\u{1f6ab}\te\n");
        assert_eq!(shown.len(), text.len());
        assert!(matches!(harmless("é …"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_byte_inside_a_character_falls_back_to_its_start() {
        assert_eq!([0, 1, 2, 3, 9].map(|at| floor("é…", at)), [0, 0, 2, 2, 5]);
    }
}
