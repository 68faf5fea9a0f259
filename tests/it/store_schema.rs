//! Every column and every field has its place: who adds one must say how it is erased, and how it reaches a member's copy.

use std::collections::BTreeSet;
use std::path::Path;

use alongside::member::{
    Address, Agreed, AnswerId, Consent, Day, KeepFor, Latest, Place, Progress, Record, Reminder,
    Run, Seen, Sending, Stopped, ThemeProgress, Trail, Yes,
};
use alongside::schedule::{Date, Days, Hour, Minute, Plan, Quiet, Slot};
use rusqlite::Connection;
use serde_json::Value;

use crate::store_use::{DATA, KEYS, TODAY, answer, open};

/// How something is erased, and how it reaches the copy that a member gets.
const COLUMNS: [(&str, &str, &str, &str); 13] = [
    (
        "alongside.db",
        "meta",
        "name",
        "technical: the names of facts about the file",
    ),
    (
        "alongside.db",
        "meta",
        "value",
        "technical: the pair's number, whether the file is in use",
    ),
    (
        "alongside.db",
        "member",
        "id",
        "technical: random; goes with the row",
    ),
    (
        "alongside.db",
        "member",
        "seen",
        "goes with the row; in the copy as the day of the last visit",
    ),
    (
        "alongside.db",
        "member",
        "due",
        "goes with the row; in the copy with the reminder",
    ),
    (
        "alongside.db",
        "member",
        "sealed",
        "goes with the row and the key; in the copy as the record",
    ),
    (
        "alongside.db",
        "answer",
        "id",
        "technical: random; goes with the row",
    ),
    (
        "alongside.db",
        "answer",
        "member",
        "technical: the row of the member; goes with the row",
    ),
    (
        "alongside.db",
        "answer",
        "sealed",
        "goes with the row and the key; in the copy as an answer",
    ),
    (
        "alongside.keys",
        "key",
        "id",
        "technical: random; stays as a tombstone, which names nobody",
    ),
    (
        "alongside.keys",
        "key",
        "member",
        "goes with the row; the copy is for whoever it names",
    ),
    (
        "alongside.keys",
        "key",
        "secret",
        "goes with the row; never in a copy, it opens the rest",
    ),
    (
        "alongside.keys",
        "tombstone",
        "id",
        "stays, so that old copies are forgotten, too; names nobody",
    ),
];

/// The columns that both files have alike, or that say nothing of a member.
const TECHNICAL: [(&str, &str, &str, &str); 3] = [
    (
        "alongside.keys",
        "meta",
        "name",
        "technical: the names of facts about the file",
    ),
    (
        "alongside.keys",
        "meta",
        "value",
        "technical: the pair's number, the secret of the hashes",
    ),
    (
        "alongside.keys",
        "tombstone",
        "day",
        "stays: the day on which a key was destroyed",
    ),
];

/// Every table with its columns, as SQLite knows them.
fn columns(folder: &Path, file: &str) -> BTreeSet<String> {
    let connection = Connection::open(folder.join(file)).unwrap();
    let sql = "SELECT m.name, c.name, c.pk FROM sqlite_master m, pragma_table_xinfo(m.name) c \
               WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    let mut query = connection.prepare(sql).unwrap();
    let rows = query.query_map([], |row| {
        let [table, column]: [String; 2] = [row.get(0)?, row.get(1)?];
        Ok(format!("{file} {table}.{column}"))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn every_column_is_erased_and_copied_in_a_known_way() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()));
    let mut found = columns(folder.path(), DATA);
    found.extend(columns(folder.path(), KEYS));
    let known = COLUMNS.iter().chain(&TECHNICAL);
    let known = known.map(|(file, table, column, fate)| {
        assert!(!fate.is_empty());
        format!("{file} {table}.{column}")
    });
    assert_eq!(found, known.collect::<BTreeSet<_>>());
}

