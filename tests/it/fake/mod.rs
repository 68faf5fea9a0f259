//! A Discord for the tests: REST API and gateway on loopback, strict about what the bot sends, and faulty on demand.
//!
//! ```text
//! let fake = Fake::start(Options::default()).await;      // fake.api_base(), fake.options().token
//! fake.ready().await;                                    // the bot has identified
//! let ana = fake.member(1001);                           // .in_server(id) .in_dm() .in_group_dm() .user_installed()
//! let shown = ana.runs("/reflect start theme:shame").await;
//! assert_snapshot!(shown.text());
//! ana.presses("Next").await;  ana.picks("Fear").await;  ana.fills("my words").await;  ana.types("hi").await;
//! fake.assert_clean();                                   // no violation
//! ```
//!
//! Nothing here knows the bot: it may run as a process of its own or within the test, or be replaced by another. An example may take
//! this folder in by `#[path]`, under `#[expect(dead_code, clippy::panic, …)]`.
//!
//! What Discord would refuse is refused with its code and told as a violation. What Discord would let through but this bot must not do
//! (a public answer, a possible ping) goes through and is told. A late answer is told and refused with 10062, as an expired one is.
//!
//! # The whole of it
//!
//! ```text
//! Options { validate, record, token, heartbeat_ms, identifies_total, identifies_spent, shards, guilds, openapi }
//!     Options::default()  Options::load()          // load: nothing checked, nothing kept; no `Member` verbs then
//!
//! Fake::start(Options).await -> Fake               // ends when dropped
//!   .api_base() -> String        .options() -> &Options        .ready().await        .member(id) -> Member
//!   .dispatch(name, &Value)      .dispatch_text(name, text)    .pass(Duration)       // virtual time for tokens and deadlines
//!   .interaction(&overrides) -> Pending                        .deliver(Value) -> Pending
//!   .misbehave(GatewayFault, times)                            .misbehave_rest(part_of_route, RestFault, times)
//!   .behave()                                                  // `times` may be ALWAYS; faults "at once" need an open connection
//!   .violations() -> Vec<String> .assert_clean()               .validated() -> Option<Validated { routes, requests }>
//!   .direct_messages(user) -> Vec<Value>
//!   .requests() -> Vec<Request { route, path, status, when, body }>      .requests_count() -> u64
//!   .commands(Option<guild>) -> Vec<Value>
//!   .identifies() -> Vec<Identify { intents, shard, token_right, path, when }>
//!   .resumes() -> Vec<Resume { seq, worked, path, when }>
//!   .closes() -> Vec<Option<u16>>   .connections() -> u64      .heartbeats() -> u64
//!
//! Pending { id, event }  .again()  .answered().await -> Option<Answer { after, kind, data }>
//!
//! Member   .in_server(guild) .in_dm() .in_group_dm() .user_installed() -> Member      // they share what was seen
//!   .runs("/reflect start theme:shame").await -> Shown         .completes("/reflect start theme:sha").await -> Vec<(name, value)>
//!   .uses_message_command(name, own, text).await -> Shown
//!   .presses(label) .presses_on(&shown, label) .presses_id(custom_id) .presses_id_on(&shown, custom_id)   .await -> Shown
//!   .picks(label) .picks_all(&[label]) .fills(words) .fills_all(&[words]) .types(words) .receives()       .await -> Shown
//!   .says(words).await           .closes_dialog()              .sends_raw(event, &Value)
//!   .sees() -> Shown             .sees_now(&shown) -> Shown    .interaction(kind, &data, message) -> Value
//!
//! Shown { sight, id, edited, body, files }  .text() -> String  .buttons() -> Vec<String>
//!   .custom_id(label_or_placeholder) -> Option<String>         .is_private() -> bool   .parts() -> impl Iterator<Item = &Value>
//! ```

/// What the bot's gateway connection meets.
pub(crate) mod gateway;
/// Requests and responses on the wire.
pub(crate) mod http;
/// Discord's documented limits.
pub(crate) mod limits;
/// Members and what they see.
pub(crate) mod member;
/// Faults by name.
pub(crate) mod misbehave;
/// Discord's API description.
pub(crate) mod openapi;
/// What a test may choose.
pub(crate) mod options;
/// The REST API.
pub(crate) mod rest;
mod server;
/// What is remembered.
pub(crate) mod state;

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use gateway::{Identify, Resume};
use member::{Member, events};
use misbehave::{ALWAYS, GatewayFault, RestFault};
use openapi::Validated;
use options::Options;
use state::{Answer, Interaction, Request, Shared};

