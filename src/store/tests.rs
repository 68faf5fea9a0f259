//! The store, as it is used.

use std::path::Path;

use crate::member::{Address, Answer, Change, Consent, Day, KeepFor, Record};
use crate::schedule::Minute;
use crate::store::look::look;
use crate::store::{Bookmark, Cause, Fault, Options, Store, Swept};

const TODAY: Day = Day(20_779);

fn who(user: &str) -> Address {
    Address {
        platform: "discord".into(),
        user: user.into(),
    }
}

fn options(folder: &Path) -> Options {
    Options::new(folder.join("alongside.db"), folder.join("alongside.keys"))
}

fn agree(to: Consent) -> Change {
    let text = to.text();
    Change::Agree { to, text }
}

fn stand(token: &str) -> Change {
    Change::Stand {
        token: token.into(),
    }
}

fn answer(words: &str, mark: u64) -> Answer {
    Answer {
        pack: "p".into(),
        theme: 7,
        node: 3,
        mark,
        day: TODAY,
        edited: None,
        words: words.into(),
    }
}

fn save(store: &Store, user: &str, changes: &[Change]) {
    let saved = store.save(&who(user), changes.to_vec(), TODAY).wait();
    saved.unwrap();
}

fn sweep(store: &Store, today: Day) -> Swept {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime
        .block_on(store.sweep(Bookmark::default(), Minute::new(today.0 * 1_440), 100, true))
        .unwrap()
}

fn record(store: &Store, user: &str) -> Option<Record> {
    store.record(&who(user)).unwrap()
}

#[test]
fn what_was_agreed_to_is_there_again_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(options(folder.path())).unwrap();
    save(&store, "1", &[agree(Consent::Progress)]);
    save(&store, "1", &[stand("t1")]);
    drop(store);
    let names: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(
        names.len(),
        2,
        "no logs stay beside closed files: {names:?}"
    );
    let store = Store::open(options(folder.path())).unwrap();
    let place = record(&store, "1").unwrap().progress.place.unwrap();
    assert_eq!((&*place.token, place.day), ("t1", TODAY));
    assert_eq!(record(&store, "2"), None);
}

#[test]
fn without_a_yes_nothing_is_made() {
    let store = Store::in_memory().unwrap();
    save(
        &store,
        "1",
        &[stand("t1"), Change::Keep(answer("a", 1)), Change::Visit],
    );
    assert_eq!(record(&store, "1"), None);
    assert!(store.answers(&who("1")).unwrap().is_empty());
}

#[test]
fn answers_are_kept_edited_found_again_and_deleted_one_by_one() {
    let store = Store::in_memory().unwrap();
    save(
        &store,
        "1",
        &[agree(Consent::Answers), Change::Keep(answer("one", 1))],
    );
    save(
        &store,
        "1",
        &[
            Change::Keep(answer("two", 2)),
            Change::Keep(answer("one again", 1)),
        ],
    );
    let words = |store: &Store| -> Vec<String> {
        let answers = store.answers(&who("1")).unwrap();
        let mut words: Vec<String> = answers
            .iter()
            .map(|(_, one)| one.words.to_string())
            .collect();
        words.sort();
        words
    };
    assert_eq!(words(&store), ["one again", "two"]);
    let (id, _) = store
        .answers(&who("1"))
        .unwrap()
        .into_iter()
        .find(|(_, one)| &*one.words == "two")
        .unwrap();
    save(
        &store,
        "1",
        &[Change::Edit {
            id,
            words: "three".into(),
        }],
    );
    assert_eq!(words(&store), ["one again", "three"]);
    // Another member with a copied number reaches nothing.
    save(
        &store,
        "2",
        &[
            agree(Consent::Answers),
            Change::Delete(id),
            Change::Edit {
                id,
                words: "mine".into(),
            },
        ],
    );
    assert_eq!(words(&store), ["one again", "three"]);
    save(&store, "1", &[Change::Delete(id)]);
    assert_eq!(words(&store), ["one again"]);
    let undo = Change::Unkeep {
        pack: "p".into(),
        theme: 7,
        node: 3,
        mark: 1,
    };
    save(&store, "1", &[undo]);
    assert!(words(&store).is_empty());
}

#[test]
fn a_yes_taken_back_takes_the_answers_and_the_last_one_takes_the_member() {
    let store = Store::in_memory().unwrap();
    save(
        &store,
        "1",
        &[
            agree(Consent::Answers),
            agree(Consent::Progress),
            Change::Keep(answer("one", 1)),
        ],
    );
    save(&store, "1", &[Change::TakeBack(Consent::Answers)]);
    assert!(store.answers(&who("1")).unwrap().is_empty());
    assert!(record(&store, "1").is_some());
    save(&store, "1", &[Change::TakeBack(Consent::Progress)]);
    assert_eq!(record(&store, "1"), None);
}

