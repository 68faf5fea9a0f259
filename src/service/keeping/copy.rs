//! A copy of everything that is kept about a member: to read, and as data.
//!
//! Every field is named where it is taken apart, so that a new one that is not copied does not compile.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::member::{
    Agreed, Answer, AnswerId, Consent, Latest, Place, Progress, Record, Reminder, Run, Seen,
    Sending, ThemeProgress, Trail, Yes,
};
use crate::service::keeping::{journal, name, nowhere};
use crate::service::reply::{Card, File, Part};
use crate::service::turn::Here;
use crate::words::{journal as journal_words, privacy as words};

/// The copy, in two files.
pub(super) fn page<'c>(here: &Here<'c, '_>) -> Vec<Part<'c>> {
    let record = &here.keeping.record;
    let held = here.notebook.all(here.member, here.now);
    if record.is_empty() && held.is_empty() {
        return vec![Part::notice(words::COPY_NOTHING)];
    }
    let Ok(answers) = here.keeping.answers() else {
        return nowhere(here);
    };
    let data = json!({
        "kept": record_json(here, record),
        "last_here": here.keeping.seen.map(|day| day.date().to_string()),
        "answers": answers.iter().map(|answer| answer_json(here, answer)).collect::<Vec<_>>(),
        "in_memory_for_a_day": held,
    });
    let text = markdown(&data);
    let data = serde_json::to_vec_pretty(&data).unwrap_or_default();
    let file = |name, bytes| {
        Part::File(File {
            name,
            bytes,
            alt: None,
        })
    };
    vec![
        Part::Card(Card::new(
            words::COPY_TITLE,
            vec![words::COPY_WHAT.to_owned()],
        )),
        file(words::COPY_TEXT_NAME, text.into_bytes()),
        file(words::COPY_DATA_NAME, data),
    ]
}

fn record_json(here: &Here<'_, '_>, record: &Record) -> Value {
    let Record {
        agreed,
        progress,
        keep_for,
        latest,
        reminder,
    } = record;
    json!({
        "agreed": agreed_json(agreed),
        "progress": progress_json(here, progress),
        "answers_kept_for_days": keep_for.days(),
        "answers_given_last": latest.iter().map(latest_json).collect::<Vec<_>>(),
        "reminders": reminder.as_ref().map(reminder_json),
    })
}

fn agreed_json(agreed: &Agreed) -> Value {
    let Agreed {
        progress,
        answers,
        reminders,
    } = agreed;
    let yes = |yes: &Option<Yes>| {
        yes.map(|Yes { text, day }| json!({ "version": text, "on": day.date().to_string() }))
    };
    json!({
        name(Consent::Progress): yes(progress),
        name(Consent::Answers): yes(answers),
        name(Consent::Reminders): yes(reminders),
    })
}

fn progress_json(here: &Here<'_, '_>, progress: &Progress) -> Value {
    let Progress { place, trails } = progress;
    let place = place.as_ref().map(
        |Place { token, day }| json!({ "resume_code": token, "left_on": day.date().to_string() }),
    );
    let trail = |Trail { pack, themes, seen }: &Trail| {
        json!({
            "pack": pack,
            "themes": themes.iter().map(|theme| theme_json(here, pack, theme)).collect::<Vec<_>>(),
            "questions_seen": seen.iter().map(seen_json).collect::<Vec<_>>(),
        })
    };
    json!({ "place": place, "packs": trails.iter().map(trail).collect::<Vec<_>>() })
}

fn theme_json(here: &Here<'_, '_>, pack: &str, theme: &ThemeProgress) -> Value {
    let ThemeProgress {
        theme,
        begun,
        finished,
        runs,
    } = theme;
    let run = |Run {
                   day,
                   before,
                   after,
                   mark,
               }: &Run| {
        json!({ "on": day.date().to_string(), "before": before, "after": after, "mark": mark })
    };
    json!({
        "title": title(here, pack, *theme),
        "theme": theme,
        "begun": begun.date().to_string(),
        "finished": finished.map(|day| day.date().to_string()),
        "times": runs.iter().map(run).collect::<Vec<_>>(),
    })
}

