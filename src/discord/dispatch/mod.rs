//! Events -> answers: each once, each member's in order, members side by side, and never more at a time than fits.
//!
//! What a step does is a function of what was pressed, so an event that comes again (a replay after a resume, a double click)
//! would show the same place again; it is dropped all the same, as far back as memory reaches.

mod direct;
mod lanes;
mod serve;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::model::event::Event;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use crate::discord::answer::Desk;
use crate::discord::arrived::{Arrived, Typed};
use crate::discord::dispatch::lanes::{Entered, Lanes};
use crate::discord::receive::{Received, receive};
use crate::discord::recent::Recent;
use crate::discord::rest::Rest;

/// How many ids of events are remembered at least; twice as many at most, at about 20 bytes each.
const SEEN: usize = 1 << 16;

/// How long an id is remembered: as long as an interaction can be answered, in seconds.
/// <https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback>
const SEEN_SECS: u64 = 15 * 60;

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
    busy: Arc<Semaphore>,
    /// The bot's own user id.
    own: AtomicU64,
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
            busy: Arc::new(Semaphore::new(BUSY_MAX)),
            own: AtomicU64::new(0),
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
            self.0
                .own
                .store(ready.ready.user.id.get(), Ordering::Relaxed);
        }
        match receive(event, self.0.own.load(Ordering::Relaxed)) {
            Received::Arrived(arrived) => self.job(arrived.id, arrived.user, Job::Arrived(arrived)),
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
        while self.0.lanes.waiting() > 0 {
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
            self.serve(one).await;
            job = self.lanes.next(member);
        }
    }
}
