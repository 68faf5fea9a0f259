//! The gateway connection against a Discord that misbehaves.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use alongside::discord::gateway::{End, Gateway, Settings, Times};
use alongside::discord::rest::Rest;
use serde_json::json;
use serenity::all::Event;
use tempfile::TempDir;

use crate::fake::Fake;
use crate::fake::misbehave::{ALWAYS, GatewayFault as Fault};
use crate::fake::options::Options;

/// For everything that must happen.
const PATIENCE: Duration = Duration::from_mins(1);
/// For the goodbye.
const STOP_LIMIT: Duration = Duration::from_secs(6);
/// Between two looks whether it has happened.
const LOOK: Duration = Duration::from_millis(10);

/// A bot that only listens.
struct Bot {
    gateway: Gateway,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Bot {
    fn connects(fake: &Fake, folder: &Path) -> Self {
        Self::connects_to(&fake.api_base(), fake.options().token.clone(), folder)
    }

    fn connects_to(api_base: &str, token: String, folder: &Path) -> Self {
        let settings = Settings {
            api_base: api_base.to_owned(),
            token: token.into(),
            data_dir: folder.to_owned(),
            times: Times {
                stage: Duration::from_secs(3),
                stall: Duration::from_secs(2),
                interval: Duration::from_secs(2),
                backoff: Duration::from_millis(50),
            },
        };
        let rest = Rest::new(api_base, &settings.token).unwrap();
        let heard = Arc::<Mutex<Vec<String>>>::default();
        let listening = Arc::clone(&heard);
        let on_event = move |event: Event| listening.lock().unwrap().push(name(&event));
        Self {
            gateway: Gateway::start(settings, rest, Arc::new(on_event)),
            heard,
        }
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    fn count(&self, name: &str) -> usize {
        self.heard().iter().filter(|heard| *heard == name).count()
    }

    async fn hears(&self, name: &str, times: usize) {
        until(name, || self.count(name) >= times).await;
    }

    async fn ends(&self) -> End {
        let ended = tokio::time::timeout(PATIENCE, self.gateway.ended()).await;
        ended.unwrap_or_else(|_elapsed| panic!("the connection should end"))
    }

    async fn fatal(&self, word: &str) {
        let end = self.ends().await;
        assert!(
            matches!(&end, End::Fatal { advice } if advice.contains(word)),
            "{end:?}"
        );
    }

    async fn gives_up(&self, word: &str) {
        let end = self.ends().await;
        assert!(
            matches!(&end, End::GiveUp { advice } if advice.contains(word)),
            "{end:?}"
        );
    }
}

/// An event by its name, a numbered one by its number.
fn name(event: &Event) -> String {
    match event {
        Event::Unknown(unknown) => match unknown.value["n"].as_u64() {
            Some(number) => number.to_string(),
            None => unknown.kind.clone(),
        },
        known => known.name().unwrap_or_default(),
    }
}

async fn until(what: &str, mut happened: impl FnMut() -> bool) {
    let wait = async {
        while !happened() {
            tokio::time::sleep(LOOK).await;
        }
    };
    assert!(
        tokio::time::timeout(PATIENCE, wait).await.is_ok(),
        "should happen: {what}"
    );
}

fn numbered(fake: &Fake, numbers: std::ops::Range<u64>) {
    for n in numbers {
        fake.dispatch("NUMBERED", &json!({ "n": n }));
    }
}

fn numbers(bot: &Bot) -> Vec<u64> {
    bot.heard()
        .iter()
        .filter_map(|name| name.parse().ok())
        .collect()
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

async fn quick() -> Fake {
    Fake::start(Options {
        heartbeat_ms: 600,
        ..Options::default()
    })
    .await
}

#[tokio::test]
async fn it_connects_with_what_it_needs_and_says_goodbye() {
    let (fake, folder) = (quick().await, folder());
    let bot = Bot::connects(&fake, folder.path());
    bot.hears("READY", 1).await;
    let identify = fake.identifies().remove(0);
    assert_eq!(identify.intents, 1 | 1 << 12, "servers and direct messages");
    bot.gateway.stop(STOP_LIMIT).await;
    assert_eq!(bot.ends().await, End::Stopped);
    until("goodbye", || fake.closes() == [Some(1_000)]).await;
}

#[tokio::test]
async fn events_come_in_order() {
    let (fake, folder) = (Fake::start(Options::default()).await, folder());
    let bot = Bot::connects(&fake, folder.path());
    bot.hears("READY", 1).await;
    numbered(&fake, 0..2_000);
    bot.hears("1999", 1).await;
    assert_eq!(numbers(&bot), (0..2_000).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_broken_connection_is_resumed_without_loss() {
    for fault in [
        Fault::Reconnect,
        Fault::Close(4_000),
        Fault::TcpReset,
        Fault::InvalidSession(true),
    ] {
        let (fake, folder) = (quick().await, folder());
        let bot = Bot::connects(&fake, folder.path());
        bot.hears("READY", 1).await;
        numbered(&fake, 0..50);
        bot.hears("49", 1).await;
        fake.misbehave(fault.clone(), 1);
        numbered(&fake, 50..100);
        bot.hears("RESUMED", 1).await;
        bot.hears("99", 1).await;
        assert_eq!(numbers(&bot), (0..100).collect::<Vec<_>>(), "{fault:?}");
        assert_eq!(fake.identifies().len(), 1, "{fault:?}");
        assert_eq!(fake.resumes()[0].path, "/resume", "{fault:?}");
    }
}

#[tokio::test]
async fn a_session_that_cannot_be_resumed_begins_anew() {
    for fault in [
        Fault::InvalidSession(false),
        Fault::Close(1_000),
        Fault::CloseWithoutCode,
        Fault::BlackHole,
    ] {
        let (fake, folder) = (quick().await, folder());
        let bot = Bot::connects(&fake, folder.path());
        bot.hears("READY", 1).await;
        fake.misbehave(fault.clone(), 1);
        bot.hears("READY", 2).await;
        assert_eq!(fake.identifies().len(), 2, "{fault:?}");
        bot.gateway.stop(STOP_LIMIT).await;
    }
}

#[tokio::test]
async fn a_gateway_that_sends_away_at_once_costs_one_session() {
    let (fake, folder) = (quick().await, folder());
    fake.misbehave(Fault::ReconnectLoop, ALWAYS);
    let bot = Bot::connects(&fake, folder.path());
    bot.hears("RESUMED", 1).await;
    fake.misbehave(Fault::ResumeReplays(50), 1);
    fake.misbehave(Fault::Reconnect, 1);
    bot.hears("RESUMED", 2).await;
    assert_eq!(fake.identifies().len(), 1);
}

#[tokio::test]
async fn a_zombie_is_replaced() {
    let (fake, folder) = (quick().await, folder());
    fake.misbehave(Fault::ZombieNoAck, 1);
    let bot = Bot::connects(&fake, folder.path());
    bot.hears("READY", 2).await;
    assert_eq!(fake.identifies().len(), 2);
}

#[tokio::test]
async fn a_handshake_that_hangs_is_tried_again() {
    let (fake, folder) = (quick().await, folder());
    fake.misbehave(Fault::HandshakeHang, 1);
    let bot = Bot::connects(&fake, folder.path());
    bot.hears("READY", 1).await;
    assert_eq!(fake.identifies().len(), 1);
}

#[tokio::test]
async fn a_handshake_that_always_hangs_is_left_to_a_supervisor() {
    let (fake, folder) = (quick().await, folder());
    fake.misbehave(Fault::HandshakeHang, ALWAYS);
    Bot::connects(&fake, folder.path())
        .gives_up("no session in 3 tries")
        .await;
}

#[tokio::test]
async fn a_code_that_forbids_trying_again_is_the_end() {
    for (code, word) in [(4_004, "Reset Token"), (4_013, "4013"), (4_014, "4014")] {
        let (fake, folder) = (quick().await, folder());
        fake.misbehave(Fault::CloseOnIdentify(code), ALWAYS);
        Bot::connects(&fake, folder.path()).fatal(word).await;
        assert_eq!(fake.identifies().len(), 1, "{code}");
    }
}

#[tokio::test]
async fn a_code_that_the_library_hides_is_the_end_within_three_sessions() {
    for code in [4_010, 4_011, 4_012] {
        let (fake, folder) = (Fake::start(Options::default()).await, folder());
        fake.misbehave(Fault::CloseOnIdentify(code), ALWAYS);
        Bot::connects(&fake, folder.path())
            .fatal("3 sessions in a row")
            .await;
        assert_eq!(fake.identifies().len(), 3, "{code}");
    }
}

#[tokio::test]
async fn a_bot_in_too_many_servers_says_so() {
    let fake = Fake::start(Options {
        shards: 2,
        ..Options::default()
    })
    .await;
    let folder = folder();
    fake.misbehave(Fault::CloseOnIdentify(4_011), ALWAYS);
    Bot::connects(&fake, folder.path())
        .fatal("2,500 servers")
        .await;
    assert_eq!(fake.identifies().len(), 1);
}

#[tokio::test]
async fn sessions_that_are_invalid_again_and_again_are_the_end() {
    let (fake, folder) = (quick().await, folder());
    fake.misbehave(Fault::InvalidSessionLoop(false), ALWAYS);
    Bot::connects(&fake, folder.path())
        .fatal("3 sessions in a row")
        .await;
    assert_eq!(fake.identifies().len(), 3);
}

#[tokio::test]
async fn a_gateway_that_never_greets_costs_no_session() {
    for fault in [Fault::ReconnectBeforeHello, Fault::HelloNever] {
        let (fake, folder) = (quick().await, folder());
        fake.misbehave(fault.clone(), ALWAYS);
        Bot::connects(&fake, folder.path())
            .gives_up("no session")
            .await;
        assert_eq!(fake.identifies().len(), 0, "{fault:?}");
    }
}

#[tokio::test]
async fn few_starts_left_are_not_touched() {
    let fake = Fake::start(Options {
        identifies_spent: 901,
        ..Options::default()
    })
    .await;
    let folder = folder();
    Bot::connects(&fake, folder.path())
        .gives_up("only 99 of 1000 session starts")
        .await;
    assert_eq!(fake.connections(), 0);
}

#[tokio::test]
async fn a_wrong_token_and_an_absent_discord_are_told_apart() {
    let (fake, folder) = (quick().await, folder());
    let wrong = Bot::connects_to(&fake.api_base(), "wrong".to_owned(), folder.path());
    wrong.fatal("status 401").await;
    assert_eq!((fake.connections(), fake.requests_count()), (0, 1));
    let base = fake.api_base();
    drop(fake);
    Bot::connects_to(&base, "any".to_owned(), folder.path())
        .gives_up("cannot be reached")
        .await;
}

#[tokio::test]
async fn sessions_are_counted_over_restarts() {
    let (fake, folder) = (quick().await, folder());
    // What was counted is lost: four starts are taken to be left.
    std::fs::write(folder.path().join("discord-identifies.json"), "lost").unwrap();
    for start in 1..=4 {
        let bot = Bot::connects(&fake, folder.path());
        bot.hears("READY", 1).await;
        assert_eq!(fake.identifies().len(), start);
        bot.gateway.stop(STOP_LIMIT).await;
    }
    let bot = Bot::connects(&fake, folder.path());
    tokio::time::sleep(LOOK * 20).await;
    assert_eq!(fake.identifies().len(), 4, "the fifth waits");
    bot.gateway.stop(STOP_LIMIT).await;
    assert_eq!(bot.ends().await, End::Stopped);
}

#[tokio::test]
async fn a_goodbye_that_nobody_answers_is_cut_short() {
    let (fake, folder) = (quick().await, folder());
    let bot = Bot::connects(&fake, folder.path());
    bot.hears("READY", 1).await;
    fake.misbehave(Fault::BlackHole, 1);
    bot.gateway.stop(STOP_LIMIT).await;
    assert_eq!(bot.ends().await, End::Stopped);
}

#[tokio::test]
async fn what_cannot_be_decoded_is_heard_all_the_same_or_does_no_harm() {
    let (fake, folder) = (quick().await, folder());
    let bot = Bot::connects(&fake, folder.path());
    bot.hears("READY", 1).await;
    for fault in [
        Fault::NullWhereObject,
        Fault::UnknownOpcode,
        Fault::HugeEvent,
        Fault::SeqGap,
        Fault::UnknownEvent,
    ] {
        fake.misbehave(fault, 1);
    }
    bot.hears("TEAPOT_BOILED", 1).await;
    assert_eq!(bot.count("INTERACTION_CREATE"), 1);
    assert_eq!(bot.count("HUGE_EVENT"), 1);
    assert_eq!(fake.identifies().len(), 1);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_the_end() {
    let (fake, folder) = (quick().await, folder());
    let missing = folder.path().join("missing");
    Bot::connects(&fake, &missing)
        .fatal("discord-identifies.json")
        .await;
    assert_eq!(fake.connections(), 0);
}
