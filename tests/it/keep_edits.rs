//! The way so far, after the content was edited: the same place, or a clear word that it is gone; never another one.

use std::fs;
use std::path::Path;

use alongside::member::Consent;
use alongside::words::{progress, talk};
use serde_json::json;
use tempfile::TempDir;

use crate::common::bot::Bot;
use crate::common::kept::{
    agrees, copy, ends_with_a_press, footer, goes_to_the_end, has_option, is_end,
};
use crate::fake::Fake;
use crate::fake::member::Member;
use crate::fake::member::shown::Shown;
use crate::fake::options::Options;

/// The question at which a talk is left, as it stands in the shipped content.
const QUESTION: &str = "What does it do well for you?";

/// The file with that question.
const THEME: &str = "run-from-love/shame.toml";

/// A question that comes between two old ones, and before all others in its file.
const NEW: &str = r#"
[[node]]
id    = "sh-new"
depth = "L"
text  = "Is there a window where you are?"
next  = "sh-slip"

[[node.choice]]
id    = "yes"
label = "Yes, there is one"

[[node.choice]]
id    = "no"
label = "No, there is none"
"#;

/// A bot on prompts that can be edited.
async fn editable() -> (Fake, Bot, TempDir) {
    let fake = Fake::start(Options::default()).await;
    let prompts = tempfile::tempdir().unwrap();
    copied(&crate::common::root().join("prompts"), prompts.path());
    let set = format!("[prompts]\ndir = \"{}\"\n", prompts.path().display());
    let bot = Bot::start_with(&fake, &set);
    fake.ready().await;
    (fake, bot, prompts)
}

fn copied(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&place).unwrap();
            copied(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), &place).unwrap();
        }
    }
}

/// Replaces a text in the theme's file; it must be there.
fn edits(prompts: &TempDir, from: &str, to: &str) {
    let path = prompts.path().join(THEME);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replace(from, to)).unwrap();
}

/// Puts a question before all others and between two old ones.
fn inserts(prompts: &TempDir) {
    edits(prompts, "next   = \"sh-slip\"", "next   = \"sh-new\"");
    edits(
        prompts,
        "\n[[node]]\nid     = \"sh-scale\"",
        &format!("{NEW}\n[[node]]\nid     = \"sh-scale\""),
    );
}

/// Gives new names their numbers, as an editor does, and starts the bot anew.
async fn comes_back(fake: &Fake, bot: &mut Bot, prompts: &TempDir) {
    let folder = prompts.path().to_str().unwrap();
    let numbered = crate::common::alongside(&["ordinals", folder], b"");
    assert!(numbered.status.success(), "{numbered:?}");
    bot.is_killed();
    bot.comes_back(fake).await;
}

/// Says yes to progress, and goes to the question.
async fn leaves_at_the_question(member: &Member) -> Shown {
    agrees(member, Consent::Progress).await;
    member.runs("/reflect start theme:shame").await;
    member.picks("4").await;
    member.presses("I made a joke of it").await;
    let shown = member.presses("Skip").await;
    assert!(shown.text().contains(QUESTION), "{}", shown.text());
    shown
}

#[tokio::test(flavor = "multi_thread")]
async fn after_questions_came_and_words_changed_the_place_is_the_same() {
    let (fake, mut bot, prompts) = editable().await;
    let ana = fake.member(1001);
    let left = leaves_at_the_question(&ana).await;
    inserts(&prompts);
    edits(&prompts, QUESTION, "What is it good at?");
    comes_back(&fake, &mut bot, &prompts).await;
    let again = ana.runs("/reflect continue").await;
    assert!(
        again.text().contains("What is it good at?"),
        "{}",
        again.text()
    );
    assert!(!again.text().contains(talk::PLACE_GONE));
    assert_eq!(again.buttons(), left.buttons());
    let next = ana.presses("It buys me time").await.text();
    assert!(
        next.contains("What did you notice?") && next.contains("Time. A few seconds"),
        "{next}"
    );
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn after_its_name_changed_the_place_is_the_same() {
    let (fake, mut bot, prompts) = editable().await;
    let ana = fake.member(1001);
    let left = leaves_at_the_question(&ana).await;
    edits(&prompts, "\"sh-cover\"", "\"sh-coat\"");
    let id = "id     = \"sh-coat\"";
    edits(&prompts, id, &format!("{id}\naliases = [\"sh-cover\"]"));
    comes_back(&fake, &mut bot, &prompts).await;
    let again = ana.runs("/reflect continue").await;
    assert!(again.text().contains(QUESTION), "{}", again.text());
    assert_eq!(again.buttons(), left.buttons());
    assert_eq!(footer(&again), footer(&left));
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_question_is_gone_it_is_said_and_the_themes_are_shown() {
    let (fake, mut bot, prompts) = editable().await;
    let ana = fake.member(1001);
    leaves_at_the_question(&ana).await;
    edits(&prompts, "\"sh-cover\"", "\"sh-coat\"");
    let ordinals = prompts.path().join("run-from-love/ordinals.toml");
    let text = fs::read_to_string(&ordinals).unwrap();
    fs::write(
        &ordinals,
        text.replace("gone = []", "gone = [\"sh-cover\"]"),
    )
    .unwrap();
    comes_back(&fake, &mut bot, &prompts).await;
    let again = ana.runs("/reflect continue").await;
    assert!(again.text().contains(talk::PLACE_GONE), "{}", again.text());
    assert!(!again.text().contains(QUESTION), "{}", again.text());
    assert!(
        has_option(&again, "Shame and the good reason"),
        "{}",
        again.text()
    );
    let page = ana.runs("/reflect progress").await.text();
    let begun = progress::begun("Shame and the good reason", "");
    assert!(page.contains(&begun), "{page}");
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_from_before_the_edit_counts_the_same_end_once() {
    let (fake, mut bot, prompts) = editable().await;
    let ana = fake.member(1001);
    agrees(&ana, Consent::Progress).await;
    let (on, last) = ends_with_a_press(&ana).await;
    let times = "/kept/progress/packs/0/themes/0/times";
    let before = copy(&ana).await.unwrap().pointer(times).cloned();
    assert_eq!(before.as_ref().unwrap().as_array().unwrap().len(), 1);
    inserts(&prompts);
    comes_back(&fake, &mut bot, &prompts).await;
    let end = ana.presses_id_on(&on, &last).await;
    assert!(is_end(&end), "{}", end.text());
    assert_eq!(copy(&ana).await.unwrap().pointer(times).cloned(), before);
    // Another walk to the end is another time.
    ana.runs("/reflect start theme:shame").await;
    ana.picks("4").await;
    ana.presses("Yes, there is one").await;
    goes_to_the_end(&ana, None).await;
    let after = copy(&ana).await.unwrap().pointer(times).cloned();
    assert_ne!(after, before);
    assert_ne!(after, Some(json!(null)));
    fake.assert_clean();
}
