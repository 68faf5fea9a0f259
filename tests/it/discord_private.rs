//! What never leaves the bot: no word, no token and no id of a member, whatever goes wrong on the way.

use serde_json::{Value, json};

use crate::common::bot::{Bot, leaks, online, until};
use crate::fake::Fake;
use crate::fake::member::Member;
use crate::fake::misbehave::{ALWAYS, GatewayFault as Fault, RestFault};
use crate::fake::options::Options;

/// `GUILDS` and `DIRECT_MESSAGES`.
const INTENTS: u64 = 1 | 1 << 12;
/// What stands in every text that a member can write, and in every token of an interaction.
const CANARIES: [&str; 2] = ["canary", "token-of-"];
/// The member who is told apart by an id that stands nowhere else.
const ANA: u64 = 770_001_001;
/// Requests that may still be sent once the token was refused.
const AFTER_REFUSAL_MAX: usize = 3;

/// The bot kept everything to itself.
fn assert_told_nothing(fake: &Fake, bot: &Bot) {
    bot.assert_kept_quiet(&CANARIES);
    bot.assert_kept_quiet(&[&fake.options().token, "770001001"]);
}

/// An interaction in which all that a member can name holds a canary.
fn named(mut event: Value) -> Value {
    let of_user = if event["member"].is_null() {
        "/user"
    } else {
        "/member/user"
    };
    event["member"]["nick"] = json!("canary-nickname");
    let user = event.pointer_mut(of_user).unwrap();
    user["username"] = json!("canary-username");
    user["global_name"] = json!("canary-name");
    event["channel"]["name"] = json!("canary-channel");
    event
}

/// Does, without waiting, all that a member can do with words.
fn does_everything(fake: &Fake, ana: &Member, on: Option<u64>, ids: &[String]) {
    let command = |name: &str, option: &str| {
        let options = json!([{ "name": option, "type": 3, "value": "canary-option" }]);
        json!({ "id": "4001", "name": "reflect", "type": 1, "options": [{ "name": name, "type": 1, "options": options }] })
    };
    for (name, option) in [
        ("start", "theme"),
        ("continue", "code"),
        ("glossary", "term"),
        ("support", "country"),
        ("canary", "canary"),
    ] {
        fake.deliver(named(ana.interaction(2, &command(name, option), None)));
        fake.deliver(named(ana.interaction(4, &command(name, option), None)));
    }
    for id in ids.iter().map(String::as_str).chain(["canary-id", "Ph"]) {
        let data =
            json!({ "component_type": 3, "custom_id": id, "values": ["canary-value"], "id": 1 });
        fake.deliver(named(ana.interaction(3, &data, on)));
    }
    for id in ["Pt", "Pj", "m.canary"] {
        let field = json!({ "type": 4, "id": 2, "custom_id": "t", "value": "canary-words, I want to kill myself" });
        let data = json!({ "custom_id": id, "components": [{ "type": 1, "components": [field] }] });
        fake.deliver(named(ana.interaction(5, &data, on)));
    }
}

