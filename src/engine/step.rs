//! One step: a talk and an input give a talk and outputs.

use crate::engine::hear::{Meaning, hear, says};
use crate::engine::input::Input;
use crate::engine::moves::{Onward, back, enter, enter_hub, go};
use crate::engine::output::{Act, Hint, Kept, Notice, Output};
use crate::engine::talk::{At, Seen, Talk, Undo};
use crate::engine::view::{hub_pages, is_offered, say, show};
use crate::script::pack::Answer;
use crate::script::text::{Text, plain_words};
use crate::script::{
    AnswerKind, Choice, Node, NodeIx, Pack, Place, Script, SupportKind, Target, VarIx,
};

/// Takes one step.
///
/// The returned talk is the old one where the input did not fit; the outputs then say so. A talk of a pack that the script does
/// not have yields no outputs.
///
/// ```
/// use alongside::engine::{Input, Output, Talk, step};
/// use alongside::script::{PackIx, load};
///
/// let pack = r#"
///     id = "tiny"
///     version = 1
///     title = "Tiny"
///     language = "en"
///     start = "hello"
///     hub = "hello"
///     [[node]]
///     id = "hello"
///     depth = "L"
///     text = "Hello. Shall we begin?"
/// "#;
/// let files = load::Files::from([("tiny/pack.toml".to_owned(), pack.to_owned())]);
/// let (script, _) = load::script(&files, &mut Vec::new());
/// let talk = Talk::new(&script.packs[0], PackIx(0), 0);
/// let (_, outputs) = step(&script, talk, &Input::Show);
/// assert!(matches!(&outputs[0], Output::Line { text, .. } if text == "Hello. Shall we begin?"));
/// ```
pub fn step<'s>(script: &'s Script, talk: Talk, input: &Input<'_>) -> (Talk, Vec<Output<'s>>) {
    let mut out = Vec::with_capacity(8);
    let Some(pack) = script.pack(talk.pack) else {
        return (talk, out);
    };
    let mut step = Step {
        pack,
        talk,
        out: &mut out,
    };
    step.take(input);
    let talk = step.talk;
    (talk, out)
}

/// A step under way.
struct Step<'s, 'o> {
    pack: &'s Pack,
    talk: Talk,
    out: &'o mut Vec<Output<'s>>,
}

