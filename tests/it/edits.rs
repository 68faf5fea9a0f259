//! Content edits under talks that are under way: every old token and every old button means what it meant, or leads kindly to
//! the hub.

use std::fmt::Write as _;

use alongside::engine::{Act, At, Input, Notice, Output, Talk, step, token};
use alongside::script::load::{Files, script};
use alongside::script::{PackIx, Script};

const HEAD: &str = "id='p'\nversion=1\ntitle='P'\nlanguage='en'\nstart='hub'\nhub='hub'\ninclude=['t.toml']\n\
    [[node]]\nid='hub'\ndepth='L'\ntext='Pick one.'\n";

const THEME: &str = "[theme]\nid='t'\ntitle='T'\nsummary='S'\nminutes=5\nstart='a'\n\
    [[variable]]\nid='mood'\nkind='one-of'\nvalues=['calm','loud']\n";

/// A node with two choices, which lead to `next`.
fn node(id: &str, extra: &str, choices: [&str; 2], next: &str) -> String {
    let mut out =
        format!("[[node]]\nid='{id}'\ndepth='L'\ntext='At {id}.'\nnext='{next}'\n{extra}\n");
    for choice in choices {
        let mood = if choice == "x" { "calm" } else { "loud" };
        write!(
            out,
            "[[node.choice]]\nid='{choice}'\nlabel='Choice {choice}'\nset={{mood='{mood}'}}\nreflect='You said {choice}.'\n"
        )
        .unwrap();
    }
    out
}

fn end(id: &str) -> String {
    format!("[[node]]\nid='{id}'\ndepth='L'\nend=true\ntext='The end.'\n")
}

fn load(theme: &str, ordinals: Option<&str>) -> (Script, String) {
    let mut files = Files::from([
        ("p/pack.toml".to_owned(), HEAD.to_owned()),
        ("p/t.toml".to_owned(), theme.to_owned()),
    ]);
    files.extend(ordinals.map(|text| ("p/ordinals.toml".to_owned(), text.to_owned())));
    let mut findings = Vec::new();
    let (script, ordinals) = script(&files, &mut findings);
    findings.retain(|finding| finding.rule != "ids");
    assert!(findings.is_empty(), "{findings:?}");
    (script, ordinals["p"].to_toml())
}

fn first() -> String {
    [
        THEME.to_owned(),
        node("a", "", ["x", "y"], "b"),
        node("b", "", ["x", "y"], "c"),
        node("c", "", ["x", "y"], "d"),
        end("d"),
    ]
    .concat()
}

/// Talks at every place of the first version, each with its place's id.
fn talks(old: &Script) -> Vec<(String, String)> {
    let pack = &old.packs[0];
    let mut talk = Talk::new(pack, PackIx(0), 0);
    talk = step(old, talk, &Input::Enter(1)).0;
    let mut out = Vec::new();
    for _ in 0..4 {
        let (_, at) = talk.node(pack).unwrap();
        out.push((at.id.clone(), token::encode(pack, &talk)));
        talk = step(old, talk, &Input::Choose(1)).0;
    }
    assert_eq!(out.last().unwrap().0, "d");
    out
}

/// Every old token in the new script: its place, and whether it was gone.
fn places(new: &Script, tokens: &[(String, String)]) -> Vec<(String, bool)> {
    tokens
        .iter()
        .map(|(_, code)| {
            let decoded = token::decode(new, code).unwrap();
            let At::Node(index) = decoded.talk.at else {
                panic!("a talk was ended by an edit");
            };
            (new.packs[0].node(index).id.clone(), decoded.gone)
        })
        .collect()
}

fn kept(ids: [&str; 4]) -> Vec<(String, bool)> {
    ids.iter()
        .map(|id| ((*id).to_owned(), *id == "hub"))
        .collect()
}

#[test]
fn inserted_and_reordered_nodes_leave_every_talk_where_it_was() {
    let (old, ordinals) = load(&first(), None);
    let tokens = talks(&old);
    let theme = [
        THEME.to_owned(),
        end("d"),
        node("new", "", ["x", "y"], "c"),
        node("c", "", ["x", "y"], "d"),
        node("b", "", ["x", "y"], "new"),
        node("a", "", ["x", "y"], "b"),
    ]
    .concat();
    let (new, _) = load(&theme, Some(&ordinals));
    assert_eq!(places(&new, &tokens), kept(["a", "b", "c", "d"]));
}

#[test]
fn a_renamed_node_is_found_by_its_alias() {
    let (old, ordinals) = load(&first(), None);
    let tokens = talks(&old);
    let theme = first()
        .replace("id='b'\n", "id='bee'\naliases=['b']\n")
        .replace("next='b'", "next='bee'");
    let (new, _) = load(&theme, Some(&ordinals));
    assert_eq!(places(&new, &tokens), kept(["a", "bee", "c", "d"]));
    // The old buttons of the renamed node still mean what they said.
    let talk = token::decode(&new, &tokens[1].1).unwrap().talk;
    let (_, outputs) = step(&new, talk, &Input::Choose(1));
    assert!(
        outputs
            .iter()
            .any(|o| matches!(o, Output::Reflect(text) if text == "You said y."))
    );
}

