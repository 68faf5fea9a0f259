//! The text of the file -> known settings with their lines, and a mistake for everything else in it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::config::guilds;
use crate::config::keys::{TABLES, shown, unknown};
use crate::config::mistake::{Mistake, Place, Wrong};
use crate::config::values::{nearest_whole, text_fault, wrong_item, wrong_kind};

/// A setting's value with the line where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) place: Place,
}

/// The settings of a file that are known, and the mistakes found on the way. Reading never fails.
#[derive(Debug)]
pub(super) struct Document<'t> {
    text: &'t str,
    place: Place,
    settings: Vec<(String, Spanned<DeValue<'t>>)>,
    /// What is wrong so far.
    pub(super) mistakes: Vec<Mistake>,
}

impl<'t> Document<'t> {
    /// Reads a file's text, or none when there is no file.
    pub(super) fn read(place: Place, text: &'t str) -> Self {
        let mut document = Self {
            text,
            place,
            settings: Vec::new(),
            mistakes: Vec::new(),
        };
        let (root, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let start = error.span().map_or(text.len(), |span| span.start);
            document.syntax(start, error.message());
        }
        for (name, value) in root.into_inner() {
            document.table(&name, value);
        }
        document
    }

    /// A text: not empty, on one line, with nothing in it that cannot be seen.
    pub(super) fn text(&mut self, key: &'static str) -> Option<At<String>> {
        let (value, place) = self.take(key)?;
        let wrong = match value {
            DeValue::String(text) => match text_fault(&text) {
                None => {
                    let value = text.into_owned();
                    return Some(At { value, place });
                }
                Some(wrong) => wrong,
            },
            other => wrong_kind(&other, "write text in quotation marks"),
        };
        self.mistake(key, place, wrong)
    }

    /// `true` or `false`.
    pub(super) fn switch(&mut self, key: &'static str) -> Option<At<bool>> {
        match self.take(key)? {
            (DeValue::Boolean(value), place) => Some(At { value, place }),
            (other, place) => {
                let wrong = wrong_kind(&other, "write `true` or `false`, without quotation marks");
                self.mistake(key, place, wrong)
            }
        }
    }

    /// A whole number; one beyond all bounds becomes the nearest that there is.
    pub(super) fn whole(&mut self, key: &'static str) -> Option<At<i64>> {
        match self.take(key)? {
            (DeValue::Integer(number), place) => {
                let value = nearest_whole(number.as_str(), number.radix());
                Some(At { value, place })
            }
            (other, place) => {
                let wrong = wrong_kind(&other, "write a whole number, without quotation marks");
                self.mistake(key, place, wrong)
            }
        }
    }

    /// Ids, each once.
    pub(super) fn ids(&mut self, key: &'static str) -> Vec<u64> {
        let Some((value, place)) = self.take(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value else {
            let wrong = wrong_kind(&value, "write a list of whole numbers, as in `[123, 456]`");
            self.mistake::<()>(key, place, wrong);
            return Vec::new();
        };
        if items.len() > guilds::GUILDS_MAX {
            let then = format!(
                "{} servers are the most; leave it out to register commands everywhere",
                guilds::GUILDS_MAX
            );
            self.mistake::<()>(key, place, Wrong::new("has too many servers", then));
            return Vec::new();
        }
        let mut ids = BTreeSet::new();
        for item in items {
            let place = self.place_of(item.span().start);
            let read = match item.get_ref() {
                DeValue::Integer(number) => guilds::id(number.as_str(), number.radix()),
                other => Err(wrong_item(other)),
            };
            let wrong = match read {
                Ok(id) if ids.insert(id) => continue,
                Ok(_) => Wrong::new("has the same server twice", "leave one of them out"),
                Err(wrong) => wrong,
            };
            self.mistake::<()>(key, place, wrong);
        }
        ids.into_iter().collect()
    }

    /// Adds a mistake; returns nothing, so that callers can end with it.
    pub(super) fn mistake<T>(&mut self, key: &str, place: Place, wrong: Wrong) -> Option<T> {
        let key = Some(key.to_owned());
        self.mistakes.push(Mistake { place, key, wrong });
        None
    }

    /// Takes a setting out, and says where it stands. On lines that are not TOML, what was read is a guess and is left out.
    fn take(&mut self, key: &str) -> Option<(DeValue<'t>, Place)> {
        let at = self.settings.iter().position(|(name, _)| name == key)?;
        let (_, value) = self.settings.swap_remove(at);
        let span = value.span();
        let lines = self.place_of(span.start)..=self.place_of(span.end);
        let mut broken = self.mistakes.iter().filter(|mistake| mistake.is_syntax());
        if broken.any(|mistake| lines.contains(&mistake.place)) {
            return None;
        }
        Some((value.into_inner(), lines.start().clone()))
    }

    fn syntax(&mut self, at: usize, message: &str) {
        let place = self.place_of(at);
        // One broken line often breaks several rules; the first one says enough.
        if self.mistakes.iter().any(|mistake| mistake.place == place) {
            return;
        }
        let wrong = if message == "duplicate key" {
            Wrong::new("sets something twice", "leave one of the two out")
        } else {
            let reason = message.split_whitespace().collect::<Vec<_>>().join(" ");
            Wrong::new(
                format!("is not TOML ({reason})"),
                "write `key = \"text\"`, `key = true` or `[table]`",
            )
        };
        let key = None;
        self.mistakes.push(Mistake { place, key, wrong });
    }

    fn table(&mut self, name: &Spanned<Cow<'t, str>>, value: Spanned<DeValue<'t>>) {
        let place = self.place_of(name.span().start);
        let name = name.get_ref().as_ref();
        let Some((table, keys)) = TABLES.iter().find(|(table, _)| *table == name) else {
            let wrong = unknown(name, TABLES.map(|(table, _)| table).as_slice(), "");
            return self.unknown("", name, place, wrong);
        };
        let settings = match value.into_inner() {
            DeValue::Table(settings) => settings,
            other => {
                let wrong = wrong_kind(&other, &format!("write `[{table}]` and its keys below it"));
                self.mistake::<()>(table, place, wrong);
                return;
            }
        };
        for (key, value) in settings {
            let name = key.get_ref().as_ref();
            if keys.contains(&name) {
                self.settings.push((format!("{table}.{name}"), value));
            } else {
                let place = self.place_of(key.span().start);
                self.unknown(
                    &format!("{table}."),
                    name,
                    place,
                    unknown(name, keys, table),
                );
            }
        }
    }

    /// Where lines are not TOML, keys may have slipped into the wrong table, and nothing is said of them.
    fn unknown(&mut self, before: &str, name: &str, place: Place, wrong: Wrong) {
        if self.mistakes.iter().any(Mistake::is_syntax) {
            return;
        }
        let shown = shown(name);
        self.mistake::<()>(&format!("{before}{shown}"), place, wrong);
    }

    fn place_of(&self, at: usize) -> Place {
        let before = self.text.as_bytes().iter().take(at);
        self.place.line(1 + before.filter(|b| **b == b'\n').count())
    }
}
