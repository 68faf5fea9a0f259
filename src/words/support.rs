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
    format!("Another site with helplines by country: {name}, {site}")
}

/// Someone near.
pub const TRUSTED: &str =
    "Or write to someone you trust. One line is enough, such as “Can you call me?”";

/// Nobody reads along.
pub const NOBODY: &str =
    "Nobody reads this live, and this bot cannot call anyone. People can help.";

/// No person has checked the addresses yet.
pub const UNCHECKED: &str = "Nobody has tested these links for this bot yet. If one does not work, search for “helpline” and the name of your country.";

/// Title of the card for fear of someone close.
pub const TITLE_FEAR: &str = "Support";

/// Safety first.
pub const SAFETY_FIRST: &str =
    "Your safety comes first. You do not have to explain or decide anything.";

/// Directories for violence.
pub fn directory_fear(name: &str, site: &str) -> String {
    format!(
        "To call, text or chat with people who know about safety at home, by country: {name}, {site}"
    )
}

/// The device may be watched.
pub const DEVICE: &str = "Someone may be able to see this device, its calls, its history or your messages. If that is a risk, use a phone or computer they cannot reach before you open a link.";

/// The whole world, among countries.
pub const EVERYWHERE: &str = "Worldwide";

/// No lines are known for a country.
pub fn no_lines_for(country: &str) -> String {
    format!(
        "There are no lines for {country} in this bot yet. The lists below lead to lines by country."
    )
}
