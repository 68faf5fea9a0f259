//! The answers of one member, read when they are asked for.

use crate::member::answer::{Answer, AnswerId};

/// Where one member's answers stand.
pub trait Shelf: std::fmt::Debug {
    /// All answers, the newest first.
    fn answers(&self) -> Result<Vec<(AnswerId, Answer)>, Unreadable>;
}

/// What is kept cannot be read just now; the reason stands in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what is kept about the member cannot be read")]
pub struct Unreadable;
