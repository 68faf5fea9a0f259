//! A typed line: a command, a sign of danger, a control word, or an answer, in this order of rank.

use crate::content::Content;
use crate::engine::{Input, Talk, is_label, is_listed};
use crate::service::command::Command;
use crate::service::heavy;
use crate::service::keeping;
use crate::service::own::Own;
use crate::service::pages::run;
use crate::service::reply::Part;
use crate::service::turn::{Here, turn};
use crate::understanding::normalize::HEARD_CHARS_MAX;
use crate::understanding::{ControlWord, Heard, Meaning};
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
    here.notebook.expire_of(here.member, here.now);
    if !here.visit.asked_heavy && is_label(&content.script, &talk, text) {
        return turn(here, talk, &Input::Say(text));
    }
    let heard = hear(content, text);
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

/// Asks after danger in words that are for something else; none, if there is no sign of it.
pub fn danger<'c>(here: &mut Here<'c, '_>, text: &str) -> Option<Vec<Part<'c>>> {
    let heard = hear(here.content, text);
    match heard.kind {
        Meaning::Crisis(kind) => Some(heavy::ask(here, kind, heard.is_urgent())),
        _ => None,
    }
}

/// Hears a line; one that is longer than is heard at once is heard in stretches, and danger in any of them counts.
pub(crate) fn hear<'c>(content: &'c Content, text: &str) -> Heard<'c> {
    let rules = content.understanding();
    let whole = rules.hear(text);
    if !whole.cut {
        return whole;
    }
    let chars: Vec<char> = text.chars().collect();
    let step = HEARD_CHARS_MAX - OVERLAP_CHARS;
    let stretches = (0..chars.len()).step_by(step).filter_map(|from| {
        let until = chars.len().min(from + HEARD_CHARS_MAX);
        chars.get(from..until)
    });
    let mut heard = stretches.map(|stretch| rules.hear(&stretch.iter().collect::<String>()));
    let danger = heard.find(|heard| matches!(heard.kind, Meaning::Crisis(_)));
    danger.unwrap_or(whole)
}

/// How far two stretches of a long line overlap, in characters: longer than a sentence.
const OVERLAP_CHARS: usize = 400;

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
        ControlWord::ExportData
        | ControlWord::DeleteData
        | ControlWord::OptIn
        | ControlWord::OptOut => {
            let parts = about_data(here, Meaning::Control(word));
            return (talk, parts.unwrap_or_default());
        }
    };
    turn(here, talk, &input)
}

/// What is said to words about what is kept. Words alone never act on it: they open the page where it is done.
pub(crate) fn about_data<'c>(here: &mut Here<'c, '_>, heard: Meaning) -> Option<Vec<Part<'c>>> {
    let own = match heard {
        Meaning::Control(ControlWord::ExportData) => Own::Copy,
        Meaning::Control(ControlWord::DeleteData) => Own::Forget,
        Meaning::Control(ControlWord::OptIn | ControlWord::OptOut) => Own::Privacy,
        _ => return None,
    };
    Some(kept(here, own))
}

/// The page about what is kept, and what is in memory where nothing is.
fn kept<'c>(here: &mut Here<'c, '_>, own: Own) -> Vec<Part<'c>> {
    let nothing = Part::notice(words::nothing_kept(here.setting.surface));
    if !here.keeping.record.is_empty() {
        return keeping::own(here, own);
    }
    match own {
        Own::Privacy => [nothing]
            .into_iter()
            .chain(keeping::own(here, own))
            .collect(),
        _ => vec![nothing],
    }
}

/// Takes words that were written into a question's own field: an answer, unless there is danger in them.
pub fn answer<'c>(here: &mut Here<'c, '_>, talk: Talk, text: &str) -> (Talk, Vec<Part<'c>>) {
    let heard = hear(here.content, text);
    if let Meaning::Crisis(kind) = heard.kind {
        let parts = heavy::ask(here, kind, heard.is_urgent());
        return (talk, parts);
    }
    here.visit.asked_heavy = false;
    turn(here, talk, &Input::Answer(text))
}

/// Takes a typed line where no talk is known: danger, commands and the words that need no place; nothing for all others.
pub fn apart<'c>(here: &mut Here<'c, '_>, talk: Talk, text: &str) -> Option<(Talk, Vec<Part<'c>>)> {
    let heard = hear(here.content, text);
    let is_apart = match heard.kind {
        Meaning::Crisis(_) => true,
        Meaning::Control(word) => matches!(
            word,
            ControlWord::Help
                | ControlWord::Support
                | ControlWord::ExportData
                | ControlWord::DeleteData
                | ControlWord::OptIn
                | ControlWord::OptOut
        ),
        Meaning::Theme(_) | Meaning::None => text.trim_start().starts_with('/'),
    };
    (is_apart || here.visit.asked_heavy).then(|| line(here, talk, text))
}
