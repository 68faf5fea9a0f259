//! What nobody's client would send: forged, broken and hostile input gets a kind, private answer, and the bot goes on.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::Dice;
use crate::common::bot::{Bot, online};
use crate::fake::member::Member;
use crate::fake::member::shown::Shown;
use crate::fake::misbehave::GatewayFault as Fault;
use crate::fake::{Fake, Pending};

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

/// Ends a test: the bot answers as ever, did nothing wrong, and wrote nothing of what it heard.
async fn goes_on_as_ever(fake: &Fake, bot: &Bot) {
    let help = fake.member(1999).runs("/reflect help").await;
    assert!(
        help.is_private() && help.text().contains("/reflect start"),
        "{}",
        help.text()
    );
    fake.assert_clean();
    bot.assert_kept_quiet(&["zebra", "evil.example", "token-of-", &fake.options().token]);
    assert!(!bot.log().contains("panicked"), "{}", bot.log());
}

/// The data of `/reflect` with options.
fn reflect(options: &Value) -> Value {
    json!({ "data": { "id": "4001", "name": "reflect", "type": 1, "options": options } })
}

/// The answer to an interaction: private, whatever was sent.
async fn is_answered_kindly(pending: Pending) -> Value {
    let event = pending.event.clone();
    let Some(answer) = pending.answered().await else {
        panic!("no answer came to {event}");
    };
    let is_private = answer.data["flags"] == 64 || matches!(answer.kind, 6 | 7 | 9);
    assert!(is_private, "{} to {event}", answer.data);
    answer.data
}

