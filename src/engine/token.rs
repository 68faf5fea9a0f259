//! A talk as short text, and back.
//!
//! A token is at most [`CHARS_MAX`] characters of URL-safe base64: everything a [`Talk`] holds and not one word of the member.
//! Nodes, variables and values are named by their committed ordinals, so that a token outlives content edits. It gives no
//! rights. Any text decodes to a talk or to a polite refusal.

use arrayvec::ArrayVec;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::engine::bits::{Reader, Writer};
use crate::engine::moves::enter_hub;
use crate::engine::talk::{At, Call, Talk, Undo};
use crate::script::graph::is_met;
use crate::script::pack::{SETS_PER_STEP_MAX, Variable};
use crate::script::{Depth, FRAME, NodeIx, Pack, PackIx, Script, ThemeIx, VarIx, VariableKind};

/// Longest token, so that a kind and a choice number fit beside it into the 100 characters of a button's identifier.
pub const CHARS_MAX: usize = 88;

/// The present layout.
const VERSION: u64 = 1;

/// Why a text is not a talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not a token, or a letter is wrong.
    #[error("this is not a resume code, or a letter in it is wrong")]
    Unreadable,
    /// It comes from a newer layout.
    #[error("this resume code comes from a newer version")]
    Newer,
    /// It belongs to a pack that is not here.
    #[error("this resume code belongs to a pack that is not here")]
    OtherPack,
}

/// A decoded token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The talk.
    pub talk: Talk,
    /// Whether its place is gone, so that it stands at the hub instead.
    pub gone: bool,
}

/// Writes a talk. The lint proves that no talk of a clean pack is longer than [`CHARS_MAX`].
pub fn encode(pack: &Pack, talk: &Talk) -> String {
    let mut writer = Writer::new();
    writer.bits(VERSION, 4);
    writer.bits(tag(pack), 10);
    Layout { pack, talk }.write(&mut writer);
    let mut bytes = writer.finish();
    bytes.push(checksum(&bytes));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads a token of any pack of the script.
pub fn decode(script: &Script, text: &str) -> Result<Decoded, Refusal> {
    let text = text.trim();
    if text.len() > CHARS_MAX {
        return Err(Refusal::Unreadable);
    }
    let bytes = URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|_wrong| Refusal::Unreadable)?;
    let (sum, bytes) = bytes.split_last().ok_or(Refusal::Unreadable)?;
    if checksum(bytes) != *sum {
        return Err(Refusal::Unreadable);
    }
    let mut reader = Reader::new(bytes);
    match reader.bits(4) {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return Err(Refusal::Newer),
        _ => return Err(Refusal::Unreadable),
    }
    let wanted = reader.bits(10).ok_or(Refusal::Unreadable)?;
    let packs = (0..).map(PackIx).zip(&script.packs);
    let (index, pack) = packs
        .into_iter()
        .find(|(_, pack)| tag(pack) == wanted)
        .ok_or(Refusal::OtherPack)?;
    let read = Read { pack, index };
    let decoded = read.talk(&mut reader).ok_or(Refusal::Unreadable)?;
    if reader.is_done() {
        Ok(decoded)
    } else {
        Err(Refusal::Unreadable)
    }
}

/// Ten bits that tell packs apart.
fn tag(pack: &Pack) -> u64 {
    xxhash_rust::xxh3::xxh3_64(pack.id.as_bytes()) & 0x3FF
}

/// Eight bits that catch a mistyped letter.
fn checksum(bytes: &[u8]) -> u8 {
    u8::try_from(xxhash_rust::xxh3::xxh3_64(bytes) & 0xFF).unwrap_or(0)
}

/// Writes the parts of a talk.
struct Layout<'t> {
    pack: &'t Pack,
    talk: &'t Talk,
}

