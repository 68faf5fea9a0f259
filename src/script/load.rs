//! Texts of a prompts folder -> a [`Script`]: finds the packs, follows their includes, resolves them.
//!
//! The caller has read the files; here they are only values.

use std::collections::{BTreeMap, BTreeSet};

use crate::script::file::PackFile;
use crate::script::finding::{FileId, Finding, Place};
use crate::script::ordinals::{FILE_NAME, Ordinals};
use crate::script::pack::{Pack, Script};
use crate::script::read;
use crate::script::resolve::{self, Draft};
use crate::script::suggest::did_you_mean;

/// The name of a pack's head file.
pub const PACK_FILE: &str = "pack.toml";

/// Files of a prompts folder by path relative to it, with forward slashes.
pub type Files = BTreeMap<String, String>;

/// Ordinals by pack folder, with every missing name appended.
pub type OrdinalsByPack = BTreeMap<String, Ordinals>;

/// Reads all packs of a folder.
pub fn script(files: &Files, findings: &mut Vec<Finding>) -> (Script, OrdinalsByPack) {
    let mut script = Script::default();
    let mut ordinals = OrdinalsByPack::new();
    let folders: BTreeSet<&str> = files
        .keys()
        .filter_map(|path| path.strip_suffix(PACK_FILE)?.strip_suffix('/'))
        .collect();
    for folder in folders {
        let mut loader = Loader {
            files,
            folder,
            script: &mut script,
            findings,
        };
        let draft = loader.draft();
        let (pack, numbers) = resolve::pack(draft, findings);
        warn_of_missing_numbers(&numbers, pack.as_ref().map(|pack| &pack.place), findings);
        ordinals.insert(folder.to_owned(), numbers);
        let twice = pack
            .as_ref()
            .filter(|pack| script.find_pack(&pack.id).is_some());
        if let Some(pack) = twice {
            let message = format!("the pack `{}` is there twice", pack.id);
            findings.push(Finding::error("ids", message).at(&pack.place));
        } else {
            check_tag(pack.as_ref(), &script, findings);
            script.packs.extend(pack);
        }
    }
    if script.packs.is_empty() && findings.is_empty() {
        let finding = Finding::error("file", "there is no pack here").help(format!(
            "a pack is a folder with a `{PACK_FILE}` in it; see prompts/README.md"
        ));
        findings.push(finding);
    }
    (script, ordinals)
}

/// Tokens tell packs apart by a short tag of their ids; two packs with one tag could not be told apart.
fn check_tag(pack: Option<&Pack>, script: &Script, findings: &mut Vec<Finding>) {
    let Some(pack) = pack else { return };
    let twin = script.packs.iter().find(|other| other.tag() == pack.tag());
    if let Some(twin) = twin {
        let message = format!(
            "the packs `{}` and `{}` cannot be told apart in buttons",
            pack.id, twin.id
        );
        let finding = Finding::error("ids", message).at(&pack.place);
        findings.push(finding.help("change one of the two ids a little"));
    }
}

/// Names without a number get one in memory, which the next start may give differently.
fn warn_of_missing_numbers(numbers: &Ordinals, place: Option<&Place>, findings: &mut Vec<Finding>) {
    let (1.., Some(place)) = (numbers.added, place) else {
        return;
    };
    let message = format!("{} names have no committed number yet", numbers.added);
    let finding = Finding::warning("ids", message)
        .at(place)
        .help("run `alongside ordinals` on this folder and commit the file it writes");
    findings.push(finding);
}

/// Reads one pack's files.
struct Loader<'a> {
    files: &'a Files,
    folder: &'a str,
    script: &'a mut Script,
    findings: &'a mut Vec<Finding>,
}

