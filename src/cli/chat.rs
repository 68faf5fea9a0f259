//! `alongside chat`: a talk in this terminal.

use std::io::{IsTerminal as _, Write};
use std::path::Path;
use std::sync::Arc;

use anyhow::bail;

use crate::cli::CLEAN;
use crate::cli::args::Chat;
use crate::cli::keep::{self, Kept, Terms};
use crate::config;
use crate::content::Content;
use crate::script::ThemeIx;
use crate::script::suggest::did_you_mean;
use crate::service::keeping::{Keeper, sweep, system_clock};
use crate::store::Store;
use crate::terminal::{self, Edited, Options, Piped};

pub(crate) fn run(args: &Chat, out: &mut dyn Write) -> anyhow::Result<u8> {
    let content = args.folder.content()?;
    let editor = !args.plain && std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let options = Options {
        theme: theme(args, &content)?,
        depth: args.depth.map(Into::into),
        seed: seed(args.seed)?,
        width: editor.then(textwrap::termwidth),
    };
    let kept = args.data.as_deref().map(kept).transpose()?;
    let keeper = match &kept {
        Some(kept) => kept.keeper.clone(),
        None => in_memory()?,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    runtime.block_on(sweep(&keeper, false));
    if editor {
        terminal::chat(&content, &keeper, options, &mut Edited::open()?, out)?;
    } else {
        let input = std::io::stdin().lock();
        terminal::chat(&content, &keeper, options, &mut Piped(input), out)?;
    }
    Ok(CLEAN)
}

/// What is kept in a folder. Whoever sits at the terminal is their own operator, so answers may be kept.
fn kept(folder: &Path) -> anyhow::Result<Kept> {
    let keys = folder.join(config::KEYS_NAME);
    keep::open(Terms {
        data_dir: folder,
        keys_file: &keys,
        answers_on: true,
        away_days: config::Config::default().forget_after_days,
    })
}

/// The same in memory, until the window is closed.
fn in_memory() -> anyhow::Result<Keeper> {
    Ok(Keeper {
        store: Arc::new(Store::in_memory()?),
        answers_on: true,
        away_days: config::Config::default().forget_after_days,
        clock: system_clock(),
        forgotten: Arc::default(),
    })
}

fn theme(args: &Chat, content: &Content) -> anyhow::Result<Option<ThemeIx>> {
    let (Some(name), Some(pack)) = (&args.theme, content.script.packs.first()) else {
        return Ok(None);
    };
    let found = pack.find_theme(name).filter(|theme| theme.0 != 0);
    if found.is_none() {
        let known: Vec<&str> = pack
            .choosable()
            .map(|(_, theme)| theme.id.as_str())
            .collect();
        let help = did_you_mean(name, known.iter().copied());
        bail!("there is no theme `{name}`: {help}");
    }
    Ok(found)
}

/// The talk's seed: as told, or by chance.
fn seed(told: Option<u64>) -> anyhow::Result<u8> {
    if let Some(seed) = told {
        return Ok(u8::try_from(seed & 0x3F)?);
    }
    let mut byte = [0_u8];
    getrandom::fill(&mut byte)?;
    Ok(byte.first().copied().unwrap_or(0) & 0x3F)
}
