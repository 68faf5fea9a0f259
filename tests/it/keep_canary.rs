//! No word and no id of a member who agreed to everything stands in clear in a log or a file.

use alongside::member::Consent;
use alongside::words::{discord as words, journal, remind};

use crate::common::kept::{agrees, copy, keeping, kept_words};
use crate::fake::member::Member;

/// Words that stand nowhere else, one for each field, and the member's id.
const CANARIES: [&str; 8] = [
    "canary-answer",
    "canary-edited",
    "canary-search",
    "canary-zone",
    "canary-tell",
    "canary-code",
    "canary-typed",
    "770001001",
];

/// Writes a canary into every field that there is.
async fn writes_everywhere(ana: &Member) {
    for to in Consent::ALL {
        agrees(ana, to).await;
    }
    ana.runs("/reflect start theme:shame").await;
    ana.picks("4").await;
    ana.presses("I made a joke of it").await;
    ana.presses(words::IN_OWN_WORDS).await;
    ana.fills("canary-answer by the river").await;
    ana.presses(words::IN_OWN_WORDS).await;
    ana.fills("canary-answer again").await;
    let list = ana.runs("/reflect journal search:canary-search").await;
    assert!(list.is_private());
    ana.presses(journal::SEARCH).await;
    ana.fills("canary-search").await;
    ana.runs("/reflect journal").await;
    ana.runs("/reflect remind zone:canary-zone hour:19").await;
    ana.runs("/reflect remind zone:Europe/Berlin hour:19").await;
    ana.presses(remind::ZONE).await;
    ana.fills("canary-zone").await;
    ana.runs("/reflect tell").await;
    ana.fills("canary-tell, he never calls").await;
    ana.runs("/reflect continue code:canary-code").await;
    let dm = ana.in_dm();
    dm.types("/reflect journal edit 1 canary-edited").await;
    dm.types("canary-typed").await;
    dm.types("/reflect privacy canary-typed").await;
    dm.types("/reflect remind canary-zone").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_stands_in_clear_nowhere() {
    let (fake, mut bot) = keeping().await;
    let ana = fake.member(770_001_001);
    writes_everywhere(&ana).await;
    let all = copy(&ana).await.unwrap();
    assert!(kept_words(&all).contains(&"canary-edited"), "{all:#}");
    bot.assert_kept_quiet(&CANARIES);
    bot.assert_kept_quiet(&["token-of-", &fake.options().token]);
    assert!(bot.stops().status.success());
    bot.assert_kept_quiet(&CANARIES);
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
#[should_panic(expected = "canary-answer")]
async fn a_word_in_a_file_would_be_found() {
    let (_fake, bot) = keeping().await;
    std::fs::write(bot.data().join("planted"), b"\0canary-answer\0").unwrap();
    bot.assert_kept_quiet(&CANARIES);
}
