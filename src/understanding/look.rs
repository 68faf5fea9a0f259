//! One form of a text, and which rules fire in it.

use crate::understanding::compile::{Pattern, Role, Understanding};
use crate::understanding::fillers;
use crate::understanding::kinds::Sense;
use crate::understanding::normalize::SENTENCE_MARK;
use crate::understanding::pattern::{Search, Text, Tree};

/// Longest message that can be a control word as a whole, in bytes of its words form.
const WHOLE_BYTES_MAX: usize = 160;

/// Long texts are looked at through windows of this size in bytes, so that far words do not meet and time stays linear.
const WINDOW_BYTES: usize = 600;

/// How much of a window is also seen in the next one, in bytes.
const OVERLAP_BYTES: usize = 200;

/// A form of a text with the patterns that are worth trying on it.
pub(crate) struct Look<'a> {
    understanding: &'a Understanding,
    windows: Vec<Window<'a>>,
    search: Search,
}

/// A stretch of the text.
struct Window<'a> {
    view: &'a str,
    /// The text without sentence marks, when it is short enough to be one request.
    message: Option<String>,
    /// Numbers of patterns, ascending.
    candidates: Vec<u32>,
}

impl<'a> Look<'a> {
    /// Looks for the key words of all patterns.
    pub(crate) fn at(understanding: &'a Understanding, view: &'a str) -> Self {
        let windows = windows(view).map(|view| {
            let message = (view.len() <= WHOLE_BYTES_MAX).then(|| fillers::joined(view));
            let joined = message.as_deref().filter(|message| *message != view);
            let candidates = understanding
                .finder
                .worth_trying(std::iter::once(view).chain(joined));
            Window {
                view,
                message,
                candidates,
            }
        });
        Self {
            understanding,
            windows: windows.collect(),
            search: Search::default(),
        }
    }

    /// The numbers of the rules of some senses that fire and are not cancelled in their own sentence, ascending.
    pub(crate) fn fired(&mut self, wanted: impl Fn(Sense) -> bool) -> Vec<usize> {
        let mut fired = Vec::new();
        for window in &self.windows {
            let patterns = window
                .candidates
                .iter()
                .filter_map(|number| self.understanding.patterns.get(*number as usize));
            let patterns: Vec<&Pattern> =
                patterns.filter(|pattern| wanted(pattern.sense)).collect();
            let view = Text::of(window.view);
            for group in patterns.chunk_by(|a, b| a.rule == b.rule) {
                let mut trial = Trial {
                    group,
                    search: &mut self.search,
                };
                if let Some(first) = group.first().filter(|_| trial.fires(window, &view)) {
                    fired.push(first.rule);
                }
            }
        }
        fired.sort_unstable();
        fired.dedup();
        fired
    }
}

/// Those patterns of one rule that are worth trying.
struct Trial<'t> {
    group: &'t [&'t Pattern],
    search: &'t mut Search,
}

impl Trial<'_> {
    /// Whether the rule fires.
    fn fires(&mut self, window: &Window<'_>, view: &Text<'_>) -> bool {
        if self.has(Role::Inside) {
            return self.finds(Role::Inside, view)
                && (!self.finds(Role::Cancels, view) || self.fires_in_a_sentence(window.view));
        }
        let Some(message) = window.message.as_deref().filter(|_| self.has(Role::Whole)) else {
            return false;
        };
        let bare = fillers::bare(message);
        self.is_all_of(&Text::of(message))
            || bare.is_some_and(|bare| self.is_all_of(&Text::of(bare)))
    }

    /// Whether the text is the rule's request, or several such requests after each other, and nothing in it cancels it.
    fn is_all_of(&mut self, text: &Text<'_>) -> bool {
        let whole = self
            .group
            .iter()
            .filter(|pattern| pattern.role == Role::Whole);
        let trees: Vec<&Tree> = whole.map(|pattern| &pattern.tree).collect();
        self.search.fills(&trees, text) && !self.finds(Role::Cancels, text)
    }

    /// A rule that is cancelled in one sentence may still stand in another.
    fn fires_in_a_sentence(&mut self, view: &str) -> bool {
        view.contains(SENTENCE_MARK)
            && view.split(SENTENCE_MARK).any(|sentence| {
                let sentence = Text::of(sentence);
                self.finds(Role::Inside, &sentence) && !self.finds(Role::Cancels, &sentence)
            })
    }

    fn has(&self, role: Role) -> bool {
        self.group.iter().any(|pattern| pattern.role == role)
    }

    /// Whether one of the patterns with this role stands in the text.
    fn finds(&mut self, role: Role, text: &Text<'_>) -> bool {
        let mut patterns = self.group.iter().filter(|pattern| pattern.role == role);
        patterns.any(|pattern| self.search.find(&pattern.tree, text))
    }
}

/// Stretches of a text that overlap, cut between words; one when the text is short.
fn windows(view: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(view);
    std::iter::from_fn(move || {
        let text = rest?;
        if text.len() <= WINDOW_BYTES {
            rest = None;
            return Some(text);
        }
        let end = space_before(text, WINDOW_BYTES);
        let next = space_before(text, WINDOW_BYTES - OVERLAP_BYTES);
        rest = text.get(next..).map(str::trim_start);
        text.get(..end)
    })
}

/// The last space before a place; the place itself when there is none.
fn space_before(text: &str, at: usize) -> usize {
    text.get(..at)
        .and_then(|head| head.rfind(' '))
        .filter(|space| *space > 0)
        .unwrap_or(at)
}
