//! Runs every rule over every pack.

use std::collections::BTreeMap;

use crate::lint::registry;
use crate::lint::rule::{Check, Context};
use crate::lint::shingles::Shingles;
use crate::script::finding::Finding;
use crate::script::load::OrdinalsByPack;
use crate::script::pack::{Pack, Script};
use crate::script::support::SupportLine;
use jiff::civil::Date;

/// Everything that the rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Input<'i> {
    /// The packs, and all texts that findings point into.
    pub script: &'i Script,
    /// Committed numbers by pack folder, as `load::script` returns them.
    pub ordinals: &'i OrdinalsByPack,
    /// Findings of other modules, such as the understanding's; they are sorted in.
    pub reported: &'i [Finding],
    /// Where to find help.
    pub support: &'i [SupportLine],
    /// Today.
    pub today: Date,
    /// Hashes of the article's runs of words, by pack folder.
    pub articles: &'i BTreeMap<String, Shingles>,
}

/// All findings, in the order of [`sort`].
pub fn check(input: &Input<'_>) -> Vec<Finding> {
    let mut findings = input.reported.to_vec();
    let contexts: Vec<Context<'_>> = input
        .script
        .packs
        .iter()
        .map(|pack| Context::new(input, pack))
        .collect();
    for rule in registry::rules() {
        match rule.check {
            Check::Pack(check) => contexts.iter().for_each(|cx| check(cx, &mut findings)),
            Check::Folder(check) => check(input, &mut findings),
            Check::Elsewhere => {}
        }
    }
    sort(&mut findings);
    findings
}

/// Sorts by file and place; what has no place comes first: it is about whole files, and other findings may follow from it.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by_cached_key(|finding| {
        let place = finding.place.as_ref();
        place.map(|place| (place.file, place.span.start, place.span.end))
    });
}

/// The folder of a pack, as it is named in the prompts folder.
pub(crate) fn folder<'i>(script: &'i Script, pack: &Pack) -> &'i str {
    let path = script
        .sources
        .get(pack.place.file)
        .map_or("", |file| file.path.as_str());
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::Folder;

    #[test]
    fn findings_come_in_the_order_of_files_and_places() {
        let folder = Folder::read(
            "[[node]]\nid = 'a'\ndepth = 'L'\nend = true\ntext = 'You should go. It is toxic.'\n\
             [[node]]\nid = 'b'\ndepth = 'L'\nend = true\ntext = 'Well done.'\n",
        );
        let mut reported = vec![Finding::error("file", "nowhere")];
        reported.extend(folder.found.clone());
        let findings = check(&Input {
            reported: &reported,
            ..folder.input()
        });
        let starts: Vec<_> = findings
            .iter()
            .map(|f| f.place.as_ref().map(|p| (p.file, p.span.start)))
            .collect();
        assert!(starts.is_sorted(), "{starts:?}");
        assert_eq!(starts.first(), Some(&None));
    }
}
