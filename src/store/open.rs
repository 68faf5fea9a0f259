//! Opening the two files: everything that could be wrong with them is found before anything is written.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _};

use crate::store::look::{Look, folder, look};
use crate::store::refusal::{Cause, Refusal};
use crate::store::schema::{APPLICATION_ID, migrate, pragma, version};

/// How long another program's hold on a file is waited for.
pub(crate) const BUSY_LIMIT: Duration = Duration::from_millis(800);

/// The oldest SQLite whose write-ahead log is safe. <https://www.sqlite.org/wal.html#walresetbug>
const SQLITE_MIN: i32 = 3_051_003;

/// The largest file whose pages are all looked at before the start, in bytes; in larger ones SQLite tells of
/// damage when it meets it.
const CHECKED_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// How large the write-ahead log may stay after a checkpoint, in bytes.
const LOG_BYTES_MAX: i64 = 64 * 1024 * 1024;

/// How much of a file one connection may hold in memory, in KiB; SQLite counts these negatively.
const CACHE_KIB: i64 = -1_024;

/// One of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// What is kept.
    Data,
    /// The keys.
    Keys,
}

/// The name under which the flag stands that says whether the file is in use, or was when the program was killed.
const IN_USE: &str = "in_use";

/// Opens a file; nothing where there is none.
pub(crate) fn open(
    path: &Path,
    kind: Kind,
    steps: &'static [&'static str],
) -> Result<Option<Connection>, Refusal> {
    let inner = || -> Result<Option<Connection>, Cause> {
        if rusqlite::version_number() < SQLITE_MIN {
            return Err(Cause::OldSqlite);
        }
        let parent = parent(path);
        match look(path)? {
            Look::Missing => return Ok(None),
            Look::There { mode } if kind == Kind::Keys && mode & 0o077 != 0 => {
                return Err(Cause::Open(mode));
            }
            Look::There { .. } => {}
        }
        folder(&parent)?;
        let has_log = fs::symlink_metadata(beside(path, "-wal")).is_ok();
        let opened = accepted(path, steps, has_log);
        if opened.is_err() && !has_log {
            remove_empty_log(path);
        }
        opened.map(Some)
    };
    inner().map_err(|cause| match cause {
        Cause::FolderReadOnly => cause.at(&parent(path)),
        cause => cause.at(path),
    })
}

/// A file that this program can go on with.
fn accepted(
    path: &Path,
    steps: &'static [&'static str],
    has_log: bool,
) -> Result<Connection, Cause> {
    let mut connection = connect(path)?;
    accept(&connection, steps, has_log)?;
    prepare(&connection)?;
    check(&connection, path)?;
    migrate(&mut connection, steps)?;
    if !in_use(&connection)? {
        keep_log(&connection, false).map_err(|error| Cause::of(&error))?;
    }
    Ok(connection)
}

/// Makes a file: under another name first, so that a half-made one is never met.
pub(crate) fn make(path: &Path, steps: &'static [&'static str]) -> Result<Connection, Refusal> {
    let inner = || -> Result<(), Cause> {
        let parent = parent(path);
        folder(&parent)?;
        let made = beside(path, ".new");
        for end in ["", "-journal", "-wal", "-shm"] {
            let _was_not_there = fs::remove_file(beside(&made, end));
        }
        let unmade = |error: std::io::Error| Cause::Unmade(error.kind());
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&made)
            .map_err(unmade)?;
        let mut connection = connect(&made)?;
        let set = |name: &str, value: i64| {
            connection
                .pragma_update(None, name, value)
                .map_err(|error| Cause::of(&error))
        };
        set("application_id", i64::from(APPLICATION_ID))?;
        set("secure_delete", 1)?;
        migrate(&mut connection, steps)?;
        connection
            .close()
            .map_err(|(_open, error)| Cause::of(&error))?;
        fs::rename(&made, path).map_err(unmade)?;
        File::open(&parent)
            .and_then(|folder| folder.sync_all())
            .map_err(unmade)
    };
    inner().map_err(|cause| cause.at(path))?;
    let connection = connect(path).and_then(|connection| {
        prepare(&connection)?;
        keep_log(&connection, false).map_err(|error| Cause::of(&error))?;
        Ok(connection)
    });
    connection.map_err(|cause| cause.at(path))
}

/// A database in memory, which all connections of this process with the same name share.
pub(crate) fn in_memory(name: &str, steps: &'static [&'static str]) -> Result<Connection, Refusal> {
    let inner = || -> Result<Connection, Cause> {
        let mut connection = memory(name).map_err(|error| Cause::of(&error))?;
        migrate(&mut connection, steps)?;
        Ok(connection)
    };
    inner().map_err(|cause| cause.at(Path::new(name)))
}

/// A connection to a database in memory. <https://www.sqlite.org/src/doc/tip/src/memdb.c>
pub(crate) fn memory(name: &str) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(format!("file:/{name}?vfs=memdb"), flags)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(connection)
}

