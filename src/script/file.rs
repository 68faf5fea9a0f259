//! What an author writes: the tables and keys of a pack's files, as serde sees them.
//!
//! These types are the format. `prompts/schema.json` is generated from them and `prompts/README.md` explains them. They hold
//! names; [`crate::script::resolve`] turns names into indices.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// A value that remembers where it stood.
pub type At<T> = Spanned<T>;

/// How far a question goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
pub enum Depth {
    /// Light: anyone, any day.
    #[serde(rename = "L")]
    Light,
    /// Middle: touches old things from a distance.
    #[serde(rename = "M")]
    Middle,
    /// Deep: behind a gate, with grounding before and after.
    #[serde(rename = "D")]
    Deep,
}

/// Whose idea a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Says {
    /// The article's author.
    Article,
    /// A study or book that the article cites.
    Study,
    /// Common practice that the article does not mention.
    Practice,
}

/// Which support card a node shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SupportKind {
    /// For anything heavy.
    General,
    /// For fear of, or violence by, someone close: safety first.
    PartnerViolence,
}

/// The head of `pack.toml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PackHead {
    /// The pack's name in commands: small letters, digits, hyphens.
    #[schemars(with = "String")]
    pub id: At<String>,
    /// Raised with every published change.
    pub version: u32,
    /// For people.
    pub title: String,
    /// Language tag of the texts, such as `en`.
    pub language: String,
    /// The other files of the pack, by name; themes in the hub's order.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub include: Vec<At<String>>,
    /// The node a new talk begins with.
    #[schemars(with = "String")]
    pub start: At<String>,
    /// The node where themes are chosen.
    #[schemars(with = "String")]
    pub hub: At<String>,
    /// The text that the pack is about.
    #[serde(default)]
    pub article: Option<Article>,
    /// The nodes called before and after deep questions.
    #[serde(default)]
    pub grounding: Option<GroundingRaw>,
}

/// The text that a pack is about. The link is the operator's to set.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Article {
    /// Who wrote it.
    pub author: String,
    /// Its title.
    pub title: String,
    /// Where it appeared.
    pub outlet: String,
}

/// The nodes called around deep questions.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct GroundingRaw {
    /// Called on the way in.
    #[schemars(with = "String")]
    pub before: At<String>,
    /// Called on the way out.
    #[schemars(with = "String")]
    pub after: At<String>,
}

/// The head of a theme's file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ThemeRaw {
    /// The theme's name in commands and file names.
    #[schemars(with = "String")]
    pub id: At<String>,
    /// What the hub's button says; at most 38 characters.
    pub title: String,
    /// One line; at most 100 characters.
    pub summary: String,
    /// How long a middle way takes, in minutes.
    pub minutes: u8,
    /// The first node.
    #[schemars(with = "String")]
    pub start: At<String>,
}

/// One idea that the pack states.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ClaimRaw {
    /// Its id, such as `RL-B4`.
    #[schemars(with = "String")]
    pub id: At<String>,
    /// The idea in the pack's own words.
    #[schemars(with = "String")]
    pub text: At<String>,
    /// Whose idea it is.
    pub says: Says,
    /// Ids of the sources that carry it.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub sources: Vec<At<String>>,
    /// The theme that it belongs to, if any.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub theme: Option<At<String>>,
    /// How deep it goes.
    #[serde(default)]
    pub depth: Option<Depth>,
}

/// Where an idea comes from.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SourceRaw {
    /// Its id.
    #[schemars(with = "String")]
    pub id: At<String>,
    /// The citation.
    pub cite: String,
}

/// A key point of the article.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct KeyPointRaw {
    /// Its id.
    #[schemars(with = "String")]
    pub id: At<String>,
    /// One line.
    #[schemars(with = "String")]
    pub short: At<String>,
    /// A few sentences.
    #[schemars(with = "String")]
    pub long: At<String>,
    /// The theme it leads into.
    #[schemars(with = "String")]
    pub theme: At<String>,
    /// The ideas it states.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub claims: Vec<At<String>>,
}

