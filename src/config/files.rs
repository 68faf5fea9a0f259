//! The little of the disk that settings depend on, as a trait, so that tests need no disk.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// What stands at a path, links followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Nothing.
    Nothing,
    /// A file.
    File {
        /// Its length.
        bytes: u64,
        /// Whether people other than its owner may read, write or run it.
        is_open_to_others: bool,
    },
    /// A folder.
    Folder,
    /// A pipe, a device, a socket.
    Other,
    /// It may not be looked at.
    Barred,
}

/// What settings ask the disk.
pub trait Files {
    /// What stands at a path, links followed.
    fn look(&self, path: &Path) -> Seen;
    /// The whole of a file; the caller has looked at its length.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Whether a file can be made in a folder that is there.
    fn is_writable(&self, folder: &Path) -> bool;
    /// Whether nothing is in a folder that is there.
    fn is_empty(&self, folder: &Path) -> bool;
    /// The path from the root on, without links and `..`, also of what is not there yet.
    fn resolved(&self, path: &Path) -> PathBuf;
}

/// The disk itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Files for Disk {
    fn look(&self, path: &Path) -> Seen {
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => Seen::Folder,
            Ok(meta) if meta.is_file() => Seen::File {
                bytes: meta.len(),
                is_open_to_others: is_open_to_others(&meta),
            },
            Ok(_) => Seen::Other,
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Seen::Barred,
            Err(_) => Seen::Nothing,
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    /// Makes an empty file and takes it away again: mode bits alone say nothing about read-only mounts and access lists.
    fn is_writable(&self, folder: &Path) -> bool {
        let probe = folder.join(format!(".alongside-probe-{}", std::process::id()));
        let made = fs::File::create_new(&probe);
        made.is_ok() && fs::remove_file(&probe).is_ok()
    }

    fn is_empty(&self, folder: &Path) -> bool {
        fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
    }

    fn resolved(&self, path: &Path) -> PathBuf {
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut out = PathBuf::new();
        for part in whole.components() {
            if part == Component::ParentDir {
                out.pop();
                continue;
            }
            out.push(part);
            if let Ok(real) = out.canonicalize() {
                out = real;
            }
        }
        out
    }
}

#[cfg(unix)]
fn is_open_to_others(meta: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;

    meta.permissions().mode() & 0o077 != 0
}

/// Other systems have no mode bits; who may read the file is the operator's care there.
#[cfg(not(unix))]
fn is_open_to_others(_meta: &fs::Metadata) -> bool {
    false
}
