//! Where to find help: support lines as data, each with its sources and the day on which somebody checked it.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::script::file::At;
use crate::script::finding::{FileId, Finding, Place, Sources};
use crate::script::load::Files;
use crate::script::read::{self, Reader};
use crate::script::suggest::did_you_mean;

/// The folder of support lines inside a prompts folder.
pub const FOLDER: &str = "support/";
/// The country of lines that serve everywhere.
pub const WORLDWIDE: &str = "XX";

/// Whom a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// Anyone in danger now.
    Emergency,
    /// Anyone who has a hard time.
    Emotional,
    /// Anyone who is hurt or controlled by someone close.
    PartnerViolence,
    /// Children and young people.
    Child,
}

/// A support line as an author writes it, in `[[line]]`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LineRaw {
    /// Its id, unique among all lines.
    #[schemars(with = "String")]
    pub id: At<String>,
    /// Two capital letters, or `XX` for the whole world.
    #[schemars(with = "String")]
    pub country: At<String>,
    /// Whom it is for.
    pub kind: LineKind,
    /// Its name.
    pub name: String,
    /// The number to call.
    #[serde(default)]
    pub phone: String,
    /// How to write to it.
    #[serde(default)]
    pub text: String,
    /// When somebody answers.
    #[serde(default)]
    pub hours: String,
    /// Languages spoken.
    #[serde(default)]
    pub language: String,
    /// Its site.
    #[serde(default)]
    pub website: String,
    /// Where this was found.
    pub source: String,
    /// The day that the source shows.
    pub source_date: String,
    /// A second place that says the same.
    #[serde(default)]
    pub second_source: String,
    /// The day that the second source shows.
    #[serde(default)]
    pub second_source_date: String,
    /// Who checked it with the provider. Never invented.
    #[serde(default)]
    pub verified_by: String,
    /// The day of that check, as `2026-11-22`.
    #[serde(default)]
    pub verified_on: String,
    /// A line that is never shown without this one.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub pair: Option<At<String>>,
}

/// Everything that a file in `support/` may hold.
#[derive(Debug, Default, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SupportFile {
    /// Support lines.
    #[schemars(default)]
    pub line: Vec<LineRaw>,
}

/// A support line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportLine {
    /// Its id, unique among all lines.
    pub id: String,
    /// Two capital letters, or [`WORLDWIDE`].
    pub country: String,
    /// Whom it is for.
    pub kind: LineKind,
    /// Its name.
    pub name: String,
    /// The number to call; empty when there is none.
    pub phone: String,
    /// How to write to it; empty when there is no way.
    pub text: String,
    /// When somebody answers.
    pub hours: String,
    /// Languages spoken.
    pub language: String,
    /// Its site; empty when there is none.
    pub website: String,
    /// Where this was found.
    pub source: String,
    /// The day that the source shows.
    pub source_date: String,
    /// A second place that says the same.
    pub second_source: String,
    /// The day that the second source shows.
    pub second_source_date: String,
    /// Who checked it with the provider; empty when nobody did.
    pub verified_by: String,
    /// The day of that check.
    pub verified_on: String,
    /// A line that is never shown without this one.
    pub pair: Option<String>,
    /// Where its id stands.
    pub place: Place,
}

/// Reads every support line of a prompts folder and adds the files to `sources`.
pub fn lines(
    files: &Files,
    sources: &mut Sources,
    findings: &mut Vec<Finding>,
) -> Vec<SupportLine> {
    let mut out = Vec::new();
    for (path, text) in files.range(FOLDER.to_owned()..) {
        let Some(name) = path.strip_prefix(FOLDER) else {
            break;
        };
        if name.rsplit_once('.').is_some_and(|(_, end)| end == "toml") {
            let id = sources.add(path.clone(), text.clone());
            let raw = file(id, text, findings).line;
            out.extend(raw.into_iter().map(|raw| line(id, raw, findings)));
        }
    }
    without_doubles(out, findings)
}

/// Reads one file of support lines.
pub fn file(file: FileId, text: &str, findings: &mut Vec<Finding>) -> SupportFile {
    let mut out = SupportFile::default();
    let Some(table) = read::document(file, text, findings) else {
        return out;
    };
    let mut reader = Reader { file, findings };
    for (key, value) in table.into_inner() {
        match key.get_ref().as_ref() {
            "line" => out.line = reader.list("line", value),
            name => {
                let finding = Finding::error("syntax", format!("unknown key `{name}`"))
                    .at(&Place::new(file, key.span()))
                    .help(did_you_mean(name, ["line"]));
                reader.findings.push(finding);
            }
        }
    }
    out
}

