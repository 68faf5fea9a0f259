//! Titles as they may stand in the picture: cleaned, broken into lines, and shortened by their width.

use unicode_normalization::UnicodeNormalization as _;

use crate::picture::font;

/// Most letters of a title that are looked at.
const LETTERS_MAX: usize = 240;

/// How much narrower lines are tried, in pixels, so that they become about as long as each other.
const NARROWER: f32 = 8.0;

/// One line of letters and single spaces, whatever the text holds: nothing that steers a terminal, a renderer or the direction.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    for letter in text.nfc().filter(|c| !steers(*c)).take(LETTERS_MAX) {
        match letter.is_whitespace() || letter.is_control() {
            false => out.push(letter),
            true if out.is_empty() || out.ends_with(' ') => {}
            true => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Signs that cannot be seen: marks of direction, joiners, tags, and what no text may hold.
fn steers(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}'
        | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}')
}

/// The same, and only letters that the font has.
fn drawable(text: &str) -> String {
    plain(
        &plain(text)
            .chars()
            .filter(|c| font::knows(*c))
            .collect::<String>(),
    )
}

/// A title, or what stands for it when the font can write nothing of it.
pub(super) fn titled(title: &str, otherwise: impl FnOnce() -> String) -> String {
    let title = drawable(title);
    if title.chars().any(char::is_alphanumeric) {
        title
    } else {
        otherwise()
    }
}

/// A text in at most so many lines, none wider than said, of about the same length; what does not fit ends in an ellipsis.
pub(super) fn lines(text: &str, size: f32, wide: f32, most: usize) -> Vec<String> {
    let text = drawable(text);
    let (mut best, cut) = broken(&text, size, wide, most);
    let mut wide = wide - NARROWER;
    while !cut && best.len() > 1 && wide > NARROWER {
        let (lines, cut) = broken(&text, size, wide, best.len());
        if cut {
            break;
        }
        best = lines;
        wide -= NARROWER;
    }
    best
}

/// A text in one line.
pub(super) fn line(text: &str, size: f32, wide: f32) -> String {
    fitted(&drawable(text), size, wide)
}

/// Lines as long as they may be, and whether some of the text or a word had to be cut.
fn broken(text: &str, size: f32, wide: f32, most: usize) -> (Vec<String>, bool) {
    let mut out = Vec::new();
    let mut rest = text;
    let mut cut = false;
    while out.len() + 1 < most && font::width(rest, size) > wide {
        let end = fits(rest, size, wide);
        let space = rest[..end]
            .rfind(' ')
            .filter(|_| !rest[end..].starts_with(' '));
        cut |= space.is_none() && !rest[end..].starts_with(' ');
        let (line, after) = rest.split_at(space.unwrap_or(end));
        out.push(line.trim_end().to_owned());
        rest = after.trim_start();
    }
    if !rest.is_empty() {
        cut |= font::width(rest, size) > wide;
        out.push(fitted(rest, size, wide));
    }
    (out, cut)
}

fn fitted(text: &str, size: f32, wide: f32) -> String {
    if font::width(text, size) <= wide {
        return text.to_owned();
    }
    let end = fits(text, size, wide - font::width("…", size));
    format!("{}…", text[..end].trim_end_matches([' ', ',']))
}

/// Where the longest beginning ends that fits; it has one letter at least.
fn fits(text: &str, size: f32, wide: f32) -> usize {
    let mut so_far = 0.0;
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        let next = at + letter.len_utf8();
        so_far += font::width(&text[at..next], size);
        if end > 0 && so_far > wide {
            break;
        }
        end = next;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_is_left() {
        assert_eq!(plain(" a\u{202e}\tb\0\n\u{200b}c  "), "a b c");
        assert_eq!(plain("e\u{301}"), "é");
        assert_eq!(plain(&"x".repeat(10_000)).len(), LETTERS_MAX);
        assert_eq!(drawable("Shame 😀 and 漢字 more"), "Shame and more");
    }

    #[test]
    fn a_title_that_cannot_be_written_has_a_number() {
        assert_eq!(titled("😀 – 漢字", || "Theme 3".to_owned()), "Theme 3");
        assert_eq!(titled("Shame", || "Theme 3".to_owned()), "Shame");
    }

    #[test]
    fn lines_are_about_as_long_as_each_other() {
        let lines = lines("Stepping aside and coming back", 23.0, 250.0, 3);
        assert_eq!(lines, ["Stepping aside", "and coming back"]);
    }

    #[test]
    fn no_line_is_wider_than_said() {
        for text in [
            "one",
            "Memory without words and more than fits here",
            &"w".repeat(300),
        ] {
            for most in 1..4 {
                let lines = lines(text, 23.0, 150.0, most);
                assert!(lines.len() <= most);
                assert!(
                    lines.iter().all(|line| font::width(line, 23.0) <= 150.0),
                    "{lines:?}"
                );
            }
        }
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        assert_eq!(lines("Memory without words", 23.0, 120.0, 1), ["Memory…"]);
        assert!(line(&"w".repeat(300), 20.0, 200.0).ends_with('…'));
    }
}
