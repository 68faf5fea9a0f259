//! The store as the rest of the program sees it.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::member::{Address, Answer, AnswerId, Change, Day, Record, Shelf, Unreadable};
use crate::schedule::Minute;
use crate::store::claim::Claimed;
use crate::store::fault::Fault;
use crate::store::keys::{self, Key, Pepper};
use crate::store::open::{self, Kind, meta, set_in_use, set_meta};
use crate::store::probe::Probe;
use crate::store::refusal::{Cause, Refusal};
use crate::store::rows;
use crate::store::schema::Schema;
use crate::store::seal::fill;
use crate::store::sweep::{Sweep, Swept};
use crate::store::work::Saved;
use crate::store::writer::{Done, Job, Work, Writer};

/// How many jobs may wait: more than a group, and less than anybody would want to wait behind.
const WAITING_MAX: usize = 4_096;

/// How many members one job of a sweep looks at.
const SWEEP_MEMBERS: u32 = 64;

/// The name under which both files carry the same random number.
const PAIR: &str = "pair";

/// Where the files stand, and how they are opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// The database.
    pub data: PathBuf,
    /// The key file.
    pub keys: PathBuf,
    /// The tables.
    pub schema: Schema,
    /// What looks at every step of writing.
    pub probe: Probe,
    /// The most pages that the database may have, for tests of a full disk.
    pub pages_max: Option<u32>,
}

impl Options {
    /// The files at their places, as they are used.
    pub fn new(data: PathBuf, keys: PathBuf) -> Self {
        Self {
            data,
            keys,
            schema: Schema::CURRENT,
            probe: Probe::default(),
            pages_max: None,
        }
    }
}

/// The store. Dropped, it writes what waits and closes the files.
#[derive(Debug)]
pub struct Store {
    jobs: Mutex<Option<SyncSender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    reader: Mutex<Option<Reader>>,
    pepper: Pepper,
    on_disk: bool,
}

/// The connections that read.
#[derive(Debug)]
struct Reader {
    data: Connection,
    keys: Connection,
}

impl Store {
    /// Opens the files, or makes them.
    pub fn open(options: Options) -> Result<Self, Refusal> {
        let keys = open::open(&options.keys, Kind::Keys, options.schema.keys)?;
        let data = open::open(&options.data, Kind::Data, options.schema.data)?;
        let damaged = |error: rusqlite::Error| Cause::of(&error).at(&options.data);
        let (data, keys) = match (data, keys) {
            (Some(data), Some(keys)) => (data, keys),
            (None, Some(keys)) => {
                if !keys::is_empty(&keys).map_err(damaged)? {
                    return Err(Cause::DataMissing.at(&options.data));
                }
                let data = open::make(&options.data, options.schema.data)?;
                (data, keys)
            }
            (Some(data), None) => {
                if holds_members(&data).map_err(damaged)? {
                    return Err(Cause::KeysMissing.at(&options.keys));
                }
                let keys = open::make(&options.keys, options.schema.keys)?;
                (data, keys)
            }
            (None, None) => {
                let keys = open::make(&options.keys, options.schema.keys)?;
                let data = open::make(&options.data, options.schema.data)?;
                (data, keys)
            }
        };
        if !pair(&data, &keys).map_err(damaged)? {
            return Err(Cause::OtherPair.at(&options.keys));
        }
        for (connection, path) in [(&keys, &options.keys), (&data, &options.data)] {
            set_in_use(connection, true).map_err(|error| Cause::of(&error).at(path))?;
        }
        if let Some(pages) = options.pages_max {
            let set = data.pragma_update_and_check(None, "max_page_count", pages, |_row| Ok(()));
            set.map_err(damaged)?;
        }
        let reader = Reader {
            data: open::reading(&options.data).map_err(damaged)?,
            keys: open::reading(&options.keys).map_err(damaged)?,
        };
        let doomed = doomed(&data, &keys).map_err(|_fault| Cause::Damaged.at(&options.keys))?;
        let writer = Writer {
            traces: !doomed.is_empty(),
            doomed,
            emptied: Vec::new(),
            data,
            keys,
            probe: options.probe,
            on_disk: true,
        };
        Self::start(writer, reader).map_err(|fault| unopened(fault).at(&options.data))
    }

