//! The settings that there are, and what to say of others.

use crate::script::suggest::nearest;

use crate::config::mistake::Wrong;

/// The tables and their keys: all there is to set.
pub(super) const TABLES: [(&str, &[&str]); 6] = [
    (
        "discord",
        &["token_file", "api_base", "trust_api_base", "guild_ids"],
    ),
    ("data", &["dir", "keys", "forget_after_days"]),
    ("answers", &["enabled"]),
    ("prompts", &["dir"]),
    ("log", &["format"]),
    ("about", &["article_url", "operator_contact", "privacy_url"]),
];

/// Longest name of an unknown key that is repeated: a longer one may be something pasted into the wrong place.
const SHOWN_BYTES_MAX: usize = 24;

/// The name of an unknown key as far as it may be repeated.
pub(super) fn shown(name: &str) -> &str {
    let is_sign = |b: u8| b.is_ascii_lowercase() || b"_-".contains(&b);
    let is_harmless = name.len() <= SHOWN_BYTES_MAX && name.bytes().all(is_sign);
    if is_harmless { name } else { "…" }
}

/// What to say of a key that is not known among `known`, the keys of `table` or the tables themselves.
pub(super) fn unknown(name: &str, known: &[&str], table: &str) -> Wrong {
    let what = "is not a setting";
    if name == "token" {
        return Wrong::new(
            "does not belong in this file",
            "put the token into a file of its own and name that with `token_file` under `[discord]`",
        );
    }
    if let Some(near) = nearest(name, known.iter().copied()) {
        return Wrong::new(what, format!("did you mean `{near}`?"));
    }
    let home = TABLES
        .iter()
        .find(|(other, keys)| *other != table && keys.contains(&name));
    if let Some((home, _)) = home {
        return Wrong::new(
            "is not a setting here",
            format!("it belongs under `[{home}]`"),
        );
    }
    let all: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
    Wrong::new(what, format!("known here: {}", all.join(", ")))
}
