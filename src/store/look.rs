//! A look at a database file before SQLite touches it: what can be told from its name, its mode and its first bytes.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::store::open::beside;
use crate::store::refusal::Cause;
use crate::store::schema::APPLICATION_ID;

/// What a file is at first sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// It is not there.
    Missing,
    /// It could be one of ours.
    There {
        /// The permissions of the file.
        mode: u32,
    },
}

/// How long the head of a database is, in bytes. <https://www.sqlite.org/fileformat.html#the_database_header>
const HEAD_BYTES: usize = 100;

/// Looks at a file and its folder.
pub(crate) fn look(path: &Path) -> Result<Look, Cause> {
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            // A link that leads nowhere is there, too.
            let dangles = fs::symlink_metadata(path).is_ok();
            return if dangles {
                Err(Cause::Link)
            } else {
                Ok(Look::Missing)
            };
        }
        Err(error) if is_loop(&error) => return Err(Cause::Link),
        Err(error) => return Err(Cause::Unmade(error.kind())),
    };
    let mode = found.permissions().mode() & 0o7777;
    if found.is_dir() {
        return Err(Cause::Folder);
    }
    if found.len() == 0 {
        return Err(Cause::Empty);
    }
    // An administrator may write everywhere; what the mode says is what was meant.
    if mode & 0o222 == 0 {
        return Err(Cause::ReadOnly);
    }
    // A kill while the log is brought into the file leaves a file that says more than it holds; the log has the rest.
    let log = fs::metadata(beside(path, "-wal"));
    let has_rest = log.is_ok_and(|log| log.len() > 0);
    head(path, found.len(), has_rest)?;
    Ok(Look::There { mode })
}

/// Whether files can be made in a folder.
pub(crate) fn folder(path: &Path) -> Result<(), Cause> {
    let found = fs::metadata(path).map_err(|error| Cause::Unmade(error.kind()))?;
    if found.permissions().mode() & 0o222 == 0 {
        return Err(Cause::FolderReadOnly);
    }
    Ok(())
}

fn is_loop(error: &std::io::Error) -> bool {
    rustix::io::Errno::from_io_error(error) == Some(rustix::io::Errno::LOOP)
}

/// Reads the head: whose file it is, and whether it is whole.
fn head(path: &Path, bytes: u64, has_rest: bool) -> Result<(), Cause> {
    let mut head = [0; HEAD_BYTES];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    match read {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Err(Cause::NotSqlite),
        Err(_error) => return Err(Cause::Disk),
    }
    if !head.starts_with(b"SQLite format 3\0") {
        return Err(Cause::NotSqlite);
    }
    if number(&head, 68) != APPLICATION_ID.unsigned_abs() {
        return Err(Cause::NotOurs);
    }
    let page = match u64::from(number(&head, 16) >> 16) {
        1 => 65_536,
        page => page,
    };
    // The number of pages counts only where it was written together with the last change.
    let is_valid = number(&head, 24) == number(&head, 92);
    if is_valid && !has_rest && bytes < page * u64::from(number(&head, 28)) {
        return Err(Cause::Truncated);
    }
    Ok(())
}

/// A number of four bytes in the head.
fn number(head: &[u8; HEAD_BYTES], at: usize) -> u32 {
    let bytes = head.get(at..).and_then(|rest| rest.first_chunk::<4>());
    bytes.map_or(0, |bytes| u32::from_be_bytes(*bytes))
}
