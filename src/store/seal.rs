//! Sealing: everything about a member is encrypted under a key of that member's own.
//!
//! XChaCha20-Poly1305 with a random nonce of 24 bytes, which is long enough to be drawn at random for ever
//! (<https://datatracker.ietf.org/doc/html/draft-irtf-cfrg-xchacha-03>). What is sealed is bound to its place, so that it
//! cannot be moved to another row, and padded, so that its length says little.

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::store::fault::Fault;

/// How long a key is, in bytes.
pub(crate) const SECRET_BYTES: usize = 32;

/// How long a nonce is, in bytes.
const NONCE_BYTES: usize = 24;

/// What is sealed is as long as a multiple of this, in bytes.
const PAD_BYTES: usize = 128;

/// A member's key. It is wiped from memory when it is dropped, and has no way to be shown.
pub(crate) struct Secret(Zeroizing<[u8; SECRET_BYTES]>);

/// Where something sealed stands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Spot {
    /// The record of a member.
    Record(i64),
    /// An answer of a member.
    Answer(i64, i64),
}

impl Secret {
    /// A new key.
    pub(crate) fn random() -> Result<Self, Fault> {
        let mut bytes = Zeroizing::new([0; SECRET_BYTES]);
        fill(bytes.as_mut_slice())?;
        Ok(Self(bytes))
    }

    /// A key from where keys are kept.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, Fault> {
        let bytes = bytes.try_into().map_err(|_short| Fault::Unreadable)?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// The bytes, for where keys are kept.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Seals a value for its place.
    pub(crate) fn seal(&self, spot: Spot, value: &impl Serialize) -> Result<Vec<u8>, Fault> {
        let plain = Zeroizing::new(postcard::to_allocvec(value).map_err(|_error| Fault::Program)?);
        let mut nonce = [0; NONCE_BYTES];
        fill(&mut nonce)?;
        let padded = padded(&plain)?;
        let payload = Payload {
            msg: &padded,
            aad: &spot.bytes(),
        };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let mut out = nonce.to_vec();
        out.extend(sealed.map_err(|_error| Fault::Program)?);
        Ok(out)
    }

    /// Opens what was sealed for a place.
    pub(crate) fn open<T: DeserializeOwned>(&self, spot: Spot, sealed: &[u8]) -> Result<T, Fault> {
        let (nonce, sealed) = sealed
            .split_first_chunk::<NONCE_BYTES>()
            .ok_or(Fault::Unreadable)?;
        let payload = Payload {
            msg: sealed,
            aad: &spot.bytes(),
        };
        let plain = self.cipher().decrypt(&XNonce::from(*nonce), payload);
        let plain = Zeroizing::new(plain.map_err(|_error| Fault::Unreadable)?);
        let value = unpadded(&plain).ok_or(Fault::Unreadable)?;
        postcard::from_bytes(value).map_err(|_error| Fault::Unreadable)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.0).into())
    }
}

impl Spot {
    /// The place in bytes.
    fn bytes(self) -> [u8; 17] {
        let (table, member, row) = match self {
            Self::Record(member) => (1, member, 0),
            Self::Answer(member, row) => (2, member, row),
        };
        let mut bytes = [table; 17];
        bytes[1..9].copy_from_slice(&member.to_le_bytes());
        bytes[9..].copy_from_slice(&row.to_le_bytes());
        bytes
    }
}

/// Random bytes from the system.
pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), Fault> {
    getrandom::fill(bytes).map_err(|_error| Fault::Program)
}

/// The length, the bytes, and zeros up to a full block.
fn padded(plain: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let length = u32::try_from(plain.len()).map_err(|_error| Fault::Program)?;
    let whole = (plain.len() + 4).next_multiple_of(PAD_BYTES);
    let mut out = Zeroizing::new(Vec::with_capacity(whole));
    out.extend(length.to_le_bytes());
    out.extend(plain);
    out.resize(whole, 0);
    Ok(out)
}

fn unpadded(padded: &[u8]) -> Option<&[u8]> {
    let (length, rest) = padded.split_first_chunk::<4>()?;
    rest.get(..usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_key_at_its_place_only() {
        let secret = Secret::random().unwrap();
        let sealed = secret.seal(Spot::Record(5), &"words").unwrap();
        let open = |secret: &Secret, spot, sealed: &[u8]| secret.open::<String>(spot, sealed);
        assert_eq!(open(&secret, Spot::Record(5), &sealed).unwrap(), "words");
        let other = Secret::random().unwrap();
        assert_eq!(
            open(&other, Spot::Record(5), &sealed),
            Err(Fault::Unreadable)
        );
        for spot in [Spot::Record(6), Spot::Answer(5, 0), Spot::Answer(5, 5)] {
            assert_eq!(open(&secret, spot, &sealed), Err(Fault::Unreadable));
        }
        for at in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[at] ^= 1;
            assert_eq!(
                open(&secret, Spot::Record(5), &bent),
                Err(Fault::Unreadable)
            );
        }
        assert_eq!(open(&secret, Spot::Record(5), &[]), Err(Fault::Unreadable));
    }

    #[test]
    fn the_length_says_little_and_the_same_is_never_the_same() {
        let secret = Secret::random().unwrap();
        let seal = |text: &str| secret.seal(Spot::Record(1), &text).unwrap();
        assert_eq!(seal("").len(), seal(&"x".repeat(100)).len());
        assert_ne!(seal("a"), seal("a"));
        assert!(
            !seal("a word in clear")
                .windows(6)
                .any(|six| six == b"a word")
        );
    }
}
