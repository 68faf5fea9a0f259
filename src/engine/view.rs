//! What a place looks like: its lines, and what is asked there.

use std::borrow::Cow;

use crate::engine::output::{Act, AnswerAsk, Ask, Offer, Output, Way};
use crate::engine::talk::{Seen, Talk};
use crate::script::expr::Facts as _;
use crate::script::pack::{Answer, Line, When};
use crate::script::text::Text;
use crate::script::{
    AnswerKind, Choice, Depth, FRAME, Node, NodeIx, Pack, Script, SupportKind, Target, VarIx,
    VariableKind,
};
use crate::words::labels;

/// Themes on one page of the hub; with the hub's own choices and "more" they fit a menu of 25.
const THEMES_PER_PAGE: usize = 20;

/// Shows the present place.
pub(crate) fn show<'s>(pack: &'s Pack, talk: &Talk, out: &mut Vec<Output<'s>>) {
    let Some((index, node)) = talk.node(pack) else {
        closing(pack, talk, out);
        return;
    };
    lines(pack, talk, node, out);
    out.extend(node.support.map(Output::Support));
    if node.end {
        out.push(summary(pack, talk));
    }
    out.push(Output::Ask(ask(pack, talk, index, node)));
}

/// The end of the talk.
fn closing<'s>(pack: &'s Pack, talk: &Talk, out: &mut Vec<Output<'s>>) {
    let ended = was_at_any(pack, talk, |node| node.end);
    if talk.theme != FRAME && !ended {
        out.push(summary(pack, talk));
    }
    out.push(Output::Closing { ended });
    out.push(Output::Ask(Ask {
        theme: talk.theme,
        node: pack.hub,
        offers: vec![offer(Act::Hub, labels::AGAIN)],
        answer: None,
        way: None,
        back: !talk.back.is_empty(),
        skip: false,
    }));
}

/// Whether the member met such a node in this theme.
fn was_at_any(pack: &Pack, talk: &Talk, is_such: impl Fn(&Node) -> bool) -> bool {
    let nodes = &pack.theme(talk.theme).nodes;
    let mut nodes = nodes.iter().map(|index| pack.node(*index));
    nodes.any(|node| is_such(node) && talk.was_at(node))
}

/// What the member gave in this theme.
fn summary<'s>(pack: &Pack, talk: &Talk) -> Output<'s> {
    let fear = Some(SupportKind::PartnerViolence);
    Output::Summary {
        guarded: was_at_any(pack, talk, |node| node.support == fear),
        theme: talk.theme,
        before: talk.before(),
        after: talk.after(),
        words: talk.words,
    }
}

/// The node's lines and its text.
fn lines<'s>(pack: &'s Pack, talk: &Talk, node: &'s Node, out: &mut Vec<Output<'s>>) {
    let facts = Seen { talk, pack };
    let mut said = false;
    for line in &node.lines {
        let due = match &line.when {
            When::Always => true,
            When::Otherwise => !said,
            When::If(expr) => expr.holds(&facts),
        };
        if !due {
            continue;
        }
        if let Some(text) = say(pack, talk, variant(talk, node, line)) {
            said |= line.when != When::Always;
            let says = line.says.or(node.says);
            out.push(Output::Line { text, says });
        }
    }
    if let Some(text) = say(pack, talk, Some(&node.text)) {
        let says = node.says;
        out.push(Output::Line { text, says });
    }
}

/// One of a line's variants, the same all through a talk.
fn variant<'s>(talk: &Talk, node: &Node, line: &'s Line) -> Option<&'s Text> {
    let count = line.variants.len().max(1);
    let at = (usize::from(talk.seed) + usize::from(node.ordinal)) % count;
    line.variants.get(at).map(|(text, _)| text)
}

/// A text with its variables spoken; nothing when one has no value.
pub(crate) fn say<'s>(pack: &'s Pack, talk: &Talk, text: Option<&'s Text>) -> Option<Cow<'s, str>> {
    text?.say(|variable| spoken(pack, talk, variable))
}

/// A variable as it sounds inside a text.
pub fn spoken<'s>(pack: &'s Pack, talk: &Talk, index: VarIx) -> Option<Cow<'s, str>> {
    let raw = talk.raw(index).checked_sub(1)?;
    let variable = pack.theme(talk.theme).variables.get(usize::from(index.0))?;
    let at = usize::from(raw);
    let word = match variable.kind {
        VariableKind::Scale => return Some(Cow::Owned(raw.to_string())),
        VariableKind::YesNo => ["no", "yes"].get(at).copied()?,
        VariableKind::Feeling => &pack.feelings.get(at)?.label,
        VariableKind::OneOf => value_sound(&variable.spoken, &variable.values, at)?,
        VariableKind::Several => {
            let mask = talk.raw(index);
            let picked: Vec<&str> = (0..variable.values.len())
                .filter(|at| mask & (1 << at) != 0)
                .filter_map(|at| value_sound(&variable.spoken, &variable.values, at))
                .collect();
            return Some(Cow::Owned(picked.join(", ")));
        }
    };
    Some(Cow::Borrowed(word))
}

/// A value's sound, or the value where it has none.
fn value_sound<'s>(spoken: &'s [String], values: &'s [String], at: usize) -> Option<&'s str> {
    let sound = spoken.get(at).filter(|sound| !sound.is_empty());
    sound.or_else(|| values.get(at)).map(String::as_str)
}

