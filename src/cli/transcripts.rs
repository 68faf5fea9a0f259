//! `alongside try`: runs transcripts.

use std::io::Write;

use anyhow::Context as _;

use crate::cli::args::Try;
use crate::cli::{CLEAN, FOUND};
use crate::transcript;

pub(crate) fn run(args: &Try, out: &mut dyn Write) -> anyhow::Result<u8> {
    let content = args.folder.content()?;
    let mut failed = 0;
    for file in &args.files {
        let shown = file.display();
        let text = std::fs::read(file).with_context(|| format!("cannot read `{shown}`"))?;
        match transcript::run(&content, &String::from_utf8_lossy(&text)) {
            Ok(()) => writeln!(out, "{shown}: as written")?,
            Err(difference) => {
                failed += 1;
                let transcript::Difference {
                    line,
                    written,
                    happened,
                } = difference;
                writeln!(out, "{shown}:{line}: {written}\n{happened}")?;
            }
        }
    }
    Ok(if failed == 0 { CLEAN } else { FOUND })
}
