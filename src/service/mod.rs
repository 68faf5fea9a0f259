//! The shell: one file a use case. It loads where a member stands, asks the engine, holds what may be held, and words the reply.
//!
//! *Invariant:* a member's words pass `understanding` before anything else sees them, and what matched a crisis rule goes no
//! further.

pub mod command;
pub(crate) mod harmless;
mod heavy;
pub mod keeping;
mod line;
pub mod notebook;
pub mod own;
pub mod pages;
mod reply;
pub mod setting;
mod summary;
mod support;
mod turn;
mod way;

pub use command::Command;
pub use keeping::Keeping;
pub use line::{answer, apart, danger, line};
pub use own::{Own, Pick, PickOption, Picked, Writing};
pub use pages::run;
pub use reply::{Card, File, Part, Role};
pub use setting::Setting;
pub(crate) use summary::question_in;
pub use turn::{Here, Visit, begin, hello, points_in_short, turn};
pub use way::{Go, Way};
