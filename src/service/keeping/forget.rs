//! Being forgotten: asked for once, and done at the second press.

use crate::member::Change;
use crate::service::keeping::{State, nowhere};
use crate::service::own::Own;
use crate::service::reply::{Card, Part};
use crate::service::turn::Here;
use crate::service::way::{Go, Way};
use crate::words::privacy as words;

/// Says what will go, and asks.
pub(crate) fn ask<'c>(here: &Here<'c, '_>) -> Vec<Part<'c>> {
    let keeping = &here.keeping;
    if keeping.state == State::Nowhere {
        return nowhere(here);
    }
    if keeping.record.is_empty() && keeping.can_keep() {
        return vec![Part::notice(words::FORGET_NOTHING)];
    }
    let record = &keeping.record;
    let themes = record.progress.trails.iter();
    let themes = themes.map(|trail| trail.themes.len()).sum();
    // What cannot be counted just now goes all the same.
    let answers = keeping.answers().map_or(0, |answers| answers.len());
    let mut lines = vec![words::goes(themes, answers, record.reminder.is_some()).join("\n")];
    lines.push(words::FORGET_FINAL.to_owned());
    lines.push(words::forget_stays(here.setting.surface).to_owned());
    // What keeps everything stands where the first press was, so that a double click does no harm.
    let ways = vec![
        Way::new(words::FORGET_NO, Go::Own(Own::Privacy)).typed("privacy", ""),
        Way::new(words::COPY, Go::Own(Own::Copy)).typed("privacy", "copy"),
        Way::new(words::FORGET_YES, Go::Own(Own::ForgetNow)).typed("privacy", "forget now"),
    ];
    vec![
        Part::Card(Card::new(words::FORGET_TITLE, lines)),
        Part::Ways { title: "", ways },
    ]
}

/// Forgets.
pub(super) fn now<'c>(here: &mut Here<'c, '_>) -> Vec<Part<'c>> {
    if here.keeping.state == State::Nowhere {
        return nowhere(here);
    }
    here.notebook.forget(here.member);
    here.visit.asked_heavy = false;
    here.keeping.record = crate::member::Record::default();
    here.keeping.saves = vec![Change::Forget];
    vec![Part::notice(words::FORGOTTEN)]
}
