//! What is wrong with a setting, as one line that never repeats the setting.

use std::fmt;
use std::path::Path;

/// What is wrong with a value and what to do, without the key and the place; the caller knows those.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// What is wrong, as the rest of a sentence that begins with the key: `is empty`.
    pub what: String,
    /// What to do next.
    pub then: String,
}

impl Wrong {
    /// Both halves of the sentence.
    pub(super) fn new(what: impl Into<String>, then: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            then: then.into(),
        }
    }

    /// The same said of what the setting names: `is empty` becomes `names a file that is empty`.
    pub(super) fn of(self, named: &str) -> Self {
        Self::new(format!("{named} {}", self.what), self.then)
    }
}

/// Where a setting stands. The order is the one in which mistakes are told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The file as a whole, by the name that the operator gave it.
    File(String),
    /// A line of the file, counted from 1.
    Line(String, usize),
    /// The environment.
    Environment,
    /// Nowhere: the value is the default.
    Default,
}

impl Place {
    /// The file as a whole. Control characters in its name do not reach the terminal.
    pub(super) fn file(path: &Path) -> Self {
        let name = path.display().to_string();
        Self::File(name.replace(char::is_control, "?"))
    }

    /// A line of the file; other places have no lines and stay.
    pub(super) fn line(&self, line: usize) -> Self {
        match self {
            Self::File(name) | Self::Line(name, _) => Self::Line(name.clone(), line),
            other => other.clone(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(name) => f.write_str(name),
            Self::Line(name, line) => write!(f, "{name}:{line}"),
            Self::Environment => f.write_str("environment"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// One mistake: where, which setting, what is wrong, what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where it stands.
    pub place: Place,
    /// The setting's full name, such as `discord.api_base`; none when the file as a whole is meant.
    pub key: Option<String>,
    /// What is wrong and what to do.
    pub wrong: Wrong,
}

impl Mistake {
    /// Where, which setting, and what is wrong with it, without what to do.
    pub fn found(&self) -> String {
        let what = &self.wrong.what;
        match &self.key {
            Some(key) => format!("{}: `{key}` {what}", self.place),
            None => format!("{}: {what}", self.place),
        }
    }

    /// Whether no setting is meant but the text itself.
    pub(super) fn is_syntax(&self) -> bool {
        self.key.is_none()
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.found(), self.wrong.then)
    }
}

/// All mistakes of a configuration, in the order of the file; shown one a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistakes(pub Vec<Mistake>);

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(Mistake::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Mistakes {}