/// A press as a forger's client would send it.
fn forged(member: &Member, on: &Shown, component: u64, id: &Value, values: &Value) -> Value {
    let data = json!({ "component_type": component, "custom_id": id, "values": values, "id": 1 });
    member.interaction(3, &data, Some(on.id))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_that_this_bot_never_sent_leads_to_a_start() {
    let (fake, bot) = online().await;
    let ana = fake.member(1001);
    let talk = ana.runs("/reflect start theme:shame").await;
    assert_snapshot!(ana.presses_id_on(&talk, "buy:now").await.text(), @r"
        private
        This button is from another time, and its place is not here any more. You can start anew.
        [Start]
        [Support] [Hide this]
        ");
    for odd in [
        "",
        ".",
        "P",
        "c1.",
        "c1.zebra",
        "c999.AAAA",
        "Pq",
        "Pe99999",
        "Pj",
        "Pt",
        "zebra\u{202e}\0",
        "\u{301}",
    ] {
        let shown = ana.presses_id_on(&talk, odd).await;
        assert!(
            shown.is_private() && shown.buttons().contains(&"Support".to_owned()),
            "{odd}: {}",
            shown.text()
        );
    }
    assert_eq!(ana.sees_now(&talk).text(), talk.text());
    goes_on_as_ever(&fake, &bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_changed_by_a_character_harms_nobody() {
    let (fake, bot) = online().await;
    let ana = fake.member(1001);
    let talk = ana.runs("/reflect start theme:shame").await;
    let id = talk.custom_id("Skip").unwrap();
    let mut dice = Dice::new(3);
    let letters: Vec<char> = ('!'..='~').collect();
    for _ in 0..300 {
        let mut forged: Vec<char> = id.chars().collect();
        forged[dice.below(id.len())] = letters[dice.below(letters.len())];
        let forged: String = forged.into_iter().collect();
        let shown = ana.presses_id_on(&talk, &forged).await;
        assert!(shown.is_private(), "{forged}: {}", shown.text());
    }
    goes_on_as_ever(&fake, &bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_menu_with_values_that_were_never_in_it_stays_where_it_is() {
    let (fake, bot) = online().await;
    let ana = fake.member(1001);
    ana.runs("/reflect start").await;
    let talk = ana.picks("Shame and the good reason").await;
    let footer = |data: &Value| data["embeds"][0]["footer"]["text"].clone();
    let place = footer(&talk.body);
    let menu = talk.parts().find(|part| part["type"] == 3).unwrap()["custom_id"].clone();
    for values in [
        json!(["zebra"]),
        json!(["c250"]),
        json!(["11"]),
        json!(["-1"]),
        json!([""]),
        json!([]),
        json!(["4", "5"]),
        json!([4]),
        Value::Null,
        json!({}),
        json!(["e65535"]),
        json!(["w"]),
        json!(["@everyone"]),
    ] {
        for component in [3, 5, 6, 8, 99] {
            let answer =
                is_answered_kindly(fake.deliver(forged(&ana, &talk, component, &menu, &values)))
                    .await;
            let moved = component == 3 && values == json!(["4", "5"]);
            assert_eq!(footer(&answer) == place, !moved, "{values}");
        }
    }
    goes_on_as_ever(&fake, &bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resume_code_that_is_none_is_told_so() {
    let (fake, bot) = online().await;
    let ana = fake.member(1001);
    assert_snapshot!(ana.runs("/reflect continue code:zebra").await.text(), @r"
        private
        Sorry, this is not a resume code, or a letter in it is wrong. Check the code, or type /reflect start to begin anew.
        [Start]
        [Support] [Hide this]
        ");
    let many = "A".repeat(100);
    for odd in [
        many.as_str(),
        "AA==",
        "\u{202e}",
        "<@1001>",
        "../../zebra",
        "'; --",
        "\u{0}",
        "\u{1f600}",
    ] {
        let code = json!([{ "name": "continue", "type": 1, "options": [{ "name": "code", "type": 3, "value": odd }] }]);
        is_answered_kindly(fake.interaction(&reflect(&code))).await;
    }
    ana.runs("/reflect continue").await;
    let shown = ana.fills("zebra @everyone").await;
    assert!(
        shown.is_private() && !shown.text().contains("zebra"),
        "{}",
        shown.text()
    );
    goes_on_as_ever(&fake, &bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_does_not_exist_is_answered() {
    let (fake, bot) = online().await;
    let unknown = json!({ "data": { "id": "1", "name": "zebra", "type": 1, "options": [] } });
    let answer = is_answered_kindly(fake.interaction(&unknown)).await;
    assert_snapshot!(answer["embeds"][0]["description"].as_str().unwrap(), @"This bot does not know that command. It may have changed. /reflect help shows what there is.");
    let start = |options: Value| json!([{ "name": "start", "type": 1, "options": options }]);
    for options in [
        Value::Null,
        json!([]),
        json!({}),
        json!("zebra"),
        json!([null]),
        json!([[]]),
        json!([{}]),
        json!([{ "name": "zebra", "type": 1, "options": [] }]),
        json!([{ "name": "start", "type": 2, "options": [{ "name": "start", "type": 1 }] }]),
        json!([{ "name": "start", "type": 77 }]),
        start(Value::Null),
        start(json!([{ "name": "zebra", "type": 3, "value": "zebra" }])),
        start(json!([{ "name": "theme", "type": 3, "value": "zebra @everyone" }])),
        start(json!([{ "name": "theme", "type": 3, "value": "" }])),
        start(json!([{ "name": "theme", "type": 3, "value": "x".repeat(6_000) }])),
        start(json!([{ "name": "theme", "type": 3 }])),
        start(json!([{ "name": "theme", "type": 3, "value": null }])),
        start(json!([{ "name": "theme", "type": 4, "value": 7 }])),
        start(json!([{ "name": "theme", "type": 5, "value": true }])),
        start(json!([{ "name": "theme", "type": 6, "value": "1001" }])),
        start(json!([{ "name": "theme", "type": 10, "value": 1e300 }])),
        start(json!([{ "name": "theme", "type": 3, "value": ["zebra"] }])),
        start(json!([{ "name": null, "type": 3, "value": "shame" }])),
        start(
            json!([{ "name": "theme", "type": "3", "value": {} }, { "name": "theme", "type": 3, "value": "shame" }]),
        ),
    ] {
        is_answered_kindly(fake.interaction(&reflect(&options))).await;
    }
    goes_on_as_ever(&fake, &bot).await;
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
