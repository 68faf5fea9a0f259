//! Rules against their own examples.

use toml::Spanned;

use crate::script::finding::{Finding, Place};
use crate::understanding::compile::Understanding;
use crate::understanding::rules::{RULE, Rule};

impl Understanding {
    /// Every rule, built-in or added, that has no examples or contradicts them.
    pub fn contradictions(&self) -> Vec<Finding> {
        self.contradictions_in(&self.rules)
    }

    /// The same for some of the rules, so that a caller may share the work out.
    pub fn contradictions_in(&self, rules: &[Rule]) -> Vec<Finding> {
        rules
            .iter()
            .flat_map(|rule| self.contradictions_of(rule))
            .collect()
    }

    /// What is wrong with one rule, judged by its examples against all rules.
    pub(crate) fn contradictions_of(&self, rule: &Rule) -> Vec<Finding> {
        let mut findings = Vec::new();
        if rule.raw.matches.is_empty() || rule.raw.ignores.is_empty() {
            let finding = Finding::error(RULE, format!("the rule `{}` lacks examples", rule.raw.id.get_ref()))
                .at(&rule.place())
                .help("add `matches = [\"…\"]` and `ignores = [\"…\"]`: texts that must and must not fire it");
            findings.push(finding);
        }
        findings.extend(
            rule.raw
                .matches
                .iter()
                .filter_map(|text| self.missed(rule, text)),
        );
        findings.extend(
            rule.raw
                .ignores
                .iter()
                .filter_map(|text| self.taken(rule, text)),
        );
        findings
    }

    /// A text that should come out as the rule says, and does not.
    fn missed(&self, rule: &Rule, text: &Spanned<String>) -> Option<Finding> {
        let heard = self.hear(text.get_ref());
        let wanted = rule.sense.name();
        if heard.value == wanted {
            return None;
        }
        let why = match heard.rule {
            "" => "no rule fires on it".to_owned(),
            other => format!("the rule `{other}` hears `{}`", heard.value),
        };
        let finding = Finding::error(RULE, format!("this is not heard as `{wanted}`: {why}"));
        Some(
            finding
                .at(&Place::new(rule.file, text.span()))
                .help("widen a pattern in `any`, or take the example out"),
        )
    }

    /// A text in which the rule should not fire, and does.
    fn taken(&self, rule: &Rule, text: &Spanned<String>) -> Option<Finding> {
        let fired = self.fired(text.get_ref());
        let id = rule.raw.id.get_ref();
        if fired.iter().all(|other| other.raw.id.get_ref() != id) {
            return None;
        }
        let finding = Finding::error(
            RULE,
            format!("the rule `{id}` fires on what it should ignore"),
        );
        Some(
            finding
                .at(&Place::new(rule.file, text.span()))
                .help("narrow a pattern in `any`, or add one to `unless`"),
        )
    }
}
