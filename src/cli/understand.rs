//! `alongside understand`: JSON lines in, JSON lines out, so that an author sees what a text is taken for and why.

use std::io::{BufRead, Read as _, Write};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::understanding::Understanding;

/// Longest line that is read, in bytes.
pub const LINE_BYTES_MAX: usize = 64 * 1024;

/// One line as it comes in; further keys are left alone.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    id: Value,
    text: String,
}

/// One line as it goes out.
#[derive(Serialize)]
struct Answer<'a> {
    id: Value,
    kind: &'a str,
    value: Option<&'a str>,
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<&'a str>,
}

/// A line that could not be understood. It does not repeat what was written.
#[derive(Serialize)]
struct Refusal {
    id: Value,
    error: &'static str,
}

/// Answers one JSON line with one JSON line, without a line end.
pub fn line(understanding: &Understanding, json_line: &str) -> String {
    let Ok(asked) = serde_json::from_str::<Asked>(json_line) else {
        return refusal("this is not a JSON object with a text in `text`");
    };
    let heard = understanding.hear(&asked.text);
    let said = |word| Some(word).filter(|word: &&str| !word.is_empty());
    let answer = Answer {
        id: asked.id,
        kind: heard.kind.name(),
        value: said(heard.value),
        rule: said(heard.rule),
        also: heard.also,
    };
    serde_json::to_string(&answer).unwrap_or_else(|_| refusal("the answer could not be written"))
}

/// A line that says what is wrong.
fn refusal(error: &'static str) -> String {
    let refusal = Refusal {
        id: Value::Null,
        error,
    };
    serde_json::to_string(&refusal).unwrap_or_default()
}

/// Answers line by line until the input ends. Lines may hold any bytes; empty ones are passed over.
pub fn run(
    understanding: &Understanding,
    mut input: impl BufRead,
    mut output: impl Write,
) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    while next_line(&mut input, &mut bytes)? {
        let text = bytes.trim_ascii();
        let answer = if bytes.len() > LINE_BYTES_MAX {
            refusal("the line is longer than 64 kB")
        } else if text.is_empty() {
            continue;
        } else {
            match std::str::from_utf8(text) {
                Ok(text) => line(understanding, text.trim_start_matches('\u{feff}')),
                Err(_) => refusal("the line is not UTF-8"),
            }
        };
        writeln!(output, "{answer}")?;
        output.flush()?;
    }
    Ok(())
}

/// Reads one line, of which at most a little more than [`LINE_BYTES_MAX`] is kept; false at the end of the input.
fn next_line(input: &mut impl BufRead, bytes: &mut Vec<u8>) -> std::io::Result<bool> {
    bytes.clear();
    let limit = LINE_BYTES_MAX as u64 + 1;
    let read = input.by_ref().take(limit).read_until(b'\n', bytes)?;
    if bytes.len() > LINE_BYTES_MAX && bytes.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    Ok(read > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(input: &[u8]) -> Vec<String> {
        let mut output = Vec::new();
        run(&Understanding::built_in(), input, &mut output).unwrap();
        String::from_utf8(output)
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn lines_are_answered_with_their_id() {
        let input = b"{\"id\":1,\"text\":\"stop\"}\n\n{\"id\":{\"a\":[2]},\"text\":\"I want to die\"}\r\n{\"text\":\"blue\"}";
        assert_eq!(
            answers(input),
            [
                r#"{"id":1,"kind":"control","value":"stop","rule":"stop-plain"}"#,
                r#"{"id":{"a":[2]},"kind":"crisis","value":"suicide","rule":"suicide-want-to-die"}"#,
                r#"{"id":null,"kind":"none","value":null,"rule":null}"#,
            ]
        );
    }

    #[test]
    fn bad_lines_are_answered_without_repeating_them() {
        let long = [
            b"{\"text\":\"".as_slice(),
            &vec![b'x'; LINE_BYTES_MAX],
            b"\"}\n",
        ]
        .concat();
        let input = [
            long.as_slice(),
            b"secret\n",
            b"{\"text\":7}\n",
            b"\xff\xfe\n",
            b"{\"id\":5,\"text\":\"no\"}\n",
        ]
        .concat();
        let answers = answers(&input);
        assert_eq!(answers.len(), 5);
        assert!(
            answers[..4]
                .iter()
                .all(|line| line.starts_with(r#"{"id":null,"error":"#)),
            "{answers:?}"
        );
        assert!(answers.iter().all(|line| !line.contains("secret")));
        assert!(answers[4].contains(r#""value":"no""#));
    }
}
