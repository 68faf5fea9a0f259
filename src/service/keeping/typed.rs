//! The same as typed commands: what stands behind the name is read here.

use crate::member::Consent;
use crate::schedule::{Days, Hour};
use crate::script::PackIx;
use crate::service::command::{Command, theme};
use crate::service::keeping::{
    consent, copy, forget, journal, nowhere, progress, remind, with_news,
};
use crate::service::own::Own;
use crate::service::reply::Part;
use crate::service::turn::Here;
use crate::words::{journal as journal_words, privacy, remind as remind_words};

/// Runs one of the commands about what is kept.
pub fn command<'c>(here: &mut Here<'c, '_>, command: &Command) -> Vec<Part<'c>> {
    if !here.keeping.can_keep() {
        return match command {
            Command::Privacy { .. } => consent::page(here),
            _ => nowhere(here),
        };
    }
    let parts = page(here, command);
    with_news(here, parts)
}

fn page<'c>(here: &mut Here<'c, '_>, command: &Command) -> Vec<Part<'c>> {
    match command {
        Command::Privacy { rest } => privacy(here, rest),
        Command::Progress { .. } => progress::page(here),
        Command::Journal {
            search: Some(wanted),
            ..
        } => journal::search(here, wanted),
        Command::Journal {
            theme: Some(theme), ..
        } => {
            let pack = here.content.script.pack(PackIx(0));
            let theme = pack.map(|pack| pack.theme(*theme).ordinal);
            journal::of_theme(here, theme)
        }
        Command::Journal { rest, .. } => journal(here, rest),
        Command::Remind { rest } => remind(here, rest),
        _ => Vec::new(),
    }
}

fn privacy<'c>(here: &mut Here<'c, '_>, rest: &str) -> Vec<Part<'c>> {
    let words: Vec<&str> = rest.split_whitespace().collect();
    match words.as_slice() {
        [] => consent::page(here),
        ["copy"] => copy::page(here),
        ["forget"] => forget::ask(here),
        ["forget", "now"] => super::own(here, Own::ForgetNow),
        ["yes", name] if named(name).is_some() => {
            named(name).map_or_else(Vec::new, |to| consent::missing(here, to))
        }
        ["yes", name, text] => match (named(name), text.parse()) {
            (Some(to), Ok(text)) => consent::agree(here, to, text),
            _ => vec![Part::notice(privacy::HOW)],
        },
        ["no", name] => match named(name) {
            Some(from) => consent::take_back(here, from),
            None => vec![Part::notice(privacy::HOW)],
        },
        _ => vec![Part::notice(privacy::HOW)],
    }
}

/// A yes by its name.
fn named(name: &str) -> Option<Consent> {
    let is_named = |to: &Consent| super::name(*to).to_lowercase() == name.to_lowercase();
    Consent::ALL.into_iter().find(is_named)
}

fn journal<'c>(here: &mut Here<'c, '_>, rest: &str) -> Vec<Part<'c>> {
    let (first, more) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let more = more.trim();
    match first {
        "" => return journal::page(here, 0),
        "search" if !more.is_empty() => return journal::search(here, more),
        "keep" => return journal::keep_for(here, more),
        _ => {}
    }
    if let Ok(page) = first.parse::<u16>() {
        return journal::page(here, page.saturating_sub(1));
    }
    let (number, words) = more.split_once(char::is_whitespace).unwrap_or((more, ""));
    let id = journal::numbered(here, number);
    match (first, id, words.trim()) {
        ("show", Some(id), "") => journal::entry(here, id),
        ("delete", Some(id), "") => journal::delete(here, id),
        ("delete", Some(id), "now") => journal::delete_now(here, id),
        ("edit", Some(id), words) if !words.is_empty() => journal::edit(here, id, words),
        ("show" | "delete" | "edit", None, _) if !number.is_empty() => {
            let mut parts = vec![Part::notice(journal_words::GONE)];
            parts.extend(journal::page(here, 0));
            parts
        }
        _ => of_theme(here, rest),
    }
}

fn of_theme<'c>(here: &Here<'c, '_>, name: &str) -> Vec<Part<'c>> {
    let Some(pack) = here.content.script.packs.first() else {
        return Vec::new();
    };
    match theme(name, pack) {
        Ok(Some(theme)) => journal::of_theme(here, Some(pack.theme(theme).ordinal)),
        _ => vec![Part::notice(journal_words::HOW)],
    }
}

fn remind<'c>(here: &mut Here<'c, '_>, rest: &str) -> Vec<Part<'c>> {
    let words: Vec<&str> = rest.split_whitespace().collect();
    match words.as_slice() {
        [] => remind::page(here),
        ["off"] => remind::off(here),
        ["on"] => remind::on(here),
        ["snooze", minutes] => match minutes.parse() {
            Ok(minutes) => remind::snooze(here, minutes),
            Err(_) => vec![Part::notice(remind_words::HOW)],
        },
        words => match wish(words) {
            Some(wish) => remind::settle(here, wish),
            // A city of several words, or a name that is not known.
            None if !rest.contains(|c: char| c.is_ascii_digit()) => remind::zone(here, rest),
            None => vec![Part::notice(remind_words::HOW)],
        },
    }
}

/// Zone, hour, days and quiet hours in any order, with or without their names.
fn wish(words: &[&str]) -> Option<remind::Wish> {
    let mut wish = remind::Wish::default();
    let mut words = words.iter().peekable();
    while let Some(word) = words.next() {
        match *word {
            "zone" | "at" | "on" => {}
            "hour" => wish.hour = Some(words.next()?.parse().ok()?),
            "days" => wish.days = Some(words.next()?.parse().ok()?),
            "quiet" => {
                let hours = *words.next()?;
                wish.quiet = match hours {
                    "none" => remind::Wanted::None,
                    hours => remind::Wanted::Some(hours.parse().ok()?),
                };
            }
            word => {
                if let Ok(hour) = word.parse::<Hour>() {
                    wish.hour = Some(hour);
                } else if let Ok(days) = word.parse::<Days>() {
                    wish.days = Some(days);
                } else {
                    wish.zone = Some(word.parse().ok()?);
                }
            }
        }
    }
    Some(wish)
}
