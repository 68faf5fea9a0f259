//! A pack as the engine and the lint see it: names resolved to indices, conditions and texts ready.

use std::collections::HashMap;

use crate::script::expr::Expr;
use crate::script::file::{
    AnswerKind, Article, Depth, Reviewed, Says, Store, SupportKind, VariableKind,
};
use crate::script::finding::{Place, Sources};
use crate::script::text::Text;

/// A pack by its position in [`Script::packs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct PackIx(pub u16);
/// A theme by its position in [`Pack::themes`]; 0 is the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ThemeIx(pub u16);
/// A node by its position in [`Pack::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct NodeIx(pub u32);
/// A variable by its position in [`Theme::variables`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct VarIx(pub u8);
/// A claim by its position in [`Pack::claims`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ClaimIx(pub u32);

/// The theme of nodes that belong to none: opening, hub, grounding.
pub const FRAME: ThemeIx = ThemeIx(0);
/// The frame's name in files and output.
pub const FRAME_ID: &str = "frame";

/// Most variables of a theme, `before` and `after` included.
pub const VARIABLES_MAX: usize = 16;
/// Most values of a `several`.
pub const SEVERAL_MAX: usize = 8;
/// Most feeling words of a pack.
pub const FEELINGS_MAX: usize = 200;
/// Most nodes that a theme may ever have had.
pub const NODES_PER_THEME_MAX: usize = 128;
/// Most themes whose finished marks are kept.
pub const FINISHED_MAX: usize = 64;
/// Most nodes of a theme whose visits are counted.
pub const COUNTED_MAX: usize = 8;
/// Most variables that one step may set.
pub const SETS_PER_STEP_MAX: usize = 3;
/// Most choices of a node.
pub const CHOICES_MAX: usize = 25;

/// Everything that can be said, and the texts it was read from.
#[derive(Debug, Default)]
pub struct Script {
    /// The packs.
    pub packs: Vec<Pack>,
    /// The files, for findings.
    pub sources: Sources,
}

impl Script {
    /// A pack by position.
    pub fn pack(&self, index: PackIx) -> Option<&Pack> {
        self.packs.get(usize::from(index.0))
    }

    /// A pack by id.
    pub fn find_pack(&self, id: &str) -> Option<(PackIx, &Pack)> {
        (0..)
            .map(PackIx)
            .zip(&self.packs)
            .find(|(_, pack)| pack.id == id)
    }
}

/// A set of themes around one text.
#[derive(Debug)]
pub struct Pack {
    /// Its name in commands.
    pub id: String,
    /// Raised with every published change.
    pub version: u32,
    /// For people.
    pub title: String,
    /// Language tag.
    pub language: String,
    /// The text that it is about.
    pub article: Option<Article>,
    /// The frame first, then the themes in the hub's order.
    pub themes: Vec<Theme>,
    /// All nodes, theme by theme.
    pub nodes: Vec<Node>,
    /// Nodes by id and by former id.
    pub node_ids: HashMap<String, NodeIx>,
    /// Ideas.
    pub claims: Vec<Claim>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Key points.
    pub key_points: Vec<KeyPoint>,
    /// Glossary.
    pub terms: Vec<Term>,
    /// Families of feeling words.
    pub families: Vec<Family>,
    /// All feeling words, family by family.
    pub feelings: Vec<Feeling>,
    /// Feeling by ordinal.
    pub feeling_by_ordinal: Vec<Option<u8>>,
    /// Theme by ordinal.
    pub theme_by_ordinal: Vec<Option<ThemeIx>>,
    /// The node a new talk begins with.
    pub start: NodeIx,
    /// The node where themes are chosen.
    pub hub: NodeIx,
    /// The nodes called before and after deep questions.
    pub grounding: Option<Grounding>,
    /// Where `pack.toml` names the pack.
    pub place: Place,
}

/// The nodes called around deep questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grounding {
    /// On the way in.
    pub before: NodeIx,
    /// On the way out.
    pub after: NodeIx,
}

