//! After a sign of danger: help is shown, and the member decides how to go on. Nothing is ended, nobody is told.

use crate::engine::{Input, Talk};
use crate::script::SupportKind;
use crate::script::text::plain_words;
use crate::service::reply::Part;
use crate::service::turn::{Here, support_parts, turn};
use crate::service::way::{Go, Way};
use crate::understanding::{ControlWord, CrisisKind, Meaning};
use crate::words::talk as words;

/// Asks, and carries where to find help at once; where someone may not be safe now, help comes before any question.
pub(crate) fn ask<'c>(here: &mut Here<'c, '_>, kind: CrisisKind, urgent: bool) -> Vec<Part<'c>> {
    let card = match kind {
        CrisisKind::PartnerViolence => SupportKind::PartnerViolence,
        _ => SupportKind::General,
    };
    here.visit.asked_heavy = true;
    let first = if urgent { words::URGENT } else { words::HEAVY };
    let mut parts = vec![Part::notice(first)];
    parts.extend(support_parts(here.content, card));
    parts.extend(choices());
    parts
}

/// The four ways on.
fn choices<'c>() -> Vec<Part<'c>> {
    let labels = words::HEAVY_CHOICES.into_iter();
    let ways = labels.zip(WAYS).map(|(label, go)| Way::new(label, go));
    vec![Part::Ways {
        title: words::HEAVY_WAYS,
        ways: ways.collect(),
    }]
}

/// Where the ways on lead, in the order of their labels.
const WAYS: [Go; 4] = [Go::Support, Go::Show, Go::Hub, Go::Stop];

/// Reads the answer to that question. Only one of the ways on is taken for one: a bare number never answers the question of
/// the theme, and whatever else is typed brings the ways again.
pub(crate) fn answer<'c>(
    here: &mut Here<'c, '_>,
    talk: Talk,
    text: &str,
    heard: Meaning,
) -> (Talk, Vec<Part<'c>>) {
    let Some(way) = way(text, heard) else {
        return (talk, choices());
    };
    if way == Input::Support {
        let mut parts = support_parts(here.content, SupportKind::General);
        parts.extend(choices());
        return (talk, parts);
    }
    here.visit.asked_heavy = false;
    turn(here, talk, &way)
}

/// The way that was meant.
fn way(text: &str, heard: Meaning) -> Option<Input<'static>> {
    let plain = plain_words(text);
    let number = plain
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_sub(1));
    let named = words::HEAVY_CHOICES
        .iter()
        .position(|choice| plain.chars().count() > 3 && plain_words(choice).starts_with(&plain));
    let typed = number.or(named).and_then(|at| WAYS.get(at)?.input());
    typed.or(match heard {
        Meaning::Control(ControlWord::Support | ControlWord::Help | ControlWord::Yes) => {
            Some(Input::Support)
        }
        Meaning::Control(ControlWord::Resume | ControlWord::Repeat | ControlWord::No) => {
            Some(Input::Show)
        }
        Meaning::Control(ControlWord::Stop) => Some(Input::Stop),
        Meaning::Control(ControlWord::Pause) => Some(Input::Pause),
        Meaning::Control(ControlWord::Skip) => Some(Input::Skip),
        Meaning::Control(ControlWord::Back) => Some(Input::Back),
        _ => None,
    })
}
