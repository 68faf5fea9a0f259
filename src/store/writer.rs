//! The one thread that writes: it takes all that waits, writes it as one group, and tells everybody when it is durable.
//!
//! While one group is synchronised to the disk the next one gathers by itself, so that many members share one wait and
//! nobody waits for a timer. *Invariant:* nobody is told before their change is on the disk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::member::{Change, Day};
use crate::schedule::Minute;
use crate::store::claim::{self, Claimed};
use crate::store::fault::Fault;
use crate::store::keys::{self, Hash};
use crate::store::open::{checkpoint, set_in_use};
use crate::store::probe::{Probe, Stage};
use crate::store::rows;
use crate::store::sweep::{self, Sweep, Swept};
use crate::store::work::{self, Saved};

/// How many jobs share one commit at most.
const GROUP_MAX: usize = 256;

/// How often, and after which pause, the logs are tried to be emptied while somebody reads; 5 seconds in all.
const EMPTY_TRIES: u32 = 100;
const EMPTY_PAUSE: Duration = Duration::from_millis(50);

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

/// The two files, as the thread holds them.
pub(crate) struct Writer {
    pub(crate) data: Connection,
    pub(crate) keys: Connection,
    pub(crate) probe: Probe,
    /// Whether there is a file, with a log that can be emptied.
    pub(crate) on_disk: bool,
    /// Members whose keys are destroyed and whose rows are still to be erased.
    pub(crate) doomed: Vec<i64>,
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
        while let Ok(first) = jobs.recv() {
            let mut group = vec![first];
            while group.len() < GROUP_MAX
                && let Ok(job) = jobs.try_recv()
            {
                group.push(job);
            }
            self.take(group);
        }
        self.close();
    }

    /// Erases what was left to be erased when the program ended last.
    pub(crate) fn settle(&mut self) -> Result<(), Fault> {
        if self.doomed.is_empty() {
            return Ok(());
        }
        self.write(&[], &[]).map(|_results| ())
    }

    /// Writes a group and tells everybody.
    fn take(&mut self, group: Vec<Job>) {
        let works: Vec<&Work> = group.iter().map(|job| &job.work).collect();
        let results = self.group(&works);
        for (job, result) in group.into_iter().zip(results) {
            // Whoever gave up waiting needs no answer.
            let _gone = job.done.send(result);
            self.probe.at(Stage::Told);
        }
    }

    fn group(&mut self, works: &[&Work]) -> Vec<Result<Done, Fault>> {
        self.probe.at(Stage::Taken);
        let known = match self.whole(|writer| writer.change_keys(works)) {
            Ok(known) => known,
            Err(fault) => return works.iter().map(|_work| Err(fault)).collect(),
        };
        match self.whole(|writer| writer.write(works, &known)) {
            Ok(results) => results,
            // Where a disk is full, one large change must not keep small ones out.
            Err(_fault) if works.len() > 1 => {
                let each = works.iter().zip(&known);
                each.map(|(work, known)| self.alone(work, *known)).collect()
            }
            Err(fault) => vec![Err(fault)],
        }
    }

    fn alone(&mut self, work: &Work, known: bool) -> Result<Done, Fault> {
        let mut results = self.whole(|writer| writer.write(&[work], &[known]))?;
        results.pop().unwrap_or(Err(Fault::Program))
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

    fn write(
        &mut self,
        works: &[&Work],
        known: &[bool],
    ) -> Result<Vec<Result<Done, Fault>>, Fault> {
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
        self.probe.at(Stage::Written);
        self.data.execute_batch("COMMIT")?;
        self.probe.at(Stage::Committed);
        all.erased |= !self.doomed.is_empty();
        self.doomed.clear();
        self.traces |= all.erased;
        if !all.emptied.is_empty() {
            self.destroy(&all.emptied)?;
        }
        if self.traces {
            self.empty_logs()?;
            self.probe.at(Stage::Erased);
        }
        Ok(results)
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

fn empty_log(connection: &Connection) -> Result<(), Fault> {
    for _ in 0..EMPTY_TRIES {
        if checkpoint(connection)? {
            return Ok(());
        }
        std::thread::sleep(EMPTY_PAUSE);
    }
    Err(Fault::Busy)
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
