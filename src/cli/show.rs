//! Findings as people and programs read them. Nothing here prints.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use crate::script::finding::{FileId, Finding, Place, Severity, Sources};
use crate::service::harmless::{floor, harmless};

/// Whether output carries colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// None.
    Plain,
    /// By escape sequences.
    Ansi,
}

/// Findings in the manner of rustc, with a closing count; nothing when there are none.
pub fn text(findings: &[Finding], sources: &Sources, colour: Colour) -> String {
    let renderer = match colour {
        Colour::Plain => Renderer::plain(),
        Colour::Ansi => Renderer::styled(),
    };
    let mut out = String::new();
    for finding in findings {
        let shown = Shown::of(finding, sources);
        out.push_str(&renderer.render(&shown.groups()));
        out.push_str("\n\n");
    }
    if !findings.is_empty() {
        let _infallible = writeln!(out, "{}", count(findings));
    }
    out
}

/// Findings as one JSON object a line.
pub fn json(findings: &[Finding], sources: &Sources) -> String {
    let mut out = String::new();
    for finding in findings {
        let line = serde_json::to_string(&Record::of(finding, sources)).unwrap_or_default();
        let _infallible = writeln!(out, "{line}");
    }
    out
}

/// The closing count: `2 errors, 1 warning`.
pub fn count(findings: &[Finding]) -> String {
    let errors = findings
        .iter()
        .filter(|f| f.severity == Severity::Error)
        .count();
    let parts = [(errors, "error"), (findings.len() - errors, "warning")];
    let shown: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
        .collect();
    if shown.is_empty() {
        return "no findings".to_owned();
    }
    shown.join(", ")
}

/// One finding as JSON.
#[derive(Debug, Serialize)]
struct Record<'f> {
    rule: &'static str,
    severity: &'static str,
    message: &'f str,
    file: Option<&'f str>,
    line: Option<usize>,
    column: Option<usize>,
    help: Option<&'f str>,
}

impl<'f> Record<'f> {
    fn of(finding: &'f Finding, sources: &'f Sources) -> Self {
        let place = finding.place.as_ref();
        let file = place.and_then(|place| sources.get(place.file));
        let position = place.map(|place| sources.line_column(place));
        Self {
            rule: finding.rule,
            severity: match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            message: &finding.message,
            file: file.map(|file| file.path.as_str()),
            line: position.map(|(line, _)| line),
            column: position.map(|(_, column)| column),
            help: finding.help.as_deref(),
        }
    }
}

/// A finding with the stretches of text that it points at, harmless for a terminal.
struct Shown<'f> {
    level: Level<'static>,
    rule: &'static str,
    message: String,
    help: Option<String>,
    stretches: Vec<Stretch<'f>>,
}

impl<'f> Shown<'f> {
    fn of(finding: &'f Finding, sources: &'f Sources) -> Self {
        let first = finding
            .place
            .iter()
            .map(|place| (place, finding.label.as_str()));
        let more = finding
            .also
            .iter()
            .map(|(place, label)| (place, label.as_str()));
        let mut stretches: Vec<Stretch<'f>> = Vec::new();
        for (at, (place, label)) in first.chain(more).enumerate() {
            let kind = if at == 0 {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let mark = Mark {
                kind,
                span: place.span.clone(),
                label: harmless(label).into_owned(),
            };
            match stretches
                .iter_mut()
                .find(|stretch| stretch.file == place.file)
            {
                Some(stretch) => stretch.marks.push(mark),
                None => stretches.extend(Stretch::new(place, mark, sources)),
            }
        }
        stretches.iter_mut().for_each(Stretch::narrow);
        Self {
            level: match finding.severity {
                Severity::Error => Level::ERROR,
                Severity::Warning => Level::WARNING,
            },
            rule: finding.rule,
            message: harmless(&finding.message).into_owned(),
            help: finding
                .help
                .as_deref()
                .map(|help| harmless(help).into_owned()),
            stretches,
        }
    }

    fn groups(&self) -> [Group<'_>; 1] {
        let title = self
            .level
            .clone()
            .primary_title(self.message.as_str())
            .id(self.rule);
        let group = Group::with_title(title).elements(self.stretches.iter().map(Stretch::snippet));
        let help = self
            .help
            .iter()
            .map(|help| Level::HELP.message(help.as_str()));
        [group.elements(help)]
    }
}

/// A mark in a file.
struct Mark {
    kind: AnnotationKind,
    span: Range<usize>,
    label: String,
}

/// The lines of one file that a finding points at.
struct Stretch<'f> {
    file: FileId,
    path: Cow<'f, str>,
    text: &'f str,
    line: usize,
    marks: Vec<Mark>,
}

