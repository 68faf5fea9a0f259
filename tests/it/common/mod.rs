//! Helpers that talk like a user.

pub(crate) mod bot;
pub(crate) mod kept;
pub(crate) mod kindly;
pub(crate) mod reminding;

use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;
use std::time::Duration;

use alongside::content::Content;
use alongside::script::Script;

/// Longest time that a command of the binary may take before a test gives up on it.
const COMMAND_SECS_MAX: u64 = 60;

/// Says something in every run, also where the output of tests that pass is swallowed.
pub(crate) fn tell(text: &str) {
    use std::io::Write as _;
    let mut stderr = std::io::stderr().lock();
    stderr.write_all(format!("{text}\n").as_bytes()).unwrap();
}

/// The built-in content, loaded once.
pub(crate) fn content() -> &'static Content {
    static CONTENT: OnceLock<Content> = OnceLock::new();
    CONTENT.get_or_init(Content::built_in)
}

/// The built-in script.
pub(crate) fn script() -> &'static Script {
    &content().script
}

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Runs the binary with nothing of the surroundings but what it is given.
pub(crate) fn alongside(args: &[&str], input: &[u8]) -> Output {
    let mut command = assert_cmd::Command::cargo_bin("alongside").unwrap();
    command
        .env_clear()
        .current_dir(root())
        .args(args)
        .write_stdin(input)
        .timeout(Duration::from_secs(COMMAND_SECS_MAX))
        .output()
        .unwrap()
}

/// Standard output as text.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A small generator of numbers, seeded, so that a failing walk can be walked again.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// Dice that always fall the same way for one seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x1234_5678_9ABC_DEF1)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % bound.max(1)
    }
}