impl Pack {
    /// A node.
    ///
    /// Indices are made by the resolver for this pack alone; for a foreign one this is the pack's start.
    pub fn node(&self, index: NodeIx) -> &Node {
        const NOWHERE: &str = "a resolved pack has at least one node";
        let nodes = &self.nodes;
        #[expect(
            clippy::expect_used,
            reason = "the resolver refuses packs without nodes"
        )]
        nodes
            .get(index.0 as usize)
            .or_else(|| nodes.first())
            .expect(NOWHERE)
    }

    /// A theme; for a foreign index the frame.
    pub fn theme(&self, index: ThemeIx) -> &Theme {
        const NOWHERE: &str = "a resolved pack has a frame";
        let themes = &self.themes;
        #[expect(clippy::expect_used, reason = "the resolver makes the frame first")]
        themes
            .get(usize::from(index.0))
            .or_else(|| themes.first())
            .expect(NOWHERE)
    }

    /// Ten bits of the id's hash, by which tokens name the pack.
    pub fn tag(&self) -> u64 {
        xxhash_rust::xxh3::xxh3_64(self.id.as_bytes()) & 0x3FF
    }

    /// A node by its id or a former id.
    pub fn find(&self, id: &str) -> Option<NodeIx> {
        self.node_ids.get(id).copied()
    }

    /// A theme by its id.
    pub fn find_theme(&self, id: &str) -> Option<ThemeIx> {
        (0..)
            .map(ThemeIx)
            .zip(&self.themes)
            .find(|(_, theme)| theme.id == id)
            .map(|(index, _)| index)
    }

    /// The themes that a member can choose, without the frame.
    pub fn choosable(&self) -> impl Iterator<Item = (ThemeIx, &Theme)> {
        (0..).map(ThemeIx).zip(&self.themes).skip(1)
    }

    /// All nodes with their indices.
    pub fn all_nodes(&self) -> impl Iterator<Item = (NodeIx, &Node)> {
        (0..).map(NodeIx).zip(&self.nodes)
    }
}

/// A way through some of the pack's ideas.
#[derive(Debug)]
pub struct Theme {
    /// Its name in commands and file names.
    pub id: String,
    /// What the hub's button says.
    pub title: String,
    /// One line about it.
    pub summary: String,
    /// How long a middle way takes, in minutes.
    pub minutes: u8,
    /// The first node.
    pub start: NodeIx,
    /// What it remembers while it lasts; `before` and `after` first.
    pub variables: Vec<Variable>,
    /// Its nodes.
    pub nodes: Vec<NodeIx>,
    /// Its number in tokens.
    pub ordinal: u16,
    /// Node by ordinal; `None` is a node that is gone.
    pub node_by_ordinal: Vec<Option<NodeIx>>,
    /// Variable by ordinal.
    pub variable_by_ordinal: Vec<Option<VarIx>>,
    /// Bits (by ordinal) of the nodes that ask something.
    pub question_bits: u128,
    /// Where it is named.
    pub place: Place,
}

/// Something a theme remembers while it lasts.
#[derive(Debug, Clone)]
pub struct Variable {
    /// Its name in conditions.
    pub id: String,
    /// What it can hold.
    pub kind: VariableKind,
    /// The values of a `one-of` or `several`.
    pub values: Vec<String>,
    /// How each value sounds inside a text; empty where it has no sound.
    pub spoken: Vec<String>,
    /// Its number in tokens.
    pub ordinal: u16,
    /// Ordinal of each value.
    pub value_ordinals: Vec<u16>,
    /// Where it is declared; nowhere for `before` and `after`.
    pub place: Option<Place>,
}

/// One message of the dialogue.
#[derive(Debug)]
pub struct Node {
    /// Its id, unique in the pack.
    pub id: String,
    /// The theme it belongs to.
    pub theme: ThemeIx,
    /// Its number in tokens, within its theme.
    pub ordinal: u16,
    /// How deep it goes.
    pub depth: Depth,
    /// The ideas it states or asks about.
    pub claims: Vec<ClaimIx>,
    /// Whose ideas they are.
    pub says: Option<Says>,
    /// Lines before the text.
    pub lines: Vec<Line>,
    /// What is said.
    pub text: Text,
    /// Where the text stands.
    pub text_place: Place,
    /// Where it goes on.
    pub next: Option<Target>,
    /// A node to call on the way.
    pub via: Option<NodeIx>,
    /// What may be answered besides the choices.
    pub answer: Option<Answer>,
    /// Ways on that depend on the answer.
    pub routes: Vec<Route>,
    /// The choices.
    pub choices: Vec<Choice>,
    /// Hints for typed answers that fit nothing.
    pub no_match: Vec<(String, Place)>,
    /// Choices that lead here disappear once it was visited.
    pub once: bool,
    /// The door to a deep part.
    pub gate: bool,
    /// The theme's closing.
    pub end: bool,
    /// The support card shown with it.
    pub support: Option<SupportKind>,
    /// Who reviewed it, and when.
    pub reviewed: Option<Reviewed>,
    /// Position among the theme's counted nodes, where a condition reads its visits.
    pub counted: Option<u8>,
    /// Choice by ordinal.
    pub choice_by_ordinal: Vec<Option<u8>>,
    /// Questions still ahead on a usual way, by the talk's depth.
    pub ahead: [u8; 3],
    /// Where its id stands.
    pub place: Place,
}

impl Node {
    /// Whether the node asks something: it takes an answer, or there is something to choose between.
    pub fn is_question(&self) -> bool {
        self.answer.is_some() || self.choices.len() >= 2
    }
}

