//! Talks on Discord, as members see them.

use crate::common::bot::Bot;
use crate::fake::Fake;
use crate::fake::options::Options;

async fn begun() -> (Fake, Bot) {
    let fake = Fake::start(Options::default()).await;
    let bot = Bot::start(&fake);
    fake.ready().await;
    (fake, bot)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_walk_through_a_theme_in_a_server() {
    let (fake, _bot) = begun().await;
    let ana = fake.member(1001).in_server(5001);
    let mut shown = String::new();
    shown += &ana.runs("/reflect start").await.text();
    shown += "\n----\n";
    shown += &ana.picks("Shame").await.text();
    println!("{shown}");
    fake.assert_clean();
}
