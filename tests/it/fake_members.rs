//! Members of the tests' own Discord, whom a small bot answers.

use serde_json::{Value, json};

use crate::fake::Fake;
use crate::fake::member::shown::Sight;
use crate::fake::options::{APPLICATION, Options, TOKEN};
use crate::fake_gateway::Bot;

/// Answers whatever it hears, in the simplest way.
struct Answerer {
    base: String,
    http: reqwest::Client,
}

impl Answerer {
    async fn run(self, mut bot: Bot) {
        loop {
            let event = bot.next().await;
            match event["t"].as_str() {
                Some("INTERACTION_CREATE") => self.answer(&event["d"]).await,
                Some("MESSAGE_CREATE") => self.reply(&event["d"]).await,
                _ => return,
            }
        }
    }

    async fn call(&self, method: &str, path: &str, body: Value) -> Value {
        let response = self
            .http
            .request(
                method.parse().unwrap(),
                format!("{}/api/v10{path}", self.base),
            )
            .header("authorization", format!("Bot {TOKEN}"))
            .header("user-agent", "DiscordBot (tests)")
            .body(body.to_string())
            .send()
            .await
            .unwrap();
        serde_json::from_slice(&response.bytes().await.unwrap()).unwrap_or(Value::Null)
    }

    async fn reply(&self, message: &Value) {
        let body = json!({ "recipient_id": message["author"]["id"] });
        let channel = self.call("POST", "/users/@me/channels", body).await;
        let path = format!("/channels/{}/messages", channel["id"].as_str().unwrap());
        let said = message["content"].as_str().unwrap();
        self.call("POST", &path, page(&format!("You said {said}."), false))
            .await;
    }

    async fn answer(&self, event: &Value) {
        let data = &event["data"];
        let dm = event["context"] == 1;
        let token = event["token"].as_str().unwrap();
        let what = data["custom_id"]
            .as_str()
            .or(data["options"][0]["name"].as_str());
        let body = match (event["type"].as_u64(), what) {
            (Some(4), _) => {
                json!({ "type": 8, "data": { "choices": [{ "name": "Shame", "value": "shame" }] } })
            }
            (_, Some("ask")) => {
                json!({ "type": 9, "data": { "custom_id": "told", "title": "Tell", "components": [
                { "type": 1, "components": [{ "type": 4, "custom_id": "w", "label": "Words", "style": 2, "max_length": 20 }] },
            ] } })
            }
            (_, Some("told")) => {
                let words = data["components"][0]["components"][0]["value"]
                    .as_str()
                    .unwrap();
                json!({ "type": 7, "data": page(&format!("Heard {words}."), !dm) })
            }
            (_, Some("menu")) => {
                json!({ "type": 7, "data": page(&data["values"].to_string(), !dm) })
            }
            (Some(3), Some("hide")) => json!({ "type": 6 }),
            (_, Some("slow")) => json!({ "type": 5, "data": { "flags": 64 } }),
            _ => json!({ "type": 4, "data": page(data["name"].as_str().unwrap_or("forged"), !dm) }),
        };
        let deferred = matches!(body["type"].as_u64(), Some(5 | 6));
        let id = event["id"].as_str().unwrap();
        self.call(
            "POST",
            &format!("/interactions/{id}/{token}/callback"),
            body,
        )
        .await;
        if deferred {
            let original = format!("/webhooks/{APPLICATION}/{token}/messages/@original");
            let (method, body) = match what {
                Some("hide") => ("DELETE", Value::Null),
                _ => ("PATCH", page("Slow.", false)),
            };
            self.call(method, &original, body).await;
        }
    }
}

fn page(text: &str, private: bool) -> Value {
    let buttons = [("Tell", "ask"), ("Hide", "hide"), ("Again", "again")]
        .map(|(label, id)| json!({ "type": 2, "style": 2, "label": label, "custom_id": id }));
    let menu = json!({ "type": 3, "custom_id": "menu", "placeholder": "Feelings", "max_values": 2, "options": [
        { "label": "Fear", "value": "f", "description": "of loss" }, { "label": "Joy", "value": "j" },
    ] });
    json!({
        "embeds": [{
            "title": "Page", "description": text,
            "fields": [{ "name": "Where", "value": "1 of 9" }], "footer": { "text": "foot" },
        }],
        "components": [{ "type": 1, "components": buttons }, { "type": 1, "components": [menu] }],
        "flags": if private { 64 } else { 0 },
        "allowed_mentions": { "parse": [] },
    })
}

async fn answered() -> Fake {
    let fake = Fake::start(Options::default()).await;
    let bot = Bot::online(&fake).await;
    let answerer = Answerer {
        base: fake.api_base(),
        http: reqwest::Client::new(),
    };
    tokio::spawn(answerer.run(bot));
    fake
}

