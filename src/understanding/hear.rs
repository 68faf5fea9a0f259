//! A text -> what was heard in it, and which rule says so.

use crate::understanding::compile::Understanding;
use crate::understanding::kinds::{ControlWord, CrisisKind, Sense, THEMES};
use crate::understanding::look::Look;
use crate::understanding::normalize::Views;
use crate::understanding::rules::Rule;

/// What a text is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// A sign of danger.
    Crisis(CrisisKind),
    /// A control word.
    Control(ControlWord),
    /// A theme, by its position in [`THEMES`].
    Theme(usize),
    /// None of these.
    None,
}

impl Meaning {
    /// `crisis`, `control`, `theme` or `none`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Crisis(_) => "crisis",
            Self::Control(_) => "control",
            Self::Theme(_) => "theme",
            Self::None => "none",
        }
    }
}

/// What was heard in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard<'u> {
    /// What it is taken for.
    pub kind: Meaning,
    /// The kind of danger, the control word or the theme; empty for none.
    pub value: &'static str,
    /// The id of the rule that says so; empty for none.
    pub rule: &'u str,
    /// Further kinds of danger or themes that are nearly as near.
    pub also: Vec<&'static str>,
    /// Whether only the text's beginning was heard.
    pub cut: bool,
}

impl Heard<'_> {
    /// Whether someone may not be safe at this very moment: help comes without a question before it.
    pub fn is_urgent(&self) -> bool {
        let urgent = CrisisKind::UnsafeNow.name();
        self.value == urgent || self.also.contains(&urgent)
    }
}

impl Understanding {
    /// What `text` means. Any text is fine; only its first 4,000 characters are looked at.
    pub fn hear(&self, text: &str) -> Heard<'_> {
        let views = Views::of(text);
        let mut looks: Vec<Look<'_>> = views.heard().map(|view| Look::at(self, view)).collect();
        let found = self
            .danger(&mut looks)
            .or_else(|| self.control(&mut looks))
            .or_else(|| self.theme(&mut looks));
        let nothing = Heard {
            kind: Meaning::None,
            value: "",
            rule: "",
            also: Vec::new(),
            cut: false,
        };
        Heard {
            cut: views.cut,
            ..found.unwrap_or(nothing)
        }
    }

    /// Every rule that fires in `text`, whatever beats it, in the order of the files.
    pub fn fired(&self, text: &str) -> Vec<&Rule> {
        let views = Views::of(text);
        let mut fired = Vec::new();
        for view in views.heard() {
            fired.extend(Look::at(self, view).fired(|_| true));
        }
        fired.sort_unstable();
        fired.dedup();
        fired
            .into_iter()
            .filter_map(|number| self.rules.get(number))
            .collect()
    }

    fn danger(&self, looks: &mut [Look<'_>]) -> Option<Heard<'_>> {
        let mut rules: Vec<&Rule> = Vec::new();
        for look in looks {
            let fired = look.fired(|sense| matches!(sense, Sense::Crisis(_)));
            rules.extend(
                fired
                    .into_iter()
                    .filter_map(|number| self.rules.get(number)),
            );
        }
        rules.sort_by_key(|rule| rule.sense);
        rules.dedup_by_key(|rule| rule.sense);
        let first = *rules.first()?;
        let also = rules.iter().skip(1).map(|rule| rule.sense.name()).collect();
        Some(first.heard(also))
    }

    fn control(&self, looks: &mut [Look<'_>]) -> Option<Heard<'_>> {
        let in_look = |look: &mut Look<'_>| {
            let fired = look.fired(|sense| matches!(sense, Sense::Control(_)));
            let rules = fired
                .into_iter()
                .filter_map(|number| self.rules.get(number));
            rules.min_by_key(|rule| rule.sense)
        };
        looks
            .iter_mut()
            .find_map(in_look)
            .map(|rule| rule.heard(Vec::new()))
    }

    fn theme(&self, looks: &mut [Look<'_>]) -> Option<Heard<'_>> {
        looks.iter_mut().find_map(|look| {
            let fired = look.fired(|sense| matches!(sense, Sense::Theme(_)));
            self.heaviest(&fired)
        })
    }

    /// The theme with the greatest weight; the heaviest of its rules speaks for it.
    fn heaviest(&self, fired: &[usize]) -> Option<Heard<'_>> {
        let mut sums = [0_u16; THEMES.len()];
        let mut speaker: [Option<&Rule>; THEMES.len()] = [None; THEMES.len()];
        for rule in fired.iter().filter_map(|number| self.rules.get(*number)) {
            let Sense::Theme(theme) = rule.sense else {
                continue;
            };
            let (Some(sum), Some(best)) = (sums.get_mut(theme), speaker.get_mut(theme)) else {
                continue;
            };
            *sum = sum.saturating_add(rule.weight);
            *best = best
                .filter(|best| best.weight >= rule.weight)
                .or(Some(rule));
        }
        let mut order: Vec<usize> = (0..sums.len()).filter(|theme| sums[*theme] > 0).collect();
        order.sort_by_key(|theme| std::cmp::Reverse(sums[*theme]));
        let first = *order.first()?;
        let near = |theme: &&usize| 2 * sums[**theme] > sums[first];
        let also = order
            .iter()
            .skip(1)
            .filter(near)
            .take(2)
            .map(|theme| THEMES[*theme])
            .collect();
        speaker[first].map(|rule| rule.heard(also))
    }
}

impl Rule {
    fn heard(&self, also: Vec<&'static str>) -> Heard<'_> {
        let meaning = match self.sense {
            Sense::Crisis(kind) => Meaning::Crisis(kind),
            Sense::Control(word) => Meaning::Control(word),
            Sense::Theme(theme) => Meaning::Theme(theme),
        };
        Heard {
            kind: meaning,
            value: self.sense.name(),
            rule: self.raw.id.get_ref(),
            also,
            cut: false,
        }
    }
}
