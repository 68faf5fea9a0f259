//! A member's way so far, in words and as a picture, and the way back into the talk.

use crate::engine::{Input, Talk, token};
use crate::member::{Consent, Run, ThemeProgress, Trail};
use crate::script::{Pack, PackIx};
use crate::service::keeping::consent;
use crate::service::own::Own;
use crate::service::reply::{Card, Part};
use crate::service::turn::{Here, turn};
use crate::service::way::{Go, Way};
use crate::words::{privacy, progress as words, talk as talk_words};

/// How many runs are told.
const RUNS_TOLD: usize = 12;

/// What was begun and finished, and the numbers that were given.
pub(super) fn page<'c>(here: &Here<'c, '_>) -> Vec<Part<'c>> {
    let keeping = &here.keeping;
    let Some(pack) = here.content.script.pack(PackIx(0)) else {
        return Vec::new();
    };
    if !keeping.may_keep(Consent::Progress) {
        return consent::missing(here, Consent::Progress);
    }
    let none = Trail::default();
    let trail = keeping.record.progress.trail(&pack.id).unwrap_or(&none);
    let mut parts = vec![Part::Card(Card::new(words::TITLE, lines(pack, trail)))];
    parts.extend(super::picture::part(here, pack, trail));
    let mut ways = Vec::new();
    if keeping.record.progress.place.is_some() {
        ways.push(Way::new(words::RESUME, Go::Own(Own::Resume)).typed("continue", ""));
    }
    ways.push(Way::new(talk_words::ALL_THEMES, Go::Start(None)).typed("start", ""));
    ways.push(Way::new(privacy::PRIVACY, Go::Own(Own::Privacy)).typed("privacy", ""));
    parts.push(Part::Ways { title: "", ways });
    parts
}

fn lines(pack: &Pack, trail: &Trail) -> Vec<String> {
    let themes: Vec<String> = trail
        .themes
        .iter()
        .filter_map(|theme| Some(theme_line(title(pack, theme)?, theme)))
        .collect();
    if themes.is_empty() {
        return vec![words::EMPTY.to_owned()];
    }
    let mut lines = vec![themes.join("\n")];
    let runs = runs(pack, trail);
    if !runs.is_empty() {
        let older = runs.len().saturating_sub(RUNS_TOLD);
        let mut told = vec![words::SCALES.to_owned()];
        told.extend((older > 0).then(|| words::more(older)));
        let line = |(title, run): &(&str, Run)| {
            let before = run.before?;
            Some(words::scale(title, &run.day.words(), before, run.after))
        };
        told.extend(runs.iter().skip(older).filter_map(line));
        lines.push(told.join("\n"));
        lines.push(words::NO_SCORE.to_owned());
    }
    lines
}

/// The times when a theme was finished with a number at its start, oldest first, with the theme's title.
pub(super) fn runs<'p>(pack: &'p Pack, trail: &Trail) -> Vec<(&'p str, Run)> {
    let mut runs: Vec<(&str, Run)> = trail
        .themes
        .iter()
        .filter_map(|theme| Some((title(pack, theme)?, theme)))
        .flat_map(|(title, theme)| theme.runs.iter().map(move |run| (title, *run)))
        .filter(|(_, run)| run.before.is_some())
        .collect();
    runs.sort_by_key(|(_, run)| run.day);
    runs
}

fn theme_line(title: &str, theme: &ThemeProgress) -> String {
    match theme.finished {
        Some(day) => words::finished(title, &day.words()),
        None => words::begun(title, &theme.begun.words()),
    }
}

/// The title of a theme that is still there.
fn title<'p>(pack: &'p Pack, theme: &ThemeProgress) -> Option<&'p str> {
    let index = pack.theme_by_ordinal.get(usize::from(theme.theme));
    Some(pack.theme(index.copied().flatten()?).title.as_str())
}

/// Goes on where the talk stands.
pub(super) fn resume<'c>(here: &mut Here<'c, '_>, _talk: Talk) -> Option<(Talk, Vec<Part<'c>>)> {
    if !here.keeping.may_keep(Consent::Progress) {
        return None;
    }
    let place = here.keeping.record.progress.place.as_ref()?;
    let decoded = token::decode(&here.content.script, &place.token).ok()?;
    let (talk, mut parts) = turn(here, decoded.talk, &Input::Show);
    if decoded.gone {
        parts.insert(0, Part::notice(talk_words::PLACE_GONE));
    }
    Some((talk, parts))
}

/// Says that there is no place, and what would help.
pub(super) fn no_place<'c>(here: &Here<'c, '_>) -> Vec<Part<'c>> {
    let may_keep = here.keeping.may_keep(Consent::Progress);
    let text = if may_keep || !here.keeping.can_keep() {
        words::NO_PLACE
    } else {
        words::NO_PLACE_KEPT
    };
    let mut ways = vec![Way::new(talk_words::ALL_THEMES, Go::Start(None)).typed("start", "")];
    if !may_keep && here.keeping.can_keep() {
        ways.push(Way::new(privacy::PRIVACY, Go::Own(Own::Privacy)).typed("privacy", ""));
    }
    vec![Part::notice(text), Part::Ways { title: "", ways }]
}
