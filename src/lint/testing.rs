//! What the rules' tests share: a tiny prompts folder from a few lines of TOML.

use std::collections::BTreeMap;

use crate::lint::check::{Input, check as check_all};
use crate::lint::shingles::{self, Shingles};
use crate::script::finding::{Finding, Severity};
use crate::script::load::{self, Files, OrdinalsByPack};
use crate::script::pack::Script;
use crate::script::support::{self, SupportLine};
use jiff::civil::Date;

/// A pack around one theme `t`, whose file is given.
const HEAD: &str = "id = 'p'\nversion = 1\ntitle = 'A pack'\nlanguage = 'en'\ninclude = ['t.toml']\n\
    start = 'hub'\nhub = 'hub'\n[[node]]\nid = 'hub'\ndepth = 'L'\ntext = 'Pick one.'\n";
/// The theme's head, where the file has none.
const THEME: &str = "[theme]\nid = 't'\ntitle = 'T'\nsummary = 'S'\nminutes = 5\nstart = 'a'\n";
/// Begins another file, up to the end of the line.
const CUT: &str = "=== ";

/// A prompts folder, read.
#[derive(Debug)]
pub(crate) struct Folder {
    script: Script,
    ordinals: OrdinalsByPack,
    articles: BTreeMap<String, Shingles>,
    support: Vec<SupportLine>,
    /// What reading it found.
    pub(crate) found: Vec<Finding>,
}

impl Folder {
    /// Reads `toml`: the theme's file, then others after `=== path` lines; `=== p/pack.toml` replaces the usual head.
    pub(crate) fn read(toml: &str) -> Self {
        let mut files = Files::from([("p/pack.toml".to_owned(), HEAD.to_owned())]);
        let (theme, rest) = toml.split_once(CUT).unwrap_or((toml, ""));
        let head = if theme.contains("[theme]") { "" } else { THEME };
        files.insert("p/t.toml".to_owned(), format!("{head}{theme}"));
        for part in rest.split(CUT).filter(|part| !part.is_empty()) {
            let (path, text) = part.split_once('\n').unwrap();
            files.insert(path.to_owned(), text.to_owned());
        }
        let mut found = Vec::new();
        let (mut script, ordinals) = load::script(&files, &mut found);
        let articles = shingles::by_pack(&files, &mut script.sources, &mut found);
        let support = support::lines(&files, &mut script.sources, &mut found);
        Self {
            script,
            ordinals,
            articles,
            support,
            found,
        }
    }

    /// The folder as the lint takes it, on 22 November 2026.
    pub(crate) fn input(&self) -> Input<'_> {
        Input {
            script: &self.script,
            ordinals: &self.ordinals,
            reported: &self.found,
            support: &self.support,
            today: Date::constant(2026, 11, 22),
            articles: &self.articles,
        }
    }
}

/// Lints `toml` and compares what `rule` reports, each as `error: message`.
#[track_caller]
pub(crate) fn check(rule: &str, toml: &str, expected: &[&str]) {
    let folder = Folder::read(toml);
    let findings = check_all(&folder.input());
    let shown: Vec<String> = findings
        .iter()
        .filter(|finding| finding.rule == rule)
        .map(|finding| {
            let level = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            format!("{level}: {}", finding.message)
        })
        .collect();
    assert_eq!(shown, expected, "{:#?}", folder.found);
}
