//! The bot's token: what one looks like, and a type that does not let it out by accident.

use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};

use crate::config::mistake::Wrong;

/// The environment variables that may hold the token.
pub const TOKEN_VARIABLES: [&str; 2] = ["ALONGSIDE_DISCORD_TOKEN", "DISCORD_TOKEN"];

/// Longest token, in bytes. Discord's have about 72.
const TOKEN_BYTES_MAX: usize = 256;

/// Signs that people put around a token.
const QUOTES: [char; 7] = ['"', '\'', '`', '“', '”', '‘', '’'];

/// What to do with whatever is no token.
const COPY: &str =
    "copy the token from the `Bot` page of your application on Discord's developer portal";

/// A bot token. It is wiped from memory when it is dropped, and is not shown by `{:?}`.
#[derive(Clone)]
pub struct Token(SecretString);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// Reads a token, with or without white space around it.
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        let token = text.trim();
        match fault(text, token) {
            Some(wrong) => Err(wrong),
            None => Ok(Self(SecretString::from(token))),
        }
    }

    /// The token itself, for an `Authorization` header or an IDENTIFY and for nothing else.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// The token, still wrapped.
    pub fn secret(&self) -> &SecretString {
        &self.0
    }
}

/// Whether a text could be a token, for settings where one does not belong.
pub(super) fn is_token(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| is_part(part)) && text.len() > 40
}

/// Why this is no token, told by the first sign that says so; it never says what was there.
fn fault(text: &str, token: &str) -> Option<Wrong> {
    let alone = "leave only the token itself";
    let (what, then) = if text.is_empty() {
        ("is empty", COPY)
    } else if token.is_empty() {
        ("holds only white space", COPY)
    } else if token.lines().count() > 1 {
        ("holds several lines", alone)
    } else if token.starts_with(QUOTES) || token.ends_with(QUOTES) {
        ("is in quotation marks", alone)
    } else if has_scheme(token) {
        (
            "begins with `Bot` or `Bearer`, which is added by itself",
            alone,
        )
    } else if token.contains('=') {
        ("has a `=`, as a line of an environment file has", alone)
    } else if token.contains(char::is_whitespace) {
        ("has white space inside", alone)
    } else if token.len() > TOKEN_BYTES_MAX {
        ("is too long for a token", COPY)
    } else {
        return shape_fault(token);
    };
    Some(Wrong::new(what, then))
}

/// Why a single word is no token.
fn shape_fault(token: &str) -> Option<Wrong> {
    let parts: Vec<&str> = token.split('.').collect();
    let is_one = parts.len() == 1;
    let what = if is_one && token.bytes().all(|b| b.is_ascii_digit()) {
        "is a number, such as an application id"
    } else if is_one && token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit()) {
        "looks like the application's public key"
    } else if is_one && token.len() == 32 && is_part(token) {
        "looks like the client secret"
    } else if parts.len() != 3 {
        "does not have three parts with a dot between them"
    } else if parts.iter().any(|part| part.is_empty()) {
        "has an empty part between its dots"
    } else if !parts.iter().all(|part| is_part(part)) {
        "has characters that no token has"
    } else {
        return None;
    };
    Some(Wrong::new(what, COPY))
}

fn is_part(part: &str) -> bool {
    let is_sign = |b: u8| b.is_ascii_alphanumeric() || b"_-".contains(&b);
    !part.is_empty() && part.bytes().all(is_sign)
}

fn has_scheme(token: &str) -> bool {
    let first = token.split([' ', '\t', ':']).next().unwrap_or_default();
    first.len() < token.len()
        && ["bot", "bearer", "authorization"].contains(&first.to_ascii_lowercase().as_str())
}
