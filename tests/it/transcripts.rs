//! The shipped transcripts come out as written, there is one for every theme, and a wrong one is caught.

use alongside::transcript;

use crate::common::{content, root, script};

#[test]
fn shipped_transcripts_come_out_as_written() {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(root().join("prompts/transcripts")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        if let Err(difference) = transcript::run(content(), &text) {
            panic!(
                "{}:{}: {}\n{}",
                path.display(),
                difference.line,
                difference.written,
                difference.happened
            );
        }
        names.push(path.file_stem().unwrap().to_string_lossy().into_owned());
    }
    for (_, theme) in script().packs[0].choosable() {
        assert!(
            names.iter().any(|name| name.starts_with(&theme.id)),
            "no transcript for `{}`",
            theme.id
        );
    }
}

#[test]
fn a_transcript_that_differs_is_caught_at_its_line() {
    let wrong = "start run-from-love at hub\npick shame\nsee \"these words are nowhere\"\n";
    let difference = transcript::run(content(), wrong).unwrap_err();
    assert_eq!(difference.line, 3);
    let lost = "start run-from-love at hub\nsay \"stop\"\nat hub\n";
    let difference = transcript::run(content(), lost).unwrap_err();
    assert_eq!(difference.line, 3);
    assert_eq!(difference.happened, "the talk is at `@closing`");
    assert!(transcript::run(content(), "# nothing\n").is_err());
    assert!(transcript::run(content(), "start nowhere\n").is_err());
    assert!(transcript::run(content(), "start run-from-love\njump up\n").is_err());
}
