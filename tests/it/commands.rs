//! The binary as a user meets it: exit statuses, what goes where, and input of any kind.

use crate::common::{alongside, stdout};

#[test]
fn a_newcomer_walks_from_the_key_points_to_a_good_end() {
    let input = "1\n2\nshame\n3\nstop\n";
    let output = alongside(&["chat", "--seed", "1"], input.as_bytes());
    let text = stdout(&output);
    assert!(output.status.success());
    assert!(output.stderr.is_empty());
    for part in [
        "not a person, not AI and not therapy",
        "The article in four points",
        "That is the end for today",
        "You said 3 at the start",
    ] {
        assert!(text.contains(part), "no «{part}» in:\n{text}");
    }
}

#[test]
fn the_same_seed_gives_the_same_talk() {
    let input = b"1\n2\nidealization\n5\n1\n1\n1\n1\n";
    let first = alongside(&["chat", "--seed", "9"], input);
    let second = alongside(&["chat", "--seed", "9"], input);
    assert_eq!(stdout(&first), stdout(&second));
}

#[test]
fn a_talk_is_held_and_goes_on_from_its_code() {
    let paused = alongside(
        &["chat", "--theme", "shame", "--depth", "light"],
        b"4\npause\n",
    );
    let text = stdout(&paused);
    let code = text
        .split("/reflect continue ")
        .nth(1)
        .and_then(|rest| rest.split_whitespace().next())
        .unwrap();
    assert!(code.len() <= 88);
    let resumed = alongside(
        &["chat"],
        format!("/reflect continue {code}\nback\n").as_bytes(),
    );
    let text = stdout(&resumed);
    assert!(text.contains("One step back."), "{text}");
}

#[test]
fn words_of_danger_are_answered_with_support_and_kept_nowhere() {
    let input = "4\nI want to kill myself\nstop\n";
    let output = alongside(&["chat", "--theme", "shame"], input.as_bytes());
    let text = stdout(&output);
    assert!(text.contains("findahelpline.com"), "{text}");
    assert!(text.contains("local emergency number"), "{text}");
    assert!(!text.contains("kill myself"), "{text}");
}

#[test]
fn any_bytes_of_any_length_are_answered() {
    let mut input = vec![0_u8, 0xFF, 0xFE, b'\n', b'\n'];
    input.extend(std::iter::repeat_n(b'a', 300_000));
    input.extend(
        b"\n\xE2\x80\xAE\xF0\x9F\x92\x94\n/reflect \xFF\n/\n/reflect tell\n99999999999999999999\n",
    );
    let output = alongside(&["chat"], &input);
    assert!(output.status.success());
    let text = stdout(&output);
    assert!(text.contains("That line is very long"));
}

#[test]
fn signs_that_turn_the_direction_of_writing_do_not_come_back() {
    let input = "4\n1\nI said \u{202E}evil\u{1B}[31m and left\nstop\n";
    let output = alongside(
        &["chat", "--theme", "shame", "--seed", "1"],
        input.as_bytes(),
    );
    let text = stdout(&output);
    assert!(text.contains("evil[31m and left"), "{text}");
    assert!(!text.contains(['\u{202E}', '\u{1B}']), "{text}");
}

#[test]
fn danger_is_heard_at_the_end_of_a_long_line() {
    let input = format!("4\n{}I want to kill myself\n", "and so on ".repeat(800));
    let output = alongside(&["chat", "--theme", "shame"], input.as_bytes());
    assert!(stdout(&output).contains("What would you like now?"));
}

