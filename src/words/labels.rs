//! What the bot's own buttons say.

/// Leaves a message that asks nothing.
pub const GO_ON: &str = "Go on";
/// Opens the field for own words.
pub const OWN_WORDS: &str = "In my own words";
/// Leads to the choice of themes.
pub const THEMES: &str = "Another theme";
/// Ends the talk.
pub const STOP: &str = "Stop here for today";
/// Shows the next page of a long list.
pub const MORE: &str = "More themes";
/// Leads back into the themes from the closing.
pub const AGAIN: &str = "Back to the themes";
