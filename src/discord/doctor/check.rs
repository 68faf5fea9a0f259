//! One result of the doctor: how it is, what is meant, what to do.

use std::fmt;

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    Ok,
    /// It works, and is worth a second look.
    Warn,
    /// The bot cannot run like this.
    Fail,
}

impl Level {
    /// The word that a line begins with.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

/// One result; shown as one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// How it is.
    pub level: Level,
    /// What was looked at and how it was found.
    pub what: String,
    /// What to do next, where there is something to do.
    pub then: Option<String>,
}

impl Check {
    /// Something that is as it should be.
    pub fn ok(what: impl Into<String>) -> Self {
        Self {
            level: Level::Ok,
            what: what.into(),
            then: None,
        }
    }

    /// Something that works and is worth a second look.
    pub fn warn(what: impl Into<String>, then: impl Into<String>) -> Self {
        Self {
            level: Level::Warn,
            what: what.into(),
            then: Some(then.into()),
        }
    }

    /// Something that the bot cannot run with.
    pub fn fail(what: impl Into<String>, then: impl Into<String>) -> Self {
        Self {
            level: Level::Fail,
            what: what.into(),
            then: Some(then.into()),
        }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = format!("{:<4}  {}", self.level.word(), self.what);
        if let Some(then) = &self.then {
            line.push_str("; ");
            line.push_str(then);
        }
        // Names of files and prompts are other people's words; they must not steer a terminal.
        f.write_str(&line.replace(char::is_control, " "))
    }
}