impl<'s> Step<'s, '_> {
    /// What every place knows, then what this place asks.
    fn take(&mut self, input: &Input<'_>) {
        match input {
            Input::Show => {}
            Input::Back => self.back(),
            Input::Pause => self.out.push(Output::Paused),
            Input::Stop => self.stop(),
            Input::Help => self.out.push(Output::Help),
            Input::Support => self.out.push(Output::Support(SupportKind::General)),
            Input::Hub => enter_hub(self.pack, &mut self.talk),
            Input::Enter(ordinal) => self.enter(*ordinal),
            _ => self.at_node(input),
        }
        if !matches!(input, Input::Pause) && !self.only_hinted() {
            show(self.pack, &self.talk, self.out);
        }
    }

    /// Whether a hint was all: the question still stands as it was shown, and only after two hints it is shown again.
    fn only_hinted(&self) -> bool {
        match self.out.as_slice() {
            [Output::Hint(hint)] => *hint != Hint::Choices,
            [Output::Notice(notice)] => *notice == Notice::WriteNow,
            _ => false,
        }
    }

    fn notice(&mut self, notice: Notice) {
        self.out.push(Output::Notice(notice));
    }

    fn back(&mut self) {
        if self.talk.open != 0 {
            self.talk.open = 0;
            return;
        }
        match back(self.pack, &mut self.talk) {
            Some(undo) => self.out.push(Output::Forget(undo.from)),
            None => self.notice(Notice::BackEnds),
        }
    }

    fn stop(&mut self) {
        if let At::Node(from) = self.talk.at {
            let undo = Undo::new(from, &self.talk);
            let onward = Onward {
                target: Target::Closing,
                via: None,
            };
            go(self.pack, &mut self.talk, undo, onward, self.out);
        }
    }

    fn enter(&mut self, ordinal: u16) {
        let known = self.pack.theme_by_ordinal.get(usize::from(ordinal));
        match known.copied().flatten() {
            Some(theme) if theme != crate::script::FRAME => {
                enter(self.pack, &mut self.talk, theme, self.out);
            }
            _ => {
                enter_hub(self.pack, &mut self.talk);
                self.notice(Notice::PlaceGone);
            }
        }
    }

    fn at_node(&mut self, input: &Input<'_>) {
        let Some((index, node)) = self.talk.node(self.pack) else {
            return self.at_closing(input);
        };
        let kind = node.answer.as_ref().map(|answer| answer.kind);
        match input {
            Input::Choose(ordinal) => self.choose(index, node, *ordinal),
            Input::GoOn | Input::Skip => self.skip(index, node),
            Input::Say(text) => self.say(index, node, text),
            Input::Answer(text) if kind == Some(AnswerKind::Text) => self.words(index, node, text),
            Input::OwnWords if kind == Some(AnswerKind::Text) => self.notice(Notice::WriteNow),
            Input::Scale(number @ 0..=10) if kind == Some(AnswerKind::Scale) => {
                self.give(index, node, number + 1);
            }
            Input::Family(at) if kind == Some(AnswerKind::Feeling) => self.family(*at),
            Input::Feeling(ordinal) if kind == Some(AnswerKind::Feeling) => {
                self.feeling(index, node, *ordinal);
            }
            Input::Several(picks) if kind == Some(AnswerKind::Several) => {
                self.several(index, node, picks);
            }
            Input::More if index == self.pack.hub => self.more(),
            _ => self.notice(Notice::NotHere),
        }
    }

    /// After the end, typed words that name the themes lead back to them.
    fn at_closing(&mut self, input: &Input<'_>) {
        let again = plain_words(crate::words::labels::AGAIN);
        let typed = |text: &str| {
            let plain = plain_words(text);
            plain == "1" || (plain.len() > 3 && again.starts_with(&plain))
        };
        match input {
            Input::Say(text) if typed(text) => enter_hub(self.pack, &mut self.talk),
            Input::Say(_) => self.out.push(Output::Hint(Hint::Choices)),
            _ => self.notice(Notice::NotHere),
        }
    }

    fn more(&mut self) {
        let pages = hub_pages(self.pack);
        let next = (usize::from(self.talk.open) + 1) % pages;
        self.talk.open = u8::try_from(next).unwrap_or(0);
    }

    /// Leads on along `next`, without an answer.
    fn skip(&mut self, index: NodeIx, node: &'s Node) {
        if node.end || index == self.pack.hub {
            return self.notice(Notice::NothingToSkip);
        }
        let undo = Undo::new(index, &self.talk);
        self.leave(node, undo, node.next, None);
    }

    /// Leaves a node for `to`, or for `next`.
    fn leave(&mut self, node: &'s Node, undo: Undo, to: Option<Target>, via: Option<NodeIx>) {
        let onward = Onward {
            target: to.or(node.next).unwrap_or(Target::Hub),
            via: via.or(node.via),
        };
        go(self.pack, &mut self.talk, undo, onward, self.out);
    }

    fn reflect(&mut self, reflect: Option<&'s (Text, Place)>) -> bool {
        let said = say(self.pack, &self.talk, reflect.map(|(text, _)| text));
        let is_said = said.is_some();
        self.out.extend(said.map(Output::Reflect));
        is_said
    }

    fn choose(&mut self, index: NodeIx, node: &'s Node, ordinal: u8) {
        let at = node
            .choice_by_ordinal
            .get(usize::from(ordinal))
            .copied()
            .flatten();
        let choice = at.and_then(|at| node.choices.get(usize::from(at)));
        let offered = choice.filter(|c| is_offered(self.pack, &self.talk, node, c));
        let Some(choice) = offered else {
            return self.notice(Notice::NotHere);
        };
        if node
            .answer
            .as_ref()
            .is_some_and(|a| a.kind == AnswerKind::Several)
        {
            return self.several(index, node, &[ordinal]);
        }
        self.out
            .push(Output::Remember(index, Kept::Label(&choice.label)));
        let mut undo = Undo::new(index, &self.talk);
        self.apply(choice, &mut undo);
        let said = self.reflect(choice.reflect.as_ref());
        let to = choice.to.or_else(|| self.route(node, None, said));
        self.leave(node, undo, to, choice.via);
    }

    /// Sets what a choice sets.
    fn apply(&mut self, choice: &Choice, undo: &mut Undo) {
        for (variable, value) in &choice.set {
            self.talk.set(*variable, *value, undo);
        }
        if let Some(depth) = choice.depth
            && depth != self.talk.depth
        {
            undo.depth = Some(self.talk.depth);
            self.talk.depth = depth;
        }
    }

    /// The first route that fits the answer; says its reflection unless one was said.
    fn route(&mut self, node: &'s Node, typed: Option<&str>, said: bool) -> Option<Target> {
        let facts = Seen {
            talk: &self.talk,
            pack: self.pack,
        };
        let heard = |phrases: &[String]| {
            phrases.is_empty()
                || typed.is_some_and(|typed| phrases.iter().any(|phrase| says(typed, phrase)))
        };
        let route = node.routes.iter().find(|route| {
            route.when.as_ref().is_none_or(|when| when.holds(&facts)) && heard(&route.hears)
        })?;
        if !said {
            self.reflect(route.reflect.as_ref());
        }
        route.to
    }

    /// Goes on after an answer that is not a choice.
    fn answered(&mut self, node: &'s Node, undo: Undo, typed: Option<&str>) {
        let own = |step: &mut Self| {
            step.reflect(
                node.answer
                    .as_ref()
                    .and_then(|answer| answer.reflect.as_ref()),
            )
        };
        let before = self.out.len();
        let to = self.route(node, typed, false);
        if self.out.len() == before && to.is_none() {
            own(self);
        }
        self.leave(node, undo, to, None);
    }

    /// Gives a raw value to the answer's variable.
    fn give(&mut self, index: NodeIx, node: &'s Node, raw: u8) {
        let mut undo = Undo::new(index, &self.talk);
        if let Some(variable) = answer_variable(node) {
            self.talk.set(variable, raw, &mut undo);
        }
        self.answered(node, undo, None);
    }

    fn family(&mut self, at: u8) {
        if usize::from(at) < self.pack.families.len() {
            self.talk.open = at + 1;
        } else {
            self.notice(Notice::NotHere);
        }
    }

    fn feeling(&mut self, index: NodeIx, node: &'s Node, ordinal: u16) {
        let known = self.pack.feeling_by_ordinal.get(usize::from(ordinal));
        let at = known.copied().flatten();
        let feeling = at.and_then(|at| self.pack.feelings.get(usize::from(at)));
        let (Some(at), Some(feeling)) = (at, feeling) else {
            return self.notice(Notice::NotHere);
        };
        self.out
            .push(Output::Remember(index, Kept::Feeling(&feeling.label)));
        self.give(index, node, at + 1);
    }

    fn several(&mut self, index: NodeIx, node: &'s Node, picks: &[u8]) {
        let Some(answer) = &node.answer else {
            return;
        };
        let picked: Option<Vec<&'s Choice>> = picks
            .iter()
            .map(|ordinal| {
                let at = node
                    .choice_by_ordinal
                    .get(usize::from(*ordinal))
                    .copied()
                    .flatten()?;
                let choice = node.choices.get(usize::from(at))?;
                is_offered(self.pack, &self.talk, node, choice).then_some(choice)
            })
            .collect();
        let Some(picked) = picked.filter(|picked| !picked.is_empty()) else {
            return self.notice(Notice::NotHere);
        };
        if picked.len() > usize::from(answer.max) {
            return self.notice(Notice::TooMany(answer.max));
        }
        let labels = picked.iter().map(|choice| choice.label.as_str()).collect();
        self.out.push(Output::Remember(index, Kept::Labels(labels)));
        let mask = self.mask(answer, &picked);
        self.give(index, node, mask);
    }

    /// The raw value of several choices.
    fn mask(&self, answer: &Answer, picked: &[&Choice]) -> u8 {
        let variables = &self.pack.theme(self.talk.theme).variables;
        let values = answer
            .set
            .and_then(|index| variables.get(usize::from(index.0)))
            .map_or(&[][..], |variable| &variable.values);
        picked
            .iter()
            .filter_map(|choice| values.iter().position(|value| *value == choice.value))
            .fold(0, |mask, at| {
                mask | 1_u8
                    .checked_shl(u32::try_from(at).unwrap_or(8))
                    .unwrap_or(0)
            })
    }

    /// Own words: the shell may hold them, the talk only counts them.
    fn words(&mut self, index: NodeIx, node: &'s Node, text: &str) {
        let max = node.answer.as_ref().map_or(0, |answer| answer.max);
        if text.chars().count() > usize::from(max) {
            return self.notice(Notice::TooLong(max));
        }
        if text.trim().is_empty() {
            return self.miss(node);
        }
        self.out.push(Output::Remember(index, Kept::Words));
        let mut undo = Undo::new(index, &self.talk);
        undo.words = self.talk.words < u8::MAX;
        self.talk.words = self.talk.words.saturating_add(1);
        let plain = plain_words(text);
        self.answered(node, undo, Some(&plain));
    }

    fn say(&mut self, index: NodeIx, node: &'s Node, text: &str) {
        match hear(self.pack, &self.talk, index, node, text) {
            Meaning::Press(act) => self.press(index, node, act),
            Meaning::Several(picks) => self.several(index, node, &picks),
            Meaning::Scale(number) => self.give(index, node, number + 1),
            Meaning::Words => self.words(index, node, text),
            Meaning::Nothing => self.miss(node),
        }
    }

    fn press(&mut self, index: NodeIx, node: &'s Node, act: Act) {
        match act {
            Act::Choose(ordinal) => self.choose(index, node, ordinal),
            Act::Enter(ordinal) => self.enter(ordinal),
            Act::GoOn => self.skip(index, node),
            Act::OwnWords => self.notice(Notice::WriteNow),
            Act::Family(at) => self.family(at),
            Act::Feeling(ordinal) => self.feeling(index, node, ordinal),
            Act::Hub => enter_hub(self.pack, &mut self.talk),
            Act::Stop => self.stop(),
            Act::More => self.more(),
        }
    }

    /// Words that fit nothing: a hint, a second one, then the choices again.
    fn miss(&mut self, node: &'s Node) {
        self.talk.misses = (self.talk.misses + 1).min(3);
        let authored = node.no_match.get(usize::from(self.talk.misses - 1));
        let hint = match (authored, self.talk.misses) {
            (Some((text, _)), 1 | 2) => Hint::Author(text),
            (None, 1) if asks_number(node) => Hint::Scale,
            (None, 1) => Hint::First,
            (None, 2) => Hint::Second,
            _ => Hint::Choices,
        };
        self.out.push(Output::Hint(hint));
    }
}

/// Whether a number is asked for.
fn asks_number(node: &Node) -> bool {
    let kind = node.answer.as_ref().map(|answer| answer.kind);
    kind == Some(AnswerKind::Scale)
}

/// The variable that a node's answer sets.
fn answer_variable(node: &Node) -> Option<VarIx> {
    node.answer.as_ref().and_then(|answer| answer.set)
}
