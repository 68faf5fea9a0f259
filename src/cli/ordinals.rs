//! `alongside ordinals`: gives new names their numbers.

use std::io::Write;

use crate::cli::CLEAN;
use crate::cli::args::Ordinals;
use crate::content::{Content, write_ordinals};

pub(crate) fn run(args: &Ordinals, out: &mut dyn Write) -> anyhow::Result<u8> {
    // Numbers are for ever: none is written from files that could not be read to the end.
    let content = Content::from_folder(&args.folder).whole()?;
    let changed = write_ordinals(&args.folder, &content.ordinals)?;
    for path in &changed {
        writeln!(out, "wrote {path}")?;
    }
    if changed.is_empty() {
        writeln!(out, "every name has its number already")?;
    }
    Ok(CLEAN)
}
