//! Discord's documented limits for what is sent, and texts cut to them.
//!
//! Source: Discord's documentation of messages, embeds and components, 6 August 2026. Discord does not say how it counts
//! characters; UTF-16 units are the largest of the usual counts, so what fits by them fits by all.

/// Longest description of an embed.
pub const DESCRIPTION_MAX: usize = 4096;
/// Longest title of an embed.
pub const TITLE_MAX: usize = 256;
/// Longest footer of an embed.
pub const FOOTER_MAX: usize = 2048;
/// Most characters of all embeds of a message together.
pub const EMBEDS_MAX: usize = 6000;

/// As much of that as is drawn: a sentence put before the rest afterwards must fit, too.
pub const EMBEDS_DRAWN_MAX: usize = EMBEDS_MAX - 300;
/// Most embeds of a message.
pub const EMBED_COUNT_MAX: usize = 10;
/// Most rows of a message.
pub const ROWS_MAX: usize = 5;
/// Most buttons in a row.
pub const BUTTONS_MAX: usize = 5;
/// Longest label of a button.
pub const BUTTON_LABEL_MAX: usize = 80;
/// Most options of a menu, and most choices of an autocompletion.
pub const OPTIONS_MAX: usize = 25;
/// Longest label, value or description of an option, and longest name of a choice.
pub const OPTION_MAX: usize = 100;
/// Longest placeholder of a menu.
pub const MENU_PLACEHOLDER_MAX: usize = 150;
/// Longest identifier of a button, menu or dialog.
pub const CUSTOM_ID_MAX: usize = 100;
/// Longest title of a dialog, and longest label of its field.
pub const DIALOG_LABEL_MAX: usize = 45;
/// Longest placeholder of a dialog's field.
pub const FIELD_PLACEHOLDER_MAX: usize = 100;
/// Longest text of a dialog's field.
pub const FIELD_TEXT_MAX: u16 = 4000;

/// Most files of a message.
pub const FILES_MAX: usize = 10;
/// Longest description of a file.
pub const FILE_DESCRIPTION_MAX: usize = 1024;

/// Length of a text as Discord may count it.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A text cut to at most `max` units, between characters.
pub fn clip(text: &str, max: usize) -> &str {
    if text.len() <= max || length(text) <= max {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > max
    });
    text.get(..end.map_or(text.len(), |(at, _)| at))
        .unwrap_or("")
}

/// A text of at most `max` units; where something was cut it ends in an ellipsis.
pub fn shorten(text: &str, max: usize) -> std::borrow::Cow<'_, str> {
    if text.len() <= max || length(text) <= max {
        return text.into();
    }
    format!("{}…", clip(text, max.saturating_sub(1)).trim_end()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(clip("abc", 3), "abc");
        assert_eq!(clip("abcd", 3), "abc");
        assert_eq!(clip("a😀b", 2), "a");
        assert_eq!(shorten("some words", 6), "some…");
        assert_eq!(shorten("😀😀😀", 5), "😀😀…");
        assert_eq!(length("😀é"), 3);
    }

    #[test]
    fn nothing_is_longer_than_asked() {
        let text = "ä😀 x".repeat(50);
        for max in 1..120 {
            assert!(length(&shorten(&text, max)) <= max, "{max}");
        }
    }
}
