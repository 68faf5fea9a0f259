//! Names -> indices: the files of one pack become a [`Pack`].
//!
//! Resolving never fails on one bad name: the finding is reported, the reference is left out or led to the hub, and the rest
//! goes on. Only a pack without a head or without nodes yields nothing.

mod nodes;
mod parts;

use std::collections::HashMap;

use crate::script::file::{PackFile, PackHead, VariableKind};
use crate::script::finding::{FileId, Finding, Place};
use crate::script::ordinals::Ordinals;
use crate::script::pack::{
    FRAME, FRAME_ID, Grounding, NODES_PER_THEME_MAX, Node, NodeIx, Pack, Target, Theme, ThemeIx,
    VARIABLES_MAX, VarIx, Variable,
};
use crate::script::suggest::did_you_mean;
use crate::script::{file, graph};

/// Most nodes of a pack: far more than anybody writes, few enough to check in a blink.
pub const NODES_MAX: usize = 20_000;

/// The files of one pack, read but not resolved.
#[derive(Debug)]
pub struct Draft {
    /// Each file with its id; the first is `pack.toml`.
    pub files: Vec<(FileId, PackFile)>,
    /// The numbers that were committed.
    pub ordinals: Ordinals,
}

/// Resolves a draft; also returns the ordinals with every missing name appended.
pub fn pack(draft: Draft, findings: &mut Vec<Finding>) -> (Option<Pack>, Ordinals) {
    let Draft {
        mut files,
        ordinals,
    } = draft;
    let Some(head) = files.iter_mut().find_map(|(_, file)| file.head.take()) else {
        return (None, ordinals);
    };
    let place = files
        .first()
        .map_or(Place::new(FileId(0), 0..0), |(id, _)| {
            Place::new(*id, head.id.span())
        });
    let count: usize = files.iter().map(|(_, file)| file.node.len()).sum();
    if count == 0 || count > NODES_MAX {
        let message = format!("the pack has {count} nodes");
        let help = format!("a pack has from 1 to {NODES_MAX} nodes");
        findings.push(Finding::error("limits", message).at(&place).help(help));
        return (None, ordinals);
    }
    if let Some(finding) = too_full(&files) {
        findings.push(finding);
        return (None, ordinals);
    }
    let mut resolver = Resolver::new(ordinals, findings);
    resolver.declare(&files);
    let pack = resolver.build(head, &files, place);
    let ordinals = resolver.ordinals;
    (Some(pack), ordinals)
}

/// A file with more nodes than a theme may have, or a node with more choices than numbers: it is not looked at any further.
fn too_full(files: &[(FileId, PackFile)]) -> Option<Finding> {
    files.iter().find_map(|(file, content)| {
        let nodes = content.node.len();
        if nodes > NODES_PER_THEME_MAX {
            let message = format!("there are {nodes} nodes in this file");
            let help = format!("a theme has room for {NODES_PER_THEME_MAX}; make several of it");
            let place = Place::new(*file, 0..0);
            return Some(Finding::error("limits", message).at(&place).help(help));
        }
        let full = content
            .node
            .iter()
            .find(|node| node.choice.len() > CHOICE_NUMBERS)?;
        let message = format!("`{}` has {} choices", full.id.get_ref(), full.choice.len());
        let place = Place::new(*file, full.id.span());
        let help = "a node has at most 25";
        Some(Finding::error("limits", message).at(&place).help(help))
    })
}

/// After so many findings no nearest names are looked for.
const SUGGESTIONS_MAX: usize = 50;

/// How many numbers the choices of a node can ever have.
const CHOICE_NUMBERS: usize = 256;

/// What is known while a pack is being resolved.
struct Resolver<'f> {
    ordinals: Ordinals,
    findings: &'f mut Vec<Finding>,
    themes: Vec<Theme>,
    theme_ids: HashMap<String, ThemeIx>,
    /// Node by id or former id.
    node_ids: HashMap<String, NodeIx>,
    /// Theme of each node.
    node_themes: Vec<ThemeIx>,
    node_places: HashMap<String, Place>,
    claim_ids: HashMap<String, crate::script::pack::ClaimIx>,
    /// Themes' start nodes by name, resolved once all nodes are known.
    starts: Vec<Option<(String, Place)>>,
}

impl<'f> Resolver<'f> {
    fn new(ordinals: Ordinals, findings: &'f mut Vec<Finding>) -> Self {
        Self {
            ordinals,
            findings,
            themes: Vec::new(),
            theme_ids: HashMap::new(),
            node_ids: HashMap::new(),
            node_themes: Vec::new(),
            node_places: HashMap::new(),
            claim_ids: HashMap::new(),
            starts: Vec::new(),
        }
    }