impl Loader<'_> {
    fn draft(&mut self) -> Draft {
        let mut files = Vec::new();
        let Some((id, head)) = self.file(PACK_FILE) else {
            return Draft {
                files,
                ordinals: Ordinals::default(),
            };
        };
        if head.head.is_none() {
            let finding = Finding::error("syntax", "the head of the pack could not be read")
                .at(&Place::new(id, 0..0))
                .help(
                    "`pack.toml` begins with `id`, `version`, `title`, `language`, `start`, `hub`",
                );
            self.findings.push(finding);
        }
        let includes: Vec<(String, Place)> = head
            .head
            .iter()
            .flat_map(|head| &head.include)
            .map(|name| (name.get_ref().clone(), Place::new(id, name.span())))
            .collect();
        files.push((id, head));
        let mut seen = BTreeSet::from([PACK_FILE.to_owned()]);
        for (name, place) in includes {
            if self.include_is_fine(&name, &place, &mut seen) {
                files.extend(self.file(&name));
            }
        }
        self.not_included(&seen, id);
        self.stray_heads(&mut files);
        let ordinals = self.ordinals();
        Draft { files, ordinals }
    }

    /// Files that lie in the folder and are not part of the pack.
    fn not_included(&mut self, seen: &BTreeSet<String>, head: FileId) {
        let prefix = format!("{}/", self.folder);
        let files = self
            .files
            .keys()
            .filter_map(|path| path.strip_prefix(&prefix));
        let forgotten = files.filter(|name| {
            let is_text = name
                .rsplit_once('.')
                .is_some_and(|(_, ending)| ending == "toml");
            is_text && *name != FILE_NAME && !seen.contains(*name)
        });
        for name in forgotten {
            let message = format!("`{name}` is in the folder but not in `include`");
            let finding = Finding::warning("file", message).at(&Place::new(head, 0..0));
            self.findings
                .push(finding.help("add it to `include`, or take it out of the folder"));
        }
    }

    /// Only `pack.toml` may carry the pack's head.
    fn stray_heads(&mut self, files: &mut [(FileId, PackFile)]) {
        for (id, file) in files.iter_mut().skip(1) {
            if let Some(head) = file.head.take() {
                let finding = Finding::error("syntax", "only `pack.toml` carries the pack's head")
                    .at(&Place::new(*id, head.id.span()))
                    .help("move these keys into a table such as `[theme]`, or take them out");
                self.findings.push(finding);
            }
        }
    }

    fn include_is_fine(&mut self, name: &str, place: &Place, seen: &mut BTreeSet<String>) -> bool {
        let finding = if name.contains(['/', '\\']) || name.contains("..") || name.contains(':') {
            Finding::error(
                "file",
                "an include is a file name inside the pack's own folder",
            )
            .help("no folders, no `..`, no absolute paths")
        } else if !seen.insert(name.to_owned()) {
            Finding::error("file", format!("`{name}` is included twice"))
        } else if !self.files.contains_key(&self.path(name)) {
            let prefix = format!("{}/", self.folder);
            let known = self
                .files
                .keys()
                .filter_map(|path| path.strip_prefix(&prefix));
            let known: Vec<&str> = known.collect();
            Finding::error("file", format!("there is no file `{name}` in this folder"))
                .help(did_you_mean(name, known.iter().copied()))
        } else {
            return true;
        };
        self.findings.push(finding.at(place));
        false
    }

    fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.folder)
    }

    fn file(&mut self, name: &str) -> Option<(FileId, PackFile)> {
        let path = self.path(name);
        let text = self.files.get(&path)?;
        let id = self.script.sources.add(path, text.clone());
        Some((id, read::pack_file(id, text, self.findings)))
    }

    fn ordinals(&mut self) -> Ordinals {
        let path = self.path(FILE_NAME);
        let Some(text) = self.files.get(&path) else {
            return Ordinals::default();
        };
        let id = self.script.sources.add(path, text.clone());
        match toml::from_str(text) {
            Ok(ordinals) => ordinals,
            Err(error) => {
                let error: toml::de::Error = error;
                let span = error.span().unwrap_or(0..0);
                let finding = Finding::error("ids", error.message().to_owned())
                    .at(&Place::new(id, span))
                    .help(
                        "this file is written by `alongside ordinals`; restore the committed one",
                    );
                self.findings.push(finding);
                Ordinals::default()
            }
        }
    }
}
