//! Events -> answers: each once, each member's in order, members side by side, and never more at a time than fits.
//!
//! What a step does is a function of what was pressed, so an event that comes again (a replay after a resume, a double click)
//! would show the same place again; it is dropped all the same, as far back as memory reaches.

mod direct;
mod lanes;
mod pictures;
mod serve;

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::model::event::Event;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use crate::discord::answer::Desk;
use crate::discord::arrived::{Arrived, Typed, What};
use crate::discord::dispatch::lanes::{Entered, Lanes};
use crate::discord::dispatch::pictures::Pictures;
use crate::discord::receive::{Received, receive};
use crate::discord::recent::Recent;
use crate::discord::rest::Rest;

/// How many ids of events are remembered at least; twice as many at most, at about 20 bytes each.
const SEEN: usize = 1 << 16;

/// How long an id is remembered: as long as an interaction can be answered, in seconds.
/// <https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback>
const SEEN_SECS: u64 = 15 * 60;

/// How many answers may be worked on at once. The others wait in the order of their coming, each behind its member's own.
const SLOTS: usize = 512;

/// How long the last one may have waited before new ones are told that there is too much to do, in milliseconds. Discord waits
/// three seconds for an answer.
const LAG_MS_MAX: u64 = 1_500;

/// How long it is remembered that a member takes no direct messages, in seconds.
const CLOSED_SECS: u64 = 10 * 60;

/// How many members' closed direct messages are remembered at least.
const CLOSED: usize = 10_000;

/// How many "busy" answers may be under way at once.
const BUSY_MAX: usize = 64;

/// How often it is looked whether all is done, while stopping.
const STOP_STEP: Duration = Duration::from_millis(10);

/// Takes events and answers them.
#[derive(Debug, Clone)]
pub struct Dispatcher(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    desk: Desk,
    rest: Rest,
    workers: Handle,
    lanes: Lanes<Job>,
    seen: Mutex<Recent<u64, ()>>,
    slots: Semaphore,
    busy: Arc<Semaphore>,
    pictures: Pictures,
    /// How long the last one waited for its slot, in milliseconds.
    lag_ms: AtomicU64,
    /// Members who took no direct messages a short while ago.
    closed: Mutex<Recent<u64, ()>>,
    /// Moves to direct messages that go on after their answer was promised.
    moving: AtomicUsize,
    /// The bot's own user id.
    own: AtomicU64,
    /// The application's id.
    application: AtomicU64,
    stopping: AtomicBool,
    opened: Instant,
}

/// Something to handle.
#[derive(Debug)]
enum Job {
    Arrived(Arrived),
    Typed(Typed),
}

impl Dispatcher {
    /// A dispatcher whose answers are worked out on `workers`.
    pub fn new(desk: Desk, rest: Rest, workers: Handle) -> Self {
        Self(Arc::new(Inner {
            desk,
            rest,
            workers,
            lanes: Lanes::default(),
            seen: Mutex::new(Recent::new(SEEN, SEEN_SECS)),
            slots: Semaphore::new(SLOTS),
            busy: Arc::new(Semaphore::new(BUSY_MAX)),
            pictures: Pictures::default(),
            lag_ms: AtomicU64::new(0),
            closed: Mutex::new(Recent::new(CLOSED, CLOSED_SECS)),
            moving: AtomicUsize::new(0),
            own: AtomicU64::new(0),
            application: AtomicU64::new(0),
            stopping: AtomicBool::new(false),
            opened: Instant::now(),
        }))
    }

    /// The desk, for what is done now and then.
    pub fn desk(&self) -> &Desk {
        &self.0.desk
    }

    /// Takes an event. Returns at once: it is called where the next event waits.
    pub fn take(&self, event: Event) {
        if let Event::Ready(ready) = &event {
            let (own, application) = (ready.ready.user.id, ready.ready.application.id);
            self.0.own.store(own.get(), Ordering::Relaxed);
            self.0
                .application
                .store(application.get(), Ordering::Relaxed);
        }
        match receive(event, self.0.own.load(Ordering::Relaxed)) {
            Received::Arrived(mut arrived) => {
                if arrived.application == 0 {
                    arrived.application = self.0.application.load(Ordering::Relaxed);
                }
                self.job(arrived.id, arrived.user, Job::Arrived(arrived));
            }
            Received::Typed(typed) => self.job(typed.id, typed.user, Job::Typed(typed)),
            Received::Unreadable => {
                tracing::warn!("an interaction without an id or a token was left alone");
            }
            Received::Nothing => {}
        }
    }

    fn job(&self, id: u64, member: u64, job: Job) {
        let inner = &self.0;
        if inner.stopping.load(Ordering::Relaxed) || !inner.is_new(id) {
            return;
        }
        if let Job::Arrived(arrived) = &job
            && matches!(arrived.what, What::Completing { .. })
        {
            // Typing has no order and no state: it takes none of the member's turns, and where there is much to do, none at all.
            if inner.slots.available_permits() > 0 {
                drop(self.0.workers.spawn(Arc::clone(inner).alone(job)));
            }
            return;
        }
        let lags = inner.lag_ms.load(Ordering::Relaxed) > LAG_MS_MAX;
        if lags && inner.lanes.waiting() > SLOTS {
            return self.busy(job);
        }
        match inner.lanes.enter(member, job) {
            Entered::First(job) => {
                let inner = Arc::clone(inner);
                drop(self.0.workers.spawn(inner.lane(member, job)));
            }
            Entered::Queued => {}
            Entered::Full(job) => self.busy(job),
        }
    }

    /// Says that there is too much to do; where even that is too much, nothing.
    fn busy(&self, job: Job) {
        let Job::Arrived(arrived) = job else {
            return;
        };
        let Ok(slot) = Arc::clone(&self.0.busy).try_acquire_owned() else {
            return;
        };
        let inner = Arc::clone(&self.0);
        let task = async move {
            inner.say_busy(&arrived).await;
            drop(slot);
        };
        drop(self.0.workers.spawn(task));
    }

    /// Stops taking events, and waits until all that was taken is answered, for at most `limit`. True when it was.
    pub async fn stop(&self, limit: Duration) -> bool {
        self.0.stopping.store(true, Ordering::Relaxed);
        let until = tokio::time::Instant::now() + limit;
        while self.0.lanes.waiting() > 0 || self.0.moving.load(Ordering::Relaxed) > 0 {
            if tokio::time::Instant::now() >= until {
                return false;
            }
            tokio::time::sleep(STOP_STEP).await;
        }
        true
    }
}

impl Inner {
    /// Whether an event comes for the first time.
    fn is_new(&self, id: u64) -> bool {
        let now = self.opened.elapsed().as_secs();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.put(id, (), now)
    }

    /// Handles what one member does, one after the other.
    async fn lane(self: Arc<Self>, member: u64, first: Job) {
        let mut job = Some(first);
        while let Some(one) = job {
            Arc::clone(&self).alone(one).await;
            job = self.lanes.next(member);
        }
    }

    /// Handles one thing as soon as there is a slot.
    async fn alone(self: Arc<Self>, job: Job) {
        let came = Instant::now();
        // The semaphore is never closed, so that a slot always comes.
        let slot = self.slots.acquire().await;
        let lag = u64::try_from(came.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.lag_ms.store(lag, Ordering::Relaxed);
        self.serve(job).await;
        drop(slot);
    }
}
