//! The process that kills, and then checks what the other one left.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use alongside::member::AnswerId;
use alongside::store::{Options, Stage, Store};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::store_kill::child::NAME;
use crate::store_kill::{IN_FLIGHT_MAX, MEMBERS, Order, copy, schema};
use crate::store_use::model::{Deed, Kept, name};
use crate::store_use::{DATA, KEYS, TODAY, assert_whole, count, open, options, save, sweep};

/// How many deeds a child does before it ends by itself.
const DEEDS: usize = 80;

/// When a child is killed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum When {
    /// At a stage, the so-manieth time.
    Stage(Stage, usize),
    /// After so many confirmations.
    Acks(usize),
    /// So many microseconds after it began to open the files.
    Opening(u64),
    /// So many after it had opened them.
    Working(u64),
    /// So many after it began to close them.
    Closing(u64),
}

impl When {
    /// Its name in figures.
    pub(crate) fn name(self) -> String {
        let name = format!("{self:?}");
        let end = name.find(|c: char| c.is_ascii_digit());
        let name = &name[..end.unwrap_or(name.len())];
        name.trim_end_matches(['(', ',', ' ']).replace('(', " ")
    }

    /// The line after which the wait begins.
    fn line(self) -> Option<(&'static str, u64)> {
        match self {
            Self::Stage(..) => Some(("there", 0)),
            Self::Acks(_) => None,
            Self::Opening(micros) => Some(("opening", micros)),
            Self::Working(micros) => Some(("open", micros)),
            Self::Closing(micros) => Some(("closing", micros)),
        }
    }
}

/// A folder, and what should be in it.
#[derive(Debug)]
pub(crate) struct Site {
    folder: TempDir,
    /// How many deeds each member did.
    done: Vec<usize>,
    kept: Vec<Kept>,
    is_hasty: bool,
    is_longer: bool,
}

impl Site {
    /// An empty one.
    pub(crate) fn new(is_hasty: bool) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            done: vec![0; MEMBERS],
            kept: vec![Kept::default(); MEMBERS],
            is_hasty,
            is_longer: false,
        }
    }

    /// A copy of a full one, which is taken to a later version.
    pub(crate) fn copy(from: &Path, done: &[usize], kept: &[Kept]) -> Self {
        let site = Self {
            done: done.to_vec(),
            kept: kept.to_vec(),
            is_longer: true,
            ..Self::new(false)
        };
        copy(from, site.folder.path());
        site
    }
}

/// Members who did much, in a store that was closed; how much, and what is kept.
pub(crate) fn fill(folder: &Path) -> (Vec<usize>, Vec<Kept>) {
    let store = open(folder);
    let (mut done, mut kept) = (vec![0; MEMBERS], vec![Kept::default(); MEMBERS]);
    for member in 0..MEMBERS {
        while done[member] < 30 || !kept[member].is_there() {
            let deed = Deed::of(member, done[member]);
            done[member] += 1;
            // What names an answer is left out here.
            if !deed.needs_id() {
                save(&store, &name(member), &deed.changes(|_mark| AnswerId(1)));
                kept[member] = std::mem::take(&mut kept[member]).after(&deed);
            }
        }
        assert_eq!(Kept::of(&store, member), kept[member]);
    }
    drop(store);
    (done, kept)
}

/// One life of a child.
#[derive(Debug)]
pub(crate) struct Round<'s> {
    site: &'s mut Site,
    when: When,
    seed: u64,
}

impl<'s> Round<'s> {
    pub(crate) fn new(site: &'s mut Site, when: When, round: usize) -> Self {
        let seed = u64::try_from(round).unwrap();
        Self { site, when, seed }
    }

    /// Starts a child, kills it and checks what it left; whether it was killed before it ended, or what is wrong.
    pub(crate) fn run(self) -> Result<bool, String> {
        let mut child = self.start();
        let mut acked = self.site.done.clone();
        let killed = self.watch(&mut child, &mut acked);
        child.wait().unwrap();
        self.check(&acked)?;
        Ok(killed)
    }

