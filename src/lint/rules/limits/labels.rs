//! Labels, titles and other short texts.

use std::collections::HashSet;

use crate::lint::rule::Context;
use crate::lint::rules::limits::{Measure, RULE, length};
use crate::script::file::AnswerKind;
use crate::script::finding::{Finding, Place};
use crate::script::pack::{Answer, Node};
use crate::script::text::plain_words;

/// A label that fits beside others on a small screen, in characters.
const LABEL_WISH: usize = 38;
/// Longest label of a button, in characters.
const LABEL_MAX: usize = 80;
/// Longest summary of a theme, in characters.
const SUMMARY_MAX: usize = 100;
/// Longest label of an answer, in characters.
const ANSWER_LABEL_MAX: usize = 45;
/// Longest hint in an empty field, in characters.
const PLACEHOLDER_MAX: usize = 100;
/// Longest answer in own words, in characters.
const ANSWER_MAX: usize = 4000;
/// Longest explanation of a term, in characters.
const TERM_MAX: usize = 1024;

/// Reports short texts that are too long.
pub(super) fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let pack = cx.pack;
    for (_, theme) in pack.choosable() {
        let (id, place) = (&theme.id, &theme.place);
        label(
            &format!("the title of the theme `{id}`"),
            &theme.title,
            place,
            findings,
        );
        let what = format!("the summary of the theme `{id}`");
        text(what, &theme.summary, SUMMARY_MAX, place, findings);
    }
    for node in &pack.nodes {
        for choice in &node.choices {
            let what = || format!("the label of `{}` in `{}`", choice.id, node.id);
            if length(&choice.label) > LABEL_WISH {
                label(&what(), &choice.label, &choice.label_place, findings);
            }
        }
        if let Some(found) = &node.answer {
            answer(node, found, findings);
        }
        findings.extend(unsayable(node));
    }
    for term in &pack.terms {
        label(
            &format!("the headword `{}`", term.id),
            &term.term,
            &term.place,
            findings,
        );
        let what = format!("the text of the term `{}`", term.id);
        text(what, &term.text, TERM_MAX, &term.text_place, findings);
    }
    for family in &pack.families {
        label(
            &format!("the family `{}`", family.id),
            &family.label,
            &family.place,
            findings,
        );
        let words = family
            .words
            .iter()
            .filter_map(|at| pack.feelings.get(usize::from(*at)));
        for word in words {
            label(
                &format!("the feeling `{}`", word.id),
                &word.label,
                &family.place,
                findings,
            );
        }
    }
}

fn label(what: &str, label: &str, place: &Place, findings: &mut Vec<Finding>) {
    Measure {
        what: what.to_owned(),
        size: length(label),
        max: LABEL_MAX,
        wish: LABEL_WISH,
        unit: "characters",
        place,
    }
    .report(findings);
}

fn text(what: String, text: &str, max: usize, place: &Place, findings: &mut Vec<Finding>) {
    Measure::of(what, length(text), max, "characters", place).report(findings);
}

fn answer(node: &Node, answer: &Answer, findings: &mut Vec<Finding>) {
    let place = &answer.label_place;
    let what = |part: &str| format!("the answer's {part} in `{}`", node.id);
    text(
        what("label"),
        &answer.label,
        ANSWER_LABEL_MAX,
        place,
        findings,
    );
    if let Some(hint) = &answer.placeholder {
        text(what("placeholder"), hint, PLACEHOLDER_MAX, place, findings);
    }
    let own_words = answer.kind == AnswerKind::Text;
    if own_words && !(1..=ANSWER_MAX).contains(&usize::from(answer.max)) {
        let message = format!(
            "an answer of `{}` may have {} characters",
            node.id, answer.max
        );
        let finding = Finding::error(RULE.id, message).at(place);
        findings.push(finding.help(format!("from 1 to {ANSWER_MAX}")));
    }
}

/// Labels that cannot be told apart or cannot be typed, and a node that says nothing.
fn unsayable(node: &Node) -> Vec<Finding> {
    let mut seen = HashSet::new();
    let mut out = Vec::new();
    let error = |what: String| Finding::error(RULE.id, what);
    for choice in &node.choices {
        let plain = plain_words(&choice.label);
        let fault = if plain.is_empty() {
            format!("the label of `{}` in `{}` says nothing", choice.id, node.id)
        } else if plain.parse::<u64>().is_ok() {
            format!("the label of `{}` in `{}` is a number", choice.id, node.id)
        } else if !seen.insert(plain) {
            format!("two choices of `{}` have the same label", node.id)
        } else {
            continue;
        };
        let help = "choices are answered by number or by their words: give each words of its own";
        out.push(error(fault).at(&choice.label_place).help(help));
    }
    if node.text.shown().trim().is_empty() {
        let finding = error(format!("`{}` says nothing", node.id)).at(&node.text_place);
        out.push(finding.help("give it a text"));
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::check;

    #[test]
    fn labels_that_cannot_be_told_apart_or_typed_are_reported() {
        check(
            "limits",
            "[[node]]\nid='a'\ndepth='L'\ntext='x'\nend=true\n[[node.choice]]\nid='c'\nlabel='Same'\n\
             [[node.choice]]\nid='d'\nlabel='same.'\n[[node.choice]]\nid='e'\nlabel='2'\n\
             [[node.choice]]\nid='f'\nlabel='?'\n",
            &[
                "error: two choices of `a` have the same label",
                "error: the label of `e` in `a` is a number",
                "error: the label of `f` in `a` says nothing",
            ],
        );
    }

    #[test]
    fn short_labels_are_fine() {
        check(
            "limits",
            "[[node]]\nid='a'\ndepth='L'\ntext='x'\nend=true\nanswer={kind='text',label='Mine',max=4000}\n\
             [[node.choice]]\nid='c'\nlabel='12345678901234567890123456789012345678'\n",
            &[],
        );
    }

    #[test]
    fn long_labels_are_warned_about_and_longer_ones_refused() {
        let (long, longer) = ("é".repeat(39), "é".repeat(101));
        check(
            "limits",
            &format!(
                "[theme]\nid='t'\ntitle='{long}'\nsummary='{longer}'\nminutes=5\nstart='a'\n\
                 [[node]]\nid='a'\ndepth='L'\ntext='x'\nend=true\n\
                 answer={{kind='text',label='{longer}',placeholder='{longer}',max=4001}}\n\
                 [[node.choice]]\nid='c'\nlabel='{long}'\n[[node.choice]]\nid='d'\nlabel='{longer}'\n"
            ),
            &[
                "warning: the title of the theme `t` has 39 characters",
                "error: the summary of the theme `t` has 101 characters",
                "error: the answer's label in `a` has 101 characters",
                "error: the answer's placeholder in `a` has 101 characters",
                "error: an answer of `a` may have 4001 characters",
                "warning: the label of `c` in `a` has 39 characters",
                "error: the label of `d` in `a` has 101 characters",
            ],
        );
    }
}
