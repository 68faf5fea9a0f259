//! Opening what is kept: the folder is taken first, so that one process owns the data.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;

use crate::config::Config;
use crate::service::keeping::{Keeper, system_clock};
use crate::store::owner::{Owner, filesystem};
use crate::store::{Options, Store};

/// The name of the database in the data folder.
pub(crate) const DATA_NAME: &str = "alongside.db";

/// What a command keeps open while it works with the data.
#[derive(Debug)]
pub(crate) struct Kept {
    /// Where things are kept.
    pub(crate) keeper: Keeper,
    /// The folder, given back when this is dropped: after the store.
    _owner: Owner,
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.keeper.store.close();
    }
}

/// What the operator says about the data.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms<'a> {
    /// The data folder.
    pub(crate) data_dir: &'a Path,
    /// The key file.
    pub(crate) keys_file: &'a Path,
    /// Whether members may keep answers.
    pub(crate) answers_on: bool,
    /// After how many days away a member is forgotten.
    pub(crate) away_days: u16,
}

impl<'a> Terms<'a> {
    /// What the settings say.
    pub(crate) fn of(config: &'a Config) -> Self {
        Self {
            data_dir: &config.data_dir,
            keys_file: &config.keys_file,
            answers_on: config.answers,
            away_days: config.forget_after_days,
        }
    }
}

/// Takes the data folder and opens what is in it.
pub(crate) fn open(terms: Terms<'_>) -> anyhow::Result<Kept> {
    let owner = Owner::take(terms.data_dir)?;
    if let Some(name) = filesystem(terms.data_dir) {
        tracing::warn!(
            "the data folder lies on {name}: databases can be damaged there; set `data.dir` to a folder on a local disk"
        );
    }
    let data = terms.data_dir.join(DATA_NAME);
    let options = Options::new(data, terms.keys_file.to_owned());
    let store = Store::open(options).context("what is kept about members cannot be opened")?;
    Ok(Kept {
        keeper: Keeper {
            store: Arc::new(store),
            answers_on: terms.answers_on,
            away_days: terms.away_days,
            clock: system_clock(),
            forgotten: Arc::default(),
        },
        _owner: owner,
    })
}
