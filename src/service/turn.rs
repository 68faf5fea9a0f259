//! One turn: an input goes to the engine, what may be held is held, and the outputs are worded.

use std::borrow::Cow;

use crate::content::Content;
use crate::engine::{BACK_STEPS, Hint, Input, Kept, Notice, Output, Talk, step, token};
use crate::script::{Depth, NodeIx, Pack, PackIx, SupportKind, ThemeIx};
use crate::service::notebook::{Entry, Notebook, Seconds};
use crate::service::reply::{Card, Part, Role};
use crate::service::{summary, support};
use crate::words::{about, commands, talk as words};

/// What a turn needs besides the talk and the input.
#[derive(Debug)]
pub struct Here<'c, 'n> {
    /// Everything that can be said.
    pub content: &'c Content,
    /// What members said, in memory.
    pub notebook: &'n mut Notebook,
    /// What the member was asked last by the bot itself.
    pub visit: &'n mut Visit,
    /// The member's key in the notebook.
    pub member: &'n str,
    /// Seconds on a clock that does not jump.
    pub now: Seconds,
}

/// What a platform remembers of a member between two lines, in memory only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Visit {
    /// The member was asked whether they would like support, or to go on; numbers answer that question and no other.
    pub asked_heavy: bool,
}

/// The first thing that is said in a terminal: what this is, and the article's key points.
pub fn hello(content: &Content) -> Vec<Part<'_>> {
    let mut parts = vec![
        Part::notice(about::HELLO_TERMINAL),
        Part::notice(about::HELLO_WAYS),
    ];
    for pack in content.script.packs.iter().take(1) {
        let points = pack.key_points.iter().map(|point| point.short.clone());
        let lines: Vec<String> = (1..)
            .zip(points)
            .map(|(number, short)| format!("{number}. {short}"))
            .collect();
        if !lines.is_empty() {
            parts.push(Part::Card(Card::new(about::KEY_POINTS, lines)));
        }
    }
    parts
}

/// Begins a talk, in a theme if one is named.
pub fn begin<'c>(
    here: &mut Here<'c, '_>,
    seed: u8,
    theme: Option<ThemeIx>,
    depth: Option<Depth>,
) -> Option<(Talk, Vec<Part<'c>>)> {
    let index = PackIx(0);
    let pack = here.content.script.pack(index)?;
    let mut talk = Talk::new(pack, index, seed);
    talk.depth = depth.unwrap_or(talk.depth);
    let input = match theme {
        Some(theme) => Input::Enter(pack.theme(theme).ordinal),
        None if depth.is_some() => Input::Hub,
        None => Input::Show,
    };
    Some(turn(here, talk, &input))
}

/// Takes one turn.
pub fn turn<'c>(here: &mut Here<'c, '_>, talk: Talk, input: &Input<'_>) -> (Talk, Vec<Part<'c>>) {
    let content = here.content;
    let theme = talk.theme;
    let (talk, outputs) = step(&content.script, talk, input);
    let Some(pack) = content.script.pack(talk.pack) else {
        return (talk, Vec::new());
    };
    let words = match input {
        Input::Say(text) | Input::Answer(text) => text,
        _ => "",
    };
    let mut wording = Wording {
        here,
        pack,
        talk: &talk,
        theme,
        words,
    };
    let parts = outputs
        .into_iter()
        .flat_map(|output| wording.part(output))
        .collect();
    (talk, parts)
}

/// Turns outputs into parts.
struct Wording<'c, 't, 'h, 'n> {
    here: &'h mut Here<'c, 'n>,
    pack: &'c Pack,
    talk: &'t Talk,
    /// The theme that the input belonged to.
    theme: ThemeIx,
    words: &'t str,
}

