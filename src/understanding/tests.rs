//! What is heard in whole sentences: tables of texts with what they must come out as.

use std::sync::LazyLock;

use proptest::prelude::*;

use crate::understanding::normalize::{HEARD_CHARS_MAX, Views};
use crate::understanding::{ControlWord, CrisisKind, Understanding};

static BUILT_IN_RULES: LazyLock<Understanding> = LazyLock::new(Understanding::built_in);

/// Checks that each text comes out as `value`; nothing is written as an empty value.
#[track_caller]
fn check(value: &str, texts: &[&str]) {
    let understanding = &*BUILT_IN_RULES;
    for text in texts {
        let heard = understanding.hear(text);
        assert_eq!(heard.value, value, "{text:?} by rule {:?}", heard.rule);
    }
}

/// Checks that none of the texts is taken for danger or for a control word.
#[track_caller]
fn check_left_alone(texts: &[&str]) {
    let understanding = &*BUILT_IN_RULES;
    for text in texts {
        let heard = understanding.hear(text);
        assert!(
            matches!(heard.kind.name(), "theme" | "none"),
            "{text:?} is heard as {heard:?}"
        );
    }
}

#[test]
fn the_built_in_rules_compile_and_keep_to_their_examples() {
    let (understanding, findings, sources) = Understanding::compile(&[]);
    let contradictions = understanding.contradictions();
    let all = findings.iter().chain(&contradictions).map(|finding| {
        let place = finding
            .place
            .as_ref()
            .map(|place| (place.file.0, sources.line_column(place).0));
        format!("{place:?} {}", finding.message)
    });
    assert_eq!(all.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn every_kind_of_danger_word_and_theme_has_rules_with_enough_examples() {
    let understanding = &*BUILT_IN_RULES;
    let has = |name: &str| {
        understanding
            .rules()
            .iter()
            .any(|rule| rule.sense.name() == name)
    };
    assert!(CrisisKind::ALL.iter().all(|kind| has(kind.name())));
    assert!(ControlWord::ALL.iter().all(|word| has(word.name())));
    assert!(crate::understanding::THEMES.iter().all(|theme| has(theme)));
    for rule in understanding.rules() {
        let (matches, ignores) = (rule.raw.matches.len(), rule.raw.ignores.len());
        let english = rule.raw.language == "en";
        assert!(
            matches >= 3 + usize::from(english) && ignores >= 2,
            "{}",
            rule.raw.id.get_ref()
        );
        assert!(!rule.raw.reviewed, "a review is never invented");
    }
}

#[test]
fn danger_is_heard() {
    check(
        "suicide",
        &[
            "I want to die",
            "i wanna die",
            "want 2 die",
            "kms",
            "I've been thinking of ending my life",
            "my brother says he wants to kill himself",
        ],
    );
    check(
        "self-harm",
        &["I cut myself again", "I keep wanting to hurt myself"],
    );
    check(
        "partner-violence",
        &[
            "he hits me",
            "she chokes me",
            "my boyfriend threatened to kill me",
            "he forced me",
            "he checks my phone and I'm not allowed to leave",
        ],
    );
    check(
        "child-harm",
        &[
            "someone is hurting my child",
            "my stepdad touches me at night",
        ],
    );
    check(
        "harm-others",
        &["I want to kill him", "I'm going to stab her"],
    );
    check(
        "unsafe-now",
        &[
            "I can't keep myself safe tonight",
            "he is outside and I am scared",
            "I'm standing on the bridge",
        ],
    );
}

#[test]
fn danger_is_heard_in_disguise_and_in_four_more_languages() {
    check(
        "suicide",
        &[
            "I want to d.i.e",
            "k i l l myself",
            "I want to k!ll mys3lf",
            "i want to dieeeee",
            "i wаnt to kіll myself",
            "I\u{200b} want to d\u{ad}ie",
            "ＩＷＡＮＴ to kill myself",
        ],
    );
    check(
        "suicide",
        &[
            "Ich will sterben",
            "je veux mourir",
            "quiero morirme",
            "quero morrer",
        ],
    );
    check(
        "partner-violence",
        &[
            "mein Mann schlägt mich",
            "mon mari me frappe",
            "mi novio me pega",
            "meu marido me bate",
        ],
    );
}

#[test]
fn danger_beats_control_words_and_themes() {
    check(
        "suicide",
        &[
            "stop. I want to die",
            "I need space and I want to kill myself",
            "help me I want to die",
        ],
    );
    let understanding = &*BUILT_IN_RULES;
    let heard = understanding.hear("I'm going to kill myself tonight");
    assert!(heard.is_urgent(), "{heard:?}");
    assert!(!understanding.hear("I want to die").is_urgent());
}

#[test]
fn idioms_break_ups_films_and_games_are_left_alone() {
    check_left_alone(&[
        "this commute will be the death of me",
        "dying of laughter",
        "we broke it off",
        "I'm not suicidal",
        "killing time",
        "I could murder a pizza",
        "it kills me that she left",
        "I killed it",
        "drop dead gorgeous",
        "my phone died",
        "In the film she wants to kill herself",
        "I keep dying on the last boss",
        "he hit me up yesterday",
        "she beats me at chess",
        "I cut myself some slack",
        "my feet are killing me",
        "I had to stop the car",
        "I want to go back to him",
        "no one called me",
        "yes but he left",
        "she needs help with the move",
    ]);
}

#[test]
fn control_words_are_heard_as_people_write_them() {
    check(
        "stop",
        &[
            "stop",
            "please stop",
            "I want to stop now",
            "that's enough for today",
            "STOP!!!",
            "bye for now",
        ],
    );
    check(
        "pause",
        &[
            "pause",
            "hang on a sec",
            "I need a break",
            "can we continue later?",
        ],
    );
    check(
        "back",
        &["go back", "previous question", "back one step please"],
    );
    check(
        "skip",
        &["skip this one", "next please", "I'd rather not say"],
    );
    check("help", &["help", "how does this work?"]);
    check(
        "support",
        &[
            "I need help",
            "help me",
            "I want to talk to someone",
            "helpline",
        ],
    );
    check("resume", &["right, carry on then", "continue", "I'm back"]);
    check("repeat", &["say that again", "what was the question?"]);
    check(
        "export-data",
        &["give me a copy of my data", "what do you know about me?"],
    );
    check(
        "delete-data",
        &["erase what you have on me", "delete my data", "forget me"],
    );
    check(
        "opt-in",
        &["opt in", "you can save my answers", "remind me every week"],
    );
    check(
        "opt-out",
        &[
            "opt out",
            "stop sending me reminders",
            "don't save my answers",
        ],
    );
    check("yes", &["yes", "yeah sure", "ok sure"]);
    check("no", &["no", "nope", "no thanks"]);
}

#[test]
fn written_down_sentences_come_out_as_before() {
    let understanding = &*BUILT_IN_RULES;
    let files = [
        (
            include_str!("../../tests/data/understanding/first.jsonl"),
            0.97,
        ),
        (
            include_str!("../../tests/data/understanding/second.jsonl"),
            0.97,
        ),
        (
            include_str!("../../tests/data/understanding/fourth.jsonl"),
            0.85,
        ),
        (
            include_str!("../../tests/data/understanding/third.jsonl"),
            0.95,
        ),
    ];
    for (number, (file, floor)) in files.into_iter().enumerate() {
        let lines: Vec<serde_json::Value> = file
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let right = lines.iter().filter(|line| {
            let heard = understanding.hear(line["text"].as_str().unwrap());
            heard.kind.name() == line["kind"]
                && heard.value == line["value"].as_str().unwrap_or_default()
        });
        let (right, all) = (
            u32::try_from(right.count()).unwrap(),
            u32::try_from(lines.len()).unwrap(),
        );
        assert!(
            f64::from(right) >= floor * f64::from(all),
            "file {number}: {right} of {all}"
        );
    }
}

#[test]
fn a_theme_comes_with_those_that_are_nearly_as_near() {
    let understanding = &*BUILT_IN_RULES;
    let heard =
        understanding.hear("I get jealous when she talks to other guys, and then I need space");
    assert_eq!(heard.value, "jealousy-mistrust");
    assert_eq!(heard.also, ["temporary-distancing"]);
}

#[test]
fn an_authors_file_adds_and_never_takes_away() {
    let mine = "[[rule]]\nid = 'mine'\nkind = 'theme'\nvalue = 'shame'\nany = ['blorb']\nmatches = ['my blorb']\nignores = ['none']\n\
                [[rule]]\nid = 'suicide-want-to-die'\nkind = 'theme'\nvalue = 'shame'\nany = ['never']\n\
                [[rule]]\nid = 'wrong'\nkind = 'theme'\nvalue = 'shaem'\nany = ['x']\n\
                [[rule]]\nid = 'broken'\nkind = 'control'\nvalue = 'stop'\nany = ['(a', 'b?']\nmatches = ['zzz']\nignores = ['a']\n";
    let (understanding, findings, sources) =
        Understanding::compile(&[("understanding/mine.toml", mine)]);
    assert_eq!(understanding.hear("what a blorb").rule, "mine");
    assert_eq!(understanding.hear("I want to die").value, "suicide");
    let shown: Vec<String> = findings
        .iter()
        .map(|finding| {
            let line = finding
                .place
                .as_ref()
                .map_or(0, |place| sources.line_column(place).0);
            format!(
                "{}:{line} {} / {}",
                finding.rule,
                finding.message,
                finding.help.as_deref().unwrap_or("")
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "rule-pattern:9 `suicide-want-to-die` is a built-in rule and stays as it is / give your rule another id; it then works beside the built-in one",
            "rule-pattern:16 unknown value `shaem` / did you mean `shame`?",
            "rule-pattern:22 the pattern cannot stand: a `)` is missing / ",
            "rule-pattern:22 the pattern cannot stand: it matches the empty text, so it would always fire / ",
            "rule-pattern:23 this is not heard as `stop`: no rule fires on it / widen a pattern in `any`, or take the example out",
        ]
    );
}

#[test]
fn a_copy_of_the_built_in_files_changes_nothing() {
    let copies: Vec<(&str, String)> = crate::understanding::compile::BUILT_IN
        .iter()
        .map(|(path, text)| (*path, format!("# mine\n{text}")))
        .collect();
    let copies: Vec<(&str, &str)> = copies
        .iter()
        .map(|(path, text)| (*path, text.as_str()))
        .collect();
    let (understanding, findings, _) = Understanding::compile(&copies);
    assert_eq!(findings, []);
    assert_eq!(
        understanding.rules().len(),
        Understanding::built_in().rules().len()
    );
}

#[test]
fn only_the_beginning_of_a_long_text_is_heard() {
    let understanding = &*BUILT_IN_RULES;
    let long = "a".repeat(HEARD_CHARS_MAX) + " I want to die";
    let heard = understanding.hear(&long);
    assert!(heard.cut && heard.value.is_empty());
    let within = format!(
        "{}I want to die {}",
        "some words here. ".repeat(150),
        "and more words ".repeat(90)
    );
    assert_eq!(understanding.hear(&within).value, "suicide");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_heard(text in "\\PC{0,300}|[a-z0-9 .!'*-]{0,400}|(I|want|to|die|stop|not|he|hits|me|[ .\n]|\u{200b}|ẞ|İ|ﷺ){0,60}") {
        let understanding = &*BUILT_IN_RULES;
        let heard = understanding.hear(&text);
        prop_assert_eq!(heard.value.is_empty(), heard.kind.name() == "none");
    }

    #[test]
    fn forms_are_ascii_and_stay_small(text in "\\PC{0,400}") {
        let views = Views::of(&text);
        for view in views.heard() {
            prop_assert!(view.is_ascii());
            prop_assert!(view.len() <= 20 * text.len() + 20);
        }
    }
}
