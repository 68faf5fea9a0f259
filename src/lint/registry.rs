//! What rules there are, and what each is about.

use std::fmt::Write as _;

use crate::lint::rule::Rule;
use crate::lint::rules::ALL;

/// Every rule whose id can be printed, in the order of its number.
pub fn rules() -> &'static [Rule] {
    &ALL
}

/// A rule by its id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().iter().find(|rule| rule.id == id)
}

/// What a rule does, why, an example and what to write instead; the rule's own doc comment.
pub fn explain(id: &str) -> Option<String> {
    let rule = rule(id)?;
    let mut out = format!("{}: {}\n\n", rule.id, rule.summary);
    for line in rule.doc.lines() {
        let _infallible = writeln!(out, "{}", line.strip_prefix(' ').unwrap_or(line));
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_there_once_and_says_everything() {
        let numbers: Vec<u8> = rules().iter().filter_map(|rule| rule.number).collect();
        assert_eq!(numbers, (1..=17).collect::<Vec<u8>>());
        for rule in rules() {
            assert_eq!(
                rules().iter().filter(|other| other.id == rule.id).count(),
                1
            );
            let text = explain(rule.id).unwrap();
            for heading in ["# What it does", "# Why", "# Example", "# Instead"] {
                let count = text.lines().filter(|line| *line == heading).count();
                assert_eq!(count, 1, "{} {heading}", rule.id);
            }
        }
        assert_eq!(explain("no-such-rule"), None);
    }
}
