//! The one font that ships, and how wide its letters are.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use epaint_default_fonts::UBUNTU_LIGHT;
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{FontResolver, ImageHrefResolver, Node, Options, Tree};

use crate::picture::canvas::escaped;

static FONT: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    let _ids = fonts.load_font_source(Source::Binary(Arc::new(UBUNTU_LIGHT)));
    Arc::new(fonts)
});

/// Widths of letters at size 1; a letter that is not here is not in the font.
static WIDTHS: LazyLock<BTreeMap<char, f32>> = LazyLock::new(|| measured().unwrap_or_default());

/// The size at which letters are measured.
const MEASURED_AT: f32 = 100.0;

/// How SVG is read: with the one font, and without any image or file.
pub(super) fn options() -> Options<'static> {
    Options {
        fontdb: Arc::clone(&FONT),
        font_resolver: FontResolver {
            select_font: Box::new(|_, fonts| fonts.faces().next().map(|face| face.id)),
            select_fallback: Box::new(|_, _, _| None),
        },
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

/// Whether the font has this letter.
pub(super) fn knows(letter: char) -> bool {
    WIDTHS.contains_key(&letter)
}

/// How wide a text is at a size, a little more rather than less.
pub(super) fn width(text: &str, size: f32) -> f32 {
    text.chars()
        .map(|letter| WIDTHS.get(&letter).copied().unwrap_or(1.0))
        .sum::<f32>()
        * size
}

/// Letters that are looked for in the font: Latin, Greek, Cyrillic, and the signs of running text.
fn candidates() -> String {
    let letters = ('!'..='~')
        .chain('\u{a1}'..='\u{ac}')
        .chain('\u{ae}'..='\u{17f}')
        .chain('\u{218}'..='\u{21b}')
        .chain('\u{386}'..='\u{3ce}')
        .chain('\u{400}'..='\u{45f}')
        .chain('\u{490}'..='\u{491}')
        .chain('\u{1e80}'..='\u{1e85}')
        .chain('\u{2010}'..='\u{2027}')
        .chain(['\u{2030}', '\u{2039}', '\u{203a}', '\u{20ac}']);
    // A space at either end would be dropped, so it stands behind the first letter.
    letters.enumerate().fold(String::new(), |mut out, (n, c)| {
        out.push(c);
        if n == 0 {
            out.push(' ');
        }
        out
    })
}

/// Lays all letters out in one long line and sees where each begins.
fn measured() -> Option<BTreeMap<char, f32>> {
    let text = escaped(&candidates());
    // A last letter tells where the one before it ends.
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text font-size="{MEASURED_AT}" font-kerning="none">{text}.</text></svg>"#
    );
    let tree = Tree::from_str(&svg, &options()).ok()?;
    let Node::Text(text) = tree.root().children().first()? else {
        return None;
    };
    let glyphs: Vec<_> = text
        .layouted()
        .iter()
        .flat_map(|span| &span.positioned_glyphs)
        .collect();
    let mut widths = BTreeMap::new();
    for pair in glyphs.windows(2) {
        let mut letters = pair[0].text.chars();
        if let (Some(letter), None, true) = (letters.next(), letters.next(), pair[0].id.0 != 0) {
            let wide = pair[1].transform().tx - pair[0].transform().tx;
            widths.insert(letter, wide / MEASURED_AT);
        }
    }
    Some(widths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_many_languages_are_known_and_others_are_not() {
        for letter in "aZ 09?“”’…–éßøčșŻΩжЇ€<&>\"".chars() {
            assert!(knows(letter), "{letter}");
        }
        for letter in ['\u{5d0}', '\u{627}', '漢', '😀', '\u{200b}', '\n', '\0'] {
            assert!(!knows(letter), "{}", letter.escape_unicode());
        }
    }

    #[test]
    fn widths_are_those_of_the_drawn_text() {
        for text in [
            "Stepping aside and coming back",
            "WAVE, Tokyo & “iii”…",
            "Жаль",
        ] {
            let svg = format!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text font-size="22">{}</text></svg>"#,
                escaped(text)
            );
            let tree = Tree::from_str(&svg, &options()).unwrap();
            let drawn = tree.root().children()[0].bounding_box().width();
            let told = width(text, 22.0);
            assert!(
                told >= drawn * 0.99 && told <= drawn * 1.06,
                "{text}: {told} {drawn}"
            );
        }
    }
}
