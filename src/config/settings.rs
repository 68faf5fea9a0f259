//! File and environment -> [`Config`]: each setting is taken out, checked, and put where it belongs.

use std::path::{Path, PathBuf};

use crate::script::suggest::did_you_mean;

use crate::config::document::{At, Document};
use crate::config::files::Files;
use crate::config::mistake::{Mistakes, Place, Wrong};
use crate::config::token::{TOKEN_VARIABLES, Token};
use crate::config::token_file::token_of_file;
use crate::config::{
    About, ApiBase, Config, Discord, KEYS_NAME, LogFormat, about, folders, forgetting, key_file,
};

/// The environment, as a function from names to values.
pub type Env<'e> = &'e dyn Fn(&str) -> Option<String>;

/// The configuration, or everything that is wrong with it.
pub fn read(
    text: Option<(&Path, &str)>,
    env: Env<'_>,
    files: &dyn Files,
) -> Result<Config, Mistakes> {
    let (config, result) = read_all(text, env, files);
    result.map(|()| config)
}

/// The configuration as far as it can be read, with defaults for the rest, and everything that is wrong with it.
pub fn read_all(
    text: Option<(&Path, &str)>,
    env: Env<'_>,
    files: &dyn Files,
) -> (Config, Result<(), Mistakes>) {
    let document = match text {
        Some((path, text)) => Document::read(Place::file(path), text),
        None => Document::read(Place::Default, ""),
    };
    let mut reader = Reader {
        document,
        env,
        files,
        warnings: Vec::new(),
    };
    let mut config = Config {
        discord: reader.discord(),
        forget_after_days: reader.forget_after_days(),
        answers: reader.answers(),
        log_format: reader.log_format(),
        about: reader.about(),
        ..Config::default()
    };
    (config.data_dir, config.prompts_dir) = reader.folders(config.data_dir);
    config.keys_file = reader.keys_file(&config.data_dir, config.prompts_dir.as_deref());
    config.warnings = reader.warnings;
    let mut mistakes = reader.document.mistakes;
    mistakes.sort_by(|a, b| a.place.cmp(&b.place));
    let result = if mistakes.is_empty() {
        Ok(())
    } else {
        Err(Mistakes(mistakes))
    };
    (config, result)
}

/// Takes settings out of the document, one after another.
struct Reader<'t> {
    document: Document<'t>,
    env: Env<'t>,
    files: &'t dyn Files,
    warnings: Vec<String>,
}

impl Reader<'_> {
    fn discord(&mut self) -> Discord {
        Discord {
            api_base: self.api_base(),
            token: self.token(),
            guild_ids: self.document.ids("discord.guild_ids"),
        }
    }

    fn api_base(&mut self) -> ApiBase {
        let trust = self.document.switch("discord.trust_api_base");
        let is_trusted = trust.as_ref().is_some_and(|trust| trust.value);
        let read = |text: &str| ApiBase::parse(text, is_trusted);
        let base = self.checked("discord.api_base", read);
        if let Some(trust) = trust.filter(|trust| trust.value) {
            let effect = match &base {
                Some(base) if base.needs_trust() => {
                    "sends the bot token to a host that is not Discord's"
                }
                _ => "has no effect here and can be left out",
            };
            let place = trust.place;
            self.warnings
                .push(format!("{place}: `discord.trust_api_base` {effect}"));
        }
        base.unwrap_or_default()
    }

    /// The token from the one source that is set.
    fn token(&mut self) -> Option<Token> {
        let file = self.document.text("discord.token_file");
        let set = TOKEN_VARIABLES.map(|name| (name, (self.env)(name)));
        let set: Vec<(&str, String)> = set
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect();
        match (file, set.as_slice()) {
            (None, []) => None,
            (Some(file), []) => self.token_of_file(file),
            (None, [(name, value)]) => match Token::parse(value) {
                Ok(token) => Some(token),
                Err(wrong) => self.document.mistake(name, Place::Environment, wrong),
            },
            (Some(file), [(name, _), ..]) => {
                let what = format!("is set, and so is `{name}` in the environment");
                let wrong = Wrong::new(what, "leave one of the two out");
                self.document
                    .mistake("discord.token_file", file.place, wrong)
            }
            (None, [(first, _), (second, _), ..]) => {
                let wrong = Wrong::new(
                    format!("is set, and so is `{second}`"),
                    "unset one of the two",
                );
                self.document.mistake(first, Place::Environment, wrong)
            }
        }
    }

    fn token_of_file(&mut self, file: At<String>) -> Option<Token> {
        match token_of_file(&file.value, self.files) {
            Ok(token) => Some(token),
            Err(wrong) => self
                .document
                .mistake("discord.token_file", file.place, wrong),
        }
    }

    fn forget_after_days(&mut self) -> u16 {
        let key = "data.forget_after_days";
        let read = self.document.whole(key);
        let days = read.and_then(|At { value, place }| match forgetting::days(value) {
            Ok(days) => Some(days),
            Err(wrong) => self.document.mistake(key, place, wrong),
        });
        days.unwrap_or(forgetting::DAYS_DEFAULT)
    }

    fn answers(&mut self) -> bool {
        let enabled = self.document.switch("answers.enabled");
        enabled.is_some_and(|enabled| enabled.value)
    }

    fn log_format(&mut self) -> LogFormat {
        let read = |text: &str| match text {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            other => Err(Wrong::new(
                "is not a format",
                did_you_mean(other, ["json", "text"]),
            )),
        };
        self.checked("log.format", read).unwrap_or_default()
    }

    fn about(&mut self) -> About {
        About {
            article_url: self.checked("about.article_url", about::web_address),
            operator_contact: self.checked("about.operator_contact", about::contact),
            privacy_url: self.checked("about.privacy_url", about::web_address),
        }
    }

    /// The folder for data and the one with prompts, which must not overlap.
    fn folders(&mut self, default: PathBuf) -> (PathBuf, Option<PathBuf>) {
        let files = self.files;
        let prompts = self.checked("prompts.dir", |path| folders::prompts(path, files));
        let at = self.document.text("data.dir").unwrap_or(At {
            value: default.display().to_string(),
            place: Place::Default,
        });
        let data = folders::data(&at.value, files).and_then(|data| {
            let overlap = prompts.as_ref();
            match overlap.and_then(|prompts| folders::overlap(&data, prompts, files)) {
                Some(wrong) => Err(wrong),
                None => Ok(data),
            }
        });
        match data {
            Ok(data) => (data, prompts),
            Err(wrong) => {
                self.document.mistake::<()>("data.dir", at.place, wrong);
                (default, prompts)
            }
        }
    }

    /// The file with the members' keys, which stands with the data unless another is named.
    fn keys_file(&mut self, data: &Path, prompts: Option<&Path>) -> PathBuf {
        let default = data.join(KEYS_NAME);
        let (named, place) = match self.document.text("data.keys") {
            Some(At { value, place }) => (folders::named(&value), place),
            None => (Ok(default.clone()), Place::Default),
        };
        let files = self.files;
        let checked = named.and_then(|path| key_file::check(path, data, prompts, files));
        checked.unwrap_or_else(|wrong| {
            self.document.mistake::<()>("data.keys", place, wrong);
            default
        })
    }

    /// A text that `read` takes; what it refuses becomes a mistake at the setting's line.
    fn checked<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        let At { value, place } = self.document.text(key)?;
        match read(&value) {
            Ok(value) => Some(value),
            Err(wrong) => self.document.mistake(key, place, wrong),
        }
    }
}
