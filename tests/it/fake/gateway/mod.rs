//! The gateway: one session at a time, its events numbered and kept for a resume.

/// What happens at once to the open connection.
pub(crate) mod misbehave;
/// One connection from HELLO to its end.
pub(crate) mod session;

use std::collections::VecDeque;
use std::time::Instant;

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use super::options::{APPLICATION, Options};

/// Events kept for a resume.
const LOG_EVENTS_MAX: usize = 1_000;

/// What the gateway knows.
#[derive(Debug)]
pub(crate) struct Gateway {
    /// Every IDENTIFY.
    pub(crate) identifies: Vec<Identify>,
    /// Every RESUME.
    pub(crate) resumes: Vec<Resume>,
    /// The close codes that the bot sent; `None` for a close without code or a lost connection.
    pub(crate) closes: Vec<Option<u16>>,
    /// Connections that got as far as the upgrade.
    pub(crate) connections: u64,
    /// Heartbeats received.
    pub(crate) heartbeats: u64,
    session: Option<Session>,
    link: Option<Link>,
    sessions: u64,
    token: String,
    record: bool,
}

/// An IDENTIFY as it came.
#[derive(Debug, Clone)]
pub(crate) struct Identify {
    /// The intents' bits.
    pub(crate) intents: u64,
    /// Shard and shards, where named.
    pub(crate) shard: Option<(u64, u64)>,
    /// Whether the token was right.
    pub(crate) token_right: bool,
    /// The path connected to.
    pub(crate) path: String,
    /// When it came.
    pub(crate) when: Instant,
}

/// A RESUME as it came.
#[derive(Debug, Clone)]
pub(crate) struct Resume {
    /// The last number that the bot saw.
    pub(crate) seq: u64,
    /// Whether the session could be resumed.
    pub(crate) worked: bool,
    /// The path connected to; `/resume` is the one that READY named.
    pub(crate) path: String,
    /// When it came.
    pub(crate) when: Instant,
}

#[derive(Debug)]
struct Session {
    id: String,
    seq: u64,
    log: VecDeque<(u64, String)>,
}

#[derive(Debug)]
struct Link {
    number: u64,
    out: UnboundedSender<Out>,
    ready: bool,
}

/// What a connection is told to do.
#[derive(Debug)]
pub(crate) enum Out {
    /// Sends a text frame.
    Text(String),
    /// Writes bytes as they are.
    Bytes(Vec<u8>),
    /// Closes, with or without a code.
    Close(Option<u16>),
    /// Resets the TCP connection.
    Reset,
    /// Does nothing any more.
    BlackHole,
}

