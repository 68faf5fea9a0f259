//! After a sign of danger: help at once, the member decides, and nothing of it goes further.

use crate::common::{alongside, stdout};

/// A chat in the theme `shame`, past its first question.
fn chat(lines: &str) -> String {
    let input = format!("4\n{lines}");
    let output = alongside(
        &["chat", "--theme", "shame", "--seed", "1"],
        input.as_bytes(),
    );
    assert!(output.status.success());
    stdout(&output)
}

#[test]
fn a_bare_number_never_answers_the_question_behind_the_offer_of_help() {
    let text = chat("I want to kill myself\n1\nzzz\n2\n");
    assert_eq!(
        text.matches("What would you like now?").count(),
        3,
        "{text}"
    );
    assert!(!text.contains("Out of there."), "{text}");
    let last = text.rsplit("What would you like now?").next().unwrap();
    assert!(last.contains("What did you do next?"), "{last}");
}

#[test]
fn every_way_on_is_there() {
    assert!(chat("i want to end my life\n3\n").contains("Here are the themes"));
    assert!(chat("i want to end my life\n4\n").contains("That is the end for today."));
    assert!(chat("i want to end my life\nstop\n").contains("That is the end for today."));
    assert!(
        chat("i want to end my life\n/reflect about\n1\n")
            .contains("It is for people from 13 years")
    );
}

#[test]
fn violence_by_someone_close_gets_its_own_card() {
    let text = chat("he hits me when he is drunk\n");
    assert!(text.contains("Your safety comes first"), "{text}");
    assert!(
        text.contains("Someone may be able to see this device"),
        "{text}"
    );
}

#[test]
fn words_of_danger_are_in_no_summary_and_in_no_resume_code() {
    let calm = chat("1\npause\n");
    let heavy = chat("i want to kill myself\n2\n1\npause\nstop\n");
    let code = |text: &str| {
        let rest = text.split("/reflect continue ").nth(1).unwrap().to_owned();
        rest.split_whitespace().next().unwrap().to_owned()
    };
    assert_eq!(code(&calm), code(&heavy));
    assert!(!heavy.contains("kill myself"));
}

#[test]
fn after_a_card_for_fear_the_summary_keeps_quiet() {
    let input = "5\n3\n2\n1\n2\nstop\n";
    let output = alongside(
        &["chat", "--theme", "safe-partner", "--seed", "1"],
        input.as_bytes(),
    );
    let text = stdout(&output);
    assert!(text.contains("Your safety comes first"), "{text}");
    assert!(
        text.contains("Your other answers are left out here"),
        "{text}"
    );
}
