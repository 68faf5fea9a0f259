//! What the commands for operators say about members; never whom it is about.

/// A member is forgotten.
pub const FORGOTTEN: &str =
    "forgotten: the member's key is destroyed, and what it opened is erased";

/// There was nothing.
pub const NOT_KNOWN: &str = "nothing is kept about that member";

/// It did not work.
pub fn not_forgotten(why: &str) -> String {
    format!("not forgotten: {why}; then run this again")
}
