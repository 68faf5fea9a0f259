//! Prompts, on disk or built in -> a script that can be used: the only place that knows where content comes from.
//!
//! *Invariant:* the built-in crisis rules and help lines are always there; a folder of the author's own adds to them.

mod builtin;
mod disk;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use crate::lint::{self, Date, Shingles, shingles};
use crate::script::load::{Files, OrdinalsByPack};
use crate::script::support::{self, SupportLine};
use crate::script::{Finding, Script, Severity, Sources, load};
use crate::understanding::Understanding;

pub use builtin::{paths as builtin_paths, texts as builtin_texts};
pub use disk::{read_folder, write_ordinals};

/// The folder of rules for free text inside a prompts folder.
const UNDERSTANDING: &str = "understanding/";

/// Everything that can be said and understood.
#[derive(Debug)]
pub struct Content {
    /// The packs.
    pub script: Script,
    /// Numbers by pack folder, with every missing name appended.
    pub ordinals: OrdinalsByPack,
    /// Where to find help: the built-in lines first.
    pub support: Vec<SupportLine>,
    /// What was found while reading.
    findings: Vec<Finding>,
    /// Hashes of the article's runs of words, by pack folder.
    articles: BTreeMap<String, Shingles>,
    /// An author's own rules for free text, by path.
    rules: Files,
    /// Compiled when the first free text comes.
    understanding: OnceLock<Understanding>,
}

/// Why content cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// Its findings say why.
    #[error(
        "the prompts do not hold together (errors: {count}), first: {first}\nhint: run `alongside check` on the folder to see them all"
    )]
    Errors {
        /// How many.
        count: usize,
        /// The first one.
        first: String,
    },
    /// There is no pack in it.
    #[error(
        "there is no pack to use: {first}\nhint: see prompts/README.md for what a folder of prompts holds"
    )]
    NoPack {
        /// What was found.
        first: String,
    },
}

/// Why content with these findings is refused, if it is; what could not be read is named before what follows from it.
fn refusal(findings: &[Finding]) -> Option<Unusable> {
    let errors = || {
        findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
    };
    let unread = errors().find(|finding| ["file", "syntax"].contains(&finding.rule));
    let first = unread.or_else(|| errors().next())?;
    Some(Unusable::Errors {
        count: errors().count(),
        first: first.message.clone(),
    })
}

/// What a thread found. A panic there would be a fault of ours and is not hidden here.
fn joined<T>(thread: std::thread::ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// What is wrong with the rules for free text: the built-in ones and those in `files`.
fn rules_found(files: &[(&str, &str)], examples: bool) -> (Vec<Finding>, Sources) {
    let (understanding, mut found, sources) = Understanding::compile(files);
    if examples {
        let rules = understanding.rules();
        let (first, second) = rules.split_at(rules.len() / 2);
        let (here, beside) = std::thread::scope(|scope| {
            let beside = scope.spawn(|| understanding.contradictions_in(second));
            (understanding.contradictions_in(first), joined(beside))
        });
        found.extend(here);
        found.extend(beside);
    }
    (found, sources)
}

/// The present day, for the age of help lines.
pub fn today() -> Date {
    jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date()
}

impl Content {
    /// The prompts that are part of the binary.
    pub fn built_in() -> Self {
        Self::of(builtin_texts(), Vec::new())
    }

    /// The same with all that does not hold together in it; the rules for free text are checked while the packs are read.
    pub fn built_in_checked(today: Date) -> (Self, Vec<Finding>) {
        std::thread::scope(|scope| {
            let rules = scope.spawn(|| rules_found(&[], true));
            let mut content = Self::built_in();
            let findings = content.lint(today);
            let findings = content.with_rules(findings, joined(rules));
            (content, findings)
        })
    }

    /// The prompts of a folder, with the built-in rules and help lines.
    pub fn from_folder(folder: &Path) -> Self {
        let mut findings = Vec::new();
        let mut files = read_folder(folder, &mut findings);
        for (path, text) in builtin_texts() {
            let shared = [UNDERSTANDING, support::FOLDER]
                .iter()
                .find_map(|folder| Some((*folder, path.strip_prefix(folder)?)));
            let Some((inside, name)) = shared else {
                continue;
            };
            let is_copy = files.get(&path) == Some(&text);
            if is_copy && inside == UNDERSTANDING {
                files.remove(&path);
            }
            if !is_copy && inside == support::FOLDER {
                files.insert(format!("{inside}(built-in) {name}"), text);
            }
        }
        Self::of(files, findings)
    }

    fn of(files: Files, mut findings: Vec<Finding>) -> Self {
        let (mut script, ordinals) = load::script(&files, &mut findings);
        let support = support::lines(&files, &mut script.sources, &mut findings);
        let articles = shingles::by_pack(&files, &mut script.sources, &mut findings);
        let rules = files
            .into_iter()
            .filter(|(path, _)| path.starts_with(UNDERSTANDING))
            .collect();
        Self {
            script,
            ordinals,
            support,
            findings,
            articles,
            rules,
            understanding: OnceLock::new(),
        }
    }

    /// The rules for free text: compiled on first use, so that a start costs nothing.
    pub fn understanding(&self) -> &Understanding {
        self.understanding
            .get_or_init(|| Understanding::compile(&self.rule_files()).0)
    }

    fn rule_files(&self) -> Vec<(&str, &str)> {
        let pairs = self.rules.iter();
        pairs
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect()
    }

    /// Everything that does not hold together, today; also in the built-in rules for free text.
    pub fn check(&mut self, today: Date) -> Vec<Finding> {
        self.found(today, true)
    }

    /// Runs the lint, and beside it the rules for free text, on request with the examples of the built-in ones.
    fn found(&mut self, today: Date, examples: bool) -> Vec<Finding> {
        let (findings, rules) = std::thread::scope(|scope| {
            let rules = scope.spawn(|| rules_found(&self.rule_files(), examples));
            let findings = self.lint(today);
            (findings, joined(rules))
        });
        self.with_rules(findings, rules)
    }

    /// Adds what is wrong with the rules for free text, and the texts that it points into.
    fn with_rules(
        &mut self,
        mut findings: Vec<Finding>,
        (mut reported, sources): (Vec<Finding>, Sources),
    ) -> Vec<Finding> {
        let first = self.script.sources.absorb(sources);
        for finding in &mut reported {
            finding.shift(first);
        }
        findings.extend(reported);
        lint::sort(&mut findings);
        findings
    }

    /// Runs the lint.
    fn lint(&self, today: Date) -> Vec<Finding> {
        lint::check(&lint::Input {
            script: &self.script,
            ordinals: &self.ordinals,
            reported: &self.findings,
            support: &self.support,
            today,
            articles: &self.articles,
        })
    }

    /// The content if it can be talked with: no errors while reading, and a pack.
    pub fn usable(mut self) -> Result<Self, Unusable> {
        let findings = self.found(today(), false);
        match refusal(&findings) {
            Some(refusal) => Err(refusal),
            None => self.readable(),
        }
    }

    /// The content if all of it could be read, whatever the lint would say.
    pub fn whole(self) -> Result<Self, Unusable> {
        match refusal(&self.findings) {
            Some(refusal) => Err(refusal),
            None => self.readable(),
        }
    }

    /// The content if there is a pack in it, whatever else was found.
    pub fn readable(self) -> Result<Self, Unusable> {
        if !self.script.packs.is_empty() {
            return Ok(self);
        }
        let first = self.findings.first();
        Err(Unusable::NoPack {
            first: first.map_or_else(|| "the folder is empty".to_owned(), |f| f.message.clone()),
        })
    }
}
