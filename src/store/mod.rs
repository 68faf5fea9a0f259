//! What is kept about members, on disk: sealed, erasable, and durable before anybody is told.
//!
//! Two SQLite files. The database holds rows that say nothing by themselves: random numbers, the day a member was here last,
//! the minute a reminder is due, and sealed bytes. The key file holds one random key a member under a keyed hash of platform
//! and user id, and the numbers of keys that were destroyed. Forgetting destroys the key first: from then on the rows, the
//! write-ahead log and every old copy of the database are noise, and then the rows are erased, too.
//!
//! *Invariants:* a member who agreed to nothing leaves no byte here. Nobody is told that something is saved before it is on the
//! disk. No statement, no error and no log line holds a value of a member.

mod access;
mod claim;
mod fault;
mod keys;
mod look;
mod open;
pub mod owner;
mod probe;
mod refusal;
mod rows;
mod schema;
mod seal;
mod sweep;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_group;
mod work;
mod writer;

pub use access::{Bookmark, Known, OneShelf, Options, Saving, Store};
pub use claim::{Claimed, Due};
pub use fault::Fault;
pub use probe::{Probe, Stage};
pub use refusal::{Cause, Refusal};
pub use schema::Schema;
pub use sweep::Swept;
pub use work::Saved;
