//! What the two lists of phrases share: looking for them, and saying where they stand.

use crate::lint::phrase::{Excuse, Phrase, Phrases};
use crate::lint::rule::{Context, Rule};
use crate::lint::texts::Said;
use crate::lint::words::{locate, plain, unquoted};
use crate::script::finding::Finding;

/// Reports every phrase of `list` in the pack's texts.
pub(super) fn check(
    cx: &Context<'_>,
    rule: &Rule,
    list: &'static [Phrase],
    findings: &mut Vec<Finding>,
) {
    let phrases = Phrases::new(list);
    for said in &cx.texts {
        for phrase in phrases.find(&said.plain) {
            if is_excused(said, phrase) {
                continue;
            }
            let message = format!("{} says `{}`", said.name(), phrase.words);
            let finding = Finding {
                severity: phrase.severity,
                ..Finding::error(rule.id, message)
            };
            let place = locate(&cx.input.script.sources, said.place, phrase.words);
            findings.push(finding.at(&place).help(phrase.reason));
        }
    }
}

/// Whether the phrase is fine in this text all the same.
fn is_excused(said: &Said<'_>, phrase: &Phrase) -> bool {
    match phrase.excuse {
        Excuse::None => false,
        Excuse::Quoted => {
            said.kind.is_members() || !phrase.stands_in(&plain(&unquoted(&said.text)))
        }
        Excuse::Condition => {
            let mut sentences = said.text.split(['.', '!', '?', ':', '\n']).map(plain);
            !sentences.any(|sentence| phrase.stands_in(&sentence) && !is_condition(&sentence))
        }
    }
}

/// Whether a sentence begins as a condition does.
fn is_condition(sentence: &str) -> bool {
    let first = sentence.split(' ').next().unwrap_or("");
    ["to", "if", "when", "before", "unless"].contains(&first)
}
