//! Retention: members who were not here for long are forgotten, and answers go when their time is over.

use crate::member::{Consent, Day};
use crate::schedule::Minute;
use crate::store::fault::Fault;
use crate::store::keys;
use crate::store::open::{meta, set_meta};
use crate::store::rows;
use crate::store::writer::{Effects, Writer};

/// A look at a few members.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sweep {
    /// The number after which it goes on; members are taken in the order of their random numbers.
    pub(crate) after: i64,
    /// How many members.
    pub(crate) max: u32,
    /// The time.
    pub(crate) now: Minute,
    /// Whether a day passes after a long pause.
    pub(crate) is_patient: bool,
    /// After how many days a member who was not here is forgotten.
    pub(crate) forget_after_days: u32,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// The number after which the next look goes on; none at the end.
    pub next: Option<i64>,
    /// How many members were forgotten.
    pub forgotten: u32,
    /// How many answers were over.
    pub expired: u32,
}

/// Looks at a few members.
pub(crate) fn sweep(writer: &Writer, sweep: Sweep, effects: &mut Effects) -> Result<Swept, Fault> {
    if sweep.after == 0 && !is_time(writer, sweep)? {
        return Ok(Swept::default());
    }
    let ids = keys::ids_after(&writer.keys, sweep.after, sweep.max)?;
    let mut swept = Swept::default();
    for id in &ids {
        match one(writer, sweep, *id, &mut swept, effects) {
            // What cannot be read must not keep the others from being swept.
            Ok(()) | Err(Fault::Unreadable) => {}
            Err(fault) => return Err(fault),
        }
    }
    let is_full = u32::try_from(ids.len()).is_ok_and(|count| count == sweep.max);
    swept.next = ids.last().copied().filter(|_last| is_full);
    Ok(swept)
}

/// The name under which the day of the last sweep stands.
const SWEPT: &str = "swept";

/// The most days between two sweeps that are believed.
const DAYS_MAX: u32 = 7;

/// Whether there was no sweep today. After a long pause, which may also be a clock that is wrong, a day must pass first.
fn is_time(writer: &Writer, sweep: Sweep) -> Result<bool, Fault> {
    let today = Day::of_minute(sweep.now);
    let last = meta(&writer.data, SWEPT)?;
    let last = last.and_then(|bytes| Some(Day(u32::from_le_bytes(bytes.try_into().ok()?))));
    if last == Some(today) {
        return Ok(false);
    }
    set_meta(&writer.data, SWEPT, &today.0.to_le_bytes())?;
    let is_near = |last| (1..=DAYS_MAX).contains(&today.since(last));
    Ok(!sweep.is_patient || last.is_none_or(is_near))
}

fn one(
    writer: &Writer,
    sweep: Sweep,
    id: i64,
    swept: &mut Swept,
    effects: &mut Effects,
) -> Result<(), Fault> {
    let data = &writer.data;
    let today = Day::of_minute(sweep.now);
    let Some(seen) = rows::seen(data, id)? else {
        // A key without a row: its yes was never confirmed.
        effects.emptied.push(id);
        return Ok(());
    };
    if today.since(seen) >= sweep.forget_after_days {
        effects.erased |= rows::erase(data, id)?;
        effects.emptied.push(id);
        swept.forgotten += 1;
        return Ok(());
    }
    let Some(key) = keys::find_by_id(&writer.keys, id)? else {
        return Ok(());
    };
    let Some(mut record) = rows::record(data, &key)? else {
        return Ok(());
    };
    // What was written while the clock was far ahead counts from today.
    let is_mended = record
        .reminder
        .as_mut()
        .is_some_and(|reminder| reminder.mend(sweep.now));
    if is_mended || seen.0 > today.0 + 1 {
        rows::write_record(data, &key, &record, seen.min(today))?;
    }
    if record.agreed.yes(Consent::Answers).is_none() || record.keep_for.days().is_none() {
        return Ok(());
    }
    for (answer_id, answer) in rows::answers(data, &key)? {
        if record.keep_for.is_over(answer.day, today) {
            effects.erased |= rows::erase_answer(data, id, answer_id)?;
            swept.expired += 1;
        }
    }
    Ok(())
}
