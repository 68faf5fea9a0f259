//! A store as the tests of it use it.

pub(crate) mod model;

use std::path::Path;

use alongside::member::{Address, Answer, Change, Consent, Day};
use alongside::schedule::Minute;
use alongside::store::{Bookmark, Options, Saved, Store, Swept};
use rusqlite::Connection;

/// The day of all tests.
pub(crate) const TODAY: Day = Day(20_779);
/// The name of the database.
pub(crate) const DATA: &str = "alongside.db";
/// The name of the key file.
pub(crate) const KEYS: &str = "alongside.keys";

pub(crate) fn options(folder: &Path) -> Options {
    Options::new(folder.join(DATA), folder.join(KEYS))
}

pub(crate) fn open(folder: &Path) -> Store {
    Store::open(options(folder)).unwrap()
}

pub(crate) fn who(user: &str) -> Address {
    Address {
        platform: "discord".into(),
        user: user.into(),
    }
}

pub(crate) fn agree(to: Consent) -> Change {
    let text = to.text();
    Change::Agree { to, text }
}

pub(crate) fn stand(token: &str) -> Change {
    Change::Stand {
        token: token.into(),
    }
}

pub(crate) fn answer(words: &str, mark: u64) -> Answer {
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

pub(crate) fn keep(words: &str, mark: u64) -> Change {
    Change::Keep(answer(words, mark))
}

#[track_caller]
pub(crate) fn save(store: &Store, user: &str, changes: &[Change]) -> Saved {
    let saving = store.save(&who(user), changes.to_vec(), TODAY);
    saving.wait().unwrap()
}

/// Sweeps all members on a day; those go who were not here for so many days.
pub(crate) fn sweep(store: &Store, today: Day, days: u16) -> Swept {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.build().unwrap();
    let (mut all, mut from) = (Swept::default(), Bookmark::default());
    loop {
        let sweep = store.sweep(from, Minute::new(today.0 * 1_440), days, true);
        let swept = runtime.block_on(sweep).unwrap();
        all.forgotten += swept.forgotten;
        all.expired += swept.expired;
        match swept.next {
            Some(next) => from = Bookmark(next),
            None => return all,
        }
    }
}

/// Whether SQLite finds both files of a closed store whole.
#[track_caller]
pub(crate) fn assert_whole(folder: &Path) {
    for name in [DATA, KEYS] {
        let connection = Connection::open(folder.join(name)).unwrap();
        let found: String = connection
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(found, "ok", "{name}");
        assert_eq!(count(&connection, "pragma_foreign_key_check"), 0, "{name}");
    }
}

/// How many rows a table has.
pub(crate) fn count(connection: &Connection, table: &str) -> usize {
    let sql = format!("SELECT count(*) FROM {table}");
    let rows: i64 = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
    usize::try_from(rows).unwrap()
}

/// All bytes of all files in a folder.
pub(crate) fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect();
    all.sort();
    all
}