    fn start(&self) -> Child {
        let order = Order {
            seed: self.seed,
            deeds: DEEDS,
            done: self.site.done.clone(),
            stop: match self.when {
                When::Stage(stage, number) => Some((stage, number)),
                _ => None,
            },
            is_hasty: self.site.is_hasty,
            is_longer: self.site.is_longer,
        };
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args([
                "--exact",
                NAME,
                "--ignored",
                "--nocapture",
                "--test-threads=1",
            ])
            .env("STORE_FOLDER", self.site.folder.path())
            .env("STORE_ORDER", order.text())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command.spawn().unwrap()
    }

    /// Listens until the child is dead; `Child::kill` is SIGKILL here.
    fn watch(&self, child: &mut Child, acked: &mut [usize]) -> bool {
        let (mut heard, mut killed) = (0, false);
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        for line in lines {
            let line = line.unwrap();
            let mut words = line.split(' ');
            match words.next() {
                Some("closed") => return killed,
                Some("ack") => {
                    let mut number = || words.next().unwrap().parse::<usize>().unwrap();
                    let (member, done) = (number(), number());
                    acked[member] = done;
                    heard += 1;
                }
                _ => {}
            }
            let wait = match (self.when, self.when.line()) {
                (When::Acks(count), _) if heard > count => Some(0),
                (_, Some((after, micros))) if line == after => Some(micros),
                _ => None,
            };
            if let Some(micros) = wait.filter(|_| !killed) {
                std::thread::sleep(Duration::from_micros(micros));
                child.kill().unwrap();
                killed = true;
            }
        }
        killed
    }

    /// Opens what is left: every member must stand where the last confirmation left them, or a little later.
    fn check(self, acked: &[usize]) -> Result<(), String> {
        let site = self.site;
        let folder = site.folder.path();
        let store = Store::open(Options {
            schema: schema(site.is_longer),
            ..options(folder)
        });
        let store = store.map_err(|refusal| format!("it does not open: {refusal}"))?;
        for (member, acked) in acked.iter().enumerate() {
            let found = Kept::of(&store, member);
            let mut kept = site.kept[member].clone();
            let mut number = site.done[member];
            let fits = |kept: &Kept, number| number >= *acked && *kept == found;
            while !fits(&kept, number) {
                if number >= acked + IN_FLIGHT_MAX {
                    return Err(format!("member {member} after {acked}: found {found:?}"));
                }
                kept = kept.after(&Deed::of(member, number));
                number += 1;
            }
            (site.kept[member], site.done[member]) = (kept, number);
        }
        drop(store);
        // Keys whose first yes was never confirmed go with the sweep of a day; each round is a day of its own.
        let data = Connection::open(folder.join(DATA)).unwrap();
        data.execute("DELETE FROM meta WHERE name = 'swept'", [])
            .unwrap();
        drop(data);
        let store = Store::open(Options {
            schema: schema(site.is_longer),
            ..options(folder)
        });
        let store = store.map_err(|refusal| format!("it does not open again: {refusal}"))?;
        let swept = sweep(&store, TODAY, 180);
        assert_eq!((swept.forgotten, swept.expired), (0, 0));
        drop(store);
        assert_whole(folder);
        rows(folder, &site.kept)
    }
}

/// There are rows and keys for those who are there, and for nobody else.
fn rows(folder: &Path, kept: &[Kept]) -> Result<(), String> {
    let data = Connection::open(folder.join(DATA)).unwrap();
    let keys = Connection::open(folder.join(KEYS)).unwrap();
    let there = kept.iter().filter(|kept| kept.is_there()).count();
    let answers = kept.iter().filter_map(|kept| kept.answers.as_ref());
    let answers: usize = answers.map(std::collections::BTreeMap::len).sum();
    let expected = (there, answers, there);
    let found = (
        count(&data, "member"),
        count(&data, "answer"),
        count(&keys, "key"),
    );
    if found != expected {
        return Err(format!("rows {found:?} instead of {expected:?}"));
    }
    let [members, known, gone] = [(&data, "member"), (&keys, "key"), (&keys, "tombstone")]
        .map(|(connection, table)| ids(connection, table));
    if members != known || !known.is_disjoint(&gone) {
        return Err("members and keys do not fit together".to_owned());
    }
    Ok(())
}

fn ids(connection: &Connection, table: &str) -> BTreeSet<i64> {
    let mut query = connection
        .prepare(&format!("SELECT id FROM {table}"))
        .unwrap();
    let ids = query.query_map([], |row| row.get(0)).unwrap();
    ids.map(Result::unwrap).collect()
}
