//! Prompts, on disk or built in, as text: the only place that knows where content comes from.
//!
//! The built-in crisis rules and help lines are always there; a folder of the author's own adds to them.

mod builtin;
mod disk;

use crate::lint::{self, shingles};
use crate::script::load::{Files, OrdinalsByPack};
use crate::script::{Finding, Script, Severity, load};

pub use builtin::{paths as builtin_paths, texts as builtin_texts};
pub use disk::{read_folder, write_ordinals};
