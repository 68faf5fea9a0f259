//! The members' keys: a small database of its own, so that what is kept and what opens it can be held apart.
//!
//! *Invariant:* a key is written before anything that it seals, and destroyed before what it sealed is erased; so at every
//! moment what has no key is nothing but noise.

use rusqlite::{Connection, OptionalExtension as _};
use zeroize::Zeroizing;

use crate::member::Day;
use crate::store::fault::Fault;
use crate::store::open::{meta, set_meta};
use crate::store::seal::{Secret, fill};

/// How long a member's hash is, in bytes.
const HASH_BYTES: usize = 16;

/// A member's name in the key file: a keyed hash, which says nothing without that file.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Hash([u8; HASH_BYTES]);

/// A member's key and its number, which is the number of the member's row, too.
pub(crate) struct Key {
    pub(crate) id: i64,
    pub(crate) secret: Secret,
}

/// What turns a platform's user id into a [`Hash`].
#[derive(Clone)]
pub(crate) struct Pepper(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for Pepper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pepper")
    }
}

/// The names of facts in the key file's table.
const PEPPER: &str = "pepper";

impl Pepper {
    /// The one of a key file; made where there is none yet.
    pub(crate) fn of(connection: &Connection) -> Result<Self, Fault> {
        if let Some(bytes) = meta(connection, PEPPER)? {
            let bytes = Zeroizing::new(bytes);
            let bytes = bytes
                .as_slice()
                .try_into()
                .map_err(|_short| Fault::Damaged)?;
            return Ok(Self(Zeroizing::new(bytes)));
        }
        let mut bytes = Zeroizing::new([0; 32]);
        fill(bytes.as_mut_slice())?;
        set_meta(connection, PEPPER, bytes.as_slice())?;
        Ok(Self(bytes))
    }

    /// A member's hash.
    pub(crate) fn hash(&self, platform: &str, user: &str) -> Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(platform.as_bytes());
        hasher.update(&[0]);
        hasher.update(user.as_bytes());
        let mut hash = [0; HASH_BYTES];
        hasher.finalize_xof().fill(&mut hash);
        Hash(hash)
    }
}

/// The key of a member.
pub(crate) fn find(connection: &Connection, hash: Hash) -> Result<Option<Key>, Fault> {
    let mut query = connection.prepare_cached("SELECT id, secret FROM key WHERE member = ?1")?;
    let found = query.query_row([hash.0], |row| {
        Ok((row.get(0)?, Zeroizing::new(row.get::<_, Vec<u8>>(1)?)))
    });
    found.optional()?.map(key).transpose()
}

/// The key of a number.
pub(crate) fn find_by_id(connection: &Connection, id: i64) -> Result<Option<Key>, Fault> {
    let mut query = connection.prepare_cached("SELECT secret FROM key WHERE id = ?1")?;
    let found = query.query_row([id], |row| Ok((id, Zeroizing::new(row.get(0)?))));
    found.optional()?.map(key).transpose()
}

fn key((id, secret): (i64, Zeroizing<Vec<u8>>)) -> Result<Key, Fault> {
    let secret = Secret::from_bytes(&secret)?;
    Ok(Key { id, secret })
}

/// Makes a key for a member who has none.
pub(crate) fn make(connection: &Connection, hash: Hash) -> Result<(), Fault> {
    if find(connection, hash)?.is_some() {
        return Ok(());
    }
    let secret = Secret::random()?;
    let id = free_id(connection)?;
    let mut insert =
        connection.prepare_cached("INSERT INTO key (id, member, secret) VALUES (?1, ?2, ?3)")?;
    insert.execute((id, hash.0, secret.bytes()))?;
    Ok(())
}

/// A number that no key has or had.
fn free_id(connection: &Connection) -> Result<i64, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM key WHERE id = ?1) \
               OR EXISTS (SELECT 1 FROM tombstone WHERE id = ?1)";
    let mut taken = connection.prepare_cached(sql)?;
    loop {
        let id = random_id()?;
        if !taken.query_row([id], |row| row.get::<_, bool>(0))? {
            return Ok(id);
        }
    }
}

/// A random positive number.
pub(crate) fn random_id() -> Result<i64, Fault> {
    let mut bytes = [0; 8];
    fill(&mut bytes)?;
    Ok((i64::from_le_bytes(bytes) & i64::MAX).max(1))
}

/// Destroys a key, and notes its number so that what it sealed is erased wherever it comes back from.
pub(crate) fn destroy(connection: &Connection, id: i64, today: Day) -> Result<(), Fault> {
    let mut note =
        connection.prepare_cached("INSERT OR IGNORE INTO tombstone (id, day) VALUES (?1, ?2)")?;
    note.execute((id, today.0))?;
    let mut delete = connection.prepare_cached("DELETE FROM key WHERE id = ?1")?;
    delete.execute([id])?;
    Ok(())
}

/// The numbers of the keys behind a number, in order.
pub(crate) fn ids_after(connection: &Connection, after: i64, max: u32) -> Result<Vec<i64>, Fault> {
    let sql = "SELECT id FROM key WHERE id > ?1 ORDER BY id LIMIT ?2";
    let mut query = connection.prepare_cached(sql)?;
    let ids = query.query_map((after, max), |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// Whether there is a key at all.
pub(crate) fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM key)", [], |row| {
        row.get(0)
    })
}

/// The numbers of the destroyed keys.
pub(crate) fn tombstones(connection: &Connection) -> Result<Vec<i64>, Fault> {
    let mut query = connection.prepare("SELECT id FROM tombstone")?;
    let ids = query.query_map([], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}
