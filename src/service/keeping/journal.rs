//! The answers: read, looked through, changed and deleted one by one.

use crate::member::{Answer, AnswerId, Change, Consent, KeepFor};
use crate::script::{Pack, PackIx};
use crate::service::heavy;
use crate::service::keeping::{consent, nowhere};
use crate::service::line::hear;
use crate::service::own::{Own, Pick, PickOption, Picked, Writing};
use crate::service::question_in;
use crate::service::reply::{Card, Part};
use crate::service::turn::Here;
use crate::service::way::{Go, Way};
use crate::understanding::Meaning;
use crate::words::journal as words;

/// How many answers stand on one page.
const PAGE_ANSWERS: usize = 5;

/// The most options of a menu on any platform.
const OPTIONS_MAX: usize = 25;

/// How much of an answer a list shows, in characters.
const LISTED_CHARS: usize = 200;

/// The longest words that an edit takes, in characters; as many as any question takes.
const EDIT_CHARS_MAX: u16 = 4_000;

/// The longest words that are looked for, in characters.
const SEARCH_CHARS_MAX: u16 = 100;

/// Answers with their numbers, newest first.
type Answers = Vec<(AnswerId, Answer)>;

/// The answers, or what to say where there are none to show.
fn all<'c>(here: &Here<'c, '_>) -> Result<Answers, Vec<Part<'c>>> {
    if here.keeping.record.agreed.yes(Consent::Answers).is_none() {
        return Err(consent::missing(here, Consent::Answers));
    }
    here.keeping.answers().map_err(|_unreadable| nowhere(here))
}

/// A page of the list, counted from 0.
pub(super) fn page<'c>(here: &Here<'c, '_>, page: u16) -> Vec<Part<'c>> {
    let answers = match all(here) {
        Ok(answers) => answers,
        Err(parts) => return parts,
    };
    let last = answers.len().saturating_sub(1) / PAGE_ANSWERS;
    let page = usize::from(page).min(last);
    let from = page * PAGE_ANSWERS;
    let shown: Answers = answers
        .iter()
        .skip(from)
        .take(PAGE_ANSWERS)
        .cloned()
        .collect();
    let mut parts = list(here, &shown, from, count_line(here, answers.len()));
    parts.extend(themes(here, &answers));
    parts.push(keep_pick(here.keeping.record.keep_for));
    let to = |page: usize| Go::Own(Own::Journal(u16::try_from(page).unwrap_or(u16::MAX)));
    let mut ways = Vec::new();
    if page > 0 {
        ways.push(Way::new(words::NEWER, to(page - 1)).typed("journal", &page.to_string()));
    }
    if page < last {
        ways.push(Way::new(words::OLDER, to(page + 1)).typed("journal", &(page + 2).to_string()));
    }
    if !answers.is_empty() {
        ways.push(Way::new(words::SEARCH, Go::Own(Own::Search)).typed("journal", "search WORDS"));
    }
    let privacy = Way::new(crate::words::privacy::PRIVACY, Go::Own(Own::Privacy));
    ways.push(privacy.typed("privacy", ""));
    parts.push(Part::Ways { title: "", ways });
    parts
}

fn count_line(here: &Here<'_, '_>, count: usize) -> String {
    if count == 0 {
        return words::EMPTY.to_owned();
    }
    words::count(count, &words::kept_for(here.keeping.record.keep_for.days()))
}

/// Answers as a card with a menu to open one; `from` is how many stand before them.
fn list<'c>(here: &Here<'c, '_>, shown: &Answers, from: usize, first: String) -> Vec<Part<'c>> {
    let pack = here.content.script.pack(PackIx(0));
    let mut lines = vec![first];
    let read = shown.iter().take(PAGE_ANSWERS);
    lines.extend((from + 1..).zip(read).map(|(number, (_, answer))| {
        let (theme, question) = asked(pack, answer);
        let head = words::entry(&answer.day.words(), &theme);
        let said = clipped(&answer.words, LISTED_CHARS);
        format!("{number}. {head}\n{}", words::words(&question, &said))
    }));
    let card = Card {
        copy: true,
        ..Card::new(words::TITLE, lines)
    };
    let mut parts = vec![Part::Card(card)];
    if !shown.is_empty() {
        parts.push(Part::Pick(opening(pack, shown, from)));
    }
    parts
}

