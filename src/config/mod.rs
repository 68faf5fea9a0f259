//! What the operator has set: a TOML file and the environment, read once into what the program means by them.
//!
//! **Invariant: reading is pure, and says everything that is wrong at once.** Text, environment and disk come in as values;
//! every mistake is one line with the place, the key and what to do. No value of a setting is ever repeated in a mistake, so
//! that a token pasted into the wrong place does not travel into a log.
//!
//! Relative paths start at the folder in which the program was started.

mod about;
mod api_base;
mod document;
mod files;
mod folders;
mod forgetting;
mod guilds;
mod key_file;
mod keys;
mod load;
mod mistake;
mod settings;
mod text;
mod token;
mod token_file;
mod values;

#[cfg(test)]
mod tests;

pub use api_base::ApiBase;
pub use files::{Disk, Files, Seen};
pub use load::{file, load, load_all};
pub use mistake::{Mistake, Mistakes, Place, Wrong};
pub use settings::{Env, read, read_all};
pub use token::{TOKEN_VARIABLES, Token};

use std::path::PathBuf;

/// The file that is read when none is named, if it is there.
pub const FILE_NAME: &str = "alongside.toml";

/// The name of the file with the members' keys, where none is set.
pub const KEYS_NAME: &str = "alongside.keys";

/// Everything that an operator can set.
#[derive(Debug, Clone)]
pub struct Config {
    /// How the bot reaches Discord.
    pub discord: Discord,
    /// Folder under which everything stands that the program writes; it is made when it is missing. Default `data`.
    pub data_dir: PathBuf,
    /// File with the members' keys, without which nothing that is kept about them can be read. Default `alongside.keys` in
    /// [`data_dir`](Self::data_dir).
    pub keys_file: PathBuf,
    /// Members who were not seen for so many days are forgotten. Default 180.
    pub forget_after_days: u16,
    /// Whether members may keep own words. Default: they may not.
    pub answers: bool,
    /// Folder of prompts in place of the built-in ones. Default: built in.
    pub prompts_dir: Option<PathBuf>,
    /// How log lines look. Default: text.
    pub log_format: LogFormat,
    /// What `/reflect about` says about this bot.
    pub about: About,
    /// What is allowed but worth a second look, one line each.
    pub warnings: Vec<String>,
}

/// How the bot reaches Discord.
#[derive(Debug, Clone, Default)]
pub struct Discord {
    /// The bot's token; only commands that talk to Discord need one.
    pub token: Option<Token>,
    /// Scheme and host of Discord's API. Default `https://discord.com`.
    pub api_base: ApiBase,
    /// Servers in which commands are registered at once, for development; none means everywhere.
    pub guild_ids: Vec<u64>,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogFormat {
    /// One line for people: a sentence, then fields.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// What `/reflect about` says about this bot.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// Where the article can be read; an `https` address of at most 512 bytes.
    pub article_url: Option<String>,
    /// How members reach whoever runs the bot; at most 200 characters on one line.
    pub operator_contact: Option<String>,
    /// Where the privacy policy stands; an `https` address of at most 512 bytes.
    pub privacy_url: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            discord: Discord::default(),
            data_dir: PathBuf::from("data"),
            keys_file: PathBuf::from("data").join(KEYS_NAME),
            forget_after_days: forgetting::DAYS_DEFAULT,
            answers: false,
            prompts_dir: None,
            log_format: LogFormat::default(),
            about: About::default(),
            warnings: Vec::new(),
        }
    }
}
