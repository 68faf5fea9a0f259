//! The way so far: it outlives the bot, a second press, and edits of the content.

use std::collections::HashSet;

use alongside::member::Consent;
use alongside::words::{discord as words, progress, talk};
use serde_json::{Value, json};

use crate::common::kept::{
    agrees, copy, ends_with_a_press, footer, goes_to_the_end, has_option, is_end, keeping,
};
use crate::common::script;
use crate::fake::member::Member;
use crate::fake::member::shown::Shown;

/// The first bytes of every PNG file. <https://www.w3.org/TR/png-3/#3PNGsignature>
const PNG: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n'];

/// More single questions than there are.
const QUESTIONS_MAX: usize = 300;

/// The title of the theme that is walked.
fn title() -> &'static str {
    let pack = &script().packs[0];
    &pack.theme(pack.find_theme("shame").unwrap()).title
}

/// A page of progress names a theme in the same words on whatever day.
fn says(page: &Shown, line: fn(&str, &str) -> String) -> bool {
    page.text().contains(&line(title(), ""))
}

/// The times when the theme was finished, in a copy.
async fn runs(member: &Member) -> Vec<Value> {
    let all = copy(member).await.unwrap();
    let themes = &all["kept"]["progress"]["packs"][0]["themes"];
    let times = themes[0]["times"].as_array();
    times.cloned().unwrap_or_default()
}

/// What is asked, without what was said before it and the choice of a room at the beginning.
fn asked(shown: &Shown) -> (String, Vec<String>) {
    let mut buttons = shown.buttons();
    buttons.retain(|label| label != words::DIRECT);
    (footer(shown).to_owned(), buttons)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_confirmed_step_is_still_there_after_a_kill() {
    let (fake, mut bot) = keeping().await;
    let ana = fake.member(1001);
    agrees(&ana, Consent::Progress).await;
    let mut last = ana.runs("/reflect start theme:shame").await;
    for step in 0..4 {
        bot.is_killed();
        bot.comes_back(&fake).await;
        let again = ana.runs("/reflect continue").await;
        assert_eq!(asked(&again), asked(&last), "step {step}");
        last = if has_option(&again, "4") {
            ana.picks("4").await
        } else {
            ana.presses("Skip").await
        };
    }
    assert!(!is_end(&last), "{}", last.text());
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finished_theme_is_still_finished_after_a_kill() {
    let (fake, mut bot) = keeping().await;
    let ana = fake.member(1001);
    agrees(&ana, Consent::Progress).await;
    ana.runs("/reflect start theme:shame").await;
    let end = goes_to_the_end(&ana, None).await;
    bot.is_killed();
    bot.comes_back(&fake).await;
    let again = ana.runs("/reflect continue").await;
    assert_eq!(asked(&again), asked(&end));
    let page = ana.runs("/reflect progress").await;
    assert!(says(&page, progress::finished), "{}", page.text());
    assert!(page.text().contains("4 at the start"), "{}", page.text());
    let (name, bytes) = &page.files[0];
    assert_eq!(name, progress::PICTURE_NAME);
    assert!(bytes.starts_with(&PNG) && &bytes[12..16] == b"IHDR");
    let alt = page.body["attachments"][0]["description"].as_str().unwrap();
    assert!(alt.contains(title()), "{alt}");
    assert!(page.buttons().contains(&progress::RESUME.to_owned()));
    let hub = ana.runs("/reflect start").await;
    assert!(is_marked(&hub), "{}", hub.text());
    // Somebody else's hub knows nothing of it.
    assert!(!is_marked(&fake.member(1002).runs("/reflect start").await));
    fake.assert_clean();
}

/// Whether the theme is marked as done in the menu of themes.
fn is_marked(hub: &Shown) -> bool {
    let menus = hub.parts().filter_map(|part| part["options"].as_array());
    let mut options = menus.flatten();
    let option = options.find(|option| option["label"] == title());
    let note = option.unwrap()["description"].as_str().unwrap_or_default();
    note.contains(&format!("({})", talk::DONE))
}

#[tokio::test(flavor = "multi_thread")]
async fn no_question_comes_twice_before_all_were_seen() {
    let (fake, mut bot) = keeping().await;
    let ana = fake.member(1001);
    agrees(&ana, Consent::Progress).await;
    let mut seen = HashSet::new();
    let again = loop {
        // By the command and by the button, and in a bot that was killed in between.
        let shown = if seen.len() % 3 == 2 {
            ana.presses(talk::ANOTHER_QUESTION).await
        } else {
            ana.runs("/reflect question").await
        };
        if shown.text().contains(progress::ALL_SEEN) {
            break question(&shown);
        }
        assert!(seen.insert(question(&shown)), "twice: {}", shown.text());
        assert!(seen.len() < QUESTIONS_MAX);
        if seen.len() == 10 {
            bot.is_killed();
            bot.comes_back(&fake).await;
        }
    };
    assert!(seen.len() > 20, "{} questions", seen.len());
    assert!(seen.contains(&again), "{again}");
    let next = ana.runs("/reflect question").await;
    assert!(!next.text().contains(progress::ALL_SEEN));
    assert_ne!(question(&next), again);
    crate::common::tell(&format!("{} single questions, each once", seen.len()));
    fake.assert_clean();
}

/// The question itself; a notice may stand before it.
fn question(shown: &Shown) -> String {
    let embeds = shown.body["embeds"].as_array().unwrap();
    let text = embeds.last().unwrap()["description"].as_str().unwrap();
    let text = text.strip_prefix(progress::ALL_SEEN).unwrap_or(text);
    text.trim().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn back_from_the_end_takes_the_end_back() {
    let (fake, mut bot) = keeping().await;
    let ana = fake.member(1001);
    agrees(&ana, Consent::Progress).await;
    ana.runs("/reflect start theme:shame").await;
    let end = goes_to_the_end(&ana, None).await;
    assert_eq!(runs(&ana).await.len(), 1);
    let before = ana.presses_on(&end, "Back").await;
    assert_eq!(runs(&ana).await, Vec::<Value>::new());
    let page = ana.runs("/reflect progress").await;
    assert!(says(&page, progress::begun), "{}", page.text());
    assert!(!says(&page, progress::finished), "{}", page.text());
    bot.is_killed();
    bot.comes_back(&fake).await;
    let again = ana.runs("/reflect continue").await;
    assert_eq!(footer(&again), footer(&before));
    goes_to_the_end(&ana, None).await;
    assert_eq!(runs(&ana).await.len(), 1);
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn pressed_twice_or_sent_again_it_counts_once() {
    let (fake, mut bot) = keeping().await;
    let ana = fake.member(1001);
    agrees(&ana, Consent::Progress).await;
    let (on, last) = ends_with_a_press(&ana).await;
    let first = runs(&ana).await;
    assert_eq!(first.len(), 1);
    let data = json!({ "component_type": 2, "custom_id": last, "id": 1 });
    for restart in [false, true] {
        if restart {
            bot.is_killed();
            bot.comes_back(&fake).await;
        }
        let twice = fake.deliver(ana.interaction(3, &data, Some(on.id)));
        twice.again();
        assert!(twice.answered().await.is_some());
        ana.presses_id_on(&on, &last).await;
        assert_eq!(runs(&ana).await, first, "restart: {restart}");
    }
    fake.assert_clean();
}
