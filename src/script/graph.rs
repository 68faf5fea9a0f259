//! A pack as a graph: where each node leads, what can be reached, how far it is to the end.

use crate::script::file::Depth;
use crate::script::pack::{Node, NodeIx, Pack, Target, ThemeIx};

/// Every way out of a node, as written: `next`, choices and routes.
pub fn ways(node: &Node) -> impl Iterator<Item = Target> + '_ {
    let choices = node.choices.iter().filter_map(|choice| choice.to);
    let routes = node.routes.iter().filter_map(|route| route.to);
    node.next.into_iter().chain(choices).chain(routes)
}

/// Every node that a node leads to or calls, within its theme and the frame; theme starts where a way enters a theme.
pub fn successors<'p>(pack: &'p Pack, node: &'p Node) -> impl Iterator<Item = NodeIx> + 'p {
    let called = node
        .via
        .into_iter()
        .chain(node.choices.iter().filter_map(|choice| choice.via));
    ways(node)
        .filter_map(|target| match target {
            Target::Node(node) => Some(node),
            Target::Hub => Some(pack.hub),
            Target::Theme(theme) => Some(pack.theme(theme).start),
            Target::Closing | Target::Return => None,
        })
        .chain(called)
}

/// Every node that can be reached from `from`, as flags by node position.
pub fn reach(pack: &Pack, from: impl IntoIterator<Item = NodeIx>) -> Vec<bool> {
    let mut seen = vec![false; pack.nodes.len()];
    let mut open: Vec<NodeIx> = from.into_iter().collect();
    while let Some(index) = open.pop() {
        match seen.get_mut(index.0 as usize) {
            Some(flag) if !*flag => *flag = true,
            _ => continue,
        }
        open.extend(successors(pack, pack.node(index)));
    }
    seen
}

/// Whether a member who chose `depth` meets this node, rather than being led on along `next`.
pub fn is_met(node: &Node, depth: Depth) -> bool {
    node.depth <= depth && !(node.gate && depth < Depth::Deep)
}

/// Fills in how many questions are still ahead of each node on a usual way.
pub fn measure(pack: &mut Pack) {
    for (slot, depth) in [Depth::Light, Depth::Middle, Depth::Deep]
        .into_iter()
        .enumerate()
    {
        let ahead = questions_ahead(pack, depth);
        for (node, value) in pack.nodes.iter_mut().zip(ahead) {
            if let Some(place) = node.ahead.get_mut(slot) {
                *place = value;
            }
        }
    }
}

/// Fewest and most questions from a node to the end of its theme.
#[derive(Clone, Copy, Default)]
struct Span {
    fewest: u16,
    most: u16,
}

/// For each node the questions on a usual way to the end; ways round in a circle count once.
fn questions_ahead(pack: &Pack, depth: Depth) -> Vec<u8> {
    let mut spans = vec![Span::default(); pack.nodes.len()];
    let mut state = vec![0_u8; pack.nodes.len()];
    for root in (0..).map(NodeIx).take(pack.nodes.len()) {
        let mut open = vec![root];
        while let Some(index) = open.last().copied() {
            let at = index.0 as usize;
            let node = pack.node(index);
            match state.get(at) {
                Some(0) => {
                    set(&mut state, at, 1);
                    let next =
                        onward(node, depth).filter(|next| state.get(next.0 as usize) == Some(&0));
                    open.extend(next);
                }
                Some(1) => {
                    set(&mut state, at, 2);
                    let measured = span(node, depth, &spans, &state);
                    set(&mut spans, at, measured);
                    open.pop();
                }
                _ => {
                    open.pop();
                }
            }
        }
    }
    // Nearer to the most: a way that ends sooner than it said is kinder than one that grows.
    let usual = |span: &Span| (span.fewest + span.most * 3).div_ceil(4);
    let short = |span: &Span| u8::try_from(usual(span)).unwrap_or(u8::MAX);
    spans.iter().map(short).collect()
}

/// Writes one place of a table.
fn set<T>(table: &mut [T], at: usize, value: T) {
    if let Some(place) = table.get_mut(at) {
        *place = value;
    }
}

/// The nodes of the same theme that a member of `depth` goes on to.
fn onward(node: &Node, depth: Depth) -> impl Iterator<Item = NodeIx> + '_ {
    let met = is_met(node, depth);
    ways(node)
        .take(if met { usize::MAX } else { 1 })
        .filter_map(|target| match target {
            Target::Node(next) => Some(next),
            _ => None,
        })
}

/// A node's span from those of the nodes after it.
fn span(node: &Node, depth: Depth, spans: &[Span], state: &[u8]) -> Span {
    let after = onward(node, depth)
        .filter(|next| state.get(next.0 as usize) == Some(&2))
        .filter_map(|next| spans.get(next.0 as usize).copied())
        .reduce(|a, b| Span {
            fewest: a.fewest.min(b.fewest),
            most: a.most.max(b.most),
        })
        .unwrap_or_default();
    let itself = u16::from(node.is_question() && is_met(node, depth));
    Span {
        fewest: after.fewest.saturating_add(itself),
        most: after.most.saturating_add(itself).min(250),
    }
}

/// How many minutes a way of `depth` takes: the author's figure for a middle way, in proportion to the questions.
pub fn minutes(pack: &Pack, theme: ThemeIx, depth: Depth) -> u8 {
    let theme = pack.theme(theme);
    let [light, middle, deep] = pack.node(theme.start).ahead;
    let count = u16::from(match depth {
        Depth::Light => light,
        Depth::Middle => middle,
        Depth::Deep => deep,
    });
    let scaled = (u16::from(theme.minutes) * count).div_ceil(u16::from(middle.max(1)));
    u8::try_from(scaled.max(1)).unwrap_or(u8::MAX)
}
