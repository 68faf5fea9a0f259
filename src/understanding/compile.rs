//! Rule files -> [`Understanding`]: the built-in files first, an author's files are added to them.
//!
//! *Invariant:* no file can remove or change a built-in rule.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::script::finding::{FileId, Finding, Place, Sources};
use crate::understanding::finder::KeyFinder;
use crate::understanding::kinds::Sense;
use crate::understanding::pattern::{self, Lists, Tree, WordList};
use crate::understanding::rules::{self, RULE, Rule, RuleFile};

/// The rule files that are part of the program, by path in the prompts folder.
pub const BUILT_IN: [(&str, &str); 4] = [
    (
        "understanding/lists.toml",
        include_str!("../../prompts/understanding/lists.toml"),
    ),
    (
        "understanding/crisis.toml",
        include_str!("../../prompts/understanding/crisis.toml"),
    ),
    (
        "understanding/control.toml",
        include_str!("../../prompts/understanding/control.toml"),
    ),
    (
        "understanding/theme.toml",
        include_str!("../../prompts/understanding/theme.toml"),
    ),
];

/// All rules, compiled.
#[derive(Debug, Clone)]
pub struct Understanding {
    pub(crate) rules: Vec<Rule>,
    pub(crate) built_in: usize,
    pub(crate) patterns: Vec<Pattern>,
    /// Finds the key words of all patterns.
    pub(crate) finder: KeyFinder,
}

/// One pattern of a rule.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    pub(crate) rule: usize,
    pub(crate) sense: Sense,
    pub(crate) tree: Tree,
    pub(crate) role: Role,
}

/// What a pattern does for its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Fires it from inside a text.
    Inside,
    /// Fires it when it is the whole message.
    Whole,
    /// Cancels it for its sentence.
    Cancels,
}

impl Understanding {
    /// The built-in rules alone.
    pub fn built_in() -> Self {
        Self::compile(&[]).0
    }

    /// Compiles the built-in rules and those in `files`, given as path and text.
    ///
    /// What is wrong with an added rule is reported and the rule is left out. The examples of added rules are run here, those
    /// of the built-in ones in [`Understanding::contradictions`], so that a start costs little.
    pub fn compile(files: &[(&str, &str)]) -> (Self, Vec<Finding>, Sources) {
        let mut draft = Draft::default();
        for (path, text) in BUILT_IN {
            draft.add(path, text);
        }
        draft.built_in = draft.rules.len();
        for (path, text) in files.iter().filter(|(_, text)| !is_built_in(text)) {
            draft.add(path, text);
        }
        draft.finish()
    }
}

/// Whether a file is an unchanged copy of a built-in one.
fn is_built_in(text: &str) -> bool {
    BUILT_IN.iter().any(|(_, built_in)| *built_in == text)
}

/// Rules on their way to being compiled.
#[derive(Default)]
struct Draft {
    rules: Vec<Rule>,
    by_id: BTreeMap<String, usize>,
    built_in: usize,
    lists: Lists,
    sources: Sources,
    findings: Vec<Finding>,
}

impl Draft {
    fn add(&mut self, path: &str, text: &str) {
        let file = self.sources.add(path, text);
        let read = rules::rule_file(file, text, &mut self.findings);
        self.add_lists(&read);
        for raw in read.rules {
            if let Some(rule) = rules::settle(file, raw, &mut self.findings) {
                self.add_rule(rule);
            }
        }
    }

    /// Lists may name lists that stand before them in the alphabet or in an earlier file, so they are tried until no more fit.
    fn add_lists(&mut self, read: &RuleFile) {
        let mut open: Vec<(&String, &Vec<String>)> = read.lists.iter().collect();
        let mut faults: Vec<String> = Vec::new();
        while !open.is_empty() {
            let waiting = open.len();
            faults.clear();
            open.retain(|(name, words)| match pattern::list(words, &self.lists) {
                Ok(list) => self.add_list(name, &Arc::new(list)).is_err_and(|fault| {
                    faults.push(fault);
                    true
                }),
                Err(fault) => {
                    faults.push(format!("the list `{name}` cannot stand: {fault}"));
                    true
                }
            });
            if open.len() == waiting {
                break;
            }
        }
        for fault in faults {
            let finding = Finding::error(RULE, fault);
            let place = read.lists_place.as_ref();
            self.findings
                .push(place.map_or(finding.clone(), |place| finding.at(place)));
        }
    }

    fn add_list(&mut self, name: &str, list: &Arc<WordList>) -> Result<(), String> {
        let known = self
            .lists
            .entry(name.to_owned())
            .or_insert_with(|| Arc::clone(list));
        if known == list {
            return Ok(());
        }
        Err(format!(
            "the list `{name}` is there already and stays as it is; give yours another name"
        ))
    }

    fn add_rule(&mut self, rule: Rule) {
        let id = rule.raw.id.get_ref().clone();
        let twin = self
            .by_id
            .get(&id)
            .and_then(|at| Some((*at, self.rules.get(*at)?)));
        let Some((at, first)) = twin else {
            self.by_id.insert(id, self.rules.len());
            self.rules.push(rule);
            return;
        };
        let built_in = self.built_in > 0 && at < self.built_in;
        if built_in && rule.is_copy_of(first) {
            return;
        }
        let finding = if built_in {
            Finding::error(
                RULE,
                format!("`{id}` is a built-in rule and stays as it is"),
            )
            .help("give your rule another id; it then works beside the built-in one")
        } else {
            Finding::error(RULE, format!("the rule `{id}` is there twice"))
                .also(&first.place(), "the first one")
        };
        self.findings.push(finding.at(&rule.place()));
    }

    fn finish(mut self) -> (Understanding, Vec<Finding>, Sources) {
        let patterns = self.patterns();
        let finder = KeyFinder::new(patterns.iter().map(|pattern| &pattern.tree));
        let made = Understanding {
            rules: self.rules,
            built_in: self.built_in,
            patterns,
            finder,
        };
        let added = made.rules.iter().skip(made.built_in);
        self.findings
            .extend(added.flat_map(|rule| made.contradictions_of(rule)));
        (made, self.findings, self.sources)
    }

    /// The patterns of all rules; those that cannot stand are reported and left out.
    fn patterns(&mut self) -> Vec<Pattern> {
        let mut patterns = Vec::new();
        for (number, rule) in self.rules.iter().enumerate() {
            let fires = if rule.raw.whole {
                Role::Whole
            } else {
                Role::Inside
            };
            let firing = rule.raw.any.iter().map(|text| (text, fires));
            let cancelling = rule.raw.unless.iter().map(|text| (text, Role::Cancels));
            for (text, role) in firing.chain(cancelling) {
                match pattern::read(text.get_ref(), &self.lists) {
                    Ok(trees) => patterns.extend(trees.into_iter().map(|tree| Pattern {
                        rule: number,
                        sense: rule.sense,
                        tree,
                        role,
                    })),
                    Err(fault) => {
                        let finding =
                            Finding::error(RULE, format!("the pattern cannot stand: {fault}"));
                        self.findings
                            .push(finding.at(&Place::new(rule.file, text.span())));
                    }
                }
            }
        }
        patterns
    }
}

impl Understanding {
    /// The rules in the order in which they were read, built-in ones first.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Whether the rule stands in a built-in file.
    pub fn is_built_in(&self, rule: &Rule) -> bool {
        let files = u32::try_from(BUILT_IN.len()).unwrap_or(u32::MAX);
        rule.file < FileId(files)
    }
}
