//! The token in a file of its own.

use std::path::Path;

use crate::config::files::{Files, Seen};
use crate::config::load::bytes;
use crate::config::mistake::Wrong;
use crate::config::token::{Token, is_token};
use crate::config::{folders, text};

/// Largest file with a token, in bytes.
const TOKEN_FILE_BYTES_MAX: u64 = 4 * 1024;

/// The token in a file that only its owner may read.
pub(super) fn token_of_file(path: &str, files: &dyn Files) -> Result<Token, Wrong> {
    if is_token(path) {
        return Err(Wrong::new(
            "is not a path but looks like the token itself",
            "put the token into a file of its own and write the path of that; if this file was shared, reset the token",
        ));
    }
    let path = folders::named(path)?;
    if is_open_to_others(&path, files) {
        return Err(Wrong::new(
            "names a file that other people on this machine may read",
            "run `chmod 600` on it",
        ));
    }
    let bytes = bytes(&path, TOKEN_FILE_BYTES_MAX, files)
        .map_err(|wrong| wrong.of("names something that"))?;
    let text = text::decode(&bytes).map_err(|wrong| wrong.of("names a file that"))?;
    Token::parse(text).map_err(|wrong| wrong.of("names a file whose text"))
}

fn is_open_to_others(path: &Path, files: &dyn Files) -> bool {
    match files.look(path) {
        Seen::File {
            is_open_to_others, ..
        } => is_open_to_others,
        _ => false,
    }
}
