//! Forged input: buttons, menus, codes and commands that this bot never offered.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::Dice;
use crate::common::bot::online;
use crate::common::kindly::{forged, goes_on_as_ever, is_answered_kindly, reflect};

#[tokio::test(flavor = "multi_thread")]
async fn a_button_that_this_bot_never_sent_leads_to_a_start() {
    let (fake, bot) = online().await;
    let ana = fake.member(1001);
    let talk = ana.runs("/reflect start theme:shame").await;
    assert_snapshot!(ana.presses_id_on(&talk, "buy:now").await.text(), @"
    private
    This button does not work any more. You can start again.
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
    assert_snapshot!(ana.runs("/reflect continue code:zebra").await.text(), @"
    private
    This code did not work. A letter may be missing. Copy it once more, or start again.
    [Enter the code again] [Start]
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
