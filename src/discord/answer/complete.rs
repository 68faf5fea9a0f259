//! Completions of options.

use crate::discord::answer::Desk;
use crate::discord::answer::reply::Reply;
use crate::discord::limits::{OPTION_MAX, OPTIONS_MAX, clip};
use crate::discord::message::{Callback, OptionChoice};
use crate::schedule::Zone;
use crate::script::support::WORLDWIDE;
use crate::words::support as words;

impl Desk {
    /// What an option may be, by what was typed of it so far.
    pub(super) fn complete(&self, option: &str, typed: &str) -> Reply {
        let (_, pack) = self.pack();
        let typed = typed.trim().to_lowercase();
        let fits = |texts: [&str; 2]| {
            texts
                .iter()
                .any(|text| text.to_lowercase().contains(&typed))
        };
        let zones = match option {
            "zone" => zones(&typed),
            _ => Vec::new(),
        };
        let mut pairs: Vec<(&str, &str)> = match option {
            "theme" => {
                let themes = pack.choosable().map(|(_, theme)| theme);
                themes
                    .map(|theme| (theme.title.as_str(), theme.id.as_str()))
                    .collect()
            }
            "term" => {
                let terms = pack.terms.iter();
                terms
                    .map(|term| (term.term.as_str(), term.id.as_str()))
                    .collect()
            }
            // The card leads to lists by country; it holds no country's own lines yet.
            "country" => vec![(words::EVERYWHERE, WORLDWIDE)],
            _ => Vec::new(),
        };
        pairs.retain(|(name, value)| fits([name, value]));
        // Zones are found by more than what stands in their names.
        pairs.extend(zones.iter().map(|name| (name.as_str(), name.as_str())));
        let choices = pairs
            .into_iter()
            .take(OPTIONS_MAX)
            .map(|(name, value)| OptionChoice {
                name: clip(name, OPTION_MAX),
                value: clip(value, OPTION_MAX),
            });
        Reply::of(&Callback::choices(choices.collect()))
    }
}

/// Time zones that fit what was typed so far.
fn zones(typed: &str) -> Vec<String> {
    Zone::find(typed)
}
