//! Files that are wrong: each is refused with its own cause and a remedy, or survived, and never changed by a look at it.

use std::any::Any;
use std::fs::{self, File, OpenOptions, Permissions};
use std::os::unix::fs::{FileExt as _, PermissionsExt as _, symlink};
use std::path::Path;

use alongside::member::Consent;
use alongside::store::Store;
use rusqlite::Connection;

use crate::store_use::{DATA, KEYS, agree, bytes, keep, open, options, save, stand, who};

/// What is done to the files, and what it leaves open.
type Harm = fn(&Path) -> Box<dyn Any>;

/// How many bytes a page has.
const PAGE: u64 = 4096;

/// Done.
fn done() -> Box<dyn Any> {
    Box::new(())
}

fn fill(folder: &Path) {
    let store = open(folder);
    for of in 0..60 {
        let words = "w".repeat(900);
        let changes = [
            agree(Consent::Progress),
            agree(Consent::Answers),
            stand("t"),
            keep(&words, 1),
        ];
        save(&store, &of.to_string(), &changes);
    }
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn pragma(path: &Path, name: &str, value: i64) {
    let connection = Connection::open(path).unwrap();
    connection.pragma_update(None, name, value).unwrap();
}

fn held(folder: &Path) -> Box<dyn Any> {
    let connection = Connection::open(folder.join(DATA)).unwrap();
    let exclusive = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; \
                     DELETE FROM meta WHERE name = 'nothing';";
    connection.execute_batch(exclusive).unwrap();
    Box::new(connection)
}

fn zeroed(folder: &Path) -> Box<dyn Any> {
    let file = OpenOptions::new().write(true).open(folder.join(DATA));
    let page = vec![0; usize::try_from(PAGE).unwrap()];
    file.unwrap().write_all_at(&page, 8 * PAGE).unwrap();
    done()
}

fn cut(folder: &Path) -> Box<dyn Any> {
    let file = OpenOptions::new().write(true).open(folder.join(DATA));
    file.unwrap().set_len(5 * PAGE).unwrap();
    done()
}

/// The files as a kill leaves them, but for the log.
fn without_log(folder: &Path) -> Box<dyn Any> {
    killed(folder);
    fs::remove_file(folder.join(format!("{DATA}-wal"))).unwrap();
    done()
}

/// The files as a kill leaves them, without what only says who reads just now.
fn killed(folder: &Path) {
    let other = tempfile::tempdir().unwrap();
    let store = open(folder);
    save(&store, "1", &[stand("last")]);
    for (name, bytes) in bytes(folder) {
        fs::write(other.path().join(name), bytes).unwrap();
    }
    drop(store);
    for (name, bytes) in bytes(other.path()) {
        if !name.ends_with("-shm") {
            fs::write(folder.join(&name), bytes).unwrap();
        }
    }
}

fn instead(folder: &Path, name: &str, make: impl FnOnce(&Path)) -> Box<dyn Any> {
    fs::remove_file(folder.join(name)).unwrap();
    make(&folder.join(name));
    done()
}

fn others(folder: &Path) -> Box<dyn Any> {
    let other = tempfile::tempdir().unwrap();
    fill(other.path());
    fs::copy(other.path().join(KEYS), folder.join(KEYS)).unwrap();
    done()
}

const WRONG: [(Harm, &str); 18] = [
    (
        |folder| {
            mode(&folder.join(DATA), 0o400);
            done()
        },
        "`<dir>/alongside.db` may not be written: run `chmod u+w` on it",
    ),
    (
        |folder| {
            mode(folder, 0o500);
            done()
        },
        "`<dir>` may not be written, and files must be made in it: run `chmod u+wx` on the folder",
    ),
    (
        held,
        "another program holds `<dir>/alongside.db`: close it and start again",
    ),
    (zeroed, "`<dir>/alongside.db` is damaged: put back a backup"),
    (cut, "`<dir>/alongside.db` was cut off: put back a backup"),
    (
        without_log,
        "`<dir>/alongside.db-wal` is missing, and the last turns stood in it: put it back beside the database; \
         if it is gone for good, make an empty file of that name to go on without those turns",
    ),
    (
        |folder| {
            pragma(&folder.join(DATA), "application_id", 7);
            done()
        },
        "`<dir>/alongside.db` belongs to another program: set `data.dir` or `data.keys` to another place",
    ),
    (
        |folder| {
            pragma(&folder.join(DATA), "user_version", 2);
            done()
        },
        "`<dir>/alongside.db` was written by a newer version (step 2, this one knows 1): update the program; \
         the file was left as it is",
    ),
    (
        |folder| {
            pragma(&folder.join(KEYS), "user_version", 9);
            done()
        },
        "`<dir>/alongside.keys` was written by a newer version (step 9, this one knows 1): update the program; \
         the file was left as it is",
    ),
    (
        |folder| instead(folder, DATA, |path| fs::create_dir(path).unwrap()),
        "`<dir>/alongside.db` is a folder: move it away, or set `data.dir` or `data.keys` to another place",
    ),
    (
        |folder| instead(folder, DATA, |path| symlink(path, path).unwrap()),
        "`<dir>/alongside.db` is a link that leads nowhere or in a circle: remove the link",
    ),
    (
        |folder| instead(folder, DATA, |path| drop(File::create(path).unwrap())),
        "`<dir>/alongside.db` is empty, so something damaged it: put back a backup, or move the file away to begin anew",
    ),
    (
        |folder| {
            instead(folder, DATA, |path| {
                fs::write(path, "x".repeat(9_000)).unwrap();
            })
        },
        "`<dir>/alongside.db` is not a database: put back a backup, or move the file away to begin anew",
    ),
    (
        |folder| instead(folder, KEYS, |_path| ()),
        "`<dir>/alongside.keys` is missing: without the keys nothing in the database can be read; \
         put the file back from where you keep it, or move the database away to begin anew",
    ),
    (
        |folder| instead(folder, DATA, |_path| ()),
        "`<dir>/alongside.db` is missing, but there are keys for members in it: put back a backup, \
         or move the key file away to begin anew",
    ),
    (
        |folder| {
            mode(&folder.join(KEYS), 0o644);
            done()
        },
        "others on this machine can read `<dir>/alongside.keys` (mode 644): run `chmod 600` on it",
    ),
    (
        others,
        "`<dir>/alongside.keys` holds the keys of another database: set `data.keys` to the file that belongs to this one",
    ),
    (
        |folder| {
            let path = folder.join(KEYS);
            fs::write(path, "x").unwrap();
            done()
        },
        "`<dir>/alongside.keys` is not a database: put back a backup, or move the file away to begin anew",
    ),
];

/// The names of all files with their bytes; nothing for what is no file.
fn seen(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap();
    let mut all: Vec<_> = entries
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap_or_default())
        })
        .filter(|(name, _)| !name.ends_with("-shm"))
        .collect();
    all.sort();
    all
}