impl<'c> Wording<'c, '_, '_, '_> {
    fn part(&mut self, output: Output<'c>) -> Vec<Part<'c>> {
        match output {
            Output::Opening { theme, minutes } => {
                let theme = self.pack.theme(theme);
                self.here.notebook.begin(self.here.member, &theme.id);
                vec![Part::notice(words::opening(&theme.title, minutes))]
            }
            Output::Reflect(text) => vec![Part::Said {
                role: Role::Reflect,
                text,
                says: None,
            }],
            Output::Line { text, says } => vec![Part::Said {
                role: Role::Line,
                text,
                says,
            }],
            Output::Hint(hint) => vec![Part::notice(hint_words(hint))],
            Output::Notice(notice) => vec![Part::notice(notice_words(notice))],
            Output::Support(kind) => vec![Part::Card(support::card(self.here.content, kind))],
            Output::Help => help(),
            Output::Paused => self.paused(),
            Output::Summary {
                theme,
                before,
                after,
                words,
                guarded,
            } => {
                let entries = self.entries(theme);
                let given = summary::Given {
                    before,
                    after,
                    counted: words,
                    entries: &entries,
                    guarded,
                };
                summary::card(&given).map(Part::Card).into_iter().collect()
            }
            Output::Closing { ended: true } => vec![Part::notice(words::CLOSING_SHORT)],
            Output::Closing { ended: false } => vec![Part::notice(words::CLOSING)],
            Output::Remember(node, kept) => {
                self.remember(node, &kept);
                Vec::new()
            }
            Output::Forget(node) => {
                let node = &self.pack.node(node).id;
                self.here.notebook.take_back(self.here.member, node);
                vec![Part::notice(words::TAKEN_BACK)]
            }
            Output::Ask(ask) => vec![Part::Ask(ask)],
        }
    }

    fn paused(&self) -> Vec<Part<'c>> {
        let code = token::encode(self.pack, self.talk);
        vec![
            Part::notice(words::paused(&code)),
            Part::notice(words::PAUSED_CODE),
        ]
    }

    /// What is still held of a theme.
    fn entries(&mut self, theme: ThemeIx) -> Vec<Entry> {
        let id = &self.pack.theme(theme).id;
        let here = &mut *self.here;
        here.notebook.entries(here.member, id, here.now)
    }

    /// Holds what was given, for the summary of its theme.
    fn remember(&mut self, index: NodeIx, kept: &Kept<'_>) {
        let node = self.pack.node(index);
        let passage = node.gate || node.support.is_some();
        if node.theme != self.theme || self.theme == crate::script::FRAME || passage {
            return;
        }
        let (given, own) = match kept {
            Kept::Words => (self.words.trim().to_owned(), true),
            Kept::Label(label) | Kept::Feeling(label) => ((*label).to_owned(), false),
            Kept::Labels(labels) => (labels.join("; "), false),
        };
        let entry = Entry {
            theme: self.pack.theme(self.theme).id.clone(),
            node: node.id.clone(),
            asked: question_in(&node.text.shown()),
            given,
            own,
            at: self.here.now,
        };
        self.here.notebook.hold(self.here.member, entry);
    }
}

/// The last question in a text, or its last sentence.
fn question_in(text: &str) -> String {
    let ends = |c: char| matches!(c, '.' | '?' | ':' | '\n');
    let trimmed = text.trim_end();
    let body = trimmed.trim_end_matches(['.', '?', ' ', '"']);
    let start = body.rfind(ends).map_or(0, |at| at + 1);
    trimmed
        .get(start..)
        .unwrap_or(trimmed)
        .trim_start_matches(['"', ' ', '\n'])
        .to_owned()
}

/// The help page and the commands.
pub(crate) fn help<'c>() -> Vec<Part<'c>> {
    let commands = commands::COMMANDS.iter().map(|line| (*line).to_owned());
    vec![
        Part::Card(Card::new(commands::HELP_TITLE, commands::help(BACK_STEPS))),
        Part::Card(Card::new(commands::COMMANDS_TITLE, commands.collect())),
    ]
}

fn hint_words(hint: Hint<'_>) -> Cow<'_, str> {
    Cow::Borrowed(match hint {
        Hint::Author(text) => text,
        Hint::First => words::HINT_FIRST,
        Hint::Scale => words::HINT_SCALE,
        Hint::Second => words::HINT_SECOND,
        Hint::Choices => words::HINT_CHOICES,
    })
}

fn notice_words(notice: Notice) -> Cow<'static, str> {
    match notice {
        Notice::BackEnds => Cow::Owned(words::back_ends(BACK_STEPS)),
        Notice::NotHere => Cow::Borrowed(words::NOT_HERE),
        Notice::NothingToSkip => Cow::Borrowed(words::NOTHING_TO_SKIP),
        Notice::TooLong(max) => Cow::Owned(words::too_long(max)),
        Notice::TooMany(max) => Cow::Owned(words::too_many(max)),
        Notice::WriteNow => Cow::Borrowed(words::WRITE_NOW),
        Notice::PlaceGone => Cow::Borrowed(words::PLACE_GONE),
    }
}

/// The support card as parts.
pub(crate) fn support_parts<'c>(content: &Content, kind: SupportKind) -> Vec<Part<'c>> {
    vec![Part::Card(support::card(content, kind))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_of_a_text_is_its_last_sentence() {
        assert_eq!(question_in("One thing. What is it?"), "What is it?");
        assert_eq!(question_in("Only this"), "Only this");
        assert_eq!(
            question_in("First?\n\nIf it could speak: \"They would …\""),
            "They would …\""
        );
    }
}