/// A running Discord; it ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Fake {
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Fake {
    /// Binds a free port on loopback and serves.
    pub(crate) async fn start(options: Options) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .unwrap_or_else(|error| panic!("no port on loopback: {error}"));
        let port = listener.local_addr().map_or(0, |address| address.port());
        let shared = Arc::new(Shared::new(options, port));
        let server = tokio::spawn(server::accept(listener, Arc::clone(&shared)));
        Self { shared, server }
    }

    /// What the configuration key `api_base` is set to.
    pub(crate) fn api_base(&self) -> String {
        format!("http://127.0.0.1:{}", self.shared.port)
    }

    /// How it behaves.
    pub(crate) fn options(&self) -> &Options {
        &self.shared.options
    }

    /// Waits until the bot hears events.
    pub(crate) async fn ready(&self) {
        member::ready(&self.shared).await;
    }

    /// A member, at first in the first server.
    pub(crate) fn member(&self, id: u64) -> Member {
        Member::new(Arc::clone(&self.shared), id)
    }

    /// Sends an event as it is.
    pub(crate) fn dispatch(&self, name: &str, data: &Value) {
        self.shared.gateway().dispatch(name, data);
    }

    /// Sends an event whose data is text, which need not be JSON.
    pub(crate) fn dispatch_text(&self, name: &str, data: &str) {
        self.shared.gateway().dispatch_text(name, data);
    }

    /// Sends an ordinary interaction with some of its fields replaced; `null` replaces too.
    pub(crate) fn interaction(&self, overrides: &Value) -> Pending {
        let mut event = events::plain(&self.shared);
        for (name, value) in overrides.as_object().into_iter().flatten() {
            event[name] = value.clone();
        }
        self.deliver(event)
    }

    /// Sends a whole interaction, such as one of [`Member::interaction`].
    pub(crate) fn deliver(&self, event: Value) -> Pending {
        let (id, interaction) = events::known_as(&self.shared, &event);
        let pending = self.deliver_text(id, interaction, &event.to_string());
        Pending { event, ..pending }
    }

    /// The same for an event that is text already, so that many can be sent quickly.
    pub(crate) fn deliver_text(&self, id: u64, interaction: Interaction, event: &str) -> Pending {
        events::deliver_text(&self.shared, id, interaction, event);
        Pending {
            shared: Arc::clone(&self.shared),
            id,
            event: Value::Null,
        }
    }

    /// Lets the gateway do something wrong, at once or at its next occasions.
    pub(crate) fn misbehave(&self, fault: GatewayFault, times: u32) {
        let lasting = (0..times.min(1)).all(|_| !gateway::misbehave::strike(&self.shared, &fault));
        if lasting {
            self.shared.faults().add_gateway(fault, times);
            return;
        }
        let again = if times == ALWAYS {
            0
        } else {
            times.saturating_sub(1)
        };
        for _ in 0..again {
            gateway::misbehave::strike(&self.shared, &fault);
        }
    }

    /// Lets REST do something wrong with the next requests whose route, or whose path, contains a text.
    pub(crate) fn misbehave_rest(&self, route: &str, fault: RestFault, times: u32) {
        self.shared.faults().add_rest(route, fault, times);
    }

    /// Ends all faults that wait or go on.
    pub(crate) fn behave(&self) {
        self.shared.faults().clear();
    }

    /// Lets time pass for tokens and deadlines, without waiting.
    pub(crate) fn pass(&self, time: Duration) {
        self.shared.pass(time);
    }

    /// Everything that the bot must not have done, as sentences.
    pub(crate) fn violations(&self) -> Vec<String> {
        self.shared.state().violations.clone()
    }

    /// Panics where the bot did something that it must not.
    #[track_caller]
    pub(crate) fn assert_clean(&self) {
        let violations = self.violations();
        assert!(violations.is_empty(), "{}", violations.join("\n"));
    }

    /// Every request, in order; none where nothing is recorded.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.shared.state().requests.clone()
    }

    /// How many requests came in, recorded or not.
    pub(crate) fn requests_count(&self) -> u64 {
        self.shared.state().requests_count
    }

    /// The bodies of all direct messages to a member, in order.
    pub(crate) fn direct_messages(&self, user: u64) -> Vec<Value> {
        let state = self.shared.state();
        let channel = rest::users::dm_of(user);
        let written = state.messages.values();
        let mut sent: Vec<_> = written
            .filter(|message| message.place.channel == channel && message.only_for.is_none())
            .collect();
        sent.sort_by_key(|message| message.id);
        sent.iter().map(|message| message.body.clone()).collect()
    }

    /// The registered commands, global or of a server.
    pub(crate) fn commands(&self, guild: Option<u64>) -> Vec<Value> {
        let state = self.shared.state();
        state.commands.get(&guild).cloned().unwrap_or_default()
    }

    /// Every IDENTIFY.
    pub(crate) fn identifies(&self) -> Vec<Identify> {
        self.shared.gateway().identifies.clone()
    }

    /// Every RESUME.
    pub(crate) fn resumes(&self) -> Vec<Resume> {
        self.shared.gateway().resumes.clone()
    }

    /// The close codes with which gateway connections ended; `None` for none.
    pub(crate) fn closes(&self) -> Vec<Option<u16>> {
        self.shared.gateway().closes.clone()
    }

    /// How many gateway connections there were.
    pub(crate) fn connections(&self) -> u64 {
        self.shared.gateway().connections
    }

    /// How many heartbeats came in.
    pub(crate) fn heartbeats(&self) -> u64 {
        self.shared.gateway().heartbeats
    }

    /// How much was validated against the API description; `None` where it is not named.
    pub(crate) fn validated(&self) -> Option<Validated> {
        self.shared
            .document
            .as_ref()
            .map(openapi::Document::validated)
    }
}

/// An interaction that was sent. Where nothing is recorded, [`Pending::answered`] is what forgets it.
#[derive(Debug)]
pub(crate) struct Pending {
    shared: Arc<Shared>,
    /// Its id.
    pub(crate) id: u64,
    /// The event as it was sent.
    pub(crate) event: Value,
}

impl Pending {
    /// Delivers the same event again.
    pub(crate) fn again(&self) {
        events::deliver(&self.shared, &self.event);
    }

    /// Waits for the first answer; `None` when none came in time.
    pub(crate) async fn answered(self) -> Option<Answer> {
        let done = member::reached(&self.shared, self.id, |one| one.answer.is_some()).await;
        let mut state = self.shared.state();
        let answer = state
            .interactions
            .get(&self.id)
            .and_then(|one| one.answer.clone());
        let over = answer
            .as_ref()
            .is_none_or(|answer| !matches!(answer.kind, 5 | 6));
        if !self.shared.options.record && over {
            state.forget(self.id);
        }
        answer.filter(|_| done)
    }
}
