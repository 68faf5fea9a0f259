//! Where things are kept for all members, and what one turn takes out of it.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::member::{Address, Change, Day};
use crate::schedule::Minute;
use crate::service::keeping::{Keeping, State};
use crate::store::{Fault, OneShelf, Saved, Saving, Store};

/// Where things are kept, and what the operator allows.
#[derive(Clone)]
pub struct Keeper {
    /// The store.
    pub store: Arc<Store>,
    /// Whether members may keep answers.
    pub answers_on: bool,
    /// After how many days away a member is forgotten.
    pub away_days: u16,
    /// The clock.
    pub clock: Clock,
    /// Users whom another command forgot, and who may still be in memory.
    pub forgotten: Arc<Mutex<Vec<Box<str>>>>,
}

/// What tells the time.
pub type Clock = Arc<dyn Fn() -> Minute + Send + Sync>;

impl fmt::Debug for Keeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keeper")
            .field("answers_on", &self.answers_on)
            .finish_non_exhaustive()
    }
}

/// What is to be written for a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saves {
    /// Whose it is.
    pub who: Address,
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// The day.
    pub today: Day,
}

/// The system's clock.
pub fn system_clock() -> Clock {
    Arc::new(|| Minute::of(jiff::Timestamp::now()))
}

impl Keeper {
    /// What is kept about a member, read for one turn.
    pub fn open<'n>(&'n self, who: &'n Address, shelf: &'n OneShelf<'n>) -> Keeping<'n> {
        let mut keeping = Keeping {
            answers_on: self.answers_on,
            shelf: Some(shelf),
            address: Some(who.clone()),
            away_days: self.away_days,
            now: (self.clock)(),
            state: if self.store.is_on_disk() {
                State::Disk
            } else {
                State::Memory
            },
            ..Keeping::default()
        };
        match self.store.known(who) {
            Ok(None) => {}
            Ok(Some(known)) => {
                keeping.seen = Some(known.seen);
                keeping.record = known.record;
                keeping.hear();
            }
            Err(fault) => {
                tracing::error!("what is kept about a member cannot be read: {fault}");
                keeping.state = State::Unreadable;
            }
        }
        keeping
    }

    /// A member's answers, to be read when they are asked for.
    pub fn shelf<'n>(&'n self, who: &'n Address) -> OneShelf<'n> {
        OneShelf {
            store: &self.store,
            who,
        }
    }

    /// Notes that another command forgot a user.
    pub fn note_forgotten(&self, user: Box<str>) {
        let mut forgotten = self
            .forgotten
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        forgotten.push(user);
    }

    /// The users whom another command forgot since the last call.
    pub fn take_forgotten(&self) -> Vec<Box<str>> {
        let mut forgotten = self
            .forgotten
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *forgotten)
    }

    /// Begins to write.
    pub fn save(&self, saves: Saves) -> Saving {
        self.store.save(&saves.who, saves.changes, saves.today)
    }
}

impl Keeping<'_> {
    /// Any sign of a member answers the reminders.
    fn hear(&mut self) {
        let reminder = self.record.reminder.as_ref();
        if reminder.is_some_and(|reminder| reminder.unanswered > 0) {
            self.save(Change::Heard);
        }
    }

    /// What a turn left to be written; the day of a visit alone is written once a day.
    pub fn finish(mut self) -> Option<Saves> {
        let today = self.today();
        if self.saves.is_empty() && self.seen.is_some_and(|seen| seen != today) {
            self.saves.push(Change::Visit);
        }
        let forgets = self.saves.contains(&Change::Forget);
        let is_written = !self.saves.is_empty() && (forgets || self.state != State::Unreadable);
        is_written.then_some(Saves {
            who: self.address?,
            changes: self.saves,
            today,
        })
    }
}

/// How saving went, as far as a member has to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is written.
    Written,
    /// An answer found no room; everything else is written.
    Full,
    /// Other words for an answer found no room.
    NoRoom,
    /// It took too long, so it is not certain.
    Unsure,
    /// A trace of the talk is not written; the talk goes on.
    Unsaved,
    /// What the member asked for is not done.
    Undone,
}

impl Saves {
    /// Whether the member asked for one of the changes.
    pub fn has_deed(&self) -> bool {
        self.changes.iter().any(Change::is_deed)
    }
}

/// Reads how saving went; the reason goes to the log, without a word of what was to be saved.
pub fn outcome(saved: Result<Saved, Fault>, has_deed: bool) -> Outcome {
    match saved {
        Ok(Saved { is_full: true, .. }) if has_deed => Outcome::NoRoom,
        Ok(Saved { is_full: false, .. }) => Outcome::Written,
        Ok(Saved { is_full: true, .. }) => Outcome::Full,
        Err(fault) => {
            tracing::error!("something could not be saved: {fault}");
            if has_deed {
                Outcome::Undone
            } else {
                Outcome::Unsaved
            }
        }
    }
}

impl Outcome {
    /// Whether what the reply says is not so.
    pub fn is_untrue(self) -> bool {
        matches!(self, Self::Undone | Self::NoRoom)
    }

    /// What is said about it; nothing where all is well.
    pub fn words(self) -> Option<&'static str> {
        use crate::words::privacy as words;
        match self {
            Self::Written => None,
            Self::Full => Some(words::FULL),
            Self::NoRoom => Some(words::NO_ROOM),
            Self::Unsure => Some(words::UNSURE),
            Self::Unsaved => Some(words::UNSAVED),
            Self::Undone => Some(words::UNDONE),
        }
    }
}
