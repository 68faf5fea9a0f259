//! Claiming reminders that are due: on the disk before they are sent.

use crate::member::{Address, Claim, Consent};
use crate::schedule::Minute;
use crate::store::fault::Fault;
use crate::store::keys::{self, random_id};
use crate::store::rows;
use crate::store::writer::Writer;

/// A reminder to be sent now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// To whom.
    pub address: Address,
    /// Its number, by which the platform knows it again.
    pub number: u64,
    /// Whether it was claimed before and may have got there.
    pub is_again: bool,
}

/// How many members are looked at in one go; what is too late is let pass quickly.
const LOOK_MAX: u32 = 64;

/// What was claimed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Claimed {
    /// What is to be sent.
    pub due: Vec<Due>,
    /// How many were too late to be sent, or could not be read.
    pub skipped: u32,
    /// Whether more may be due.
    pub is_more: bool,
}

/// Claims what is due, until so many are to be sent.
pub(crate) fn claim(writer: &Writer, now: Minute, max: usize) -> Result<Claimed, Fault> {
    let ids = rows::due(&writer.data, now, LOOK_MAX)?;
    let mut claimed = Claimed {
        is_more: u32::try_from(ids.len()).is_ok_and(|count| count == LOOK_MAX),
        ..Claimed::default()
    };
    for id in ids {
        if claimed.due.len() >= max {
            claimed.is_more = true;
            break;
        }
        match one(writer, id, now, &mut claimed) {
            // What cannot be read would be due for ever.
            Err(Fault::Unreadable) => {
                rows::undue(&writer.data, id)?;
                claimed.skipped += 1;
            }
            done => done?,
        }
    }
    Ok(claimed)
}

fn one(writer: &Writer, id: i64, now: Minute, claimed: &mut Claimed) -> Result<(), Fault> {
    let data = &writer.data;
    let key = keys::find_by_id(&writer.keys, id)?.ok_or(Fault::Unreadable)?;
    let record = rows::record(data, &key)?;
    let (Some(mut record), Some(seen)) = (record, rows::seen(data, id)?) else {
        return Ok(());
    };
    // A yes to an older text lets nothing be sent; a new yes writes the row, and with it what is due.
    let may_send = record.may_keep(Consent::Reminders);
    let Some(reminder) = record.reminder.as_mut().filter(|_reminder| may_send) else {
        return rows::undue(data, id);
    };
    let number = random_id()?.unsigned_abs();
    let (claim, skipped) = reminder.claim(now, number);
    claimed.skipped += skipped;
    let sends = match claim {
        Claim::Send(number) => Some((number, false)),
        Claim::Again(number) => Some((number, true)),
        Claim::Nothing => None,
    };
    claimed.due.extend(sends.map(|(number, is_again)| Due {
        address: reminder.address.clone(),
        number,
        is_again,
    }));
    rows::write_record(data, &key, &record, seen)
}
