//! The budget of session starts on disk, so that a bot that crashes and is started again does not begin anew.

use std::fs::{File, read_to_string, rename};
use std::io::{Error, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::discord::gateway::budget::Budget;

/// The file's name under the data folder.
pub(super) const NAME: &str = "discord-identifies.json";
/// What it is called until it is complete.
const NEW: &str = "discord-identifies.json.new";

/// The budget and where it is kept.
#[derive(Debug)]
pub(super) struct BudgetFile {
    folder: PathBuf,
    budget: Budget,
}

impl BudgetFile {
    /// Reads the budget. Where it is broken few starts are taken to be left; where it is missing there were none.
    pub(super) fn open(folder: &Path) -> Self {
        let budget =
            read_to_string(folder.join(NAME)).and_then(|text| Ok(serde_json::from_str(&text)?));
        let budget = budget.unwrap_or_else(|error: Error| {
            if error.kind() == ErrorKind::NotFound {
                return Budget::full(now_secs());
            }
            tracing::warn!("`{NAME}` cannot be read; few session starts are taken to be left");
            Budget::unknown(now_secs())
        });
        Self {
            folder: folder.to_owned(),
            budget,
        }
    }

    /// Seconds until a session may be started.
    pub(super) fn wait_secs(&mut self) -> u64 {
        self.budget.wait_secs(now_secs())
    }

    /// Takes a start and writes that down before it is used.
    pub(super) fn spend(&mut self) -> Result<(), Error> {
        self.budget.spend();
        self.save()
    }

    /// Gives a start back that was not used. That it may not be written down only makes the bot more careful.
    pub(super) fn refund(&mut self) {
        self.budget.refund();
        if self.save().is_err() {
            tracing::warn!("`{NAME}` cannot be written; check the data folder");
        }
    }

    /// Writes a new file and puts it in the place of the old one.
    fn save(&self) -> Result<(), Error> {
        let new = self.folder.join(NEW);
        let mut file = File::create(&new)?;
        file.write_all(&serde_json::to_vec(&self.budget)?)?;
        file.sync_all()?;
        rename(new, self.folder.join(NAME))
    }
}

fn now_secs() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::{BudgetFile, NAME};

    #[test]
    fn starts_are_counted_over_restarts() {
        let folder = tempfile::tempdir().unwrap();
        let mut starts = 0;
        // A process that crashes after every start.
        while BudgetFile::open(folder.path()).wait_secs() == 0 {
            BudgetFile::open(folder.path()).spend().unwrap();
            starts += 1;
        }
        assert_eq!(starts, 30);
    }

    #[test]
    fn a_broken_file_is_no_reason_to_begin_anew() {
        let folder = tempfile::tempdir().unwrap();
        for broken in [
            "",
            "{}",
            "[1]",
            "{\"left\":-1,\"counted_at_secs\":0}",
            "\u{feff}",
        ] {
            std::fs::write(folder.path().join(NAME), broken).unwrap();
            let mut file = BudgetFile::open(folder.path());
            file.spend().unwrap();
            assert_eq!(file.wait_secs(), 0, "{broken}");
        }
    }

    #[test]
    fn a_folder_that_takes_no_file_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = BudgetFile::open(&folder.path().join("missing"));
        assert!(file.spend().is_err());
    }
}
