//! What free text means: a sign of danger, a control word, the theme it touches; it always says which rule fired.
//!
//! Rules are data (`prompts/understanding/*.toml`), compiled once. The built-in ones always apply; a prompts folder adds to
//! them and takes nothing away. Danger beats control words, control words beat themes.
//!
//! Values in, values out: nothing here reads a clock, a file or chance, and no text is kept.
#![warn(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what a text means does not depend on clock, chance, disk or network"
)]

pub mod compile;
mod examples;
mod fillers;
mod finder;
mod fold;
pub mod hear;
pub mod kinds;
mod look;
pub mod normalize;
mod pattern;
pub mod rules;
mod spoken;
#[cfg(test)]
mod tests;

pub use compile::Understanding;
pub use hear::{Heard, Meaning};
pub use kinds::{ControlWord, CrisisKind, THEMES};
