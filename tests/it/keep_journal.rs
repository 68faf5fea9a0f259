//! Kept answers: read, looked through, changed, deleted, taken back; and never words with danger in them.

use alongside::member::{AnswerId, Consent, KeepFor};
use alongside::service::Own;
use alongside::words::{discord as words, journal, talk};
use serde_json::{Value, json};

use crate::common::kept::{agrees, copy, id, keeping, kept_words, rows};
use crate::fake::member::Member;
use crate::fake::member::shown::Shown;

/// Words with danger in them.
const DANGER: &str = "quoll, I want to kill myself";

/// Begins the theme and goes to its first question with a field.
async fn at_a_field(member: &Member) -> Shown {
    member.runs("/reflect start theme:shame").await;
    member.picks("4").await;
    member.presses("I made a joke of it").await
}

/// Writes into the field of the question.
async fn writes(member: &Member, text: &str) -> Shown {
    member.presses(words::IN_OWN_WORDS).await;
    member.fills(text).await
}

/// The numbers of the kept answers, newest first.
async fn numbers(member: &Member) -> Vec<AnswerId> {
    let all = copy(member).await.unwrap();
    let answers = all["answers"].as_array().unwrap().iter();
    answers
        .map(|answer| AnswerId(answer["number"].as_i64().unwrap()))
        .collect()
}

