//! Bytes of a file -> text, or why they are none.

use crate::config::mistake::Wrong;

/// Signs that change how text looks without being seen themselves: zero-width signs and those that turn the direction.
const UNSEEN: [std::ops::RangeInclusive<char>; 4] = [
    '\u{200B}'..='\u{200F}',
    '\u{202A}'..='\u{202E}',
    '\u{2060}'..='\u{206F}',
    '\u{FEFF}'..='\u{FEFF}',
];

/// Reads UTF-8 text and takes a byte order mark off, which some editors write without being asked.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, Wrong> {
    let save = "save it as UTF-8";
    let is_utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if is_utf16 {
        return Err(Wrong::new("is UTF-16 text", save));
    }
    if bytes.contains(&0) {
        return Err(Wrong::new(
            "has NUL bytes, as UTF-16 text without a byte order mark does",
            save,
        ));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
        // The error holds only positions, and they help nobody in a file that is not text.
        Err(_position) => Err(Wrong::new("is not UTF-8 text", save)),
    }
}

/// Whether a character cannot be seen where it stands.
pub(super) fn is_unseen(c: char) -> bool {
    c.is_control() || UNSEEN.iter().any(|range| range.contains(&c))
}