/// One line, with what is odd about it reported.
fn line(file: FileId, raw: LineRaw, findings: &mut Vec<Finding>) -> SupportLine {
    let place = Place::new(file, raw.id.span());
    let country = Place::new(file, raw.country.span());
    let line = SupportLine {
        id: raw.id.into_inner(),
        country: raw.country.into_inner(),
        kind: raw.kind,
        name: raw.name,
        phone: raw.phone,
        text: raw.text,
        hours: raw.hours,
        language: raw.language,
        website: raw.website,
        source: raw.source,
        source_date: raw.source_date,
        second_source: raw.second_source,
        second_source_date: raw.second_source_date,
        verified_by: raw.verified_by,
        verified_on: raw.verified_on,
        pair: raw.pair.map(At::into_inner),
        place,
    };
    let capitals = line.country.bytes().all(|b| b.is_ascii_uppercase());
    if line.country.len() != 2 || !capitals {
        let finding = Finding::error("syntax", "a country is two capital letters")
            .at(&country)
            .help(format!(
                "such as `DE`, or `{WORLDWIDE}` for the whole world"
            ));
        findings.push(finding);
    }
    let ways = [&line.phone, &line.text, &line.website];
    if ways.iter().all(|way| way.trim().is_empty()) {
        let message = format!("the support line `{}` cannot be reached", line.id);
        let finding = Finding::error("syntax", message)
            .at(&line.place)
            .help("give it a `phone`, a `text` or a `website`");
        findings.push(finding);
    }
    if !line.website.is_empty() && !line.website.starts_with("https://") {
        let message = format!("the website of `{}` is not a secure address", line.id);
        let finding = Finding::error("syntax", message)
            .at(&line.place)
            .help("it begins with `https://`");
        findings.push(finding);
    }
    line
}

/// Leaves out lines whose id was used before, and reports them.
fn without_doubles(lines: Vec<SupportLine>, findings: &mut Vec<Finding>) -> Vec<SupportLine> {
    let mut seen: HashMap<String, Place> = HashMap::new();
    let mut out = Vec::new();
    for line in lines {
        if let Some(first) = seen.get(&line.id) {
            let message = format!("the support line `{}` is there twice", line.id);
            let finding = Finding::error("ids", message)
                .at(&line.place)
                .also(first, "first used here");
            findings.push(finding);
            continue;
        }
        seen.insert(line.id.clone(), line.place.clone());
        out.push(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<SupportLine>, Vec<String>) {
        let files = Files::from([("support/a.toml".to_owned(), text.to_owned())]);
        let mut findings = Vec::new();
        let lines = lines(&files, &mut Sources::default(), &mut findings);
        let messages = findings.into_iter().map(|finding| finding.message);
        (lines, messages.collect())
    }

    #[test]
    fn lines_are_read_with_what_was_left_out_empty() {
        let (lines, findings) = read(
            "[[line]]\nid = 'a'\ncountry = 'XX'\nkind = 'partner-violence'\nname = 'A'\n\
             website = 'https://a.example'\nsource = 's'\nsource-date = 'undated'\n",
        );
        assert_eq!(findings, Vec::<String>::new());
        assert_eq!(lines[0].kind, LineKind::PartnerViolence);
        assert_eq!(
            (lines[0].phone.as_str(), lines[0].verified_by.as_str()),
            ("", "")
        );
    }

    #[test]
    fn odd_lines_are_reported_and_the_first_of_two_stays() {
        let one = "[[line]]\nid='a'\ncountry='Germany'\nkind='child'\nname='A'\nsource='s'\nsource-date='d'\n";
        let two = "[[line]]\nid='a'\ncountry='DE'\nkind='child'\nname='B'\nphone='1'\nwebsite='http://b'\nsource='s'\nsource-date='d'\n[[lines]]\n";
        let (lines, findings) = read(&format!("{one}{two}"));
        assert_eq!(lines.len(), 1);
        assert_eq!(
            findings,
            [
                "unknown key `lines`",
                "a country is two capital letters",
                "the support line `a` cannot be reached",
                "the website of `a` is not a secure address",
                "the support line `a` is there twice",
            ]
        );
    }
}