    /// First pass: what exists.
    fn declare(&mut self, files: &[(FileId, PackFile)]) {
        let frame_place = Place::new(files.first().map_or(FileId(0), |(id, _)| *id), 0..0);
        self.add_theme(FRAME_ID, frame_place, None);
        for (file, content) in files {
            if let Some(theme) = &content.theme {
                let place = Place::new(*file, theme.id.span());
                if self.theme_ids.contains_key(theme.id.get_ref()) {
                    let message = format!("the theme `{}` is there twice", theme.id.get_ref());
                    self.findings
                        .push(Finding::error("ids", message).at(&place));
                    continue;
                }
                self.add_theme(theme.id.get_ref(), place, Some((*file, theme)));
            }
        }
        for (file, content) in files {
            let theme = self.theme_of(content);
            self.declare_variables(theme, *file, content);
            for node in &content.node {
                self.declare_node(theme, *file, node);
            }
        }
    }

    /// The theme that a file's nodes belong to.
    fn theme_of(&self, content: &PackFile) -> ThemeIx {
        content
            .theme
            .as_ref()
            .and_then(|theme| self.theme_ids.get(theme.id.get_ref()).copied())
            .unwrap_or(FRAME)
    }

    fn add_theme(&mut self, id: &str, place: Place, raw: Option<(FileId, &file::ThemeRaw)>) {
        let index = ThemeIx(u16::try_from(self.themes.len()).unwrap_or(u16::MAX));
        let mut added = 0;
        let ordinal = Ordinals::number(&mut self.ordinals.themes, &mut added, id, &[]);
        self.ordinals.added += added;
        self.check_id(id, &place);
        self.theme_ids.insert(id.to_owned(), index);
        self.starts.push(raw.map(|(file, theme)| {
            (
                theme.start.get_ref().clone(),
                Place::new(file, theme.start.span()),
            )
        }));
        self.themes.push(Theme {
            id: id.to_owned(),
            title: raw.map_or_else(String::new, |(_, theme)| theme.title.clone()),
            summary: raw.map_or_else(String::new, |(_, theme)| theme.summary.clone()),
            minutes: raw.map_or(0, |(_, theme)| theme.minutes),
            start: NodeIx(0),
            variables: Vec::new(),
            nodes: Vec::new(),
            ordinal: u16::try_from(ordinal).unwrap_or(u16::MAX),
            node_by_ordinal: Vec::new(),
            variable_by_ordinal: Vec::new(),
            question_bits: 0,
            place,
        });
        self.declare_scale(index, "before");
        self.declare_scale(index, "after");
    }

    /// `before` and `after` are there in every theme.
    fn declare_scale(&mut self, theme: ThemeIx, id: &str) {
        self.push_variable(
            theme,
            Variable {
                id: id.to_owned(),
                kind: VariableKind::Scale,
                values: Vec::new(),
                spoken: Vec::new(),
                ordinal: 0,
                value_ordinals: Vec::new(),
                place: None,
            },
        );
    }

    /// Adds a variable under its number.
    fn push_variable(&mut self, theme: ThemeIx, mut variable: Variable) {
        let Some(owner) = self.themes.get_mut(usize::from(theme.0)) else {
            return;
        };
        let mut added = 0;
        let list = self.ordinals.variables.entry(owner.id.clone()).or_default();
        let ordinal = Ordinals::number(list, &mut added, &variable.id, &[]);
        variable.ordinal = u16::try_from(ordinal).unwrap_or(u16::MAX);
        if !variable.values.is_empty() {
            let key = format!("{}.{}", owner.id, variable.id);
            let list = self.ordinals.values.entry(key).or_default();
            variable.value_ordinals = variable
                .values
                .iter()
                .map(|value| {
                    let number = Ordinals::number(list, &mut added, value, &[]);
                    u16::try_from(number).unwrap_or(u16::MAX)
                })
                .collect();
        }
        self.ordinals.added += added;
        owner.variables.push(variable);
    }

