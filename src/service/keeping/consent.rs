//! The page on what is kept, and the three yeses.

use crate::member::{Change, Consent};
use crate::service::keeping::{State, name, not_kept, nowhere, text};
use crate::service::own::Own;
use crate::service::reply::{Card, Part};
use crate::service::turn::Here;
use crate::service::way::{Go, Way};
use crate::words::privacy as words;

/// What is kept, who can read it, what cannot be promised, and the yeses.
pub(super) fn page<'c>(here: &Here<'c, '_>) -> Vec<Part<'c>> {
    let keeping = &here.keeping;
    let surface = here.setting.surface;
    let readers = words::readers(surface).to_owned();
    if !keeping.can_keep() {
        let mut parts = nowhere(here);
        parts.push(Part::Card(Card::new(words::TITLE, vec![readers])));
        return parts;
    }
    let mut lines = vec![
        words::NOTHING_WITHOUT_YES.to_owned(),
        words::NO_PROMISE.to_owned(),
    ];
    lines.extend(offered(here).flat_map(|to| [state(here, to), text(to).to_owned()]));
    if !keeping.answers_on {
        lines.push(words::ANSWERS_OFF.to_owned());
    }
    lines.push(readers);
    match keeping.state {
        State::Memory => lines.push(words::MEMORY.to_owned()),
        _ => lines.extend([
            words::sealed(surface).to_owned(),
            words::away(keeping.away_days),
        ]),
    }
    vec![
        Part::Card(Card::new(words::TITLE, lines)),
        Part::Ways {
            title: "",
            ways: ways(here),
        },
    ]
}

/// The yeses that can be given or taken back here.
fn offered(here: &Here<'_, '_>) -> impl Iterator<Item = Consent> + use<> {
    let answers_on = here.keeping.answers_on;
    let agreed = here.keeping.record.agreed;
    let is_offered =
        move |to: &Consent| *to != Consent::Answers || answers_on || agreed.yes(*to).is_some();
    Consent::ALL.into_iter().filter(is_offered)
}

fn state(here: &Here<'_, '_>, to: Consent) -> String {
    let agreed = &here.keeping.record.agreed;
    match agreed.yes(to) {
        Some(_) if agreed.is_old(to) => words::outdated(name(to)),
        Some(yes) => words::agreed(name(to), &yes.day.words()),
        None => words::not_agreed(name(to)),
    }
}

/// A button for each yes, then what can be done with what is kept.
fn ways<'c>(here: &Here<'c, '_>) -> Vec<Way<'c>> {
    let mut ways: Vec<Way<'c>> = offered(here).flat_map(|to| choices(here, to)).collect();
    if !here.keeping.record.is_empty() {
        let copy = Way::new(words::COPY, Go::Own(Own::Copy));
        ways.push(copy.typed("privacy", "copy"));
        let forget = Way::new(words::FORGET, Go::Own(Own::Forget));
        ways.push(forget.typed("privacy", "forget"));
    }
    ways
}

/// Yes or no; both where the text has changed.
fn choices<'c>(here: &Here<'c, '_>, to: Consent) -> Vec<Way<'c>> {
    let agreed = &here.keeping.record.agreed;
    let mut ways = Vec::with_capacity(2);
    let is_on = to != Consent::Answers || here.keeping.answers_on;
    if !agreed.holds(to) && is_on {
        ways.push(yes(to));
    }
    if agreed.yes(to).is_some() {
        let way = Way::new(words::no_to(name(to)), Go::Own(Own::TakeBack(to)));
        ways.push(way.typed("privacy", &format!("no {}", name(to).to_lowercase())));
    }
    ways
}

/// The way to a yes, to the text that is shown today.
fn yes<'c>(to: Consent) -> Way<'c> {
    let way = Way::new(words::yes_to(name(to)), Go::Own(Own::Agree(to, to.text())));
    // The number of the text, so that nobody agrees to one that was not shown.
    let agrees = format!("yes {} {}", name(to).to_lowercase(), to.text());
    way.typed("privacy", &agrees)
}

/// What a page shows where its yes is missing: what it would cover, and the way to it.
pub(super) fn missing<'c>(here: &Here<'c, '_>, to: Consent) -> Vec<Part<'c>> {
    if to == Consent::Answers && !here.keeping.answers_on {
        return vec![Part::notice(words::ANSWERS_OFF)];
    }
    let first = if here.keeping.record.agreed.is_old(to) {
        words::outdated(name(to))
    } else {
        not_kept(to).to_owned()
    };
    let lines = vec![first, text(to).to_owned()];
    let privacy = Way::new(words::PRIVACY, Go::Own(Own::Privacy)).typed("privacy", "");
    vec![
        Part::Card(Card::new(name(to), lines)),
        Part::Ways {
            title: "",
            ways: vec![yes(to), privacy],
        },
    ]
}

/// Takes a yes, if it is one to the text that is shown today.
pub(super) fn agree<'c>(here: &mut Here<'c, '_>, to: Consent, text: u16) -> Vec<Part<'c>> {
    if to == Consent::Answers && !here.keeping.answers_on {
        return vec![Part::notice(words::ANSWERS_OFF)];
    }
    let said = if text == to.text() {
        here.keeping.save(Change::Agree { to, text });
        Part::notice(words::now_yes(name(to)))
    } else {
        Part::notice(words::OLD_BUTTON)
    };
    let mut parts = vec![said];
    parts.extend(match to {
        _ if text != to.text() => page(here),
        Consent::Reminders => super::remind::page(here),
        Consent::Progress | Consent::Answers => brief(here),
    });
    parts
}

/// How things stand, without what was read a moment ago.
fn brief<'c>(here: &Here<'c, '_>) -> Vec<Part<'c>> {
    let states: Vec<String> = offered(here).map(|to| state(here, to)).collect();
    vec![
        Part::Card(Card::new(words::TITLE, vec![states.join("\n")])),
        Part::Ways {
            title: "",
            ways: ways(here),
        },
    ]
}

/// Takes a yes back, and with it what it covered.
pub(super) fn take_back<'c>(here: &mut Here<'c, '_>, from: Consent) -> Vec<Part<'c>> {
    here.keeping.save(Change::TakeBack(from));
    let mut parts = vec![Part::notice(words::now_no(name(from)))];
    parts.extend(brief(here));
    parts
}
