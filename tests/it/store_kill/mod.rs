//! Stores whose process is killed at every stage of writing, opening and closing: what was confirmed is there, and whole.
//!
//! `ALONGSIDE_ROUNDS=10000 cargo test --release --test it store_kill -- --nocapture` kills so often, and says where.

mod child;
mod parent;

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr as _;

use alongside::store::{Schema, Stage};

use crate::common::{Dice, tell};
use crate::store_kill::parent::{Round, Site, When, fill};

/// How many members there are.
pub(crate) const MEMBERS: usize = 12;
/// How many deeds of one member are under way at most.
pub(crate) const IN_FLIGHT_MAX: usize = 3;
/// How often a process is killed where nothing else is said.
const ROUNDS: usize = 60;
/// How many rounds one folder lives through.
const ROUNDS_PER_FOLDER: usize = 25;
/// The longest wait after which a process is killed while it opens or closes, in microseconds.
const MICROS_MAX: usize = 12_000;

/// What the child is to do.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) seed: u64,
    /// How many deeds.
    pub(crate) deeds: usize,
    /// How many each member did before.
    pub(crate) done: Vec<usize>,
    /// Where it stands still, and at which time.
    pub(crate) stop: Option<(Stage, usize)>,
    /// Whether it says what is durable before it is: the planted fault.
    pub(crate) is_hasty: bool,
    /// Whether it takes the files to a later version.
    pub(crate) is_longer: bool,
}

impl Order {
    /// The order as text, for the child's surroundings.
    pub(crate) fn text(&self) -> String {
        let done: Vec<String> = self.done.iter().map(ToString::to_string).collect();
        let (stage, number) = match self.stop {
            Some((stage, number)) => (Stage::ALL.iter().position(|one| *one == stage), number),
            None => (None, 0),
        };
        let stage = stage.unwrap_or(Stage::ALL.len());
        let flags = usize::from(self.is_hasty) + 2 * usize::from(self.is_longer);
        let Self { seed, deeds, .. } = self;
        format!("{seed} {deeds} {stage} {number} {flags} {}", done.join(" "))
    }

    /// The order from its text.
    pub(crate) fn from_text(text: &str) -> Self {
        let numbers = text.split(' ').map(|word| usize::from_str(word).unwrap());
        let numbers: Vec<usize> = numbers.collect();
        Self {
            seed: u64::try_from(numbers[0]).unwrap(),
            deeds: numbers[1],
            stop: Stage::ALL.get(numbers[2]).map(|stage| (*stage, numbers[3])),
            is_hasty: numbers[4] & 1 != 0,
            is_longer: numbers[4] & 2 != 0,
            done: numbers[5..].to_vec(),
        }
    }
}

/// The tables, or those of a later version that was made for the tests.
pub(crate) fn schema(is_longer: bool) -> Schema {
    if !is_longer {
        return Schema::CURRENT;
    }
    let data = [
        "ALTER TABLE member ADD COLUMN later INTEGER; UPDATE member SET later = seen;",
        "CREATE TABLE answer_2 (
           id     INTEGER PRIMARY KEY NOT NULL,
           member INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
           sealed BLOB NOT NULL
         ) STRICT;
         INSERT INTO answer_2 SELECT id, member, sealed FROM answer;
         DROP TABLE answer;
         ALTER TABLE answer_2 RENAME TO answer;
         CREATE INDEX answer_member ON answer (member);",
    ];
    let keys = ["ALTER TABLE key ADD COLUMN later INTEGER; UPDATE key SET later = id;"];
    Schema {
        data: [Schema::CURRENT.data, &data].concat().leak(),
        keys: [Schema::CURRENT.keys, &keys].concat().leak(),
    }
}

fn rounds() -> usize {
    let rounds = std::env::var("ALONGSIDE_ROUNDS").ok();
    rounds.map_or(ROUNDS, |rounds| rounds.parse().unwrap())
}

/// Which kill comes in a round: every stage in turn, and in between at random.
fn when(round: usize, dice: &mut Dice) -> When {
    let stages = Stage::ALL.len();
    let micros = u64::try_from(dice.below(MICROS_MAX)).unwrap();
    match round % (stages + 4) {
        at if at < stages => {
            // Forgetting is rarer than the rest.
            let is_rare = matches!(
                Stage::ALL[at],
                Stage::KeysWritten | Stage::KeysCommitted | Stage::Erased
            );
            let bound = if is_rare { 3 } else { 12 };
            When::Stage(Stage::ALL[at], dice.below(bound))
        }
        at => match at - stages {
            0 => When::Acks(dice.below(60)),
            1 => When::Opening(micros / 4),
            2 => When::Closing(micros / 4),
            _ => When::Working(micros),
        },
    }
}

#[test]
fn nothing_confirmed_is_lost_wherever_the_process_is_killed() {
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let mut dice = Dice::new(11);
    let mut site = Site::new(false);
    for round in 0..rounds() {
        if round % ROUNDS_PER_FOLDER == 0 {
            site = Site::new(false);
        }
        let when = when(round, &mut dice);
        let killed = Round::new(&mut site, when, round).run();
        let killed = killed.unwrap_or_else(|loss| panic!("round {round}, {when:?}: {loss}"));
        let name = if killed {
            when.name()
        } else {
            "ended first".to_owned()
        };
        *met.entry(name).or_default() += 1;
    }
    tell(&format!("killed: {met:?}"));
    assert!(met.len() > Stage::ALL.len(), "{met:?}");
}

#[test]
fn a_first_start_that_is_killed_leaves_something_to_start_with() {
    let mut dice = Dice::new(12);
    let mut met = 0;
    for round in 0..rounds() / 4 {
        let mut site = Site::new(false);
        let when = When::Opening(u64::try_from(dice.below(MICROS_MAX * 2)).unwrap());
        met += usize::from(Round::new(&mut site, when, round).run().unwrap());
    }
    tell(&format!("killed in the first start: {met}"));
    assert!(met > 0);
}

#[test]
fn a_migration_that_is_killed_goes_on_at_the_next_start() {
    let full = tempfile::tempdir().unwrap();
    let (done, kept) = fill(full.path());
    let mut dice = Dice::new(13);
    let mut met = 0;
    for round in 0..rounds() / 4 {
        let mut site = Site::copy(full.path(), &done, &kept);
        let when = When::Opening(u64::try_from(dice.below(MICROS_MAX * 2)).unwrap());
        let killed = Round::new(&mut site, when, round).run();
        met += usize::from(killed.unwrap_or_else(|loss| panic!("{round} {when:?}: {loss}")));
    }
    tell(&format!("killed in a migration: {met}"));
    assert!(met > 0);
}

#[test]
fn what_is_confirmed_too_early_is_found_to_be_lost() {
    let mut losses = 0;
    for round in 0..8 {
        let mut site = Site::new(true);
        let when = When::Stage(Stage::Written, round % 3);
        losses += usize::from(Round::new(&mut site, when, round).run().is_err());
    }
    assert!(losses > 4, "the planted fault was found {losses} times");
}

/// Copies the files of one folder into another.
fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}
