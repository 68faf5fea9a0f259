//! Reminders when the clock is set, and when the program is killed.

use alongside::discord::remind::Looked;
use alongside::schedule::Minute;
use alongside::store::Claimed;

use crate::common::reminding::{Bot, DAY, HOUR, NOON};
use crate::fake::misbehave::RestFault;

const ANA: u64 = 1001;

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_set_by_a_day_brings_no_storm() {
    for (on, off) in [(true, 1), (true, 90), (false, 1), (false, 90)] {
        let bot = Bot::start().await;
        bot.reminds(ANA);
        bot.pass_until(19);
        assert_eq!(bot.look().await.sent, 1);
        let day = |on: bool, now: Minute| if on { now.plus(DAY) } else { now.minus(DAY) };
        bot.set(day(on, bot.now()));
        let looked = bot.looks(1, off).await;
        bot.set(day(!on, bot.now()));
        let after = bot.looks(1, HOUR).await;
        assert_eq!((looked.sent, after.sent), (0, 0), "{on} {off}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_lies_between_two_however_the_clock_jumps() {
    let bot = Bot::start().await;
    bot.reminds(ANA);
    bot.look().await;
    let mut last = None;
    let mut real = 0;
    for jump in 0..400 {
        // To the next slot, to the one before, or on by a little.
        match jump % 7 {
            0 | 3 => bot.set(NOON.plus(7 * HOUR + (jump % 30) * DAY)),
            5 => bot.set(NOON),
            _ => {}
        }
        for _ in 0..20 {
            bot.pass(1);
            real += 1;
            if bot.look().await.sent > 0 {
                assert!(last.is_none_or(|last| real - last >= 60), "after {real}");
                last = Some(real);
            }
        }
        bot.runs(ANA, "remind").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_set_while_many_are_sent_sends_nobody_two() {
    let bot = Bot::start().await;
    let users = ANA..ANA + 5;
    users.clone().for_each(|user| bot.reminds(user));
    bot.pass_until(19);
    let jump = async {
        while bot.got(ANA).is_empty() && bot.fake.requests().len() < 4 {
            tokio::task::yield_now().await;
        }
        bot.set(bot.now().plus(DAY));
    };
    let (looked, ()) = tokio::join!(bot.look(), jump);
    assert!(looked.sent < 5, "{looked:?}");
    assert_eq!(bot.looks(5, 50).await.sent, 0);
    for user in users {
        assert!(bot.got(user).len() <= 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_beginning_of_time_nothing_is_due_and_nothing_is_lost() {
    let mut bot = Bot::start().await;
    bot.reminds(ANA);
    bot.set(Minute::new(0));
    bot.restart();
    assert_eq!(bot.looks(10, 3 * HOUR).await, Looked::default());
    // The time comes from elsewhere after a while.
    bot.set(NOON.plus(3 * HOUR));
    assert_eq!(bot.looks(1, 4 * HOUR).await.sent, 1);
    assert_eq!(bot.got(ANA).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_claim_and_sending_it_comes_a_moment_later_or_not_at_all() {
    for (away, sent) in [(1, 1), (2, 0), (3, 0), (20, 0)] {
        let mut bot = Bot::start().await;
        bot.reminds(ANA);
        bot.pass_until(19);
        claims(&bot).await;
        bot.restart();
        bot.pass(away);
        assert_eq!(bot.look().await.sent, sent, "{away}");
        assert_eq!(bot.looks(1, 60).await.sent, 0);
        assert_eq!(bot.got(ANA).len(), usize::try_from(sent).unwrap());
        bot.pass_until(19);
        assert_eq!(bot.look().await.sent, 1, "the next day is as ever");
    }
}

/// Claims what is due, and does no more.
async fn claims(bot: &Bot) -> Claimed {
    let claimed = bot.keeper.store.claim(bot.now(), 16).await.unwrap();
    assert_eq!(claimed.due.len(), 1);
    claimed
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_before_it_was_noted_it_is_known_by_its_number() {
    for away in [1, 2, 3, 5, 25] {
        let mut bot = Bot::start().await;
        bot.reminds(ANA);
        bot.pass_until(19);
        is_killed_before_noting(&mut bot).await;
        bot.pass(away);
        bot.look().await;
        bot.looks(1, 60).await;
        assert_eq!(bot.got(ANA).len(), 1, "{away}");
        bot.pass_until(19);
        assert_eq!(bot.look().await.sent, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_and_put_back_it_is_not_sent_hours_later() {
    let mut bot = Bot::start().await;
    bot.reminds(ANA);
    bot.pass_until(19);
    is_killed_before_noting(&mut bot).await;
    bot.set(bot.now().minus(2 * HOUR));
    assert_eq!(bot.looks(1, 4 * HOUR).await.sent, 0);
    assert_eq!(bot.got(ANA).len(), 1);
}

/// Sends what is due, and is killed before that is noted.
async fn is_killed_before_noting(bot: &mut Bot) {
    let until_there = async {
        while bot.got(ANA).is_empty() {
            tokio::task::yield_now().await;
        }
    };
    bot.fake
        .misbehave_rest("/messages", RestFault::CommitThenDrop, 2);
    tokio::select! {
        _looked = bot.look() => {}
        () = until_there => {}
    }
    bot.fake.behave();
    assert_eq!(bot.kept(ANA).unanswered, 0, "not noted");
    bot.restart();
}