/// Where a way leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// A node.
    Node(NodeIx),
    /// The choice of themes.
    Hub,
    /// The end of the talk.
    Closing,
    /// Back to where the part was called from.
    Return,
    /// The start of a theme.
    Theme(ThemeIx),
}

/// A line that depends on what came before.
#[derive(Debug)]
pub struct Line {
    /// When it is said.
    pub when: When,
    /// The text, or several to take one of.
    pub variants: Vec<(Text, Place)>,
    /// Whose idea it is, where it differs from the node's.
    pub says: Option<Says>,
    /// The ideas it states.
    pub claims: Vec<ClaimIx>,
}

/// When a line is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// When no line above it was.
    Otherwise,
    /// When a condition holds.
    If(Expr),
}

/// A button or a line of a menu.
#[derive(Debug)]
pub struct Choice {
    /// Its id, unique in the node.
    pub id: String,
    /// Its number in buttons, within its node.
    pub ordinal: u8,
    /// What the button says.
    pub label: String,
    /// Where the label stands.
    pub label_place: Place,
    /// What is stored.
    pub value: String,
    /// Where it leads; the node's `next` when left out.
    pub to: Option<Target>,
    /// A node to call on the way.
    pub via: Option<NodeIx>,
    /// Said after it.
    pub reflect: Option<(Text, Place)>,
    /// Variables and the raw values they take.
    pub set: Vec<(VarIx, u8)>,
    /// The condition under which it shows.
    pub when: Option<Expr>,
    /// Hidden once its target was visited.
    pub once: bool,
    /// Words that count as this choice, in plain form.
    pub hears: Vec<String>,
    /// Sets how deep the talk may go.
    pub depth: Option<Depth>,
    /// Where its id stands.
    pub place: Place,
}

/// What may be answered besides the choices.
#[derive(Debug)]
pub struct Answer {
    /// What the member gives.
    pub kind: AnswerKind,
    /// The answer's own short name.
    pub label: String,
    /// Where the label stands.
    pub label_place: Place,
    /// A longest text in characters, or a largest number of picks.
    pub max: u16,
    /// Whether a text may be offered for keeping.
    pub store: Store,
    /// A grey hint in an empty field.
    pub placeholder: Option<String>,
    /// What 0 means.
    pub low: Option<String>,
    /// What 10 means.
    pub high: Option<String>,
    /// The variable that takes the answer.
    pub set: Option<VarIx>,
    /// Said after it.
    pub reflect: Option<(Text, Place)>,
}

/// A way on that depends on the answer.
#[derive(Debug)]
pub struct Route {
    /// The condition; it already sees the answer.
    pub when: Option<Expr>,
    /// Words in the answer, in plain form.
    pub hears: Vec<String>,
    /// Where it leads; the node's `next` when left out.
    pub to: Option<Target>,
    /// Said before the next node.
    pub reflect: Option<(Text, Place)>,
}

/// One idea that the pack states.
#[derive(Debug)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// The idea in the pack's own words.
    pub text: String,
    /// Whose idea it is.
    pub says: Says,
    /// Sources, by position in [`Pack::sources`].
    pub sources: Vec<usize>,
    /// The theme that it belongs to.
    pub theme: Option<ThemeIx>,
    /// How deep it goes.
    pub depth: Option<Depth>,
    /// Where its id stands.
    pub place: Place,
    /// Where its text stands.
    pub text_place: Place,
}

/// Where an idea comes from.
#[derive(Debug)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// The citation.
    pub cite: String,
    /// Where its id stands.
    pub place: Place,
}

/// A key point of the article.
#[derive(Debug)]
pub struct KeyPoint {
    /// Its id.
    pub id: String,
    /// One line.
    pub short: String,
    /// A few sentences.
    pub long: String,
    /// The theme it leads into.
    pub theme: ThemeIx,
    /// The ideas it states.
    pub claims: Vec<ClaimIx>,
    /// Where `short` and `long` stand.
    pub places: [Place; 2],
}

/// A word worth explaining.
#[derive(Debug)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// The headword.
    pub term: String,
    /// What it means.
    pub text: String,
    /// Whose meaning it is.
    pub says: Option<Says>,
    /// The ideas it states.
    pub claims: Vec<ClaimIx>,
    /// Where its id stands.
    pub place: Place,
    /// Where its text stands.
    pub text_place: Place,
}

/// A family of feeling words.
#[derive(Debug)]
pub struct Family {
    /// Its id.
    pub id: String,
    /// What the first menu says.
    pub label: String,
    /// Its words, by position in [`Pack::feelings`].
    pub words: Vec<u8>,
    /// Where its id stands.
    pub place: Place,
}

/// One feeling word.
#[derive(Debug)]
pub struct Feeling {
    /// Its id.
    pub id: String,
    /// What the second menu says.
    pub label: String,
    /// Its number in tokens and menus.
    pub ordinal: u16,
}
