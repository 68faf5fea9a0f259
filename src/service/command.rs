//! The commands, one closed enum for every platform.

use std::fmt;

use crate::script::suggest::did_you_mean;
use crate::script::{Depth, Pack, ThemeIx};
use crate::words::commands as words;

/// What a member can ask for besides answering.
#[derive(Clone, PartialEq, Eq)]
pub enum Command {
    /// Begin, perhaps in a theme, perhaps at a depth.
    Start {
        /// The theme.
        theme: Option<ThemeIx>,
        /// How deep the talk may go.
        depth: Option<Depth>,
    },
    /// The article's key points, of all or of one theme.
    Keypoints {
        /// The theme.
        theme: Option<ThemeIx>,
    },
    /// One question alone.
    Question {
        /// The theme.
        theme: Option<ThemeIx>,
    },
    /// Own words; which theme do they touch?
    Tell {
        /// The words.
        words: String,
    },
    /// Go on from a resume code.
    Continue {
        /// The code; empty to go on where the kept talk stands.
        code: String,
    },
    /// What was begun and finished.
    Progress {
        /// What was typed behind it.
        rest: String,
    },
    /// Answers that are kept.
    Journal {
        /// The theme that was picked.
        theme: Option<ThemeIx>,
        /// What is looked for, where there is a field for it.
        search: Option<String>,
        /// What was typed behind it, where everything is typed.
        rest: String,
    },
    /// Reminders.
    Remind {
        /// What was typed behind it, or picked: `Europe/Berlin 19 weekdays`.
        rest: String,
    },
    /// What is kept, and what was agreed to.
    Privacy {
        /// What was typed behind it.
        rest: String,
    },
    /// What a word means.
    Glossary {
        /// The headword or its start; none for all.
        term: Option<String>,
    },
    /// Where the ideas come from.
    Sources,
    /// Where to find help from people.
    Support {
        /// Two letters of a country.
        country: Option<String>,
    },
    /// What this is.
    About,
    /// What can be done.
    Help,
}

/// Names of the subcommands.
pub const NAMES: [&str; 14] = [
    "start",
    "keypoints",
    "question",
    "tell",
    "continue",
    "progress",
    "journal",
    "remind",
    "privacy",
    "glossary",
    "sources",
    "support",
    "about",
    "help",
];

impl fmt::Debug for Command {
    /// Shows the subcommand's name only: what was typed behind it does not belong into logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Command {
    /// The subcommand's name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Start { .. } => "start",
            Self::Keypoints { .. } => "keypoints",
            Self::Question { .. } => "question",
            Self::Tell { .. } => "tell",
            Self::Continue { .. } => "continue",
            Self::Progress { .. } => "progress",
            Self::Journal { .. } => "journal",
            Self::Remind { .. } => "remind",
            Self::Privacy { .. } => "privacy",
            Self::Glossary { .. } => "glossary",
            Self::Sources => "sources",
            Self::Support { .. } => "support",
            Self::About => "about",
            Self::Help => "help",
        }
    }

    /// Reads a typed command; `None` when the line is not one, an error in words when it cannot be read.
    pub fn parse(line: &str, pack: &Pack) -> Option<Result<Self, String>> {
        let rest = line.trim().strip_prefix('/')?;
        let rest = match rest.strip_prefix("reflect") {
            Some(after) if after.is_empty() || after.starts_with(char::is_whitespace) => after,
            _ => rest,
        };
        let rest = rest.trim();
        let (name, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        Some(Self::named(name, rest.trim(), pack))
    }

    fn named(name: &str, typed: &str, pack: &Pack) -> Result<Self, String> {
        let rest = typed.to_owned();
        let text = (!typed.is_empty()).then(|| typed.to_owned());
        match name {
            "start" => Self::start(typed, pack),
            "keypoints" => Ok(Self::Keypoints {
                theme: theme(typed, pack)?,
            }),
            "question" => Ok(Self::Question {
                theme: theme(typed, pack)?,
            }),
            "tell" => Ok(Self::Tell { words: rest }),
            "continue" => Ok(Self::Continue { code: rest }),
            "progress" => Ok(Self::Progress { rest }),
            "journal" => Ok(Self::Journal {
                theme: None,
                search: None,
                rest,
            }),
            "remind" => Ok(Self::Remind { rest }),
            "privacy" => Ok(Self::Privacy { rest }),
            "glossary" => Ok(Self::Glossary { term: text }),
            "sources" => Ok(Self::Sources),
            "support" => Ok(Self::Support { country: text }),
            "about" => Ok(Self::About),
            "help" | "" => Ok(Self::Help),
            _ => Err(words::unknown(&short(name), &did_you_mean(name, NAMES))),
        }
    }

    fn start(rest: &str, pack: &Pack) -> Result<Self, String> {
        let mut depth = None;
        let mut names = Vec::new();
        for word in rest.split_whitespace() {
            match depth_named(word) {
                Some(found) => depth = Some(found),
                None => names.push(word),
            }
        }
        Ok(Self::Start {
            theme: theme(&names.join(" "), pack)?,
            depth,
        })
    }
}

