//! After a sign of danger: help is shown, and the member decides how to go on. Nothing is ended, nobody is told.

use crate::engine::{Input, Talk};
use crate::script::SupportKind;
use crate::script::text::plain_words;
use crate::service::reply::{Card, Part};
use crate::service::turn::{Here, support_parts, turn};
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
    let numbered = (1..).zip(words::HEAVY_CHOICES);
    let lines = numbered.map(|(number, choice)| format!("{number}. {choice}"));
    vec![Part::Card(Card::new(words::HEAVY_WAYS, lines.collect()))]
}

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
    const WAYS: [Input<'static>; 4] = [Input::Support, Input::Show, Input::Hub, Input::Stop];
    let plain = plain_words(text);
    let number = plain
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_sub(1));
    let named = words::HEAVY_CHOICES
        .iter()
        .position(|choice| plain.chars().count() > 3 && plain_words(choice).starts_with(&plain));
    let typed = number.or(named).and_then(|at| WAYS.get(at).cloned());
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