/// Shows one answer.
async fn opens(member: &Member, answer: AnswerId) -> Shown {
    member.runs("/reflect journal").await;
    member.presses_id(&id(Own::Entry(answer))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_listed_searched_opened_changed_and_deleted() {
    let (fake, mut bot) = keeping().await;
    let ana = fake.member(1001);
    agrees(&ana, Consent::Answers).await;
    at_a_field(&ana).await;
    writes(&ana, "an otter by the river").await;
    writes(&ana, "a heron on one leg").await;
    bot.is_killed();
    bot.comes_back(&fake).await;
    let list = ana.runs("/reflect journal").await;
    let text = list.text();
    assert!(list.is_private() && text.contains("otter"), "{text}");
    let entry = journal::entry("", "Shame and the good reason");
    assert!(text.contains("heron") && text.contains(&entry), "{text}");
    let found = ana.runs("/reflect journal search:HERON").await.text();
    assert!(
        found.contains("heron") && !found.contains("otter"),
        "{found}"
    );
    ana.presses(journal::SEARCH).await;
    let found = ana.fills("otter").await.text();
    assert!(
        found.contains("otter") && !found.contains("heron"),
        "{found}"
    );
    let none = ana.runs("/reflect journal search:lynx").await.text();
    assert!(none.contains(journal::FOUND_NOTHING), "{none}");
    let all = numbers(&ana).await;
    let otter = *all.last().unwrap();
    let opened = opens(&ana, all[0]).await;
    let (first, otter) = if opened.text().contains("otter") {
        (all[0], otter)
    } else {
        (otter, all[0])
    };
    let opened = opens(&ana, first).await;
    assert!(opened.text().contains("an otter by the river"));
    let dialog = ana.presses(journal::EDIT).await;
    let field = dialog.parts().next().unwrap();
    assert_eq!(field["value"], "an otter by the river");
    let said = ana.fills("a beaver at work").await.text();
    assert!(said.contains(journal::EDITED), "{said}");
    let now = copy(&ana).await.unwrap();
    let mut kept = kept_words(&now);
    kept.sort_unstable();
    assert_eq!(kept, ["a beaver at work", "a heron on one leg"]);
    opens(&ana, otter).await;
    let sure = ana.presses(journal::DELETE).await;
    assert!(sure.text().contains(journal::DELETE_SURE));
    assert_eq!(numbers(&ana).await.len(), 2);
    let said = ana.presses_on(&sure, journal::DELETE_YES).await.text();
    assert!(said.contains(journal::DELETED), "{said}");
    assert_eq!(numbers(&ana).await, [first]);
    // What is gone is gone for every old button, too.
    let gone = opens(&ana, otter).await.text();
    assert!(gone.contains(journal::GONE), "{gone}");
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_on_delete_keeps_it() {
    let (fake, _bot) = keeping().await;
    let ana = fake.member(1001);
    agrees(&ana, Consent::Answers).await;
    at_a_field(&ana).await;
    writes(&ana, "an otter by the river").await;
    let [answer] = numbers(&ana).await[..] else {
        panic!("one answer should be kept");
    };
    let opened = opens(&ana, answer).await;
    let place = |shown: &Shown, label: &str| {
        let buttons = shown.buttons();
        buttons.iter().position(|button| button == label)
    };
    let sure = ana.presses(journal::DELETE).await;
    assert_ne!(
        place(&opened, journal::DELETE),
        place(&sure, journal::DELETE_YES)
    );
    ana.presses_id_on(&sure, &id(Own::Delete(answer))).await;
    assert_eq!(numbers(&ana).await, [answer]);
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn how_long_answers_are_kept_is_the_members_choice() {
    let (fake, mut bot) = keeping().await;
    let ana = fake.member(1001);
    agrees(&ana, Consent::Answers).await;
    for time in KeepFor::ALL {
        ana.runs("/reflect journal").await;
        let said = ana.picks(&journal::keep_label(time.days())).await.text();
        let kept = journal::kept_for(time.days());
        assert!(said.contains(&journal::keep_now(&kept)), "{said}");
        bot.is_killed();
        bot.comes_back(&fake).await;
        let all = copy(&ana).await.unwrap();
        assert_eq!(all["kept"]["answers_kept_for_days"], json!(time.days()));
    }
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn words_with_danger_in_them_are_never_kept() {
    let (fake, bot) = keeping().await;
    let ana = fake.member(1001);
    agrees(&ana, Consent::Progress).await;
    agrees(&ana, Consent::Answers).await;
    at_a_field(&ana).await;
    let said = writes(&ana, DANGER).await.text();
    assert!(said.contains("Support"), "{said}");
    assert!(!said.contains("quoll"), "{said}");
    assert_eq!(numbers(&ana).await, []);
    at_a_field(&ana).await;
    writes(&ana, "an otter by the river").await;
    let [answer] = numbers(&ana).await[..] else {
        panic!("one answer should be kept");
    };
    opens(&ana, answer).await;
    ana.presses(journal::EDIT).await;
    let said = ana.fills(DANGER).await.text();
    assert!(said.contains(talk::HEAVY), "{said}");
    let ana = ana.in_dm();
    ana.types("/reflect start shame").await;
    ana.types("4").await;
    ana.types("I made a joke of it").await;
    ana.types(DANGER).await;
    ana.types("no").await;
    ana.types(&format!("/reflect journal edit 1 {DANGER}"))
        .await;
    let all = copy(&ana).await.unwrap();
    assert_eq!(kept_words(&all), ["an otter by the river"]);
    assert!(!all.to_string().contains("quoll"), "{all:#}");
    bot.assert_kept_quiet(&["quoll", "otter"]);
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn back_takes_a_kept_answer_back() {
    let (fake, bot) = keeping().await;
    let ana = fake.member(1001);
    agrees(&ana, Consent::Answers).await;
    at_a_field(&ana).await;
    let first = writes(&ana, "an otter by the river").await;
    assert_eq!(numbers(&ana).await.len(), 1);
    let back = ana.presses_on(&first, words::BACK).await;
    assert_eq!(numbers(&ana).await, []);
    assert_eq!(rows(&bot, "alongside.db", "answer"), 0);
    // The same dialog sent twice is one answer.
    let dialog = ana.presses_on(&back, words::IN_OWN_WORDS).await;
    let field = json!({ "type": 4, "id": 2, "custom_id": "t", "value": "a heron" });
    let data = json!({ "custom_id": dialog.body["custom_id"],
        "components": [{ "type": 1, "components": [field] }] });
    let twice = fake.deliver(ana.interaction(5, &data, Some(back.id)));
    twice.again();
    let again = fake.deliver(ana.interaction(5, &data, Some(back.id)));
    assert!(twice.answered().await.is_some() && again.answered().await.is_some());
    assert_eq!(kept_words(&copy(&ana).await.unwrap()), ["a heron"]);
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_to_progress_keeps_no_words() {
    let (fake, bot) = keeping().await;
    let ana = fake.member(1001);
    agrees(&ana, Consent::Progress).await;
    at_a_field(&ana).await;
    writes(&ana, "an otter by the river").await;
    assert_eq!(rows(&bot, "alongside.db", "answer"), 0);
    let all = copy(&ana).await.unwrap();
    assert_eq!(all["answers"], Value::Array(Vec::new()));
    assert!(!all["kept"].to_string().contains("otter"), "{all:#}");
    let list = ana.runs("/reflect journal").await.text();
    assert!(list.contains(journal::NOT_KEPT), "{list}");
    fake.assert_clean();
}
