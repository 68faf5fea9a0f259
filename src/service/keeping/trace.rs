//! What a turn leaves behind where the member agreed to it.

use std::hash::{Hash as _, Hasher as _};

use xxhash_rust::xxh3::Xxh3Default;

use crate::engine::{At, Input, Talk, token};
use crate::member::{Answer, Change, Consent, Run};
use crate::script::{FRAME, Pack};
use crate::service::turn::Here;

/// A talk before an input, for what the input changes.
#[derive(Debug)]
pub(crate) struct Trace {
    before: Talk,
}

impl Trace {
    /// Before the input.
    pub(crate) fn of(talk: &Talk) -> Self {
        Self {
            before: talk.clone(),
        }
    }

    /// After it.
    pub(crate) fn leave(
        &self,
        here: &mut Here<'_, '_>,
        pack: &Pack,
        talk: &Talk,
        input: &Input<'_>,
    ) {
        if !here.keeping.may_keep(Consent::Progress) {
            return;
        }
        let id = || pack.id.as_str().into();
        let (was_end, is_end) = (is_at_end(pack, &self.before), is_at_end(pack, talk));
        if is_end && !was_end {
            let theme = pack.theme(talk.theme).ordinal;
            let run = Run {
                day: here.keeping.today(),
                before: talk.before(),
                after: talk.after(),
                mark: mark(pack, &self.before),
            };
            let pack = id();
            here.keeping.save(Change::Finish { pack, theme, run });
        }
        if *input == Input::Back && was_end && !is_end {
            let mark = mark(pack, talk);
            let theme = pack.theme(self.before.theme).ordinal;
            let pack = id();
            here.keeping.save(Change::Unfinish { pack, theme, mark });
        }
        self.stand(here, pack, talk);
    }

    /// Where the talk stands now. One that was stopped in the middle of a theme stands where it was left.
    fn stand(&self, here: &mut Here<'_, '_>, pack: &Pack, talk: &Talk) {
        let stands = match talk.at {
            At::Node(_) => Some(talk),
            At::Closing => Some(&self.before).filter(|left| is_in_theme(pack, left)),
        };
        let place = here.keeping.record.progress.place.as_ref();
        match (stands, place) {
            (Some(talk), place) => {
                let token: Box<str> = token::encode(pack, talk).into();
                if place.is_none_or(|place| place.token != token) {
                    here.keeping.save(Change::Stand { token });
                }
            }
            (None, Some(_)) => here.keeping.save(Change::Leave),
            (None, None) => {}
        }
    }
}

/// The talk with the themes that were finished before it began.
pub(crate) fn with_finished(here: &Here<'_, '_>, pack: &Pack, mut talk: Talk) -> Talk {
    if here.keeping.may_keep(Consent::Progress)
        && let Some(trail) = here.keeping.record.progress.trail(&pack.id)
    {
        talk.finish_before(trail.finished());
    }
    talk
}

/// A theme begins.
pub(crate) fn begin(here: &mut Here<'_, '_>, pack: &Pack, theme: u16) {
    if here.keeping.may_keep(Consent::Progress) {
        let pack = pack.id.as_str().into();
        here.keeping.save(Change::Begin { pack, theme });
    }
}

/// Own words were given to a question.
pub(crate) fn answer(
    here: &mut Here<'_, '_>,
    pack: &Pack,
    (theme, node): (u16, u16),
    mark: u64,
    words: &str,
) {
    if !here.keeping.may_keep(Consent::Answers) {
        return;
    }
    let answer = Answer {
        pack: pack.id.as_str().into(),
        theme,
        node,
        mark,
        day: here.keeping.today(),
        edited: None,
        words: words.into(),
    };
    here.keeping.save(Change::Keep(answer));
}

/// They were taken back.
pub(crate) fn take_back(here: &mut Here<'_, '_>, pack: &Pack, theme: u16, node: u16) {
    if here.keeping.may_keep(Consent::Answers) {
        let pack = pack.id.as_str().into();
        here.keeping.save(Change::Unkeep { pack, theme, node });
    }
}

/// Whether a talk is at the end of its theme.
fn is_at_end(pack: &Pack, talk: &Talk) -> bool {
    let node = talk.node(pack);
    node.is_some_and(|(_, node)| node.end && node.theme == talk.theme && talk.theme != FRAME)
}

/// Whether a talk is in the middle of a theme.
fn is_in_theme(pack: &Pack, talk: &Talk) -> bool {
    talk.theme != FRAME && talk.node(pack).is_some() && !is_at_end(pack, talk)
}

/// What a run is known by again: where the talk stood before its end, and the way there. It is the same after Back, which may
/// reach less far by then, and after questions came to the content.
fn mark(pack: &Pack, talk: &Talk) -> u32 {
    let place = talk.node(pack).map(|(_, node)| node.ordinal);
    let theme = pack.theme(talk.theme).ordinal;
    let way = (talk.visited, talk.words, talk.finished);
    let scales = (talk.before(), talk.after());
    let mut hasher = Xxh3Default::new();
    (theme, place, talk.seed, way, scales).hash(&mut hasher);
    u32::try_from(hasher.finish() & u64::from(u32::MAX)).unwrap_or(0)
}
