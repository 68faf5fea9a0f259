//! One connection: serenity on a thread and a runtime of its own.
//!
//! A runtime with one thread starts tasks in the order in which they were spawned, so the events that the library spawns a task
//! for each are handed over in the order of the gateway. What the library does when it goes wrong (spin, hang) costs this
//! thread only, and ends with its runtime.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use secrecy::{ExposeSecret as _, SecretString};
use serenity::all::{Context, Event, GatewayIntents, OnlineStatus, RawEventHandler, ShardId};
use serenity::client::{Client, ClientBuilder};
use serenity::gateway::{GatewayError, ShardManager};
use serenity::http::HttpBuilder;
use tokio::sync::{Mutex as AsyncMutex, oneshot, watch};

use crate::discord::gateway::OnEvent;
use crate::discord::gateway::gate::Gate;
use crate::discord::gateway::pulse::{MARK, Phase, Pulse, Record};

/// All that this bot needs: servers, and direct messages to it. None of them is privileged.
const INTENTS: GatewayIntents = GatewayIntents::GUILDS.union(GatewayIntents::DIRECT_MESSAGES);
/// Between two looks at the connection.
const LOOK: Duration = Duration::from_millis(50);
/// For the library's own request.
const REQUEST_LIMIT: Duration = Duration::from_secs(5);

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
enum Wish {
    Run,
    /// End at once.
    End,
    /// Say goodbye, for that long at most.
    Close(Duration),
}

/// Seen from both threads.
struct Shared {
    /// Events are still wanted.
    open: AtomicBool,
    pulse: Mutex<Pulse>,
    heard: Mutex<Heard>,
    client: OnceLock<Parts>,
}

/// What of the library's client is used from outside.
struct Parts {
    manager: Arc<ShardManager>,
    address: Arc<AsyncMutex<String>>,
}

/// What READY and RESUMED said.
#[derive(Default)]
struct Heard {
    greetings: u64,
    ready: bool,
    resume_address: Option<String>,
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
            if end.send(run(order, &own, wished)).is_err() {
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

/// Takes READY and RESUMED down and hands everything over at once: the library's task for an event does not wait anywhere.
struct Handler {
    shared: Arc<Shared>,
    on_event: OnEvent,
}

#[serenity::async_trait]
impl RawEventHandler for Handler {
    async fn raw_event(&self, _context: Context, event: Event) {
        if !self.shared.open.load(Ordering::Acquire) {
            return;
        }
        match &event {
            Event::Ready(ready) => {
                let mut heard = lock(&self.shared.heard);
                heard.greetings += 1;
                heard.ready = true;
                let resume_address = ready.ready.resume_gateway_url.clone();
                // Before the gate is closed for the first time, that is not its task yet.
                if let Some(parts) = self.shared.client.get()
                    && let Ok(mut address) = parts.address.try_lock()
                {
                    address.clone_from(&resume_address);
                }
                heard.resume_address = Some(resume_address);
            }
            Event::Resumed(_) => lock(&self.shared.heard).greetings += 1,
            _ => {}
        }
        (self.on_event)(event);
    }
}

/// The thread.
fn run(order: Order, shared: &Arc<Shared>, wished: watch::Receiver<Wish>) -> Ended {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let Ok(runtime) = runtime else {
        tracing::warn!("no runtime for the gateway can be started");
        return None;
    };
    let ended = runtime.block_on(connection(order, shared, wished));
    // Whatever the library still does ends here; a name look-up that hangs is not waited for.
    runtime.shutdown_background();
    ended
}

async fn connection(
    order: Order,
    shared: &Arc<Shared>,
    mut wished: watch::Receiver<Wish>,
) -> Ended {
    let mut client = tokio::select! {
        client = client(order, shared) => client?,
        _ = wished.changed() => return None,
    };
    let parts = shared.client.get_or_init(|| Parts {
        manager: Arc::clone(&client.shard_manager),
        address: Arc::clone(&client.ws_url),
    });
    let mut gate = Gate::new(Arc::clone(&parts.address));
    tokio::select! {
        end = client.start() => return end.err().and_then(|error| refusal(&error)),
        () = keep(&parts.manager, &mut gate, shared) => {}
        _ = wished.changed() => {}
    }
    // The last word on whether a session may have been started.
    look(&parts.manager, &mut gate, shared);
    let wish = *wished.borrow();
    if let Wish::Close(limit) = wish
        && tokio::time::timeout(limit, parts.manager.shutdown_all())
            .await
            .is_err()
    {
        tracing::debug!("the gateway did not answer the goodbye");
    }
    None
}

/// Builds the library's client: no cache, no limits and no address of its own.
async fn client(order: Order, shared: &Arc<Shared>) -> Option<Client> {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(REQUEST_LIMIT)
        .build();
    let http = HttpBuilder::new(order.token.expose_secret())
        .client(client.ok()?)
        .proxy(order.api_base)
        .ratelimiter_disabled(true)
        .build();
    let handler = Handler {
        shared: Arc::clone(shared),
        on_event: order.on_event,
    };
    let builder = ClientBuilder::new_with_http(http, INTENTS).raw_event_handler(handler);
    let client = builder.await.ok()?;
    // The library asked for the address itself, and takes Discord's own where that fails.
    *client.ws_url.lock().await = order.address;
    Some(client)
}

fn refusal(error: &serenity::Error) -> Option<Refusal> {
    match error {
        serenity::Error::Gateway(GatewayError::InvalidAuthentication) => Some(Refusal::Token),
        serenity::Error::Gateway(GatewayError::InvalidGatewayIntents) => Some(Refusal::Intents),
        serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents) => {
            Some(Refusal::DisallowedIntents)
        }
        _ => None,
    }
}

/// Looks at the connection again and again.
async fn keep(manager: &ShardManager, gate: &mut Gate, shared: &Shared) {
    loop {
        look(manager, gate, shared);
        tokio::time::sleep(LOOK).await;
    }
}

/// One look. There is no pause in it: see [`Gate`].
fn look(manager: &ShardManager, gate: &mut Gate, shared: &Shared) {
    let Ok(mut records) = manager.runners.try_lock() else {
        return;
    };
    let record = records.get_mut(&ShardId(0)).map(|info| Record {
        stage: info.stage,
        delay: info.latency.replace(MARK),
    });
    let now = Instant::now();
    let heard = lock(&shared.heard);
    let mut pulse = lock(&shared.pulse);
    pulse.look(record, heard.greetings, now);
    if record.is_some() {
        gate.close();
    }
    if record.is_some()
        && pulse.phase != Phase::Lost
        && gate.let_through(heard.resume_address.as_deref(), now)
    {
        pulse.resuming(now);
    }
}

/// What a panic elsewhere left behind still counts.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
