//! One TOML file -> the tables in it, and findings for what could not be read.
//!
//! Reading never fails. A broken line loses that line, a wrong key loses that key, a node without an id loses that node;
//! everything else is still read, so that an author sees all that is wrong at once.

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::script::file::PackFile;
use crate::script::finding::{FileId, Finding, Place, Severity};
use crate::script::suggest::did_you_mean;

/// How many faults of one table are peeled off before it is given up.
const PEELS_MAX: usize = 32;

/// Most tables of one kind in a file.
const ITEMS_MAX: usize = 20_000;

/// After this many findings the rest of a file is not looked at: nobody mends that many at once.
pub const FINDINGS_MAX: usize = 200;

/// Largest file, in bytes. A theme of 40 nodes is about 30 kB.
pub const FILE_BYTES_MAX: usize = 2 * 1024 * 1024;

/// The keys that make up the head of `pack.toml`.
const HEAD_KEYS: [&str; 9] = [
    "id",
    "version",
    "title",
    "language",
    "include",
    "start",
    "hub",
    "article",
    "grounding",
];

/// The tables that a pack's file may hold.
const TABLES: [&str; 8] = [
    "theme",
    "source",
    "claim",
    "key-point",
    "term",
    "family",
    "variable",
    "node",
];

/// Reads one file of a pack.
pub fn pack_file(file: FileId, text: &str, findings: &mut Vec<Finding>) -> PackFile {
    let Some(table) = document(file, text, findings) else {
        return PackFile::default();
    };
    let whole = table.span();
    let mut out = PackFile::default();
    let mut head = DeTable::new();
    let mut reader = Reader { file, findings };
    for (key, value) in table.into_inner() {
        match key.get_ref().as_ref() {
            "theme" => out.theme = reader.table("theme", value),
            "source" => out.source = reader.list("source", value),
            "claim" => out.claim = reader.list("claim", value),
            "key-point" => out.key_point = reader.list("key-point", value),
            "term" => out.term = reader.list("term", value),
            "family" => out.family = reader.list("family", value),
            "variable" => out.variable = reader.list("variable", value),
            "node" => out.node = reader.list("node", value),
            name if HEAD_KEYS.contains(&name) => {
                head.insert(key, value);
            }
            name => {
                let finding = Finding::error("syntax", format!("unknown key `{name}`"))
                    .at(&Place::new(file, key.span()))
                    .help(did_you_mean(name, TABLES.into_iter().chain(HEAD_KEYS)));
                reader.findings.push(finding);
            }
        }
    }
    if !head.is_empty() {
        let start = whole.start;
        let head = Spanned::new(start..start, DeValue::Table(head));
        out.head = reader.table("pack", head);
    }
    out
}

/// Reads a TOML text as far as it can be read.
pub fn document<'t>(
    file: FileId,
    text: &'t str,
    findings: &mut Vec<Finding>,
) -> Option<Spanned<DeTable<'t>>> {
    if text.len() > FILE_BYTES_MAX {
        let size = text.len() / 1024;
        let finding = Finding::error("file", format!("the file is too large: {size} kB"))
            .at(&Place::new(file, 0..0))
            .help(format!(
                "split it; a file may have {} kB",
                FILE_BYTES_MAX / 1024
            ));
        findings.push(finding);
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        findings.push(syntax(file, &error, text.len()));
    }
    Some(table)
}

/// A TOML error as a finding.
fn syntax(file: FileId, error: &toml::de::Error, end: usize) -> Finding {
    let span = error.span().unwrap_or(end..end);
    Finding {
        severity: Severity::Error,
        ..Finding::error("syntax", plain(error.message()))
    }
    .at(&Place::new(file, span))
}

/// An error message on one line.
fn plain(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Deserialises tables piece by piece.
#[derive(Debug)]
pub struct Reader<'f> {
    /// The file being read.
    pub file: FileId,
    /// Where findings go.
    pub findings: &'f mut Vec<Finding>,
}

impl Reader<'_> {
    /// Reads every item of an array of tables that can be read.
    pub fn list<T: for<'de> Deserialize<'de>>(
        &mut self,
        what: &str,
        value: Spanned<DeValue<'_>>,
    ) -> Vec<T> {
        let span = value.span();
        let DeValue::Array(items) = value.into_inner() else {
            let finding = Finding::error("syntax", format!("`{what}` is written as `[[{what}]]`"))
                .at(&Place::new(self.file, span));
            self.findings.push(finding);
            return Vec::new();
        };
        if items.len() > ITEMS_MAX {
            let message = format!("there are {} of `{what}` in this file", items.len());
            let finding = Finding::error("limits", message)
                .at(&Place::new(self.file, span))
                .help(format!("a file may have {ITEMS_MAX}"));
            self.findings.push(finding);
            return Vec::new();
        }
        items
            .into_iter()
            .map_while(|item| (self.findings.len() < FINDINGS_MAX).then(|| self.table(what, item)))
            .flatten()
            .collect()
    }

    /// Reads one table; keys that cannot be read are reported and left out.
    pub fn table<T: for<'de> Deserialize<'de>>(
        &mut self,
        what: &str,
        mut value: Spanned<DeValue<'_>>,
    ) -> Option<T> {
        for _ in 0..PEELS_MAX {
            let error = match read(value.clone()) {
                Ok(read) => return Some(read),
                Err(error) => error,
            };
            let span = error.span().unwrap_or(value.span());
            self.findings.push(self.fault(what, &error, span.clone()));
            let itself = error.message().starts_with("missing field") && span == value.span();
            if itself || !peel(&mut value, &span) {
                return None;
            }
        }
        None
    }

    /// A serde error as a finding, with the nearest known word.
    fn fault(&self, what: &str, error: &toml::de::Error, span: std::ops::Range<usize>) -> Finding {
        let message = plain(error.message());
        let named: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let unknown = message.starts_with("unknown");
        let (text, help) = match named.split_first() {
            Some((name, known)) if unknown && message.starts_with("unknown field") => (
                format!("unknown key `{name}` in `{what}`"),
                Some(did_you_mean(name, known.iter().copied())),
            ),
            Some((name, known)) if unknown => (
                format!("unknown word `{name}` in `{what}`"),
                Some(did_you_mean(name, known.iter().copied())),
            ),
            Some((name, _)) if message.starts_with("missing field") => (
                format!("`{name}` is missing in `{what}`"),
                Some(format!("add `{name} = …`; without it this is not read")),
            ),
            _ => (format!("{message} in `{what}`"), None),
        };
        let mut finding = Finding::error("syntax", text).at(&Place::new(self.file, span));
        finding.help = help;
        finding
    }
}

