//! Why the store does not open: what, where, and what to do.

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// The store does not open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub cause: Cause,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// It is a folder.
    Folder,
    /// Its links lead in a circle, or nowhere.
    Link,
    /// It has no bytes.
    Empty,
    /// It is not SQLite's.
    NotSqlite,
    /// It is another program's.
    NotOurs,
    /// It was written by a newer version of this program.
    Newer {
        /// The step it stands at.
        found: i64,
        /// The last step that is known here.
        known: usize,
    },
    /// It may not be written.
    ReadOnly,
    /// New files may not be made beside it.
    FolderReadOnly,
    /// It is shorter than it says.
    Truncated,
    /// Its pages do not fit together.
    Damaged,
    /// The last turns stood in its log, and that is missing.
    LogMissing,
    /// Another program holds it.
    Busy,
    /// The disk is full.
    Full,
    /// The disk failed.
    Disk,
    /// The keys are missing, and there is something that they would open.
    KeysMissing,
    /// The database is missing, and there are keys for it.
    DataMissing,
    /// Others can read it; the mode of the file.
    Open(u32),
    /// Database and keys do not belong together.
    OtherPair,
    /// It could not be taken to this version.
    Unmigrated,
    /// It could not be made.
    Unmade(std::io::ErrorKind),
    /// The version of SQLite has a fault that damages databases.
    OldSqlite,
}

impl Cause {
    /// What SQLite says, in our words.
    pub(crate) fn of(error: &rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotSqlite,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => Self::Disk,
            _ => Self::Damaged,
        }
    }

    /// The same with its file.
    pub(crate) fn at(self, path: &Path) -> Refusal {
        Refusal {
            path: path.to_owned(),
            cause: self,
        }
    }
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match &self.cause {
            Cause::Newer { found, known } => {
                let steps = format!("step {found}, this one knows {known}");
                self.cause.text().replace("{steps}", &steps)
            }
            Cause::Open(mode) => self.cause.text().replace("{mode}", &format!("{mode:o}")),
            Cause::Unmade(kind) => self.cause.text().replace("{kind}", &kind.to_string()),
            other => other.text().to_owned(),
        };
        f.write_str(&text.replace("{path}", &self.path.display().to_string()))
    }
}

impl Cause {
    /// What is wrong and what to do, with places for what only the moment knows.
    fn text(&self) -> &'static str {
        match self {
            Self::Folder => {
                "`{path}` is a folder: move it away, or set `data.dir` or `data.keys` to another place"
            }
            Self::Link => "`{path}` is a link that leads nowhere or in a circle: remove the link",
            Self::Empty => {
                "`{path}` is empty, so something damaged it: put back a backup, or move the file away to begin anew"
            }
            Self::NotSqlite => {
                "`{path}` is not a database: put back a backup, or move the file away to begin anew"
            }
            Self::NotOurs => {
                "`{path}` belongs to another program: set `data.dir` or `data.keys` to another place"
            }
            Self::ReadOnly => "`{path}` may not be written: run `chmod u+w` on it",
            Self::FolderReadOnly => {
                "`{path}` may not be written, and files must be made in it: run `chmod u+wx` on the folder"
            }
            Self::Truncated => "`{path}` was cut off: put back a backup",
            Self::Damaged => "`{path}` is damaged: put back a backup",
            Self::LogMissing => {
                "`{path}-wal` is missing, and the last turns stood in it: put it back beside the database; if it is gone for good, make an empty file of that name to go on without those turns"
            }
            Self::Busy => "another program holds `{path}`: close it and start again",
            Self::Full => "there is no room on the disk of `{path}`: make room and start again",
            Self::Disk => "the disk of `{path}` failed to read or write: look at the system's log",
            Self::KeysMissing => {
                "`{path}` is missing: without the keys nothing in the database can be read; put the file back from where you keep it, or move the database away to begin anew"
            }
            Self::DataMissing => {
                "`{path}` is missing, but there are keys for members in it: put back a backup, or move the key file away to begin anew"
            }
            Self::OtherPair => {
                "`{path}` holds the keys of another database: set `data.keys` to the file that belongs to this one"
            }
            Self::Unmigrated => {
                "`{path}` could not be taken to this version: put back a backup and report this"
            }
            Self::OldSqlite => {
                "the SQLite in this build can damage `{path}`: build with the bundled one, 3.51.3 or newer"
            }
            Self::Newer { .. } => {
                "`{path}` was written by a newer version ({steps}): update the program; the file was left as it is"
            }
            Self::Open(_) => {
                "others on this machine can read `{path}` (mode {mode}): run `chmod 600` on it"
            }
            Self::Unmade(_) => {
                "`{path}` could not be made ({kind}): look at the folder and its permissions"
            }
        }
    }
}