#[test]
fn a_journal_has_its_bounds() {
    let store = Store::in_memory().unwrap();
    save(&store, "1", &[agree(Consent::Answers)]);
    let long = "x".repeat(4_000);
    let mut refused = 0;
    for mark in 0..600 {
        let keep = Change::Keep(answer(&long, mark));
        let saved = store.save(&who("1"), vec![keep], TODAY).wait().unwrap();
        refused += u32::from(saved.is_full);
    }
    let answers = store.answers(&who("1")).unwrap();
    assert!(
        answers.len() < 300 && refused > 300,
        "{} {refused}",
        answers.len()
    );
    save(&store, "2", &[agree(Consent::Answers)]);
    for mark in 0..600 {
        save(&store, "2", &[Change::Keep(answer("x", mark))]);
    }
    assert_eq!(
        store.answers(&who("2")).unwrap().len(),
        crate::member::ANSWERS_MAX
    );
}

#[test]
fn whoever_was_forgotten_can_come_back_and_is_not_forgotten_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(options(folder.path())).unwrap();
    save(&store, "1", &[agree(Consent::Progress), stand("t1")]);
    let forget = || {
        store
            .save(&who("1"), vec![Change::Forget], TODAY)
            .wait()
            .unwrap()
    };
    assert!(forget().forgot);
    assert!(!forget().forgot);
    assert_eq!(record(&store, "1"), None);
    save(&store, "1", &[agree(Consent::Progress), stand("t2")]);
    drop(store);
    let store = Store::open(options(folder.path())).unwrap();
    assert_eq!(
        &*record(&store, "1").unwrap().progress.place.unwrap().token,
        "t2"
    );
}

#[test]
fn whoever_was_not_here_for_long_is_forgotten_and_old_answers_go() {
    let store = Store::in_memory().unwrap();
    let late = Day(TODAY.0 + 100);
    let keep = |day: Day, mark| {
        Change::Keep(Answer {
            day,
            ..answer("w", mark)
        })
    };
    save(&store, "gone", &[agree(Consent::Progress)]);
    let here = [
        agree(Consent::Answers),
        keep(TODAY, 1),
        keep(late, 2),
        Change::KeepFor(KeepFor::Days30),
    ];
    store
        .save(&who("here"), here.to_vec(), late)
        .wait()
        .unwrap();
    let swept = sweep(&store, late);
    assert_eq!((swept.forgotten, swept.expired, swept.next), (1, 1, None));
    assert_eq!(store.record(&who("gone")).unwrap(), None);
    assert_eq!(store.answers(&who("here")).unwrap().len(), 1);
    let ahead = Day(late.0 + 90_000);
    let late = Day(late.0 + 1);
    store
        .save(&who("here"), vec![Change::Visit], ahead)
        .wait()
        .unwrap();
    sweep(&store, late);
    assert_eq!(store.seen(&who("here")).unwrap(), Some(late));
}

#[test]
fn a_full_disk_refuses_and_goes_on_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let small = Options {
        pages_max: Some(24),
        ..options(folder.path())
    };
    let store = Store::open(small).unwrap();
    let mut faults = 0;
    for user in 0..200 {
        let changes = vec![
            agree(Consent::Answers),
            Change::Keep(answer(&"x".repeat(2_000), 1)),
        ];
        let saved = store.save(&who(&user.to_string()), changes, TODAY).wait();
        match saved {
            Ok(_) => assert_eq!(store.answers(&who(&user.to_string())).unwrap().len(), 1),
            Err(fault) => {
                assert_eq!(fault, Fault::Full);
                assert_eq!(record(&store, &user.to_string()), None);
                faults += 1;
            }
        }
    }
    assert!(faults > 100, "{faults}");
    save(&store, "0", &[Change::Forget]);
    save(&store, "201", &[agree(Consent::Progress)]);
}

#[test]
fn another_databases_keys_are_refused() {
    let [one, other] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    for folder in [&one, &other] {
        let store = Store::open(options(folder.path())).unwrap();
        save(&store, "1", &[agree(Consent::Progress)]);
    }
    let mixed = Options::new(
        one.path().join("alongside.db"),
        other.path().join("alongside.keys"),
    );
    assert_eq!(Store::open(mixed).unwrap_err().cause, Cause::OtherPair);
}

#[test]
fn a_file_that_a_kill_left_too_short_is_taken_while_its_log_has_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(options(folder.path())).unwrap();
    save(&store, "1", &[agree(Consent::Progress)]);
    drop(store);
    let path = folder.path().join("alongside.db");
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() - 4_096]).unwrap();
    assert_eq!(look(&path), Err(Cause::Truncated));
    std::fs::write(folder.path().join("alongside.db-wal"), "frames").unwrap();
    assert!(look(&path).is_ok());
}
