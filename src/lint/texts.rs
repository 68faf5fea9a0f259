//! Every text of a pack that somebody reads, with the place where it stands.

use std::borrow::Cow;

use crate::lint::words::plain;
use crate::script::finding::Place;
use crate::script::pack::{Node, Pack, Theme};
use crate::script::text::Text;

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A node's text.
    Text,
    /// A line before it.
    Line,
    /// What is said after an answer.
    Reflect,
    /// A hint for an answer that fits nothing.
    Hint,
    /// A choice's label.
    Choice,
    /// An answer's label, hint, or end of a scale.
    Answer,
    /// A claim.
    Claim,
    /// A headword of the glossary.
    Headword,
    /// What a headword means.
    Term,
    /// A key point.
    KeyPoint,
    /// A title or summary.
    Title,
    /// A feeling word, a family, or how a value sounds.
    Word,
}

impl Kind {
    /// How a finding names a text of this kind.
    const fn name(self) -> &'static str {
        match self {
            Self::Text => "the text of",
            Self::Line => "a line of",
            Self::Reflect => "a reflection of",
            Self::Hint => "a hint of",
            Self::Choice => "a choice of",
            Self::Answer => "the answer of",
            Self::Claim => "the claim",
            Self::Headword | Self::Term => "the term",
            Self::KeyPoint => "the key point",
            Self::Title => "the title or summary of",
            Self::Word => "the word",
        }
    }

    /// Whether the member speaks here, not the bot.
    pub(crate) const fn is_members(self) -> bool {
        matches!(self, Self::Choice | Self::Answer | Self::Word)
    }

    /// Whether it is sentences to read, not a label.
    pub(crate) const fn is_prose(self) -> bool {
        matches!(
            self,
            Self::Text | Self::Line | Self::Reflect | Self::Claim | Self::Term | Self::KeyPoint
        )
    }
}

/// One text.
#[derive(Debug)]
pub(crate) struct Said<'p> {
    /// What it is for.
    pub(crate) kind: Kind,
    /// The id of what it belongs to.
    pub(crate) owner: &'p str,
    /// The text, with an ellipsis for each variable.
    pub(crate) text: Cow<'p, str>,
    /// Its words in plain form, one space between them.
    pub(crate) plain: String,
    /// Where it stands.
    pub(crate) place: &'p Place,
}

impl Said<'_> {
    /// How a finding names this text.
    pub(crate) fn name(&self) -> String {
        format!("{} `{}`", self.kind.name(), self.owner)
    }
}

/// Every text of the pack that somebody reads; citations are not among them.
pub(crate) fn all(pack: &Pack) -> Vec<Said<'_>> {
    let mut all = Collector(Vec::new());
    all.add(Kind::Title, &pack.id, &pack.title, &pack.place);
    for theme in &pack.themes {
        all.theme(theme);
    }
    for node in &pack.nodes {
        all.node(node);
    }
    for claim in &pack.claims {
        all.add(Kind::Claim, &claim.id, &claim.text, &claim.text_place);
    }
    for point in &pack.key_points {
        let [short, long] = &point.places;
        all.add(Kind::KeyPoint, &point.id, &point.short, short);
        all.add(Kind::KeyPoint, &point.id, &point.long, long);
    }
    for term in &pack.terms {
        all.add(Kind::Headword, &term.id, &term.term, &term.place);
        all.add(Kind::Term, &term.id, &term.text, &term.text_place);
    }
    for family in &pack.families {
        all.add(Kind::Word, &family.id, &family.label, &family.place);
        for feeling in &family.words {
            if let Some(feeling) = pack.feelings.get(usize::from(*feeling)) {
                all.add(Kind::Word, &feeling.id, &feeling.label, &family.place);
            }
        }
    }
    all.0
}

/// Collects texts.
struct Collector<'p>(Vec<Said<'p>>);

impl<'p> Collector<'p> {
    fn add(&mut self, kind: Kind, owner: &'p str, text: impl Into<Cow<'p, str>>, place: &'p Place) {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Said {
                kind,
                owner,
                plain: plain(&text),
                text,
                place,
            });
        }
    }

    fn theme(&mut self, theme: &'p Theme) {
        self.add(Kind::Title, &theme.id, &theme.title, &theme.place);
        self.add(Kind::Title, &theme.id, &theme.summary, &theme.place);
        for variable in &theme.variables {
            for spoken in &variable.spoken {
                let place = variable.place.as_ref().unwrap_or(&theme.place);
                self.add(Kind::Word, &variable.id, spoken, place);
            }
        }
    }

    fn node(&mut self, node: &'p Node) {
        for (text, place) in node.lines.iter().flat_map(|line| &line.variants) {
            self.add(Kind::Line, &node.id, text.shown(), place);
        }
        self.add(Kind::Text, &node.id, node.text.shown(), &node.text_place);
        for (hint, place) in &node.no_match {
            self.add(Kind::Hint, &node.id, hint, place);
        }
        for choice in &node.choices {
            self.add(Kind::Choice, &node.id, &choice.label, &choice.label_place);
            self.reflect(node, choice.reflect.as_ref());
        }
        for route in &node.routes {
            self.reflect(node, route.reflect.as_ref());
        }
        let Some(answer) = &node.answer else {
            return;
        };
        let rest = [&answer.placeholder, &answer.low, &answer.high];
        let labels = rest.into_iter().filter_map(Option::as_ref);
        for label in std::iter::once(&answer.label).chain(labels) {
            self.add(Kind::Answer, &node.id, label, &answer.label_place);
        }
        self.reflect(node, answer.reflect.as_ref());
    }

    fn reflect(&mut self, node: &'p Node, reflect: Option<&'p (Text, Place)>) {
        if let Some((text, place)) = reflect {
            self.add(Kind::Reflect, &node.id, text.shown(), place);
        }
    }
}
