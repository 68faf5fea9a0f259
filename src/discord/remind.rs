//! Sends what is due: reminders, each claimed on disk first, at a calm pace.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::discord::answer::{Desk, PLATFORM};
use crate::discord::rest::{Fault, FaultKind, Rest};
use crate::member::{AGAIN_MINUTES, Change, Day, Stopped};
use crate::schedule::{Minute, Steady};
use crate::service::keeping::Keeper;
use crate::store::Due;

/// How often it is looked whether something is due.
pub const LOOK_EVERY: Duration = Duration::from_secs(20);

/// How long lies between two reminders at least: at most five a second leave, whatever is due.
const PACE: Duration = Duration::from_millis(200);

/// How many are claimed at once: what a kill in between can cost, and what must not grow old while others are sent.
const CLAIM_MAX: usize = 1;

/// Minutes on a clock that nobody can set.
pub type Passed = Arc<dyn Fn() -> u64 + Send + Sync>;

/// Sends reminders.
pub struct Reminders {
    keeper: Keeper,
    rest: Rest,
    passed: Passed,
    steady: Mutex<Option<Steady>>,
    /// Numbers that this process tried, and when.
    tried: Mutex<Vec<(u64, u64)>>,
}

impl fmt::Debug for Reminders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reminders").finish_non_exhaustive()
    }
}

/// What one look sent and let pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Looked {
    /// How many reminders got there.
    pub sent: u32,
    /// How many did not.
    pub failed: u32,
    /// How many are tried again at a later look.
    pub later: u32,
    /// How many were too late to be sent.
    pub skipped: u32,
}

/// How sending one went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Went {
    /// It got there.
    There,
    /// It did not, and will not; perhaps none ever will.
    Lost(Option<Stopped>),
    /// It surely did not leave.
    Unsent,
    /// Nobody knows.
    Unknown,
}

impl Reminders {
    /// Reminders of a store, sent through a connection.
    pub fn new(keeper: Keeper, rest: Rest) -> Self {
        let started = Instant::now();
        let passed = Arc::new(move || started.elapsed().as_secs() / 60);
        Self::with_passed(keeper, rest, passed)
    }

    /// The same with another measure of the time that passed since the start.
    pub fn with_passed(keeper: Keeper, rest: Rest, passed: Passed) -> Self {
        Self {
            keeper,
            rest,
            passed,
            steady: Mutex::default(),
            tried: Mutex::default(),
        }
    }

    /// Looks again and again; never ends.
    pub async fn run(&self, desk: &Desk) {
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            let looked = self.look(desk).await;
            if looked != Looked::default() {
                let Looked {
                    sent,
                    failed,
                    later,
                    skipped,
                } = looked;
                tracing::info!(
                    "reminders: {sent} sent, {failed} not, {later} to be tried again, {skipped} too late"
                );
            }
        }
    }

    /// Whether the clock runs as time passes; after a jump nothing is sent for a while.
    fn is_steady(&self, now: Minute) -> bool {
        let passed = (self.passed)();
        lock(&self.steady)
            .get_or_insert_with(|| Steady::begin(now, passed))
            .look(now, passed)
    }

    /// Sends everything that is due now, one after the other; where Discord is in trouble, the rest waits for the next look.
    pub async fn look(&self, desk: &Desk) -> Looked {
        let mut looked = Looked::default();
        loop {
            let now = (self.keeper.clock)();
            // The clock may be set while many are sent.
            if !self.is_steady(now) {
                return looked;
            }
            let claimed = match self.keeper.store.claim(now, CLAIM_MAX).await {
                Ok(claimed) => claimed,
                Err(fault) => {
                    tracing::error!("what is due cannot be read: {fault}");
                    return looked;
                }
            };
            looked.skipped += claimed.skipped;
            for due in claimed.due {
                let pace = tokio::time::sleep(PACE);
                let went = self.one(desk, &due).await;
                let is_noted = self.note(&due, went, now).await;
                match went {
                    Went::There => looked.sent += 1,
                    Went::Lost(_) => looked.failed += 1,
                    Went::Unsent | Went::Unknown => looked.later += 1,
                }
                pace.await;
                if !is_noted || matches!(went, Went::Unsent | Went::Unknown) {
                    return looked;
                }
            }
            if !claimed.is_more {
                return looked;
            }
        }
    }

    /// Notes how it went; false where that could not be written.
    async fn note(&self, due: &Due, went: Went, now: Minute) -> bool {
        let change = match went {
            Went::There => Change::Sent,
            Went::Lost(why) => Change::NotSent(why),
            Went::Unsent => Change::Unsent,
            // It stays claimed, and is sent again with its number.
            Went::Unknown => return true,
        };
        let today = Day::of_minute(now);
        let noted = self.keeper.store.save(&due.address, vec![change], today);
        let noted = noted.done().await;
        if let Err(fault) = &noted {
            tracing::error!("what became of a reminder could not be noted: {fault}");
        }
        noted.is_ok()
    }

    /// Sends one, unless it may have got there too long ago to be known by its number.
    async fn one(&self, desk: &Desk, due: &Due) -> Went {
        if !self.is_known(due) {
            return Went::Lost(None);
        }
        let (PLATFORM, Ok(user)) = (&*due.address.platform, due.address.user.parse::<u64>()) else {
            return Went::Lost(None);
        };
        let opened = self.rest.open_dm(user).await;
        let channel = match opened {
            Ok(channel) => channel,
            Err(fault) => {
                warn(&fault);
                return match went(fault.kind) {
                    // Where it was tried before, it may have got there then.
                    Went::Unknown if !due.is_again => Went::Unsent,
                    went => went,
                };
            }
        };
        match self.rest.send(channel, desk.reminder(due.number)).await {
            Ok(_message) => Went::There,
            Err(fault) => {
                warn(&fault);
                if fault.kind == FaultKind::NotFound {
                    self.rest.forget_dm(user);
                }
                went(fault.kind)
            }
        }
    }

    /// Whether the platform still knows the number of one that may have got there. The clock on the wall alone does not tell:
    /// it may have been put back in between.
    fn is_known(&self, due: &Due) -> bool {
        let passed = (self.passed)();
        let mut tried = lock(&self.tried);
        tried.retain(|(_, at)| passed.saturating_sub(*at) <= u64::from(AGAIN_MINUTES));
        if !due.is_again {
            tried.push((due.number, passed));
            return true;
        }
        // One of a process before this one was tried before this one began.
        passed <= u64::from(AGAIN_MINUTES) || tried.iter().any(|(number, _)| *number == due.number)
    }
}

/// What a fault means for a reminder.
fn went(kind: FaultKind) -> Went {
    match kind {
        FaultKind::ClosedDms => Went::Lost(Some(Stopped::Closed)),
        FaultKind::Forbidden
        | FaultKind::NotFound
        | FaultKind::Refused
        | FaultKind::UnknownInteraction
        | FaultKind::AlreadyAnswered => Went::Lost(None),
        FaultKind::Unreachable
        | FaultKind::Timeout
        | FaultKind::Unauthorized
        | FaultKind::RateLimited
        | FaultKind::Server
        | FaultKind::Unreadable
        | FaultKind::Stopped => Went::Unknown,
    }
}

fn warn(fault: &Fault) {
    // A closed door is no trouble of anybody's.
    if fault.kind != FaultKind::ClosedDms {
        tracing::warn!("a reminder did not get there: {fault}");
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
