//! `alongside shingles`: a text under copyright -> hashes, so that the lint can compare without having the text.

use std::io::Write;

use anyhow::Context as _;

use crate::cli::CLEAN;
use crate::cli::args::Shingles;
use crate::lint;

pub(crate) fn run(args: &Shingles, out: &mut dyn Write) -> anyhow::Result<u8> {
    let text = std::fs::read_to_string(&args.file)
        .with_context(|| format!("cannot read `{}`", args.file.display()))?;
    out.write_all(lint::Shingles::of(&text).to_text().as_bytes())?;
    Ok(CLEAN)
}