/// One attempt to read a table.
fn read<T: for<'de> Deserialize<'de>>(value: Spanned<DeValue<'_>>) -> Result<T, toml::de::Error> {
    let deserializer: toml::de::ValueDeserializer<'_> = value.into();
    T::deserialize(deserializer)
}

/// Takes the innermost entry that holds `span` out of `value`; false when there is none.
fn peel(value: &mut Spanned<DeValue<'_>>, span: &std::ops::Range<usize>) -> bool {
    match value.get_mut() {
        DeValue::Table(table) => {
            let hit = table
                .iter()
                .find(|(key, value)| holds(&key.span(), span) || holds_deep(value, span))
                .map(|(key, _)| key.clone());
            let Some(key) = hit else {
                return false;
            };
            let deeper = table.get_mut(&key).is_some_and(|inner| peel(inner, span));
            deeper || table.remove(&key).is_some()
        }
        DeValue::Array(items) => {
            let Some(index) = items.iter().position(|item| holds_deep(item, span)) else {
                return false;
            };
            let deeper = items.get_mut(index).is_some_and(|inner| peel(inner, span));
            if !deeper {
                drop_item(items, index);
            }
            true
        }
        _ => false,
    }
}

/// Takes one item out of an array.
fn drop_item(items: &mut toml::de::DeArray<'_>, index: usize) {
    *items = items
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != index)
        .map(|(_, item)| item.clone())
        .collect();
}

/// Whether `outer` contains `inner`.
fn holds(outer: &std::ops::Range<usize>, inner: &std::ops::Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Whether a value or anything in it contains `span`; tables written as `[[node]]` have a span of their header only.
fn holds_deep(value: &Spanned<DeValue<'_>>, span: &std::ops::Range<usize>) -> bool {
    holds(&value.span(), span)
        || match value.get_ref() {
            DeValue::Table(table) => table
                .iter()
                .any(|(key, value)| holds(&key.span(), span) || holds_deep(value, span)),
            DeValue::Array(items) => items.iter().any(|item| holds_deep(item, span)),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (PackFile, Vec<String>) {
        let mut findings = Vec::new();
        let file = pack_file(FileId(0), text, &mut findings);
        let shown = findings
            .iter()
            .map(|f| format!("{} / {}", f.message, f.help.as_deref().unwrap_or("")))
            .collect();
        (file, shown)
    }

    #[test]
    fn every_wrong_key_is_reported_and_the_rest_is_read() {
        let (file, findings) = read(
            "[[node]]\nid = 'a'\ndepht = 'L'\ndepth = 'L'\ntxet = 'x'\ntext = 'hello'\n\
             [[node]]\nid = 'b'\ndepth = 'X'\ntext = 'there'\n[[node]]\nid='c'\ndepth='M'\ntext='three'\n",
        );
        let ids: Vec<&str> = file.node.iter().map(|n| n.id.get_ref().as_str()).collect();
        assert_eq!(ids, ["a", "c"]);
        assert_eq!(
            findings,
            [
                "unknown key `depht` in `node` / did you mean `depth`?",
                "unknown key `txet` in `node` / did you mean `text`?",
                "unknown word `X` in `node` / known here: `D`, `L`, `M`",
                "`depth` is missing in `node` / add `depth = …`; without it this is not read",
            ]
        );
    }

    #[test]
    fn a_wrong_choice_loses_the_choice_and_not_the_node() {
        let (file, findings) = read(
            "[[node]]\nid = 'a'\ndepth = 'L'\ntext = 'hello'\n[[node.choice]]\nid='x'\nlabel=3\n[[node.choice]]\nid='y'\nlabel='Y'\n",
        );
        assert_eq!(file.node.len(), 1, "{findings:?}");
        assert_eq!(file.node[0].choice.len(), 1, "{findings:?}");
        assert_eq!(findings.len(), 2, "{findings:?}");
    }

    #[test]
    fn broken_toml_is_reported_and_the_lines_around_it_are_read() {
        let (file, findings) = read(
            "[[node]]\nid = 'a'\ndepth = 'L'\ntext = 'hello'\nnext = \n[[node]]\nid = 'b'\ndepth = 'L'\ntext = 'you'\n",
        );
        assert!(!findings.is_empty());
        assert_eq!(file.node.len(), 2);
    }
}
