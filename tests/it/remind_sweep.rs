//! What is forgotten, and when.

use alongside::member::{Answer, Change, Consent, Day, KeepFor};
use alongside::schedule::Minute;
use alongside::store::{Bookmark, Swept};

use crate::common::reminding::{Bot, DAY, HOUR, NOON, who};

const ANA: u64 = 1001;
const BEN: u64 = 1002;

/// What an hourly look forgets.
async fn sweeps(bot: &Bot) -> Swept {
    let swept = bot
        .keeper
        .store
        .sweep(Bookmark::default(), bot.now(), 180, true);
    swept.await.unwrap()
}

fn is_there(bot: &Bot, user: u64) -> bool {
    bot.keeper.store.record(&who(user)).unwrap().is_some()
}

fn agree(to: Consent) -> Change {
    let text = to.text();
    Change::Agree { to, text }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_away_for_half_a_year_is_forgotten_reminded_or_not() {
    let bot = Bot::start().await;
    bot.reminds(ANA);
    bot.save(BEN, vec![agree(Consent::Progress)]);
    for day in 0..180 {
        assert!(is_there(&bot, ANA) && is_there(&bot, BEN), "{day}");
        if day % 40 == 0 {
            // A reminder that is sent is no visit.
            bot.save(ANA, vec![Change::Sent]);
        }
        bot.pass(DAY);
        sweeps(&bot).await;
    }
    assert!(!is_there(&bot, ANA) && !is_there(&bot, BEN));
    bot.pass_until(19);
    assert_eq!(bot.look().await.sent, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_back_in_time_stays() {
    let bot = Bot::start().await;
    bot.save(ANA, vec![agree(Consent::Progress)]);
    for visit in 0..3 {
        for _ in 0..179 {
            bot.pass(DAY);
            sweeps(&bot).await;
        }
        assert!(is_there(&bot, ANA), "{visit}");
        // Any page is a visit.
        bot.runs(ANA, "progress").await;
        assert_eq!(bot.keeper.store.seen(&who(ANA)).unwrap(), Some(bot.today()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_far_ahead_for_hours_forgets_nobody() {
    let bot = Bot::start().await;
    bot.save(ANA, vec![agree(Consent::Progress)]);
    bot.pass(DAY);
    sweeps(&bot).await;
    let right = bot.now();
    bot.set(right.plus(400 * DAY));
    for _ in 0..11 {
        assert_eq!(sweeps(&bot).await.forgotten, 0);
        bot.pass(HOUR);
    }
    bot.set(right);
    for _ in 0..20 {
        assert_eq!(sweeps(&bot).await.forgotten, 0);
        bot.pass(DAY);
    }
    assert!(is_there(&bot, ANA));
    // Where the clock stays there, it is believed on the next day.
    bot.set(right.plus(400 * DAY));
    assert_eq!(sweeps(&bot).await.forgotten, 0);
    bot.pass(DAY);
    assert_eq!(sweeps(&bot).await.forgotten, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_swept_once_a_day() {
    let bot = Bot::start().await;
    bot.set(Minute::new(bot.today().0 * DAY));
    sweeps(&bot).await;
    bot.pass(1);
    let long_ago = Day(bot.today().0 - 200);
    let saved = bot
        .keeper
        .store
        .save(&who(ANA), vec![agree(Consent::Progress)], long_ago);
    saved.done().await.unwrap();
    for _ in 0..23 {
        bot.pass(HOUR);
        assert_eq!(sweeps(&bot).await, Swept::default());
    }
    bot.pass(HOUR);
    assert_eq!(sweeps(&bot).await.forgotten, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_go_on_the_day_that_was_chosen() {
    for keep_for in KeepFor::ALL {
        let bot = Bot::start().await;
        let answer = Answer {
            pack: "p".into(),
            theme: 7,
            node: 3,
            mark: 1,
            day: bot.today(),
            edited: None,
            words: "zebra".into(),
        };
        let changes = [
            agree(Consent::Answers),
            Change::KeepFor(keep_for),
            Change::Keep(answer),
        ];
        bot.save(ANA, changes.to_vec());
        let mut kept = 0;
        while kept < 400 && bot.keeper.store.answers(&who(ANA)).unwrap().len() == 1 {
            kept += 1;
            bot.pass(DAY);
            bot.save(ANA, vec![Change::Visit]);
            sweeps(&bot).await;
        }
        assert_eq!(kept, keep_for.days().unwrap_or(400));
        assert_eq!(bot.now(), NOON.plus(kept * DAY));
    }
}