/// A connection that only reads.
pub(crate) fn reading(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_LIMIT)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "cache_size", CACHE_KIB / 2)?;
    Ok(connection)
}

/// A file's name with an ending.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

/// The folder of a file.
fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn connect(path: &Path) -> Result<Connection, Cause> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connect = || -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(BUSY_LIMIT)?;
        // Until the file is accepted, closing it must not change it.
        keep_log(&connection, true)?;
        Ok(connection)
    };
    connect().map_err(|error| Cause::of(&error))
}

/// Even a look makes a log, and one that stays would hide that the last one is missing.
fn remove_empty_log(path: &Path) {
    let log = beside(path, "-wal");
    if fs::metadata(&log).is_ok_and(|found| found.len() == 0) {
        for left in [log, beside(path, "-shm")] {
            let _was_not_there = fs::remove_file(left);
        }
    }
}

/// Whether the log stays beside the file when it is closed. It stays as long as the file is not accepted, and as long as the
/// file says that it is in use: without a log, it would be refused.
fn keep_log(connection: &Connection, keep: bool) -> rusqlite::Result<()> {
    let set = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep);
    set.map(|_is| ())
}

/// Whether the file is one that this program can go on with; nothing is written.
fn accept(connection: &Connection, steps: &[&str], has_log: bool) -> Result<(), Cause> {
    let found = version(connection)?;
    if usize::try_from(found).is_ok_and(|found| found > steps.len()) {
        let known = steps.len();
        return Err(Cause::Newer { found, known });
    }
    if !has_log && in_use(connection)? {
        return Err(Cause::LogMissing);
    }
    Ok(())
}

/// Whether the file was in use when the program ended.
fn in_use(connection: &Connection) -> Result<bool, Cause> {
    let value = meta(connection, IN_USE).map_err(|error| Cause::of(&error))?;
    Ok(value.is_some_and(|value| value == [1]))
}

/// How a file is written: durable on a loss of power, and erased where something is deleted.
fn prepare(connection: &Connection) -> Result<(), Cause> {
    let set = |name: &str, value: i64| {
        connection
            .pragma_update(None, name, value)
            .map_err(|error| Cause::of(&error))
    };
    let mode: String = connection
        .pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))
        .map_err(|error| Cause::of(&error))?;
    if mode != "wal" {
        return Err(Cause::Disk);
    }
    // 2 is FULL: every commit is synchronised to the disk.
    set("synchronous", 2)?;
    set("foreign_keys", 1)?;
    set("trusted_schema", 0)?;
    set("cell_size_check", 1)?;
    set("cache_size", CACHE_KIB)?;
    // 2 is MEMORY: nothing is written to temporary files.
    set("temp_store", 2)?;
    let limit = |name: &str, value: i64| {
        let set = connection.pragma_update_and_check(None, name, value, |_row| Ok(()));
        set.map_err(|error| Cause::of(&error))
    };
    limit("secure_delete", 1)?;
    limit("journal_size_limit", LOG_BYTES_MAX)?;
    if pragma(connection, "synchronous")? != 2 || pragma(connection, "secure_delete")? != 1 {
        return Err(Cause::Disk);
    }
    Ok(())
}

/// Looks at all pages of a file that is small enough.
fn check(connection: &Connection, path: &Path) -> Result<(), Cause> {
    if is_large(path) {
        return Ok(());
    }
    if is_whole(connection).map_err(|error| Cause::of(&error))? {
        Ok(())
    } else {
        Err(Cause::Damaged)
    }
}

/// Whether looking at all pages would hold up the start.
pub(crate) fn is_large(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.len() > CHECKED_BYTES_MAX)
}

/// Whether the pages of a file fit together.
pub(crate) fn is_whole(connection: &Connection) -> rusqlite::Result<bool> {
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok(found == "ok")
}

/// Notes whether the file is in use, and brings that into the file itself.
pub(crate) fn set_in_use(connection: &Connection, is: bool) -> rusqlite::Result<()> {
    keep_log(connection, true)?;
    set_meta(connection, IN_USE, &[u8::from(is)])?;
    checkpoint(connection)?;
    keep_log(connection, is)
}

/// Brings the log into the file and empties it; false when a reader stood in the way.
pub(crate) fn checkpoint(connection: &Connection) -> rusqlite::Result<bool> {
    let busy: i64 =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    Ok(busy == 0)
}

/// A fact about the file.
pub(crate) fn meta(connection: &Connection, name: &str) -> rusqlite::Result<Option<Vec<u8>>> {
    let mut query = connection.prepare_cached("SELECT value FROM meta WHERE name = ?1")?;
    query.query_row([name], |row| row.get(0)).optional()
}

/// Notes a fact about the file.
pub(crate) fn set_meta(connection: &Connection, name: &str, value: &[u8]) -> rusqlite::Result<()> {
    let sql = "INSERT INTO meta (name, value) VALUES (?1, ?2) \
               ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    connection.execute(sql, (name, value)).map(|_rows| ())
}
