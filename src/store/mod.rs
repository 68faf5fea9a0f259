//! What is kept on disk.
//!
//! *Invariant:* one process owns the data folder.

pub mod owner;