#[test]
fn numbers_are_not_written_over_a_list_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let small = folder.path().join("small");
    std::fs::create_dir(&small).unwrap();
    let pack = "id='small'\nversion=1\ntitle='S'\nlanguage='en'\nstart='a'\nhub='a'\n[[node]]\nid='a'\ndepth='L'\ntext='One.'\n";
    std::fs::write(small.join("pack.toml"), pack).unwrap();
    let path = folder.path().to_str().unwrap();
    let output = alongside(&["ordinals", path], b"");
    assert!(output.status.success(), "{output:?}");
    let list = small.join("ordinals.toml");
    let broken = std::fs::read_to_string(&list).unwrap().replace('[', "[[");
    std::fs::write(&list, &broken).unwrap();
    let output = alongside(&["ordinals", path], b"");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(&list).unwrap(), broken);
}

#[test]
fn every_command_typed_in_the_chat_is_answered() {
    let input = "/reflect keypoints\n/reflect keypoints shame\n/reflect question\n/reflect question shame\n\
        /reflect tell I always leave when it gets good\n/reflect glossary priming\n/reflect glossary zzzz\n\
        /reflect sources\n/reflect support\n/reflect about\n/reflect help\n/reflect strat\n/reflect continue nonsense\n\
        /reflect start shame deep\n/reflect start nowhere\n";
    let output = alongside(&["chat"], input.as_bytes());
    let text = stdout(&output);
    assert!(output.status.success());
    for part in [
        "did you mean `start`",
        "Schacter",
        "Words worth explaining",
        "Where the ideas come from",
        "13 years",
        "this is not a resume code",
        "There is no such theme",
    ] {
        assert!(text.contains(part), "no «{part}» in:\n{text}");
    }
}

#[test]
fn wrong_arguments_are_explained_with_status_2() {
    let output = alongside(&["chat", "--theem", "shame"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--theme"));
    let output = alongside(&["check", "--explain", "unknown-targt"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `unknown-target`"));
    let output = alongside(&["chat", "--theme", "sham"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `shame`"));
}

#[test]
fn rules_explain_themselves() {
    for rule in alongside::lint::rules() {
        let output = alongside(&["check", "--explain", rule.id], b"");
        assert!(output.status.success(), "{}", rule.id);
        let text = stdout(&output);
        assert!(text.contains("What it does"), "{}: {text}", rule.id);
    }
}

#[test]
fn the_graph_is_an_object_with_packs_nodes_and_claims() {
    let output = alongside(&["graph", "--format", "json"], b"");
    let graph: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(graph["claims"].as_array().unwrap().len(), 44);
    let nodes = graph["nodes"].as_array().unwrap();
    for node in nodes {
        for key in [
            "id", "theme", "depth", "says", "claims", "text", "question", "choices", "answer",
        ] {
            assert!(node.get(key).is_some(), "{node} has no {key}");
        }
        assert!(node["question"].is_boolean());
    }
    assert_eq!(graph["packs"][0]["id"], "run-from-love");
    let theme = alongside(&["graph", "--format", "mermaid", "--theme", "shame"], b"");
    assert!(stdout(&theme).starts_with("flowchart TD"));
    let dot = alongside(&["graph", "--format", "dot"], b"");
    assert!(stdout(&dot).trim_end().ends_with('}'));
    assert_eq!(
        alongside(&["graph", "--theme", "shmae"], b"").status.code(),
        Some(1)
    );
}

#[test]
fn understand_answers_line_by_line() {
    let input = "{\"id\":1,\"text\":\"I want to end my life\"}\n{\"id\":\"b\",\"text\":\"skip\"}\nnot json\n";
    let output = alongside(&["understand"], input.as_bytes());
    let lines: Vec<serde_json::Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["kind"], "crisis");
    assert_eq!(lines[0]["value"], "suicide");
    assert_eq!(lines[0]["id"], 1);
    assert_eq!(lines[1]["kind"], "control");
    assert_eq!(lines[1]["value"], "skip");
    assert_eq!(lines.len(), 3);
}

#[test]
fn a_closed_pipe_is_a_success() {
    use std::process::{Command, Stdio};

    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("alongside"))
        .args(["graph", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{:?}", output.status);
    assert!(output.stderr.is_empty());
}
