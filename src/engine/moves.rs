//! Moving through a pack: where a target really leads for this member, and what arriving there changes.

use crate::engine::output::Output;
use crate::engine::talk::{At, CALLS_MAX, Call, Talk, Undo, finished_bit};
use crate::script::graph::is_met;
use crate::script::{Depth, Node, NodeIx, Pack, Target, ThemeIx, graph};

/// Where a step leads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Onward {
    /// The target as written.
    pub(crate) target: Target,
    /// A part to call on the way.
    pub(crate) via: Option<NodeIx>,
}

/// Leaves the place that `undo` remembers.
pub(crate) fn go<'s>(
    pack: &'s Pack,
    talk: &mut Talk,
    mut undo: Undo,
    onward: Onward,
    out: &mut Vec<Output<'s>>,
) {
    talk.misses = 0;
    talk.open = 0;
    let via = onward.via;
    match settle(pack, talk.depth, onward.target) {
        Target::Hub => {
            if let Some(via) = grounding(pack, &undo, pack.hub).or(via) {
                return call(pack, talk, undo, via, pack.hub);
            }
            enter_hub(pack, talk);
        }
        Target::Closing => {
            talk.at = At::Closing;
            talk.push_back(undo);
        }
        Target::Return => match talk.calls.pop() {
            Some(to) if to == pack.hub => enter_hub(pack, talk),
            Some(to) => {
                undo.call = Call::Popped;
                arrive(pack, talk, undo, to);
            }
            None => enter_hub(pack, talk),
        },
        Target::Theme(theme) => enter(pack, talk, theme, out),
        Target::Node(to) if to == pack.hub && via.is_none() => enter_hub(pack, talk),
        // Grounding is not the author's to leave out: it comes before any other call.
        Target::Node(to) => match grounding(pack, &undo, to).or(via) {
            Some(via) => call(pack, talk, undo, via, to),
            None => arrive(pack, talk, undo, to),
        },
    }
}

/// Follows `next` past nodes that are too deep for this talk.
fn settle(pack: &Pack, depth: Depth, target: Target) -> Target {
    let mut target = target;
    // The lint proves that `next` has no circles; the bound holds for packs that it refused.
    for _ in 0..pack.nodes.len() {
        let Target::Node(index) = target else {
            return target;
        };
        let node = pack.node(index);
        if is_met(node, depth) {
            return target;
        }
        target = node.next.unwrap_or(Target::Hub);
    }
    Target::Hub
}

/// The grounding that belongs between two places: on the way into a deep part and on the way out.
///
/// A node with a support card is reached at once: safety comes first.
fn grounding(pack: &Pack, undo: &Undo, to: NodeIx) -> Option<NodeIx> {
    let grounding = pack.grounding?;
    let was_deep = pack.node(undo.from).depth == Depth::Deep;
    let target = pack.node(to);
    match (was_deep, target.depth == Depth::Deep) {
        (false, true) => Some(grounding.before),
        (true, false) if target.support.is_none() => Some(grounding.after),
        _ => None,
    }
}

/// Calls a part that will return to `to`.
fn call(pack: &Pack, talk: &mut Talk, mut undo: Undo, part: NodeIx, to: NodeIx) {
    if talk.calls.len() < CALLS_MAX {
        talk.calls.push(to);
        undo.call = Call::Pushed;
        arrive(pack, talk, undo, part);
    } else if pack.node(to).depth == Depth::Deep {
        enter_hub(pack, talk);
    } else {
        arrive(pack, talk, undo, to);
    }
}

/// Arrives at a node.
fn arrive(pack: &Pack, talk: &mut Talk, mut undo: Undo, to: NodeIx) {
    let node = pack.node(to);
    talk.at = At::Node(to);
    undo.advanced = talk.visit(node);
    if node.end && node.theme == talk.theme {
        let flag = finished_bit(pack.theme(talk.theme));
        undo.finished = flag != 0 && talk.finished & flag == 0;
        talk.finished |= flag;
    }
    talk.push_back(undo);
}

/// Enters the hub: the theme is over.
pub(crate) fn enter_hub(pack: &Pack, talk: &mut Talk) {
    talk.leave_theme(crate::script::FRAME);
    talk.at = At::Node(pack.hub);
    talk.visit(pack.node(pack.hub));
}

/// Enters a theme at its beginning.
pub(crate) fn enter<'s>(
    pack: &'s Pack,
    talk: &mut Talk,
    theme: ThemeIx,
    out: &mut Vec<Output<'s>>,
) {
    let start = settle(pack, talk.depth, Target::Node(pack.theme(theme).start));
    let Target::Node(start) = start else {
        return enter_hub(pack, talk);
    };
    talk.leave_theme(theme);
    talk.at = At::Node(start);
    talk.visit(pack.node(start));
    let minutes = graph::minutes(pack, theme, talk.depth);
    out.push(Output::Opening { theme, minutes });
}

/// Takes the last step back exactly; false when there is none.
pub(crate) fn back(pack: &Pack, talk: &mut Talk) -> Option<Undo> {
    let undo = talk.back.pop()?;
    if let Some((index, node)) = talk.node(pack) {
        undo_arrival(pack, talk, &undo, index, node);
    }
    for (variable, old) in &undo.vars {
        if let Some(place) = talk.vars.get_mut(usize::from(variable.0)) {
            *place = *old;
        }
    }
    talk.words = talk.words.saturating_sub(u8::from(undo.words));
    talk.depth = undo.depth.unwrap_or(talk.depth);
    talk.misses = undo.misses;
    talk.open = undo.open;
    talk.at = At::Node(undo.from);
    Some(undo)
}

/// Takes back what arriving changed.
fn undo_arrival(pack: &Pack, talk: &mut Talk, undo: &Undo, index: NodeIx, node: &Node) {
    if undo.advanced {
        talk.unvisit(node);
    }
    if undo.finished {
        talk.finished &= !finished_bit(pack.theme(talk.theme));
    }
    match undo.call {
        Call::None => {}
        Call::Pushed => {
            talk.calls.pop();
        }
        Call::Popped => {
            // Room was made by the pop that is being taken back.
            let _full = talk.calls.try_push(index);
        }
    }
}
