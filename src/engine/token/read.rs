//! Bits -> a talk.

use arrayvec::ArrayVec;

use crate::engine::bits::Reader;
use crate::engine::moves::enter_hub;
use crate::engine::talk::{At, Call, Talk, Undo};
use crate::engine::token::Decoded;
use crate::script::graph::is_met;
use crate::script::pack::SETS_PER_STEP_MAX;
use crate::script::{Depth, FRAME, NodeIx, Pack, PackIx, ThemeIx, VarIx, VariableKind};

/// Something that a token names.
enum Named<T> {
    /// It is still there.
    Here(T),
    /// It is gone since.
    Gone,
}

impl<T> Named<T> {
    /// What a list of ordinals says.
    fn of(entry: Option<T>) -> Self {
        entry.map_or(Self::Gone, Self::Here)
    }

    /// What is still there.
    fn here(self) -> Option<T> {
        match self {
            Self::Here(thing) => Some(thing),
            Self::Gone => None,
        }
    }
}

/// Reads the parts of a talk; `None` is an unreadable token.
pub(super) struct Read<'p> {
    pub(super) pack: &'p Pack,
    pub(super) index: PackIx,
}

impl Read<'_> {
    pub(super) fn talk(&self, reader: &mut Reader<'_>) -> Option<Decoded> {
        let theme = self.theme(reader.number(4)?);
        let owner = theme.unwrap_or(FRAME);
        let at = if reader.flag()? {
            Some(At::Closing)
        } else {
            self.node(owner, reader)?.here().map(At::Node)
        };
        let mut talk = Talk::new(self.pack, self.index, 0);
        talk.leave_theme(owner);
        talk.depth = depth_of(reader.bits(2)?)?;
        talk.seed = u8::try_from(reader.bits(6)?).ok()?;
        talk.finished = u64::try_from(read_set(reader)?).ok()?;
        talk.visited = read_set(reader)?;
        self.variables(&mut talk, reader)?;
        self.counts(&mut talk, reader)?;
        let calls_hold = self.calls(&mut talk, reader)?;
        talk.words = u8::try_from(reader.number(3)?).ok()?;
        talk.misses = u8::try_from(reader.bits(2)?).ok()?;
        talk.open = u8::try_from(reader.number(3)?).ok()?;
        self.way_back(&mut talk, reader)?;
        let met = |at: &At| match at {
            At::Closing => true,
            At::Node(node) => is_met(self.pack.node(*node), talk.depth),
        };
        let at = at.filter(|at| theme.is_some() && calls_hold && met(at));
        let gone = at.is_none();
        match at {
            Some(at) => talk.at = at,
            None => enter_hub(self.pack, &mut talk),
        }
        Some(Decoded { talk, gone })
    }

    fn theme(&self, ordinal: u64) -> Option<ThemeIx> {
        let at = usize::try_from(ordinal).ok()?;
        self.pack.theme_by_ordinal.get(at).copied().flatten()
    }

    fn node(&self, theme: ThemeIx, reader: &mut Reader<'_>) -> Option<Named<NodeIx>> {
        let theme = if reader.flag()? { FRAME } else { theme };
        let ordinal = usize::try_from(reader.number(5)?).ok()?;
        let list = &self.pack.theme(theme).node_by_ordinal;
        Some(Named::of(list.get(ordinal).copied().flatten()))
    }

    fn variable(&self, talk: &Talk, reader: &mut Reader<'_>) -> Option<Named<VarIx>> {
        let ordinal = usize::try_from(reader.number(3)?).ok()?;
        let list = &self.pack.theme(talk.theme).variable_by_ordinal;
        Some(Named::of(list.get(ordinal).copied().flatten()))
    }

    fn variables(&self, talk: &mut Talk, reader: &mut Reader<'_>) -> Option<()> {
        for _ in 0..reader.number(3)?.min(64) {
            let variable = self.variable(talk, reader)?;
            let value = reader.number(4)?;
            let Named::Here(variable) = variable else {
                continue;
            };
            let raw = self.raw(talk.theme, variable, value).unwrap_or(0);
            if let Some(place) = talk.vars.get_mut(usize::from(variable.0)) {
                *place = raw;
            }
        }
        Some(())
    }

    /// A value by ordinals as a raw one; nothing when it is gone.
    fn raw(&self, theme: ThemeIx, index: VarIx, value: u64) -> Option<u8> {
        let variable = self.pack.theme(theme).variables.get(usize::from(index.0))?;
        let by_ordinal = |value: u64| {
            let wanted = u16::try_from(value).ok()?;
            variable.value_ordinals.iter().position(|n| *n == wanted)
        };
        match variable.kind {
            VariableKind::Scale => u8::try_from(value).ok().filter(|n| *n <= 10).map(|n| n + 1),
            VariableKind::YesNo => u8::try_from(value).ok().filter(|n| *n <= 1).map(|n| n + 1),
            VariableKind::Feeling => {
                let at = self
                    .pack
                    .feeling_by_ordinal
                    .get(usize::try_from(value).ok()?)?;
                at.map(|at| at + 1)
            }
            VariableKind::OneOf => u8::try_from(by_ordinal(value)?).ok().map(|at| at + 1),
            VariableKind::Several => {
                let picked = (0..64).filter(|bit| value >> bit & 1 == 1);
                let mask = picked
                    .filter_map(by_ordinal)
                    .fold(0_u8, |mask, at| mask | (1 << (at % 8)));
                Some(mask)
            }
        }
    }

    fn counts(&self, talk: &mut Talk, reader: &mut Reader<'_>) -> Option<()> {
        for index in &self.pack.theme(talk.theme).nodes {
            let node = self.pack.node(*index);
            let seen = u8::from(talk.was_at(node));
            let place = node
                .counted
                .and_then(|slot| talk.counts.get_mut(usize::from(slot)));
            if let Some(place) = place {
                *place = seen;
            }
        }
        for _ in 0..reader.number(2)?.min(64) {
            let ordinal = usize::try_from(reader.number(5)?).ok()?;
            let count = u8::try_from(reader.bits(2)?).ok()?;
            let list = &self.pack.theme(talk.theme).node_by_ordinal;
            let node = list
                .get(ordinal)
                .copied()
                .flatten()
                .map(|index| self.pack.node(index));
            let slot = node.and_then(|node| node.counted);
            if let Some(place) = slot.and_then(|slot| talk.counts.get_mut(usize::from(slot))) {
                *place = count;
            }
        }
        Some(())
    }

    /// Whether every place to return to is still there.
    fn calls(&self, talk: &mut Talk, reader: &mut Reader<'_>) -> Option<bool> {
        let mut hold = true;
        for _ in 0..reader.bits(2)? {
            match self.node(talk.theme, reader)? {
                Named::Here(node) => talk.calls.try_push(node).ok()?,
                Named::Gone => hold = false,
            }
        }
        Some(hold)
    }

    /// The way back as far as its places are still there.
    fn way_back(&self, talk: &mut Talk, reader: &mut Reader<'_>) -> Option<()> {
        for _ in 0..reader.bits(4)? {
            match self.undo(talk, reader)? {
                Named::Here(undo) => talk.back.try_push(undo).ok()?,
                Named::Gone => talk.back.clear(),
            }
        }
        Some(())
    }

    fn undo(&self, talk: &Talk, reader: &mut Reader<'_>) -> Option<Named<Undo>> {
        let from = self.node(talk.theme, reader)?.here();
        let mut undo = Undo::new(from.unwrap_or(self.pack.hub), talk);
        undo.misses = 0;
        undo.open = 0;
        undo.advanced = reader.flag()?;
        undo.words = reader.flag()?;
        if reader.flag()? {
            undo.finished = reader.flag()?;
            undo.call = call_of(reader.bits(2)?)?;
            let depth = reader.bits(2)?;
            undo.depth = match depth.checked_sub(1) {
                None => None,
                Some(number) => Some(depth_of(number)?),
            };
            undo.misses = u8::try_from(reader.bits(2)?).ok()?;
            undo.open = u8::try_from(reader.number(3)?).ok()?;
        }
        undo.vars = self.old_values(talk, reader)?;
        Some(Named::of(from.map(|_| undo)))
    }

    fn old_values(
        &self,
        talk: &Talk,
        reader: &mut Reader<'_>,
    ) -> Option<ArrayVec<(VarIx, u8), SETS_PER_STEP_MAX>> {
        let mut out = ArrayVec::new();
        for _ in 0..reader.bits(2)? {
            let variable = self.variable(talk, reader)?;
            let value = if reader.flag()? {
                Some(reader.number(4)?)
            } else {
                None
            };
            let Named::Here(variable) = variable else {
                continue;
            };
            let raw = value.and_then(|value| self.raw(talk.theme, variable, value));
            out.try_push((variable, raw.unwrap_or(0))).ok()?;
        }
        Some(out)
    }
}

fn read_set(reader: &mut Reader<'_>) -> Option<u128> {
    let length = reader.number(5)?;
    let mut bits = 0_u128;
    for _ in 0..length.min(129) {
        bits = bits.checked_mul(2)? | u128::from(reader.flag()?);
    }
    (length <= 128).then_some(bits)
}

fn depth_of(number: u64) -> Option<Depth> {
    [Depth::Light, Depth::Middle, Depth::Deep]
        .get(usize::try_from(number).ok()?)
        .copied()
}

fn call_of(number: u64) -> Option<Call> {
    [Call::None, Call::Pushed, Call::Popped]
        .get(usize::try_from(number).ok()?)
        .copied()
}
