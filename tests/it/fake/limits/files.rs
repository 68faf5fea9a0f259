//! Files that come with a message, and what the message says of them.

use std::collections::HashSet;

use serde_json::Value;

use super::super::http::File;
use super::{Faults, items, number};

/// Most files of a message.
const COUNT_MAX: usize = 10;
/// Longest file, in bytes.
const BYTES_MAX: usize = 10 * 1024 * 1024;
/// How a picture of the same message is named.
const IN_MESSAGE: &str = "attachment://";

/// Checks the files of a message and what its body says of them. `kept` are the names of those that an edit may keep.
pub(crate) fn check(faults: &mut Faults, body: &Value, files: &[File], kept: Option<&[File]>) {
    faults.demand(files.len() <= COUNT_MAX, "files", "must be 10 or fewer");
    let large = files.iter().any(|(_, bytes)| bytes.len() > BYTES_MAX);
    faults.demand(!large, "files", "must be 10 MiB or smaller");
    let mut seen = HashSet::new();
    for (index, named) in items(&body["attachments"]).iter().enumerate() {
        let at = format!("attachments.{index}");
        let id = id_of(&named["id"]);
        if !seen.insert(id) {
            faults.add(&format!("{at}.id"), "must be unique in the message");
        }
        faults.length(&format!("{at}.filename"), &named["filename"], 0, 1_024);
        faults.length(
            &format!("{at}.description"),
            &named["description"],
            0,
            1_024,
        );
        let file = id.and_then(|id| files.get(usize::try_from(id).ok()?));
        match file {
            Some((name, _)) => faults.demand(
                named["filename"].is_null() || named["filename"] == name.as_str(),
                &format!("{at}.filename"),
                "must be the name of its file",
            ),
            None => faults.demand(
                kept.is_some() && id.is_some_and(|id| id > 1_000_000),
                &format!("{at}.id"),
                "must be the number of a file that came with it",
            ),
        }
    }
    let all = files.iter().chain(kept.unwrap_or_default());
    let known: Vec<&str> = all.map(|(name, _)| name.as_str()).collect();
    check_pictures(faults, body, &known);
}

fn check_pictures(faults: &mut Faults, body: &Value, known: &[&str]) {
    for (index, embed) in items(&body["embeds"]).iter().enumerate() {
        for name in ["image", "thumbnail"] {
            let at = format!("embeds.{index}.{name}.url");
            let Some(url) = embed[name]["url"].as_str() else {
                faults.demand(embed[name].is_null(), &at, "is required of a picture");
                continue;
            };
            match url.strip_prefix(IN_MESSAGE) {
                Some(file) => faults.demand(
                    known.contains(&file),
                    &at,
                    "must name a file of the message",
                ),
                None => super::message::check_url(faults, &at, &embed[name]["url"], 2_048),
            }
        }
    }
}

/// An id, as a number or as text.
fn id_of(id: &Value) -> Option<u64> {
    number(id).or_else(|| id.as_str()?.parse().ok())
}
