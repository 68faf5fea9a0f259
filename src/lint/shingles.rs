//! Runs of six words as hashes: enough to see that a text copies the article, too little to read it.
//!
//! The article itself never enters the project. Its hashes do, in `article.shingles` beside the pack: one number of 16
//! hexadecimal digits a line, `#` begins a remark.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use crate::lint::words::{plain, spans};
use crate::script::finding::{FileId, Finding, Place, Sources};
use crate::script::load::Files;

/// The file's name beside `pack.toml`.
pub const FILE_NAME: &str = "article.shingles";
/// How many words make a run.
pub const RUN_WORDS: usize = 6;

/// Hashes of runs of words, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shingles(Vec<u64>);

impl Shingles {
    /// The runs of a text.
    pub fn of(text: &str) -> Self {
        let plain = plain(text);
        let hashes = runs(&plain).map(|run| hash(&plain, run));
        Self::sorted(hashes.collect())
    }

    /// The runs of several texts.
    pub fn of_all<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let all = texts.into_iter().flat_map(|text| Self::of(text).0);
        Self::sorted(all.collect())
    }

    fn sorted(mut hashes: Vec<u64>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// Reads a file of hashes; lines that are none are reported.
    pub fn parse(file: FileId, text: &str, findings: &mut Vec<Finding>) -> Self {
        let mut hashes = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let number = line.split('#').next().unwrap_or("").trim();
            match hexadecimal(number) {
                Some(hash) => hashes.push(hash),
                None if number.is_empty() => {}
                None => {
                    let place = Place::new(file, start..start + line.trim_end().len());
                    let finding = Finding::error("shared-words", "this is not a hash")
                        .at(&place)
                        .help("each line is a number of 16 hexadecimal digits; make the file anew");
                    findings.push(finding);
                }
            }
            start += line.len();
        }
        Self::sorted(hashes)
    }

    /// The text of a file of hashes.
    pub fn to_text(&self) -> String {
        let mut out = String::from(
            "# Hashes of the article's runs of six words, for the lint `shared-words`. The words cannot be read from them.\n",
        );
        for hash in &self.0 {
            let _infallible = writeln!(out, "{hash:016x}");
        }
        out
    }

    /// Whether this hash is among them.
    pub fn has(&self, hash: u64) -> bool {
        self.0.binary_search(&hash).is_ok()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Reads the hashes of every pack in a folder and adds the files to `sources`.
pub fn by_pack(
    files: &Files,
    sources: &mut Sources,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, Shingles> {
    let mut out = BTreeMap::new();
    for (path, text) in files {
        let folder = path.strip_suffix(FILE_NAME);
        if let Some(folder) = folder.and_then(|folder| folder.strip_suffix('/')) {
            let file = sources.add(path.clone(), text.clone());
            out.insert(folder.to_owned(), Shingles::parse(file, text, findings));
        }
    }
    out
}

/// A number of exactly 16 hexadecimal digits.
fn hexadecimal(text: &str) -> Option<u64> {
    let fits = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
    fits.then(|| u64::from_str_radix(text, 16).ok()).flatten()
}

/// Where each run of words stands in a plain text.
pub(crate) fn runs(plain: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let ends = spans(plain).skip(RUN_WORDS - 1);
    spans(plain)
        .zip(ends)
        .map(|(first, last)| first.start..last.end)
}

/// The hash of one run.
pub(crate) fn hash(plain: &str, run: Range<usize>) -> u64 {
    xxh3_64(plain.get(run).unwrap_or("").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_survive_writing_and_reading() {
        let shingles = Shingles::of("One two three four five six seven, eight.");
        assert_eq!(shingles.len(), 3);
        let mut findings = Vec::new();
        let read = Shingles::parse(FileId(0), &shingles.to_text(), &mut findings);
        assert_eq!((read, findings.len()), (shingles, 0));
        assert!(Shingles::of("one two three four five").is_empty());
    }

    #[test]
    fn signs_and_capitals_make_no_difference() {
        let one = Shingles::of("“Don’t go” — he said: it’s late");
        assert_eq!(one, Shingles::of("don't GO he said, 'it's late'"));
    }

    #[test]
    fn lines_that_are_no_hash_are_reported() {
        let mut findings = Vec::new();
        let text = "# remark\n\n00000000000000ff # fine\nabc\n+0000000000000ff\n";
        assert_eq!(Shingles::parse(FileId(0), text, &mut findings).len(), 1);
        let places: Vec<_> = findings.iter().filter_map(|f| f.place.clone()).collect();
        assert_eq!(
            places,
            [Place::new(FileId(0), 34..37), Place::new(FileId(0), 38..54)]
        );
    }
}