/// Answers a question with words, and goes all over the place.
async fn walks(ana: &Member) {
    ana.runs("/reflect start theme:shame").await;
    ana.picks("4").await;
    ana.presses("I got out of there").await;
    ana.presses("In my own words").await;
    ana.fills("canary: it is late and I am tired").await;
    ana.presses("Stop").await;
    ana.runs("/reflect start theme:shame").await;
    ana.presses("In direct messages").await;
    ana.in_dm().receives().await;
    ana.runs("/reflect tell").await;
    ana.fills("canary-tell: he never calls and I am jealous")
        .await;
    ana.runs("/reflect tell").await;
    ana.fills("canary-danger: I want to kill myself").await;
    ana.uses_message_command("Reflect on this", true, "canary-message")
        .await;
    ana.uses_message_command("Reflect on this", false, "canary-of-another")
        .await;
    ana.completes("/reflect start theme:canary").await;
    let ana = ana.in_dm();
    for words in [
        "hi",
        "canary-lost",
        "/reflect start shame",
        "canary-first",
        "3",
        "canary-choice",
        "I want to kill myself, canary",
    ] {
        ana.types(words).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_asks_for_servers_and_direct_messages_and_nothing_else() {
    let (fake, _bot) = online().await;
    let asked: Vec<_> = fake
        .identifies()
        .iter()
        .map(|one| (one.intents, one.token_right))
        .collect();
    assert_eq!(asked, [(INTENTS, true)]);
}

#[test]
fn a_leak_would_be_found() {
    let kept = b"user 770001001 said \"canary\\nheron\"";
    assert_eq!(
        leaks(kept, &["770001001", "canary\nheron", "canary", "lynx"]),
        ["770001001", "canary\nheron", "canary"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_walk_is_written_down_nowhere_and_pings_nobody() {
    let (fake, bot) = online().await;
    walks(&fake.member(ANA)).await;
    does_everything(&fake, &fake.member(ANA), None, &[]);
    fake.member(ANA).runs("/reflect help").await;
    let messages = ["/callback", "/messages", "/webhooks"];
    for request in fake
        .requests()
        .iter()
        .filter(|request| messages.iter().any(|part| request.route.contains(part)))
    {
        let body = request.body.get("data").unwrap_or(&request.body);
        let is_message = body.get("embeds").is_some();
        assert!(
            !is_message || body["allowed_mentions"] == json!({ "parse": [] }),
            "{body}"
        );
    }
    assert_told_nothing(&fake, &bot);
    fake.assert_clean();
    if let Some(validated) = fake.validated() {
        crate::common::tell(&format!(
            "validated {} routes, {} requests",
            validated.routes, validated.requests
        ));
        assert!(
            validated.requests > 0,
            "DISCORD_OPENAPI is set, and nothing was validated"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_the_gateway_bring_nothing_into_the_log() {
    let (fake, bot) = online().await;
    let ana = fake.member(ANA);
    let broken = [
        r#"{"id":"canary"#,
        r#"{"id":"5","token":"token-of-canary","content":"canary \ud800"}"#,
        "canary",
    ];
    for fault in [
        Fault::Reconnect,
        Fault::TcpReset,
        Fault::Close(4000),
        Fault::InvalidSession(true),
        Fault::ResumeReplays(50),
        Fault::DuplicateEvent,
        Fault::OutOfOrder,
        Fault::SeqGap,
        Fault::UnknownOpcode,
        Fault::UnknownEvent,
        Fault::UnknownComponentType,
        Fault::UnknownInteractionType,
        Fault::NullWhereObject,
        Fault::HugeEvent,
        Fault::InvalidUtf8,
    ] {
        ana.runs("/reflect help").await;
        for (name, text) in ["INTERACTION_CREATE", "MESSAGE_CREATE", "canary"]
            .iter()
            .zip(broken)
        {
            fake.dispatch_text(name, text);
            fake.dispatch(
                name,
                &json!({ "id": "canary", "token": "token-of-canary", "content": "canary" }),
            );
        }
        does_everything(&fake, &ana, None, &[]);
        ana.in_dm().says("canary-typed").await;
        fake.misbehave(fault, 1);
    }
    ana.in_dm().runs("/reflect help").await;
    assert_told_nothing(&fake, &bot);
}

/// Everything goes wrong in one way from now on, and the bot tells nobody why in a member's words.
async fn is_quiet_under(fault: RestFault) {
    let (fake, mut bot) = online().await;
    let ana = fake.member(ANA);
    let talk = ana.runs("/reflect start theme:shame").await;
    let ids: Vec<String> = ["In direct messages", "Skip"]
        .iter()
        .filter_map(|label| talk.custom_id(label))
        .collect();
    let before = fake.requests_count();
    fake.misbehave_rest("", fault.clone(), ALWAYS);
    fake.member(ANA + 1).in_dm().says("canary-typed").await;
    does_everything(&fake, &fake.member(ANA + 2), Some(talk.id), &ids);
    does_everything(&fake, &ana, Some(talk.id), &ids);
    until("the answers are under way", || {
        fake.requests_count() > before
    })
    .await;
    let ended = if fault == RestFault::Unauthorized {
        bot.ends()
    } else {
        bot.stops()
    };
    let log = ended.log.as_bytes();
    assert_eq!(
        leaks(
            log,
            &[CANARIES[0], CANARIES[1], &fake.options().token, "770001001"]
        ),
        Vec::<&str>::new(),
        "{fault:?}"
    );
    assert_told_nothing(&fake, &bot);
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_on_every_route_bring_nothing_into_the_log() {
    for fault in [
        RestFault::RateRoute(100),
        RestFault::RateShared(100),
        RestFault::RateGlobal(100),
        RestFault::RateWithoutHeader,
        RestFault::RateCloudflare,
        RestFault::BadRateHeader,
        RestFault::Code(10_062),
        RestFault::Code(40_060),
        RestFault::Code(50_035),
        RestFault::Code(200_000),
        RestFault::Unauthorized,
        RestFault::Server(500),
        RestFault::Server(502),
        RestFault::CommitThenDrop,
        RestFault::Empty200,
        RestFault::WrongJson,
        RestFault::Redirect,
    ] {
        is_quiet_under(fault).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_on_every_route_brings_nothing_into_the_log() {
    for fault in [RestFault::Timeout, RestFault::TimeoutBody, RestFault::Slow] {
        is_quiet_under(fault).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interaction_that_discord_no_longer_knows_is_let_go() {
    let (fake, bot) = online().await;
    for code in [10_062, 40_060] {
        fake.misbehave_rest("callback", RestFault::Code(code), 1);
        let gone = fake.interaction(&json!({})).id.to_string();
        fake.interaction(&json!({})).answered().await;
        let asked = fake
            .requests()
            .iter()
            .filter(|request| request.path.contains(&gone))
            .count();
        assert_eq!(asked, 1);
        bot.assert_kept_quiet(&[&gone, &code.to_string(), "WARN", "ERROR"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_token_ends_everything_with_advice() {
    for route in [
        "GET /gateway/bot",
        "GET /applications/@me",
        "GET /applications/{application_id}/commands",
        "PUT /applications",
        "POST /users/@me/channels",
        "POST /channels",
    ] {
        let fake = Fake::start(Options::default()).await;
        fake.misbehave_rest(route, RestFault::Unauthorized, ALWAYS);
        let mut bot = Bot::start(&fake);
        if route.starts_with("POST") {
            let ana = fake.member(ANA);
            let talk = ana.runs("/reflect start theme:shame").await;
            let data = json!({ "component_type": 2, "custom_id": talk.custom_id("In direct messages"), "id": 1 });
            fake.deliver(ana.interaction(3, &data, Some(talk.id)));
        }
        let ended = bot.ends();
        assert!(
            !ended.status.success() && ended.log.contains("token"),
            "{route}: {ended:?}"
        );
        let requests = fake.requests();
        let refused = requests
            .iter()
            .position(|request| request.status == 401)
            .unwrap();
        assert!(
            requests.len() - refused - 1 <= AFTER_REFUSAL_MAX,
            "{route}: {requests:?}"
        );
        assert_told_nothing(&fake, &bot);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_button_acts_for_whoever_presses_it_and_shows_nobodys_words() {
    let (fake, _bot) = online().await;
    let (ana, ben) = (fake.member(1001), fake.member(1002));
    ana.runs("/reflect start theme:shame").await;
    ana.picks("4").await;
    ana.presses("I got out of there").await;
    ana.presses("In my own words").await;
    let talk = ana.fills("my words are heron").await;
    let own = ben.runs("/reflect start theme:trust").await;
    for part in talk.parts() {
        let seen = ben
            .presses_id_on(&own, part["custom_id"].as_str().unwrap())
            .await;
        assert!(
            seen.is_private() && !seen.body.to_string().contains("heron"),
            "{}",
            seen.text()
        );
    }
    assert_eq!(ana.sees_now(&talk).text(), talk.text());
    assert!(
        ana.presses("Stop")
            .await
            .text()
            .contains("“my words are heron”")
    );
    fake.assert_clean();
}
