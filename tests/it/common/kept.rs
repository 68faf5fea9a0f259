//! What is kept about members, as tests see it: yeses, walks through a theme, copies, and the bytes of the data folder.

use std::collections::BTreeMap;

use alongside::discord::press;
use alongside::member::Consent;
use alongside::service::{Go, Own};
use alongside::words::{discord as words, labels, privacy};
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

use crate::common::bot::{Bot, online_set};
use crate::fake::Fake;
use crate::fake::member::Member;
use crate::fake::member::shown::Shown;
use crate::fake::options::Options;

/// The setting that lets members keep answers.
pub(crate) const ANSWERS_ON: &str = "[answers]\nenabled = true\n";

/// Files that say nothing about a member: how often the bot identified, and SQLite's own index for those who read.
const OF_NOBODY: [&str; 3] = [
    "discord-identifies.json",
    "alongside.db-shm",
    "alongside.keys-shm",
];

/// More steps than any theme has.
const STEPS_MAX: usize = 60;

/// A Discord, and a bot that keeps all that members agree to.
pub(crate) async fn keeping() -> (Fake, Bot) {
    online_set(Options::default(), ANSWERS_ON).await
}

/// The identifier of a way.
pub(crate) fn id(own: Own) -> String {
    press::go(Go::Own(own), None)
}

/// What a yes is called.
pub(crate) fn name(to: Consent) -> &'static str {
    let [progress, answers, reminders] = privacy::NAMES;
    match to {
        Consent::Progress => progress,
        Consent::Answers => answers,
        Consent::Reminders => reminders,
    }
}

/// Says yes on the page about it.
pub(crate) async fn agrees(member: &Member, to: Consent) -> Shown {
    member.runs("/reflect privacy").await;
    member.presses(&privacy::yes_to(name(to))).await
}

/// Takes a yes back there.
pub(crate) async fn takes_back(member: &Member, from: Consent) -> Shown {
    member.runs("/reflect privacy").await;
    member.presses(&privacy::no_to(name(from))).await
}

/// Whether a message is the end of a theme.
pub(crate) fn is_end(shown: &Shown) -> bool {
    shown.buttons().iter().any(|label| label == labels::THEMES)
}

/// Whether a message has a menu with an option.
pub(crate) fn has_option(shown: &Shown, label: &str) -> bool {
    let mut menus = shown.parts().filter_map(|part| part["options"].as_array());
    menus.any(|options| options.iter().any(|option| option["label"] == label))
}

/// Goes on to the end of the theme: every number is 4, every question with a field is answered with the words, where there
/// are some, and all others are skipped.
pub(crate) async fn goes_to_the_end(member: &Member, own_words: Option<&str>) -> Shown {
    for _ in 0..STEPS_MAX {
        let sees = member.sees();
        if is_end(&sees) {
            return sees;
        }
        takes_a_step(member, &sees, own_words).await;
    }
    panic!("no end in sight:\n{}", member.sees().text());
}

async fn takes_a_step(member: &Member, sees: &Shown, own_words: Option<&str>) {
    let buttons = sees.buttons();
    let has = |label: &str| buttons.iter().any(|button| button == label);
    if has_option(sees, "4") {
        member.picks("4").await;
    } else if let Some(own_words) = own_words.filter(|_| has(words::IN_OWN_WORDS)) {
        member.presses(words::IN_OWN_WORDS).await;
        member.fills(own_words).await;
    } else if has(words::SKIP) {
        member.presses(words::SKIP).await;
    } else {
        member.presses(&buttons[0]).await;
    }
}

/// Walks through a theme to its end; also what was pressed last, and on which message.
pub(crate) async fn ends_with_a_press(member: &Member) -> (Shown, String) {
    member.runs("/reflect start theme:shame").await;
    member.picks("4").await;
    for _ in 0..STEPS_MAX {
        let sees = member.sees();
        let buttons = sees.buttons();
        let label = buttons.iter().find(|label| *label == words::SKIP);
        let pressed = sees.custom_id(label.unwrap_or(&buttons[0])).unwrap();
        if is_end(&member.presses_id_on(&sees, &pressed).await) {
            return (sees, pressed);
        }
    }
    panic!("no end in sight:\n{}", member.sees().text());
}

/// Where a talk stands, as its footer says.
pub(crate) fn footer(shown: &Shown) -> &str {
    let embeds = shown.body["embeds"].as_array().unwrap();
    let footer = embeds.last().unwrap()["footer"]["text"].as_str();
    footer.unwrap_or_default()
}

/// Takes a copy; nothing where nothing is kept.
pub(crate) async fn copy(member: &Member) -> Option<Value> {
    member.runs("/reflect privacy").await;
    let shown = member.presses_id(&id(Own::Copy)).await;
    assert!(shown.is_private(), "{}", shown.text());
    let file = shown
        .files
        .iter()
        .find(|(name, _)| name == privacy::COPY_DATA_NAME);
    if file.is_none() {
        assert!(
            shown.text().contains(privacy::COPY_NOTHING),
            "{}",
            shown.text()
        );
    }
    file.map(|(_, bytes)| serde_json::from_slice(bytes).unwrap())
}

/// The words of all kept answers, newest first.
pub(crate) fn kept_words(copy: &Value) -> Vec<&str> {
    let answers = copy["answers"].as_array().unwrap();
    answers
        .iter()
        .map(|answer| answer["words"].as_str().unwrap())
        .collect()
}

/// Everything in the data folder that could say something about a member.
pub(crate) fn data(bot: &Bot) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<_, _> = bot.written().into_iter().collect();
    files.retain(|name, _| !OF_NOBODY.contains(&name.as_str()));
    assert!(files.contains_key("alongside.db"), "{:?}", files.keys());
    files
}

/// The names of files whose bytes are not the same.
pub(crate) fn changed(
    before: &BTreeMap<String, Vec<u8>>,
    after: &BTreeMap<String, Vec<u8>>,
) -> Vec<String> {
    let names = before.keys().chain(after.keys());
    let mut changed: Vec<String> = names
        .filter(|name| before.get(*name) != after.get(*name))
        .cloned()
        .collect();
    changed.dedup();
    changed
}

/// How many rows a table has.
pub(crate) fn rows(bot: &Bot, file: &str, table: &str) -> i64 {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let database = Connection::open_with_flags(bot.data().join(file), flags).unwrap();
    let count = format!("SELECT count(*) FROM {table}");
    database.query_row(&count, [], |row| row.get(0)).unwrap()
}
