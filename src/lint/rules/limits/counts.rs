//! How many of something there are.

use crate::lint::rule::Context;
use crate::lint::rules::limits::Measure;
use crate::script::file::AnswerKind;
use crate::script::finding::Finding;
use crate::script::pack::{CHOICES_MAX, FINISHED_MAX, Node, SETS_PER_STEP_MAX, SEVERAL_MAX};

/// Most hints of a node.
const HINTS_MAX: usize = 2;
/// Most lines of a menu: words of a family, and families.
const MENU_MAX: usize = 25;

const SETS: &str = "variables to set";

/// Reports what there is too much of.
pub(super) fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let pack = cx.pack;
    Measure {
        what: "the pack".to_owned(),
        size: pack.choosable().count(),
        max: usize::MAX,
        wish: FINISHED_MAX,
        unit: "themes; only the first ones keep their finished mark",
        place: &pack.place,
    }
    .report(findings);
    pack.nodes.iter().for_each(|node| of_node(node, findings));
    let (what, families) = ("the pack".to_owned(), pack.families.len());
    Measure::of(what, families, MENU_MAX, "families", &pack.place).report(findings);
    for family in &pack.families {
        let what = format!("the family `{}`", family.id);
        let words = family.words.len();
        Measure::of(what, words, MENU_MAX, "words", &family.place).report(findings);
    }
}

fn of_node(node: &Node, findings: &mut Vec<Finding>) {
    let answer = node.answer.as_ref();
    let several = answer.is_some_and(|answer| answer.kind == AnswerKind::Several);
    let choices_max = if several { SEVERAL_MAX } else { CHOICES_MAX };
    let what = || format!("`{}`", node.id);
    let (choices, hints) = (node.choices.len(), node.no_match.len());
    Measure::of(what(), choices, choices_max, "choices", &node.place).report(findings);
    Measure::of(what(), hints, HINTS_MAX, "hints", &node.place).report(findings);
    if several {
        let sets: usize = node.choices.iter().map(|choice| choice.set.len()).sum();
        let what = format!("an answer of `{}`", node.id);
        Measure::of(what, 1 + sets, SETS_PER_STEP_MAX, SETS, &node.place).report(findings);
        return;
    }
    for choice in &node.choices {
        let what = format!("the choice `{}` of `{}`", choice.id, node.id);
        let sets = choice.set.len();
        Measure::of(what, sets, SETS_PER_STEP_MAX, SETS, &choice.place).report(findings);
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::check;

    fn choices(count: usize) -> String {
        let choice =
            |at: String| ["[[node.choice]]\nid='c", &at, "'\nlabel='c", &at, "'\n"].concat();
        (0..count).map(|at| choice(at.to_string())).collect()
    }

    #[test]
    fn as_many_as_fit_are_fine() {
        let node = "[[node]]\nid='a'\ndepth='L'\ntext='x'\nend=true\nno-match=['x','y']\n";
        check("limits", &format!("{node}{}", choices(25)), &[]);
    }

    #[test]
    fn too_many_are_reported() {
        let variables: String = ["v", "w", "x", "y"]
            .iter()
            .map(|id| ["[[variable]]\nid='", id, "'\nkind='yes-no'\n"].concat())
            .collect();
        let several = "[[variable]]\nid='s'\nkind='several'\nvalues=['c0']\n[[node]]\nid='b'\ndepth='L'\ntext='x'\nend=true\n\
            answer={kind='several',label='l',set='s'}\n";
        let node = "[[node]]\nid='a'\ndepth='L'\ntext='x'\nnext='b'\nno-match=['x','y','z']\n\
            [[node.choice]]\nid='four'\nlabel='c'\nset={v=true,w=true,x=true,y=true}\n";
        let words: String = (0..26)
            .map(|at| ["{id='w", &at.to_string(), "',label='w'},"].concat())
            .collect();
        let family = format!("[[family]]\nid='f'\nlabel='f'\nwords=[{words}]\n");
        check(
            "limits",
            &[
                &variables,
                node,
                &choices(25),
                several,
                &choices(9),
                &family,
            ]
            .concat(),
            &[
                "error: `a` has 26 choices",
                "error: `a` has 3 hints",
                "error: the choice `four` of `a` has 4 variables to set",
                "error: `b` has 9 choices",
                "error: the family `f` has 26 words",
            ],
        );
    }
}
