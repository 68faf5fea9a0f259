//! The support cards, from the built-in directories.

use crate::content::Content;
use crate::script::SupportKind;
use crate::service::reply::Card;
use crate::words::support as words;

/// The card of a kind. It needs neither network nor data.
pub(crate) fn card(content: &Content, kind: SupportKind) -> Card {
    let mut directories = content
        .support
        .iter()
        .filter(|line| line.country == "XX" && !line.website.is_empty());
    let mut lines = Vec::new();
    let unchecked = content
        .support
        .iter()
        .any(|line| line.verified_by.is_empty());
    let first = directories.next();
    let second = directories.next();
    let (title, first_line): (_, fn(&str, &str) -> String) = match kind {
        SupportKind::General => (words::TITLE, words::directory),
        SupportKind::PartnerViolence => {
            lines.push(words::SAFETY_FIRST.to_owned());
            (words::TITLE_FEAR, words::directory_fear)
        }
    };
    lines.push(words::DANGER.to_owned());
    if kind == SupportKind::PartnerViolence {
        lines.push(words::DEVICE.to_owned());
    }
    lines.extend(first.map(|line| first_line(&line.name, &line.website)));
    lines.extend(second.map(|line| words::another(&line.name, &line.website)));
    if unchecked {
        lines.push(words::UNCHECKED.to_owned());
    }
    if kind == SupportKind::General {
        lines.push(words::TRUSTED.to_owned());
    }
    lines.push(words::NOBODY.to_owned());
    Card::new(title, lines)
}
