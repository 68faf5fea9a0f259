//! Texts -> embeds that Discord takes.

use crate::discord::draw::markdown;
use crate::discord::limits::{
    DESCRIPTION_MAX, EMBED_COUNT_MAX, EMBEDS_DRAWN_MAX, FOOTER_MAX, TITLE_MAX, length, shorten,
};
use crate::discord::message::{Embed, Footer, Image};
use crate::service::{Card, File};
use crate::words::discord as words;

/// Most characters of a card; a longer one that may be copied out comes as a file too.
const CARD_MAX: usize = 3500;

/// Most characters of a line of a card that is too long.
const LINE_MAX: usize = 160;

/// An embed's texts, not yet cut.
#[derive(Debug, Default)]
pub(crate) struct Text {
    /// The title; empty for what is simply said.
    pub(crate) title: String,
    /// The text.
    pub(crate) body: String,
    /// The line below.
    pub(crate) footer: Option<Footer>,
    /// The name of the file with its picture.
    pub(crate) image: Option<&'static str>,
}

impl Text {
    fn size(&self) -> usize {
        let footer = self
            .footer
            .as_ref()
            .map_or(0, |footer| length(&footer.text));
        length(&self.title) + length(&self.body) + footer
    }
}

/// A card's text, and the whole card as a file where its lines had to be shortened.
pub(crate) fn card(card: &Card) -> (Text, Option<File>) {
    let text = |body| Text {
        title: card.title.clone(),
        body,
        ..Text::default()
    };
    let body = body(card.lines.iter().map(String::as_str));
    if !card.copy || length(&body) <= CARD_MAX {
        return (text(body), None);
    }
    let lines: Vec<_> = card
        .lines
        .iter()
        .map(|line| shorten(line, LINE_MAX))
        .collect();
    let short = lines.iter().map(AsRef::as_ref);
    let body = self::body(std::iter::once(words::SHORTENED).chain(short));
    let whole = File {
        name: words::FILE_NAME,
        bytes: card.lines.join("\n\n").into_bytes(),
        alt: None,
    };
    (text(body), Some(whole))
}

fn body<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut body = String::new();
    for line in lines {
        if !body.is_empty() {
            body.push_str("\n\n");
        }
        markdown::plain(line, &mut body);
    }
    body
}

/// The embeds of texts. Where they are too much together, the longest is cut.
pub(crate) fn embeds<'a>(mut texts: Vec<Text>, accent: u32) -> Vec<Embed<'a>> {
    texts.retain(|text| !text.body.is_empty() || !text.title.is_empty() || text.image.is_some());
    texts.truncate(EMBED_COUNT_MAX);
    for text in &mut texts {
        cut(&mut text.title, TITLE_MAX);
        cut(&mut text.body, DESCRIPTION_MAX);
        if let Some(footer) = &mut text.footer {
            cut(&mut footer.text, FOOTER_MAX);
        }
    }
    // Each round cuts the longest text to its share at least, so that as many rounds as there are texts are enough.
    for _ in 0..texts.len() {
        let total: usize = texts.iter().map(Text::size).sum();
        let excess = total.saturating_sub(EMBEDS_DRAWN_MAX);
        let longest = texts.iter_mut().max_by_key(|text| length(&text.body));
        if let Some(text) = longest.filter(|_| excess > 0) {
            let share = EMBEDS_DRAWN_MAX / (2 * EMBED_COUNT_MAX);
            let room = length(&text.body).saturating_sub(excess).max(share);
            cut(&mut text.body, room);
        }
    }
    let embeds = texts.into_iter().map(|text| Embed {
        title: text.title.into(),
        description: text.body.into(),
        color: accent,
        footer: text.footer,
        image: text.image.map(Image::in_file),
    });
    embeds.collect()
}

fn cut(text: &mut String, max: usize) {
    if length(text) > max {
        let short = shorten(text, max).into_owned();
        *text = short;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(size: usize) -> Text {
        Text {
            title: "t".repeat(size / 10),
            body: "😀x".repeat(size),
            footer: Some(Footer {
                text: "f".repeat(size / 2),
            }),
            image: None,
        }
    }

    proptest! {
        #[test]
        fn embeds_are_never_too_much(sizes in proptest::collection::vec(0_usize..3000, 1..14)) {
            let sizes: Vec<usize> = sizes.into_iter().map(|size| size.min(400)).collect();
            let embeds = embeds(sizes.into_iter().map(text).collect(), 0);
            let all: usize = embeds
                .iter()
                .map(|e| length(&e.title) + length(&e.description) + e.footer.as_ref().map_or(0, |f| length(&f.text)))
                .sum();
            prop_assert!(all <= EMBEDS_DRAWN_MAX, "{all}");
            prop_assert!(embeds.len() <= EMBED_COUNT_MAX);
            prop_assert!(embeds.iter().all(|e| length(&e.description) <= DESCRIPTION_MAX));
        }
    }

    #[test]
    fn a_summary_that_is_too_long_comes_whole_as_a_file() {
        let long = Card {
            title: "What you said".to_owned(),
            lines: (0..12)
                .map(|n| format!("{n} {}", "words ".repeat(80)))
                .collect(),
            copy: true,
        };
        let (text, file) = card(&long);
        assert!(length(&text.body) <= CARD_MAX);
        assert!(text.body.starts_with(words::SHORTENED));
        let file = String::from_utf8(file.unwrap().bytes).unwrap();
        assert!(long.lines.iter().all(|line| file.contains(line.as_str())));
        let page = Card {
            copy: false,
            ..long
        };
        assert!(card(&page).1.is_none());
    }
}
