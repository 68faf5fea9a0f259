//! Drawn replies, looked into.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::content::Content;
use crate::discord::limits::OPTION_MAX;
use crate::discord::limits::{FILE_DESCRIPTION_MAX, length};
use crate::member::{AnswerId, Consent};
use crate::script::Script;
use crate::service::{Own, PickOption, Picked};

fn script() -> &'static Script {
    static CONTENT: std::sync::OnceLock<Content> = std::sync::OnceLock::new();
    &CONTENT.get_or_init(Content::built_in).script
}

/// A page of parts as it goes over the wire, and its files.
fn page(parts: &[Part<'static>]) -> (Value, Vec<File>) {
    let pack = script().packs.first().unwrap();
    let (message, files) = draw(parts, &View::page(pack, FRAME)).with_files();
    (serde_json::to_value(&message).unwrap(), files)
}

fn option(value: &str, on: bool) -> PickOption<'static> {
    PickOption {
        label: format!("Day {value}").into(),
        note: "".into(),
        value: value.to_owned(),
        on,
    }
}

fn pick(of: Picked, options: Vec<PickOption<'static>>, max: u8) -> Part<'static> {
    Part::Pick(Pick {
        of,
        title: "Pick",
        options,
        max,
        typed: "/reflect remind",
    })
}

fn file(name: &'static str, alt: Option<&str>) -> Part<'static> {
    Part::File(File {
        name,
        bytes: name.as_bytes().to_vec(),
        alt: alt.map(str::to_owned),
    })
}

fn way(go: Go) -> Way<'static> {
    Way::new("Way", go)
}

fn ways(ways: Vec<Way<'static>>) -> Part<'static> {
    Part::Ways { title: "", ways }
}

fn rows(page: &Value) -> &[Value] {
    page["components"].as_array().unwrap()
}

fn ids(page: &Value) -> Vec<String> {
    let parts = rows(page)
        .iter()
        .flat_map(|row| row["components"].as_array().unwrap());
    let ids = parts.map(|part| part["custom_id"].as_str().unwrap().to_owned());
    ids.collect()
}

#[test]
fn a_menu_shows_what_is_picked_and_days_may_be_none() {
    let days = ["mon", "tue", "wed"].map(|day| option(day, day != "tue"));
    let (page, _) = page(&[
        pick(Picked::Days, days.to_vec(), 7),
        pick(
            Picked::Hour,
            vec![option("19", true), option("20", true)],
            1,
        ),
    ]);
    let days = &rows(&page)[0]["components"][0];
    let on = |menu: &Value| -> Vec<bool> {
        let options = menu["options"].as_array().unwrap();
        options.iter().map(|one| one["default"] == true).collect()
    };
    assert_eq!(days["custom_id"], "Ppd");
    assert_eq!(on(days), [true, false, true]);
    assert_eq!(
        (&days["min_values"], &days["max_values"]),
        (&json!(0), &json!(3))
    );
    let hour = &rows(&page)[1]["components"][0];
    assert_eq!(on(hour), [true, false], "no more than may be picked");
    assert_eq!(
        (&hour["min_values"], &hour["max_values"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(rows(&page).len(), 3);
}

#[test]
fn a_menu_is_cut_to_what_discord_takes() {
    let mut options: Vec<PickOption<'static>> = (0..40)
        .map(|number| option(&number.to_string(), false))
        .collect();
    options[0].label = "é😀".repeat(60).into();
    options[0].note = "n".repeat(300).into();
    options[1].label = "  ".into();
    options[2].value = "0".to_owned();
    options[3].value = String::new();
    let (drawn, _) = page(&[
        pick(Picked::Entry, options, 1),
        pick(Picked::Theme, Vec::new(), 1),
    ]);
    assert_eq!(rows(&drawn).len(), 2, "a menu of nothing is no menu");
    let options = rows(&drawn)[0]["components"][0]["options"]
        .as_array()
        .unwrap();
    assert_eq!(options.len(), 25);
    for name in ["label", "description", "value"] {
        let text = options[0][name].as_str().unwrap();
        assert!(length(text) <= OPTION_MAX, "{name}");
    }
    assert_eq!(options[1]["label"], "…");
    assert_eq!(
        options[2]["value"], "4",
        "no value twice, and none that is empty"
    );
}

#[test]
fn a_picture_stands_in_the_text_before_it() {
    let (page, files) = page(&[
        Part::notice("Before."),
        file("map.png", Some(&"a".repeat(2_000))),
        Part::notice("Between."),
        file("all.json", None),
        file("scales.png", Some("Lines that rise.")),
        file("last.png", Some("One more.")),
    ]);
    let embeds = page["embeds"].as_array().unwrap();
    let shown: Vec<_> = embeds
        .iter()
        .map(|embed| {
            (
                embed["description"].as_str(),
                embed["image"]["url"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            (Some("Before."), Some("attachment://map.png")),
            (Some("Between."), Some("attachment://scales.png")),
            (None, Some("attachment://last.png")),
        ]
    );
    let named = page["attachments"].as_array().unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.name).collect();
    assert_eq!(names, ["map.png", "all.json", "scales.png", "last.png"]);
    for (at, (one, name)) in named.iter().zip(&names).enumerate() {
        let at = at.to_string();
        assert_eq!((&one["id"], &one["filename"]), (&json!(at), &json!(name)));
    }
    let alt = named[0]["description"].as_str().unwrap();
    assert_eq!(length(alt), FILE_DESCRIPTION_MAX);
    assert_eq!(named[1].get("description"), None);
    assert_eq!(named[2]["description"], "Lines that rise.");
}

#[test]
fn a_name_stands_for_one_file_and_ten_are_all() {
    let twice = [
        file("a.json", None),
        file("b.json", None),
        file("a.json", Some("Seen.")),
    ];
    let (_, files) = page(&twice);
    assert_eq!(files.len(), 2);
    assert_eq!(files[1].alt.as_deref(), Some("Seen."));
    let names = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
    let (drawn, files) = page(&names.map(|name| file(name, Some("Seen."))));
    assert_eq!(files.len(), FILES_MAX);
    assert!(!drawn.to_string().contains("attachment://10"), "{drawn}");
    let (none, files) = page(&[Part::notice("Words.")]);
    assert!(files.is_empty());
    assert_eq!(none.get("attachments"), None);
}

#[test]
fn buttons_move_together_before_any_is_left_out() {
    let menu = |of| pick(of, vec![option("1", false)], 1);
    let pair = |page| ways(vec![way(Go::Own(Own::Journal(page))), way(Go::KeyPoint(1))]);
    let (drawn, _) = page(&[
        menu(Picked::Entry),
        menu(Picked::Theme),
        menu(Picked::KeepFor),
        pair(1),
        ways(vec![way(Go::Own(Own::Privacy))]),
        ways(vec![way(Go::Tell), way(Go::Own(Own::Search))]),
    ]);
    assert_eq!(
        ids(&drawn),
        [
            "Ppe", "Ppt", "Ppk", "Poj1", "Pk1", "Pop", "Pw", "Pos", "Pu", "Ph"
        ]
    );
    let menus = [
        Picked::Entry,
        Picked::Theme,
        Picked::KeepFor,
        Picked::Days,
        Picked::Hour,
    ];
    let (drawn, _) = page(&menus.map(menu));
    assert_eq!(ids(&drawn), ["Ppe", "Ppt", "Ppk", "Ppd", "Pu", "Ph"]);
}

#[test]
fn no_identifier_stands_twice_in_a_message() {
    let again = vec![way(Go::Start(None)), way(Go::Start(None)), way(Go::Support)];
    let (drawn, _) = page(&[ways(again.clone()), ways(again)]);
    assert_eq!(ids(&drawn), ["Pe", "Pu", "Ph"]);
}

fn any_part() -> impl Strategy<Value = Part<'static>> {
    let go = prop_oneof![
        Just(Go::Support),
        Just(Go::Start(None)),
        Just(Go::Own(Own::Forget)),
        (0_u16..4).prop_map(|page| Go::Own(Own::Journal(page))),
        (1_i64..4).prop_map(|id| Go::Own(Own::Entry(AnswerId(id)))),
        Just(Go::Own(Own::Agree(Consent::Answers, 1))),
    ];
    let of = prop_oneof![
        Just(Picked::Entry),
        Just(Picked::Days),
        Just(Picked::Hour),
        Just(Picked::Quiet),
    ];
    let options = proptest::collection::vec(("\\PC{0,120}", any::<bool>()), 0..30);
    prop_oneof![
        "\\PC{0,200}".prop_map(Part::notice),
        proptest::collection::vec(go, 0..8)
            .prop_map(|all| ways(all.into_iter().map(way).collect())),
        (of, options, 0_u8..9).prop_map(|(of, options, max)| {
            let options = options.iter().map(|(value, on)| option(value, *on));
            pick(of, options.collect(), max)
        }),
        prop_oneof![Just("a.png"), Just("b.png")].prop_map(|name| file(name, Some("Seen."))),
    ]
}

proptest! {
    /// Whatever a page is made of, Discord takes it, and Support and Hide are below.
    #[test]
    fn every_page_is_one_that_discord_takes(parts in proptest::collection::vec(any_part(), 0..9)) {
        let (page, files) = page(&parts);
        prop_assert!(rows(&page).len() <= ROWS_MAX);
        let mut ids = ids(&page);
        prop_assert_eq!(&ids[ids.len() - 2..], ["Pu", "Ph"]);
        let count = ids.len();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), count);
        for row in rows(&page) {
            let parts = row["components"].as_array().unwrap();
            prop_assert!((1..=BUTTONS_MAX).contains(&parts.len()));
            let menus = parts.iter().filter(|part| part["type"] == 3).count();
            prop_assert!(menus == 0 || parts.len() == 1);
        }
        for embed in page["embeds"].as_array().unwrap() {
            let Some(url) = embed["image"]["url"].as_str() else {
                continue;
            };
            let name = url.strip_prefix("attachment://").unwrap();
            prop_assert!(files.iter().any(|file| file.name == name));
        }
    }
}
