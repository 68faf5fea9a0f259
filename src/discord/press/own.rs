//! The identifiers of what members do with what is kept about them: `Po` and a letter for a way, `Pp` and a letter for a
//! menu, `Pm` and a letter for the answer of a dialog; perhaps a number behind.

use crate::discord::press::number;
use crate::member::{AnswerId, Consent};
use crate::service::{Own, Picked};

/// Ways with a letter and nothing behind it.
const PLAIN: [(Own, &str); 13] = [
    (Own::Privacy, "p"),
    (Own::Copy, "c"),
    (Own::Forget, "f"),
    (Own::ForgetNow, "g"),
    (Own::Progress, "o"),
    (Own::Resume, "r"),
    (Own::Open, "l"),
    (Own::Remind, "m"),
    (Own::RemindOff, "x"),
    (Own::RemindOn, "i"),
    (Own::Search, "s"),
    (Own::Zone, "t"),
    // The first page of the answers is the answers.
    (Own::Journal(0), "j"),
];

/// Menus.
const MENUS: [(Picked, &str); 6] = [
    (Picked::Entry, "e"),
    (Picked::Theme, "t"),
    (Picked::KeepFor, "k"),
    (Picked::Days, "d"),
    (Picked::Hour, "h"),
    (Picked::Quiet, "q"),
];

/// The yeses.
const CONSENTS: [(Consent, &str); 3] = [
    (Consent::Progress, "p"),
    (Consent::Answers, "a"),
    (Consent::Reminders, "r"),
];

/// A way, without the letters before it.
pub(super) fn write(own: Own) -> String {
    match own {
        Own::Agree(to, text) => format!("y{}{text}", letter(&CONSENTS, to)),
        Own::TakeBack(to) => format!("n{}", letter(&CONSENTS, to)),
        Own::Journal(page) if page > 0 => format!("j{page}"),
        Own::Entry(AnswerId(id)) => format!("e{id}"),
        Own::Delete(AnswerId(id)) => format!("d{id}"),
        Own::DeleteNow(AnswerId(id)) => format!("k{id}"),
        Own::Edit(AnswerId(id)) => format!("w{id}"),
        Own::Snooze(minutes) => format!("z{minutes}"),
        Own::Privacy
        | Own::Copy
        | Own::Forget
        | Own::ForgetNow
        | Own::Progress
        | Own::Resume
        | Own::Open
        | Own::Journal(_)
        | Own::Remind
        | Own::RemindOff
        | Own::RemindOn
        | Own::Search
        | Own::Zone => letter(&PLAIN, own).to_owned(),
    }
}

/// Reads a way, without the letters before it.
pub(super) fn read(text: &str) -> Option<Own> {
    if let Some(own) = named(&PLAIN, text) {
        return Some(own);
    }
    let (letter, rest) = text.split_at_checked(1)?;
    Some(match letter {
        "y" => {
            let (to, version) = rest.split_at_checked(1)?;
            Own::Agree(named(&CONSENTS, to)?, number(version)?)
        }
        "n" => Own::TakeBack(named(&CONSENTS, rest)?),
        "j" => Own::Journal(number(rest).filter(|page| *page > 0)?),
        "e" => Own::Entry(answer(rest)?),
        "d" => Own::Delete(answer(rest)?),
        "k" => Own::DeleteNow(answer(rest)?),
        "w" => Own::Edit(answer(rest)?),
        "z" => Own::Snooze(number(rest)?),
        _ => return None,
    })
}

/// A menu, without the letters before it.
pub(super) fn write_menu(of: Picked) -> &'static str {
    letter(&MENUS, of)
}

/// Reads a menu, without the letters before it.
pub(super) fn read_menu(text: &str) -> Option<Picked> {
    named(&MENUS, text)
}

/// The number of an answer; they are all above 0.
fn answer(text: &str) -> Option<AnswerId> {
    number(text).filter(|id| *id > 0).map(AnswerId)
}

fn letter<T: Copy + PartialEq>(table: &[(T, &'static str)], wanted: T) -> &'static str {
    let found = table.iter().find(|(one, _)| *one == wanted);
    found.map_or("", |(_, letter)| letter)
}

fn named<T: Copy>(table: &[(T, &str)], wanted: &str) -> Option<T> {
    let found = table.iter().find(|(_, letter)| *letter == wanted);
    found.map(|(one, _)| *one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::limits::CUSTOM_ID_MAX;
    use crate::discord::press::{self, Press};
    use crate::service::Go;

    /// One of each kind, and the ends of what stands behind the letter.
    fn ways() -> Vec<Own> {
        let ids = [AnswerId(1), AnswerId(i64::MAX)];
        let of_answers = [Own::Entry, Own::Delete, Own::DeleteNow, Own::Edit];
        let mut all: Vec<Own> = PLAIN.iter().map(|(own, _)| *own).collect();
        all.extend([Own::Journal(1), Own::Journal(u16::MAX)]);
        all.extend([Own::Snooze(0), Own::Snooze(60), Own::Snooze(u16::MAX)]);
        for to in Consent::ALL {
            all.extend([Own::Agree(to, 0), Own::Agree(to, u16::MAX)]);
            all.push(Own::TakeBack(to));
        }
        all.extend(of_answers.iter().flat_map(|own| ids.map(own)));
        all
    }

    #[test]
    fn what_is_written_is_read() {
        let mut ids = Vec::new();
        for own in ways() {
            let id = press::go(Go::Own(own), None);
            assert_eq!(Press::read(&id), Some(Press::Page(Go::Own(own))), "{id}");
            assert_eq!(press::go(Go::Own(own), Some("Token")), id);
            ids.push(id);
            let id = press::wrote(own);
            let expected = own.is_written().then_some(Press::Wrote(own));
            assert_eq!(Press::read(&id), expected, "{id}");
            ids.push(id);
        }
        for (of, _) in MENUS {
            let id = press::menu(of);
            assert_eq!(Press::read(&id), Some(Press::Picked(of)), "{id}");
            ids.push(id);
        }
        assert!(ids.iter().all(|id| id.len() <= CUSTOM_ID_MAX));
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count, "two mean the same");
    }

    #[test]
    fn what_was_never_written_is_refused() {
        for id in [
            "Po",
            "Po?",
            "Poé",
            "Pop1",
            "Pop ",
            "Poj0",
            "Poj01",
            "Poj65536",
            "Poe",
            "Poe0",
            "Poe-1",
            "Poe+1",
            "Poe01",
            "Poe9223372036854775808",
            "Pow",
            "Pow-9",
            "Poy",
            "Poyp",
            "Poyz1",
            "Poypé",
            "Ponz",
            "Ponp1",
            "Poz",
            "Poz-60",
            "Pp",
            "Ppx",
            "Ppd1",
            "Pm",
            "Pmp",
            "Pme1",
            "Pmw0",
        ] {
            assert_eq!(Press::read(id), None, "{id}");
        }
    }

    #[test]
    fn an_answer_without_a_number_of_its_own_leads_nowhere() {
        for odd in [0, -1, i64::MIN] {
            let id = press::go(Go::Own(Own::Entry(AnswerId(odd))), None);
            assert_eq!(Press::read(&id), None, "{id}");
        }
    }
}
