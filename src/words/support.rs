//! The support cards: small, built into the binary, one step from everywhere.

/// Title of the general card.
pub const TITLE: &str = "Support";

/// If there is danger now.
pub const DANGER: &str =
    "If you or someone else is in danger now: call your local emergency number.";

/// A directory of lines.
pub fn directory(name: &str, site: &str) -> String {
    format!("To call, text or chat with someone in your country: {name}, {site}")
}

/// A further directory.
pub fn another(name: &str, site: &str) -> String {
    format!("Another list of lines by country: {name}, {site}")
}

/// Someone near.
pub const TRUSTED: &str = "Or someone you trust: one message is enough, such as “Can you call me?”";

/// Nobody reads along.
pub const NOBODY: &str =
    "Nobody reads along here, and this program cannot call anyone. People can help.";

/// No person has checked the addresses yet.
pub const UNCHECKED: &str = "These are worldwide lists. Nobody has checked them for this program yet, so please look locally too.";

/// Title of the card for fear of someone close.
pub const TITLE_FEAR: &str = "If you are afraid of someone";

/// Safety first.
pub const SAFETY_FIRST: &str =
    "Your safety comes first. You do not have to explain, decide or settle anything for that.";

/// Directories for violence.
pub fn directory_fear(name: &str, site: &str) -> String {
    format!("People who know about fear and violence at home, by country: {name}, {site}")
}

/// The device may be watched.
pub const DEVICE: &str = "Someone may be able to see this device, its call list or its history. If that is a risk, use a phone or computer they cannot reach.";

/// The whole world, among countries.
pub const EVERYWHERE: &str = "Worldwide";
