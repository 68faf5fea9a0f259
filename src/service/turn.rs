//! One turn: an input goes to the engine, what may be held is held, and the outputs are worded.

use std::borrow::Cow;
use std::hash::{Hash as _, Hasher as _};

use xxhash_rust::xxh3::Xxh3Default;

use crate::content::Content;
use crate::engine::{BACK_STEPS, Hint, Input, Kept, Notice, Output, Talk, step, token};
use crate::member::Consent;
use crate::script::file::Store;
use crate::script::{Depth, NodeIx, Pack, PackIx, SupportKind, ThemeIx};
use crate::service::keeping::{self, Keeping, Trace, asks_again, trace};
use crate::service::notebook::{Entry, Notebook, Seconds};
use crate::service::reply::{Card, Part, Role};
use crate::service::setting::Setting;
use crate::service::{summary, support};
use crate::words::{Surface, about, commands, privacy, talk as words};

/// What a turn needs besides the talk and the input.
#[derive(Debug)]
pub struct Here<'c, 'n> {
    /// Everything that can be said.
    pub content: &'c Content,
    /// Where the bot speaks, and for whom.
    pub setting: &'c Setting,
    /// What members said, in memory.
    pub notebook: &'n mut Notebook,
    /// What the member was asked last by the bot itself.
    pub visit: &'n mut Visit,
    /// The member's key in the notebook.
    pub member: &'n str,
    /// Seconds on a clock that does not jump.
    pub now: Seconds,
    /// What is kept about the member, and what is to be.
    pub keeping: Keeping<'n>,
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
    let first = content.script.packs.first();
    parts.extend(first.and_then(points_in_short).map(Part::Card));
    parts
}

/// A pack's key points, a line each; nothing where it has none.
pub fn points_in_short(pack: &Pack) -> Option<Card> {
    let points = (1..).zip(&pack.key_points);
    let lines: Vec<String> = points
        .map(|(number, point)| format!("{number}. {}", point.short))
        .collect();
    (!lines.is_empty()).then(|| Card::new(about::KEY_POINTS, lines))
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
    let mut talk = trace::with_finished(here, pack, Talk::new(pack, index, seed));
    talk.depth = depth.unwrap_or(talk.depth);
    let input = match theme {
        Some(theme) => Input::Enter(pack.theme(theme).ordinal),
        None if depth.is_some() => Input::Hub,
        None => Input::Show,
    };
    let (talk, mut parts) = turn(here, talk, &input);
    parts.extend(asks_again(here));
    Some((talk, parts))
}

/// Takes one turn.
pub fn turn<'c>(here: &mut Here<'c, '_>, talk: Talk, input: &Input<'_>) -> (Talk, Vec<Part<'c>>) {
    let content = here.content;
    let theme = talk.theme;
    let before = content
        .script
        .pack(talk.pack)
        .map_or(0, |pack| mark(pack, &talk));
    let left = (*input == Input::Stop).then(|| talk.clone());
    let trace = Trace::of(&talk);
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
        before,
        left,
        words,
    };
    let mut parts: Vec<Part<'c>> = outputs
        .into_iter()
        .flat_map(|output| wording.part(output))
        .collect();
    let leads_to_help = talk
        .node(pack)
        .is_some_and(|(_, node)| node.support.is_some());
    if leads_to_help {
        trace::unkeep_danger(here);
    }
    trace.leave(here, pack, &talk, input);
    if let Some(news) = keeping::news(here) {
        parts.insert(0, news);
    }
    (talk, parts)
}

/// A mark by which the same point of the same way is known again: after Back, which may reach less far by then, after
/// questions came to the content, and by a later version of the program.
pub(crate) fn mark(pack: &Pack, talk: &Talk) -> u64 {
    let place = talk.node(pack).map(|(_, node)| node.ordinal);
    let theme = pack.theme(talk.theme).ordinal;
    let way = (talk.visited, talk.words(), talk.finished());
    let mut hasher = Xxh3Default::new();
    (theme, place, talk.seed, way, talk.vars).hash(&mut hasher);
    hasher.finish()
}

/// Turns outputs into parts.
struct Wording<'c, 't, 'h, 'n> {
    here: &'h mut Here<'c, 'n>,
    pack: &'c Pack,
    talk: &'t Talk,
    /// The theme that the input belonged to.
    theme: ThemeIx,
    /// A mark of the talk before the input.
    before: u64,
    /// The talk that the member stops.
    left: Option<Talk>,
    words: &'t str,
}

