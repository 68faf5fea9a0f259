//! The tests' own gateway, and members whom a small bot answers.

use std::time::Duration;

use serde_json::{Value, json};
use serenity::futures::{SinkExt as _, StreamExt as _};
use serenity::model::event::{Event, GatewayEvent};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::fake::Fake;
use crate::fake::member::events::in_server;
use crate::fake::misbehave::{ALWAYS, GatewayFault as Fault};
use crate::fake::options::{Options, TOKEN};
use crate::fake::rest::messages::draw;
use crate::fake::state::Message as ShownMessage;

/// Longest wait for a frame.
const FRAME_WAIT: Duration = Duration::from_secs(10);
/// How long a connection must be silent to count as silent.
const SILENCE: Duration = Duration::from_millis(200);

/// A bot that speaks the gateway's language and no more.
pub(crate) struct Bot {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

/// What came over the gateway.
#[derive(Debug)]
enum Came {
    /// A payload.
    Text(String),
    /// A close, with its code.
    Close(Option<u16>),
    /// The connection broke.
    Broken,
    /// Nothing.
    Silence,
}

impl Came {
    fn json(&self) -> Value {
        match self {
            Self::Text(text) => serde_json::from_str(text).unwrap(),
            Self::Close(_) | Self::Broken | Self::Silence => Value::Null,
        }
    }
}

impl Bot {
    async fn connect(fake: &Fake, path: &str) -> Self {
        let url = format!("{}{path}", fake.api_base().replace("http", "ws"));
        let (socket, _) = connect_async(url).await.unwrap();
        Self { socket }
    }

    /// Connects and identifies; READY and the servers are read away.
    pub(crate) async fn online(fake: &Fake) -> Self {
        let mut bot = Self::connect(fake, "/gateway").await;
        assert_eq!(bot.next().await["op"], 10);
        bot.identify(TOKEN).await;
        assert_eq!(bot.next().await["t"], "READY");
        assert_eq!(bot.next().await["t"], "GUILD_CREATE");
        fake.ready().await;
        bot
    }

    async fn send(&mut self, payload: &Value) {
        let text = Message::text(payload.to_string());
        self.socket.send(text).await.unwrap();
    }

    async fn identify(&mut self, token: &str) {
        let data = json!({
            "token": token, "intents": 4_097, "shard": [0, 1], "compress": true,
            "properties": { "os": "linux", "browser": "tests", "device": "tests" },
        });
        self.send(&json!({ "op": 2, "d": data })).await;
    }

    async fn resume(&mut self, seq: u64) {
        let data = json!({ "token": TOKEN, "session_id": "session-1", "seq": seq });
        self.send(&json!({ "op": 6, "d": data })).await;
    }

    async fn came(&mut self, wait: Duration) -> Came {
        match tokio::time::timeout(wait, self.socket.next()).await {
            Ok(Some(Ok(Message::Text(text)))) => Came::Text(text.to_string()),
            Ok(Some(Ok(Message::Close(frame)))) => {
                Came::Close(frame.map(|frame| frame.code.into()))
            }
            Ok(_) => Came::Broken,
            Err(_) => Came::Silence,
        }
    }