    /// A store in memory, which ends with the program.
    pub fn in_memory() -> Result<Self, Refusal> {
        let unmade = |fault| unopened(fault).at("memory".as_ref());
        let name = keys::random_id().map_err(unmade)?;
        let names = [format!("data-{name}"), format!("keys-{name}")];
        let [data, keys] = &names;
        let writer = Writer {
            data: open::in_memory(data, Schema::CURRENT.data)?,
            keys: open::in_memory(keys, Schema::CURRENT.keys)?,
            probe: Probe::default(),
            on_disk: false,
            doomed: Vec::new(),
            emptied: Vec::new(),
            traces: false,
        };
        let again = |name: &str| open::memory(name).map_err(|error| unmade(error.into()));
        let reader = Reader {
            data: again(data)?,
            keys: again(keys)?,
        };
        Self::start(writer, reader).map_err(unmade)
    }

    fn start(mut writer: Writer, reader: Reader) -> Result<Self, Fault> {
        writer.settle()?;
        let pepper = Pepper::of(&writer.keys)?;
        let on_disk = writer.on_disk;
        let (jobs, waiting): (_, Receiver<Job>) = sync_channel(WAITING_MAX);
        let thread = std::thread::Builder::new().name("store".to_owned());
        let thread = thread.spawn(move || writer.run(&waiting));
        Ok(Self {
            jobs: Mutex::new(Some(jobs)),
            thread: Mutex::new(Some(thread.map_err(|_error| Fault::Program)?)),
            reader: Mutex::new(Some(reader)),
            pepper,
            on_disk,
        })
    }

    /// Writes what waits, and closes the files. From then on everything is refused.
    pub fn close(&self) {
        drop(lock(&self.jobs).take());
        // The one who writes closes last, so that no log stays beside the files.
        drop(lock(&self.reader).take());
        if let Some(thread) = lock(&self.thread).take() {
            // The thread catches its panics; there is nothing to hear from it.
            drop(thread.join());
        }
    }

    /// Whether what is kept outlives the program.
    pub fn is_on_disk(&self) -> bool {
        self.on_disk
    }

    /// What is kept about a member, and when they were here; nothing for whoever agreed to nothing.
    pub fn known(&self, who: &Address) -> Result<Option<Known>, Fault> {
        self.read(who, |reader, key| {
            let record = rows::record(&reader.data, key)?;
            let seen = rows::seen(&reader.data, key.id)?;
            Ok(record
                .zip(seen)
                .map(|(record, seen)| Known { record, seen }))
        })
        .map(Option::flatten)
    }

    /// What is kept about a member; nothing for whoever agreed to nothing.
    pub fn record(&self, who: &Address) -> Result<Option<Record>, Fault> {
        self.read(who, |reader, key| rows::record(&reader.data, key))
            .map(Option::flatten)
    }

    /// A member's answers, the newest first.
    pub fn answers(&self, who: &Address) -> Result<Vec<(AnswerId, Answer)>, Fault> {
        let answers = self.read(who, |reader, key| rows::answers(&reader.data, key))?;
        let mut answers = answers.unwrap_or_default();
        answers.sort_by(|(id, one), (other_id, other)| (other.day, other_id).cmp(&(one.day, id)));
        Ok(answers)
    }

    /// The day when a member was here last.
    pub fn seen(&self, who: &Address) -> Result<Option<Day>, Fault> {
        self.read(who, |reader, key| rows::seen(&reader.data, key.id))
            .map(Option::flatten)
    }

    fn read<R>(
        &self,
        who: &Address,
        read: impl FnOnce(&Reader, &Key) -> Result<R, Fault>,
    ) -> Result<Option<R>, Fault> {
        let hash = self.pepper.hash(&who.platform, &who.user);
        let reader = lock(&self.reader);
        let reader = reader.as_ref().ok_or(Fault::Closed)?;
        let Some(key) = keys::find(&reader.keys, hash)? else {
            return Ok(None);
        };
        read(reader, &key).map(Some)
    }

    /// Writes changes to what is kept about a member, in order.
    pub fn save(&self, who: &Address, changes: Vec<Change>, today: Day) -> Saving {
        let member = self.pepper.hash(&who.platform, &who.user);
        self.send(Work::Save {
            member,
            changes,
            today,
        })
    }

    /// Looks at the next few members: forgets those who were not here for so many days, and erases answers whose time is over.
    ///
    /// `is_patient`: after a pause of more than a week, which a wrong clock could have made, a day passes first.
    pub async fn sweep(
        &self,
        from: Bookmark,
        now: Minute,
        days: u16,
        is_patient: bool,
    ) -> Result<Swept, Fault> {
        let sweep = Sweep {
            after: from.0,
            max: SWEEP_MEMBERS,
            now,
            is_patient,
            forget_after_days: u32::from(days),
        };
        match self.send(Work::Sweep(sweep)).received().await? {
            Done::Swept(swept) => Ok(swept),
            Done::Saved(_) | Done::Claimed(_) => Err(Fault::Program),
        }
    }

