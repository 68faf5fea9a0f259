//! The one thread that writes: it takes all that waits, writes it as one group, and tells everybody when it is durable.
//!
//! While one group is synchronised to the disk the next one gathers by itself, so that many members share one wait and
//! nobody waits for a timer. *Invariant:* nobody is told before their change is on the disk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::member::{Change, Day};
use crate::schedule::Minute;
use crate::store::claim::{self, Claimed};
use crate::store::fault::Fault;
use crate::store::keys::{self, Hash};
use crate::store::open::{BUSY_LIMIT, checkpoint, set_in_use};
use crate::store::probe::{Probe, Stage};
use crate::store::rows;
use crate::store::sweep::{self, Sweep, Swept};
use crate::store::work::{self, Saved};

/// How many jobs share one commit at most.
const GROUP_MAX: usize = 256;

/// How often, and after which pause, the logs are tried to be emptied while somebody reads; a fifth of a second in all.
const EMPTY_TRIES: u32 = 20;
const EMPTY_PAUSE: Duration = Duration::from_millis(10);

/// After which time what could not be erased is tried again.
const AGAIN_AFTER: Duration = Duration::from_secs(2);

/// The most pages of a file that is written anew after something was erased: 4 MiB, which takes some hundredths of a second.
const ANEW_PAGES_MAX: i64 = 1_024;

/// Something to write, and whom to tell.
pub(crate) struct Job {
    pub(crate) work: Work,
    pub(crate) done: oneshot::Sender<Result<Done, Fault>>,
}

/// What is to be written.
pub(crate) enum Work {
    /// Changes to what is kept about a member, in order.
    Save {
        member: Hash,
        changes: Vec<Change>,
        today: Day,
    },
    /// Retention and expiry, for a few members.
    Sweep(Sweep),
    /// What is due is claimed, for a few members.
    Claim { now: Minute, max: usize },
}

/// What came of it.
#[derive(Debug, Clone)]
pub(crate) enum Done {
    Saved(Saved),
    Swept(Swept),
    Claimed(Claimed),
}

/// What came of each work of a group.
type Results = Vec<Result<Done, Fault>>;

/// The two files, as the thread holds them.
pub(crate) struct Writer {
    pub(crate) data: Connection,
    pub(crate) keys: Connection,
    pub(crate) probe: Probe,
    /// Whether there is a file, with a log that can be emptied.
    pub(crate) on_disk: bool,
    /// Members whose keys are destroyed and whose rows are still to be erased.
    pub(crate) doomed: Vec<i64>,
    /// Members of whom nothing is left and whose keys are still to be destroyed.
    pub(crate) emptied: Vec<i64>,
    /// Whether something was erased that may still stand in a log.
    pub(crate) traces: bool,
}

/// What a job does besides its rows.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    /// Members of whom nothing is left, so that their keys go.
    pub(crate) emptied: Vec<i64>,
    /// Whether something was erased.
    pub(crate) erased: bool,
}

impl Writer {
    /// Works until nobody is left who could send a job.
    pub(crate) fn run(mut self, jobs: &Receiver<Job>) {
        loop {
            let first = match jobs.recv_timeout(AGAIN_AFTER) {
                Ok(first) => Some(first),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break,
            };
            let mut group: Vec<Job> = first.into_iter().collect();
            while !group.is_empty()
                && group.len() < GROUP_MAX
                && let Ok(job) = jobs.try_recv()
            {
                group.push(job);
            }
            // A fault of ours loses one group's answers, never the thread: whoever waits hears that it is gone.
            let _lost = catch_unwind(AssertUnwindSafe(|| self.take(group)));
        }
        self.close();
    }

    /// Erases what was left to be erased when the program ended last.
    pub(crate) fn settle(&mut self) -> Result<(), Fault> {
        if self.doomed.is_empty() {
            return Ok(());
        }
        self.write(&[], &[])?;
        self.erase_traces()
    }

    /// Whether something is still to be erased that could not be.
    fn has_left(&self) -> bool {
        self.traces || !self.doomed.is_empty() || !self.emptied.is_empty()
    }

    /// Writes a group and tells everybody.
    fn take(&mut self, group: Vec<Job>) {
        // Whoever gave up waiting was told that it is not saved, so it must not be.
        let group: Vec<Job> = group
            .into_iter()
            .filter(|job| !job.done.is_closed())
            .collect();
        if group.is_empty() && !self.has_left() {
            return;
        }
        let works: Vec<&Work> = group.iter().map(|job| &job.work).collect();
        let results = self.group(&works);
        for (job, result) in group.into_iter().zip(results) {
            // Whoever gave up waiting needs no answer.
            let _gone = job.done.send(result);
            self.probe.at(Stage::Told);
        }
    }

