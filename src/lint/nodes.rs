//! Sets of nodes, and the ways between them with the place where each is written.

use crate::script::finding::Place;
use crate::script::pack::{Node, NodeIx, Pack, Target};

/// A set of a pack's nodes.
#[derive(Debug, Clone)]
pub(crate) struct NodeSet(Vec<bool>);

impl NodeSet {
    /// No node of `pack`.
    pub(crate) fn none(pack: &Pack) -> Self {
        Self(vec![false; pack.nodes.len()])
    }

    /// Puts a node in; false when it was in already.
    pub(crate) fn insert(&mut self, index: NodeIx) -> bool {
        match self.0.get_mut(index.0 as usize) {
            Some(flag) if !*flag => {
                *flag = true;
                true
            }
            _ => false,
        }
    }

    /// Whether a node is in.
    pub(crate) fn has(&self, index: NodeIx) -> bool {
        self.0.get(index.0 as usize).copied().unwrap_or(false)
    }

    /// Adds everything that can be reached from `from` by `step`.
    pub(crate) fn spread<I: IntoIterator<Item = NodeIx>>(
        &mut self,
        from: impl IntoIterator<Item = NodeIx>,
        mut step: impl FnMut(NodeIx) -> I,
    ) {
        let mut open: Vec<NodeIx> = from.into_iter().collect();
        while let Some(index) = open.pop() {
            if self.insert(index) {
                open.extend(step(index));
            }
        }
    }
}

/// How a way is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The node's `next`.
    Next,
    /// A choice's or a route's `to`.
    To,
    /// A call.
    Via,
}

/// A way from one node to another.
#[derive(Debug)]
pub(crate) struct Way<'p> {
    /// How it is written.
    pub(crate) kind: Kind,
    /// Where it leads.
    pub(crate) to: Target,
    /// Where it is written, or the node that it leaves.
    pub(crate) place: &'p Place,
}

/// All ways out of a node, calls included.
pub(crate) fn ways(node: &Node) -> impl Iterator<Item = Way<'_>> {
    let way = |kind, to, place| Way { kind, to, place };
    let own = node.next.map(|to| way(Kind::Next, to, &node.place));
    let call = move |via: NodeIx, place| way(Kind::Via, Target::Node(via), place);
    let choices = node.choices.iter().flat_map(move |choice| {
        let to = choice.to.map(|to| way(Kind::To, to, &choice.place));
        to.into_iter()
            .chain(choice.via.map(|via| call(via, &choice.place)))
    });
    let routes = node.routes.iter().filter_map(|route| route.to);
    own.into_iter()
        .chain(node.via.map(|via| call(via, &node.place)))
        .chain(choices)
        .chain(routes.map(move |to| way(Kind::To, to, &node.place)))
}
