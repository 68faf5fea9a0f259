//! A prompts folder on disk -> texts, with findings for everything that cannot be read.

use std::fs;
use std::io;
use std::path::Path;

use crate::script::Finding;
use crate::script::load::{Files, OrdinalsByPack, PACK_FILE};
use crate::script::ordinals;
use crate::script::read::FILE_BYTES_MAX;

/// Most bytes of a prompts folder.
const FOLDER_BYTES_MAX: u64 = 12 * 1024 * 1024;

/// Most files of a prompts folder.
const FILES_MAX: usize = 2_000;

/// Endings of files that are read; others may stand there and are left alone.
const ENDINGS: [&str; 2] = ["toml", "shingles"];

/// Reads a prompts folder: the folders in it, or the one pack that it is itself.
pub fn read_folder(folder: &Path, findings: &mut Vec<Finding>) -> Files {
    let mut reader = Reader {
        files: Files::new(),
        bytes: 0,
        findings,
    };
    if folder.join(PACK_FILE).is_file() {
        let name = folder.canonicalize().ok();
        let name = name
            .as_deref()
            .and_then(Path::file_name)
            .unwrap_or_default();
        reader.folder(folder, &name.to_string_lossy());
        return reader.files;
    }
    for (path, name) in reader.entries(folder) {
        if reader.is_folder(&path, &name) {
            reader.folder(&path, &name);
        }
    }
    reader.files
}

/// Writes the ordinals of every pack beside its `pack.toml`; returns the files that changed.
pub fn write_ordinals(folder: &Path, by_pack: &OrdinalsByPack) -> io::Result<Vec<String>> {
    let mut changed = Vec::new();
    for (name, numbers) in by_pack.iter().filter(|(_, numbers)| numbers.added > 0) {
        let inside = if folder.join(PACK_FILE).is_file() {
            folder.to_owned()
        } else {
            folder.join(name)
        };
        let path = inside.join(ordinals::FILE_NAME);
        let fresh = inside.join(format!("{}.new", ordinals::FILE_NAME));
        fs::write(&fresh, numbers.to_toml())?;
        fs::rename(&fresh, &path)?;
        changed.push(path.display().to_string());
    }
    Ok(changed)
}

/// Collects files within the bounds.
struct Reader<'f> {
    files: Files,
    bytes: u64,
    findings: &'f mut Vec<Finding>,
}

impl Reader<'_> {
    fn refuse(&mut self, path: &Path, what: &str, help: &str) {
        let message = format!("`{}` {what}", path.display());
        self.findings
            .push(Finding::error("file", message).help(help));
    }

    fn entries(&mut self, folder: &Path) -> Vec<(std::path::PathBuf, String)> {
        match fs::read_dir(folder) {
            Ok(entries) => {
                let mut out: Vec<_> = entries
                    .filter_map(Result::ok)
                    .map(|entry| {
                        (
                            entry.path(),
                            entry.file_name().to_string_lossy().into_owned(),
                        )
                    })
                    .filter(|(_, name)| !name.starts_with('.'))
                    .take(FILES_MAX)
                    .collect();
                out.sort();
                out
            }
            Err(error) => {
                let what = format!("cannot be read as a folder: {error}");
                self.refuse(
                    folder,
                    &what,
                    "name a folder of prompts; see prompts/README.md",
                );
                Vec::new()
            }
        }
    }

    /// Whether `path` is a folder of its own; links are reported where they would matter.
    fn is_folder(&mut self, path: &Path, name: &str) -> bool {
        let Ok(kind) = fs::symlink_metadata(path) else {
            return false;
        };
        if kind.is_symlink() {
            self.refuse(
                path,
                "is a symbolic link",
                "put the folder itself here; links are not followed",
            );
            return false;
        }
        kind.is_dir() && name != "transcripts"
    }

    fn folder(&mut self, folder: &Path, name: &str) {
        for (path, file) in self.entries(folder) {
            let ending = path.extension().unwrap_or_default().to_string_lossy();
            if !ENDINGS.contains(&ending.as_ref()) || self.files.len() >= FILES_MAX {
                continue;
            }
            // A file that was refused stays known, so that nobody is told it is not there.
            let text = self.text(&path).unwrap_or_default();
            self.files.insert(format!("{name}/{file}"), text);
        }
    }

    fn text(&mut self, path: &Path) -> Option<String> {
        let meta = fs::symlink_metadata(path).ok()?;
        if meta.is_symlink() {
            self.refuse(
                path,
                "is a symbolic link",
                "put the file itself here; links are not followed",
            );
            return None;
        }
        if !meta.is_file() {
            self.refuse(path, "is not a file", "put a text file here, or rename it");
            return None;
        }
        self.bytes += meta.len();
        if meta.len() > FILE_BYTES_MAX as u64 || self.bytes > FOLDER_BYTES_MAX {
            let help = format!(
                "a file may have {} kB, all files together {} MB",
                FILE_BYTES_MAX / 1024,
                FOLDER_BYTES_MAX / 1024 / 1024
            );
            self.refuse(path, "is too large", &help);
            return None;
        }
        match fs::read(path) {
            Ok(bytes) => self.utf8(path, bytes),
            Err(error) => {
                let what = format!("cannot be read: {error}");
                self.refuse(path, &what, "check the file's permissions");
                None
            }
        }
    }

    fn utf8(&mut self, path: &Path, bytes: Vec<u8>) -> Option<String> {
        match String::from_utf8(bytes) {
            Ok(text) => Some(plain(&text)),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let what = format!("is not UTF-8 text (byte {at})");
                self.refuse(path, &what, "save the file as UTF-8");
                None
            }
        }
    }
}

/// Takes a byte order mark and carriage returns out.
fn plain(text: &str) -> String {
    text.strip_prefix('\u{FEFF}')
        .unwrap_or(text)
        .replace("\r\n", "\n")
}
