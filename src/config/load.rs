//! The file on disk -> its text -> [`Config`].

use std::path::Path;

use crate::config::files::{Files, Seen};
use crate::config::mistake::{Mistake, Mistakes, Place, Wrong};
use crate::config::settings::{Env, read_all};
use crate::config::{Config, FILE_NAME, text};

/// Largest configuration file, in bytes.
const FILE_BYTES_MAX: u64 = 64 * 1024;

/// Reads the named file, or [`FILE_NAME`] where it is there, and the environment: the configuration, or all that is wrong.
pub fn load(path: Option<&Path>, env: Env<'_>, files: &dyn Files) -> Result<Config, Mistakes> {
    let (config, result) = load_all(path, env, files);
    result.map(|()| config)
}

/// The same as far as it can be read, with defaults for the rest, and everything that is wrong with it.
pub fn load_all(
    path: Option<&Path>,
    env: Env<'_>,
    files: &dyn Files,
) -> (Config, Result<(), Mistakes>) {
    let Some(path) = file(path, files) else {
        return read_all(None, env, files);
    };
    let place = Place::file(path);
    let bytes = match bytes(path, FILE_BYTES_MAX, files) {
        Ok(bytes) => bytes,
        Err(wrong) => return (Config::default(), Err(whole_file(place, wrong))),
    };
    match text::decode(&bytes) {
        Ok(text) => read_all(Some((path, text)), env, files),
        Err(wrong) => (Config::default(), Err(whole_file(place, wrong))),
    }
}

/// The file that settings are read from: the named one, or [`FILE_NAME`] where it is there.
pub fn file<'p>(path: Option<&'p Path>, files: &dyn Files) -> Option<&'p Path> {
    let implied = Path::new(FILE_NAME);
    path.or_else(|| (files.look(implied) != Seen::Nothing).then_some(implied))
}

fn whole_file(place: Place, wrong: Wrong) -> Mistakes {
    let key = None;
    Mistakes(vec![Mistake { place, key, wrong }])
}

/// The bytes of a file that is there and not larger than it should be.
pub(super) fn bytes(path: &Path, bytes_max: u64, files: &dyn Files) -> Result<Vec<u8>, Wrong> {
    let other = "name a text file";
    let wrong = match files.look(path) {
        Seen::File { bytes, .. } if bytes <= bytes_max => match files.read(path) {
            Ok(bytes) => return Ok(bytes),
            Err(_denied) => Wrong::new("cannot be read", "check who may read the file"),
        },
        Seen::File { .. } => Wrong::new(
            "is too large",
            format!("it may have {bytes_max} bytes; {other}"),
        ),
        Seen::Folder => Wrong::new("is a folder", other),
        Seen::Nothing => Wrong::new("does not exist", "check the path, or make the file"),
        Seen::Other => Wrong::new("is not a file", other),
        Seen::Barred => Wrong::new("may not be looked at", "check who may enter its folder"),
    };
    Err(wrong)
}
