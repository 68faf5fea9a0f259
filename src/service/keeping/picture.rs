//! A member's way as a picture beside the words.

use crate::member::Trail;
use crate::picture::{self, Ends, Map, Measure, State, Theme};
use crate::script::{self, AnswerKind, Pack, ThemeIx, VarIx};
use crate::service::keeping::progress::runs;
use crate::service::reply::{File, Part};
use crate::service::turn::Here;
use crate::words::{Surface, progress as words};

/// The picture, where one can be shown and there is something on it.
pub(super) fn part<'c>(here: &Here<'c, '_>, pack: &Pack, trail: &Trail) -> Option<Part<'c>> {
    if here.setting.surface != Surface::Discord || trail.themes.is_empty() {
        return None;
    }
    let map = map(pack, trail);
    Some(Part::File(File {
        name: words::PICTURE_NAME,
        bytes: picture::svg(&map).into_bytes(),
        alt: Some(picture::alt(&map)),
    }))
}

fn map(pack: &Pack, trail: &Trail) -> Map {
    let choosable: Vec<(ThemeIx, &script::Theme)> = pack.choosable().collect();
    let themes = choosable.iter().map(|(index, theme)| Theme {
        title: theme.title.clone(),
        state: match trail.theme(theme.ordinal) {
            None => State::Untouched,
            Some(known) if known.finished.is_none() => State::Begun,
            Some(_) => State::Finished,
        },
        ends: ends(pack, *index),
    });
    let place = |title: &str| choosable.iter().position(|(_, theme)| theme.title == title);
    let measure = |(title, run): (&str, crate::member::Run)| {
        Some(Measure {
            date: run.day.short(),
            theme: place(title)?,
            before: run.before?,
            after: run.after,
        })
    };
    Map {
        title: words::TITLE.to_owned(),
        themes: themes.collect(),
        scales: runs(pack, trail).into_iter().filter_map(measure).collect(),
    }
}

/// What the ends of a theme's scale mean.
fn ends(pack: &Pack, theme: ThemeIx) -> Option<Ends> {
    let mut nodes = pack.nodes.iter().filter(|node| node.theme == theme);
    nodes.find_map(|node| {
        let answer = node.answer.as_ref()?;
        let is_first = answer.kind == AnswerKind::Scale && answer.set == Some(VarIx(0));
        is_first.then(|| Ends {
            low: answer.low.clone().unwrap_or_default(),
            high: answer.high.clone().unwrap_or_default(),
        })
    })
}
