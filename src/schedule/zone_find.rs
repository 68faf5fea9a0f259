//! Zones by a part of their name, as somebody types it.

use crate::schedule::Zone;
use crate::script::suggest::nearest;

/// As many as a list of suggestions holds.
const FOUND_MAX: usize = 25;

/// The longest text that is compared letter by letter; every name is shorter.
const TYPED_BYTES_MAX: usize = 64;

/// What is offered before anything is typed: some on every continent, from west to east.
const COMMON: [&str; 24] = [
    "Pacific/Honolulu",
    "America/Los_Angeles",
    "America/Denver",
    "America/Mexico_City",
    "America/Chicago",
    "America/New_York",
    "America/Bogota",
    "America/Sao_Paulo",
    "Atlantic/Reykjavik",
    "Europe/London",
    "Africa/Lagos",
    "Europe/Berlin",
    "Africa/Johannesburg",
    "Africa/Cairo",
    "Europe/Istanbul",
    "Africa/Nairobi",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Jakarta",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
];

/// Where what was typed stands in a name; the better, the smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    City,
    CityBegins,
    PartBegins,
    WordBegins,
    Inside,
}

impl Zone {
    /// Names that fit what was typed so far, the best first, 25 at most; for nothing typed, common ones.
    pub fn find(typed: &str) -> Vec<String> {
        let typed = plain(typed);
        if typed.is_empty() {
            return COMMON.map(str::to_owned).to_vec();
        }
        let mut found: Vec<_> = Self::all()
            .into_iter()
            .filter_map(|name| Some((fit(&plain(&name), &typed)?, is_by_region(&name), name)))
            .collect();
        found.sort();
        let names = found.into_iter().map(|(_, _, name)| name);
        names.take(FOUND_MAX).collect()
    }

    /// The name that was probably meant by one that does not exist.
    pub(super) fn near(typed: &str) -> Option<String> {
        let typed = plain(typed);
        if !(3..=TYPED_BYTES_MAX).contains(&typed.len()) {
            return None;
        }
        if let Some(found) = Self::find(&typed).into_iter().next() {
            return Some(found);
        }
        let all = Self::all();
        let plain_names: Vec<String> = all.iter().map(|name| plain(name)).collect();
        let with_cities = plain_names
            .iter()
            .flat_map(|name| [name.as_str(), city(name)]);
        let near = nearest(&typed, with_cities)?;
        let at = plain_names
            .iter()
            .position(|name| name == near || city(name) == near)?;
        all.into_iter().nth(at)
    }
}

/// A name as it is compared: small letters, spaces as underscores.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace(' ', "_")
}

/// What stands after the last slash.
fn city(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Where `typed` stands in `name`. Both are plain.
fn fit(name: &str, typed: &str) -> Option<Fit> {
    let at = name.find(typed)?;
    let city = city(name);
    let begins_after = |marks: &[char]| {
        name.match_indices(typed)
            .any(|(at, _)| at == 0 || name[..at].ends_with(marks))
    };
    let fit = match () {
        () if at == 0 && name.len() == typed.len() => Fit::Whole,
        () if city == typed => Fit::City,
        () if city.starts_with(typed) => Fit::CityBegins,
        () if begins_after(&['/']) => Fit::PartBegins,
        () if begins_after(&['/', '_', '-']) => Fit::WordBegins,
        () => Fit::Inside,
    };
    Some(fit)
}

/// Sorts old names without a continent behind the others.
fn is_by_region(name: &str) -> u8 {
    const OLD: [&str; 6] = ["US/", "Etc/", "Canada/", "Brazil/", "Mexico/", "Chile/"];
    let is_old = !name.contains('/') || OLD.iter().any(|old| name.starts_with(old));
    u8::from(is_old)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_is_found_by_its_name() {
        for (typed, first) in [
            ("berlin", "Europe/Berlin"),
            ("BERL", "Europe/Berlin"),
            ("new york", "America/New_York"),
            ("york", "America/New_York"),
            ("los a", "America/Los_Angeles"),
            ("europe/lon", "Europe/London"),
            ("calcutta", "Asia/Calcutta"),
            ("utc", "UTC"),
        ] {
            let found = Zone::find(typed);
            assert_eq!(
                found.first().map(String::as_str),
                Some(first),
                "{typed}: {found:?}"
            );
        }
    }

    #[test]
    fn cities_come_before_what_matches_further_in() {
        let found = Zone::find("po");
        let place = |name: &str| found.iter().position(|found| found == name).unwrap();
        assert!(place("Europe/Podgorica") < place("Antarctica/South_Pole"));
        assert!(place("America/Port-au-Prince") < place("Poland"));
    }

    #[test]
    fn a_list_is_never_too_long_and_may_be_empty() {
        assert_eq!(Zone::find("a").len(), FOUND_MAX);
        assert_eq!(Zone::find("america").len(), FOUND_MAX);
        assert!(Zone::find("zzzz").is_empty());
        assert!(Zone::find("ß\u{0}💙").is_empty());
    }

    #[test]
    fn common_zones_lie_on_every_continent_and_exist() {
        let common = Zone::find("  ");
        assert!(common.len() <= FOUND_MAX);
        for name in &common {
            assert_eq!(name.parse::<Zone>().unwrap().name(), name);
        }
        for continent in [
            "Africa/",
            "America/",
            "Asia/",
            "Australia/",
            "Europe/",
            "Pacific/",
        ] {
            assert!(
                common.iter().any(|name| name.starts_with(continent)),
                "{continent}"
            );
        }
    }
}
