//! The tables, as numbered steps; each stands in a file of its own and is never changed once it was released.

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::store::refusal::Cause;

/// What marks a file as one of this program, as SQLite's `application_id`: `alon`.
pub(crate) const APPLICATION_ID: i32 = 0x616c_6f6e;

/// The steps that make the tables of the two files.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// What is kept about members.
    pub data: &'static [&'static str],
    /// Their keys.
    pub keys: &'static [&'static str],
}

impl Schema {
    /// The tables that this program knows.
    pub const CURRENT: Self = Self {
        data: &[include_str!("migrations/data-1.sql")],
        keys: &[include_str!("migrations/keys-1.sql")],
    };
}

/// Takes a file to its last step, each step in a transaction of its own.
pub(crate) fn migrate(
    connection: &mut Connection,
    steps: &'static [&'static str],
) -> Result<(), Cause> {
    let steps = steps.iter().map(|step| M::up(step)).collect();
    let done = Migrations::new(steps).to_latest(connection);
    done.map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => Cause::of(&err),
        _ => Cause::Unmigrated,
    })
}

/// The number of the step that a file stands at.
pub(crate) fn version(connection: &Connection) -> Result<i64, Cause> {
    pragma(connection, "user_version")
}

/// A number that SQLite knows about a file.
pub(crate) fn pragma(connection: &Connection, name: &str) -> Result<i64, Cause> {
    let value = connection.pragma_query_value(None, name, |row| row.get(0));
    value.map_err(|error| Cause::of(&error))
}