#[test]
fn what_is_wrong_is_refused_with_its_cause_and_left_as_it_is() {
    for (harm, message) in WRONG {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fill(path);
        let held = harm(path);
        let before = seen(path);
        // A second look must not be milder than the first.
        for _ in 0..2 {
            let refused = Store::open(options(path)).expect_err(message);
            let text = refused.to_string().replace(path.to_str().unwrap(), "<dir>");
            assert_eq!(text, message);
            assert!(seen(path) == before, "changed by a look: {message}");
        }
        drop(held);
        mode(path, 0o700);
    }
}

#[test]
fn a_kill_and_what_lies_beside_the_files_is_survived() {
    let garbage = vec![0xA5; 32_768];
    let beside: [(&str, Option<&[u8]>); 5] = [
        ("alongside.db-shm", None),
        ("alongside.db.new", Some(b"half a file")),
        ("alongside.keys.new", Some(b"half a file")),
        ("alongside.db.new-journal", Some(b"half a journal")),
        ("alongside.db-shm", Some(&garbage)),
    ];
    for (name, left) in beside {
        let folder = tempfile::tempdir().unwrap();
        fill(folder.path());
        killed(folder.path());
        match left {
            Some(left) => fs::write(folder.path().join(name), left).unwrap(),
            None => assert!(!folder.path().join(name).exists()),
        }
        let store = open(folder.path());
        let place = store.record(&who("1")).unwrap().unwrap().progress.place;
        assert_eq!(&*place.unwrap().token, "last", "{name}");
    }
}

#[test]
fn a_log_of_something_else_is_not_taken_for_ours() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    fs::write(folder.path().join(format!("{DATA}-wal")), [0xA5; 9_000]).unwrap();
    let store = open(folder.path());
    assert_eq!(store.answers(&who("1")).unwrap().len(), 1);
}
