//! The longest token that a theme can need, proven by building it.
//!
//! Every number in a token takes more bits the larger it is. So a talk in which each part has its largest value is at least as
//! long as any talk that can happen; the way back is filled with the one step that costs most.

use crate::engine::talk::{At, BACK_STEPS, CALLS_MAX, Call, Talk, Undo};
use crate::engine::token::encode;
use crate::script::pack::SETS_PER_STEP_MAX;
use crate::script::{AnswerKind, Depth, FRAME, NodeIx, Pack, PackIx, ThemeIx, VarIx, VariableKind};

/// Characters of the longest token that a talk in `theme` can need.
pub fn longest(pack: &Pack, theme: ThemeIx) -> usize {
    let talk = fullest(pack, theme);
    let nodes = pack
        .theme(theme)
        .nodes
        .iter()
        .chain(&pack.theme(FRAME).nodes);
    let steps = nodes.flat_map(|node| undos(pack, &talk, *node));
    steps
        .map(|undo| {
            let mut talk = talk.clone();
            talk.back = std::iter::repeat_n(undo, BACK_STEPS).collect();
            encode(pack, &talk).len()
        })
        .max()
        .unwrap_or_else(|| encode(pack, &talk).len())
}

/// A talk with the largest value in every part but the way back.
fn fullest(pack: &Pack, theme: ThemeIx) -> Talk {
    let last = |theme: ThemeIx| {
        let nodes = pack.theme(theme).nodes.iter().copied();
        nodes.max_by_key(|node| pack.node(*node).ordinal)
    };
    let place = last(theme).unwrap_or(pack.hub);
    let frame = last(FRAME).unwrap_or(pack.hub);
    let mut talk = Talk::new(pack, PackIx(0), u8::MAX);
    talk.leave_theme(theme);
    talk.at = At::Node(place);
    talk.depth = Depth::Deep;
    talk.finished = pack.themes.iter().fold(0, |bits, theme| {
        bits | crate::engine::talk::finished_bit(theme)
    });
    talk.visited = u128::MAX >> (127 - u32::from(pack.node(place).ordinal).min(127));
    for (raw, at) in talk
        .vars
        .iter_mut()
        .zip(0..pack.theme(theme).variables.len())
    {
        *raw = largest(pack, theme, at);
    }
    talk.counts.fill(3);
    let deeper = if pack.node(place).ordinal > pack.node(frame).ordinal {
        place
    } else {
        frame
    };
    talk.calls.extend(std::iter::repeat_n(deeper, CALLS_MAX));
    talk.at = At::Node(deeper);
    talk.words = u8::MAX;
    talk.misses = 3;
    talk.open = open_max(pack);
    talk
}

/// The raw value of a variable whose number is the largest.
fn largest(pack: &Pack, theme: ThemeIx, at: usize) -> u8 {
    let Some(variable) = pack.theme(theme).variables.get(at) else {
        return 0;
    };
    let top = |ordinals: &mut dyn Iterator<Item = u16>| {
        let at = ordinals.enumerate().max_by_key(|(_, ordinal)| *ordinal);
        at.map_or(0, |(at, _)| u8::try_from(at + 1).unwrap_or(u8::MAX))
    };
    match variable.kind {
        VariableKind::Scale => 11,
        VariableKind::YesNo => 2,
        VariableKind::Feeling => top(&mut pack.feelings.iter().map(|feeling| feeling.ordinal)),
        VariableKind::OneOf => top(&mut variable.value_ordinals.iter().copied()),
        VariableKind::Several => u8::MAX,
    }
}

/// The largest number of an open list.
fn open_max(pack: &Pack) -> u8 {
    let pages = crate::engine::view::hub_pages(pack);
    u8::try_from(pack.families.len().max(pages)).unwrap_or(u8::MAX)
}

/// Every kind of step that can begin at a node, each as costly as it can be.
fn undos(pack: &Pack, talk: &Talk, index: NodeIx) -> Vec<Undo> {
    let node = pack.node(index);
    let answer = node.answer.as_ref();
    let feeling = answer.is_some_and(|answer| answer.kind == AnswerKind::Feeling);
    let with = |set: &mut dyn Iterator<Item = VarIx>| {
        let mut undo = Undo::new(index, talk);
        undo.advanced = true;
        undo.words = true;
        undo.finished = true;
        undo.call = Call::Popped;
        undo.depth = Some(Depth::Deep);
        undo.misses = 3;
        undo.open = if feeling { open_max(pack) } else { 0 };
        for variable in set.take(SETS_PER_STEP_MAX) {
            undo.vars.push((variable, talk.raw(variable)));
        }
        undo
    };
    let mut out = vec![with(&mut answer.and_then(|answer| answer.set).into_iter())];
    for choice in &node.choices {
        out.push(with(&mut choice.set.iter().map(|(variable, _)| *variable)));
    }
    out
}