    fn declare_node(&mut self, theme: ThemeIx, file: FileId, node: &file::NodeRaw) {
        let place = Place::new(file, node.id.span());
        let index = NodeIx(u32::try_from(self.node_themes.len()).unwrap_or(u32::MAX));
        self.node_themes.push(theme);
        self.check_id(node.id.get_ref(), &place);
        for (id, place) in std::iter::once((node.id.get_ref(), place)).chain(
            node.aliases
                .iter()
                .map(|alias| (alias.get_ref(), Place::new(file, alias.span()))),
        ) {
            if let Some(first) = self.node_places.get(id) {
                let finding = Finding::error("ids", format!("the node id `{id}` is there twice"))
                    .at(&place)
                    .also(first, "first used here")
                    .help("give one of them another id; ids are never shared in a pack");
                self.findings.push(finding);
                continue;
            }
            self.node_places.insert(id.clone(), place);
            self.node_ids.insert(id.clone(), index);
        }
    }

    /// Ids are small letters, digits and hyphens.
    fn check_id(&mut self, id: &str, place: &Place) {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || id.len() > 60 || !id.chars().all(fits) {
            let finding = Finding::error("ids", "an id has small letters, digits and hyphens")
                .at(place)
                .help("for example `come-back`, at most 60 characters");
            self.findings.push(finding);
        }
    }

    /// Second pass: everything that refers to something.
    fn build(&mut self, head: PackHead, files: &[(FileId, PackFile)], place: Place) -> Pack {
        let file = place.file;
        self.declare_claims(files);
        let mut pack = self.parts(files);
        for (id, content) in files {
            let theme = self.theme_of(content);
            for raw in &content.node {
                let index = NodeIx(u32::try_from(pack.nodes.len()).unwrap_or(u32::MAX));
                let node = self.node(theme, *id, raw);
                pack.nodes.push(node);
                if let Some(theme) = self.themes.get_mut(usize::from(theme.0)) {
                    theme.nodes.push(index);
                }
            }
        }
        pack.start = self.named(&head.start, file, FRAME);
        pack.hub = self.named(&head.hub, file, FRAME);
        pack.grounding = head.grounding.as_ref().map(|grounding| Grounding {
            before: self.named(&grounding.before, file, FRAME),
            after: self.named(&grounding.after, file, FRAME),
        });
        self.resolve_starts();
        self.number_nodes(&mut pack.nodes, files);
        pack.id = head.id.into_inner();
        self.check_id(&pack.id, &place);
        pack.version = head.version;
        pack.title = head.title;
        pack.language = head.language;
        pack.article = head.article;
        pack.place = place;
        pack.theme_by_ordinal =
            by_ordinal(&self.ordinals.themes, |id| self.theme_ids.get(id).copied());
        pack.themes = std::mem::take(&mut self.themes);
        pack.node_ids = std::mem::take(&mut self.node_ids);
        self.count_visits(&mut pack);
        graph::measure(&mut pack);
        pack
    }

    /// A node named by the head; the first node when it is unknown.
    fn named(&mut self, id: &file::At<String>, file: FileId, theme: ThemeIx) -> NodeIx {
        let place = Place::new(file, id.span());
        match self.target(id.get_ref(), &place, theme) {
            Some(Target::Node(node)) => node,
            _ => NodeIx(0),
        }
    }

    fn resolve_starts(&mut self) {
        for index in 1..self.themes.len() {
            let Some(Some((name, place))) = self.starts.get(index).cloned() else {
                continue;
            };
            let theme = ThemeIx(u16::try_from(index).unwrap_or(0));
            let Some(Target::Node(node)) = self.target(&name, &place, theme) else {
                continue;
            };
            if let Some(theme) = self.themes.get_mut(index) {
                theme.start = node;
            }
        }
    }

    /// Where a written target leads; unknown ones are reported.
    fn target(&mut self, name: &str, place: &Place, theme: ThemeIx) -> Option<Target> {
        match name {
            "@hub" => return Some(Target::Hub),
            "@closing" => return Some(Target::Closing),
            "@return" => return Some(Target::Return),
            _ => {}
        }
        if let Some(id) = name.strip_prefix("@theme:") {
            if let Some(found) = self.theme_ids.get(id).filter(|found| **found != FRAME) {
                return Some(Target::Theme(*found));
            }
            let known: Vec<&str> = self.theme_ids.keys().map(String::as_str).collect();
            let help = did_you_mean(id, known.iter().copied());
            let message = format!("there is no theme `{id}`");
            let finding = Finding::error("unknown-target", message).at(place);
            self.findings.push(finding.help(help));
            return None;
        }
        let Some(node) = self.node_ids.get(name).copied() else {
            let finding = Finding::error("unknown-target", format!("there is no node `{name}`"))
                .at(place)
                .help(self.near_name(name, theme));
            self.findings.push(finding);
            return None;
        };
        let owner = self.node_themes.get(node.0 as usize).copied();
        if owner != Some(theme) && owner != Some(FRAME) {
            let finding = Finding::error("unknown-target", format!("`{name}` is in another theme"))
                .at(place)
                .help("lead to `@hub`, or to a theme's start by `@theme:ID`");
            self.findings.push(finding);
            return None;
        }
        Some(Target::Node(node))
    }