impl<'f> Stretch<'f> {
    fn new(place: &Place, mark: Mark, sources: &'f Sources) -> Option<Self> {
        let file = sources.get(place.file)?;
        Some(Self {
            file: place.file,
            path: harmless(&file.path),
            text: &file.text,
            line: 1,
            marks: vec![mark],
        })
    }

    /// Keeps only the lines between the first mark and the last, so that showing a finding does not read the whole file.
    fn narrow(&mut self) {
        let text = self.text;
        for mark in &mut self.marks {
            let end = floor(text, mark.span.end);
            mark.span = floor(text, mark.span.start.min(end))..end;
        }
        let first = self
            .marks
            .iter()
            .map(|mark| mark.span.start)
            .min()
            .unwrap_or(0);
        let last = self
            .marks
            .iter()
            .map(|mark| mark.span.end)
            .max()
            .unwrap_or(0);
        let before = text.get(..first).unwrap_or("");
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let after = text.get(last..).unwrap_or("");
        let end = after.find('\n').map_or(text.len(), |at| last + at);
        self.line = before.matches('\n').count() + 1;
        self.text = text.get(start..end).unwrap_or("");
        for mark in &mut self.marks {
            mark.span = mark.span.start - start..mark.span.end - start;
        }
    }

    fn snippet(&self) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
        let marks = self.marks.iter().map(|mark| {
            let label = Some(mark.label.as_str()).filter(|label| !label.is_empty());
            mark.kind.span(mark.span.clone()).label(label)
        });
        Snippet::source(harmless(self.text))
            .line_start(self.line)
            .path(self.path.as_ref())
            .annotations(marks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::harmless::is_harmful;

    fn sources() -> (Sources, FileId) {
        let mut sources = Sources::default();
        let file = sources.add(
            "p/a.toml",
            "one = 1\ntwo = \"\u{1b}[31mtwo\u{202e}\"\nthree = 3\n",
        );
        (sources, file)
    }

    #[test]
    fn findings_are_shown_where_they_stand_with_help_and_a_count() {
        let (sources, file) = sources();
        let findings = [
            Finding::error("ids", "`three` is there twice")
                .at(&Place::new(file, 28..33))
                .label("here")
                .also(&Place::new(file, 0..3), "first used here")
                .help("give one of them another id"),
            Finding::warning("file", "there is no pack here"),
        ];
        insta::assert_snapshot!(text(&findings, &sources, Colour::Plain));
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let (sources, file) = sources();
        let finding = Finding::error("syntax", "odd \u{1b}[31m\u{85}")
            .at(&Place::new(file, 8..25))
            .help("a\u{7}b");
        let shown = text(std::slice::from_ref(&finding), &sources, Colour::Plain);
        assert!(!shown.contains(is_harmful), "{shown:?}");
        assert!(text(&[finding], &sources, Colour::Ansi).contains('\u{1b}'));
    }

    #[test]
    fn places_outside_the_text_do_no_harm() {
        let (sources, file) = sources();
        for span in [900..950, 16..900, 24..25, 0..0] {
            let finding = Finding::error("syntax", "x").at(&Place::new(file, span));
            assert!(text(&[finding], &sources, Colour::Plain).contains("p/a.toml"));
        }
        let nowhere = Finding::error("syntax", "x").at(&Place::new(FileId(7), 0..1));
        assert!(text(&[nowhere], &sources, Colour::Plain).contains("error[syntax]: x"));
    }

    #[test]
    fn json_has_one_object_a_line() {
        let (sources, file) = sources();
        let findings = [
            Finding::error("ids", "a \"b\"")
                .at(&Place::new(file, 8..11))
                .help("h"),
            Finding::warning("file", "n"),
        ];
        assert_eq!(
            json(&findings, &sources),
            "{\"rule\":\"ids\",\"severity\":\"error\",\"message\":\"a \\\"b\\\"\",\"file\":\"p/a.toml\",\"line\":2,\"column\":1,\"help\":\"h\"}\n\
             {\"rule\":\"file\",\"severity\":\"warning\",\"message\":\"n\",\"file\":null,\"line\":null,\"column\":null,\"help\":null}\n"
        );
    }

    #[test]
    fn counts_are_in_words() {
        let (error, warning) = (Finding::error("a", ""), Finding::warning("a", ""));
        assert_eq!(count(&[]), "no findings");
        assert_eq!(
            count(&[error.clone(), error, warning.clone()]),
            "2 errors, 1 warning"
        );
        assert_eq!(count(&[warning]), "1 warning");
    }
}
