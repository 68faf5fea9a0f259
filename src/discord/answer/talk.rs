//! Presses, picks and words in a talk.

use std::borrow::Cow;

use crate::discord::answer::Desk;
use crate::discord::answer::reply::{Look, Reply, opens_dialog};
use crate::discord::arrived::Arrived;
use crate::discord::message::{Callback, Dialog, Field};
use crate::discord::press::{Talking, read_act};
use crate::engine::token::{self, Decoded, Refusal};
use crate::engine::{Act, AnswerAsk, Input, Talk, asked};
use crate::script::{AnswerKind, FRAME};
use crate::service::{self, Part, question_in};
use crate::words::{discord as words, talk as talk_words};

impl Desk {
    /// Takes a press or a pick in the talk of a token.
    pub(super) fn talk(
        &self,
        arrived: &Arrived,
        talking: Talking,
        text: &str,
        values: &[String],
    ) -> Reply {
        let decoded = match token::decode(&self.content.script, text) {
            Ok(decoded) => decoded,
            Err(refusal) => return self.lost(arrived, refused(refusal)),
        };
        let first = values.first().map(String::as_str);
        let act = match talking {
            Talking::Act(act) => Some(act),
            Talking::Menu | Talking::Themes => first.and_then(read_act),
            _ => None,
        };
        if act.is_some_and(opens_dialog) && !decoded.gone {
            return self.dialog(arrived, &decoded.talk, text);
        }
        let picks = picks(values);
        let input = match talking {
            Talking::Act(_) | Talking::Menu | Talking::Themes => act.map(Act::input),
            Talking::Scale => first
                .and_then(|number| number.parse().ok())
                .map(Input::Scale),
            Talking::Several => picks.as_deref().map(Input::Several),
            Talking::Skip => Some(Input::Skip),
            Talking::Back => Some(Input::Back),
            Talking::Pause => Some(Input::Pause),
            Talking::Support => Some(Input::Support),
            Talking::Show => Some(Input::Show),
            Talking::Words | Talking::Direct => None,
        };
        // A menu with a value that was never in it: the place is shown as it is.
        self.take(arrived, decoded, &input.unwrap_or(Input::Show))
    }

    /// Takes a turn, or says that the place is gone.
    pub(super) fn take(&self, arrived: &Arrived, decoded: Decoded, input: &Input<'_>) -> Reply {
        let input = if decoded.gone { &Input::Show } else { input };
        self.turn(arrived.user, arrived.room, |here| {
            here.visit.asked_heavy = false;
            let (talk, mut parts) = service::turn(here, decoded.talk, input);
            if *input == Input::Support {
                // Someone who asks for help gets the card alone; the question waits.
                parts.retain(|part| matches!(part, Part::Card(_)));
            }
            if decoded.gone {
                parts.insert(0, Part::notice(talk_words::PLACE_GONE));
            }
            self.show(arrived, &talk, &mut parts, Look::GOES_ON)
        })
    }

    /// Takes words that were written into a question's dialog.
    pub(super) fn words(&self, arrived: &Arrived, text: &str, written: &str) -> Reply {
        let decoded = match token::decode(&self.content.script, text) {
            Ok(decoded) => decoded,
            Err(refusal) => return self.lost(arrived, refused(refusal)),
        };
        if decoded.gone {
            return self.take(arrived, decoded, &Input::Show);
        }
        let is_empty = written.trim().is_empty();
        self.turn(arrived.user, arrived.room, |here| {
            here.visit.asked_heavy = false;
            let (talk, mut parts) = if is_empty {
                let (talk, mut parts) = service::turn(here, decoded.talk, &Input::Show);
                parts.insert(0, Part::notice(words::NOTHING_WRITTEN));
                (talk, parts)
            } else {
                service::answer(here, decoded.talk, written)
            };
            self.show(arrived, &talk, &mut parts, Look::GOES_ON)
        })
    }

    /// Opens the dialog for own words, where the place asks for them.
    fn dialog(&self, arrived: &Arrived, talk: &Talk, text: &str) -> Reply {
        let ask = asked(&self.content.script, talk);
        let answer = ask.and_then(|ask| ask.answer.map(|answer| (ask, answer)));
        let Some((ask, answer)) = answer.filter(|(_, answer)| answer.kind == AnswerKind::Text)
        else {
            let (talk, gone) = (talk.clone(), false);
            return self.take(arrived, Decoded { talk, gone }, &Input::OwnWords);
        };
        let Some(pack) = self.content.script.pack(talk.pack) else {
            return self.lost(arrived, words::UNKNOWN_BUTTON);
        };
        let title = match ask.theme {
            FRAME => words::TELL_TITLE,
            theme => pack.theme(theme).title.as_str(),
        };
        let question = question_in(&pack.node(ask.node).text.shown());
        let field = field(&answer, question);
        let id = Talking::Words.id(text);
        Reply::of(&Callback::dialog(Dialog::new(id, title, field)))
    }
}

/// The field: named as the content says, with the question in grey where the content has no hint of its own.
fn field<'a>(answer: &AnswerAsk<'a>, question: String) -> Field<'a> {
    let label = match answer.label {
        "" => words::ANSWER_LABEL,
        label => label,
    };
    let hint = answer
        .placeholder
        .map_or(Cow::Owned(question), Cow::Borrowed);
    Field::new(label, hint, answer.max)
}

/// Picked choices by their numbers; nothing where one of the values is none of ours.
fn picks(values: &[String]) -> Option<Vec<u8>> {
    let picks = values.iter().map(|value| match read_act(value) {
        Some(Act::Choose(ordinal)) => Some(ordinal),
        _ => None,
    });
    picks.collect()
}

/// What is said about a token that cannot be used.
pub(super) fn refused(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Newer => words::NEWER_BUTTON,
        Refusal::Unreadable | Refusal::OtherPack => words::UNKNOWN_BUTTON,
    }
}