#[tokio::test]
async fn a_member_sees_what_the_bot_shows() {
    let fake = answered().await;
    let ana = fake.member(1_001).in_server(5_001);
    let shown = ana.runs("/reflect start theme:shame depth:light").await;
    let expected = "private\nPage\nreflect\nWhere\n1 of 9\nfoot\n[Tell] [Hide] [Again]\n<Feelings: Fear (of loss) | Joy>";
    assert_eq!(shown.text(), expected);
    assert_eq!(shown.buttons(), ["Tell", "Hide", "Again"]);
    assert_eq!(shown.custom_id("Tell").as_deref(), Some("ask"));
    let modal = ana.presses("Tell").await;
    assert_eq!(modal.text(), "modal\nTell\nWords: ____");
    let told = ana.fills("mine").await;
    assert!(
        told.text()
            .starts_with("private (edited)\nPage\nHeard mine.")
    );
    assert_eq!(told.id, shown.id);
    let picked = ana.picks_all(&["Fear", "Joy"]).await;
    assert!(picked.text().contains(r#"["f","j"]"#));
    assert!(ana.picks("Joy").await.text().contains(r#"["j"]"#));
    let second = ana.presses("Again").await;
    assert_ne!(second.id, shown.id);
    assert_eq!(ana.presses_on(&shown, "Hide").await.sight, Sight::Gone);
    assert_eq!(ana.sees_now(&shown).text(), "gone");
    assert_eq!(ana.sees().id, second.id);
    assert!(ana.presses_id("forged").await.is_private());
    let shame = ("Shame".to_owned(), "shame".to_owned());
    assert_eq!(ana.completes("/reflect start theme:sha").await, [shame]);
    ana.presses("Tell").await;
    ana.closes_dialog();
    fake.assert_clean();
}

#[tokio::test]
async fn a_member_writes_and_is_written_to() {
    let fake = answered().await;
    let ana = fake.member(1_001).in_dm();
    let shown = ana.types("hello").await;
    assert!(
        shown
            .text()
            .starts_with("direct message\nPage\nYou said hello.")
    );
    let moved = ana.picks("Fear").await;
    assert!(moved.text().starts_with("direct message (edited)"));
    assert!(
        ana.runs("/reflect start")
            .await
            .text()
            .starts_with("direct message")
    );
    ana.says("again").await;
    assert!(ana.receives().await.text().contains("You said again."));
    fake.assert_clean();
}

#[tokio::test]
async fn other_places_are_as_private() {
    let fake = answered().await;
    let ana = fake.member(1_001);
    for place in [ana.in_group_dm(), ana.user_installed()] {
        assert_eq!(place.runs("/reflect start").await.sight, Sight::Private);
        assert_eq!(place.runs("/reflect slow").await.sight, Sight::Private);
        let used = place
            .uses_message_command("Reflect on this", true, "my words")
            .await;
        assert_eq!(used.sight, Sight::Private);
    }
    fake.assert_clean();
}

#[tokio::test]
async fn the_same_interaction_may_come_twice() {
    let fake = answered().await;
    let pending = fake.interaction(&json!({}));
    pending.again();
    let answer = pending.answered().await.unwrap();
    assert_eq!((answer.kind, &answer.data["flags"]), (4, &json!(64)));
    assert!(answer.after < fake_wait());
    let again = fake.member(1_002).runs("/reflect help").await;
    assert!(again.files.is_empty());
    let violations = fake.violations();
    assert!(violations.iter().any(|one| one.contains("40060")));
}

/// No answer of a test takes longer.
fn fake_wait() -> std::time::Duration {
    std::time::Duration::from_secs(3)
}

#[tokio::test]
async fn nothing_is_kept_under_load() {
    let fake = Fake::start(Options::load()).await;
    let bot = Bot::online(&fake).await;
    let answerer = Answerer {
        base: fake.api_base(),
        http: reqwest::Client::new(),
    };
    tokio::spawn(answerer.run(bot));
    for _ in 0..100 {
        let answer = fake.interaction(&json!({})).answered().await.unwrap();
        assert_eq!(answer.kind, 4);
    }
    let ana = fake.member(1_001).in_dm();
    ana.says("hello").await;
    let last = fake.interaction(&json!({ "type": 4 })).answered().await;
    assert_eq!(last.unwrap().kind, 8);
    assert!(fake.requests().is_empty());
    // A direct message takes two requests: the channel and the message.
    assert_eq!(fake.requests_count(), 103);
    assert_eq!(fake.options().heartbeat_ms, 41_250);
}