    pub(crate) async fn next(&mut self) -> Value {
        self.came(FRAME_WAIT).await.json()
    }
}

#[tokio::test]
async fn a_bot_identifies_and_hears_events() {
    let fake = Fake::start(Options::default()).await;
    let mut bot = Bot::online(&fake).await;
    let identify = &fake.identifies()[0];
    assert_eq!((identify.intents, identify.shard), (4_097, Some((0, 1))));
    assert!(identify.token_right && identify.path == "/gateway");
    bot.send(&json!({ "op": 1, "d": 2 })).await;
    assert_eq!(bot.next().await["op"], 11);
    fake.dispatch("TEST", &json!({ "a": 1 }));
    let event = bot.next().await;
    assert_eq!(
        (&event["s"], &event["t"], &event["d"]["a"]),
        (&json!(3), &json!("TEST"), &json!(1))
    );
    fake.dispatch_text("TEST", "nonsense");
    assert!(matches!(bot.came(FRAME_WAIT).await, Came::Text(text) if text.contains("nonsense")));
    assert_eq!((fake.connections(), fake.heartbeats()), (1, 1));
    assert!(identify.when <= std::time::Instant::now());
    fake.assert_clean();
}

#[tokio::test]
async fn a_wrong_token_and_wrong_payloads_are_closed() {
    let fake = Fake::start(Options::default()).await;
    for (payload, code) in [
        (json!({ "op": 2, "d": { "token": "wrong" } }), 4004),
        (json!({ "op": 77 }), 4001),
        (json!({ "op": 3, "d": {} }), 4003),
        (json!({ "op": 1, "d": "x".repeat(5_000) }), 4002),
    ] {
        let mut bot = Bot::connect(&fake, "/gateway").await;
        bot.next().await;
        bot.send(&payload).await;
        assert!(matches!(bot.came(FRAME_WAIT).await, Came::Close(Some(came)) if came == code));
    }
    let mut bot = Bot::online(&fake).await;
    bot.identify(TOKEN).await;
    assert!(matches!(
        bot.came(FRAME_WAIT).await,
        Came::Close(Some(4005))
    ));
}

#[tokio::test]
async fn a_resume_brings_what_was_missed() {
    let fake = Fake::start(Options::default()).await;
    let mut bot = Bot::online(&fake).await;
    bot.socket.close(None).await.unwrap();
    while bot.socket.next().await.is_some() {}
    while fake.closes().is_empty() {
        tokio::task::yield_now().await;
    }
    for number in 0..3 {
        fake.dispatch("MISSED", &json!({ "number": number }));
    }
    let mut bot = Bot::connect(&fake, "/resume").await;
    bot.next().await;
    bot.resume(2).await;
    for number in 0..3 {
        assert_eq!(bot.next().await["d"]["number"], number);
    }
    assert_eq!(bot.next().await["t"], "RESUMED");
    let resume = &fake.resumes()[0];
    assert!(resume.worked && resume.path == "/resume" && resume.seq == 2);
    assert!(resume.when >= fake.identifies()[0].when);
    fake.misbehave(Fault::InvalidSession(false), 1);
    assert_eq!(bot.next().await, json!({ "op": 9, "d": false }));
    let mut bot = Bot::connect(&fake, "/resume").await;
    bot.next().await;
    bot.resume(2).await;
    assert_eq!(bot.next().await, json!({ "op": 9, "d": false }));
}

#[tokio::test]
async fn every_close_comes_as_told() {
    for code in (4_000..=4_014).chain([1_000, 1_001]) {
        let fake = Fake::start(Options::default()).await;
        let mut bot = Bot::online(&fake).await;
        fake.misbehave(Fault::Close(code), 1);
        assert!(matches!(bot.came(FRAME_WAIT).await, Came::Close(Some(came)) if came == code));
    }
    let fake = Fake::start(Options::default()).await;
    let mut bot = Bot::online(&fake).await;
    fake.misbehave(Fault::CloseWithoutCode, 1);
    assert!(matches!(bot.came(FRAME_WAIT).await, Came::Close(None)));
    let mut bot = Bot::online(&fake).await;
    fake.misbehave(Fault::TcpReset, 1);
    assert!(matches!(bot.came(FRAME_WAIT).await, Came::Broken));
    let mut bot = Bot::online(&fake).await;
    fake.misbehave(Fault::InvalidUtf8, 1);
    assert!(matches!(bot.came(FRAME_WAIT).await, Came::Broken));
    let mut bot = Bot::online(&fake).await;
    fake.misbehave(Fault::BlackHole, 1);
    bot.send(&json!({ "op": 1, "d": 2 })).await;
    assert!(matches!(bot.came(SILENCE).await, Came::Silence));
}

#[tokio::test]
async fn odd_events_come_as_told() {
    let fake = Fake::start(Options::default()).await;
    let mut bot = Bot::online(&fake).await;
    fake.dispatch("ONE", &json!({}));
    fake.dispatch("TWO", &json!({}));
    bot.next().await;
    bot.next().await;
    fake.misbehave(Fault::OutOfOrder, 1);
    assert_eq!(bot.next().await["t"], "TWO");
    assert_eq!(bot.next().await["t"], "ONE");
    fake.misbehave(Fault::DuplicateEvent, 2);
    assert_eq!(bot.next().await["t"], "TWO");
    assert_eq!(bot.next().await["t"], "TWO");
    fake.misbehave(Fault::SeqGap, 1);
    fake.misbehave(Fault::UnknownEvent, 1);
    assert_eq!(bot.next().await["s"], 10);
    fake.misbehave(Fault::UnknownOpcode, 1);
    assert_eq!(bot.next().await["op"], 77);
    fake.misbehave(Fault::UnknownComponentType, 1);
    assert_eq!(bot.next().await["d"]["data"]["component_type"], 99);
    fake.misbehave(Fault::UnknownInteractionType, 1);
    assert_eq!(bot.next().await["d"]["type"], 99);
    fake.misbehave(Fault::NullWhereObject, 1);
    assert_eq!(bot.next().await["d"]["attachment_size_limit"], Value::Null);
    fake.misbehave(Fault::HugeEvent, 1);
    assert!(matches!(bot.came(FRAME_WAIT).await, Came::Text(text) if text.len() > 1_000_000));
    fake.misbehave(Fault::Reconnect, 1);
    assert_eq!(bot.next().await["op"], 7);
}

#[tokio::test]
async fn faults_wait_for_their_occasion() {
    let fake = Fake::start(Options::default()).await;
    fake.misbehave(Fault::HelloNever, 1);
    let mut bot = Bot::connect(&fake, "/gateway").await;
    assert!(matches!(bot.came(SILENCE).await, Came::Silence));
    fake.misbehave(Fault::ReconnectBeforeHello, 1);
    assert_eq!(Bot::connect(&fake, "/gateway").await.next().await["op"], 7);
    fake.misbehave(Fault::HelloDelayed(10), 1);
    assert_eq!(Bot::connect(&fake, "/gateway").await.next().await["op"], 10);
    fake.misbehave(Fault::HandshakeHang, 1);
    let hang = Bot::connect(&fake, "/gateway");
    assert!(tokio::time::timeout(SILENCE, hang).await.is_err());
    for (fault, op) in [
        (Fault::InvalidSessionLoop(true), 9),
        (Fault::ReadyWithoutGuilds, 0),
        (Fault::GuildsUnavailable, 0),
    ] {
        fake.misbehave(fault.clone(), ALWAYS);
        let mut bot = Bot::connect(&fake, "/gateway").await;
        bot.next().await;
        bot.identify(TOKEN).await;
        let first = bot.next().await;
        assert_eq!(first["op"], op);
        if op == 0 {
            let count = first["d"]["guilds"].as_array().unwrap().len();
            assert_eq!(count, usize::from(fault == Fault::GuildsUnavailable));
        }
        assert!(matches!(bot.came(SILENCE).await, Came::Silence));
        fake.behave();
    }
    fake.misbehave(Fault::CloseOnIdentify(4_011), 1);
    let mut bot = Bot::connect(&fake, "/gateway").await;
    bot.next().await;
    bot.identify(TOKEN).await;
    assert!(matches!(
        bot.came(FRAME_WAIT).await,
        Came::Close(Some(4_011))
    ));
    fake.misbehave(Fault::ReconnectLoop, 1);
    let mut bot = Bot::online(&fake).await;
    assert_eq!(bot.next().await["op"], 7);
    fake.misbehave(Fault::SlowAck(10), 1);
    fake.misbehave(Fault::ZombieNoAck, 1);
    bot.send(&json!({ "op": 1, "d": 2 })).await;
    assert_eq!(bot.next().await["op"], 11);
    bot.send(&json!({ "op": 1, "d": 2 })).await;
    assert!(matches!(bot.came(SILENCE).await, Came::Silence));
}

#[tokio::test]
async fn a_resume_may_replay_what_was_heard() {
    let fake = Fake::start(Options::default()).await;
    let mut bot = Bot::online(&fake).await;
    for _ in 0..60 {
        fake.dispatch("HEARD", &json!({}));
        bot.next().await;
    }
    fake.misbehave(Fault::ResumeReplays(50), 1);
    let mut bot = Bot::connect(&fake, "/resume").await;
    bot.next().await;
    bot.resume(62).await;
    for _ in 0..50 {
        assert_eq!(bot.next().await["t"], "HEARD");
    }
    assert_eq!(bot.next().await["t"], "RESUMED");
}

/// Whether serenity takes a payload for an event that it knows.
fn known(text: &str) -> bool {
    match serde_json::from_str(text).unwrap() {
        GatewayEvent::Dispatch(_, event) => !matches!(event, Event::Unknown(_)),
        _ => false,
    }
}

#[tokio::test]
async fn serenity_reads_every_event() {
    let fake = Fake::start(Options::default()).await;
    let mut bot = Bot::connect(&fake, "/gateway").await;
    bot.next().await;
    bot.identify(TOKEN).await;
    for name in ["READY", "GUILD_CREATE"] {
        let Came::Text(text) = bot.came(FRAME_WAIT).await else {
            panic!("no {name}");
        };
        assert!(known(&text), "{name}: {text}");
    }
    fake.ready().await;
    let ana = fake.member(1_001);
    let press = json!({ "component_type": 2, "custom_id": "x", "id": 1 });
    let pick = json!({ "component_type": 3, "custom_id": "x", "values": ["1"], "id": 1 });
    let filled = json!({ "custom_id": "m", "components": [{ "type": 1, "id": 1, "components": [
        { "type": 4, "id": 2, "custom_id": "words", "value": "mine" },
    ] }] });
    let command = json!({ "id": "1", "name": "reflect", "type": 1, "options": [
        { "name": "start", "type": 1, "options": [{ "name": "theme", "type": 3, "value": "s", "focused": true }] },
    ] });
    let example = ShownMessage {
        id: 9,
        place: in_server(5_001),
        only_for: Some(1_001),
        body: json!({ "embeds": [{ "title": "T" }], "components": [{ "type": 1, "components": [
            { "type": 2, "style": 1, "label": "Go", "custom_id": "go" },
        ] }] }),
        files: vec![("a.txt".to_owned(), b"a".to_vec())],
        edited: true,
        deleted: false,
    };
    for place in [
        ana.clone(),
        ana.in_dm(),
        ana.in_group_dm(),
        ana.user_installed(),
    ] {
        for (kind, data) in [
            (2, &command),
            (3, &press),
            (3, &pick),
            (4, &command),
            (5, &filled),
        ] {
            let mut event = place.interaction(kind, data, None);
            if kind == 3 {
                event["message"] = draw(&example);
            }
            fake.deliver(event);
            let Came::Text(text) = bot.came(FRAME_WAIT).await else {
                panic!("no interaction");
            };
            assert!(known(&text), "{text}");
        }
    }
    ana.in_dm().says("hello").await;
    let Came::Text(text) = bot.came(FRAME_WAIT).await else {
        panic!("no message");
    };
    assert!(known(&text), "{text}");
}

/// Hands on each interaction's id.
struct Listener(tokio::sync::mpsc::UnboundedSender<u64>);

#[serenity::async_trait]
impl serenity::client::EventHandler for Listener {
    async fn interaction_create(
        &self,
        _: serenity::client::Context,
        interaction: serenity::model::application::Interaction,
    ) {
        self.0.send(interaction.id().get()).unwrap();
    }
}

#[tokio::test]
async fn serenity_itself_connects_and_resumes() {
    let fake = Fake::start(Options::default()).await;
    let http = serenity::http::HttpBuilder::new(TOKEN)
        .proxy(fake.api_base())
        .ratelimiter_disabled(true)
        .build();
    let (heard, mut ids) = tokio::sync::mpsc::unbounded_channel();
    let intents = serenity::model::gateway::GatewayIntents::GUILDS;
    let mut client = serenity::client::ClientBuilder::new_with_http(http, intents)
        .event_handler(Listener(heard))
        .await
        .unwrap();
    let running = tokio::spawn(async move { client.start().await });
    fake.ready().await;
    let sent = fake.interaction(&json!({})).id;
    let id = tokio::time::timeout(FRAME_WAIT, ids.recv()).await;
    assert_eq!(id, Ok(Some(sent)));
    fake.misbehave(Fault::Reconnect, 1);
    fake.ready().await;
    let sent = fake.interaction(&json!({})).id;
    let id = tokio::time::timeout(FRAME_WAIT, ids.recv()).await;
    assert_eq!(id, Ok(Some(sent)));
    assert_eq!((fake.identifies().len(), fake.resumes().len()), (1, 1));
    assert_eq!(fake.identifies()[0].intents, intents.bits());
    running.abort();
    fake.assert_clean();
}