impl Layout<'_> {
    fn write(&self, writer: &mut Writer) {
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
            VariableKind::Feeling => self.pack.feelings.get(at).map_or(0, |f| u64::from(f.ordinal)),
            VariableKind::OneOf => variable.value_ordinals.get(at).map_or(0, |n| u64::from(*n)),
            VariableKind::Several => variable
                .value_ordinals
                .iter()
                .enumerate()
                .filter(|(at, _)| raw & (1 << at) != 0)
                .fold(0, |mask, (_, ordinal)| mask | 1_u64.checked_shl(u32::from(*ordinal)).unwrap_or(0)),
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

fn read_set(reader: &mut Reader<'_>) -> Option<u128> {
    let length = reader.number(5)?;
    let mut bits = 0_u128;
    for _ in 0..length.min(129) {
        bits = bits.checked_mul(2)? | u128::from(reader.flag()?);
    }
    (length <= 128).then_some(bits)
}

fn depth_number(depth: Depth) -> u64 {
    match depth {
        Depth::Light => 0,
        Depth::Middle => 1,
        Depth::Deep => 2,
    }
}

fn depth_of(number: u64) -> Option<Depth> {
    [Depth::Light, Depth::Middle, Depth::Deep]
        .get(usize::try_from(number).ok()?)
        .copied()
}

fn call_number(call: Call) -> u64 {
    match call {
        Call::None => 0,
        Call::Pushed => 1,
        Call::Popped => 2,
    }
}

fn call_of(number: u64) -> Option<Call> {
    [Call::None, Call::Pushed, Call::Popped]
        .get(usize::try_from(number).ok()?)
        .copied()
}

/// Reads the parts of a talk. The outer `None` is an unreadable token, the inner one a thing that is gone.
struct Read<'p> {
    pack: &'p Pack,
    index: PackIx,
}

impl Read<'_> {
    fn talk(&self, reader: &mut Reader<'_>) -> Option<Decoded> {
        let theme = self.theme(reader.number(4)?);
        let owner = theme.unwrap_or(FRAME);
        let at = if reader.flag()? {
            Some(At::Closing)
        } else {
            self.node(owner, reader)?.map(At::Node)
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
        match at.filter(|at| theme.is_some() && calls_hold && met(at)) {
            Some(at) => {
                talk.at = at;
                Some(Decoded { talk, gone: false })
            }
            None => {
                enter_hub(self.pack, &mut talk);
                Some(Decoded { talk, gone: true })
            }
        }
    }

    fn theme(&self, ordinal: u64) -> Option<ThemeIx> {
        let at = usize::try_from(ordinal).ok()?;
        self.pack.theme_by_ordinal.get(at).copied().flatten()
    }

    fn node(&self, theme: ThemeIx, reader: &mut Reader<'_>) -> Option<Option<NodeIx>> {
        let theme = if reader.flag()? { FRAME } else { theme };
        let ordinal = usize::try_from(reader.number(5)?).ok()?;
        let list = &self.pack.theme(theme).node_by_ordinal;
        Some(list.get(ordinal).copied().flatten())
    }

    fn variable(&self, talk: &Talk, reader: &mut Reader<'_>) -> Option<Option<VarIx>> {
        let ordinal = usize::try_from(reader.number(3)?).ok()?;
        let list = &self.pack.theme(talk.theme).variable_by_ordinal;
        Some(list.get(ordinal).copied().flatten())
    }

    fn variables(&self, talk: &mut Talk, reader: &mut Reader<'_>) -> Option<()> {
        for _ in 0..reader.number(3)?.min(64) {
            let variable = self.variable(talk, reader)?;
            let value = reader.number(4)?;
            let Some(variable) = variable else { continue };
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
                let at = self.pack.feeling_by_ordinal.get(usize::try_from(value).ok()?)?;
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
            let place = node.counted.and_then(|slot| talk.counts.get_mut(usize::from(slot)));
            if let Some(place) = place {
                *place = seen;
            }
        }
        for _ in 0..reader.number(2)?.min(64) {
            let ordinal = usize::try_from(reader.number(5)?).ok()?;
            let count = u8::try_from(reader.bits(2)?).ok()?;
            let list = &self.pack.theme(talk.theme).node_by_ordinal;
            let node = list.get(ordinal).copied().flatten().map(|index| self.pack.node(index));
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
                Some(node) => talk.calls.try_push(node).ok()?,
                None => hold = false,
            }
        }
        Some(hold)
    }

    /// The way back as far as its places are still there.
    fn way_back(&self, talk: &mut Talk, reader: &mut Reader<'_>) -> Option<()> {
        for _ in 0..reader.bits(4)? {
            match self.undo(talk, reader)? {
                Some(undo) => talk.back.try_push(undo).ok()?,
                None => talk.back.clear(),
            }
        }
        Some(())
    }

    fn undo(&self, talk: &Talk, reader: &mut Reader<'_>) -> Option<Option<Undo>> {
        let from = self.node(talk.theme, reader)?;
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
        Some(from.map(|_| undo))
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
            let Some(variable) = variable else { continue };
            let raw = value.and_then(|value| self.raw(talk.theme, variable, value));
            out.try_push((variable, raw.unwrap_or(0))).ok()?;
        }
        Some(out)
    }
}
