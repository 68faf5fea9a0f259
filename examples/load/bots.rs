//! Bots as processes: started, looked at, ended.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use anyhow::Context as _;
use tempfile::TempDir;

use crate::fake::Fake;
use crate::fake::options::Options;

/// Clock ticks a second in `/proc`: 100 on every Linux that is in use.
const TICKS_PER_SEC: f64 = 100.0;

/// Where the binaries lie.
#[derive(Debug)]
pub(crate) struct Binaries {
    /// The bot.
    pub(crate) alongside: PathBuf,
    /// The bot that answers with a constant.
    pub(crate) constant: PathBuf,
}

/// Which bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// The bot.
    Alongside,
    /// The bot that answers with a constant.
    Constant,
}

impl Which {
    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Alongside => "alongside",
            Self::Constant => "constant",
        }
    }
}

/// A bot and its Discord; the process ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Bot {
    /// Which one it is.
    pub(crate) which: Which,
    /// Its Discord.
    pub(crate) fake: Arc<Fake>,
    child: Child,
    _folder: TempDir,
}

impl Bot {
    /// Starts a Discord and a bot in a fresh folder, and waits until the bot hears events.
    pub(crate) async fn start(binaries: &Binaries, which: Which) -> anyhow::Result<Self> {
        let bot = Self::launch(binaries, which).await?;
        bot.fake.ready().await;
        Ok(bot)
    }

    /// The same without waiting.
    pub(crate) async fn launch(binaries: &Binaries, which: Which) -> anyhow::Result<Self> {
        let fake = Arc::new(Fake::start(Options::load()).await);
        let folder = tempfile::tempdir().context("no temporary folder can be made")?;
        let mut command = match which {
            Which::Alongside => {
                let config = format!("[discord]\napi_base = \"{}\"\n", fake.api_base());
                fs::write(folder.path().join("alongside.toml"), config)?;
                let mut command = Command::new(absolute(&binaries.alongside)?);
                command.args(["run", "--config", "alongside.toml"]);
                command
            }
            Which::Constant => {
                let mut command = Command::new(absolute(&binaries.constant)?);
                command.arg(fake.api_base());
                command
            }
        };
        let child = command
            .current_dir(folder.path())
            .env("ALONGSIDE_DISCORD_TOKEN", &fake.options().token)
            .env_remove("RUST_LOG")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("`{}` cannot be started; build it first", which.name()))?;
        Ok(Self {
            which,
            fake,
            child,
            _folder: folder,
        })
    }

    /// CPU seconds so far, user and system.
    pub(crate) fn cpu_secs(&self) -> f64 {
        cpu_secs(&self.child.id().to_string())
    }

    /// Resident memory in MiB.
    pub(crate) fn rss_mib(&self) -> f64 {
        let status = proc(&self.child.id().to_string(), "status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
        kib.unwrap_or(f64::NAN) / 1024.0
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// CPU seconds of a process, user and system; of this one for `self`.
pub(crate) fn cpu_secs(process: &str) -> f64 {
    let stat = proc(process, "stat");
    // The name stands in parentheses and may hold anything; user and system time are the 12th and 13th field behind it.
    let behind = stat.rsplit(')').next().unwrap_or_default();
    let ticks = behind.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|field| field.parse::<f64>().ok())
        .sum::<f64>()
        / TICKS_PER_SEC
}

fn proc(process: &str, file: &str) -> String {
    fs::read_to_string(format!("/proc/{process}/{file}")).unwrap_or_default()
}

fn absolute(path: &Path) -> anyhow::Result<PathBuf> {
    fs::canonicalize(path).with_context(|| {
        let path = path.display();
        format!(
            "there is no `{path}`; run `cargo build --release --bin alongside --examples` first"
        )
    })
}
