//! Texts as Discord should show them: nothing in them formats, links, mentions, turns the direction of writing or hides.

use unicode_normalization::char::is_combining_mark;

use crate::service::harmless::is_harmful;

/// Most marks on one letter; no language needs more, and towers of them cover their neighbours.
const MARKS_MAX: usize = 4;

/// Signs that format or lead somewhere wherever they stand.
const SIGNS: [char; 9] = ['\\', '*', '_', '~', '`', '|', '[', '<', '@'];

/// Appends a text to `out`.
pub(crate) fn plain(text: &str, out: &mut String) {
    let mut marks = 0;
    let mut at_start = true;
    for word in text.split_inclusive([' ', '\n']) {
        let is_link = is_link(word.trim_end());
        for c in word.chars() {
            if is_harmful(c) || c == '\t' {
                continue;
            }
            marks = if is_combining_mark(c) { marks + 1 } else { 0 };
            if marks > MARKS_MAX {
                continue;
            }
            let opens = at_start && matches!(c, '>' | '#' | '-');
            if (SIGNS.contains(&c) && !is_link) || opens {
                out.push('\\');
            }
            out.push(c);
            at_start = c == '\n' || (at_start && c == ' ');
        }
    }
}

/// Whether a word is an address of ours: a sign in it belongs to it.
fn is_link(word: &str) -> bool {
    let safe = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#=&%+".contains(c);
    word.strip_prefix("https://")
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(safe))
}

/// Appends a text as a quotation.
pub(crate) fn quoted(text: &str, out: &mut String) {
    for (index, line) in text.lines().enumerate() {
        let start = if index == 0 { "> " } else { "\n> " };
        out.push_str(start);
        plain(line, out);
    }
}

/// Appends a text that is copied as it is, in a box of its own; only what our codes are made of.
pub(crate) fn code(text: &str, out: &mut String) {
    out.push_str("```\n");
    let safe = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    out.extend(text.chars().filter(safe));
    out.push_str("\n```");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str) -> String {
        let mut out = String::new();
        plain(text, &mut out);
        out
    }

    #[test]
    fn nothing_formats_links_or_mentions() {
        assert_eq!(
            shown("*a* _b_ ~c~ `d` ||e||"),
            r"\*a\* \_b\_ \~c\~ \`d\` \|\|e\|\|"
        );
        assert_eq!(
            shown("[here](https://evil.example)"),
            r"\[here](https://evil.example)"
        );
        assert_eq!(shown("<@123> <#4> @everyone"), r"\<\@123> \<#4> \@everyone");
        assert_eq!(shown("# a\n> b\n- c"), "\\# a\n\\> b\n\\- c");
    }

    #[test]
    fn what_hides_turns_or_towers_is_left_out() {
        assert_eq!(shown("a\u{202e}b\u{200b}c\0d\u{1b}[0m"), r"abcd\[0m");
        let tower = format!("a{}", "\u{301}".repeat(4000));
        assert_eq!(shown(&tower).chars().count(), 1 + MARKS_MAX);
    }

    #[test]
    fn our_addresses_stay_whole() {
        assert_eq!(
            shown("see https://findahelpline.com/a_b, now"),
            r"see https://findahelpline.com/a\_b, now"
        );
        assert_eq!(
            shown("see https://findahelpline.com/a_b now"),
            "see https://findahelpline.com/a_b now"
        );
    }

    proptest! {
        #[test]
        fn no_text_can_mention(text in "\\PC{0,60}|(<@[0-9]{1,3}>|@here|[<@#\\\\]){0,9}") {
            let out = shown(&text);
            let unescaped = out.replace("\\\\", "");
            for (at, _) in unescaped.match_indices('@') {
                prop_assert!(unescaped[..at].ends_with('\\'));
            }
        }
    }
}