    fn group(&mut self, works: &[&Work]) -> Results {
        match self.whole(|writer| writer.change_keys(works)) {
            Ok(known) => self.with_keys(works, &known),
            // One key that cannot be written must not keep the others out.
            Err(_fault) if works.len() > 1 => {
                let each = works.iter().map(|work| self.group(&[work]));
                each.flatten().collect()
            }
            Err(fault) => vec![Err(fault)],
        }
    }

    fn with_keys(&mut self, works: &[&Work], known: &[bool]) -> Results {
        match self.together(works, known) {
            Ok(results) => results,
            // Where a disk is full, one large change must not keep small ones out.
            Err(_fault) if works.len() > 1 => {
                let each = works.iter().zip(known);
                each.map(|(work, known)| self.alone(work, *known)).collect()
            }
            Err(fault) => works.iter().map(|_work| Err(fault)).collect(),
        }
    }

    fn alone(&mut self, work: &Work, known: bool) -> Result<Done, Fault> {
        let mut results = match self.together(&[work], &[known]) {
            // The key is destroyed, so that the rows are noise; they are erased as soon as that is possible.
            Err(_fault) if known => return Ok(Done::Saved(Saved::default()).known(true)),
            together => together?,
        };
        results.pop().unwrap_or(Err(Fault::Program))
    }

    /// Writes works in one commit. What fails after the commit is done later: it is saved all the same.
    fn together(&mut self, works: &[&Work], known: &[bool]) -> Result<Results, Fault> {
        let results = self.whole(|writer| writer.write(works, known))?;
        if let Err(fault) = self.whole(Self::erase_traces) {
            tracing::warn!("what was erased may still stand in a log; it is tried again: {fault}");
        }
        Ok(results)
    }

    /// Does something as a whole: after a failure, or a fault of ours, no transaction stays open.
    fn whole<R>(&mut self, what: impl FnOnce(&mut Self) -> Result<R, Fault>) -> Result<R, Fault> {
        let done = catch_unwind(AssertUnwindSafe(|| what(self)));
        let done = done.unwrap_or(Err(Fault::Program));
        if done.is_err() {
            self.roll_back();
        }
        done
    }

    /// Writes works in one commit.
    fn write(&mut self, works: &[&Work], known: &[bool]) -> Result<Results, Fault> {
        self.data.execute_batch("BEGIN IMMEDIATE")?;
        let mut all = Effects::default();
        for id in &self.doomed {
            all.erased |= rows::erase(&self.data, *id)?;
        }
        let mut results = Vec::with_capacity(works.len());
        for (work, known) in works.iter().zip(known) {
            let result = self.one(work, &mut all)?;
            results.push(result.map(|done| done.known(*known)));
            self.probe.at(Stage::Worked);
        }
        let mut emptied = self.still_empty(&all.emptied)?;
        self.probe.at(Stage::Written);
        self.data.execute_batch("COMMIT")?;
        self.traces |= all.erased || !self.doomed.is_empty();
        self.doomed.clear();
        self.emptied.append(&mut emptied);
        self.probe.at(Stage::Committed);
        Ok(results)
    }

    /// Those of whom nothing is left at the end of the group, too: a later job of the same group may have agreed again.
    fn still_empty(&self, emptied: &[i64]) -> Result<Vec<i64>, Fault> {
        let mut still = Vec::new();
        for id in emptied {
            if rows::seen(&self.data, *id)?.is_none() {
                still.push(*id);
            }
        }
        Ok(still)
    }

    /// After a commit: the keys of whom nothing is left go, and what was erased goes from the logs.
    fn erase_traces(&mut self) -> Result<(), Fault> {
        if !self.emptied.is_empty() {
            let ids = self.still_empty(&self.emptied)?;
            self.destroy(&ids)?;
            self.emptied.clear();
        }
        if self.traces {
            self.empty_logs()?;
            self.probe.at(Stage::Erased);
        }
        Ok(())
    }

    /// Works out one job so that its failure touches no other; fails itself where the whole group is lost by it.
    fn one(&mut self, work: &Work, all: &mut Effects) -> Result<Result<Done, Fault>, Fault> {
        let mut effects = Effects::default();
        self.data.execute_batch("SAVEPOINT job")?;
        let result = catch_unwind(AssertUnwindSafe(|| self.work(work, &mut effects)));
        let result = result.unwrap_or(Err(Fault::Program));
        match result {
            Ok(_) => {
                all.emptied.append(&mut effects.emptied);
                all.erased |= effects.erased;
            }
            // SQLite took the whole group back, as it does where a disk is full.
            Err(fault) if self.data.is_autocommit() => return Err(fault),
            Err(_) => self.data.execute_batch("ROLLBACK TO job")?,
        }
        self.data.execute_batch("RELEASE job")?;
        Ok(result)
    }

    fn work(&self, work: &Work, effects: &mut Effects) -> Result<Done, Fault> {
        match work {
            Work::Save {
                member,
                changes,
                today,
            } => work::save(self, *member, changes, *today, effects).map(Done::Saved),
            Work::Sweep(sweep) => sweep::sweep(self, *sweep, effects).map(Done::Swept),
            Work::Claim { now, max } => claim::claim(self, *now, *max).map(Done::Claimed),
        }
    }

