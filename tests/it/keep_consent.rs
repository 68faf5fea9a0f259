//! A yes, and what it lets be kept: nothing before it, its own part with it, and nothing after it was taken back.

use alongside::discord::press;
use alongside::member::{AnswerId, Consent};
use alongside::service::{Own, Picked};
use alongside::words::{journal, labels, privacy, progress};
use serde_json::json;

use crate::common::bot::{Bot, online};
use crate::common::kept::{
    agrees, changed, copy, data, goes_to_the_end, id, keeping, kept_words, name, rows, takes_back,
};
use crate::fake::Fake;
use crate::fake::member::Member;

/// Commands, each as a member types it in a server and in direct messages.
const COMMANDS: [&str; 19] = [
    "/reflect start theme:shame",
    "/reflect keypoints",
    "/reflect question",
    "/reflect question theme:shame",
    "/reflect tell",
    "/reflect continue",
    "/reflect continue code:nothing",
    "/reflect progress",
    "/reflect journal",
    "/reflect journal theme:shame",
    "/reflect journal search:otter",
    "/reflect remind",
    "/reflect remind zone:Europe/Berlin hour:19 days:weekdays",
    "/reflect privacy",
    "/reflect glossary term:shame",
    "/reflect sources",
    "/reflect support country:DE",
    "/reflect about",
    "/reflect help",
];

/// Everything that can be pressed about what is kept, but a yes.
fn ways() -> Vec<Own> {
    let one = AnswerId(1);
    let mut ways = vec![
        Own::Privacy,
        Own::Copy,
        Own::Forget,
        Own::ForgetNow,
        Own::Progress,
        Own::Resume,
        Own::Journal(0),
        Own::Journal(9),
        Own::Entry(one),
        Own::Delete(one),
        Own::DeleteNow(one),
        Own::Search,
        Own::Edit(one),
        Own::Remind,
        Own::RemindOff,
        Own::RemindOn,
        Own::Snooze(60),
        Own::Zone,
    ];
    ways.extend(Consent::ALL.map(Own::TakeBack));
    ways
}