/// A word worth explaining.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TermRaw {
    /// Its id.
    #[schemars(with = "String")]
    pub id: At<String>,
    /// The headword.
    pub term: String,
    /// What it means, in one to three sentences.
    #[schemars(with = "String")]
    pub text: At<String>,
    /// Whose meaning it is.
    #[serde(default)]
    pub says: Option<Says>,
    /// The ideas it states.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub claims: Vec<At<String>>,
}

/// A family of feeling words.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FamilyRaw {
    /// Its id.
    #[schemars(with = "String")]
    pub id: At<String>,
    /// What the first menu says.
    pub label: String,
    /// The words in it, at most 25.
    pub words: Vec<FeelingRaw>,
}

/// One feeling word.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FeelingRaw {
    /// Its id, unique among all feelings.
    #[schemars(with = "String")]
    pub id: At<String>,
    /// What the second menu says.
    pub label: String,
}

/// What a variable can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VariableKind {
    /// One of `values`.
    OneOf,
    /// Yes or no.
    YesNo,
    /// A number from 0 to 10.
    Scale,
    /// A feeling word.
    Feeling,
    /// Any of `values`, at most 8 of them.
    Several,
}

/// Something a theme remembers while it lasts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct VariableRaw {
    /// Its name in conditions.
    #[schemars(with = "String")]
    pub id: At<String>,
    /// What it can hold.
    pub kind: VariableKind,
    /// The values of a `one-of` or `several`.
    #[serde(default)]
    pub values: Vec<String>,
    /// How a value sounds inside a text.
    #[serde(default)]
    pub spoken: BTreeMap<String, String>,
}

/// One message of the dialogue.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct NodeRaw {
    /// Its id, unique in the pack.
    #[schemars(with = "String")]
    pub id: At<String>,
    /// Former ids.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub aliases: Vec<At<String>>,
    /// How deep it goes.
    pub depth: Depth,
    /// The ideas it states or asks about.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub claims: Vec<At<String>>,
    /// Whose ideas they are.
    #[serde(default)]
    pub says: Option<Says>,
    /// What is said.
    #[schemars(with = "String")]
    pub text: At<String>,
    /// Where it goes on.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub next: Option<At<String>>,
    /// A node to call on the way.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub via: Option<At<String>>,
    /// What may be answered besides the choices.
    #[serde(default)]
    pub answer: Option<AnswerRaw>,
    /// Hints for typed answers that fit nothing, at most 2.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub no_match: Vec<At<String>>,
    /// Choices that lead here disappear once it was visited.
    #[serde(default)]
    pub once: bool,
    /// The door to a deep part.
    #[serde(default)]
    pub gate: bool,
    /// The theme's closing.
    #[serde(default)]
    pub end: bool,
    /// The support card shown with it.
    #[serde(default)]
    pub support: Option<SupportKind>,
    /// Who reviewed it, and when. Never invented.
    #[serde(default)]
    pub reviewed: Option<Reviewed>,
    /// Lines before the text.
    #[serde(default)]
    pub line: Vec<LineRaw>,
    /// Ways on that depend on the answer.
    #[serde(default)]
    pub route: Vec<RouteRaw>,
    /// The choices.
    #[serde(default)]
    pub choice: Vec<ChoiceRaw>,
}

/// A qualified person's review.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Reviewed {
    /// The reviewer's name.
    pub by: String,
    /// The day, as `2026-11-22`.
    pub on: String,
}

/// What may be answered.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AnswerRaw {
    /// What the member gives.
    #[schemars(with = "AnswerKind")]
    pub kind: At<AnswerKind>,
    /// The answer's own short name; at most 45 characters.
    #[schemars(with = "String")]
    pub label: At<String>,
    /// A longest text in characters, or a largest number of picks.
    #[serde(default)]
    #[schemars(with = "Option<u16>")]
    pub max: Option<At<u16>>,
    /// Whether a text may be offered for keeping.
    #[serde(default)]
    pub store: Store,
    /// A grey hint in an empty field.
    #[serde(default)]
    pub placeholder: Option<String>,
    /// What 0 means.
    #[serde(default)]
    pub low: Option<String>,
    /// What 10 means.
    #[serde(default)]
    pub high: Option<String>,
    /// The variable that takes the answer.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub set: Option<At<String>>,
    /// Said after it.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub reflect: Option<At<String>>,
}

