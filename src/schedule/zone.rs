//! A time zone by its name.

use std::fmt;
use std::str::FromStr;

use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::schedule::Minute;

/// A time zone, as `Europe/Berlin`. Made only of names that the built-in database knows; what was stored is read as it is, so
/// that a zone that a later database dropped does not take the rest of a member's row with it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Zone(Box<str>);

/// Why a zone could not be read. It never repeats what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotZone {
    /// There is none with that name, but one with a similar name.
    #[error("no time zone has this name; did you mean `{0}`?")]
    Near(String),
    /// There is none with that name.
    #[error("no time zone has this name; write one such as `Europe/Berlin`, or begin with a city")]
    Unknown,
}

/// The database that is built in.
fn database() -> TimeZoneDatabase {
    TimeZoneDatabase::bundled()
}

impl Zone {
    /// The name, spelled as the database spells it.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The zone of a name, in whatever case it is typed.
    pub(super) fn named(typed: &str) -> Option<Self> {
        // The database answers these too, but they say nothing about a place.
        if ["factory", "etc/unknown"].contains(&typed.to_lowercase().as_str()) {
            return None;
        }
        let zone = database().get(typed).ok()?;
        zone.iana_name().map(|name| Self(name.into()))
    }

    /// The rules of the zone, if the database still has it.
    pub(super) fn rules(&self) -> Option<TimeZone> {
        database().get(&self.0).ok()
    }

    /// What clocks there show at a minute, such as `Thursday, 26 Nov 2026, 19:00`; UTC where the zone is gone.
    pub fn words_at(&self, minute: Minute) -> String {
        let rules = self.rules().unwrap_or(TimeZone::UTC);
        let shown = rules.to_datetime(minute.timestamp());
        shown.strftime("%A, %-d %b %Y, %H:%M").to_string()
    }

    /// Every name that the database has.
    pub(super) fn all() -> Vec<String> {
        let names = database();
        let names = names.available().map(|name| name.as_str().to_owned());
        names.filter(|name| name != "Factory").collect()
    }
}

impl FromStr for Zone {
    type Err = NotZone;

    /// Reads a name in any case, with spaces or underscores.
    fn from_str(typed: &str) -> Result<Self, NotZone> {
        let name = typed.trim().replace(' ', "_");
        Self::named(&name).ok_or_else(|| match Self::near(&name) {
            Some(near) => NotZone::Near(near),
            None => NotZone::Unknown,
        })
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled_as_the_database_spells_them() {
        for (typed, name) in [
            ("europe/berlin", "Europe/Berlin"),
            (" AMERICA/NEW YORK ", "America/New_York"),
            ("utc", "UTC"),
            ("asia/calcutta", "Asia/Calcutta"),
        ] {
            assert_eq!(typed.parse::<Zone>().unwrap().name(), name);
        }
    }

    #[test]
    fn an_unknown_name_is_refused_with_a_near_one() {
        for (typed, near) in [
            ("Erope/Berlin", "Europe/Berlin"),
            ("berlin", "Europe/Berlin"),
            ("Berln", "Europe/Berlin"),
            ("europe/londn", "Europe/London"),
            ("new york", "America/New_York"),
        ] {
            let wrong = typed.parse::<Zone>().unwrap_err();
            assert_eq!(wrong, NotZone::Near(near.to_owned()), "{typed}");
        }
        for typed in ["", "xqzwvvvv", "factory", "etc/unknown", "../../etc/passwd"] {
            assert_eq!(typed.parse::<Zone>(), Err(NotZone::Unknown), "{typed}");
        }
    }

    #[test]
    fn every_name_has_rules() {
        let all = Zone::all();
        assert!(all.len() > 590, "{}", all.len());
        for name in all {
            let zone = Zone::named(&name).unwrap();
            assert_eq!(zone.name(), name);
            assert!(zone.rules().is_some());
        }
    }
}