/// Goes everywhere, and says yes to nothing.
async fn walks_without_a_yes(fake: &Fake, member: &Member) {
    for command in COMMANDS {
        let shown = member.runs(command).await;
        assert!(shown.is_private(), "{command}: {}", shown.text());
    }
    member.runs("/reflect start theme:shame").await;
    goes_to_the_end(member, Some("an otter by the river")).await;
    let page = member.runs("/reflect privacy").await;
    for way in ways() {
        member.presses_id_on(&page, &id(way)).await;
    }
    let data = |id: String| {
        json!({ "custom_id": id, "components": [{ "type": 1, "components": [
        { "type": 4, "id": 2, "custom_id": "t", "value": "Europe/Berlin" }] }] })
    };
    for way in [Own::Search, Own::Edit(AnswerId(1)), Own::Zone] {
        let event = member.interaction(5, &data(press::wrote(way)), Some(page.id));
        assert!(fake.deliver(event).answered().await.is_some());
    }
    for (of, value) in [
        (Picked::Entry, "1"),
        (Picked::Theme, "1"),
        (Picked::KeepFor, "30"),
        (Picked::Days, "Monday"),
        (Picked::Hour, "19"),
        (Picked::Quiet, "22-7"),
    ] {
        let data = json!({ "component_type": 3, "custom_id": press::menu(of), "values": [value], "id": 1 });
        let event = member.interaction(3, &data, Some(page.id));
        assert!(fake.deliver(event).answered().await.is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_walk_without_a_yes_leaves_every_byte_as_it_was() {
    let (fake, bot) = keeping().await;
    let before = data(&bot);
    let ana = fake.member(1001);
    for ana in [
        ana.clone(),
        ana.user_installed(),
        ana.in_group_dm(),
        fake.member(1002).in_dm(),
    ] {
        walks_without_a_yes(&fake, &ana).await;
    }
    let cleo = fake.member(1003).in_dm();
    for words in [
        "hello",
        "/reflect start shame",
        "4",
        "a heron",
        "I agree to everything",
        "/reflect privacy no progress",
        "/reflect privacy forget now",
        "/reflect journal keep 30",
        "/reflect journal edit 1 otter",
        "erase what you have on me",
        "what do you know about me",
        "save my answers",
    ] {
        cleo.types(words).await;
    }
    assert_eq!(changed(&before, &data(&bot)), Vec::<String>::new());
    fake.assert_clean();
    // The comparison sees what a yes changes.
    agrees(&cleo, Consent::Progress).await;
    assert_ne!(changed(&before, &data(&bot)), Vec::<String>::new());
}

/// Walks through a theme with own words, meets a question alone, and asks for reminders.
async fn leaves_everything(member: &Member) {
    member.runs("/reflect start theme:shame").await;
    goes_to_the_end(member, Some("an otter by the river")).await;
    // A finished theme has no place; one that is under way has.
    member.runs("/reflect start theme:shame").await;
    member.picks("4").await;
    member.runs("/reflect question").await;
    member
        .runs("/reflect remind zone:Europe/Berlin hour:19 days:weekdays")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_yes_makes_its_own_part_appear_and_taking_it_back_deletes_it() {
    let (fake, bot) = keeping().await;
    for (number, to) in (2001..).zip(Consent::ALL) {
        let ana = fake.member(number);
        let said = agrees(&ana, to).await.text();
        assert!(said.contains(&privacy::now_yes(name(to))), "{said}");
        leaves_everything(&ana).await;
        let all = copy(&ana).await.unwrap();
        let kept = &all["kept"];
        let agreed = Consent::ALL.map(|one| !kept["agreed"][name(one)].is_null());
        assert_eq!(agreed, Consent::ALL.map(|one| one == to), "{all:#}");
        let is_progress = to == Consent::Progress;
        assert_eq!(!kept["progress"]["place"].is_null(), is_progress, "{all:#}");
        let packs = kept["progress"]["packs"].as_array().unwrap();
        assert_eq!(!packs.is_empty(), is_progress, "{all:#}");
        assert_eq!(
            !kept_words(&all).is_empty(),
            to == Consent::Answers,
            "{all:#}"
        );
        let is_reminders = to == Consent::Reminders;
        assert_eq!(!kept["reminders"].is_null(), is_reminders, "{all:#}");
        let said = takes_back(&ana, to).await.text();
        assert!(said.contains(&privacy::now_no(name(to))), "{said}");
        assert_eq!(copy_of_what_is_kept(&ana).await, json!(null));
    }
    for (file, table) in [
        ("alongside.db", "member"),
        ("alongside.db", "answer"),
        ("alongside.keys", "key"),
    ] {
        assert_eq!(rows(&bot, file, table), 0, "{table}");
    }
    fake.assert_clean();
}

/// The part of a copy that is not in memory only; null where nothing was agreed to.
async fn copy_of_what_is_kept(member: &Member) -> serde_json::Value {
    let Some(all) = copy(member).await else {
        return json!(null);
    };
    assert_eq!(all["answers"], json!([]), "{all:#}");
    let agreed = all["kept"]["agreed"].as_object().unwrap();
    if agreed.values().all(serde_json::Value::is_null) {
        return json!(null);
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn of_three_yeses_one_taken_back_takes_its_own_part_alone() {
    let (fake, _bot) = keeping().await;
    let ana = fake.member(1001);
    for to in Consent::ALL {
        agrees(&ana, to).await;
    }
    leaves_everything(&ana).await;
    takes_back(&ana, Consent::Answers).await;
    let all = copy(&ana).await.unwrap();
    assert!(kept_words(&all).is_empty(), "{all:#}");
    assert!(!all["kept"]["progress"]["place"].is_null(), "{all:#}");
    assert!(!all["kept"]["reminders"].is_null(), "{all:#}");
    let journal = ana.runs("/reflect journal").await.text();
    assert!(journal.contains(journal::NOT_KEPT), "{journal}");
    takes_back(&ana, Consent::Progress).await;
    let all = copy(&ana).await.unwrap();
    assert_eq!(
        all["kept"]["progress"],
        json!({ "place": null, "packs": [] })
    );
    assert!(!all["kept"]["reminders"].is_null(), "{all:#}");
    let page = ana.runs("/reflect progress").await.text();
    assert!(page.contains(progress::NOT_KEPT), "{page}");
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_to_another_text_is_none_and_shows_the_text_again() {
    let (fake, bot) = keeping().await;
    let before = data(&bot);
    let ana = fake.member(1001);
    let page = ana.runs("/reflect privacy").await;
    for to in Consent::ALL {
        for other in [0, to.text() - 1, to.text() + 1, u16::MAX] {
            let shown = ana.presses_id_on(&page, &id(Own::Agree(to, other))).await;
            let text = shown.text();
            assert!(text.contains(privacy::OLD_BUTTON), "{text}");
            let again = privacy::yes_to(name(to));
            let today = shown.custom_id(&again);
            assert_eq!(today, Some(id(Own::Agree(to, to.text()))), "{text}");
        }
    }
    assert_eq!(changed(&before, &data(&bot)), Vec::<String>::new());
    let all = copy(&ana).await;
    assert_eq!(all, None);
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_not_offered_where_the_operator_did_not_ask_for_them() {
    let (fake, bot) = online().await;
    let before = data(&bot);
    let ana = fake.member(1001);
    let yes = privacy::yes_to(name(Consent::Answers));
    let page = ana.runs("/reflect privacy").await;
    assert!(!page.buttons().contains(&yes), "{}", page.text());
    assert!(
        page.text().contains(privacy::ANSWERS_OFF),
        "{}",
        page.text()
    );
    let forged = id(Own::Agree(Consent::Answers, Consent::Answers.text()));
    let said = ana.presses_id_on(&page, &forged).await.text();
    assert!(said.contains(privacy::ANSWERS_OFF), "{said}");
    let typed = fake.member(1002).in_dm();
    let said = typed.types("/reflect privacy yes answers").await.text();
    assert!(said.contains(privacy::ANSWERS_OFF), "{said}");
    assert_eq!(changed(&before, &data(&bot)), Vec::<String>::new());
    agrees(&ana, Consent::Progress).await;
    ana.presses_id(&forged).await;
    ana.runs("/reflect start theme:shame").await;
    goes_to_the_end(&ana, Some("an otter by the river")).await;
    let all = copy(&ana).await.unwrap();
    assert_eq!(
        all["kept"]["agreed"][name(Consent::Answers)],
        json!(null),
        "{all:#}"
    );
    assert!(kept_words(&all).is_empty(), "{all:#}");
    fake.assert_clean();
}

/// Nothing of anybody stands in the files.
fn assert_nobody_is_kept(bot: &Bot) {
    assert_eq!(rows(bot, "alongside.db", "member"), 0);
    assert_eq!(rows(bot, "alongside.db", "answer"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_taken_back_in_one_window_holds_in_the_other() {
    let (fake, bot) = keeping().await;
    let (desk, phone) = (fake.member(1001), fake.member(1001).in_dm());
    agrees(&phone, Consent::Progress).await;
    agrees(&phone, Consent::Answers).await;
    desk.runs("/reflect start theme:shame").await;
    desk.picks("4").await;
    takes_back(&phone, Consent::Progress).await;
    takes_back(&phone, Consent::Answers).await;
    let end = goes_to_the_end(&desk, Some("an otter by the river")).await;
    assert!(
        end.buttons().contains(&labels::THEMES.to_owned()),
        "{}",
        end.text()
    );
    assert_nobody_is_kept(&bot);
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn whichever_of_a_step_and_a_no_comes_first_nothing_stays() {
    let (fake, bot) = keeping().await;
    for number in 3001..3021 {
        let (desk, phone) = (fake.member(number), fake.member(number).in_dm());
        agrees(&phone, Consent::Progress).await;
        let talk = desk.runs("/reflect start theme:shame").await;
        let skip = talk.custom_id("Skip").unwrap();
        let page = phone.runs("/reflect privacy").await;
        let press = |id: &str| json!({ "component_type": 2, "custom_id": id, "id": 1 });
        let no = id(Own::TakeBack(Consent::Progress));
        let mut events = [
            desk.interaction(3, &press(&skip), Some(talk.id)),
            phone.interaction(3, &press(&no), Some(page.id)),
        ];
        if number % 2 == 0 {
            events.reverse();
        }
        for pending in events.map(|event| fake.deliver(event)) {
            assert!(pending.answered().await.is_some());
        }
        assert_nobody_is_kept(&bot);
    }
    fake.assert_clean();
}
