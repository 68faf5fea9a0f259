//! Every place of the shipped content as Discord messages: within the limits, with a way to help, and with buttons that lead on.
//!
//! The desk is asked without a network. What a member could press is pressed, until every node of the pack was met.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use alongside::content::Content;
use alongside::discord::answer::Desk;
use alongside::discord::arrived::{Arrived, On, Room, What};
use alongside::discord::press::{Press, Talking};
use alongside::engine::token;
use alongside::script::FRAME;
use alongside::service::Setting;
use alongside::service::setting::About;
use alongside::words::Surface;
use serde_json::Value;

use crate::common::{Dice, script};
use crate::fake::limits::{Faults, items, message, modal};

/// Most messages that are looked at.
const MESSAGES_MAX: usize = 60_000;

/// How often the same press at the same node is followed, by different ways to it.
const WAYS_MAX: usize = 2;

fn desk() -> Desk {
    let setting = Setting {
        surface: Surface::Discord,
        about: About::default(),
    };
    Desk::new(Arc::new(Content::built_in()), setting)
}

fn done(user: u64, what: What) -> Arrived {
    Arrived {
        id: user * 1000 + 7,
        application: 5,
        token: "token".to_owned(),
        user,
        channel: 600,
        room: Room::Server,
        on: Some(On {
            message: 9,
            private: true,
        }),
        what,
    }
}

fn reply(desk: &Desk, what: What) -> Value {
    serde_json::from_slice(&desk.answer(&done(1001, what)).body).unwrap_or_default()
}

