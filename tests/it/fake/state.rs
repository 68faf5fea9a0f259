//! What the fake remembers, behind one lock each for REST, gateway and faults.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::Notify;

use super::gateway::Gateway;
use super::http::File;
use super::misbehave::Misbehaviour;
use super::openapi::Document;
use super::options::Options;

/// How long an interaction may wait for its first answer.
pub(crate) const ACK_DEADLINE: Duration = Duration::from_secs(3);
/// How long an interaction's token lives.
pub(crate) const TOKEN_LIFE: Duration = Duration::from_mins(15);
/// How long a message is known by its nonce: "a few minutes".
pub(crate) const NONCE_LIFE: Duration = Duration::from_mins(3);
/// The flag of a message that one member alone sees.
pub(crate) const EPHEMERAL: u64 = 64;

/// Everything that the tasks of one fake share.
#[derive(Debug)]
pub(crate) struct Shared {
    /// How it behaves.
    pub(crate) options: Options,
    /// The port on loopback.
    pub(crate) port: u16,
    /// Discord's API description, where named.
    pub(crate) document: Option<Document>,
    state: Mutex<State>,
    gateway: Mutex<Gateway>,
    faults: Mutex<Misbehaviour>,
    next_id: AtomicU64,
    skew_ms: AtomicU64,
    /// Rung whenever a connection becomes ready or is lost, and when a message was written into a channel.
    pub(crate) changed: Notify,
}

impl Shared {
    /// A fake that has heard of nothing yet.
    pub(crate) fn new(options: Options, port: u16) -> Self {
        let document = options.openapi.as_deref().map(Document::open);
        let gateway = Gateway::new(&options);
        Self {
            options,
            port,
            document,
            state: Mutex::default(),
            gateway: Mutex::new(gateway),
            faults: Mutex::default(),
            next_id: AtomicU64::new(1_200_000_000_000_000_000),
            skew_ms: AtomicU64::new(0),
            changed: Notify::new(),
        }
    }

    /// What REST knows.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// What the gateway knows.
    pub(crate) fn gateway(&self) -> MutexGuard<'_, Gateway> {
        lock(&self.gateway)
    }

    /// The faults that are still to happen.
    pub(crate) fn faults(&self) -> MutexGuard<'_, Misbehaviour> {
        lock(&self.faults)
    }

    /// A new id, larger than all before.
    pub(crate) fn id(&self) -> u64 {
        self.next_id.fetch_add(1, Ordering::Relaxed)
    }

    /// The time, with what the test let pass.
    pub(crate) fn now(&self) -> Instant {
        Instant::now() + Duration::from_millis(self.skew_ms.load(Ordering::Relaxed))
    }

    /// Lets time pass for tokens and deadlines.
    pub(crate) fn pass(&self, time: Duration) {
        let ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX / 2);
        self.skew_ms.fetch_add(ms, Ordering::Relaxed);
    }

    /// Notes something that the bot must not do.
    pub(crate) fn violation(&self, sentence: String) {
        self.state().violations.push(sentence);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What REST knows.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// Interactions by id.
    pub(crate) interactions: HashMap<u64, Interaction>,
    /// Interactions' ids by token.
    pub(crate) tokens: HashMap<String, u64>,
    /// Messages by id.
    pub(crate) messages: HashMap<u64, Message>,
    /// Whose direct messages a channel holds.
    pub(crate) dms: HashMap<u64, u64>,
    /// Messages by channel and nonce, and when they came.
    pub(crate) nonces: HashMap<(u64, String), (u64, Instant)>,
    /// Registered commands; `None` holds the global ones.
    pub(crate) commands: HashMap<Option<u64>, Vec<Value>>,
    /// Every request, in order.
    pub(crate) requests: Vec<Request>,
    /// How many requests came in, kept or not.
    pub(crate) requests_count: u64,
    /// What the bot must not have done.
    pub(crate) violations: Vec<String>,
}

impl State {
    /// The interaction that a token stands for.
    pub(crate) fn by_token(&mut self, token: &str) -> Option<&mut Interaction> {
        let id = self.tokens.get(token)?;
        self.interactions.get_mut(id)
    }

    /// Drops an interaction and its token.
    pub(crate) fn forget(&mut self, id: u64) {
        if let Some(interaction) = self.interactions.remove(&id) {
            self.tokens.remove(&interaction.token);
        }
    }
}

/// Where something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    /// In a server.
    Server(u64),
    /// In direct messages with the bot.
    DirectMessage,
    /// In a group or another's direct messages, where the bot is no member.
    Group,
}

/// A channel and how the bot got there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// The kind of room.
    pub(crate) room: Room,
    /// The channel.
    pub(crate) channel: u64,
    /// Whether the member alone installed the bot, not the server.
    pub(crate) user_installed: bool,
}

/// A member's action that waits for an answer or has one.
#[derive(Debug)]
pub(crate) struct Interaction {
    /// The continuation token.
    pub(crate) token: String,
    /// 2 command, 3 component, 4 autocomplete, 5 dialog.
    pub(crate) kind: u64,
    /// Where it happened.
    pub(crate) place: Place,
    /// Who did it.
    pub(crate) by: u64,
    /// The message that was pressed on.
    pub(crate) message: Option<u64>,
    /// When it was sent.
    pub(crate) sent: Instant,
    /// The first answer.
    pub(crate) answer: Option<Answer>,
    /// The message that the answer wrote or edited.
    pub(crate) original: Option<u64>,
    /// Whether a deferred answer is still to come.
    pub(crate) thinking: bool,
    /// Follow-ups so far.
    pub(crate) follow_ups: u32,
    /// Rung at each change.
    pub(crate) notify: Arc<Notify>,
}

/// The first answer to an interaction.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// How long it took.
    pub(crate) after: Duration,
    /// The callback's type.
    pub(crate) kind: u64,
    /// The callback's data.
    pub(crate) data: Value,
}

/// A message as it stands now.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    /// Its id.
    pub(crate) id: u64,
    /// Where it stands.
    pub(crate) place: Place,
    /// The one member who sees it, if only one does.
    pub(crate) only_for: Option<u64>,
    /// Content, embeds, components, as last sent.
    pub(crate) body: Value,
    /// Attached files.
    pub(crate) files: Vec<File>,
    /// Whether it was edited.
    pub(crate) edited: bool,
    /// Whether it is gone.
    pub(crate) deleted: bool,
}

/// A request that came in.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Method and pattern, as `POST /channels/{channel_id}/messages`; `unknown` where there is none.
    pub(crate) route: &'static str,
    /// The path as asked for.
    pub(crate) path: String,
    /// The status answered; 0 where there was no answer.
    pub(crate) status: u16,
    /// When it came.
    pub(crate) when: Instant,
    /// The JSON of the body.
    pub(crate) body: Value,
}
