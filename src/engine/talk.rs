//! Where one member stands.

use arrayvec::ArrayVec;

use crate::script::expr::Facts;
use crate::script::pack::{COUNTED_MAX, SETS_PER_STEP_MAX, VARIABLES_MAX};
use crate::script::resolve::bit;
use crate::script::{Depth, FRAME, Node, NodeIx, Pack, PackIx, Theme, ThemeIx, VarIx};

/// How many steps Back reaches. The lint proves that this many fit into every token.
pub const BACK_STEPS: usize = 8;

/// How many calls may be open: grounding inside grounding.
pub(crate) const CALLS_MAX: usize = 2;

/// One member's way through a pack: small, without words, equal to its token.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Talk {
    /// The pack.
    pub pack: PackIx,
    /// The theme under way; the frame when there is none.
    pub theme: ThemeIx,
    /// The place in it.
    pub at: At,
    /// How deep the talk may go.
    pub depth: Depth,
    /// Picks among variants; 6 bits.
    pub seed: u8,
    /// Raw values of the theme's variables; 0 is no value.
    pub(crate) vars: [u8; VARIABLES_MAX],
    /// Nodes of the theme that were visited, by ordinal.
    pub(crate) visited: u128,
    /// Visits of counted nodes, at most 3.
    pub(crate) counts: [u8; COUNTED_MAX],
    /// Finished themes, by ordinal.
    pub(crate) finished: u64,
    /// Where called parts return to.
    pub(crate) calls: ArrayVec<NodeIx, CALLS_MAX>,
    /// The way back, oldest first.
    pub(crate) back: ArrayVec<Undo, BACK_STEPS>,
    /// Answers in own words given in this theme.
    pub(crate) words: u8,
    /// Typed answers in a row that fitted nothing; at most 3.
    pub(crate) misses: u8,
    /// A family of feelings that is open, or a page of the hub; counted from 1, 0 is none.
    pub(crate) open: u8,
}

/// A place in a talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum At {
    /// At a node.
    Node(NodeIx),
    /// At the end of the talk.
    Closing,
}

/// What one step changed, so that it can be taken back exactly.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Undo {
    /// Where the step began.
    pub(crate) from: NodeIx,
    /// Whether arriving counted as a new visit.
    pub(crate) advanced: bool,
    /// Whether own words were given.
    pub(crate) words: bool,
    /// Whether arriving finished the theme for the first time.
    pub(crate) finished: bool,
    /// What happened to the open calls.
    pub(crate) call: Call,
    /// The depth before, where it changed.
    pub(crate) depth: Option<Depth>,
    /// [`Talk::misses`] before.
    pub(crate) misses: u8,
    /// [`Talk::open`] before.
    pub(crate) open: u8,
    /// Variables that changed, with their raw values before.
    pub(crate) vars: ArrayVec<(VarIx, u8), SETS_PER_STEP_MAX>,
}

/// What a step did to the open calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Call {
    /// Nothing.
    None,
    /// A part was called.
    Pushed,
    /// A called part returned to where the step led.
    Popped,
}

impl Undo {
    /// A step from `from` that has changed nothing yet.
    pub(crate) fn new(from: NodeIx, talk: &Talk) -> Self {
        Self {
            from,
            advanced: false,
            words: false,
            finished: false,
            call: Call::None,
            depth: None,
            misses: talk.misses,
            open: talk.open,
            vars: ArrayVec::new(),
        }
    }
}

impl Talk {
    /// A new talk at the pack's beginning.
    pub fn new(pack: &Pack, index: PackIx, seed: u8) -> Self {
        let mut talk = Self {
            pack: index,
            theme: FRAME,
            at: At::Node(pack.start),
            depth: Depth::Middle,
            seed: seed & 0x3F,
            vars: [0; VARIABLES_MAX],
            visited: 0,
            counts: [0; COUNTED_MAX],
            finished: 0,
            calls: ArrayVec::new(),
            back: ArrayVec::new(),
            words: 0,
            misses: 0,
            open: 0,
        };
        talk.visit(pack.node(pack.start));
        talk
    }

    /// Leaves the theme: what it remembered is gone, what the talk remembers stays.
    pub(crate) fn leave_theme(&mut self, theme: ThemeIx) {
        self.theme = theme;
        self.vars = [0; VARIABLES_MAX];
        self.visited = 0;
        self.counts = [0; COUNTED_MAX];
        self.calls.clear();
        self.back.clear();
        self.words = 0;
        self.misses = 0;
        self.open = 0;
    }

