//! One connection: serenity on a thread and a runtime of its own.
//!
//! A runtime with one thread starts tasks in the order in which they were spawned, so the events that the library spawns a task
//! for each are handed over in the order of the gateway. What the library does when it goes wrong (spin, hang) costs this
//! thread only, and ends with its runtime.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use secrecy::SecretString;
use serenity::all::{OnlineStatus, ShardId};
use serenity::gateway::ShardManager;
use tokio::sync::{Mutex as AsyncMutex, oneshot, watch};

use crate::discord::gateway::pulse::Pulse;
use crate::discord::gateway::{OnEvent, library};

/// A close code that forbids trying again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// 4004.
    Token,
    /// 4013.
    Intents,
    /// 4014.
    DisallowedIntents,
}

/// How the thread ended by itself.
pub(super) type Ended = Option<Refusal>;

/// What a connection needs to know.
pub(super) struct Order {
    /// The API, for the one request that the library insists on.
    pub(super) api_base: String,
    /// The bot token.
    pub(super) token: SecretString,
    /// The gateway.
    pub(super) address: String,
    /// Who gets the events.
    pub(super) on_event: OnEvent,
}

/// What to do with the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// Keep it.
    Run,
    /// End at once.
    End,
    /// Say goodbye, for that long at most.
    Close(Duration),
}

/// Seen from both threads.
pub(super) struct Shared {
    /// Events are still wanted.
    pub(super) open: AtomicBool,
    /// How it looks.
    pub(super) pulse: Mutex<Pulse>,
    /// What was heard.
    pub(super) heard: Mutex<Heard>,
    /// The library's client, once it is there.
    pub(super) client: OnceLock<Parts>,
}

/// What of the library's client is used from outside.
pub(super) struct Parts {
    /// Holds the record of the connection.
    pub(super) manager: Arc<ShardManager>,
    /// The address that the library connects to.
    pub(super) address: Arc<AsyncMutex<String>>,
}

/// What READY and RESUMED said.
#[derive(Default)]
pub(super) struct Heard {
    /// How many of both.
    pub(super) greetings: u64,
    /// Whether READY came.
    pub(super) ready: bool,
    /// Where the session may be resumed.
    pub(super) resume_address: Option<String>,
}

/// A connection under way; dropped, it is over, and no event comes of it any more.
pub(super) struct Link {
    shared: Arc<Shared>,
    wish: watch::Sender<Wish>,
    /// Gone once the end is known.
    ended: Option<oneshot::Receiver<Ended>>,
}

impl Link {
    /// Starts a connection; `None` where no thread can be had.
    pub(super) fn start(order: Order) -> Option<Self> {
        let shared = Arc::new(Shared {
            open: AtomicBool::new(true),
            pulse: Mutex::new(Pulse::new(Instant::now())),
            heard: Mutex::default(),
            client: OnceLock::new(),
        });
        let (wish, wished) = watch::channel(Wish::Run);
        let (end, ended) = oneshot::channel();
        let own = Arc::clone(&shared);
        let builder = std::thread::Builder::new().name("discord-gateway".to_owned());
        let thread = builder.spawn(move || {
            if end.send(library::run(order, &own, wished)).is_err() {
                tracing::debug!("a connection ended after it was given up");
            }
        });
        thread.ok().map(|_detached| Self {
            shared,
            wish,
            ended: Some(ended),
        })
    }

    /// How it looks now.
    pub(super) fn pulse(&self) -> Pulse {
        lock(&self.shared.pulse).clone()
    }

    /// Whether READY came.
    pub(super) fn ready(&self) -> bool {
        lock(&self.shared.heard).ready
    }

    /// Ends it at once. Returns whether a session may have been started: where the thread does not end in time, it may.
    pub(super) async fn end(&mut self, limit: Duration) -> bool {
        self.wish.send_replace(Wish::End);
        let ended = tokio::time::timeout(limit, self.ended()).await;
        ended.is_err() || self.pulse().identified
    }

    /// Waits for the thread to end.
    pub(super) async fn ended(&mut self) -> Ended {
        let Some(receiver) = &mut self.ended else {
            return None;
        };
        let ended = receiver.await.unwrap_or_default();
        self.ended = None;
        ended
    }

    /// Says goodbye to the gateway, and waits no longer than that for its answer.
    pub(super) async fn close(mut self, limit: Duration) {
        self.wish.send_replace(Wish::Close(limit));
        if tokio::time::timeout(limit * 3 / 2, self.ended())
            .await
            .is_err()
        {
            tracing::warn!("the gateway's thread does not end; it is left behind");
        }
    }

    /// Frees a thread that does not come to itself: a library that spins on a closed connection looks at its orders all the
    /// same, and gives the connection up when it fails to carry one out. On a connection that lives it only says `online`.
    pub(super) fn nudge(&self) {
        if let Some(parts) = self.shared.client.get()
            && let Ok(records) = parts.manager.runners.try_lock()
            && let Some(record) = records.get(&ShardId(0))
        {
            record.runner_tx.set_status(OnlineStatus::Online);
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.shared.open.store(false, Ordering::Release);
    }
}

/// What a panic elsewhere left behind still counts.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
