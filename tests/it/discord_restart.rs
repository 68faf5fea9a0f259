//! A bot that is killed, stopped and started again: members go on where they were, and nothing of theirs was written.

use std::time::Duration;

use insta::assert_snapshot;
use serde_json::json;

use crate::common::bot::{online, until};
use crate::common::kept::rows;
use crate::fake::Fake;
use crate::fake::member::shown::Shown;
use crate::fake::misbehave::{GatewayFault as Fault, RestFault};

/// How long the bot may take to stop.
const STOP_LIMIT: Duration = Duration::from_secs(8);

/// How many requests contain a text in their route.
fn count(fake: &Fake, route: &str) -> usize {
    fake.requests()
        .iter()
        .filter(|request| request.route.contains(route))
        .count()
}

/// The resume code in a message.
fn code(shown: &Shown) -> String {
    let text = shown.text();
    let boxed = text.split("```").nth(1);
    let code = boxed.unwrap_or_else(|| panic!("no code in {text}"));
    code.trim().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn old_buttons_go_on_where_they_were_after_a_kill() {
    let (fake, mut bot) = online().await;
    let ana = fake.member(1001);
    ana.runs("/reflect start theme:shame").await;
    ana.picks("4").await;
    ana.presses("I made a joke of it").await;
    bot.is_killed();
    bot.comes_back(&fake).await;
    assert_snapshot!(ana.presses("Skip").await.text(), @r"
        private (edited)
        When you stay and hide, you wear a kind of cover. What does it do well for you?
        Shame and the good reason · 4 of about 9
        [It buys me time] [Nobody asks questions] [I get to stay in the room] [It keeps me safe from someone] [In my own words]
        [Back] [Skip] [Pause] [Stop]
        [Support] [Hide this]
        ");
    assert_snapshot!(ana.presses("Back").await.text(), @r"
        private (edited)
        One step back.

        Suppose one of the people there described you later. What did they get to see?
        Shame and the good reason · 3 of about 9
        [Someone calm] [Someone funny] [Someone cold] [Probably nothing at all] [In my own words]
        [Back] [Skip] [Pause] [Stop]
        [Support] [Hide this]
        ");
    let stopped = ana.presses("Stop").await;
    assert_snapshot!(stopped.text().replace(&code(&stopped), "CODE"), @"
    private (edited)
    What you said
    You said 4 at the start.
    That is the end for today. Look up for a moment: what is near you, and what is next? If it was heavy, Support is one press away.

    To come back to this place one day, copy this code and use /reflect continue:

    ```
    CODE
    ```
    Shame and the good reason
    [Back to the themes]
    [Back]
    [Support] [Hide this]
    ");
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn words_typed_after_a_restart_have_lost_their_place_and_the_buttons_have_not() {
    let (fake, mut bot) = online().await;
    let ben = fake.member(1002).in_dm();
    ben.types("/reflect start shame").await;
    let question = ben.types("4").await;
    bot.is_killed();
    bot.comes_back(&fake).await;
    assert_snapshot!(ben.types("I made a joke of it").await.text(), @"
    direct message
    This is a fixed script, not a person, and nobody reads this live. It does not know where you are in the questions: that is in memory only, and not any more. If you were in the middle, the buttons of the last message still work, and so does a code from Pause. If you are new, press Start.
    [Start] [The key points] [In my own words]
    [Support] [Hide this]
    ");
    let next = ben.presses_on(&question, "I made a joke of it").await;
    assert!(next.text().contains("3 of about"), "{}", next.text());
    let typed = ben.types("skip").await;
    assert!(typed.text().contains("4 of about"), "{}", typed.text());
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_from_pause_and_one_from_stop_lead_back_after_a_restart() {
    let (fake, mut bot) = online().await;
    let ana = fake.member(1001);
    ana.runs("/reflect start theme:shame").await;
    ana.picks("4").await;
    let question = ana.presses("I made a joke of it").await;
    let paused = code(&ana.presses("Pause").await);
    ana.presses("Return to the question").await;
    let stopped = code(&ana.presses("Stop").await);
    bot.is_killed();
    bot.comes_back(&fake).await;
    for code in [paused, stopped] {
        let again = ana.runs(&format!("/reflect continue code:{code}")).await;
        assert_eq!(
            again.body["embeds"][0]["footer"],
            question.body["embeds"][0]["footer"]
        );
        ana.runs("/reflect continue").await;
        let again = ana.fills(&code).await;
        assert_eq!(
            again.body["embeds"][0]["footer"],
            question.body["embeds"][0]["footer"]
        );
        assert!(
            again.buttons().contains(&"Skip".to_owned()),
            "{}",
            again.text()
        );
    }
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_press_works_when_an_interactions_time_is_long_over() {
    let (fake, _bot) = online().await;
    let ana = fake.member(1001);
    ana.runs("/reflect start theme:shame").await;
    fake.pass(Duration::from_mins(16));
    assert!(ana.picks("4").await.text().contains("2 of about"));
    fake.pass(Duration::from_hours(25));
    assert!(ana.presses("Skip").await.text().contains("3 of about"));
    let hidden = ana.presses("Hide this").await;
    until("the message is gone", || {
        ana.sees_now(&hidden).text() == "gone"
    })
    .await;
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_restarts_register_once_and_write_nothing_of_anybody() {
    let (fake, mut bot) = online().await;
    let (ana, ben) = (fake.member(770_001_001), fake.member(770_001_002).in_dm());
    bot.logs("the commands were registered anew").await;
    for restart in 1..=20 {
        ana.runs("/reflect start theme:shame").await;
        ben.types("my words are otter and heron").await;
        bot.assert_kept_quiet(&["otter", "heron", "770001001", "770001002", "token-of-"]);
        if restart % 2 == 0 {
            bot.is_killed();
        } else {
            assert!(bot.stops().status.success());
        }
        bot.comes_back(&fake).await;
        bot.logs("the commands are registered as they should be")
            .await;
    }
    assert_eq!(count(&fake, "PUT "), 1);
    assert_eq!(fake.identifies().len(), 21);
    for (file, table) in [
        ("alongside.db", "member"),
        ("alongside.db", "answer"),
        ("alongside.keys", "key"),
    ] {
        assert_eq!(rows(&bot, file, table), 0, "{table}");
    }
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_under_way_is_finished_when_the_bot_is_told_to_stop() {
    let (fake, mut bot) = online().await;
    fake.misbehave_rest("callback", RestFault::Timeout, 1);
    fake.interaction(&json!({}));
    let waits = fake.interaction(&json!({}));
    until("the first answer is under way", || {
        count(&fake, "callback") == 1
    })
    .await;
    let ended = bot.stops();
    assert!(
        ended.status.success() && ended.took < STOP_LIMIT,
        "{ended:?}"
    );
    let path = format!("/interactions/{}/", waits.id);
    assert!(
        fake.requests()
            .iter()
            .any(|request| request.path.contains(&path))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_stops_in_time_when_discord_says_no_goodbye() {
    let (fake, mut bot) = online().await;
    fake.misbehave(Fault::BlackHole, 1);
    let ended = bot.stops();
    assert!(
        ended.status.success() && ended.took < STOP_LIMIT,
        "{ended:?}"
    );
}
