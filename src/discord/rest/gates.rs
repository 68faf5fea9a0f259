//! The way out: a call leaves when the limits, the breaker and a free slot let it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use reqwest::header::HeaderMap;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until, timeout_at};

use crate::discord::rest::breaker::Breaker;
use crate::discord::rest::fault::FaultKind;
use crate::discord::rest::limits::{Class, Key, Limits};
use crate::discord::rest::reading::{self, Refusal};

/// Requests with the bot token under way at once.
const BOT_AT_ONCE: usize = 8;
/// Answers to interactions under way at once: few enough that all of them may go wrong, and still some 300 a second at 150 ms.
const INTERACTIONS_AT_ONCE: usize = 48;
/// Calls that wait for their turn or are under way; more fail at once.
const CALLS_MAX: usize = 1_024;

/// Limits, breaker and slots.
#[derive(Debug)]
pub(super) struct Gates {
    rules: Arc<Mutex<Rules>>,
    bot: Arc<Semaphore>,
    interactions: Arc<Semaphore>,
    calls: Arc<Semaphore>,
}

#[derive(Debug, Default)]
struct Rules {
    limits: Limits,
    breaker: Breaker,
}

/// A request that has left; dropped, it has ended.
#[derive(Debug)]
pub(super) struct UnderWay {
    rules: Arc<Mutex<Rules>>,
    invalid: Mutex<bool>,
    _slots: [OwnedSemaphorePermit; 2],
}

impl Gates {
    pub(super) fn new() -> Self {
        Self {
            rules: Arc::default(),
            bot: Arc::new(Semaphore::new(BOT_AT_ONCE)),
            interactions: Arc::new(Semaphore::new(INTERACTIONS_AT_ONCE)),
            calls: Arc::new(Semaphore::new(CALLS_MAX)),
        }
    }

    /// Waits until a request may leave. A wait that would outlast the deadline ends at once.
    pub(super) async fn enter(
        &self,
        key: Key,
        class: Class,
        deadline: Instant,
    ) -> Result<UnderWay, FaultKind> {
        let call = Arc::clone(&self.calls).try_acquire_owned();
        let call = call.map_err(|_full| FaultKind::RateLimited)?;
        let slots = match class {
            Class::Interaction => &self.interactions,
            Class::Bot | Class::OpenDm => &self.bot,
        };
        loop {
            // Nobody holds a slot while waiting for a limit.
            self.wait(key, class, deadline).await?;
            let slot = timeout_at(deadline, Arc::clone(slots).acquire_owned()).await;
            let slot = slot
                .ok()
                .and_then(Result::ok)
                .ok_or(FaultKind::RateLimited)?;
            if self.leave(key, class) {
                let (rules, invalid) = (Arc::clone(&self.rules), Mutex::new(false));
                return Ok(UnderWay {
                    rules,
                    invalid,
                    _slots: [call, slot],
                });
            }
        }
    }

    /// Takes note of what the headers of an answer say.
    pub(super) fn learn(&self, key: Key, headers: &HeaderMap) {
        if let Some(learnt) = reading::learnt(headers) {
            lock(&self.rules).limits.learn(key, &learnt, now());
        }
    }

    async fn wait(&self, key: Key, class: Class, deadline: Instant) -> Result<(), FaultKind> {
        loop {
            let until = lock(&self.rules).until(key, class);
            match until.map(Instant::from_std) {
                None => return Ok(()),
                Some(until) if until >= deadline => return Err(FaultKind::RateLimited),
                Some(until) => sleep_until(until).await,
            }
        }
    }

    /// Takes the turn, if it is still free.
    fn leave(&self, key: Key, class: Class) -> bool {
        let mut rules = lock(&self.rules);
        let free = rules.until(key, class).is_none();
        if free {
            rules.limits.sent(key, class, now());
            rules.breaker.sent(class != Class::Interaction, now());
        }
        free
    }
}

impl Rules {
    fn until(&mut self, key: Key, class: Class) -> Option<std::time::Instant> {
        let limits = self.limits.wait(key, class, now());
        limits.max(self.breaker.wait(class != Class::Interaction, now()))
    }
}

impl UnderWay {
    /// Takes note of a refusal.
    pub(super) fn refused(&self, refusal: &Refusal) {
        *lock(&self.invalid) = refusal.invalid();
        if let Some(limited) = &refusal.limited {
            let limits = &mut lock(&self.rules).limits;
            limits.blocked(refusal.key, limited.scope, limited.retry_after, now());
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let invalid = *lock(&self.invalid);
        lock(&self.rules).breaker.ended(invalid, now());
    }
}

fn now() -> std::time::Instant {
    Instant::now().into_std()
}

/// What a panic elsewhere left behind is still a count.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