/// What is asked where a talk stands; nothing where it is over.
pub fn asked<'s>(script: &'s Script, talk: &Talk) -> Option<Ask<'s>> {
    let pack = script.pack(talk.pack)?;
    let (index, node) = talk.node(pack)?;
    Some(ask(pack, talk, index, node))
}

/// What is asked at a node.
pub(crate) fn ask<'s>(pack: &'s Pack, talk: &Talk, index: NodeIx, node: &'s Node) -> Ask<'s> {
    let answer = node.answer.as_ref();
    let mut offers = Vec::with_capacity(node.choices.len() + 2);
    if index == pack.hub {
        hub_offers(pack, talk, &mut offers);
    }
    match answer.map(|answer| answer.kind) {
        Some(AnswerKind::Feeling) => feeling_offers(pack, talk, &mut offers),
        _ => choice_offers(pack, talk, node, &mut offers),
    }
    let takes_words = answer.is_some_and(|answer| answer.kind == AnswerKind::Text);
    if node.end {
        offers.push(offer(Act::Hub, labels::THEMES));
        offers.push(offer(Act::Stop, labels::STOP));
    } else if takes_words && !offers.is_empty() {
        offers.push(offer(Act::OwnWords, labels::OWN_WORDS));
    } else if offers.is_empty() && answer.is_none() {
        offers.push(offer(Act::GoOn, labels::GO_ON));
    }
    Ask {
        theme: talk.theme,
        node: index,
        offers,
        answer: answer.map(answer_ask),
        way: way(pack, talk, node),
        back: !talk.back.is_empty() || talk.open != 0,
        skip: !node.end && index != pack.hub && (answer.is_some() || !node.choices.is_empty()),
    }
}

/// A button of the bot's own.
fn offer(act: Act, label: &str) -> Offer<'_> {
    Offer {
        act,
        label,
        note: None,
        done: false,
    }
}

/// An answer as platforms draw it.
fn answer_ask(answer: &Answer) -> AnswerAsk<'_> {
    AnswerAsk {
        kind: answer.kind,
        label: &answer.label,
        max: answer.max,
        store: answer.store,
        placeholder: answer.placeholder.as_deref(),
        low: answer.low.as_deref(),
        high: answer.high.as_deref(),
    }
}

/// The themes on the present page of the hub.
fn hub_offers<'s>(pack: &'s Pack, talk: &Talk, offers: &mut Vec<Offer<'s>>) {
    let count = pack.themes.len().saturating_sub(1);
    let first =
        usize::from(talk.open) * THEMES_PER_PAGE % count.next_multiple_of(THEMES_PER_PAGE).max(1);
    for (_, theme) in pack.choosable().skip(first).take(THEMES_PER_PAGE) {
        offers.push(Offer {
            act: Act::Enter(theme.ordinal),
            label: &theme.title,
            note: Some(&theme.summary),
            done: talk.has_finished(theme),
        });
    }
    if count > THEMES_PER_PAGE {
        offers.push(offer(Act::More, labels::MORE));
    }
}

/// Pages of the hub.
pub(crate) fn hub_pages(pack: &Pack) -> usize {
    pack.themes
        .len()
        .saturating_sub(1)
        .div_ceil(THEMES_PER_PAGE)
        .max(1)
}

/// Families of feelings, or the words of the open one.
fn feeling_offers<'s>(pack: &'s Pack, talk: &Talk, offers: &mut Vec<Offer<'s>>) {
    let family = talk
        .open
        .checked_sub(1)
        .and_then(|at| pack.families.get(usize::from(at)));
    if let Some(family) = family {
        let words = family
            .words
            .iter()
            .filter_map(|at| pack.feelings.get(usize::from(*at)));
        offers.extend(words.map(|word| offer(Act::Feeling(word.ordinal), &word.label)));
    } else {
        let families = (0_u8..).zip(&pack.families);
        offers.extend(families.map(|(at, family)| offer(Act::Family(at), &family.label)));
    }
}

/// The choices that show now.
fn choice_offers<'s>(pack: &'s Pack, talk: &Talk, node: &'s Node, offers: &mut Vec<Offer<'s>>) {
    let shown = node
        .choices
        .iter()
        .filter(|choice| is_offered(pack, talk, node, choice));
    offers.extend(shown.map(|choice| offer(Act::Choose(choice.ordinal), &choice.label)));
}

/// Whether a choice shows now: its condition holds and it is not used up.
pub(crate) fn is_offered(pack: &Pack, talk: &Talk, node: &Node, choice: &Choice) -> bool {
    let facts = Seen { talk, pack };
    if choice.when.as_ref().is_some_and(|when| !when.holds(&facts)) {
        return false;
    }
    match choice.to.or(node.next) {
        Some(Target::Node(target)) => {
            let target_node = pack.node(target);
            !((choice.once || target_node.once) && facts.visits(target) > 0)
        }
        _ => true,
    }
}

/// Where in the way this node is: only for questions of a theme.
fn way(pack: &Pack, talk: &Talk, node: &Node) -> Option<Way> {
    if talk.theme == FRAME || node.theme != talk.theme || !node.is_question() {
        return None;
    }
    let asked = (talk.visited & pack.theme(talk.theme).question_bits).count_ones();
    let at = u8::try_from(asked).unwrap_or(u8::MAX).max(1);
    let [light, middle, deep] = node.ahead;
    let ahead = match talk.depth {
        Depth::Light => light,
        Depth::Middle => middle,
        Depth::Deep => deep,
    };
    let about = at.saturating_add(ahead.saturating_sub(1));
    Some(Way { at, about })
}
