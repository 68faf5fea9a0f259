//! A database that cannot be written: the talk goes on and says so; and one process for one data folder.

use std::time::Duration;

use alongside::member::Consent;
use alongside::service::Own;
use alongside::words::privacy;
use rusqlite::Connection;

use crate::common::bot::{Bot, leaks};
use crate::common::kept::{agrees, copy, footer, id, keeping, kept_words, name, rows};

/// Holds the database as another program would; nobody writes while this is there.
fn held(bot: &Bot) -> Connection {
    let database = Connection::open(bot.data().join("alongside.db")).unwrap();
    database.execute_batch("BEGIN EXCLUSIVE").unwrap();
    database
}

#[tokio::test(flavor = "multi_thread")]
async fn while_nothing_can_be_written_the_talk_goes_on_and_says_so() {
    let (fake, bot) = keeping().await;
    let ana = fake.member(1001);
    agrees(&ana, Consent::Progress).await;
    agrees(&ana, Consent::Answers).await;
    ana.runs("/reflect start theme:shame").await;
    ana.picks("4").await;
    let database = held(&bot);
    let next = ana.presses("I made a joke of it").await;
    assert!(next.is_private(), "{}", next.text());
    assert!(next.text().contains(privacy::UNSAVED), "{}", next.text());
    assert!(footer(&next).contains("3 of about"), "{}", next.text());
    ana.presses("In my own words").await;
    let next = ana.fills("an otter by the river").await;
    assert!(next.text().contains(privacy::UNSAVED), "{}", next.text());
    assert!(footer(&next).contains("4 of about"), "{}", next.text());
    drop(database);
    // A member who agreed to nothing hears nothing of it either way.
    let last = ana.presses("It buys me time").await;
    assert!(!last.text().contains(privacy::UNSAVED), "{}", last.text());
    let again = ana.runs("/reflect continue").await;
    assert_eq!(footer(&again), footer(&last));
    assert!(leaks(bot.log().as_bytes(), &["otter"]).is_empty());
    assert!(bot.log().contains("could not be saved"), "{}", bot.log());
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_for_and_could_not_be_written_is_not_done() {
    let (fake, bot) = keeping().await;
    let (ana, ben) = (fake.member(1001), fake.member(1002));
    agrees(&ana, Consent::Progress).await;
    let page = ana.runs("/reflect privacy").await;
    let yes = privacy::yes_to(name(Consent::Answers));
    let database = held(&bot);
    for id in [
        id(Own::Agree(Consent::Answers, Consent::Answers.text())),
        id(Own::TakeBack(Consent::Progress)),
    ] {
        let said = ana.presses_id_on(&page, &id).await.text();
        assert!(said.contains(privacy::UNDONE), "{said}");
        assert!(!said.contains(&privacy::now_yes(name(Consent::Answers))));
        assert!(!said.contains(&privacy::now_no(name(Consent::Progress))));
    }
    // Whoever agreed to nothing notices nothing.
    let talk = ben.runs("/reflect start theme:shame").await;
    assert!(!talk.text().contains(privacy::UNSAVED), "{}", talk.text());
    ben.picks("4").await;
    drop(database);
    let now = ana.runs("/reflect privacy").await;
    assert!(now.buttons().contains(&yes), "{}", now.text());
    assert!(copy(&ana).await.is_some());
    agrees(&ana, Consent::Answers).await;
    ana.runs("/reflect start theme:shame").await;
    ana.picks("4").await;
    ana.presses("I made a joke of it").await;
    ana.presses("In my own words").await;
    ana.fills("an otter by the river").await;
    assert_eq!(
        kept_words(&copy(&ana).await.unwrap()),
        ["an otter by the river"]
    );
    assert_eq!(rows(&bot, "alongside.db", "member"), 1);
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_on_the_same_folder_is_refused_at_once() {
    let (fake, bot) = keeping().await;
    let before = (fake.identifies().len(), fake.requests_count());
    let data = bot.data();
    let data = data.to_str().unwrap();
    for args in [
        &["run", "--config", "alongside.toml"][..],
        &["chat", "--plain", "--data", data],
    ] {
        let mut command = assert_cmd::Command::cargo_bin("alongside").unwrap();
        let output = command
            .env_clear()
            .env("ALONGSIDE_DISCORD_TOKEN", &fake.options().token)
            .current_dir(bot.folder())
            .args(args)
            .timeout(Duration::from_secs(30))
            .output()
            .unwrap();
        assert!(!output.status.success(), "{args:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        let process = format!("process {} has the data folder", bot.id());
        assert!(said.contains(&process), "{args:?}: {said}");
    }
    assert_eq!((fake.identifies().len(), fake.requests_count()), before);
    let help = fake.member(1001).runs("/reflect help").await;
    assert!(help.is_private());
    fake.assert_clean();
}
