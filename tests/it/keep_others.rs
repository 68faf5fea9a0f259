//! What one member keeps is nobody else's: not another member's, not a moderator's, whatever they press or type.

use alongside::discord::press;
use alongside::member::{AnswerId, Consent};
use alongside::service::{Own, Picked};
use serde_json::{Value, json};

use crate::common::kept::{agrees, copy, goes_to_the_end, id, keeping, kept_words};
use crate::fake::Fake;
use crate::fake::member::Member;

/// Stands in every word of the owner's.
const WORD: &str = "otter";

/// Every permission that a server can give.
const ALL_PERMISSIONS: &str = "9007199254740991";

/// The commands about what is kept.
const COMMANDS: [&str; 6] = [
    "/reflect progress",
    "/reflect journal",
    "/reflect journal theme:shame",
    "/reflect journal search:otter",
    "/reflect remind",
    "/reflect privacy",
];

/// Everything that can be pressed about the owner's answer.
fn presses(answer: AnswerId) -> Vec<String> {
    let ways = [
        Own::Privacy,
        Own::Copy,
        Own::Forget,
        Own::ForgetNow,
        Own::Progress,
        Own::Resume,
        Own::Journal(0),
        Own::Journal(1),
        Own::Entry(answer),
        Own::Delete(answer),
        Own::DeleteNow(answer),
        Own::Search,
        Own::Edit(answer),
        Own::Remind,
        Own::RemindOff,
        Own::RemindOn,
        Own::Snooze(60),
        Own::Zone,
    ];
    let ways = ways.into_iter().chain(Consent::ALL.map(Own::TakeBack));
    ways.map(id).collect()
}

/// Interactions of somebody with everything that belongs to the owner.
fn tries(actor: &Member, answer: AnswerId, message: u64) -> Vec<Value> {
    let component = |kind: u64, id: String, values: Value| json!({ "component_type": kind, "custom_id": id, "values": values, "id": 1 });
    let mut tries: Vec<Value> = presses(answer)
        .into_iter()
        .map(|id| actor.interaction(3, &component(2, id, json!([])), Some(message)))
        .collect();
    for (of, value) in [
        (Picked::Entry, answer.0.to_string()),
        (Picked::Theme, "6".to_owned()),
        (Picked::KeepFor, "30".to_owned()),
        (Picked::Hour, "3".to_owned()),
    ] {
        let data = component(3, press::menu(of), json!([value]));
        tries.push(actor.interaction(3, &data, Some(message)));
    }
    for way in [Own::Search, Own::Edit(answer)] {
        let field = json!({ "type": 4, "id": 2, "custom_id": "t", "value": "changed" });
        let rows = json!([{ "type": 1, "components": [field] }]);
        let data = json!({ "custom_id": press::wrote(way), "components": rows });
        tries.push(actor.interaction(5, &data, Some(message)));
    }
    tries
}

/// Sends everything as somebody, perhaps with every permission; what comes back holds nothing of the owner's.
async fn learns_nothing(fake: &Fake, actor: &Member, events: Vec<Value>, secrets: &[String]) {
    for mut event in events {
        if event["member"].is_object() {
            event["member"]["permissions"] = json!(ALL_PERMISSIONS);
        }
        let answer = fake.deliver(event.clone()).answered().await.unwrap();
        assert_holds_none(&answer.data, secrets, &event["data"]);
    }
    for command in COMMANDS {
        let shown = actor.runs(command).await;
        assert!(shown.is_private(), "{command}");
        assert_holds_none(&shown.body, secrets, &json!(command));
        assert!(shown.files.is_empty(), "{command}");
    }
    assert_eq!(copy(actor).await, None);
}

#[track_caller]
fn assert_holds_none(body: &Value, secrets: &[String], to: &Value) {
    let body = body.to_string();
    for secret in secrets {
        assert!(
            !body.contains(secret.as_str()),
            "{secret} in {body} to {to}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_reads_or_changes_it() {
    let (fake, _bot) = keeping().await;
    let owner = fake.member(770_001_001);
    for to in Consent::ALL {
        agrees(&owner, to).await;
    }
    owner.runs("/reflect start theme:shame").await;
    goes_to_the_end(&owner, Some("an otter by the river")).await;
    owner
        .runs("/reflect remind zone:Pacific/Chatham hour:19 days:weekdays")
        .await;
    let before = copy(&owner).await.unwrap();
    assert!(kept_words(&before)[0].contains(WORD));
    let answer = AnswerId(before["answers"][0]["number"].as_i64().unwrap());
    let list = owner.runs("/reflect journal").await;
    let day = before["answers"][0]["on"].as_str().unwrap().to_owned();
    let secrets = [WORD, "Chatham", "770001001"].map(str::to_owned);
    let secrets: Vec<String> = secrets.into_iter().chain([day]).collect();
    let other = fake.member(1002);
    for actor in [
        other.clone(),
        other.user_installed(),
        other.in_dm(),
        other.in_group_dm(),
        other.in_server(5_001),
    ] {
        // On a message of their own, and as a forger on the owner's.
        let own = actor.runs("/reflect privacy").await;
        for message in [own.id, list.id] {
            let events = tries(&actor, answer, message);
            learns_nothing(&fake, &actor, events, &secrets).await;
        }
        // Whoever keeps something of their own reads that and nothing else.
        agrees(&actor, Consent::Answers).await;
        let own = actor.runs("/reflect journal").await;
        for event in tries(&actor, answer, own.id) {
            let answer = fake.deliver(event.clone()).answered().await.unwrap();
            assert_holds_none(&answer.data, &secrets[..3], &event["data"]);
        }
    }
    assert_eq!(copy(&owner).await.unwrap(), before);
}