/// A record in which nothing is missing.
fn full() -> Record {
    let yes = Some(Yes {
        text: 1,
        day: TODAY,
    });
    let hour = |hour| Hour::new(hour).unwrap();
    Record {
        agreed: Agreed {
            progress: yes,
            answers: yes,
            reminders: yes,
        },
        progress: progress(),
        keep_for: KeepFor::Days30,
        latest: vec![Latest {
            id: AnswerId(1),
            theme: 1,
            node: 2,
            mark: 3,
        }],
        reminder: Some(Reminder {
            address: Address {
                platform: "p".into(),
                user: "u".into(),
            },
            plan: Plan {
                days: Days::EVERY,
                hour: hour(19),
                zone: "Europe/Berlin".parse().unwrap(),
                quiet: Some(Quiet::new(hour(22), hour(7)).unwrap()),
            },
            last: Some(Date::of_days(1)),
            next: Some(Slot {
                date: Date::of_days(2),
                at: Minute::new(3),
            }),
            snoozed: Some(Minute::new(4)),
            unanswered: 1,
            stopped: Some(Stopped::Closed),
            is_news: true,
            sending: Some(Sending {
                due: Minute::new(4),
                at: Minute::new(5),
                is_unsent: true,
                number: 6,
            }),
        }),
    }
}

fn progress() -> Progress {
    let run = Run {
        day: TODAY,
        before: Some(1),
        after: Some(2),
        mark: 3,
    };
    let theme = ThemeProgress {
        theme: 1,
        begun: TODAY,
        finished: Some(Day(1)),
        runs: vec![run],
    };
    let trail = Trail {
        pack: "p".into(),
        themes: vec![theme],
        seen: vec![Seen { theme: 1, nodes: 2 }],
    };
    Progress {
        place: Some(Place {
            token: "t".into(),
            day: TODAY,
        }),
        trails: vec![trail],
    }
}

/// The paths of all values in a piece of JSON.
fn paths(value: &Value, at: &str, out: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                paths(value, &format!("{at}.{name}"), out);
            }
        }
        Value::Array(values) => {
            assert!(!values.is_empty(), "{at} says nothing");
            for value in values {
                paths(value, &format!("{at}[]"), out);
            }
        }
        Value::Null => panic!("{at} is not filled in: the list below would miss it"),
        _ => drop(out.insert(at.to_owned())),
    }
}

#[track_caller]
fn check(value: &Value, expected: &[&str]) {
    let mut found = BTreeSet::new();
    paths(value, "", &mut found);
    let expected: BTreeSet<String> = expected.iter().map(|path| format!(".{path}")).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_field_of_a_record_is_known_to_the_copy() {
    let record = serde_json::to_value(full()).unwrap();
    check(
        &record,
        &[
            "agreed.progress.text",
            "agreed.progress.day",
            "agreed.answers.text",
            "agreed.answers.day",
            "agreed.reminders.text",
            "agreed.reminders.day",
            "progress.place.token",
            "progress.place.day",
            "progress.trails[].pack",
            "progress.trails[].themes[].theme",
            "progress.trails[].themes[].begun",
            "progress.trails[].themes[].finished",
            "progress.trails[].themes[].runs[].day",
            "progress.trails[].themes[].runs[].before",
            "progress.trails[].themes[].runs[].after",
            "progress.trails[].themes[].runs[].mark",
            "progress.trails[].seen[].theme",
            "progress.trails[].seen[].nodes",
            "keep_for",
            "latest[].id",
            "latest[].theme",
            "latest[].node",
            "latest[].mark",
            "reminder.address.platform",
            "reminder.address.user",
            "reminder.plan.days",
            "reminder.plan.hour",
            "reminder.plan.zone",
            "reminder.plan.quiet[]",
            "reminder.last",
            "reminder.next.date",
            "reminder.next.at",
            "reminder.snoozed",
            "reminder.unanswered",
            "reminder.stopped",
            "reminder.is_news",
            "reminder.sending.at",
            "reminder.sending.due",
            "reminder.sending.is_unsent",
            "reminder.sending.number",
        ],
    );
    assert_eq!(Consent::ALL.len(), 3);
}

#[test]
fn every_field_of_an_answer_is_known_to_the_copy() {
    let mut answer = answer("w", 1);
    answer.edited = Some(TODAY);
    let fields = ["pack", "theme", "node", "mark", "day", "edited", "words"];
    check(&serde_json::to_value(answer).unwrap(), &fields);
}