impl Gateway {
    /// A gateway that nobody has connected to.
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            identifies: Vec::new(),
            resumes: Vec::new(),
            closes: Vec::new(),
            connections: 0,
            heartbeats: 0,
            session: None,
            link: None,
            sessions: 0,
            token: options.token.clone(),
            record: options.record,
        }
    }

    /// Whether the bot hears events now.
    pub(crate) fn is_ready(&self) -> bool {
        self.link.as_ref().is_some_and(|link| link.ready)
    }

    /// Takes over from any connection before; the new one's number.
    fn open(&mut self, out: UnboundedSender<Out>) -> u64 {
        self.connections += 1;
        self.link = Some(Link {
            number: self.connections,
            out,
            ready: false,
        });
        self.connections
    }

    fn close(&mut self, number: u64, code: Option<u16>) {
        self.closes.push(code);
        if self.link.as_ref().is_some_and(|link| link.number == number) {
            self.link = None;
        }
    }

    fn set_ready(&mut self) {
        if let Some(link) = &mut self.link {
            link.ready = true;
        }
    }

    /// Sends something to the open connection, if there is one.
    pub(crate) fn tell(&mut self, out: Out) {
        if let Some(link) = &mut self.link {
            link.ready &= matches!(out, Out::Text(_) | Out::Bytes(_));
            // A connection that has just ended hears nothing.
            drop(link.out.send(out));
        }
    }

    /// Takes the open connection for lost before the bot has noticed.
    pub(crate) fn lose(&mut self) {
        if let Some(link) = &mut self.link {
            link.ready = false;
        }
    }

    /// Begins a session.
    fn begin(&mut self) -> String {
        self.sessions += 1;
        let id = format!("session-{}", self.sessions);
        self.session = Some(Session {
            id: id.clone(),
            seq: 0,
            log: VecDeque::new(),
        });
        id
    }

    /// Ends the session, so that it cannot be resumed.
    pub(crate) fn end(&mut self) {
        self.session = None;
    }

    /// Numbers an event, keeps it, and sends it where somebody is connected.
    pub(crate) fn dispatch(&mut self, name: &str, data: &Value) {
        let data = data.to_string();
        self.dispatch_text(name, &data);
    }

    /// The same for data that is text already.
    pub(crate) fn dispatch_text(&mut self, name: &str, data: &str) {
        let Some(session) = &mut self.session else {
            return;
        };
        session.seq += 1;
        let seq = session.seq;
        let text = format!(r#"{{"op":0,"s":{seq},"t":"{name}","d":{data}}}"#);
        let most = if self.record { LOG_EVENTS_MAX } else { 1 };
        if session.log.len() >= most {
            session.log.pop_front();
        }
        session.log.push_back((seq, text.clone()));
        self.tell(Out::Text(text));
    }

    /// Leaves out numbers.
    pub(crate) fn skip(&mut self, count: u64) {
        if let Some(session) = &mut self.session {
            session.seq += count;
        }
    }

    /// The last events, oldest first, as they were sent.
    pub(crate) fn last(&self, count: usize) -> Vec<String> {
        let Some(session) = &self.session else {
            return Vec::new();
        };
        let skip = session.log.len().saturating_sub(count);
        session
            .log
            .iter()
            .skip(skip)
            .map(|(_, text)| text.clone())
            .collect()
    }

    /// Sends again what came after a number; whether the session is still known.
    fn replay(&mut self, id: &str, seq: u64, at_least: usize) -> bool {
        let Some(session) = self.session.as_ref().filter(|known| known.id == id) else {
            return false;
        };
        let from = session.log.len().saturating_sub(at_least);
        let missed: Vec<String> = session
            .log
            .iter()
            .enumerate()
            .filter(|(index, (number, _))| *number > seq || *index >= from)
            .map(|(_, (_, text))| text.clone())
            .collect();
        for text in missed {
            self.tell(Out::Text(text));
        }
        true
    }
}

/// READY, as serenity and Discord's documentation know it.
fn ready(port: u16, session: &str, guilds: &[u64], shard: Option<(u64, u64)>) -> Value {
    let guilds: Vec<Value> = guilds
        .iter()
        .map(|id| json!({ "id": id.to_string(), "unavailable": true }))
        .collect();
    let (shard, shards) = shard.unwrap_or((0, 1));
    json!({
        "v": 10,
        "user": super::rest::users::bot(),
        "guilds": guilds,
        "session_id": session,
        "resume_gateway_url": format!("ws://127.0.0.1:{port}/resume"),
        "shard": [shard, shards],
        "application": { "id": APPLICATION.to_string(), "flags": 0 },
        "session_type": "normal",
        "private_channels": [],
    })
}

/// GUILD_CREATE of a server with one channel and one role.
fn guild_create(id: u64) -> Value {
    let mut event = json!({
        "id": id.to_string(),
        "name": format!("Server {id}"),
        "owner_id": "1",
        "afk_timeout": 300,
        "system_channel_flags": 0,
        "max_members": 500_000,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": "en-US",
        "premium_progress_bar_enabled": false,
        "joined_at": "2026-01-01T00:00:00.000000+00:00",
        "large": false,
        "unavailable": false,
        "member_count": 3,
        "roles": [super::rest::users::everyone(id)],
        "channels": [super::rest::users::guild_channel(id)],
    });
    for level in GUILD_LEVELS {
        event[level] = json!(0);
    }
    for list in GUILD_LISTS {
        event[list] = json!([]);
    }
    for absent in GUILD_NULLS {
        event[absent] = Value::Null;
    }
    event
}

/// Fields of a server that are 0.
const GUILD_LEVELS: [&str; 5] = [
    "verification_level",
    "default_message_notifications",
    "explicit_content_filter",
    "mfa_level",
    "nsfw_level",
];
/// Fields of a server that are empty lists.
const GUILD_LISTS: [&str; 9] = [
    "emojis",
    "features",
    "stickers",
    "voice_states",
    "members",
    "threads",
    "presences",
    "stage_instances",
    "guild_scheduled_events",
];
/// Fields of a server that are null.
const GUILD_NULLS: [&str; 13] = [
    "icon",
    "splash",
    "discovery_splash",
    "afk_channel_id",
    "application_id",
    "system_channel_id",
    "rules_channel_id",
    "max_presences",
    "vanity_url_code",
    "description",
    "banner",
    "public_updates_channel_id",
    "safety_alerts_channel_id",
];
