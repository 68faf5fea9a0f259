//! The desk alone, without a network: what goes back for what came in.

mod own;

use serde_json::Value;

use super::*;
use crate::discord::arrived::{On, Typed};
use crate::discord::limits::CUSTOM_ID_MAX;
use crate::words::Surface;

fn desk() -> Desk {
    let setting = Setting {
        surface: Surface::Discord,
        about: crate::service::setting::About::default(),
    };
    Desk::new(Arc::new(Content::built_in()), setting)
}

/// Something that Ana does.
fn arrived(room: Room, on: Option<On>, what: What) -> Arrived {
    Arrived {
        id: 77,
        application: 5,
        token: "secret".to_owned(),
        user: 1001,
        channel: 600,
        room,
        on,
        what,
    }
}

fn command(sub: &str, options: &[(&str, &str)]) -> What {
    let options = options
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    What::Command {
        name: ["reflect".to_owned(), sub.to_owned()],
        options: options.collect(),
    }
}

/// A message that only Ana sees.
const PRIVATE: Option<On> = Some(On {
    message: 9,
    private: true,
});

/// A message that others see as well.
const PUBLIC: Option<On> = Some(On {
    message: 9,
    private: false,
});

fn press(id: &str, values: &[&str]) -> What {
    What::Pressed {
        id: id.to_owned(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    }
}

fn json(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.body).unwrap()
}

/// The components of a reply that have a label or a placeholder that starts so.
fn component<'v>(reply: &'v Value, label: &str) -> &'v Value {
    let rows = reply["data"]["components"].as_array().unwrap();
    let mut all = rows
        .iter()
        .flat_map(|row| row["components"].as_array().unwrap());
    let found = all.find(|one| {
        let text = one["label"].as_str().or(one["placeholder"].as_str());
        text.is_some_and(|text| text.starts_with(label))
    });
    found.unwrap_or_else(|| panic!("no `{label}` in {reply:#}"))
}