fn opening<'c>(pack: Option<&Pack>, shown: &Answers, from: usize) -> Pick<'c> {
    let option = |(number, (id, answer)): (usize, &(AnswerId, Answer))| PickOption {
        label: format!(
            "{number}. {}",
            words::entry(&answer.day.words(), &asked(pack, answer).0)
        )
        .into(),
        note: String::new().into(),
        value: id.0.to_string(),
        on: false,
    };
    Pick {
        of: Picked::Entry,
        title: words::OPEN,
        options: (from + 1..)
            .zip(shown)
            .take(OPTIONS_MAX)
            .map(option)
            .collect(),
        max: 1,
        typed: "",
    }
}

/// The theme's title and the question of an answer.
fn asked(pack: Option<&Pack>, answer: &Answer) -> (String, String) {
    let theme = pack
        .filter(|pack| *pack.id == *answer.pack)
        .and_then(|pack| {
            let known = pack.theme_by_ordinal.get(usize::from(answer.theme));
            Some((pack, pack.theme(known.copied().flatten()?)))
        });
    let Some((pack, theme)) = theme else {
        return (
            words::THEME_GONE.to_owned(),
            words::QUESTION_GONE.to_owned(),
        );
    };
    let node = theme.node_by_ordinal.get(usize::from(answer.node));
    let question = match node.copied().flatten() {
        Some(node) => question_in(&pack.node(node).text.shown()),
        None => words::QUESTION_GONE.to_owned(),
    };
    (theme.title.clone(), question)
}

/// The theme and the question of an answer, for a copy of it.
pub(super) fn asked_in(here: &Here<'_, '_>, answer: &Answer) -> (String, String) {
    asked(here.content.script.pack(PackIx(0)), answer)
}

/// The menu of themes that there are answers of.
fn themes<'c>(here: &Here<'c, '_>, answers: &Answers) -> Option<Part<'c>> {
    let pack = here.content.script.pack(PackIx(0))?;
    let options: Vec<PickOption<'c>> = pack
        .choosable()
        .filter(|(_, theme)| {
            answers
                .iter()
                .any(|(_, answer)| answer.theme == theme.ordinal)
        })
        .map(|(_, theme)| PickOption {
            label: theme.title.as_str().into(),
            note: "".into(),
            value: theme.ordinal.to_string(),
            on: false,
        })
        .take(OPTIONS_MAX)
        .collect();
    // One theme alone is no choice.
    (options.len() > 1).then_some(Part::Pick(Pick {
        of: Picked::Theme,
        title: words::BY_THEME,
        options,
        max: 1,
        typed: "",
    }))
}

/// The menu of how long answers are kept.
fn keep_pick<'c>(now: KeepFor) -> Part<'c> {
    let option = |time: KeepFor| PickOption {
        label: words::keep_label(time.days()).into(),
        note: "".into(),
        value: time
            .days()
            .map_or_else(|| "ever".to_owned(), |days| days.to_string()),
        on: time == now,
    };
    Part::Pick(Pick {
        of: Picked::KeepFor,
        title: words::KEEP,
        options: KeepFor::ALL.into_iter().map(option).collect(),
        max: 1,
        typed: "/reflect journal keep",
    })
}

/// The answers of one theme, the newest ones.
pub(super) fn of_theme<'c>(here: &Here<'c, '_>, theme: Option<u16>) -> Vec<Part<'c>> {
    hits(here, |answer| {
        theme.is_none_or(|theme| answer.theme == theme)
    })
}

