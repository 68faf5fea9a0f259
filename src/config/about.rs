//! What `/reflect about` shows: addresses and a way to reach the operator.

use reqwest::Url;

use crate::config::mistake::Wrong;

/// Longest address, in bytes: Discord's limit for the address of a button.
const URL_BYTES_MAX: usize = 512;

/// Longest contact, in characters.
const CONTACT_CHARS_MAX: usize = 200;

/// What makes Discord mention somebody.
const MENTIONS: [&str; 4] = ["<@", "<#", "@everyone", "@here"];

/// A web address that can stand on a button.
pub(super) fn web_address(text: &str) -> Result<String, Wrong> {
    let like = "write an address that begins with `https://`";
    let Some((scheme, _)) = text.split_once("://") else {
        return Err(Wrong::new("is not a web address", like));
    };
    if scheme != "https" {
        return Err(Wrong::new("is not an https address", like));
    }
    let Ok(url) = Url::parse(text) else {
        return Err(Wrong::new("is not a web address", like));
    };
    if text.contains(char::is_whitespace) {
        return Err(Wrong::new("has white space inside", "write it as `%20`"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Wrong::new(
            "has credentials in it, and every member can read it",
            "leave the part before `@` out",
        ));
    }
    if url.as_str().len() > URL_BYTES_MAX {
        let then = format!("an address may have {URL_BYTES_MAX} bytes");
        return Err(Wrong::new("is too long", then));
    }
    Ok(text.to_owned())
}

/// A way to reach the operator, harmless in a message.
pub(super) fn contact(text: &str) -> Result<String, Wrong> {
    if text.chars().count() > CONTACT_CHARS_MAX {
        let then = format!("a contact may have {CONTACT_CHARS_MAX} characters");
        return Err(Wrong::new("is too long", then));
    }
    if MENTIONS.iter().any(|mention| text.contains(mention)) {
        return Err(Wrong::new(
            "has a mention, which would be shown to members as one",
            "write a name, a mail address or a web address",
        ));
    }
    if text.contains("](") {
        return Err(Wrong::new(
            "has a link with other words over it",
            "write the address itself",
        ));
    }
    Ok(text.to_owned())
}
