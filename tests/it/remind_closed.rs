//! Whoever can no longer be reached is left alone, and told once.

use alongside::discord::remind::Looked;
use alongside::member::Stopped;
use alongside::words::remind as words;

use crate::common::reminding::{Bot, DAY};
use crate::fake::misbehave::{ALWAYS, RestFault};

const ANA: u64 = 1001;

/// Where a closed door shows: when the chat is opened, or when something is sent.
const ROUTES: [&str; 2] = ["/users/@me/channels", "/messages"];

#[tokio::test(flavor = "multi_thread")]
async fn one_refusal_and_nothing_is_sent_for_thirty_days() {
    for code in [50_007, 50_278] {
        for route in ROUTES {
            let bot = Bot::start().await;
            bot.reminds(ANA);
            bot.fake
                .misbehave_rest(route, RestFault::Code(code), ALWAYS);
            bot.pass_until(19);
            let looked = bot.look().await;
            assert_eq!((looked.sent, looked.failed), (0, 1));
            let tries = bot.tries();
            assert_eq!(tries, if route == ROUTES[0] { 1 } else { 2 });
            assert_eq!(bot.kept(ANA).stopped, Some(Stopped::Closed));
            assert_eq!(bot.looks(30, 30 * DAY).await, Looked::default());
            assert_eq!(bot.tries(), tries, "{code} on {route}");
            assert!(bot.got(ANA).is_empty());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_told_once_at_the_next_visit_whatever_is_done() {
    for command in ["start", "privacy", "progress", "journal", "remind"] {
        let bot = Bot::start().await;
        bot.reminds(ANA);
        bot.fake
            .misbehave_rest("/messages", RestFault::Code(50_007), ALWAYS);
        bot.pass_until(19);
        bot.look().await;
        bot.pass(2 * DAY);
        let told = bot.runs(ANA, command).await;
        assert_eq!(told.matches(words::CLOSED).count(), 1, "{command}: {told}");
        assert!(!bot.kept(ANA).is_news, "{command}");
        let again = bot.runs(ANA, "start").await;
        assert!(!again.contains(words::CLOSED), "{command}: {again}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn switched_on_again_they_come_again() {
    let bot = Bot::start().await;
    bot.reminds(ANA);
    bot.fake
        .misbehave_rest("/messages", RestFault::Code(50_278), 1);
    bot.pass_until(19);
    bot.look().await;
    bot.pass(10);
    let heard = bot.presses(ANA, "Poi").await;
    assert!(heard.contains(words::NOW_ON), "{heard}");
    assert_eq!(bot.looks(1, 30).await.sent, 0, "that slot is used");
    bot.pass_until(19);
    assert_eq!(bot.look().await.sent, 1);
}