/// The answers in which words stand.
pub(super) fn search<'c>(here: &Here<'c, '_>, text: &str) -> Vec<Part<'c>> {
    let wanted = text.trim().to_lowercase();
    hits(here, |answer| answer.words.to_lowercase().contains(&wanted))
}

fn hits<'c>(here: &Here<'c, '_>, is_hit: impl Fn(&Answer) -> bool) -> Vec<Part<'c>> {
    let mut answers = match all(here) {
        Ok(answers) => answers,
        Err(parts) => return parts,
    };
    answers.retain(|(_, answer)| is_hit(answer));
    let count = answers.len();
    answers.truncate(OPTIONS_MAX);
    let first = match count {
        0 => words::FOUND_NOTHING.to_owned(),
        count => words::found(count, answers.len()),
    };
    let mut parts = list(here, &answers, 0, first);
    let all = Way::new(words::ALL, Go::Own(Own::Journal(0))).typed("journal", "");
    let search = Way::new(words::SEARCH, Go::Own(Own::Search)).typed("journal", "search WORDS");
    let ways = vec![all, search];
    parts.push(Part::Ways { title: "", ways });
    parts
}

/// One answer, whole.
pub(super) fn entry<'c>(here: &Here<'c, '_>, id: AnswerId) -> Vec<Part<'c>> {
    with_entry(here, id, |answer, number| {
        let edit = Way::new(words::EDIT, Go::Own(Own::Edit(id)));
        let delete = Way::new(words::DELETE, Go::Own(Own::Delete(id)));
        let all = Way::new(words::ALL, Go::Own(Own::Journal(0)));
        let mut ways = vec![
            edit.typed("journal", &format!("edit {number} WORDS")),
            delete.typed("journal", &format!("delete {number}")),
            all.typed("journal", ""),
        ];
        if !here.keeping.may_keep(Consent::Answers) {
            ways.remove(0);
        }
        vec![
            Part::Card(card(here, answer)),
            Part::Ways { title: "", ways },
        ]
    })
}

/// Does something with one answer and its place in the list, counted from 1.
fn with_entry<'c>(
    here: &Here<'c, '_>,
    id: AnswerId,
    with: impl FnOnce(&Answer, usize) -> Vec<Part<'c>>,
) -> Vec<Part<'c>> {
    let answers = match all(here) {
        Ok(answers) => answers,
        Err(parts) => return parts,
    };
    let found = (1..).zip(&answers).find(|(_, (known, _))| *known == id);
    if let Some((number, (_, answer))) = found {
        return with(answer, number);
    }
    let mut parts = vec![Part::notice(words::GONE)];
    parts.extend(page(here, 0));
    parts
}

fn card(here: &Here<'_, '_>, answer: &Answer) -> Card {
    let (theme, question) = asked_in(here, answer);
    let mut lines = vec![words::words(&question, &answer.words)];
    lines.extend(answer.edited.map(|day| words::edited(&day.words())));
    Card {
        copy: true,
        ..Card::new(words::entry(&answer.day.words(), &theme), lines)
    }
}

/// Asks before an answer is deleted.
pub(super) fn delete<'c>(here: &Here<'c, '_>, id: AnswerId) -> Vec<Part<'c>> {
    with_entry(here, id, |answer, number| {
        // What keeps it stands where the first press was, so that a double click does no harm.
        let ways = vec![
            Way::new(words::DELETE_YES, Go::Own(Own::DeleteNow(id)))
                .typed("journal", &format!("delete {number} now")),
            Way::new(words::DELETE_NO, Go::Own(Own::Entry(id)))
                .typed("journal", &format!("show {number}")),
        ];
        vec![
            Part::Card(card(here, answer)),
            Part::notice(words::DELETE_SURE),
            Part::Ways { title: "", ways },
        ]
    })
}

