//! Advice to authors: what does not hold together in a pack, one rule a file.
//!
//! Values in, values out: the script, the day and the article's hashes come from the caller. The doc comment of a rule is
//! what `alongside check --explain ID` prints.
#![warn(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what is wrong with a pack does not depend on clock, chance, disk or network"
)]

pub mod check;
pub mod grade;
mod nodes;
mod phrase;
pub mod registry;
pub mod rule;
mod rules;
pub mod shingles;
mod syllables;
#[cfg(test)]
mod testing;
mod texts;
mod words;

pub use check::{Input, check, sort};
pub use jiff::civil::Date;
pub use registry::{explain, rule, rules};
pub use rule::Rule;
pub use shingles::Shingles;
