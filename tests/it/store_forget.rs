//! What is erased stands nowhere any more: not in a file, not in a log, not in an old copy with today's keys.

use std::collections::HashSet;
use std::path::Path;

use alongside::member::{AnswerId, Change, Consent, Day, KeepFor};
use alongside::store::{Cause, Store};
use rusqlite::Connection;

use crate::common::Dice;
use crate::store_use::{
    DATA, KEYS, TODAY, agree, answer, bytes, keep, open, options, save, stand, sweep, who,
};

/// How long a run of bytes is that must not be found again.
const WINDOW: usize = 16;
/// How many members the larger stores have: so many that pages are split and joined.
const MANY: usize = 240;

/// What SQL finds in one of the files, as bytes.
fn found(folder: &Path, name: &str, sql: &str) -> Vec<Vec<u8>> {
    let connection = Connection::open(folder.join(name)).unwrap();
    let mut query = connection.prepare(sql).unwrap();
    let rows = query.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// Everything sealed that stands in the rows now.
fn sealed(folder: &Path) -> HashSet<Vec<u8>> {
    let sealed = "SELECT sealed FROM member UNION ALL SELECT sealed FROM answer";
    found(folder, DATA, sealed).into_iter().collect()
}

/// Every key.
fn secrets(folder: &Path) -> HashSet<Vec<u8>> {
    let keys = "SELECT secret FROM key";
    found(folder, KEYS, keys).into_iter().collect()
}

/// The files in which a part of some of the secrets stands, with how many windows of them.
fn traces(folder: &Path, secrets: &HashSet<Vec<u8>>) -> Vec<(String, usize)> {
    let windows: HashSet<&[u8]> = secrets.iter().flat_map(|one| one.windows(WINDOW)).collect();
    let count = |bytes: &[u8]| {
        let found = bytes.windows(WINDOW).filter(|part| windows.contains(part));
        found.count()
    };
    let files = bytes(folder).into_iter();
    files
        .map(|(name, bytes)| (name, count(&bytes)))
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// Does something, and finds nothing of what stood somewhere before and stands there no more: at once, and when closed.
#[track_caller]
fn assert_erased(
    folder: &Path,
    store: Store,
    what: fn(&Path) -> HashSet<Vec<u8>>,
    erase: impl FnOnce(&Store),
) -> Store {
    let before = what(folder);
    assert!(
        !traces(folder, &before).is_empty(),
        "nothing is found at all"
    );
    erase(&store);
    let after = what(folder);
    let gone: HashSet<Vec<u8>> = before.difference(&after).cloned().collect();
    assert!(!gone.is_empty(), "nothing was erased");
    assert_eq!(traces(folder, &gone), [], "while the store is open");
    drop(store);
    assert_eq!(traces(folder, &gone), [], "when the store is closed");
    open(folder)
}

/// Words from a few characters to the longest that a platform takes.
fn words(of: usize) -> String {
    let chars = [20, 120, 900, 4_000][of % 4];
    let word = format!("canary-{of}-");
    word.chars().cycle().take(chars).collect()
}

/// Members with places and answers.
fn fill(store: &Store, members: impl IntoIterator<Item = usize>) {
    let all = [agree(Consent::Progress), agree(Consent::Answers)];
    for of in members {
        let user = of.to_string();
        save(store, &user, &all);
        save(store, &user, &[stand(&words(of % 2))]);
        for mark in 0..u64::try_from(of % 4).unwrap() {
            save(store, &user, &[keep(&words(of), mark)]);
        }
    }
}

/// SQLite leaves copies of rows in the gaps of pages that it has split, and what stands in a gap is not erased with its row.
/// Keys are short and alike, so that none is left; of what they sealed, a little is, and nothing opens it any more.
#[test]
fn the_key_of_whoever_is_forgotten_stands_in_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut store = open(folder);
    fill(&store, 0..MANY);
    let mut dice = Dice::new(5);
    let mut left: Vec<usize> = (0..MANY).collect();
    while left.len() > 10 {
        let few: Vec<usize> = (0..left.len().min(30))
            .map(|_| left.swap_remove(dice.below(left.len())))
            .collect();
        store = assert_erased(folder, store, secrets, |store| {
            for of in few {
                assert!(save(store, &of.to_string(), &[Change::Forget]).forgot);
            }
        });
    }
    for of in left {
        let who = who(&of.to_string());
        let place = store.record(&who).unwrap().unwrap().progress.place.unwrap();
        assert_eq!(*place.token, *words(of % 2));
        let answers = store.answers(&who).unwrap();
        assert_eq!(answers.len(), of % 4);
        assert!(
            answers
                .iter()
                .all(|(_, answer)| *answer.words == *words(of))
        );
    }
}

#[test]
fn what_goes_stands_in_no_file_as_long_as_no_page_was_split() {
    let id = |store: &Store| store.answers(&who("3")).unwrap()[0].0;
    let deeds: [fn(&Store, AnswerId); 8] = [
        |store, id| {
            save(store, "3", &[Change::Delete(id)]);
        },
        |store, id| {
            let words = "other".into();
            save(store, "3", &[Change::Edit { id, words }]);
        },
        |store, _| {
            save(store, "3", &[keep("instead", 0)]);
        },
        |store, _| {
            save(store, "3", &[Change::TakeBack(Consent::Answers)]);
        },
        |store, _| {
            save(store, "3", &[Change::TakeBack(Consent::Progress)]);
        },
        |store, _| {
            save(store, "3", &[Change::Forget]);
        },
        |store, _| {
            save(store, "3", &[Change::KeepFor(KeepFor::Days30)]);
            assert_eq!(sweep(store, Day(TODAY.0 + 40), 180).expired, 3);
        },
        |store, _| {
            sweep(store, Day(TODAY.0 + 200), 180);
        },
    ];
    for deed in deeds {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        fill(&store, [1, 3]);
        assert_erased(folder.path(), store, sealed, |store| deed(store, id(store)));
    }
}

#[test]
fn an_old_copy_yields_nothing_of_whoever_was_forgotten_since() {
    let [folder, old] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let (folder, old) = (folder.path(), old.path());
    let store = open(folder);
    fill(&store, 0..20);
    drop(store);
    std::fs::copy(folder.join(DATA), old.join(DATA)).unwrap();
    let store = open(folder);
    save(&store, "7", &[Change::Forget]);
    save(&store, "11", &[Change::Forget]);
    save(&store, "11", &[agree(Consent::Progress), stand("again")]);
    drop(store);
    let before = sealed(old);
    std::fs::copy(old.join(DATA), folder.join(DATA)).unwrap();
    let store = open(folder);
    let gone: HashSet<Vec<u8>> = before.difference(&sealed(folder)).cloned().collect();
    assert!(gone.len() > 4);
    assert_eq!(traces(folder, &gone), []);
    for forgotten in ["7", "11"] {
        assert_eq!(store.record(&who(forgotten)).unwrap(), None);
        assert!(store.answers(&who(forgotten)).unwrap().is_empty());
    }
    assert_eq!(store.answers(&who("15")).unwrap().len(), 3);
    // Whoever came back is not forgotten again.
    save(&store, "11", &[agree(Consent::Progress), stand("here")]);
    drop(store);
    assert!(open(folder).record(&who("11")).unwrap().is_some());
}

#[test]
fn a_member_who_was_forgotten_and_came_back_stays_with_an_old_copy() {
    let [folder, old] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let (folder, old) = (folder.path(), old.path());
    let store = open(folder);
    save(&store, "1", &[agree(Consent::Progress), stand("first")]);
    save(&store, "1", &[Change::Forget]);
    save(&store, "1", &[agree(Consent::Progress), stand("second")]);
    drop(store);
    std::fs::copy(folder.join(DATA), old.join(DATA)).unwrap();
    save(&open(folder), "2", &[agree(Consent::Progress)]);
    std::fs::copy(old.join(DATA), folder.join(DATA)).unwrap();
    let record = open(folder).record(&who("1")).unwrap().unwrap();
    assert_eq!(&*record.progress.place.unwrap().token, "second");
}

#[test]
fn without_the_keys_the_database_is_refused_and_says_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let store = open(folder);
    fill(&store, 0..8);
    drop(store);
    std::fs::remove_file(folder.join(KEYS)).unwrap();
    let refused = Store::open(options(folder)).unwrap_err();
    assert_eq!(refused.cause, Cause::KeysMissing);
}

