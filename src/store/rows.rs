//! Reading and writing the rows of one member, sealed and opened on the way.

use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};

use crate::member::{Answer, AnswerId, Day, Record};
use crate::schedule::Minute;
use crate::store::fault::Fault;
use crate::store::keys::{Key, random_id};
use crate::store::seal::Spot;

/// How a record is written; a later form gets a name of its own, and old ones stay readable.
#[derive(Deserialize)]
enum Stored {
    /// The first form.
    V1(Record),
}

/// The same, for writing.
#[derive(Serialize)]
enum Storing<'r> {
    V1(&'r Record),
}

/// How an answer is written.
#[derive(Deserialize)]
enum StoredAnswer {
    /// The first form.
    V1(Answer),
}

/// The same, for writing.
#[derive(Serialize)]
enum StoringAnswer<'r> {
    V1(&'r Answer),
}

/// A member's record.
pub(crate) fn record(connection: &Connection, key: &Key) -> Result<Option<Record>, Fault> {
    let mut query = connection.prepare_cached("SELECT sealed FROM member WHERE id = ?1")?;
    let sealed: Option<Vec<u8>> = query.query_row([key.id], |row| row.get(0)).optional()?;
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let Stored::V1(record) = key.secret.open(Spot::Record(key.id), &sealed)?;
    Ok(Some(record))
}

/// The day when a member was here last.
pub(crate) fn seen(connection: &Connection, id: i64) -> Result<Option<Day>, Fault> {
    let mut query = connection.prepare_cached("SELECT seen FROM member WHERE id = ?1")?;
    let seen = query.query_row([id], |row| row.get(0)).optional()?;
    Ok(seen.map(Day))
}

/// Writes a member's record; `seen` is the day when they were here last.
pub(crate) fn write_record(
    connection: &Connection,
    key: &Key,
    record: &Record,
    seen: Day,
) -> Result<(), Fault> {
    let sealed = key
        .secret
        .seal(Spot::Record(key.id), &Storing::V1(record))?;
    let due = record.due().map(Minute::get);
    let sql = "INSERT INTO member (id, seen, due, sealed) VALUES (?1, ?2, ?3, ?4) \
               ON CONFLICT (id) DO UPDATE SET seen = excluded.seen, due = excluded.due, sealed = excluded.sealed";
    let mut write = connection.prepare_cached(sql)?;
    write.execute((key.id, seen.0, due, sealed))?;
    Ok(())
}

/// Erases a member's rows; true when there were any.
pub(crate) fn erase(connection: &Connection, id: i64) -> Result<bool, Fault> {
    erase_answers(connection, id)?;
    let mut delete = connection.prepare_cached("DELETE FROM member WHERE id = ?1")?;
    Ok(delete.execute([id])? > 0)
}

/// A member's answers, in no order.
pub(crate) fn answers(
    connection: &Connection,
    key: &Key,
) -> Result<Vec<(AnswerId, Answer)>, Fault> {
    let mut query = connection.prepare_cached("SELECT id, sealed FROM answer WHERE member = ?1")?;
    let rows = query.query_map([key.id], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    rows.map(|row| {
        let (id, sealed) = row?;
        Ok((AnswerId(id), opened(key, id, &sealed)?))
    })
    .collect()
}

/// One answer of a member.
pub(crate) fn answer(
    connection: &Connection,
    key: &Key,
    id: AnswerId,
) -> Result<Option<Answer>, Fault> {
    let sql = "SELECT sealed FROM answer WHERE id = ?1 AND member = ?2";
    let mut query = connection.prepare_cached(sql)?;
    let sealed: Option<Vec<u8>> = query
        .query_row((id.0, key.id), |row| row.get(0))
        .optional()?;
    sealed.map(|sealed| opened(key, id.0, &sealed)).transpose()
}

fn opened(key: &Key, id: i64, sealed: &[u8]) -> Result<Answer, Fault> {
    let StoredAnswer::V1(answer) = key.secret.open(Spot::Answer(key.id, id), sealed)?;
    Ok(answer)
}

/// Writes an answer; a new one where there is no number.
pub(crate) fn write_answer(
    connection: &Connection,
    key: &Key,
    id: Option<AnswerId>,
    answer: &Answer,
) -> Result<AnswerId, Fault> {
    let id = match id {
        Some(id) => id.0,
        None => random_id()?,
    };
    let spot = Spot::Answer(key.id, id);
    let sealed = key.secret.seal(spot, &StoringAnswer::V1(answer))?;
    let sql = "INSERT INTO answer (id, member, sealed) VALUES (?1, ?2, ?3) \
               ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed WHERE member = excluded.member";
    let mut write = connection.prepare_cached(sql)?;
    write.execute((id, key.id, sealed))?;
    Ok(AnswerId(id))
}

/// Erases one answer of a member; true when it was there.
pub(crate) fn erase_answer(connection: &Connection, key: i64, id: AnswerId) -> Result<bool, Fault> {
    let mut delete =
        connection.prepare_cached("DELETE FROM answer WHERE id = ?1 AND member = ?2")?;
    Ok(delete.execute((id.0, key))? > 0)
}

/// Erases all answers of a member; true when there were any.
pub(crate) fn erase_answers(connection: &Connection, key: i64) -> Result<bool, Fault> {
    let mut delete = connection.prepare_cached("DELETE FROM answer WHERE member = ?1")?;
    Ok(delete.execute([key])? > 0)
}

/// How many answers a member has, and how many bytes they take sealed.
pub(crate) fn room(connection: &Connection, key: i64) -> Result<(usize, usize), Fault> {
    let sql = "SELECT count(*), coalesce(sum(length(sealed)), 0) FROM answer WHERE member = ?1";
    let mut query = connection.prepare_cached(sql)?;
    let (count, bytes): (i64, i64) =
        query.query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let size = |number| usize::try_from(number).map_err(|_error| Fault::Damaged);
    Ok((size(count)?, size(bytes)?))
}

/// The members of whom something is due, the longest due first.
pub(crate) fn due(connection: &Connection, now: Minute, max: u32) -> Result<Vec<i64>, Fault> {
    let sql = "SELECT id FROM member WHERE due <= ?1 ORDER BY due LIMIT ?2";
    let mut query = connection.prepare_cached(sql)?;
    let ids = query.query_map((now.get(), max), |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// Takes a member's due minute away, where what is due cannot be read.
pub(crate) fn undue(connection: &Connection, id: i64) -> Result<(), Fault> {
    let mut write = connection.prepare_cached("UPDATE member SET due = NULL WHERE id = ?1")?;
    write.execute([id])?;
    Ok(())
}
