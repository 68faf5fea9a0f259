//! Folders that settings name: what must stand there, and that nothing is written among the prompts.

use std::path::{Path, PathBuf};

use crate::config::files::{Files, Seen};
use crate::config::mistake::Wrong;

/// The folder that the program writes into; it may be missing when it can be made.
pub(super) fn data(path: &str, files: &dyn Files) -> Result<PathBuf, Wrong> {
    let folder = named(path)?;
    let other = "name a folder that you can write to";
    match files.look(&folder) {
        Seen::Folder if files.is_writable(&folder) => Ok(folder),
        Seen::Folder => Err(Wrong::new(
            "is a folder that cannot be written to",
            "change its owner, or name another folder",
        )),
        Seen::File { .. } => Err(Wrong::new("is a file", other)),
        Seen::Other => Err(Wrong::new("is neither a folder nor a file", other)),
        Seen::Barred => Err(Wrong::new("is a folder that may not be entered", other)),
        Seen::Nothing => can_be_made(&folder, files).map(|()| folder),
    }
}

/// Whether a folder that is not there can be made: the nearest one above it decides.
fn can_be_made(folder: &Path, files: &dyn Files) -> Result<(), Wrong> {
    let whole = files.resolved(folder);
    let above = whole
        .ancestors()
        .find(|above| files.look(above) != Seen::Nothing);
    match above.map(|above| (files.look(above), above)) {
        Some((Seen::Folder, above)) if files.is_writable(above) => Ok(()),
        Some((Seen::File { .. } | Seen::Other, _)) => Err(Wrong::new(
            "stands below something that is not a folder",
            "name a folder that you can write to",
        )),
        _ => Err(Wrong::new(
            "is not there and cannot be made",
            "make the folder, or name another one",
        )),
    }
}

/// The folder that prompts are read from; it must be there and hold something.
pub(super) fn prompts(path: &str, files: &dyn Files) -> Result<PathBuf, Wrong> {
    let folder = named(path)?;
    let other = "name a folder of prompts, or leave the line out to use the built-in ones";
    let what = match files.look(&folder) {
        Seen::Folder if !files.is_empty(&folder) => return Ok(folder),
        Seen::Folder => "is an empty folder",
        Seen::Nothing => "does not exist",
        Seen::File { .. } => "is a file",
        Seen::Other => "is neither a folder nor a file",
        Seen::Barred => "is a folder that may not be entered",
    };
    Err(Wrong::new(what, other))
}

/// What is wrong with writing into `data` while `prompts` is read from.
pub(super) fn overlap(data: &Path, prompts: &Path, files: &dyn Files) -> Option<Wrong> {
    let (data, prompts) = (files.resolved(data), files.resolved(prompts));
    let then = "name a folder of its own; what the bot writes must not stand among prompts";
    if data == prompts {
        return Some(Wrong::new("is the same folder as `prompts.dir`", then));
    }
    let is_inside = data.starts_with(&prompts);
    is_inside.then(|| Wrong::new("is inside `prompts.dir`", then))
}

/// A path as written; only shells know what `~` and `$` stand for.
pub(super) fn named(path: &str) -> Result<PathBuf, Wrong> {
    let whole = "write the path out";
    if path.starts_with('~') {
        return Err(Wrong::new(
            "begins with `~`, which only a shell knows",
            whole,
        ));
    }
    if path.starts_with('$') {
        return Err(Wrong::new(
            "begins with `$`, which only a shell knows",
            whole,
        ));
    }
    Ok(PathBuf::from(path))
}
