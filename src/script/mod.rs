//! What a dialogue is: packs, themes, nodes, choices, claims; read, resolved, and laid out as a graph.
//!
//! Values in, values out: the texts come from the caller, and so do their paths.
#![warn(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what a dialogue is does not depend on clock, chance, disk or network"
)]

pub mod expr;
pub mod file;
pub mod finding;
pub mod graph;
pub mod load;
pub mod ordinals;
pub mod pack;
pub mod read;
pub mod resolve;
pub mod suggest;
pub mod support;
pub mod text;

pub use file::{AnswerKind, Depth, Says, Store, SupportKind, VariableKind};
pub use finding::{Finding, Place, Severity, Sources};
pub use pack::{
    Choice, ClaimIx, FRAME, Node, NodeIx, Pack, PackIx, Script, Target, Theme, ThemeIx, VarIx,
};
