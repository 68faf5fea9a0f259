//! What comes twice, late or all at once: each thing is answered once, in its order, and nobody waits behind another.

use serde_json::{Value, json};

use crate::common::bot::{online, until};
use crate::fake::Fake;
use crate::fake::misbehave::{GatewayFault as Fault, RestFault};

/// The route that answers interactions.
const CALLBACK: &str = "POST /interactions/{interaction_id}/{interaction_token}/callback";
/// The route that writes into a chat.
const MESSAGES: &str = "POST /channels/{channel_id}/messages";

/// The ids of the interactions that were answered so far, in the order of the answers.
fn answered(fake: &Fake) -> Vec<u64> {
    let requests = fake.requests();
    let callbacks = requests.iter().filter(|request| request.route == CALLBACK);
    callbacks
        .map(|request| request.path.split('/').nth(4).unwrap().parse().unwrap())
        .collect()
}

/// Waits until an interaction's answer is on record, which is a moment after the member saw it.
async fn recorded(fake: &Fake, id: u64) {
    until("the answer is on record", || answered(fake).contains(&id)).await;
}

/// How many requests of a route there were.
fn count(fake: &Fake, route: &str) -> usize {
    fake.requests()
        .iter()
        .filter(|request| request.route == route)
        .count()
}

/// A `/reflect` command of a member's, not yet sent.
fn command(fake: &Fake, member: u64, name: &str) -> Value {
    let options = json!([{ "name": name, "type": 1, "options": [] }]);
    let data = json!({ "id": "4001", "name": "reflect", "type": 1, "options": options });
    fake.member(member).interaction(2, &data, None)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_comes_twice_is_answered_once() {
    let (fake, _bot) = online().await;
    let pending = fake.interaction(&json!({}));
    pending.again();
    let (id, event) = (pending.id, pending.event.clone());
    assert!(pending.answered().await.is_some());
    fake.dispatch("INTERACTION_CREATE", &event);
    // The same member's next answer comes after whatever else came of it.
    let next = fake.interaction(&json!({})).id;
    recorded(&fake, next).await;
    assert_eq!(answered(&fake).iter().filter(|one| **one == id).count(), 1);
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_comes_twice_is_answered_once() {
    let (fake, _bot) = online().await;
    let ben = fake.member(1002).in_dm();
    let hello = ben.types("hi").await;
    fake.misbehave(Fault::DuplicateEvent, 3);
    ben.runs("/reflect help").await;
    assert_eq!(count(&fake, MESSAGES), 1);
    assert!(hello.text().contains("Hello."));
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_takes_one_step() {
    let (fake, _bot) = online().await;
    let ana = fake.member(1001);
    let talk = ana.runs("/reflect start theme:shame").await;
    let data = json!({ "component_type": 2, "custom_id": talk.custom_id("Skip"), "id": 1 });
    let [once, twice] = [0, 1].map(|_| fake.deliver(ana.interaction(3, &data, Some(talk.id))));
    let (once, twice) = (
        once.answered().await.unwrap(),
        twice.answered().await.unwrap(),
    );
    assert_eq!(once.data, twice.data);
    assert!(
        ana.sees().text().contains("2 of about 9"),
        "{}",
        ana.sees().text()
    );
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_after_a_resume_moves_nothing() {
    let (fake, _bot) = online().await;
    let (ana, ben) = (fake.member(1001), fake.member(1002).in_dm());
    ana.runs("/reflect start theme:shame").await;
    ana.presses("Skip").await;
    let before = ana.presses("Skip").await;
    ben.types("/reflect start shame").await;
    let stands = ben.types("4").await;
    for _ in 0..3 {
        fake.misbehave(Fault::ResumeReplays(50), 1);
        fake.misbehave(Fault::Reconnect, 1);
        // Each member's next answer comes after whatever the replay made of them.
        for member in [&ana, &ben] {
            member.runs("/reflect help").await;
        }
    }
    let mut ids = answered(&fake);
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!((ids.len(), count(&fake, MESSAGES)), (all, 2));
    assert!(fake.resumes().iter().all(|resume| resume.worked) && fake.identifies().len() == 1);
    assert_eq!(ana.sees_now(&before).text(), before.text());
    assert_eq!(ben.sees_now(&stands).text(), stands.text());
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn events_out_of_order_are_answered_each_by_what_was_pressed() {
    let (fake, _bot) = online().await;
    let ana = fake.member(1001);
    let talk = ana.runs("/reflect start theme:shame").await;
    let second = ana.presses("Skip").await;
    let third = ana.presses("Skip").await;
    fake.misbehave(Fault::OutOfOrder, 2);
    let press = |on: &str| {
        let data = json!({ "component_type": 2, "custom_id": on, "id": 1 });
        ana.interaction(3, &data, Some(talk.id))
    };
    let [skip_first, skip_second] = [&talk, &second].map(|shown| shown.custom_id("Skip").unwrap());
    let (early, late) = (press(&skip_first), press(&skip_second));
    let late = fake.deliver(late).answered().await.unwrap();
    let early = fake.deliver(early).answered().await.unwrap();
    assert_eq!(late.data["embeds"], third.body["embeds"]);
    assert_eq!(early.data["embeds"], second.body["embeds"]);
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_old_messages_in_a_chat_the_last_press_is_the_talk() {
    let (fake, _bot) = online().await;
    let ben = fake.member(1002).in_dm();
    let shame = ben.types("/reflect start shame").await;
    let trust = ben.types("/reflect start trust").await;
    ben.presses_on(&shame, "Skip").await;
    ben.presses_on(&trust, "Skip").await;
    ben.presses_on(&shame, "Skip").await;
    let typed = ben.types("skip").await;
    assert!(
        typed.text().contains("Shame and the good reason · 3 of"),
        "{}",
        typed.text()
    );
    ben.presses_on(&trust, "Skip").await;
    let typed = ben.types("skip").await;
    assert!(
        typed
            .text()
            .contains("Trust, and talk without judging · 3 of"),
        "{}",
        typed.text()
    );
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_member_does_quickly_is_answered_in_its_order() {
    let (fake, _bot) = online().await;
    let names = [
        "help",
        "about",
        "keypoints",
        "start",
        "glossary",
        "tell",
        "sources",
        "question",
        "support",
        "help",
    ];
    let pending: Vec<_> = names
        .iter()
        .map(|name| fake.deliver(command(&fake, 1001, name)))
        .collect();
    let sent: Vec<u64> = pending.iter().map(|one| one.id).collect();
    for one in pending {
        let id = one.id;
        assert!(one.answered().await.is_some());
        recorded(&fake, id).await;
    }
    assert_eq!(answered(&fake), sent);
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_behind_a_member_whose_answer_hangs() {
    let (fake, _bot) = online().await;
    fake.misbehave_rest("callback", RestFault::Timeout, 1);
    let hangs = fake.deliver(command(&fake, 1001, "help")).id;
    until("the first answer is under way", || {
        !answered(&fake).is_empty()
    })
    .await;
    let waits = fake.deliver(command(&fake, 1001, "about")).id;
    let quick: Vec<_> = (2001..2021)
        .map(|member| fake.deliver(command(&fake, member, "help")))
        .collect();
    let mut others: Vec<u64> = quick.iter().map(|one| one.id).collect();
    for one in quick {
        assert!(one.answered().await.is_some());
    }
    until("the second answer comes", || {
        answered(&fake).contains(&waits)
    })
    .await;
    let mut order = answered(&fake);
    assert_eq!((order.remove(0), order.pop()), (hangs, Some(waits)));
    order.sort_unstable();
    others.sort_unstable();
    assert_eq!(order, others);
}