/// The title of a theme that is still there.
fn title<'c>(here: &Here<'c, '_>, pack: &str, theme: u16) -> Option<&'c str> {
    let mut packs = here.content.script.packs.iter();
    let pack = packs.find(|known| *known.id == *pack)?;
    let known = pack.theme_by_ordinal.get(usize::from(theme));
    Some(pack.theme(known.copied().flatten()?).title.as_str())
}

fn seen_json(Seen { theme, nodes }: &Seen) -> Value {
    let numbers: Vec<u32> = (0..128).filter(|node| nodes >> node & 1 == 1).collect();
    json!({ "theme": theme, "questions": numbers })
}

fn latest_json(
    Latest {
        id,
        theme,
        node,
        mark,
    }: &Latest,
) -> Value {
    json!({ "answer": id.0, "theme": theme, "question": node, "mark": mark })
}

fn reminder_json(reminder: &Reminder) -> Value {
    let Reminder {
        address,
        plan,
        last,
        next,
        snoozed,
        unanswered,
        stopped,
        is_news,
        sending,
    } = reminder;
    json!({
        "platform": address.platform,
        "user_id": address.user,
        "days": plan.days.words(),
        "hour": plan.hour.words(),
        "zone": plan.zone.name(),
        "quiet": plan.quiet.map(crate::schedule::Quiet::words),
        "last_date": last.and_then(crate::schedule::Date::civil).map(|date| date.to_string()),
        "next": next.map(|slot| slot.at.timestamp().to_string()),
        "once_more": snoozed.map(|at| at.timestamp().to_string()),
        "unanswered": unanswered,
        "stopped": stopped.map(|why| format!("{why:?}")),
        "still_to_be_told": is_news,
        "being_sent": sending.map(sending_json),
    })
}

fn sending_json(
    Sending {
        due,
        at,
        is_unsent,
        number,
    }: Sending,
) -> Value {
    json!({
        "due": due.timestamp().to_string(),
        "since": at.timestamp().to_string(),
        "did_not_leave": is_unsent,
        "number": number,
    })
}

fn answer_json(here: &Here<'_, '_>, (id, answer): &(AnswerId, Answer)) -> Value {
    let (theme_title, question_text) = journal::asked_in(here, answer);
    let Answer {
        pack,
        theme,
        node,
        mark,
        day,
        edited,
        words,
    } = answer;
    json!({
        "number": id.0,
        "on": day.date().to_string(),
        "changed_on": edited.map(|day| day.date().to_string()),
        "theme": theme_title,
        "question": question_text,
        "words": words,
        "pack": pack,
        "theme_number": theme,
        "question_number": node,
        "mark": mark,
    })
}

/// The same to read: every fact of the data on a line of its own.
fn markdown(data: &Value) -> String {
    let mut out = format!("# {}\n\n{}\n", words::COPY_TITLE, words::COPY_WHAT);
    let answers = data.get("answers").and_then(Value::as_array);
    for answer in answers.into_iter().flatten() {
        let text = |name: &str| answer.get(name).and_then(Value::as_str).unwrap_or("");
        let head = journal_words::entry(text("on"), text("theme"));
        let said = text("words").replace('\n', "\n> ");
        let _infallible = write!(out, "\n## {head}\n\n{}\n\n> {said}\n", text("question"));
    }
    out.push_str("\n## All facts\n\n");
    facts(data, "", &mut out);
    out
}

/// Every value with the way to it.
fn facts(value: &Value, way: &str, out: &mut String) {
    let step = |name: &str| match way {
        "" => name.to_owned(),
        way => format!("{way}, {name}"),
    };
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                facts(value, &step(&name.replace('_', " ")), out);
            }
        }
        Value::Array(items) => {
            for (number, value) in (1..).zip(items) {
                facts(value, &step(&number.to_string()), out);
            }
        }
        Value::Null => {}
        Value::String(text) => {
            let _infallible = writeln!(out, "- {way}: {text}");
        }
        other => {
            let _infallible = writeln!(out, "- {way}: {other}");
        }
    }
}