#[test]
fn no_word_and_no_id_of_a_member_stands_in_clear() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let user = "314159265358979323";
    let store = open(folder);
    let clear = |when: &str| {
        for (name, bytes) in bytes(folder) {
            for word in [
                "canary-",
                "discord",
                user,
                "token-in-clear",
                "run-from-love",
            ] {
                let mut windows = bytes.windows(word.len());
                assert!(
                    !windows.any(|part| part == word.as_bytes()),
                    "{word} in {name} {when}"
                );
            }
        }
    };
    let pack = || "run-from-love".into();
    for changes in [
        vec![agree(Consent::Progress), stand("token-in-clear")],
        vec![Change::Begin {
            pack: pack(),
            theme: 3,
        }],
        vec![
            agree(Consent::Answers),
            keep(&words(3), 1),
            keep(&words(1), 2),
        ],
        vec![Change::Visit],
    ] {
        save(&store, user, &changes);
        clear("while open");
    }
    drop(store);
    clear("when closed");
    let store = open(folder);
    save(&store, user, &[Change::Forget]);
    clear("after forgetting");
}

#[test]
fn whoever_agreed_to_nothing_changes_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let store = open(folder);
    fill(&store, 0..5);
    // The file beside the log only says who reads it just now.
    let files = || {
        let mut files = bytes(folder);
        files.retain(|(name, _)| !name.ends_with("-shm"));
        files
    };
    let before = files();
    let old = Consent::Progress;
    let text = old.text() - 1;
    let pack = || "p".into();
    let theme = 1;
    for change in [
        Change::Agree { to: old, text },
        Change::TakeBack(Consent::Answers),
        Change::Forget,
        Change::Visit,
        stand("t"),
        Change::Leave,
        Change::Begin {
            pack: pack(),
            theme,
        },
        Change::See {
            pack: pack(),
            theme,
            node: 2,
        },
        Change::Unsee {
            pack: pack(),
            theme: None,
        },
        Change::Keep(answer("w", 1)),
        Change::Unkeep {
            pack: pack(),
            theme,
            node: 2,
            mark: 1,
        },
        Change::KeepFor(KeepFor::Ever),
        Change::RemindOff,
        Change::Heard,
        Change::Told,
        Change::Sent,
        Change::NotSent(None),
    ] {
        assert_eq!(
            save(&store, "nobody", &[change]),
            alongside::store::Saved::default()
        );
        assert_eq!(store.record(&who("nobody")).unwrap(), None);
        assert!(store.answers(&who("nobody")).unwrap().is_empty());
    }
    assert!(files() == before);
    save(&store, "1", &[Change::Visit]);
    assert!(files() != before, "a member's change is seen by this test");
}
