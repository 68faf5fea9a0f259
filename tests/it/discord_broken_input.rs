//! Broken and hostile input: what no longer or not yet has its shape, what cannot be read at all, and words that mean harm.

use serde_json::{Value, json};

use crate::common::bot::online;
use crate::common::kindly::{forged, goes_on_as_ever, is_answered_kindly, reflect};
use crate::fake::misbehave::GatewayFault as Fault;

/// Hostile words; each begins so that it is found again.
const HOSTILE: [&str; 8] = [
    "zebra-one @everyone @here <@1001> <@&5001> <#70001>",
    "zebra-two [my bank](https://evil.example) [a](javascript:alert(1))",
    "zebra-three \u{202e}txt.exe\u{202c} \u{2066}x\u{2069}",
    "zebra-four \u{0}\u{1}\u{7}\u{1b}[31mred\u{1b}[0m",
    "zebra-five ``` ** __ ~~ || > # - \\ ` <t:0:R> </reflect:1>",
    "zebra-six \u{200b}\u{200d}\u{feff}\u{ad}\u{fffd}\u{10ffff}",
    "zebra-seven {\"op\":2,\"d\":null} %s %n ${HOME} {0}",
    "zebra-eight \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{1f3ff}\u{fe0f}",
];

/// Words of 4,000 characters, most of which stand on top of each other.
fn marks() -> String {
    format!("zebra-nine {}", "\u{301}".repeat(3_989))
}

/// Every field of an object, and of the objects in it, by its path.
fn fields(value: &Value, path: &str, out: &mut Vec<String>) {
    let Some(object) = value.as_object() else {
        return;
    };
    for (name, inner) in object {
        let path = format!("{path}/{name}");
        fields(inner, &path, out);
        out.push(path);
    }
}

