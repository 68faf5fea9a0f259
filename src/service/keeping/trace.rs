//! What a turn leaves behind where the member agreed to it.

use crate::engine::{Input, Talk, token};
use crate::member::{Answer, Change, Consent, Run};
use crate::script::{FRAME, Pack};
use crate::service::turn::{Here, mark};

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
                mark: short(mark(pack, &self.before)),
            };
            let pack = id();
            here.keeping.save(Change::Finish { pack, theme, run });
        }
        if *input == Input::Back && was_end && !is_end {
            // Back is exact: the talk is again what it was before it was finished.
            let mark = short(mark(pack, talk));
            let theme = pack.theme(self.before.theme).ordinal;
            let pack = id();
            here.keeping.save(Change::Unfinish { pack, theme, mark });
        }
        Self::stand(here, pack, talk);
    }

    /// Where the talk stands now: at a question of a theme. Looking at the themes, or stopping, leaves the place as it is; a
    /// finished theme has none. Nor has a card for fear of someone: whoever opens the place later may not be alone.
    fn stand(here: &mut Here<'_, '_>, pack: &Pack, talk: &Talk) {
        let Some((_, node)) = talk.node(pack).filter(|_node| talk.theme != FRAME) else {
            return;
        };
        let place = here.keeping.record.progress.place.as_ref();
        if is_at_end(pack, talk) {
            if place.is_some() {
                here.keeping.save(Change::Leave);
            }
        } else if node.support.is_none() {
            let token: Box<str> = token::encode(pack, talk).into();
            if place.is_none_or(|place| place.token != token) {
                here.keeping.save(Change::Stand { token });
            }
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

/// The way goes on with help for someone in danger: what was just said led there, and is not kept.
pub(crate) fn unkeep_danger(here: &mut Here<'_, '_>) {
    let is_answer = |change: &Change| matches!(change, Change::Keep(_));
    here.keeping.saves.retain(|change| !is_answer(change));
}

/// They were taken back.
pub(crate) fn take_back(
    here: &mut Here<'_, '_>,
    pack: &Pack,
    (theme, node): (u16, u16),
    mark: u64,
) {
    if here.keeping.record.agreed.yes(Consent::Answers).is_some() {
        here.keeping.save(Change::Unkeep {
            pack: pack.id.as_str().into(),
            theme,
            node,
            mark,
        });
    }
}

/// Whether a talk is at the end of its theme.
fn is_at_end(pack: &Pack, talk: &Talk) -> bool {
    let node = talk.node(pack);
    node.is_some_and(|(_, node)| node.end && node.theme == talk.theme && talk.theme != FRAME)
}

/// Half of a mark is enough to know a run again.
fn short(mark: u64) -> u32 {
    u32::try_from(mark & u64::from(u32::MAX)).unwrap_or(0)
}
