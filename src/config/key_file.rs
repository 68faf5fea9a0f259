//! The file with the members' keys: where it may stand, and who may read it.

use std::path::{Path, PathBuf};

use crate::config::files::{Files, Seen};
use crate::config::mistake::Wrong;

/// What the file's name ends in where it stands among the program's other files.
const ENDING: &str = "keys";

/// The file, where it can be made or is one that only its owner may read. It is made when it is missing.
pub(super) fn check(
    path: PathBuf,
    data: &Path,
    prompts: Option<&Path>,
    files: &dyn Files,
) -> Result<PathBuf, Wrong> {
    itself(&path, files)?;
    let whole = files.resolved(&path);
    let data = files.resolved(data);
    if prompts.is_some_and(|prompts| whole.starts_with(files.resolved(prompts))) {
        return Err(Wrong::new(
            "is inside `prompts.dir`",
            "name a file elsewhere; keys must not stand among prompts",
        ));
    }
    // The data folder has been seen to, and may still have to be made.
    if whole.parent() == Some(&data) {
        beside_data(&whole)?;
    } else {
        folder(&whole, files)?;
    }
    Ok(path)
}

/// What stands at the path now.
fn itself(path: &Path, files: &dyn Files) -> Result<(), Wrong> {
    let other = "name a file, which is made when it is missing";
    let wrong = match files.look(path) {
        Seen::Nothing
        | Seen::File {
            is_open_to_others: false,
            ..
        } => return Ok(()),
        Seen::File { .. } => Wrong::new(
            "names a file that other people on this machine may read",
            "run `chmod 600` on it",
        ),
        Seen::Folder => Wrong::new("is a folder", other),
        Seen::Other => Wrong::new("is neither a folder nor a file", other),
        Seen::Barred => Wrong::new(
            "names something that may not be looked at",
            "check who may enter its folder",
        ),
    };
    Err(wrong)
}

/// The data folder holds other files too, and none of them may become the one with the keys.
fn beside_data(whole: &Path) -> Result<(), Wrong> {
    if whole.extension().is_some_and(|ending| ending == ENDING) {
        return Ok(());
    }
    Err(Wrong::new(
        "is in the data folder under a name that something else may have",
        "let the name end in `.keys`, or name a file in another folder",
    ))
}

/// A folder of its own must be there: one that is made by mistake is not the other disk that was meant.
fn folder(whole: &Path, files: &dyn Files) -> Result<(), Wrong> {
    let other = "name a file in a folder that you can write to";
    let folder = whole.parent().unwrap_or(whole);
    let wrong = match files.look(folder) {
        Seen::Folder if files.is_writable(folder) => return Ok(()),
        Seen::Folder => Wrong::new(
            "stands in a folder that cannot be written to",
            "change the folder's owner, or name a file in another one",
        ),
        Seen::Nothing => Wrong::new(
            "stands in a folder that does not exist",
            "make the folder, or name a file in another one",
        ),
        Seen::File { .. } | Seen::Other => {
            Wrong::new("stands below something that is not a folder", other)
        }
        Seen::Barred => Wrong::new("stands in a folder that may not be entered", other),
    };
    Err(wrong)
}