/// A depth by its name.
pub fn depth_named(word: &str) -> Option<Depth> {
    match word.to_ascii_lowercase().as_str() {
        "light" => Some(Depth::Light),
        "middle" => Some(Depth::Middle),
        "deep" => Some(Depth::Deep),
        _ => None,
    }
}

/// A theme by its id, its title, or the start of one of them.
pub fn theme(name: &str, pack: &Pack) -> Result<Option<ThemeIx>, String> {
    let wanted = name.to_lowercase();
    if wanted.is_empty() {
        return Ok(None);
    }
    let starts = |text: &str| text.to_lowercase().starts_with(&wanted);
    let exact = pack.find_theme(&wanted).filter(|theme| theme.0 != 0);
    let near = || {
        let mut hits = pack
            .choosable()
            .filter(|(_, theme)| starts(&theme.id) || starts(&theme.title));
        hits.next().map(|(index, _)| index)
    };
    if let Some(found) = exact.or_else(near) {
        return Ok(Some(found));
    }
    let known: Vec<&str> = pack
        .choosable()
        .map(|(_, theme)| theme.id.as_str())
        .collect();
    Err(words::no_such(
        "theme",
        &did_you_mean(&wanted, known.iter().copied()),
    ))
}

/// A typed name, short enough to be repeated to the one who typed it.
pub(crate) fn short(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric() || *c == '-')
        .take(20)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Content;

    fn typed(line: &str) -> Command {
        let content = Content::built_in();
        let pack = content.script.packs.first().unwrap();
        Command::parse(line, pack).unwrap().unwrap()
    }

    #[test]
    fn what_is_typed_behind_stays_as_it_is() {
        let rest = |text: &str| text.to_owned();
        for (line, command) in [
            (
                "/reflect privacy  yes progress ",
                Command::Privacy {
                    rest: rest("yes progress"),
                },
            ),
            ("/privacy", Command::Privacy { rest: rest("") }),
            (
                "/reflect remind Europe/Berlin 19 weekdays",
                Command::Remind {
                    rest: rest("Europe/Berlin 19 weekdays"),
                },
            ),
            (
                "/reflect journal edit 3 My Words",
                Command::Journal {
                    theme: None,
                    search: None,
                    rest: rest("edit 3 My Words"),
                },
            ),
            ("/reflect progress", Command::Progress { rest: rest("") }),
            ("/reflect continue", Command::Continue { code: rest("") }),
        ] {
            assert!(typed(line) == command, "{line}");
        }
    }

    #[test]
    fn every_command_goes_by_its_name_and_shows_nothing_else() {
        for name in NAMES {
            let line = match name {
                "start" | "keypoints" | "question" => format!("/reflect {name} shame"),
                _ => format!("/reflect {name} zebra"),
            };
            assert_eq!(format!("{:?}", typed(&line)), name);
        }
    }
}
