//! Rule files as authors write them, and the rules that are read from them.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::script::finding::{FileId, Finding, Place};
use crate::script::read::{self, Reader};
use crate::script::suggest::did_you_mean;
use crate::understanding::kinds::{ControlWord, CrisisKind, Sense, THEMES};

/// The id under which wrong rules are reported.
pub const RULE: &str = "rule-pattern";

/// The weight of a theme rule that names none.
const WEIGHT: u8 = 3;

/// One `[[rule]]` of a file.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RuleRaw {
    /// Its id, unique among all rules.
    pub id: Spanned<String>,
    /// `crisis`, `control` or `theme`.
    pub kind: Spanned<String>,
    /// The kind of danger, the control word, or the theme's id.
    pub value: Spanned<String>,
    /// Patterns, one of which must be in the text.
    pub any: Vec<Spanned<String>>,
    /// Patterns that cancel the rule for the sentence they stand in.
    #[serde(default)]
    pub unless: Vec<Spanned<String>>,
    /// Whether a pattern must be the whole message, but for politeness and filler words.
    #[serde(default)]
    pub whole: bool,
    /// How much it counts for its theme.
    #[serde(default)]
    pub weight: Option<u8>,
    /// Texts that must come out as this kind and value.
    #[serde(default)]
    pub matches: Vec<Spanned<String>>,
    /// Texts in which this rule must not fire.
    #[serde(default)]
    pub ignores: Vec<Spanned<String>>,
    /// Whether a speaker of the language with the right training has read it. Never invented.
    #[serde(default)]
    pub reviewed: bool,
    /// The language it is written for.
    #[serde(default = "english")]
    pub language: String,
}

fn english() -> String {
    "en".to_owned()
}

/// What one file holds.
#[derive(Debug, Default)]
pub struct RuleFile {
    /// Word lists by name.
    pub lists: BTreeMap<String, Vec<String>>,
    /// Where the lists stand.
    pub lists_place: Option<Place>,
    /// The rules.
    pub rules: Vec<RuleRaw>,
}

/// A rule whose kind and value are known.
#[derive(Debug, Clone)]
pub struct Rule {
    /// As it was written.
    pub raw: RuleRaw,
    /// The file it stands in.
    pub file: FileId,
    /// What it stands for.
    pub sense: Sense,
    /// How much it counts for its theme.
    pub weight: u16,
}

impl Rule {
    /// Where the rule's id stands.
    pub fn place(&self) -> Place {
        Place::new(self.file, self.raw.id.span())
    }

    /// Whether both say the same.
    pub(crate) fn is_copy_of(&self, other: &Self) -> bool {
        let words = |list: &[Spanned<String>]| {
            list.iter()
                .map(|word| word.get_ref().clone())
                .collect::<Vec<_>>()
        };
        self.sense == other.sense
            && self.raw.whole == other.raw.whole
            && self.weight == other.weight
            && words(&self.raw.any) == words(&other.raw.any)
            && words(&self.raw.unless) == words(&other.raw.unless)
    }
}

/// Reads a rule file as far as it can be read.
pub fn rule_file(file: FileId, text: &str, findings: &mut Vec<Finding>) -> RuleFile {
    let mut out = RuleFile::default();
    let Some(table) = read::document(file, text, findings) else {
        return out;
    };
    for (key, value) in table.into_inner() {
        let span = key.span();
        let mut reader = Reader { file, findings };
        match key.get_ref().as_ref() {
            "rule" => out.rules = reader.list("rule", value),
            "lists" => {
                out.lists_place = Some(Place::new(file, value.span()));
                out.lists = reader.table("lists", value).unwrap_or_default();
            }
            name => {
                let finding = Finding::error("syntax", format!("unknown key `{name}`"))
                    .at(&Place::new(file, span))
                    .help(did_you_mean(name, ["rule", "lists"]));
                findings.push(finding);
            }
        }
    }
    out
}

/// Settles what a rule stands for; a finding when its kind or value is unknown.
pub(crate) fn settle(file: FileId, raw: RuleRaw, findings: &mut Vec<Finding>) -> Option<Rule> {
    let sense = match sense(raw.kind.get_ref(), raw.value.get_ref()) {
        Ok(sense) => sense,
        Err(fault) => {
            findings.push(fault.finding(file, &raw));
            return None;
        }
    };
    let weight = u16::from(raw.weight.unwrap_or(WEIGHT));
    Some(Rule {
        raw,
        file,
        sense,
        weight,
    })
}

/// Which of the two words is unknown.
enum Unknown {
    Kind,
    Value(Vec<&'static str>),
}

impl Unknown {
    fn finding(self, file: FileId, raw: &RuleRaw) -> Finding {
        let (what, word, known) = match self {
            Self::Kind => ("kind", &raw.kind, vec!["crisis", "control", "theme"]),
            Self::Value(known) => ("value", &raw.value, known),
        };
        let name = word.get_ref();
        Finding::error(RULE, format!("unknown {what} `{name}`"))
            .at(&Place::new(file, word.span()))
            .help(did_you_mean(name, known))
    }
}

/// What the two words of a rule stand for.
fn sense(kind: &str, value: &str) -> Result<Sense, Unknown> {
    let (found, known) = match kind {
        "crisis" => (
            CrisisKind::find(value).map(Sense::Crisis),
            CrisisKind::ALL.map(CrisisKind::name).to_vec(),
        ),
        "control" => (
            ControlWord::find(value).map(Sense::Control),
            ControlWord::ALL.map(ControlWord::name).to_vec(),
        ),
        "theme" => (
            THEMES
                .iter()
                .position(|theme| *theme == value)
                .map(Sense::Theme),
            THEMES.to_vec(),
        ),
        _ => return Err(Unknown::Kind),
    };
    found.ok_or(Unknown::Value(known))
}