/// Without these, nobody can be answered.
const NEEDED: [&str; 6] = [
    "/id",
    "/token",
    "/type",
    "/member",
    "/member/user",
    "/member/user/id",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_null_or_a_stranger_where_something_was_costs_nobody_the_answer() {
    let (fake, bot) = online().await;
    let ana = fake.member(1001);
    let talk = ana.runs("/reflect start theme:shame").await;
    let press = forged(&ana, &talk, 2, &json!(talk.custom_id("Skip")), &json!([]));
    let typed = json!({ "type": 4, "id": 2, "custom_id": "t", "value": "he never calls" });
    let told = json!({ "custom_id": "Pt", "components": [{ "type": 1, "components": [typed] }] });
    let kinds = [
        ana.interaction(2, &reflect(&json!([]))["data"], None),
        press,
        ana.interaction(5, &told, None),
    ];
    for kind in &kinds {
        let mut paths = Vec::new();
        fields(kind, "", &mut paths);
        for path in paths {
            for strange in [
                Value::Null,
                json!([]),
                json!({ "zebra": 1 }),
                json!("zebra"),
                json!(-1),
            ] {
                let id = ana.interaction(2, &Value::Null, None)["id"].clone();
                let mut event = kind.clone();
                event["token"] = json!(format!("token-of-{}", id.as_str().unwrap()));
                event["id"] = id;
                *event.pointer_mut(&path).unwrap() = strange;
                let pending = fake.deliver(event);
                if !NEEDED.contains(&path.as_str()) {
                    is_answered_kindly(pending).await;
                }
            }
        }
    }
    goes_on_as_ever(&fake, &bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_discord_may_add_one_day_is_answered_already() {
    let (fake, bot) = online().await;
    for kind in [
        json!(0),
        json!(6),
        json!(99),
        json!(-1),
        json!(2.5),
        json!("2"),
    ] {
        let answer = is_answered_kindly(fake.interaction(&json!({ "type": kind }))).await;
        assert!(
            answer["embeds"][0]["description"]
                .as_str()
                .unwrap()
                .starts_with("That did not come through")
        );
    }
    for fault in [
        Fault::UnknownInteractionType,
        Fault::UnknownComponentType,
        Fault::NullWhereObject,
    ] {
        fake.misbehave(fault, 3);
    }
    for fault in [
        Fault::UnknownEvent,
        Fault::UnknownOpcode,
        Fault::SeqGap,
        Fault::HugeEvent,
    ] {
        fake.misbehave(fault, 1);
    }
    goes_on_as_ever(&fake, &bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_decoded_at_all_is_dropped_unseen() {
    let (fake, bot) = online().await;
    let words = [
        r"zebra \ud800",
        r"zebra \udfff\ud800",
        r"zebra \u0000",
        "zebra \u{0}",
        "zebra \\x",
    ];
    for words in words {
        fake.dispatch_text(
            "MESSAGE_CREATE",
            &format!(r#"{{"id":"5","channel_id":"6","content":"{words}"}}"#),
        );
        fake.dispatch_text(
            "INTERACTION_CREATE",
            &format!(r#"{{"id":"5","token":"token-of-zebra","data":"{words}"}}"#),
        );
    }
    fake.dispatch_text(
        "INTERACTION_CREATE",
        &format!(r#""zebra {}""#, "x".repeat(1_000_000)),
    );
    fake.dispatch_text("INTERACTION_CREATE", "[".repeat(50_000).as_str());
    fake.dispatch_text("zebra", "{");
    goes_on_as_ever(&fake, &bot).await;
    fake.misbehave(Fault::InvalidUtf8, 1);
    goes_on_as_ever(&fake, &bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dialog_without_the_words_it_was_for_asks_again() {
    let (fake, bot) = online().await;
    let ana = fake.member(1001);
    let field = |kind: u64, value: Value| json!({ "type": kind, "id": 2, "custom_id": "t", "value": value });
    for components in [
        Value::Null,
        json!([]),
        json!([null]),
        json!({}),
        json!([{ "type": 1, "components": [] }]),
        json!([{ "type": 1 }]),
        json!([{ "type": 1, "components": [field(4, Value::Null)] }]),
        json!([{ "type": 1, "components": [field(4, json!(""))] }]),
        json!([{ "type": 1, "components": [field(4, json!(7))] }]),
        json!([{ "type": 1, "components": [field(99, json!(null))] }]),
        json!([{ "type": 18, "component": field(4, Value::Null) }]),
        json!([{ "type": 10, "content": "zebra" }]),
    ] {
        let event = ana.interaction(
            5,
            &json!({ "custom_id": "Pt", "components": components }),
            None,
        );
        let answer = is_answered_kindly(fake.deliver(event)).await;
        let said = answer["embeds"][0]["description"].as_str().unwrap();
        assert!(
            said.starts_with("Nothing came through"),
            "{components}: {said}"
        );
    }
    let talk = ana.runs("/reflect start theme:shame").await;
    for id in ["Pt", "Pj", "m.zebra", "s.zebra", "", "zebra"] {
        let event = ana.interaction(
            5,
            &json!({ "custom_id": id, "components": [] }),
            Some(talk.id),
        );
        is_answered_kindly(fake.deliver(event)).await;
    }
    goes_on_as_ever(&fake, &bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_words_come_back_nowhere_but_in_ones_own_summary() {
    let (fake, bot) = online().await;
    let (ana, ben) = (fake.member(1001), fake.member(1002).in_dm());
    let marks = marks();
    for words in HOSTILE.iter().copied().chain([marks.as_str()]) {
        ana.runs("/reflect tell").await;
        let told = ana.fills(words).await;
        let on_message = ana
            .uses_message_command("Reflect on this", true, words)
            .await;
        ben.types("/reflect start shame").await;
        let typed = ben.types(words).await;
        for shown in [told, on_message, typed] {
            assert!(
                shown.is_private() && !shown.body.to_string().contains("zebra"),
                "{}",
                shown.text()
            );
        }
    }
    goes_on_as_ever(&fake, &bot).await;
}
