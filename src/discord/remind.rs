//! Sends what is due: reminders, each claimed on disk first, at a calm pace.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::discord::answer::{Desk, PLATFORM};
use crate::discord::rest::{Fault, FaultKind, Rest};
use crate::member::{Change, Day, Stopped};
use crate::schedule::{Minute, Steady};
use crate::service::keeping::Keeper;
use crate::store::Due;

/// How often it is looked whether something is due.
pub const LOOK_EVERY: Duration = Duration::from_secs(20);

/// How long lies between two reminders at least: at most five a second leave, whatever is due.
const PACE: Duration = Duration::from_millis(200);

/// How many members are claimed at once: what a kill in between can cost.
const CLAIM_MAX: u32 = 16;

/// Sends reminders.
#[derive(Debug)]
pub struct Reminders {
    keeper: Keeper,
    rest: Rest,
    steady: Mutex<Option<Steady>>,
    started: Instant,
}

/// What one look sent and let pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Looked {
    /// How many reminders got there.
    pub sent: u32,
    /// How many did not.
    pub failed: u32,
    /// How many were too late to be sent.
    pub skipped: u32,
}

impl Reminders {
    /// Reminders of a store, sent through a connection.
    pub fn new(keeper: Keeper, rest: Rest) -> Self {
        Self {
            keeper,
            rest,
            steady: Mutex::new(None),
            started: Instant::now(),
        }
    }

    /// Looks again and again; never ends.
    pub async fn run(&self, desk: &Desk) {
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            let passed = self.started.elapsed().as_secs() / 60;
            if self.is_steady(passed) {
                let looked = self.look(desk).await;
                if looked != Looked::default() {
                    let Looked {
                        sent,
                        failed,
                        skipped,
                    } = looked;
                    tracing::info!("reminders: {sent} sent, {failed} not, {skipped} too late");
                }
            }
        }
    }

    /// Whether the clock runs as time passes; after a jump nothing is sent for a while.
    pub fn is_steady(&self, passed: u64) -> bool {
        let now = (self.keeper.clock)();
        let mut steady = self
            .steady
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        steady
            .get_or_insert_with(|| Steady::begin(now, passed))
            .look(now, passed)
    }

    /// Sends everything that is due now.
    pub async fn look(&self, desk: &Desk) -> Looked {
        let mut looked = Looked::default();
        loop {
            let now = (self.keeper.clock)();
            let claimed = match self.keeper.store.claim(now, CLAIM_MAX).await {
                Ok(claimed) => claimed,
                Err(fault) => {
                    tracing::error!("what is due cannot be read: {fault}");
                    return looked;
                }
            };
            looked.skipped += claimed.skipped;
            for due in claimed.due {
                if self.one(desk, &due, now).await {
                    looked.sent += 1;
                } else {
                    looked.failed += 1;
                }
                tokio::time::sleep(PACE).await;
            }
            if !claimed.is_more {
                return looked;
            }
        }
    }

    /// Sends one, and notes how that went; true when it got there.
    async fn one(&self, desk: &Desk, due: &Due, now: Minute) -> bool {
        let sent = self.send(desk, due).await;
        let change = match &sent {
            Ok(()) => Change::Sent,
            Err(kind) => {
                Change::NotSent((*kind == FaultKind::ClosedDms).then_some(Stopped::Closed))
            }
        };
        let today = Day::of_minute(now);
        let noted = self.keeper.store.save(&due.address, vec![change], today);
        if let Err(fault) = noted.done().await {
            tracing::error!("that a reminder was sent could not be noted: {fault}");
        }
        sent.is_ok()
    }

    async fn send(&self, desk: &Desk, due: &Due) -> Result<(), FaultKind> {
        let user = due.address.user.parse::<u64>();
        let (PLATFORM, Ok(user)) = (&*due.address.platform, user) else {
            return Err(FaultKind::NotFound);
        };
        let body = desk.reminder(due.number);
        let sent = async {
            let channel = self.rest.open_dm(user).await?;
            self.rest.send(channel, body).await
        };
        match sent.await {
            Ok(_message) => Ok(()),
            Err(fault) => {
                self.note(user, &fault);
                Err(fault.kind)
            }
        }
    }

    fn note(&self, user: u64, fault: &Fault) {
        match fault.kind {
            FaultKind::ClosedDms => {}
            FaultKind::NotFound => self.rest.forget_dm(user),
            _ => tracing::warn!("a reminder did not get there: {fault}"),
        }
    }
}
