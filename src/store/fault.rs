//! What can go wrong while reading and writing; no value of a member is ever in it.

use rusqlite::ErrorCode;

/// Why something could not be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Fault {
    /// There is no room.
    #[error("the disk is full: make room; nothing is lost, and saving goes on by itself")]
    Full,
    /// The file may not be written.
    #[error("the database may not be written: look at the permissions of its file and its folder")]
    ReadOnly,
    /// Another program holds the file.
    #[error("another program holds the database: close it")]
    Busy,
    /// The disk failed.
    #[error("the disk failed to read or write: look at the system's log")]
    Disk,
    /// The file is damaged.
    #[error("the database is damaged: stop the bot and put back a backup")]
    Damaged,
    /// Something sealed could not be opened with its key.
    #[error("something that is kept cannot be opened with its key")]
    Unreadable,
    /// Too much waits to be written.
    #[error("too much waits to be written")]
    Overrun,
    /// The store is closed.
    #[error("the store is closed")]
    Closed,
    /// A fault of our own.
    #[error("a fault in the program while writing")]
    Program,
}

impl From<rusqlite::Error> for Fault {
    /// Keeps the kind and leaves SQLite's text behind.
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => Self::Disk,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
            _ => Self::Program,
        }
    }
}