    /// The node the talk is at, if it is not over.
    pub fn node<'p>(&self, pack: &'p Pack) -> Option<(NodeIx, &'p Node)> {
        match self.at {
            At::Node(index) => Some((index, pack.node(index))),
            At::Closing => None,
        }
    }

    /// Counts a visit of a node; true when that changed something.
    pub(crate) fn visit(&mut self, node: &Node) -> bool {
        if node.theme != self.theme {
            return false;
        }
        let flag = bit(node.ordinal);
        let count = node
            .counted
            .and_then(|slot| self.counts.get_mut(usize::from(slot)));
        let counted = count.is_some_and(|count| {
            *count = (*count + 1).min(4);
            let more = *count < 4;
            *count = (*count).min(3);
            more
        });
        let new = self.visited & flag == 0 && flag != 0;
        self.visited |= flag;
        counted || new
    }

    /// Takes back a visit that changed something.
    pub(crate) fn unvisit(&mut self, node: &Node) {
        let flag = bit(node.ordinal);
        if let Some(count) = node
            .counted
            .and_then(|slot| self.counts.get_mut(usize::from(slot)))
        {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.visited &= !flag;
            }
        } else {
            self.visited &= !flag;
        }
    }

    /// Whether a node of the current theme was visited.
    pub(crate) fn was_at(&self, node: &Node) -> bool {
        node.theme == self.theme && self.visited & bit(node.ordinal) != 0
    }

    /// Whether the theme was finished.
    pub fn has_finished(&self, theme: &Theme) -> bool {
        self.finished & finished_bit(theme) != 0
    }

    /// The finished themes, as bits by their numbers in tokens.
    pub fn finished(&self) -> u64 {
        self.finished
    }

    /// Adds themes that were finished before this talk, as bits by their numbers in tokens.
    pub fn finish_before(&mut self, finished: u64) {
        self.finished |= finished;
    }

    /// A raw value; 0 is none.
    pub(crate) fn raw(&self, variable: VarIx) -> u8 {
        self.vars.get(usize::from(variable.0)).copied().unwrap_or(0)
    }

    /// Sets a raw value and notes the old one.
    pub(crate) fn set(&mut self, variable: VarIx, value: u8, undo: &mut Undo) {
        let Some(place) = self.vars.get_mut(usize::from(variable.0)) else {
            return;
        };
        let old = std::mem::replace(place, value);
        let known = undo.vars.iter().any(|(index, _)| *index == variable);
        if old != value && !known {
            // The lint holds every step to as many settings as fit here.
            let _full = undo.vars.try_push((variable, old));
        }
    }

    /// A number that was given on a scale.
    pub fn scale(&self, variable: VarIx) -> Option<u8> {
        self.raw(variable).checked_sub(1)
    }

    /// The scale at the theme's start.
    pub fn before(&self) -> Option<u8> {
        self.scale(VarIx(0))
    }

    /// The scale at the theme's end.
    pub fn after(&self) -> Option<u8> {
        self.scale(VarIx(1))
    }

    /// How many answers in own words were given in this theme.
    pub fn words(&self) -> u8 {
        self.words
    }

    /// Whether a node of the current theme was visited.
    pub fn has_visited(&self, node: &Node) -> bool {
        self.was_at(node)
    }

    /// Whether a family of feelings or a page of the hub is open, which Back closes first.
    pub fn is_open_list(&self) -> bool {
        self.open != 0
    }

    /// The places that Back leads to, the nearest last.
    pub fn way_back(&self) -> Vec<NodeIx> {
        self.back.iter().map(|undo| undo.from).collect()
    }

    /// The talk as it is, without its memory of how it came there: two talks equal in this show and do the same but for Back.
    #[must_use]
    pub fn without_way_back(&self) -> Self {
        let mut talk = self.clone();
        talk.back.clear();
        talk
    }

    /// How many steps Back can take from here.
    pub fn steps_back(&self) -> usize {
        self.back.len()
    }

    /// Notes a step; the oldest one makes room.
    pub(crate) fn push_back(&mut self, undo: Undo) {
        if self.back.is_full() {
            self.back.remove(0);
        }
        self.back.push(undo);
    }
}

/// The bit of a finished theme; none beyond the limit.
pub(crate) fn finished_bit(theme: &Theme) -> u64 {
    1_u64.checked_shl(u32::from(theme.ordinal)).unwrap_or(0)
}

/// A talk as conditions see it.
pub(crate) struct Seen<'t> {
    pub(crate) talk: &'t Talk,
    pub(crate) pack: &'t Pack,
}

impl Facts for Seen<'_> {
    fn value(&self, variable: VarIx) -> u8 {
        self.talk.raw(variable)
    }

    fn visits(&self, node: NodeIx) -> u8 {
        let node = self.pack.node(node);
        match node.counted {
            Some(slot) if node.theme == self.talk.theme => self
                .talk
                .counts
                .get(usize::from(slot))
                .copied()
                .unwrap_or(0),
            _ => u8::from(self.talk.was_at(node)),
        }
    }

    fn finished(&self, theme: ThemeIx) -> bool {
        self.talk.has_finished(self.pack.theme(theme))
    }

    fn depth(&self) -> Depth {
        self.talk.depth
    }
}
