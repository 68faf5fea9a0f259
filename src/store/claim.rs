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
}

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

/// Claims what is due, for a few members.
pub(crate) fn claim(writer: &Writer, now: Minute, max: u32) -> Result<Claimed, Fault> {
    let ids = rows::due(&writer.data, now, max)?;
    let mut claimed = Claimed {
        is_more: u32::try_from(ids.len()).is_ok_and(|count| count == max),
        ..Claimed::default()
    };
    for id in ids {
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
    let may_keep = record.may_keep(Consent::Reminders);
    let Some(reminder) = record.reminder.as_mut().filter(|_reminder| may_keep) else {
        return rows::undue(data, id);
    };
    let number = random_id()?.unsigned_abs();
    let (claim, skipped) = reminder.claim(now, number);
    claimed.skipped += skipped;
    if let Claim::Send(number) = claim {
        let address = reminder.address.clone();
        claimed.due.push(Due { address, number });
    }
    rows::write_record(data, &key, &record, seen)
}