/// Kinds of answers besides the choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// Own words.
    Text,
    /// A number from 0 to 10.
    Scale,
    /// A feeling word in two steps.
    Feeling,
    /// Some of the node's choices.
    Several,
}

/// Whether an answer may be offered for keeping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Store {
    /// Only if the member agrees.
    #[default]
    Ask,
    /// Not at all.
    Never,
}

/// A line that depends on what came before.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LineRaw {
    /// The condition, or `otherwise`.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub when: Option<At<String>>,
    /// What is said.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub text: Option<At<String>>,
    /// Or one of these, by the talk's seed.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub variants: Vec<At<String>>,
    /// Whose idea it is, where it differs from the node's.
    #[serde(default)]
    pub says: Option<Says>,
    /// The ideas it states.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub claims: Vec<At<String>>,
}

/// A way on that depends on the answer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RouteRaw {
    /// The condition; it already sees the answer.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub when: Option<At<String>>,
    /// Words or short phrases in the answer.
    #[serde(default)]
    pub hears: Vec<String>,
    /// Where it leads; the node's `next` when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub to: Option<At<String>>,
    /// Said before the next node.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub reflect: Option<At<String>>,
}

/// A button or a line of a menu.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ChoiceRaw {
    /// Its id, unique in the node.
    #[schemars(with = "String")]
    pub id: At<String>,
    /// What the button says.
    #[schemars(with = "String")]
    pub label: At<String>,
    /// What is stored; the id when left out.
    #[serde(default)]
    pub value: Option<String>,
    /// Where it leads; the node's `next` when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub to: Option<At<String>>,
    /// A node to call on the way.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub via: Option<At<String>>,
    /// Said after it.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub reflect: Option<At<String>>,
    /// Variables that it sets.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Setting>")]
    pub set: BTreeMap<String, At<Setting>>,
    /// The condition under which it shows.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub when: Option<At<String>>,
    /// Hidden once its target was visited.
    #[serde(default)]
    pub once: bool,
    /// Words or short phrases that count as this choice.
    #[serde(default)]
    pub hears: Vec<String>,
    /// Sets how deep the talk may go.
    #[serde(default)]
    pub depth: Option<Depth>,
}

/// A value in `set`: a name, a number or yes/no.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(untagged)]
pub enum Setting {
    /// A value's name.
    Name(String),
    /// A number on the scale.
    Number(i64),
    /// Yes or no.
    Truth(bool),
}

impl<'de> Deserialize<'de> for Setting {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SettingVisitor)
    }
}

/// Reads a [`Setting`] with an error message that names what is expected.
struct SettingVisitor;

impl serde::de::Visitor<'_> for SettingVisitor {
    type Value = Setting;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value's name in quotes, a number from 0 to 10, or true/false")
    }

    fn visit_str<E>(self, v: &str) -> Result<Setting, E> {
        Ok(Setting::Name(v.to_owned()))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Setting, E> {
        Ok(Setting::Number(v))
    }

    fn visit_bool<E>(self, v: bool) -> Result<Setting, E> {
        Ok(Setting::Truth(v))
    }
}

/// Every table that a pack's file may hold; which file holds which is the author's choice.
#[derive(Debug, Default, JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PackFile {
    /// The keys of `pack.toml` itself.
    #[schemars(flatten)]
    pub head: Option<PackHead>,
    /// The theme that the file is about.
    pub theme: Option<ThemeRaw>,
    /// Sources.
    #[schemars(default)]
    pub source: Vec<SourceRaw>,
    /// Ideas.
    #[schemars(default)]
    pub claim: Vec<ClaimRaw>,
    /// Key points.
    #[schemars(default)]
    pub key_point: Vec<KeyPointRaw>,
    /// Glossary.
    #[schemars(default)]
    pub term: Vec<TermRaw>,
    /// Feeling words.
    #[schemars(default)]
    pub family: Vec<FamilyRaw>,
    /// Variables.
    #[schemars(default)]
    pub variable: Vec<VariableRaw>,
    /// Nodes.
    #[schemars(default)]
    pub node: Vec<NodeRaw>,
}

/// The JSON schema of a pack's files, for editors; `prompts/schema.json` is this text.
pub fn schema() -> String {
    let schema = schemars::schema_for!(PackFile);
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
