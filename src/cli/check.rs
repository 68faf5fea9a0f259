//! `alongside check`: what does not hold together in packs, and what a rule means.

use std::io::{IsTerminal as _, Write};

use crate::cli::args::{Check, Format};
use crate::cli::show::{self, Colour};
use crate::cli::{CLEAN, FOUND, USAGE};
use crate::content::{Content, today};
use crate::lint;
use crate::script::suggest::did_you_mean;
use crate::script::{Finding, Severity};

pub(crate) fn run(args: &Check, out: &mut dyn Write) -> anyhow::Result<u8> {
    if let Some(rule) = &args.explain {
        return explain(rule, out);
    }
    let (content, findings) = match &args.folder {
        None => Content::built_in_checked(today()),
        Some(folder) => {
            let mut content = Content::from_folder(folder);
            let findings = content.check(today());
            (content, findings)
        }
    };
    let sources = &content.script.sources;
    let text = match args.format {
        Format::Plain => show::text(&findings, sources, colour()),
        Format::Json => show::json(&findings, sources),
    };
    out.write_all(text.as_bytes())?;
    Ok(if is_refused(&findings) { FOUND } else { CLEAN })
}

/// Colour only on a terminal whose owner did not decline it; see <https://no-color.org>.
fn colour() -> Colour {
    let declined = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if std::io::stdout().is_terminal() && !declined {
        Colour::Ansi
    } else {
        Colour::Plain
    }
}

/// Whether any finding stops the packs from being used.
fn is_refused(findings: &[Finding]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
}

fn explain(rule: &str, out: &mut dyn Write) -> anyhow::Result<u8> {
    if let Some(text) = lint::explain(rule) {
        writeln!(out, "{}", text.trim_end())?;
        return Ok(CLEAN);
    }
    let known: Vec<&str> = lint::rules().iter().map(|rule| rule.id).collect();
    let help = did_you_mean(rule, known.iter().copied());
    writeln!(
        std::io::stderr(),
        "error: there is no rule `{rule}`: {help}"
    )?;
    Ok(USAGE)
}
