//! A disk made of values, stocked with something of every kind.

use std::collections::BTreeMap;
use std::io;

use super::{Files, Path, PathBuf, SECRET, Seen};

/// A disk made of values.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    pub(super) seen: BTreeMap<PathBuf, Seen>,
    pub(super) bytes: BTreeMap<PathBuf, Vec<u8>>,
}

impl Shelf {
    /// The folder in which every test starts: `/home`, with something of every kind in it.
    pub(super) fn stocked() -> Self {
        let mut shelf = Self::default();
        let things = [
            ("/", Seen::Folder),
            ("/home", Seen::Folder),
            ("/home/folder", Seen::Folder),
            ("/home/prompts", Seen::Folder),
            ("/home/prompts/pack", Seen::Folder),
            ("/home/empty-folder", Seen::Folder),
            ("/home/read-only", Seen::Folder),
            ("/home/kept", Seen::Folder),
            ("/home/kept/alongside.keys", Seen::Folder),
            ("/home/pipe", Seen::Other),
            ("/home/barred", Seen::Barred),
        ];
        shelf
            .seen
            .extend(things.map(|(path, seen)| (PathBuf::from(path), seen)));
        let utf16 = |text: &str| {
            text.encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<u8>>()
        };
        let texts = [
            ("file", b"x".to_vec()),
            ("good", format!("{SECRET}\n").into_bytes()),
            ("good-dos", format!("\u{FEFF}{SECRET}\r\n").into_bytes()),
            ("open", SECRET.into()),
            ("huge", vec![b'a'; 5_000]),
            ("empty-token", Vec::new()),
            ("blank-token", b" \n".to_vec()),
            ("two-lines", format!("{SECRET}\n{SECRET}\n").into_bytes()),
            ("quoted", format!("\"{SECRET}\"").into_bytes()),
            ("bot-prefix", format!("Bot {SECRET}").into_bytes()),
            ("bearer", format!("bearer {SECRET}").into_bytes()),
            ("assignment", format!("DISCORD_TOKEN={SECRET}").into_bytes()),
            ("inner-space", SECRET.replace('.', ". ").into_bytes()),
            ("one-dot", b"MTIzNDU2.Gabcde".to_vec()),
            ("empty-part", b"MTIzNDU2..Gabcde".to_vec()),
            ("odd", SECRET.replace('a', "ä").into_bytes()),
            ("too-long", SECRET.repeat(5).into_bytes()),
            ("number", b"1234567890123456789".to_vec()),
            ("public-key", vec![b'f'; 64]),
            ("client-secret", vec![b'k'; 32]),
            ("utf16", [vec![0xFF, 0xFE], utf16(SECRET)].concat()),
            ("utf16-bare", utf16(SECRET)),
            ("latin1", vec![b'a', 0xE4, b'.']),
            (
                "crlf.toml",
                b"\xEF\xBB\xBF[log]\r\nformat = \"json\"\r\n".to_vec(),
            ),
            ("utf16.toml", [vec![0xFE, 0xFF], utf16("[log]")].concat()),
            ("latin1.toml", b"# \xE4".to_vec()),
            ("huge.toml", vec![b'#'; 70_000]),
            ("token.toml", SECRET.into()),
        ];
        for (name, bytes) in texts {
            let path = Path::new("/home").join(name);
            let seen = Seen::File {
                bytes: bytes.len() as u64,
                is_open_to_others: name == "open",
            };
            shelf.seen.insert(path.clone(), seen);
            shelf.bytes.insert(path, bytes);
        }
        let locked = Seen::File {
            bytes: 1,
            is_open_to_others: false,
        };
        shelf.seen.insert(PathBuf::from("/home/locked"), locked);
        shelf
    }
}

impl Files for Shelf {
    fn look(&self, path: &Path) -> Seen {
        let path = self.resolved(path);
        self.seen.get(&path).copied().unwrap_or(Seen::Nothing)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let bytes = self.bytes.get(&self.resolved(path));
        bytes
            .cloned()
            .ok_or_else(|| io::ErrorKind::PermissionDenied.into())
    }

    fn is_writable(&self, folder: &Path) -> bool {
        !folder.ends_with("read-only")
    }

    fn is_empty(&self, folder: &Path) -> bool {
        folder.ends_with("empty-folder")
    }

    fn resolved(&self, path: &Path) -> PathBuf {
        let mut out = PathBuf::from("/home");
        for part in path.components() {
            match part.as_os_str().to_str() {
                Some("..") => drop(out.pop()),
                Some(".") | None => {}
                Some(part) => out.push(part),
            }
        }
        out
    }
}