    /// Makes the keys that the group needs, and destroys those that it forgets; says which members were known before.
    fn change_keys(&mut self, works: &[&Work]) -> Result<Vec<bool>, Fault> {
        self.probe.at(Stage::Taken);
        if !works.iter().any(|work| changes_keys(work)) {
            return Ok(vec![false; works.len()]);
        }
        self.keys.execute_batch("BEGIN IMMEDIATE")?;
        let mut doomed = Vec::new();
        let known: Result<Vec<bool>, Fault> = works
            .iter()
            .map(|work| self.change_key(work, &mut doomed))
            .collect();
        let known = known?;
        self.probe.at(Stage::KeysWritten);
        self.keys.execute_batch("COMMIT")?;
        self.probe.at(Stage::KeysCommitted);
        self.traces |= !doomed.is_empty();
        self.doomed.append(&mut doomed);
        Ok(known)
    }

    fn change_key(&self, work: &Work, doomed: &mut Vec<i64>) -> Result<bool, Fault> {
        let Work::Save {
            member,
            changes,
            today,
        } = work
        else {
            return Ok(false);
        };
        if changes.contains(&Change::Forget) {
            let Some(key) = keys::find(&self.keys, *member)? else {
                return Ok(false);
            };
            keys::destroy(&self.keys, key.id, *today)?;
            doomed.push(key.id);
            return Ok(true);
        }
        if changes.iter().any(is_first_yes) {
            keys::make(&self.keys, *member)?;
        }
        Ok(false)
    }

    /// Destroys the keys of members of whom nothing is left.
    fn destroy(&mut self, ids: &[i64]) -> Result<(), Fault> {
        self.keys.execute_batch("BEGIN IMMEDIATE")?;
        for id in ids {
            keys::destroy(&self.keys, *id, Day(0))?;
        }
        self.keys.execute_batch("COMMIT")?;
        self.traces = true;
        Ok(())
    }

    /// Empties the logs of both files, so that what was erased stands nowhere any more.
    fn empty_logs(&mut self) -> Result<(), Fault> {
        if self.on_disk {
            for connection in [&self.data, &self.keys] {
                leave_no_gaps(connection)?;
                empty_log(connection)?;
            }
        }
        self.traces = false;
        Ok(())
    }

    /// After a failure: no transaction stays open.
    fn roll_back(&mut self) {
        for connection in [&self.data, &self.keys] {
            if !connection.is_autocommit() {
                // The connection rolls back by itself where even that fails.
                let _failed = connection.execute_batch("ROLLBACK");
            }
        }
    }

    /// Leaves the files as whole ones without logs.
    fn close(self) {
        if !self.on_disk {
            return;
        }
        for connection in [self.data, self.keys] {
            if set_in_use(&connection, false).is_err() {
                tracing::warn!("a database could not be closed in order; its log stays beside it");
            }
            drop(connection);
        }
    }
}

/// Whether the keys change with it.
fn changes_keys(work: &Work) -> bool {
    match work {
        Work::Save { changes, .. } => changes
            .iter()
            .any(|change| *change == Change::Forget || is_first_yes(change)),
        Work::Sweep(_) | Work::Claim { .. } => false,
    }
}

/// Whether it is a yes to the text that is shown today.
fn is_first_yes(change: &Change) -> bool {
    matches!(change, Change::Agree { to, text } if *text == to.text())
}

/// Empties a log. A reader in the way is waited for a moment; after that it is tried again with the next group.
fn empty_log(connection: &Connection) -> Result<(), Fault> {
    connection.busy_timeout(Duration::ZERO)?;
    let mut emptied = checkpoint(connection);
    for _ in 0..EMPTY_TRIES {
        if matches!(emptied, Ok(true)) {
            break;
        }
        std::thread::sleep(EMPTY_PAUSE);
        emptied = checkpoint(connection);
    }
    connection.busy_timeout(BUSY_LIMIT)?;
    if emptied? { Ok(()) } else { Err(Fault::Busy) }
}

/// Writes a small file anew: SQLite leaves copies of rows in the gaps of pages that it split, which `secure_delete` does not
/// reach. In a large file such copies stay until their pages are used again; a destroyed key makes them noise.
fn leave_no_gaps(connection: &Connection) -> Result<(), Fault> {
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
    if pages <= ANEW_PAGES_MAX {
        connection.execute_batch("VACUUM")?;
    }
    Ok(())
}

impl Done {
    /// The same, with whether the member was known.
    fn known(self, known: bool) -> Self {
        match self {
            Self::Saved(saved) => Self::Saved(Saved {
                forgot: known,
                ..saved
            }),
            Self::Swept(_) | Self::Claimed(_) => self,
        }
    }
}