impl<'c> Wording<'c, '_, '_, '_> {
    fn part(&mut self, output: Output<'c>) -> Vec<Part<'c>> {
        match output {
            Output::Opening { theme, minutes } => {
                let theme = self.pack.theme(theme);
                self.here.notebook.begin(self.here.member, theme.ordinal);
                trace::begin(self.here, self.pack, theme.ordinal);
                let keeping = &self.here.keeping;
                let [progress, answers] =
                    [Consent::Progress, Consent::Answers].map(|to| keeping.may_keep(to));
                let kept = privacy::opening(progress, answers);
                vec![Part::notice(words::opening(&theme.title, minutes, kept))]
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
            Output::Hint(hint) => vec![Part::notice(hint_words(self.surface(), hint))],
            Output::Notice(notice) => vec![Part::notice(notice_words(notice))],
            Output::Support(kind) => vec![Part::Card(support::card(self.here.content, kind))],
            Output::Help => help(self.surface()),
            Output::Paused => self.paused(),
            Output::Summary {
                theme,
                before,
                after,
                words,
                guarded,
            } => {
                let theme = self.pack.theme(theme);
                let here = &*self.here;
                let entries = here.notebook.entries(here.member, theme.ordinal, here.now);
                let given = summary::Given {
                    pack: self.pack,
                    theme,
                    talk: self.talk,
                    before,
                    after,
                    counted: words,
                    entries: &entries,
                    guarded,
                    kept: here.keeping.may_keep(Consent::Answers),
                };
                summary::card(&given).map(Part::Card).into_iter().collect()
            }
            Output::Closing { ended } => self.closing(ended),
            Output::Remember(node, kept) => {
                self.remember(node, &kept);
                Vec::new()
            }
            Output::Forget(node) => {
                let node = self.pack.node(node);
                let theme = self.pack.theme(node.theme).ordinal;
                let here = &mut *self.here;
                here.notebook.take_back(here.member, theme, node.ordinal);
                let at = (theme, node.ordinal);
                trace::take_back(here, self.pack, at, mark(self.pack, self.talk));
                vec![Part::notice(words::TAKEN_BACK)]
            }
            Output::Ask(ask) => vec![Part::Ask(ask)],
        }
    }

    fn surface(&self) -> Surface {
        self.here.setting.surface
    }

    fn paused(&self) -> Vec<Part<'c>> {
        let code = token::encode(self.pack, self.talk);
        let surface = self.surface();
        let mut parts = vec![
            Part::notice(words::paused(surface, &code)),
            Part::notice(words::paused_code(surface)),
        ];
        if surface == Surface::Discord {
            parts.insert(1, Part::code(code));
        }
        parts
    }

    /// The end; where a talk was left in the middle and messages vanish, with a code to come back to it.
    fn closing(&self, ended: bool) -> Vec<Part<'c>> {
        let surface = self.surface();
        let mut parts = vec![Part::notice(words::closing(surface, ended))];
        let left = self
            .left
            .as_ref()
            .filter(|left| left.theme != crate::script::FRAME);
        if let (Surface::Discord, false, Some(left)) = (surface, ended, left) {
            let code = token::encode(self.pack, left);
            parts.push(Part::notice(words::STOPPED));
            parts.push(Part::code(code));
        }
        parts
    }

    /// Holds what was given, for the summary of its theme.
    fn remember(&mut self, index: NodeIx, kept: &Kept<'_>) {
        let node = self.pack.node(index);
        let passage = node.gate || node.support.is_some();
        if node.theme != self.theme || self.theme == crate::script::FRAME || passage {
            return;
        }
        let theme = self.pack.theme(self.theme).ordinal;
        let may_ask = node
            .answer
            .as_ref()
            .is_some_and(|answer| answer.store == Store::Ask);
        if *kept == Kept::Words && may_ask {
            let (at, words) = ((theme, node.ordinal), self.words.trim());
            trace::answer(self.here, self.pack, at, self.before, words);
        }
        let (given, own) = match kept {
            Kept::Words => (self.words.trim().into(), true),
            Kept::Label(label) | Kept::Feeling(label) => ((*label).into(), false),
            Kept::Labels(labels) => (labels.join("; ").into(), false),
        };
        let entry = Entry {
            theme,
            node: node.ordinal,
            before: self.before,
            given,
            own,
            at: self.here.now,
        };
        self.here.notebook.hold(self.here.member, entry);
    }
}

/// The help page and the commands.
pub(crate) fn help<'c>(surface: Surface) -> Vec<Part<'c>> {
    let commands = commands::commands(surface)
        .iter()
        .map(|line| (*line).to_owned());
    let help = commands::help(surface, BACK_STEPS);
    vec![
        Part::Card(Card::new(commands::HELP_TITLE, help)),
        Part::Card(Card::new(commands::COMMANDS_TITLE, commands.collect())),
    ]
}

fn hint_words(surface: Surface, hint: Hint<'_>) -> Cow<'_, str> {
    Cow::Borrowed(match hint {
        Hint::Author(text) => text,
        Hint::First => words::HINT_FIRST,
        Hint::Scale => words::HINT_SCALE,
        Hint::Second => words::hint_second(surface),
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
