//! What can be asked for and what is answered, and how both are written: one line of JSON.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Longest line either way, in bytes, with its end.
pub(super) const LINE_BYTES_MAX: usize = 4 * 1024;

/// What stays of a sentence that is too long; JSON writes some characters with six bytes.
const SHORT_CHARS: usize = 500;

/// Something to be done by the process that owns the data. Neither [`Debug`](fmt::Debug) nor an error shows whom it is about.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Job {
    /// Forget a member for good.
    Forget {
        /// The platform's name, such as `discord`.
        platform: String,
        /// The member's id there.
        user: String,
    },
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Forget { .. } => f.write_str("Forget(…)"),
        }
    }
}

/// How a job went, in one of our own sentences; it names no member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It is done, and how.
    Done(String),
    /// It is not done, why, and what to do next.
    Failed(String),
}

impl Answer {
    /// The same with as much of the sentence as fits into a line, however it has to be written there.
    pub(super) fn shortened(&self) -> Self {
        let shorten = |text: &str| text.chars().take(SHORT_CHARS).chain(['…']).collect();
        match self {
            Self::Done(text) => Self::Done(shorten(text)),
            Self::Failed(text) => Self::Failed(shorten(text)),
        }
    }
}

/// One line with its end; none where it would be too long.
pub(super) fn write(value: &impl Serialize) -> Option<Vec<u8>> {
    let mut line = serde_json::to_vec(value).ok()?;
    line.push(b'\n');
    (line.len() <= LINE_BYTES_MAX).then_some(line)
}

/// Reads a line. Why it is none is not told, since that could repeat what stands in it.
pub(super) fn read<T: DeserializeOwned>(line: &[u8]) -> Option<T> {
    serde_json::from_slice(line).ok()
}
