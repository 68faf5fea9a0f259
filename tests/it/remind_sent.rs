//! Reminders as members get them.

use alongside::discord::remind::Looked;
use alongside::member::{Change, Consent, Stopped};
use alongside::schedule::{Hour, Minute, Quiet};
use alongside::words::remind as words;
use serde_json::json;

use crate::common::reminding::{Bot, DAY, HOUR, NOON, button, daily, who};
use crate::common::script;
use crate::fake::misbehave::{ALWAYS, RestFault};

const ANA: u64 = 1001;

fn sent(sent: u32) -> Looked {
    Looked {
        sent,
        ..Looked::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reminder_comes_once_a_slot_and_names_no_theme() {
    let bot = Bot::start().await;
    bot.reminds(ANA);
    assert_eq!(bot.looks(1, 7 * HOUR - 1).await, sent(0), "none too early");
    bot.pass(1);
    assert_eq!(bot.look().await, sent(1));
    assert_eq!(bot.looks(1, 40).await, sent(0), "none again");
    bot.pass_until(19);
    assert_eq!(bot.look().await, sent(1));
    bot.fake.assert_clean();
    let got = bot.got(ANA);
    assert_eq!(got.len(), 2);
    for message in &got {
        let text = message.to_string();
        assert!(text.contains(words::MESSAGE), "{message:#}");
        let themes = script().packs.iter().flat_map(|pack| &pack.themes);
        for theme in themes {
            let is_named = !theme.title.is_empty() && text.contains(&*theme.title);
            assert!(!is_named, "{}", theme.title);
        }
        assert_eq!(message["allowed_mentions"], json!({ "parse": [] }));
        assert_eq!(message["enforce_nonce"], true);
        let labels = [
            words::OPEN,
            words::SNOOZE_HOUR,
            words::SNOOZE_DAY,
            words::OFF,
        ];
        for label in labels.into_iter().chain(["Support"]) {
            button(message, label);
        }
    }
    assert!(got[0]["nonce"].is_string() || got[0]["nonce"].is_u64());
    assert_ne!(got[0]["nonce"], got[1]["nonce"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_three_that_nobody_answered_they_stop_and_the_member_is_told_once() {
    let bot = Bot::start().await;
    bot.reminds(ANA);
    let mut all = 0;
    for _ in 0..10 {
        bot.pass_until(19);
        all += bot.look().await.sent;
    }
    assert_eq!((all, bot.got(ANA).len()), (3, 3));
    assert_eq!(bot.kept(ANA).stopped, Some(Stopped::Unanswered));
    let told = bot.runs(ANA, "start").await;
    assert!(told.contains(words::UNANSWERED), "{told}");
    let again = bot.runs(ANA, "start").await;
    assert!(!again.contains(words::UNANSWERED), "{again}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_member_presses_answers_them() {
    // Open, the page about reminders, the page about what is kept.
    for id in [None, Some("Pom"), Some("Pop")] {
        let bot = Bot::start().await;
        bot.reminds(ANA);
        for _ in 0..5 {
            bot.pass_until(19);
            assert_eq!(bot.look().await, sent(1), "{id:?}");
            let open = button(bot.got(ANA).last().unwrap(), words::OPEN);
            bot.presses(ANA, id.unwrap_or(&open)).await;
            assert_eq!(bot.kept(ANA).unanswered, 0, "{id:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn put_off_for_an_hour_it_comes_in_an_hour() {
    let bot = Bot::start().await;
    bot.reminds(ANA);
    bot.pass_until(19);
    bot.look().await;
    bot.pass(10);
    let hour = button(&bot.got(ANA)[0], words::SNOOZE_HOUR);
    let heard = bot.presses(ANA, &hour).await;
    assert!(heard.contains("20:10"), "{heard}");
    assert_eq!(bot.looks(1, 59).await, sent(0));
    bot.pass(1);
    assert_eq!(bot.look().await, sent(1));
    // Tomorrow, for somebody who is reminded daily, is the next slot.
    bot.pass_until(19);
    assert_eq!(bot.look().await, sent(1));
    bot.pass(10);
    let tomorrow = button(&bot.got(ANA)[2], words::SNOOZE_DAY);
    bot.presses(ANA, &tomorrow).await;
    assert_eq!(bot.looks(10, 2 * DAY - 3 * HOUR).await, sent(1));
    assert_eq!(bot.got(ANA).len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_press_and_none_comes_any_more() {
    let bot = Bot::start().await;
    bot.reminds(ANA);
    bot.pass_until(19);
    bot.look().await;
    let off = button(&bot.got(ANA)[0], words::OFF);
    let heard = bot.presses(ANA, &off).await;
    assert!(heard.contains(words::NOW_OFF), "{heard}");
    assert_eq!(bot.looks(30, 5 * DAY).await, Looked::default());
    assert_eq!(bot.got(ANA).len(), 1);
    let later = bot.runs(ANA, "start").await;
    assert!(!later.contains("Reminders"), "{later}");
}

#[tokio::test(flavor = "multi_thread")]
async fn quiet_hours_are_kept() {
    let bot = Bot::start().await;
    let hour = |hour| Hour::new(hour).unwrap();
    let mut plan = daily(23);
    plan.quiet = Some(Quiet::new(hour(22), hour(7)).unwrap());
    bot.reminds_by(ANA, plan);
    assert_eq!(bot.looks(1, 19 * HOUR - 1).await, sent(0), "until 06:59");
    bot.pass(1);
    assert_eq!(bot.look().await, sent(1));
    // Put off into the quiet hours, it comes when they end.
    bot.pass_until(21);
    bot.save(
        ANA,
        vec![Change::Snooze {
            now: bot.now(),
            minutes: 120,
        }],
    );
    assert_eq!(bot.looks(1, 10 * HOUR - 1).await, sent(0));
    bot.pass(1);
    assert_eq!(bot.look().await, sent(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_missed_is_let_pass_and_counted() {
    let bot = Bot::start().await;
    bot.reminds(ANA);
    bot.pass(7 * HOUR + 40);
    let skipped = Looked {
        skipped: 1,
        ..Looked::default()
    };
    assert_eq!(bot.look().await, skipped);
    assert_eq!(bot.look().await, Looked::default(), "counted once");
    bot.pass_until(19);
    bot.pass(30);
    assert_eq!(bot.look().await, sent(1), "half an hour is not too late");
    bot.pass(4 * DAY);
    let looked = bot.look().await;
    assert_eq!((looked.sent, looked.skipped), (1, 3));
    assert_eq!(bot.got(ANA).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_in_one_minute_get_theirs_although_chats_open_one_a_second() {
    let bot = Bot::start().await;
    let users = ANA..ANA + 4;
    users.clone().for_each(|user| bot.reminds(user));
    bot.pass_until(19);
    assert_eq!(bot.look().await, sent(4));
    for user in users {
        assert_eq!(bot.got(user).len(), 1);
    }
    bot.fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_be_written_to_just_now_is_written_to_a_little_later() {
    let mut bot = Bot::start().await;
    let users = ANA..ANA + 3;
    users.clone().for_each(|user| bot.reminds(user));
    bot.pass_until(19);
    // Chats may not be opened for longer than any call waits: nobody loses theirs by that.
    let limited = RestFault::RateRoute(600_000);
    bot.fake.misbehave_rest("/users/@me/channels", limited, 1);
    let later = Looked {
        later: 1,
        ..Looked::default()
    };
    assert_eq!(bot.look().await, later);
    for _ in 0..10 {
        bot.pass(1);
        assert_eq!(bot.look().await, later);
    }
    // Ten minutes later; this client would still wait, on a clock that no test moves.
    bot.restart();
    bot.pass(1);
    let looked = bot.look().await;
    assert_eq!((looked.sent, looked.skipped), (3, 0));
    for user in users {
        assert_eq!(bot.got(user).len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn trouble_of_one_chat_holds_nobody_else_up() {
    let bot = Bot::start().await;
    let users = ANA..ANA + 3;
    users.clone().for_each(|user| bot.reminds(user));
    bot.pass_until(19);
    let broken = format!("/channels/{}/", 500_000_000 + ANA);
    bot.fake
        .misbehave_rest(&broken, RestFault::Server(500), ALWAYS);
    let looked = bot.looks(1, 29).await;
    assert_eq!((looked.sent, looked.skipped), (2, 1), "{looked:?}");
    assert_eq!(bot.got(ANA).len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_to_an_older_text_begins_nothing_and_lets_everything_be_ended() {
    let bot = Bot::start().await;
    bot.reminds(ANA);
    let who = who(ANA);
    let mut record = bot.keeper.store.record(&who).unwrap().unwrap();
    let today = bot.today();
    record.agreed.reminders.as_mut().unwrap().text += 1;
    assert!(!record.may_keep(Consent::Reminders));
    let before = record.reminder.clone().unwrap();
    let (now, minutes) = (NOON, 5);
    record.apply(&Change::Snooze { now, minutes }, today);
    assert_eq!(record.reminder, Some(before), "nothing new begins");
    record.apply(&Change::RemindOff, today);
    assert_eq!(record.due(), None::<Minute>);
}
