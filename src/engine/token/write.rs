//! A talk -> bits.

use crate::engine::bits::Writer;
use crate::engine::talk::{At, Call, Talk, Undo};
use crate::script::pack::Variable;
use crate::script::{Depth, FRAME, NodeIx, Pack, VariableKind};

/// Writes the parts of a talk.
pub(super) struct Layout<'t> {
    pub(super) pack: &'t Pack,
    pub(super) talk: &'t Talk,
}

impl Layout<'_> {
    pub(super) fn write(&self, writer: &mut Writer) {
        let talk = self.talk;
        let theme = self.pack.theme(talk.theme);
        writer.number(u64::from(theme.ordinal), 4);
        match talk.at {
            At::Closing => writer.flag(true),
            At::Node(node) => {
                writer.flag(false);
                self.node(node, writer);
            }
        }
        writer.bits(depth_number(talk.depth), 2);
        writer.bits(u64::from(talk.seed), 6);
        long_set(u128::from(talk.finished), writer);
        long_set(talk.visited, writer);
        self.variables(writer);
        self.counts(writer);
        writer.bits(talk.calls.len() as u64, 2);
        for node in &talk.calls {
            self.node(*node, writer);
        }
        writer.number(u64::from(talk.words), 3);
        writer.bits(u64::from(talk.misses), 2);
        writer.number(u64::from(talk.open), 3);
        writer.bits(talk.back.len() as u64, 4);
        for undo in &talk.back {
            self.undo(undo, writer);
        }
    }

    /// A node: whether it is of the frame, and its ordinal there.
    fn node(&self, index: NodeIx, writer: &mut Writer) {
        let node = self.pack.node(index);
        writer.flag(node.theme == FRAME);
        writer.number(u64::from(node.ordinal), 5);
    }

    fn variables(&self, writer: &mut Writer) {
        let variables = &self.pack.theme(self.talk.theme).variables;
        let set = || {
            variables
                .iter()
                .zip(self.talk.vars)
                .filter(|(_, raw)| *raw != 0)
        };
        writer.number(set().count() as u64, 3);
        for (variable, raw) in set() {
            writer.number(u64::from(variable.ordinal), 3);
            writer.number(self.stable(variable, raw), 4);
        }
    }

    /// A raw value by ordinals, so that reordered values keep their meaning; never 0 for a value.
    fn stable(&self, variable: &Variable, raw: u8) -> u64 {
        let at = usize::from(raw - 1);
        match variable.kind {
            VariableKind::Scale | VariableKind::YesNo => u64::from(raw - 1),
            VariableKind::Feeling => self
                .pack
                .feelings
                .get(at)
                .map_or(0, |f| u64::from(f.ordinal)),
            VariableKind::OneOf => variable.value_ordinals.get(at).map_or(0, |n| u64::from(*n)),
            VariableKind::Several => variable
                .value_ordinals
                .iter()
                .enumerate()
                .filter(|(at, _)| raw & (1 << at) != 0)
                .fold(0, |mask, (_, ordinal)| {
                    mask | 1_u64.checked_shl(u32::from(*ordinal)).unwrap_or(0)
                }),
        }
    }

    fn counts(&self, writer: &mut Writer) {
        let nodes = &self.pack.theme(self.talk.theme).nodes;
        let counted = || {
            nodes.iter().filter_map(|index| {
                let node = self.pack.node(*index);
                let count = self.talk.counts.get(usize::from(node.counted?)).copied()?;
                (count > 1).then_some((node.ordinal, count))
            })
        };
        writer.number(counted().count() as u64, 2);
        for (ordinal, count) in counted() {
            writer.number(u64::from(ordinal), 5);
            writer.bits(u64::from(count), 2);
        }
    }

    fn undo(&self, undo: &Undo, writer: &mut Writer) {
        self.node(undo.from, writer);
        writer.flag(undo.advanced);
        writer.flag(undo.words);
        let rare = undo.finished
            || undo.call != Call::None
            || undo.depth.is_some()
            || undo.misses != 0
            || undo.open != 0;
        writer.flag(rare);
        if rare {
            writer.flag(undo.finished);
            writer.bits(call_number(undo.call), 2);
            writer.bits(undo.depth.map_or(0, |depth| depth_number(depth) + 1), 2);
            writer.bits(u64::from(undo.misses), 2);
            writer.number(u64::from(undo.open), 3);
        }
        writer.bits(undo.vars.len() as u64, 2);
        let variables = &self.pack.theme(self.talk.theme).variables;
        for (index, old) in &undo.vars {
            let Some(variable) = variables.get(usize::from(index.0)) else {
                writer.number(0, 3);
                writer.flag(false);
                continue;
            };
            writer.number(u64::from(variable.ordinal), 3);
            writer.flag(*old != 0);
            if *old != 0 {
                writer.number(self.stable(variable, *old), 4);
            }
        }
    }
}

/// A set of bits with its length.
fn long_set(bits: u128, writer: &mut Writer) {
    let length = 128 - bits.leading_zeros();
    writer.number(u64::from(length), 5);
    for at in (0..length).rev() {
        writer.flag(bits >> at & 1 == 1);
    }
}

fn depth_number(depth: Depth) -> u64 {
    match depth {
        Depth::Light => 0,
        Depth::Middle => 1,
        Depth::Deep => 2,
    }
}

fn call_number(call: Call) -> u64 {
    match call {
        Call::None => 0,
        Call::Pushed => 1,
        Call::Popped => 2,
    }
}