#[test]
fn a_gone_node_leads_to_the_hub() {
    let (old, ordinals) = load(&first(), None);
    let tokens = talks(&old);
    let theme = [
        THEME.to_owned(),
        node("a", "", ["x", "y"], "c"),
        node("c", "", ["x", "y"], "d"),
        end("d"),
    ]
    .concat();
    let (new, _) = load(&theme, Some(&ordinals));
    assert_eq!(places(&new, &tokens), kept(["a", "hub", "c", "d"]));
    // The way back ends where its place is gone.
    let talk = token::decode(&new, &tokens[2].1).unwrap().talk;
    assert_eq!(talk.steps_back(), 0);
}

#[test]
fn old_buttons_mean_what_they_said_after_choices_were_reordered_and_removed() {
    let (old, ordinals) = load(&first(), None);
    let tokens = talks(&old);
    let theme = first().replacen("id='x'\nlabel='Choice x'", "id='z'\nlabel='Choice z'", 1);
    let (new, _) = load(&theme, Some(&ordinals));
    let talk = || token::decode(&new, &tokens[0].1).unwrap().talk;
    let (same, outputs) = step(&new, talk(), &Input::Choose(0));
    assert_eq!(outputs[0], Output::Notice(Notice::NotHere));
    assert_eq!(same, talk());
    let (_, outputs) = step(&new, talk(), &Input::Choose(1));
    assert!(
        outputs
            .iter()
            .any(|o| matches!(o, Output::Reflect(text) if text == "You said y."))
    );
    let (_, outputs) = step(&new, talk(), &Input::Show);
    let Some(Output::Ask(ask)) = outputs.last() else {
        panic!("nothing is asked");
    };
    let acts: Vec<Act> = ask.offers.iter().map(|offer| offer.act).collect();
    assert_eq!(acts, [Act::Choose(2), Act::Choose(1)]);
}

#[test]
fn reordered_values_keep_their_meaning() {
    let (old, ordinals) = load(&first(), None);
    let tokens = talks(&old);
    let spoken = "[[node.line]]\nwhen=\"mood == 'loud'\"\ntext='It was loud.'\n";
    let theme = first()
        .replace("['calm','loud']", "['loud','calm']")
        .replace("text='The end.'\n", &format!("text='The end.'\n{spoken}"));
    let (new, _) = load(&theme, Some(&ordinals));
    let talk = token::decode(&new, &tokens[3].1).unwrap().talk;
    let (_, outputs) = step(&new, talk, &Input::Show);
    let loud = |o: &Output<'_>| matches!(o, Output::Line { text, .. } if text == "It was loud.");
    assert!(outputs.iter().any(loud), "{outputs:?}");
}

#[test]
fn a_theme_that_is_gone_leads_to_the_hub() {
    let (old, ordinals) = load(&first(), None);
    let tokens = talks(&old);
    let theme = first().replace("id='t'\n", "id='other'\n");
    let (new, _) = load(&theme, Some(&ordinals));
    assert_eq!(places(&new, &tokens), kept(["hub", "hub", "hub", "hub"]));
}

#[test]
fn tokens_of_other_packs_and_versions_are_refused_politely() {
    let (old, _) = load(&first(), None);
    let tokens = talks(&old);
    let other = crate::common::script();
    assert_eq!(
        token::decode(other, &tokens[0].1),
        Err(token::Refusal::OtherPack)
    );
    let mut wrong = tokens[1].1.clone();
    wrong.replace_range(3..4, if &wrong[3..4] == "A" { "B" } else { "A" });
    assert_eq!(token::decode(&old, &wrong), Err(token::Refusal::Unreadable));
}

proptest::proptest! {
    #[test]
    fn any_text_is_a_talk_or_a_refusal(text in ".{0,120}") {
        let _either = token::decode(crate::common::script(), &text);
    }

    #[test]
    fn any_bytes_in_a_token_s_clothing_are_a_talk_or_a_refusal(bytes in proptest::collection::vec(proptest::num::u8::ANY, 1..66)) {
        use base64::Engine as _;
        use base64::engine::general_purpose::URL_SAFE_NO_PAD;

        let script = crate::common::script();
        let pack = &script.packs[0];
        // A true head and a true checksum, so that the reading goes on behind them.
        let head = URL_SAFE_NO_PAD.decode(token::encode(pack, &Talk::new(pack, PackIx(0), 0))).unwrap();
        let mut forged = head[..2].to_vec();
        forged.extend(bytes.iter().take(62));
        forged[1] = (head[1] & 0xFC) | (forged[1] & 0x03);
        let sum = xxhash_rust::xxh3::xxh3_64(&forged) & 0xFF;
        forged.push(u8::try_from(sum).unwrap());
        if let Ok(decoded) = token::decode(script, &URL_SAFE_NO_PAD.encode(&forged)) {
            let (talk, outputs) = step(script, decoded.talk, &Input::Back);
            proptest::prop_assert!(!outputs.is_empty());
            let code = token::encode(pack, &talk);
            proptest::prop_assert!(token::decode(script, &code).is_ok() || code.len() > token::CHARS_MAX);
        }
    }
}
