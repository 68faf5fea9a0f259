//! What is kept, as somebody meets it in a terminal: the same yeses, pages and ways as anywhere.

use std::path::Path;

use alongside::words::{journal, privacy, progress, remind};

use crate::common::{alongside, stdout};

/// Chats with a folder, and says what came back.
fn chat(folder: Option<&Path>, lines: &[&str]) -> String {
    let mut args = vec!["chat", "--plain", "--seed", "3"];
    if let Some(folder) = folder {
        args.extend(["--data", folder.to_str().unwrap()]);
    }
    let output = alongside(&args, lines.join("\n").as_bytes());
    assert!(output.status.success(), "{output:?}");
    stdout(&output)
}

const YES: [&str; 2] = [
    "/reflect privacy yes progress 1",
    "/reflect privacy yes answers 1",
];

/// Through a short way of one theme, with one answer in own words.
const WAY: [&str; 8] = [
    "/reflect start shame light",
    "4",
    "1",
    "I told them that the bus was leaving",
    "2",
    "2",
    "2",
    "2",
];

fn lines<'a>(parts: &[&[&'a str]]) -> Vec<&'a str> {
    parts.concat()
}

#[test]
fn nothing_is_kept_without_a_yes() {
    let folder = tempfile::tempdir().unwrap();
    chat(Some(folder.path()), &["/reflect privacy"]);
    let before = files(folder.path());
    let text = chat(
        Some(folder.path()),
        &lines(&[
            &WAY,
            &["/reflect progress", "/reflect journal", "/reflect remind"],
        ]),
    );
    assert!(text.contains(progress::NOT_KEPT) && text.contains(journal::NOT_KEPT));
    assert!(text.contains(remind::NOT_KEPT) && text.contains("and nothing is kept."));
    assert_eq!(before, files(folder.path()));
}

/// Every file with its bytes, but the lock, which holds the number of a process.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut files: Vec<(String, Vec<u8>)> = entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            let bytes = std::fs::read(entry.path()).unwrap();
            (name, bytes)
        })
        .filter(|(name, _)| name != "alongside.lock")
        .collect();
    files.sort();
    files
}

#[test]
fn with_a_yes_the_next_window_knows_the_way_and_the_words() {
    let folder = tempfile::tempdir().unwrap();
    chat(Some(folder.path()), &lines(&[&YES, &WAY]));
    let text = chat(
        Some(folder.path()),
        &[
            "/reflect progress",
            "/reflect journal",
            "/reflect journal search BUS",
            "/reflect journal edit 1 It was late, that is all",
            "/reflect journal show 1",
        ],
    );
    assert!(
        text.contains("Shame and the good reason: finished on"),
        "{text}"
    );
    assert!(text.contains("4 at the start, 2 at the end"), "{text}");
    assert_eq!(
        text.matches("“I told them that the bus was leaving”")
            .count(),
        2
    );
    assert!(text.contains(journal::EDITED) && text.contains("“It was late, that is all”"));
    for (name, bytes) in files(folder.path()) {
        let clear = bytes
            .windows(8)
            .any(|eight| eight == b"the bus " || eight == b"was late");
        assert!(!clear, "{name} holds words in clear");
    }
}

#[test]
fn a_talk_that_was_left_goes_on_in_the_next_window() {
    let folder = tempfile::tempdir().unwrap();
    let left = chat(
        Some(folder.path()),
        &lines(&[&YES[..1], &WAY[..4], &["stop"]]),
    );
    let place = left
        .split("(4 of about")
        .next()
        .unwrap()
        .lines()
        .rev()
        .nth(7)
        .unwrap()
        .to_owned();
    let text = chat(Some(folder.path()), &["/reflect continue"]);
    assert!(
        text.contains("(4 of about") && text.contains(place.trim()),
        "{place}\n{text}"
    );
    let text = chat(None, &["/reflect continue"]);
    assert!(text.contains(progress::NO_PLACE_KEPT), "{text}");
}

#[test]
fn words_of_danger_are_not_kept_neither_as_an_answer_nor_by_an_edit() {
    let folder = tempfile::tempdir().unwrap();
    let danger = "I want to kill myself";
    let edit = format!("/reflect journal edit 1 {danger}");
    let steps = lines(&[
        &YES,
        &WAY[..3],
        &[danger, "2", WAY[3], &edit, "2", "/reflect journal"],
    ]);
    let text = chat(Some(folder.path()), &steps);
    assert!(!text.contains("kill myself"), "{text}");
    assert!(
        text.contains("“I told them that the bus was leaving”"),
        "{text}"
    );
}

#[test]
fn a_copy_holds_everything_and_forgetting_takes_two_steps() {
    let folder = tempfile::tempdir().unwrap();
    chat(Some(folder.path()), &lines(&[&YES, &WAY]));
    let text = chat(
        Some(folder.path()),
        &[
            "/reflect privacy copy",
            "erase what you have on me",
            "/reflect progress",
        ],
    );
    assert!(
        text.contains("\"words\": \"I told them that the bus was leaving\""),
        "{text}"
    );
    assert!(
        text.contains("> I told them that the bus was leaving"),
        "{text}"
    );
    assert!(text.contains(privacy::FORGET_TITLE) && text.contains("- 1 answer in your own words"));
    assert!(
        text.contains("Shame and the good reason: finished"),
        "asking forgets nothing:\n{text}"
    );
    let text = chat(
        Some(folder.path()),
        &[
            "/reflect privacy forget now",
            "/reflect progress",
            "/reflect privacy forget",
        ],
    );
    assert!(text.contains(privacy::FORGOTTEN) && text.contains(progress::NOT_KEPT));
    assert!(text.contains(privacy::FORGET_NOTHING), "{text}");
}

#[test]
fn reminders_are_planned_by_the_clocks_of_a_place() {
    let folder = tempfile::tempdir().unwrap();
    let text = chat(
        Some(folder.path()),
        &[
            "/reflect privacy yes reminders 1",
            "/reflect remind Berlin",
            "/reflect remind 19 mon,wed quiet 22-7",
            "/reflect remind days saturday",
            "/reflect remind Atlantis/Main",
            "/reflect remind off",
            "/reflect remind on",
        ],
    );
    for part in [
        "Sunday at 18:00, by the clocks of Europe/Berlin.",
        "Monday and Wednesday at 19:00, by the clocks of Europe/Berlin.",
        "Quiet from 22:00 to 07:00",
        "Saturday at 19:00",
        "No time zone has this name",
        remind::NOW_OFF,
    ] {
        assert!(text.contains(part), "no «{part}» in\n{text}");
    }
}

#[test]
fn without_a_folder_a_yes_lasts_as_long_as_the_window() {
    let text = chat(
        None,
        &lines(&[&YES, &WAY, &["/reflect progress", "/reflect privacy"]]),
    );
    assert!(
        text.contains("finished on") && text.contains(privacy::MEMORY),
        "{text}"
    );
    let text = chat(None, &["/reflect progress"]);
    assert!(text.contains(progress::NOT_KEPT), "{text}");
}

#[test]
fn one_folder_has_one_window() {
    let folder = tempfile::tempdir().unwrap();
    let _owner = alongside::store::owner::Owner::take(folder.path()).unwrap();
    let args = ["chat", "--plain", "--data", folder.path().to_str().unwrap()];
    let output = alongside(&args, b"");
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("data folder") || said.contains("open"),
        "{said}"
    );
}
