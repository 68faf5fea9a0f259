//! A copy of everything, and being forgotten: by the member, by words alone never, and by the operator's command.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;
use std::time::Duration;

use alongside::member::Consent;
use alongside::service::Own;
use alongside::words::{operator, privacy, talk};
use rusqlite::{Connection, OpenFlags};

use crate::common::bot::Bot;
use crate::common::kept::{
    agrees, changed, copy, data, footer, goes_to_the_end, id, keeping, kept_words, rows,
};
use crate::fake::member::Member;
use crate::fake::member::shown::Shown;

/// As long as a key's half: no shorter run of equal bytes is a sign of anything.
const WINDOW: usize = 16;

/// Agrees to everything and leaves something of every kind.
async fn leaves_everything(member: &Member) {
    for to in Consent::ALL {
        agrees(member, to).await;
    }
    member.runs("/reflect start theme:shame").await;
    // Long enough for pages of their own in the file.
    goes_to_the_end(member, Some(&"an otter by the river. ".repeat(15))).await;
    member
        .runs("/reflect remind zone:Europe/Berlin hour:19 days:weekdays")
        .await;
    // A finished theme has no place; one that is under way has.
    member.runs("/reflect start theme:shame").await;
    member.picks("4").await;
    member.runs("/reflect question").await;
}

/// Everything sealed that stands in the files, and the keys that open it.
fn sealed(bot: &Bot) -> Vec<Vec<u8>> {
    let tables = [
        ("alongside.db", "SELECT sealed FROM member"),
        ("alongside.db", "SELECT sealed FROM answer"),
        ("alongside.keys", "SELECT secret FROM key"),
        ("alongside.keys", "SELECT member FROM key"),
    ];
    let mut all = Vec::new();
    for (file, query) in tables {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let database = Connection::open_with_flags(bot.data().join(file), flags).unwrap();
        let mut query = database.prepare(query).unwrap();
        let found = query.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
        all.extend(found.map(Result::unwrap));
    }
    all
}

/// How many stretches of some bytes stand in files.
fn stretches(all: &[Vec<u8>], files: &BTreeMap<String, Vec<u8>>) -> usize {
    use std::collections::HashSet;
    let there: HashSet<&[u8]> = files
        .values()
        .flat_map(|file| file.windows(WINDOW))
        .collect();
    let wanted = all.iter().flat_map(|bytes| bytes.chunks_exact(WINDOW));
    wanted.filter(|stretch| there.contains(stretch)).count()
}

