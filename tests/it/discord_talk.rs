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
    let (fake, bot) = begun().await;
    let ana = fake.member(1001).in_server(5001);
    println!("{}\n-------", ana.runs("/reflect start").await.text());
    println!(
        "{}\n-------",
        ana.picks("Shame and the good reason").await.text()
    );
    println!("{}\n-------", ana.picks("4").await.text());
    println!("{}\n-------", ana.presses("Pause").await.text());
    println!(
        "{}\n-------",
        ana.presses("Back to the question").await.text()
    );
    println!("{}\n-------", ana.presses("Support").await.text());
    println!("{}\n-------", ana.presses("Stop").await.text());
    println!("{}\n-------", ana.runs("/reflect keypoints").await.text());
    println!("{}\n-------", ana.presses("Next").await.text());
    println!(
        "{}\n-------",
        ana.runs("/reflect question theme:shame").await.text()
    );
    println!("{}\n-------", ana.presses("Another one").await.text());
    println!("{}\n-------", ana.presses("Go deeper").await.text());
    println!("{}\n-------", ana.runs("/reflect tell").await.text());
    println!(
        "{}\n-------",
        ana.fills("he never calls me back and I am jealous")
            .await
            .text()
    );
    println!("{}\n-------", ana.runs("/reflect tell").await.text());
    println!("{}\n-------", ana.fills("he hits me").await.text());
    println!("{}\n-------", ana.runs("/reflect about").await.text());
    println!("{}\n-------", ana.runs("/reflect help").await.text());
    println!("{}\n-------", ana.runs("/reflect glossary").await.text());
    println!("{}\n-------", ana.runs("/reflect sources").await.text());
    println!(
        "{}\n-------",
        ana.runs("/reflect support country:DE").await.text()
    );
    println!("{}\n-------", ana.runs("/reflect continue").await.text());
    println!("{}\n-------", ana.fills("nonsense").await.text());
    println!("{}\n-------", ana.presses("Hide this").await.text());
    let ben = fake.member(1002).in_dm();
    println!("{}\n-------", ben.types("hi").await.text());
    println!("{}\n-------", ben.presses("Start").await.text());
    println!("{}\n-------", ben.types("jealousy").await.text());
    println!("{}\n-------", ben.types("7").await.text());
    println!("{}\n-------", ben.types("what").await.text());
    let cai = fake.member(1003).in_server(5001);
    println!(
        "{}\n-------",
        cai.runs("/reflect start theme:shame").await.text()
    );
    println!(
        "{}\n-------",
        cai.presses("In direct messages").await.text()
    );
    println!("{:?}\nLOG\n{}", fake.violations(), bot.log());
}