fn pressed(id: &str, values: &[&str]) -> What {
    What::Pressed {
        id: id.to_owned(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    }
}

fn command(sub: &str, option: &str, text: &str) -> What {
    What::Command {
        name: ["reflect".to_owned(), sub.to_owned()],
        options: vec![(option.to_owned(), text.to_owned())],
    }
}

/// Everything that can be pressed or picked on a message.
fn presses(body: &Value) -> Vec<(String, Vec<String>)> {
    let rows = items(&body["components"]).iter();
    let mut all = Vec::new();
    for part in rows.flat_map(|row| items(&row["components"])) {
        let Some(id) = part["custom_id"].as_str() else {
            continue;
        };
        let options = items(&part["options"]);
        if options.is_empty() {
            all.push((id.to_owned(), Vec::new()));
        }
        for option in options {
            all.push((
                id.to_owned(),
                vec![option["value"].as_str().unwrap().to_owned()],
            ));
        }
    }
    all
}

/// The node that a token stands at, and what sets this place apart from the same node on another way: grounding is called
/// from many places, and goes on from where it was called.
fn node(text: &str) -> Option<(String, String)> {
    let talk = token::decode(script(), text).ok()?.talk;
    let pack = &script().packs[0];
    let Some((_, node)) = talk.node(pack) else {
        return Some(("closing".to_owned(), String::new()));
    };
    let called = (node.theme == FRAME).then(|| talk.way_back().last().copied());
    Some((
        node.id.clone(),
        format!("{:?} {:?} {called:?}", talk.theme, talk.depth),
    ))
}

#[track_caller]
fn check(body: &Value, came: &str) {
    let mut faults = Faults::default();
    message::check(&mut faults, body);
    assert!(
        faults.is_empty(),
        "{came}: {:?}\n{body:#}",
        faults.sentences()
    );
    assert!(message::is_quiet(body), "{came}: it could mention somebody");
    let ids: Vec<String> = presses(body).into_iter().map(|(id, _)| id).collect();
    let helps = |id: &String| {
        matches!(
            Press::read(id),
            Some(Press::Talk(Talking::Support, _) | Press::Page(alongside::service::Go::Support))
        )
    };
    assert!(ids.iter().any(helps), "{came}: no way to help\n{body:#}");
    assert!(
        ids.iter().any(|id| Press::read(id) == Some(Press::Hide)),
        "{came}: it cannot be hidden"
    );
    for id in &ids {
        assert!(Press::read(id).is_some(), "{came}: `{id}` leads nowhere");
    }
}

#[test]
fn every_place_is_a_message_that_discord_takes() {
    let desk = desk();
    let mut open: VecDeque<(String, Value)> = VecDeque::new();
    for (_, theme) in script().packs[0].choosable() {
        for depth in ["light", "deep"] {
            let mut what = command("start", "theme", &theme.id);
            if let What::Command { options, .. } = &mut what {
                options.push(("depth".to_owned(), depth.to_owned()));
            }
            open.push_back((format!("start {}", theme.id), reply(&desk, what)));
        }
    }
    open.push_back(("start".to_owned(), reply(&desk, command("start", "", ""))));
    let mut met: HashSet<String> = HashSet::new();
    let mut followed: HashMap<String, usize> = HashMap::new();
    let mut dialogs = 0;
    let mut messages = 0;
    while let Some((came, body)) = open.pop_front() {
        if body["type"] == 9 {
            let mut faults = Faults::default();
            modal::check(&mut faults, &body["data"]);
            assert!(faults.is_empty(), "{came}: {:?}", faults.sentences());
            dialogs += 1;
            let id = body["data"]["custom_id"].as_str().unwrap().to_owned();
            let words = "I stood in the door and went".to_owned();
            open.push_back((
                format!("words at {came}"),
                reply(&desk, What::Filled { id, words }),
            ));
            continue;
        }
        messages += 1;
        assert!(messages < MESSAGES_MAX, "the crawl does not end");
        check(&body["data"], &came);
        for (id, values) in presses(&body["data"]) {
            let Some(Press::Talk(talking, text)) = Press::read(&id) else {
                continue;
            };
            let (place, way) = node(text).unwrap();
            let press = format!("{place} {way} {talking:?} {values:?}");
            met.insert(place);
            let ways = followed.entry(press.clone()).or_default();
            *ways += 1;
            if *ways > WAYS_MAX || talking == Talking::Direct {
                continue;
            }
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            open.push_back((press, reply(&desk, pressed(&id, &values))));
        }
    }
    let nodes = &script().packs[0].nodes;
    let missed: Vec<&str> = nodes
        .iter()
        .map(|node| node.id.as_str())
        .filter(|id| !met.contains(*id))
        .collect();
    assert!(missed.is_empty(), "never met: {missed:?}");
    assert!(dialogs > 0);
    println!(
        "crawled {messages} messages and {dialogs} dialogs over {} places",
        met.len()
    );
}

#[test]
fn every_page_is_a_message_that_discord_takes() {
    let desk = desk();
    for sub in [
        "keypoints",
        "question",
        "glossary",
        "sources",
        "support",
        "about",
        "help",
        "nothing",
    ] {
        check(&reply(&desk, command(sub, "", ""))["data"], sub);
    }
    for seed in 0..64 {
        check(
            &reply(&desk, pressed(&format!("Pq-{seed}"), &[]))["data"],
            "question",
        );
    }
    for (_, theme) in script().packs[0].choosable() {
        check(
            &reply(&desk, command("keypoints", "theme", &theme.id))["data"],
            &theme.id,
        );
        check(
            &reply(&desk, pressed(&format!("Pq{}-3", theme.ordinal), &[]))["data"],
            &theme.id,
        );
    }
    for words in [
        "",
        "he hits me",
        "I want to die",
        "I am jealous",
        "zzz",
        "@everyone <@1> [a](https://b.example)",
    ] {
        let told = What::Filled {
            id: "Pt".to_owned(),
            words: words.to_owned(),
        };
        check(&reply(&desk, told)["data"], words);
    }
}

/// Identifiers that nobody ever wrote: bytes by chance, and real ones with a letter changed.
#[test]
fn forged_identifiers_are_answered_kindly_and_change_nothing() {
    let desk = desk();
    let first = reply(&desk, command("start", "theme", "shame"));
    let real: Vec<String> = presses(&first["data"])
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    let mut dice = Dice::new(3);
    let letters: Vec<char> = "abcdefghijklmnopqrstuvwxyzPABC0123456789._-\u{202e}é\0"
        .chars()
        .collect();
    for round in 0..rounds() {
        let mut id: Vec<char> = match round % 3 {
            0 => (0..dice.below(100))
                .map(|_| letters[dice.below(letters.len())])
                .collect(),
            _ => real[dice.below(real.len())].chars().collect(),
        };
        if !id.is_empty() {
            let at = dice.below(id.len());
            id[at] = letters[dice.below(letters.len())];
        }
        let id: String = id.into_iter().collect();
        let value = format!("{}{}", letters[dice.below(26)], dice.below(300));
        let answer = desk.answer(&done(round, pressed(&id, &[&value])));
        if answer.body.is_empty() {
            continue; // A move to direct messages, whose answer comes when it is known how it went.
        }
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        if body["type"] != 9 && body["data"]["content"].is_null() {
            check(&body["data"], &id);
        }
    }
    let again = reply(&desk, command("start", "theme", "shame"));
    assert_eq!(again, first);
}

/// How many forged identifiers: a million in the long run, fewer in every day's.
fn rounds() -> u64 {
    let set = std::env::var("ALONGSIDE_ROUNDS").ok();
    set.and_then(|text| text.parse().ok()).unwrap_or(10_000)
}