/// Asks to be forgotten, on the page about what is kept.
async fn asks(member: &Member) -> Shown {
    member.runs("/reflect privacy").await;
    member.presses(privacy::FORGET).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_copy_holds_everything_twice_and_is_private() {
    let (fake, _bot) = keeping().await;
    let ana = fake.member(770_001_001);
    leaves_everything(&ana).await;
    for ana in [ana.clone(), ana.in_dm()] {
        ana.runs("/reflect privacy").await;
        let shown = ana.presses(privacy::COPY).await;
        assert!(shown.is_private(), "{}", shown.text());
        let names: Vec<&str> = shown.files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, [privacy::COPY_TEXT_NAME, privacy::COPY_DATA_NAME]);
        let all: serde_json::Value = serde_json::from_slice(&shown.files[1].1).unwrap();
        let text = String::from_utf8(shown.files[0].1.clone()).unwrap();
        let day = all["last_here"].as_str().unwrap();
        let code = all["kept"]["progress"]["place"]["resume_code"].as_str();
        for fact in [
            "otter",
            day,
            "Shame and the good reason",
            "Europe/Berlin",
            "770001001",
            code.unwrap(),
        ] {
            assert!(all.to_string().contains(fact), "{fact}: {all:#}");
            assert!(text.contains(fact), "{fact}: {text}");
        }
        assert!(kept_words(&all).len() > 2, "{all:#}");
        assert!(!all["kept"]["progress"]["packs"][0]["questions_seen"][0].is_null());
    }
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn after_two_presses_no_stretch_of_it_stands_anywhere() {
    let (fake, mut bot) = keeping().await;
    let ana = fake.member(1001);
    leaves_everything(&ana).await;
    let before = sealed(&bot);
    assert!(
        stretches(&before, &data(&bot)) > 20,
        "the check finds what is there"
    );
    let sure = asks(&ana).await;
    assert!(
        sure.text().contains(privacy::FORGET_FINAL),
        "{}",
        sure.text()
    );
    assert!(copy(&ana).await.is_some(), "one press forgets nothing");
    let done = ana.presses_on(&sure, privacy::FORGET_YES).await.text();
    assert!(done.contains(privacy::FORGOTTEN), "{done}");
    assert_eq!(stretches(&before, &data(&bot)), 0);
    assert_eq!(copy(&ana).await, None);
    // Steps of the talk that is still open bring nothing back.
    let old = ana.runs("/reflect start theme:shame").await;
    goes_to_the_end(&ana, Some("a heron")).await;
    assert!(!footer(&old).is_empty());
    assert_eq!(rows(&bot, "alongside.db", "member"), 0);
    bot.is_killed();
    bot.comes_back(&fake).await;
    assert_eq!(stretches(&before, &data(&bot)), 0);
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_forgets_nothing() {
    let (fake, _bot) = keeping().await;
    let ana = fake.member(1001);
    agrees(&ana, Consent::Progress).await;
    let page = ana.runs("/reflect privacy").await;
    let at = page
        .buttons()
        .iter()
        .position(|label| label == privacy::FORGET);
    let sure = ana.presses(privacy::FORGET).await;
    // By identifier, as a client that has not drawn the new buttons yet, and by place, as a finger.
    ana.presses_id_on(&sure, &id(Own::Forget)).await;
    let below = at.and_then(|at| sure.buttons().get(at).cloned());
    assert_ne!(below.as_deref(), Some(privacy::FORGET_YES));
    let kept = ana.presses_on(&sure, privacy::FORGET_NO).await;
    assert!(kept.text().contains(privacy::TITLE), "{}", kept.text());
    assert!(copy(&ana).await.is_some());
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn words_alone_open_the_page_and_change_nothing() {
    let (fake, bot) = keeping().await;
    let (ana, ben) = (fake.member(1001).in_dm(), fake.member(1002).in_dm());
    leaves_everything(&ana).await;
    let before = data(&bot);
    for words in [
        "erase what you have on me",
        "please forget everything about me",
    ] {
        let said = ana.types(words).await;
        assert!(
            said.text().contains(privacy::FORGET_TITLE),
            "{}",
            said.text()
        );
        assert!(said.buttons().contains(&privacy::FORGET_YES.to_owned()));
    }
    let said = ana.types("what do you know about me").await;
    assert_eq!(said.files.len(), 2, "{}", said.text());
    assert_eq!(changed(&before, &data(&bot)), Vec::<String>::new());
    for words in ["erase what you have on me", "what do you know about me"] {
        let said = ben.types(words).await.text();
        let nothing = talk::nothing_kept(alongside::words::Surface::Discord);
        assert!(said.contains(nothing), "{said}");
    }
    assert_eq!(changed(&before, &data(&bot)), Vec::<String>::new());
    fake.assert_clean();
}

/// Runs `alongside forget` beside the bot, with its settings.
fn forget(folder: &Path, user: &str) -> Output {
    let mut command = assert_cmd::Command::cargo_bin("alongside").unwrap();
    command
        .env_clear()
        .current_dir(folder)
        .args(["forget", "--platform", "discord", "--user", user])
        .timeout(Duration::from_mins(1))
        .output()
        .unwrap()
}

/// What it says where it worked.
fn forgets(folder: &Path, user: &str) -> String {
    let output = forget(folder, user);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operators_command_forgets_with_the_bot_and_without_it() {
    let (fake, mut bot) = keeping().await;
    let (ana, ben) = (fake.member(770_001_001), fake.member(770_001_002));
    for member in [&ana, &ben] {
        leaves_everything(member).await;
    }
    let before = sealed(&bot);
    let folder = bot.folder().to_owned();
    assert!(forgets(&folder, "770001001").contains(operator::FORGOTTEN));
    assert_eq!(rows(&bot, "alongside.db", "member"), 1);
    assert_eq!(rows(&bot, "alongside.keys", "key"), 1);
    assert!(copy(&ben).await.is_some());
    assert!(forgets(&folder, "770001001").contains(operator::NOT_KNOWN));
    assert!(bot.stops().status.success());
    assert!(forgets(&folder, "770001002").contains(operator::FORGOTTEN));
    assert!(forgets(&folder, "770001002").contains(operator::NOT_KNOWN));
    assert_eq!(stretches(&before, &data(&bot)), 0);
    bot.assert_kept_quiet(&["770001001", "770001002", "otter"]);
    for bad in [
        "",
        "ana",
        "@ana",
        "-1",
        "77 0",
        "1.5",
        "0x10",
        &"9".repeat(65),
    ] {
        let refused = forget(&folder, bad);
        assert!(!refused.status.success(), "{bad}: {refused:?}");
    }
    bot.comes_back(&fake).await;
    assert_eq!(copy(&ben).await, None);
    // Whoever comes back is not forgotten again.
    agrees(&ben, Consent::Progress).await;
    ben.runs("/reflect start theme:shame").await;
    bot.is_killed();
    bot.comes_back(&fake).await;
    let all = copy(&ben).await.unwrap();
    assert!(!all["kept"]["progress"]["place"].is_null(), "{all:#}");
    fake.assert_clean();
}