/// Deletes an answer.
pub(super) fn delete_now<'c>(here: &mut Here<'c, '_>, id: AnswerId) -> Vec<Part<'c>> {
    here.keeping.save(Change::Delete(id));
    let all = Way::new(words::ALL, Go::Own(Own::Journal(0))).typed("journal", "");
    vec![
        Part::notice(words::DELETED),
        Part::Ways {
            title: "",
            ways: vec![all],
        },
    ]
}

/// Chooses how long answers are kept.
pub(super) fn keep_for<'c>(here: &mut Here<'c, '_>, days: &str) -> Vec<Part<'c>> {
    let wanted = |time: &KeepFor| match time.days() {
        Some(number) => number.to_string() == days,
        None => days == "ever" || days == "never",
    };
    let Some(time) = KeepFor::ALL.into_iter().find(wanted) else {
        return vec![Part::notice(words::HOW)];
    };
    if !here.keeping.may_keep(Consent::Answers) {
        return consent::missing(here, Consent::Answers);
    }
    here.keeping.save(Change::KeepFor(time));
    let kept = words::kept_for(time.days());
    let mut parts = vec![Part::notice(words::keep_now(&kept))];
    parts.extend(page(here, 0));
    parts
}

/// The field for what is looked for.
pub(super) fn searching() -> Writing {
    Writing {
        title: words::TITLE,
        label: words::SEARCH_LABEL,
        hint: "",
        value: String::new(),
        max: SEARCH_CHARS_MAX,
        short: true,
    }
}

/// The field with an answer's words.
pub(super) fn editing(here: &Here<'_, '_>, id: AnswerId) -> Option<Writing> {
    let answers = here.keeping.answers().ok()?;
    let (_, answer) = answers.into_iter().find(|(known, _)| *known == id)?;
    Some(Writing {
        title: words::TITLE,
        label: words::EDIT_LABEL,
        hint: "",
        value: answer.words.into(),
        max: EDIT_CHARS_MAX,
        short: false,
    })
}

/// Takes other words for an answer; words with danger in them are answered and not kept.
pub(super) fn edit<'c>(here: &mut Here<'c, '_>, id: AnswerId, text: &str) -> Vec<Part<'c>> {
    let heard = hear(here.content, text);
    if let Meaning::Crisis(kind) = heard.kind {
        let mut parts = heavy::ask(here, kind, heard.is_urgent());
        parts.insert(0, Part::notice(words::NOT_KEPT_HEAVY));
        return parts;
    }
    let text = text.trim();
    let is_there = here.keeping.answers();
    let is_there = is_there.is_ok_and(|all| all.iter().any(|(known, _)| *known == id));
    let fits = text.chars().count() <= usize::from(EDIT_CHARS_MAX);
    if text.is_empty() || !fits || !is_there || !here.keeping.may_keep(Consent::Answers) {
        let mut parts = vec![Part::notice(words::NOT_EDITED)];
        parts.extend(entry(here, id));
        return parts;
    }
    here.keeping.save(Change::Edit {
        id,
        words: text.into(),
    });
    let all = Way::new(words::ALL, Go::Own(Own::Journal(0))).typed("journal", "");
    vec![
        Part::notice(words::EDITED),
        Part::Ways {
            title: "",
            ways: vec![all],
        },
    ]
}

/// The answer that stands at a number in the list, counted from 1.
pub(super) fn numbered(here: &Here<'_, '_>, number: &str) -> Option<AnswerId> {
    let at: usize = number.parse().ok()?;
    let answers = here.keeping.answers().ok()?;
    answers.get(at.checked_sub(1)?).map(|(id, _)| *id)
}

/// A text of at most so many characters.
fn clipped(text: &str, max: usize) -> String {
    let mut chars = text.chars();
    let mut clipped: String = chars.by_ref().take(max).collect();
    if chars.next().is_some() {
        clipped.push('…');
    }
    clipped
}
