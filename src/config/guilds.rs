//! Ids of servers: whole numbers as Discord gives them.

use crate::config::mistake::Wrong;

/// Most servers for development; for more than these, commands are registered everywhere.
pub(super) const GUILDS_MAX: usize = 50;

/// Reads one id as it stands in the file, without its sign for other bases and with its `_` taken out by the TOML reader.
pub(super) fn id(digits: &str, radix: u32) -> Result<u64, Wrong> {
    let copy = "copy the server's id from Discord";
    if digits.starts_with('-') {
        return Err(Wrong::new("has a negative number", copy));
    }
    match u64::from_str_radix(digits.trim_start_matches('+'), radix) {
        Ok(0) => Err(Wrong::new("has the number 0", copy)),
        Ok(id) if i64::try_from(id).is_ok() => Ok(id),
        // Only the size can be wrong here: the TOML reader has seen to the digits.
        Ok(_) | Err(_) => Err(Wrong::new("has a number too large for an id", copy)),
    }
}