fn id(reply: &Value, label: &str) -> String {
    component(reply, label)["custom_id"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// All texts of a reply.
fn text(reply: &Value) -> String {
    let embeds = reply["data"]["embeds"].as_array().unwrap();
    let texts = embeds
        .iter()
        .flat_map(|embed| [&embed["title"], &embed["description"]]);
    texts
        .filter_map(Value::as_str)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_start_in_a_server_is_private_and_asks_where_to_go_on() {
    let desk = desk();
    let reply = json(&desk.answer(&arrived(Room::Server, None, command("start", &[]))));
    assert_eq!(reply["type"], 4);
    assert_eq!(reply["data"]["flags"], 64);
    assert_eq!(
        reply["data"]["allowed_mentions"]["parse"],
        serde_json::json!([])
    );
    for label in [
        "Choose a theme",
        "Here, only you see it",
        "In direct messages",
        "Support",
        "Hide this",
        "Stop",
    ] {
        component(&reply, label);
    }
    assert!(text(&reply).contains("The article in four points"));
}

#[test]
fn a_press_on_a_private_message_moves_it_on_and_on_a_public_one_never() {
    let desk = desk();
    let first = json(&desk.answer(&arrived(
        Room::Server,
        None,
        command("start", &[("theme", "shame")]),
    )));
    let skip = id(&first, "Skip");
    let here = json(&desk.answer(&arrived(Room::Server, PRIVATE, press(&skip, &[]))));
    assert_eq!(here["type"], 7);
    let public = json(&desk.answer(&arrived(Room::Server, PUBLIC, press(&skip, &[]))));
    assert_eq!(
        (&public["type"], &public["data"]["flags"]),
        (&4.into(), &64.into())
    );
    assert_eq!(public["data"]["embeds"], here["data"]["embeds"]);
}

#[test]
fn own_words_open_a_dialog_and_come_back_in_the_summary_only() {
    let desk = desk();
    let tell = json(&desk.answer(&arrived(Room::Server, None, command("tell", &[]))));
    assert_eq!(
        (&tell["type"], &tell["data"]["custom_id"]),
        (&9.into(), &"Pt".into())
    );
    let told = What::Filled {
        id: "Pt".to_owned(),
        words: "I am so ashamed of myself".to_owned(),
    };
    let reply = json(&desk.answer(&arrived(Room::Server, None, told)));
    assert_eq!(reply["data"]["flags"], 64);
    assert!(
        text(&reply).contains("Some of your words match"),
        "{reply:#}"
    );
    assert!(!reply.to_string().contains("ashamed of"), "{reply:#}");
}

#[test]
fn danger_in_a_dialog_brings_help_and_ways_on() {
    let desk = desk();
    let told = What::Filled {
        id: "Pt".to_owned(),
        words: "I want to kill myself".to_owned(),
    };
    let reply = json(&desk.answer(&arrived(Room::Server, None, told)));
    for label in [
        "See where to find support",
        "Go on to the themes",
        "Stop here",
    ] {
        component(&reply, label);
    }
    assert!(text(&reply).contains("local emergency number"));
}

#[test]
fn what_was_never_sent_gets_a_kind_answer() {
    let desk = desk();
    for odd in [
        "",
        "c1.",
        "c1.!!!!",
        "zzz",
        "P",
        "c999.AAAA",
        "m.AAAA",
        "d.AAAA",
        "\u{202e}\0",
    ] {
        let what = press(odd, &["c1"]);
        let reply = json(&desk.answer(&arrived(Room::Server, PUBLIC, what)));
        assert_eq!(reply["data"]["flags"], 64, "{odd}");
        component(&reply, "Start");
    }
}

#[test]
fn pause_and_stop_show_a_code_that_leads_back() {
    let desk = desk();
    let first = json(&desk.answer(&arrived(
        Room::Server,
        None,
        command("start", &[("theme", "shame")]),
    )));
    let second = json(&desk.answer(&arrived(
        Room::Server,
        PRIVATE,
        press(&id(&first, "Skip"), &[]),
    )));
    for button in ["Pause", "Stop"] {
        let held = json(&desk.answer(&arrived(
            Room::Server,
            PRIVATE,
            press(&id(&second, button), &[]),
        )));
        let held = text(&held);
        let code = held.split("```").nth(1).unwrap().trim();
        let again = json(&desk.answer(&arrived(
            Room::Server,
            None,
            command("continue", &[("code", code)]),
        )));
        assert_eq!(
            again["data"]["embeds"][0]["footer"],
            second["data"]["embeds"][0]["footer"]
        );
    }
}

#[test]
fn the_same_press_twice_is_the_same_answer() {
    let desk = desk();
    let first = json(&desk.answer(&arrived(
        Room::Server,
        None,
        command("start", &[("theme", "shame")]),
    )));
    let skip = id(&first, "Skip");
    let once = desk.answer(&arrived(Room::Server, PRIVATE, press(&skip, &[])));
    let twice = desk.answer(&arrived(Room::Server, PRIVATE, press(&skip, &[])));
    assert_eq!(once, twice);
}

#[test]
fn typed_words_answer_the_open_question() {
    let desk = desk();
    let typed = |text: &str| {
        let out = desk.typed(&Typed {
            id: 5,
            channel: 6,
            user: 1001,
            text: text.to_owned(),
        });
        desk.wrote(1001, &out, 8);
        let message: Value = serde_json::from_slice(&out.body).unwrap();
        serde_json::json!({ "data": message })
    };
    let hello = typed("hi");
    assert!(text(&hello).starts_with("Hello."));
    assert_eq!(hello["data"]["enforce_nonce"], true);
    component(&hello, "Start");
    assert!(text(&typed("I think we fought")).contains("in memory only"));
    assert!(
        text(&typed("/reflect start shame")).contains("Shame"),
        "{:#}",
        typed("/reflect start shame")
    );
    let scale = typed("4");
    assert!(
        scale["data"]["embeds"][0]["footer"]["text"]
            .as_str()
            .unwrap()
            .contains("of about")
    );
}

#[test]
fn another_persons_message_is_not_taken() {
    let desk = desk();
    let what = What::OnMessage {
        name: "Reflect on this".to_owned(),
        own: None,
    };
    let reply = json(&desk.answer(&arrived(Room::Server, None, what)));
    assert!(text(&reply).contains("did not read it"));
    assert_eq!(reply["data"]["flags"], 64);
}

#[test]
fn options_complete_and_unknown_ones_do_not() {
    let desk = desk();
    let complete = |option: &str, typed: &str| {
        let what = What::Completing {
            option: option.to_owned(),
            typed: typed.to_owned(),
        };
        let reply = json(&desk.answer(&arrived(Room::Server, None, what)));
        assert_eq!(reply["type"], 8);
        reply["data"]["choices"].as_array().unwrap().len()
    };
    assert_eq!(complete("theme", ""), 13);
    assert_eq!(complete("theme", "SHAM"), 1);
    assert!(complete("term", "") > 3);
    assert_eq!(complete("country", "world"), 1);
    assert_eq!(complete("theme", "\u{301}zz"), 0);
    assert_eq!(complete("nothing", ""), 0);
    assert_eq!(complete("zone", "\u{301}zz"), 0);
}

#[test]
fn hiding_empties_the_message_and_then_deletes_it() {
    let desk = desk();
    let reply = desk.answer(&arrived(Room::Server, PRIVATE, press("Ph", &[])));
    assert_eq!(reply.then, Then::Delete);
    let body = json(&reply);
    assert_eq!(body["data"]["embeds"], serde_json::json!([]));
    assert_eq!(body["data"]["components"], serde_json::json!([]));
    let public = desk.answer(&arrived(Room::Server, PUBLIC, press("Ph", &[])));
    assert_eq!(public.then, Then::Nothing);
}

#[test]
fn a_move_to_direct_messages_is_prepared_with_an_answer_for_each_end() {
    let desk = desk();
    let first = json(&desk.answer(&arrived(
        Room::Server,
        None,
        command("start", &[("theme", "shame")]),
    )));
    let direct = id(&first, "In direct messages");
    let reply = desk.answer(&arrived(Room::Server, PRIVATE, press(&direct, &[])));
    let Then::Direct(direct) = reply.then else {
        panic!("no move");
    };
    let there = Went::There {
        channel: 6,
        message: 8,
    };
    let moved = json(&desk.went(&direct, there));
    assert_eq!(moved["type"], 7);
    assert_eq!(
        component(&moved, "Open the chat")["url"],
        "https://discord.com/channels/@me/6"
    );
    let closed = json(&desk.went(&direct, Went::Closed));
    assert!(text(&closed).contains("closed"));
    component(&closed, "Skip");
}

/// Every identifier that is ever written is short enough; the crawl over all places checks the rest.
#[test]
fn identifiers_fit() {
    let desk = desk();
    let reply = json(&desk.answer(&arrived(Room::Server, None, command("start", &[]))));
    let rows = reply["data"]["components"].as_array().unwrap();
    for one in rows
        .iter()
        .flat_map(|row| row["components"].as_array().unwrap())
    {
        assert!(one["custom_id"].as_str().unwrap().len() <= CUSTOM_ID_MAX);
    }
}
