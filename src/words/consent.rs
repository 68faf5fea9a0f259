//! What members are asked to agree to. A changed text needs a new version: whoever agreed to the old one is asked again.

/// The version of [`PROGRESS`].
pub const PROGRESS_VERSION: u16 = 1;
/// The version of [`ANSWERS`].
pub const ANSWERS_VERSION: u16 = 1;
/// The version of [`REMINDERS`].
pub const REMINDERS_VERSION: u16 = 1;
