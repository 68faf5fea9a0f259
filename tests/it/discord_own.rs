//! Pages of what is kept, drawn and sent to a Discord that checks them.

use alongside::discord::draw::{View, draw};
use alongside::discord::message::{Callback, Dialog, Field};
use alongside::discord::press;
use alongside::discord::rest::Rest;
use alongside::script::{FRAME, ThemeIx};
use alongside::service::{Card, File, Go, Own, Part, Pick, PickOption, Picked, Way};
use serde::Serialize;
use serde_json::{Value, json};

use crate::common::bot::online;
use crate::common::script;
use crate::fake::Fake;
use crate::fake::options::{APPLICATION, Options, TOKEN};

/// A Discord, and a client for it.
async fn rest() -> (Fake, Rest) {
    let fake = Fake::start(Options::default()).await;
    let rest = Rest::new(&fake.api_base(), &TOKEN.into()).unwrap();
    (fake, rest)
}

fn options(count: usize, on: &[usize]) -> Vec<PickOption<'static>> {
    let option = |at: usize| PickOption {
        label: format!("Option {at} {}", "of a long name ".repeat(9)).into(),
        note: "a note ".repeat(30).into(),
        value: at.to_string(),
        on: on.contains(&at),
    };
    (0..count).map(option).collect()
}

fn pick(of: Picked, options: Vec<PickOption<'static>>, max: u8) -> Part<'static> {
    let title = "What it is about";
    let typed = "/reflect journal";
    Part::Pick(Pick {
        of,
        title,
        options,
        max,
        typed,
    })
}

fn file(name: &'static str, alt: Option<&str>) -> Part<'static> {
    let bytes = name.as_bytes().to_vec();
    let alt = alt.map(str::to_owned);
    Part::File(File { name, bytes, alt })
}

/// A page with everything that a page can have.
fn parts() -> Vec<Part<'static>> {
    let ways = [Own::Privacy, Own::Search, Own::Journal(1), Own::Remind];
    let ways = ways.map(|own| Way::new("A way on", Go::Own(own))).to_vec();
    vec![
        Part::Card(Card::new("Your answers", vec!["Some words.".to_owned()])),
        file("map.png", Some("A map with two of nine themes filled in.")),
        Part::notice("The same as files."),
        file("all.json", None),
        file("all.md", None),
        pick(Picked::Entry, options(25, &[]), 1),
        pick(Picked::Days, options(7, &[0, 2, 6]), 7),
        pick(Picked::Hour, options(24, &[19]), 1),
        Part::Ways { title: "", ways },
    ]
}

fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap()
}

/// A message as Discord keeps it.
async fn kept(fake: &Fake, path: &str) -> Value {
    let client = reqwest::Client::builder().user_agent("DiscordBot (alongside, tests)");
    let url = format!("{}/api/v10{path}", fake.api_base());
    let request = client.build().unwrap().get(url);
    let request = request.header("authorization", format!("Bot {TOKEN}"));
    let bytes = request.send().await.unwrap().bytes().await.unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

#[tokio::test]
async fn a_page_with_menus_pictures_and_files_is_taken() {
    let (fake, rest) = rest().await;
    let pack = script().packs.first().unwrap();
    let (message, files) = draw(&parts(), &View::page(pack, FRAME)).with_files();
    let body = json(&Callback::new_message(message.private()));
    let pending = fake.interaction(&json!({}));
    let token = pending.event["token"].as_str().unwrap().to_owned();
    let sent = rest.answer_with_files(pending.id, &token, body, files);
    assert_eq!(sent.await, Ok(()), "{:?}", fake.violations());
    fake.assert_clean();
    let path = format!("/webhooks/{APPLICATION}/{token}/messages/@original");
    let message = kept(&fake, &path).await;
    let names: Vec<&str> = message["attachments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["filename"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["map.png", "all.json", "all.md"]);
    assert_eq!(message["attachments"][0]["size"], "map.png".len());
    let alt = message["attachments"][0]["description"].as_str().unwrap();
    assert!(alt.starts_with("A map"), "{alt}");
    assert_eq!(message["embeds"][0]["image"]["url"], "attachment://map.png");
    let days = &message["components"][1]["components"][0];
    assert_eq!(
        (&days["min_values"], &days["max_values"]),
        (&json!(0), &json!(7))
    );
    let picked = days["options"].as_array().unwrap().iter();
    assert_eq!(picked.filter(|one| one["default"] == true).count(), 3);
}

#[tokio::test]
async fn a_message_of_the_bots_own_brings_files() {
    let (fake, rest) = rest().await;
    let pack = script().packs.first().unwrap();
    let (message, files) = draw(&parts(), &View::page(pack, ThemeIx(1))).with_files();
    let mut body = serde_json::to_value(&message).unwrap();
    body["nonce"] = json!("1");
    body["enforce_nonce"] = json!(true);
    let channel = rest.open_dm(1001).await.unwrap();
    let sent = rest.send_with_files(channel, json(&body), files);
    let id = sent.await.unwrap();
    fake.assert_clean();
    let message = kept(&fake, &format!("/channels/{channel}/messages/{id}")).await;
    assert_eq!(message["attachments"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_dialog_opens_with_the_words_that_are_kept() {
    let (fake, rest) = rest().await;
    let words = "I said \"no\" 😀 and went home.\n".repeat(400);
    for (value, max) in [("", 4_000), (words.as_str(), 4_000), (words.as_str(), 20)] {
        let field = Field::new("Your words", "".into(), max).with_value(value);
        let id = press::wrote(Own::Edit(alongside::member::AnswerId(i64::MAX)));
        let body = json(&Callback::dialog(Dialog::new(id, "An answer", field)));
        let pending = fake.interaction(&json!({}));
        let token = pending.event["token"].as_str().unwrap().to_owned();
        assert_eq!(rest.answer(pending.id, &token, body).await, Ok(()));
        fake.assert_clean();
        let answer = pending.answered().await.unwrap();
        let field = &answer.data["components"][0]["components"][0];
        let shown = field["value"].as_str().unwrap_or_default();
        assert!(value.starts_with(shown), "{shown}");
        assert_eq!(shown.is_empty(), value.is_empty());
        assert!(shown.encode_utf16().count() <= usize::from(max));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_about_what_is_kept_is_answered_privately() {
    let (fake, _bot) = online().await;
    for ana in [fake.member(1001).in_server(5001), fake.member(1002).in_dm()] {
        for typed in [
            "/reflect progress",
            "/reflect journal",
            "/reflect journal theme:shame search:home",
            "/reflect remind zone:Europe/Berlin hour:19 days:weekdays",
            "/reflect remind",
            "/reflect privacy",
            "/reflect continue",
        ] {
            let shown = ana.runs(typed).await;
            assert!(shown.is_private(), "{typed}: {}", shown.text());
        }
    }
    fake.assert_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn danger_in_what_is_searched_for_brings_help() {
    let (fake, bot) = online().await;
    let ana = fake.member(1001).in_server(5001);
    let words = "I want to kill myself";
    let shown = ana.runs(&format!("/reflect journal search:{words}")).await;
    assert!(
        shown.text().contains("local emergency number"),
        "{}",
        shown.text()
    );
    assert!(!shown.text().contains("kill myself"), "{}", shown.text());
    bot.assert_kept_quiet(&[words]);
    fake.assert_clean();
}
