//! A talk as short text, and back.
//!
//! A token is at most [`CHARS_MAX`] characters of URL-safe base64: everything a [`Talk`] holds and not one word of the member.
//! Nodes, variables and values are named by their committed ordinals, so that a token outlives content edits. It gives no
//! rights. Any text decodes to a talk or to a polite refusal.

mod read;
mod worst;
mod write;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::engine::bits::{Reader, Writer};
use crate::engine::talk::Talk;
use crate::script::{Pack, PackIx, Script};

use read::Read;
use write::Layout;

pub use worst::longest;

/// Longest token, so that a kind and a choice number fit beside it into the 100 characters of a button's identifier.
pub const CHARS_MAX: usize = 88;

/// The present layout.
const VERSION: u64 = 1;

/// Why a text is not a talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not a token, or a letter is wrong.
    #[error("this is not a resume code, or a letter in it is wrong")]
    Unreadable,
    /// It comes from a newer layout.
    #[error("this resume code comes from a newer version")]
    Newer,
    /// It belongs to a pack that is not here.
    #[error("this resume code belongs to a pack that is not here")]
    OtherPack,
}

/// A decoded token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The talk.
    pub talk: Talk,
    /// Whether its place is gone, so that it stands at the hub instead.
    pub gone: bool,
}

/// Writes a talk. The lint proves that no talk of a clean pack is longer than [`CHARS_MAX`].
pub fn encode(pack: &Pack, talk: &Talk) -> String {
    let mut writer = Writer::new();
    writer.bits(VERSION, 4);
    writer.bits(pack.tag(), 10);
    Layout { pack, talk }.write(&mut writer);
    let mut bytes = writer.finish();
    bytes.push(checksum(&bytes));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads a token of any pack of the script.
pub fn decode(script: &Script, text: &str) -> Result<Decoded, Refusal> {
    let text = text.trim();
    if text.len() > CHARS_MAX {
        return Err(Refusal::Unreadable);
    }
    let bytes = URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|_wrong| Refusal::Unreadable)?;
    let (sum, bytes) = bytes.split_last().ok_or(Refusal::Unreadable)?;
    if checksum(bytes) != *sum {
        return Err(Refusal::Unreadable);
    }
    let mut reader = Reader::new(bytes);
    match reader.bits(4) {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return Err(Refusal::Newer),
        _ => return Err(Refusal::Unreadable),
    }
    let wanted = reader.bits(10).ok_or(Refusal::Unreadable)?;
    let packs = (0..).map(PackIx).zip(&script.packs);
    let (index, pack) = packs
        .into_iter()
        .find(|(_, pack)| pack.tag() == wanted)
        .ok_or(Refusal::OtherPack)?;
    let read = Read { pack, index };
    let decoded = read.talk(&mut reader).ok_or(Refusal::Unreadable)?;
    if reader.ended() {
        Ok(decoded)
    } else {
        Err(Refusal::Unreadable)
    }
}

/// Eight bits that catch a mistyped letter.
fn checksum(bytes: &[u8]) -> u8 {
    u8::try_from(xxhash_rust::xxh3::xxh3_64(bytes) & 0xFF).unwrap_or(0)
}
