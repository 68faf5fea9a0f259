//! What Discord allows to be sent, as far as it is known. Pure: the time comes in.
//!
//! A route's window is known from the headers of its answers; routes that share a bucket share the window. *Invariant:* what
//! [`Limits::wait`] lets pass never lies inside a window that was known to be used up.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

/// Requests with the bot token in any second; Discord allows 50.
pub(super) const PER_SECOND: usize = 40;
/// Routes, buckets and windows remembered.
const REMEMBERED: usize = 10_000;
/// When to ask again where the memory is full of windows that are still open.
const FULL: Duration = Duration::from_secs(1);
/// Between two openings of direct message channels.
const DM_SPACING: Duration = Duration::from_secs(1);

/// What a limit is about: a route, and the channel, server or interaction it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    /// The route's name.
    pub(super) route: &'static str,
    /// The id that limits are counted by; 0 where there is none.
    pub(super) major: u64,
}

/// The way a request counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// With the bot token: counts against the global limit.
    Bot,
    /// Opens a direct message channel: as `Bot`, and one a second.
    OpenDm,
    /// By an interaction's token: exempt from the global limit.
    Interaction,
}

/// What the headers of an answer say about its route.
#[derive(Clone, Debug)]
pub(super) struct Learnt {
    /// The bucket the route belongs to.
    pub(super) bucket: Option<String>,
    /// How many requests a window takes.
    pub(super) limit: u32,
    /// How many are left in this one.
    pub(super) remaining: u32,
    /// When the next one begins.
    pub(super) reset_after: Duration,
}

/// Whom a 429 concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// This route.
    Route,
    /// Everything sent with the bot token.
    Global,
    /// Everything, because the address itself is blocked.
    Address,
}

/// A window of a bucket.
#[derive(Debug)]
struct Window {
    limit: u32,
    remaining: u32,
    length: Duration,
    reset: Instant,
}

/// The windows of a bucket are counted for each major id.
type Bucket = (u64, u64);

/// Everything known about limits.
#[derive(Debug, Default)]
pub(super) struct Limits {
    recent: VecDeque<Instant>,
    buckets: HashMap<&'static str, u64>,
    windows: HashMap<Bucket, Window>,
    global_until: Option<Instant>,
    address_until: Option<Instant>,
    last_dm: Option<Instant>,
}

impl Limits {
    /// When a request may leave: `None` for now.
    pub(super) fn wait(&mut self, key: Key, class: Class, now: Instant) -> Option<Instant> {
        let bucket = self.bucket(key);
        let mut until = self.address_until.max(self.window_wait(bucket, now));
        if class != Class::Interaction {
            until = until.max(self.global_until).max(self.second(now));
        }
        if class == Class::OpenDm {
            until = until.max(self.last_dm.map(|at| at + DM_SPACING));
        }
        until.filter(|at| *at > now)
    }

    /// A request leaves.
    pub(super) fn sent(&mut self, key: Key, class: Class, now: Instant) {
        if class != Class::Interaction {
            self.recent.push_back(now);
        }
        if class == Class::OpenDm {
            self.last_dm = Some(now);
        }
        let bucket = self.bucket(key);
        if let Some(window) = self.windows.get_mut(&bucket) {
            if window.reset <= now {
                window.remaining = window.limit;
                window.reset = now + window.length;
            }
            window.remaining = window.remaining.saturating_sub(1);
        }
    }

    /// An answer's headers said this.
    pub(super) fn learn(&mut self, key: Key, learnt: &Learnt, now: Instant) {
        if let Some(name) = &learnt.bucket {
            self.buckets.insert(key.route, hash(name));
        }
        let bucket = self.bucket(key);
        let reset = now + learnt.reset_after;
        let fresh = Window {
            limit: learnt.limit.max(1),
            remaining: learnt.remaining,
            length: learnt.reset_after,
            reset,
        };
        match self.windows.get_mut(&bucket) {
            // Answers of one window may overtake each other: the stricter word holds.
            Some(window) if window.reset > now => {
                window.limit = fresh.limit;
                window.remaining = window.remaining.min(fresh.remaining);
                window.reset = window.reset.max(reset);
                window.length = window.length.max(fresh.length);
            }
            _ => self.keep(bucket, fresh, now),
        }
    }

    /// A 429 said: not before that much time has passed.
    pub(super) fn blocked(&mut self, key: Key, scope: Scope, retry_after: Duration, now: Instant) {
        let until = now + retry_after;
        match scope {
            Scope::Global => self.global_until = self.global_until.max(Some(until)),
            Scope::Address => self.address_until = self.address_until.max(Some(until)),
            Scope::Route => {
                let window = Learnt {
                    bucket: None,
                    limit: 1,
                    remaining: 0,
                    reset_after: retry_after,
                };
                self.learn(key, &window, now);
            }
        }
    }

    /// Remembers a window, if need be at the cost of those that are over.
    fn keep(&mut self, bucket: Bucket, window: Window, now: Instant) {
        if self.windows.len() >= REMEMBERED {
            self.windows.retain(|_, window| window.reset > now);
        }
        self.windows.insert(bucket, window);
    }

    fn window_wait(&self, bucket: Bucket, now: Instant) -> Option<Instant> {
        match self.windows.get(&bucket) {
            Some(window) => (window.remaining == 0).then_some(window.reset),
            // Nothing is forgotten that still holds: the memory fills up before that, and waits.
            None if self.windows.len() >= REMEMBERED * 2 => Some(now + FULL),
            None => None,
        }
    }

    /// When the second that takes one more begins.
    fn second(&mut self, now: Instant) -> Option<Instant> {
        const SECOND: Duration = Duration::from_secs(1);
        while self.recent.front().is_some_and(|at| *at + SECOND <= now) {
            self.recent.pop_front();
        }
        let full = self.recent.len() >= PER_SECOND;
        full.then(|| self.recent.front().map(|at| *at + SECOND))
            .flatten()
    }

    /// The bucket a key counts in: Discord's where it is known, else one of the route's own.
    fn bucket(&self, key: Key) -> Bucket {
        let own = || hash(key.route);
        (
            self.buckets.get(key.route).copied().unwrap_or_else(own),
            key.major,
        )
    }
}

/// A short name for a long one.
pub(super) fn hash(name: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(name.as_bytes())
}

#[cfg(test)]
mod tests;
