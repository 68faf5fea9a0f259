//! The bot as an operator runs it: the real binary, against the tests' Discord.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::fake::Fake;
use crate::fake::options::Options;

/// How long the bot may take to end.
const END_LIMIT: Duration = Duration::from_secs(20);
/// How long anything else may take that a test waits for.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two looks whether it has happened.
const LOOK: Duration = Duration::from_millis(10);

/// A Discord, and a bot that hears it.
pub(crate) async fn online() -> (Fake, Bot) {
    online_with(Options::default()).await
}

/// The same on a Discord of one's own making.
pub(crate) async fn online_with(options: Options) -> (Fake, Bot) {
    online_set(options, "").await
}

/// The same with more settings for the bot.
pub(crate) async fn online_set(options: Options, more: &str) -> (Fake, Bot) {
    let fake = Fake::start(options).await;
    let bot = Bot::start_with(&fake, more);
    fake.ready().await;
    // From here on only members take numbers, so that what a number picks among variants is the same in every run.
    until("the commands are registered", || {
        !fake.commands(None).is_empty()
    })
    .await;
    (fake, bot)
}

/// Waits for something that is seen from outside only.
pub(crate) async fn until(what: &str, mut happened: impl FnMut() -> bool) {
    let wait = async {
        while !happened() {
            tokio::time::sleep(LOOK).await;
        }
    };
    let done = tokio::time::timeout(PATIENCE, wait).await;
    assert!(done.is_ok(), "should happen: {what}");
}

/// Which of some texts stand in bytes, as they are or as JSON would write them.
pub(crate) fn leaks<'t>(bytes: &[u8], texts: &[&'t str]) -> Vec<&'t str> {
    let bytes = String::from_utf8_lossy(bytes);
    let stands = |text: &&&str| {
        let escaped = serde_json::to_string(text).unwrap();
        bytes.contains(**text) || bytes.contains(escaped.trim_matches('"'))
    };
    texts.iter().filter(stands).copied().collect()
}

/// A running bot; it ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Bot {
    child: Option<Child>,
    folder: TempDir,
}

/// How a bot ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Its exit status.
    pub(crate) status: ExitStatus,
    /// What it logged.
    pub(crate) log: String,
    /// How long it took to end.
    pub(crate) took: Duration,
}

impl Bot {
    /// Starts a bot with a fresh data folder.
    pub(crate) fn start(fake: &Fake) -> Self {
        Self::start_with(fake, "")
    }

    /// The same with more settings.
    pub(crate) fn start_with(fake: &Fake, more: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = format!(
            "[discord]\napi_base = \"{}\"\n[data]\ndir = \"{}\"\n{more}",
            fake.api_base(),
            folder.path().join("data").display()
        );
        std::fs::write(folder.path().join("alongside.toml"), config).unwrap();
        let mut bot = Self {
            child: None,
            folder,
        };
        bot.start_again(fake);
        bot
    }

    /// Starts the bot on the data that is there.
    pub(crate) fn start_again(&mut self, fake: &Fake) {
        let log = std::fs::File::create(self.folder.path().join("log")).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_alongside"))
            .args(["run", "--config", "alongside.toml"])
            .current_dir(self.folder.path())
            .env_clear()
            .env("ALONGSIDE_DISCORD_TOKEN", &fake.options().token)
            .env("RUST_LOG", "trace,serenity=trace,alongside=trace")
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        self.child = Some(child);
    }

    /// Starts the bot on the data that is there, and waits until it hears events.
    pub(crate) async fn comes_back(&mut self, fake: &Fake) {
        let before = fake.identifies().len();
        self.start_again(fake);
        until("the bot comes back", || fake.identifies().len() > before).await;
        fake.ready().await;
    }

    /// The process id.
    pub(crate) fn id(&self) -> u32 {
        self.child.as_ref().unwrap().id()
    }

    /// Tells it to stop and waits.
    pub(crate) fn stops(&mut self) -> Ended {
        signal("-TERM", self.id());
        self.ends()
    }

    /// Kills it, as a power cut would.
    pub(crate) fn is_killed(&mut self) {
        let mut child = self.child.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Waits until it has ended by itself.
    pub(crate) fn ends(&mut self) -> Ended {
        let mut child = self.child.take().unwrap();
        let began = Instant::now();
        loop {
            if let Some(status) = child.try_wait().unwrap() {
                return Ended {
                    status,
                    log: self.log(),
                    took: began.elapsed(),
                };
            }
            if began.elapsed() > END_LIMIT {
                child.kill().unwrap();
                panic!("the bot did not end within {END_LIMIT:?}:\n{}", self.log());
            }
            std::thread::sleep(LOOK);
        }
    }

    /// What it has logged so far.
    pub(crate) fn log(&self) -> String {
        let mut text = String::new();
        let file = std::fs::File::open(self.folder.path().join("log"));
        file.unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// Waits until it has logged a sentence.
    pub(crate) async fn logs(&self, sentence: &str) {
        until(sentence, || self.log().contains(sentence)).await;
    }

    /// Panics where one of some texts stands in its log or in a file of its data folder.
    #[track_caller]
    pub(crate) fn assert_kept_quiet(&self, texts: &[&str]) {
        let log = self.log();
        assert_eq!(leaks(log.as_bytes(), texts), Vec::<&str>::new(), "{log}");
        for (name, bytes) in self.written() {
            assert_eq!(leaks(&bytes, texts), Vec::<&str>::new(), "{name}");
            assert_eq!(leaks(name.as_bytes(), texts), Vec::<&str>::new());
        }
    }

    /// Its working folder, with the settings in it.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Its data folder.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Every file under its data folder, with its bytes; a socket has none.
    pub(crate) fn written(&self) -> Vec<(String, Vec<u8>)> {
        let Ok(entries) = std::fs::read_dir(self.data()) else {
            return Vec::new();
        };
        let files = entries.filter_map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_file = entry.file_type().unwrap().is_file();
            is_file.then(|| (name, std::fs::read(entry.path()).unwrap()))
        });
        files.collect()
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended already.
            let _gone = child.kill();
            let _gone = child.wait();
        }
    }
}

/// Sends a signal.
fn signal(name: &str, process: u32) {
    // The shell's own `kill`: not every machine has it as a program.
    let status = Command::new("sh")
        .args(["-c", &format!("kill {name} {process}")])
        .status();
    assert!(status.unwrap().success(), "no signal could be sent");
}
