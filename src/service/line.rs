//! A typed line: a command, a sign of danger, a control word, or an answer, in this order of rank.

use crate::engine::{Input, Talk, is_label, is_listed};
use crate::service::command::Command;
use crate::service::heavy;
use crate::service::pages::run;
use crate::service::reply::Part;
use crate::service::turn::{Here, turn};
use crate::understanding::{ControlWord, Meaning};
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
    if !here.visit.asked_heavy && is_label(&content.script, &talk, text) {
        return turn(here, talk, &Input::Say(text));
    }
    let heard = content.understanding().hear(text);
    if let Meaning::Crisis(kind) = heard.kind {
        let parts = heavy::ask(here, kind, heard.is_urgent());
        return (talk, parts);
    }
    if here.visit.asked_heavy && !text.trim_start().starts_with('/') {
        return heavy::answer(here, talk, text, heard.kind);
    }
    match Command::parse(text, pack) {
        Some(Ok(command)) => {
            here.visit.asked_heavy = false;
            return run(here, talk, command);
        }
        Some(Err(message)) => return (talk, vec![Part::notice(message)]),
        None => {}
    }
    match heard.kind {
        Meaning::Control(word) if !is_listed(&content.script, &talk, text) => {
            control(here, talk, word, text)
        }
        _ => turn(here, talk, &Input::Say(text)),
    }
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