    /// Claims the reminders that are due, at most so many that are to be sent.
    pub async fn claim(&self, now: Minute, max: usize) -> Result<Claimed, Fault> {
        match self.send(Work::Claim { now, max }).received().await? {
            Done::Claimed(claimed) => Ok(claimed),
            Done::Saved(_) | Done::Swept(_) => Err(Fault::Program),
        }
    }

    fn send(&self, work: Work) -> Saving {
        let (done, waiting) = oneshot::channel();
        let jobs = lock(&self.jobs);
        let Some(jobs) = jobs.as_ref() else {
            return Saving(Err(Fault::Closed));
        };
        Saving(match jobs.try_send(Job { work, done }) {
            Ok(()) => Ok(waiting),
            Err(TrySendError::Full(_)) => Err(Fault::Overrun),
            Err(TrySendError::Disconnected(_)) => Err(Fault::Closed),
        })
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.close();
    }
}

/// Locks, also after a panic elsewhere: what is held is whole between any two statements.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A member of whom something is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What is kept.
    pub record: Record,
    /// The day the member was here last.
    pub seen: Day,
}

/// Where a sweep stands: at the beginning, or after the member that was looked at last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bookmark(pub i64);

/// Something that is being written.
#[derive(Debug)]
#[must_use = "whether it is durable is known only once it is waited for"]
pub struct Saving(Result<oneshot::Receiver<Result<Done, Fault>>, Fault>);

impl Saving {
    /// Waits until it is durable.
    pub async fn done(self) -> Result<Saved, Fault> {
        saved(&self.received().await?)
    }

    /// The same where nothing else goes on.
    pub fn wait(self) -> Result<Saved, Fault> {
        let received = self.0?.blocking_recv();
        saved(&received.map_err(|_gone| Fault::Closed)??)
    }

    async fn received(self) -> Result<Done, Fault> {
        self.0?.await.map_err(|_gone| Fault::Closed)?
    }
}

fn saved(done: &Done) -> Result<Saved, Fault> {
    match done {
        Done::Saved(saved) => Ok(*saved),
        Done::Swept(_) | Done::Claimed(_) => Err(Fault::Program),
    }
}

/// The answers of one member, read when they are asked for.
#[derive(Debug)]
pub struct OneShelf<'s> {
    /// The store.
    pub store: &'s Store,
    /// The member.
    pub who: &'s Address,
}

impl Shelf for OneShelf<'_> {
    fn answers(&self) -> Result<Vec<(AnswerId, Answer)>, Unreadable> {
        self.store.answers(self.who).map_err(|fault| {
            tracing::error!("answers cannot be read: {fault}");
            Unreadable
        })
    }
}

fn holds_members(data: &Connection) -> rusqlite::Result<bool> {
    data.query_row("SELECT EXISTS (SELECT 1 FROM member)", [], |row| row.get(0))
}

/// Whether both files carry the same number; a file that has none yet gets the other's.
fn pair(data: &Connection, keys: &Connection) -> rusqlite::Result<bool> {
    match (meta(data, PAIR)?, meta(keys, PAIR)?) {
        (Some(one), Some(other)) => Ok(one == other),
        (Some(one), None) => set_meta(keys, PAIR, &one).map(|()| true),
        (None, Some(other)) => set_meta(data, PAIR, &other).map(|()| true),
        (None, None) => {
            let mut number = [0; 16];
            fill(&mut number).map_err(|_fault| rusqlite::Error::InvalidQuery)?;
            set_meta(keys, PAIR, &number)?;
            set_meta(data, PAIR, &number).map(|()| true)
        }
    }
}

/// Rows of members whose keys were destroyed: left by a kill, or come back with an old copy.
fn doomed(data: &Connection, keys: &Connection) -> Result<Vec<i64>, Fault> {
    let mut there = data.prepare("SELECT EXISTS (SELECT 1 FROM member WHERE id = ?1)")?;
    let mut doomed = Vec::new();
    for id in keys::tombstones(keys)? {
        if there.query_row([id], |row| row.get(0))? {
            doomed.push(id);
        }
    }
    Ok(doomed)
}

fn unopened(fault: Fault) -> Cause {
    match fault {
        Fault::Full => Cause::Full,
        Fault::ReadOnly => Cause::ReadOnly,
        Fault::Busy => Cause::Busy,
        Fault::Disk => Cause::Disk,
        _ => Cause::Damaged,
    }
}
