//! A typed line: a command, a sign of danger, a control word, or an answer, in this order of rank.

use crate::engine::{Input, Talk};
use crate::script::SupportKind;
use crate::service::command::Command;
use crate::service::pages::{is_label, run};
use crate::service::reply::Part;
use crate::service::turn::{Here, support_parts, turn};
use crate::understanding::{ControlWord, CrisisKind, Meaning};
use crate::words::talk as words;

/// Takes a typed line.
///
/// Words in a command (`/reflect tell …`) pass the crisis rules like all others. What matches one is answered and goes no
/// further: not to the engine, not into memory.
pub fn line<'c>(here: &mut Here<'c, '_>, talk: Talk, text: &str) -> (Talk, Vec<Part<'c>>) {
    let content = here.content;
    let Some(pack) = content.script.pack(talk.pack) else {
        return (talk, Vec::new());
    };
    if is_label(content, &talk, text) {
        return turn(here, talk, &Input::Say(text));
    }
    let heard = content.understanding().hear(text);
    if let Meaning::Crisis(kind) = heard.kind {
        let parts = crisis(here, kind);
        return (talk, parts);
    }
    match Command::parse(text, pack) {
        Some(Ok(command)) => return run(here, talk, command),
        Some(Err(message)) => return (talk, vec![Part::notice(message)]),
        None => {}
    }
    match heard.kind {
        Meaning::Control(word) => control(here, talk, word, text),
        _ => turn(here, talk, &Input::Say(text)),
    }
}

/// Asks, and carries where to find help at once.
fn crisis<'c>(here: &Here<'c, '_>, kind: CrisisKind) -> Vec<Part<'c>> {
    let card = match kind {
        CrisisKind::PartnerViolence => SupportKind::PartnerViolence,
        _ => SupportKind::General,
    };
    let mut parts = Vec::new();
    if kind != CrisisKind::UnsafeNow {
        parts.push(Part::notice(words::HEAVY));
    }
    parts.extend(support_parts(here.content, card));
    parts.push(Part::notice(words::HEAVY_WAYS));
    parts
}

fn control<'c>(
    here: &mut Here<'c, '_>,
    talk: Talk,
    word: ControlWord,
    text: &str,
) -> (Talk, Vec<Part<'c>>) {
    let input = match word {
        ControlWord::Stop => Input::Stop,
        ControlWord::Pause => Input::Pause,
        ControlWord::Back => Input::Back,
        ControlWord::Skip => Input::Skip,
        ControlWord::Help => Input::Help,
        ControlWord::Support => Input::Support,
        ControlWord::Resume | ControlWord::Repeat => Input::Show,
        ControlWord::Yes | ControlWord::No => Input::Say(text),
        ControlWord::ExportData | ControlWord::DeleteData => {
            return (talk, vec![Part::notice(words::NOTHING_KEPT)]);
        }
        ControlWord::OptIn | ControlWord::OptOut => {
            return (talk, vec![Part::notice(words::NOTHING_TO_AGREE)]);
        }
    };
    turn(here, talk, &input)
}