    /// The nearest name, as long as there are few findings: looking for it costs more than finding out that one is missing.
    fn near_name(&self, name: &str, theme: ThemeIx) -> String {
        if self.findings.len() > SUGGESTIONS_MAX {
            return "see prompts/README.md for what a target may be".to_owned();
        }
        did_you_mean(name, self.near(theme))
    }

    /// Names that a target in `theme` may use.
    fn near(&self, theme: ThemeIx) -> impl Iterator<Item = &str> + Clone {
        let special = ["@hub", "@closing", "@return"].into_iter();
        let themes = &self.node_themes;
        let nodes = self.node_ids.iter().filter(move |(_, node)| {
            let owner = themes.get(node.0 as usize);
            owner == Some(&theme) || owner == Some(&FRAME)
        });
        special.chain(nodes.map(|(id, _)| id.as_str()))
    }

    /// Gives every node its number and lays out the lists by number.
    fn number_nodes(&mut self, nodes: &mut [Node], files: &[(FileId, PackFile)]) {
        let raws = files.iter().flat_map(|(_, file)| &file.node);
        for (node, raw) in nodes.iter_mut().zip(raws) {
            let Some(theme) = self.themes.get(usize::from(node.theme.0)) else {
                continue;
            };
            let aliases: Vec<&str> = raw.aliases.iter().map(|a| a.get_ref().as_str()).collect();
            let mut added = 0;
            let list = self.ordinals.nodes.entry(theme.id.clone()).or_default();
            let number = Ordinals::number(list, &mut added, &node.id, &aliases);
            node.ordinal = u16::try_from(number).unwrap_or(u16::MAX);
            if number >= NODES_PER_THEME_MAX {
                let message = format!("the theme `{}` has had too many nodes", theme.id);
                let help =
                    format!("a theme has room for {NODES_PER_THEME_MAX} nodes in all its life");
                let finding = Finding::error("limits", message).at(&node.place);
                self.findings.push(finding.help(help));
            }
            self.ordinals.added += added;
        }
        for theme in &mut self.themes {
            let empty = Vec::new();
            let list = self.ordinals.nodes.get(&theme.id).unwrap_or(&empty);
            theme.node_by_ordinal = by_ordinal(list, |id| {
                let node = self.node_ids.get(id).copied()?;
                theme.nodes.contains(&node).then_some(node)
            });
            let list = self.ordinals.variables.get(&theme.id).unwrap_or(&empty);
            let variables = &theme.variables;
            theme.variable_by_ordinal = by_ordinal(list, |id| {
                let at = variables.iter().position(|variable| variable.id == id)?;
                (at < VARIABLES_MAX).then(|| VarIx(u8::try_from(at).unwrap_or(0)))
            });
            theme.question_bits = theme
                .nodes
                .iter()
                .filter_map(|index| nodes.get(index.0 as usize))
                .filter(|node| node.is_question())
                .fold(0, |bits, node| bits | bit(node.ordinal));
        }
    }

    /// Numbers the nodes whose visits a condition reads.
    fn count_visits(&mut self, pack: &mut Pack) {
        let counted = nodes::counted(pack);
        let mut next: HashMap<ThemeIx, u8> = HashMap::new();
        for index in counted {
            let Some(node) = pack.nodes.get_mut(index.0 as usize) else {
                continue;
            };
            let slot = next.entry(node.theme).or_default();
            if usize::from(*slot) >= crate::script::pack::COUNTED_MAX {
                let message = "too many nodes of this theme have their visits counted";
                let finding = Finding::error("limits", message).at(&node.place);
                self.findings
                    .push(finding.help("use `visited(…)`, which costs nothing"));
                continue;
            }
            node.counted = Some(*slot);
            *slot += 1;
        }
    }
}

/// The bit of an ordinal; none beyond the limit.
pub fn bit(ordinal: u16) -> u128 {
    1_u128.checked_shl(u32::from(ordinal)).unwrap_or(0)
}

/// A list by number, of what is still there.
fn by_ordinal<T>(list: &[String], find: impl Fn(&str) -> Option<T>) -> Vec<Option<T>> {
    list.iter().map(|id| find(id)).collect()
}
