//! The token rule: a place in a talk fits into a button, and no two buttons of a message are the same.

use std::collections::HashSet;

use crate::engine::token::{CHARS_MAX, longest};
use crate::lint::rule::{Check, Context, declare};
use crate::script::finding::Finding;
use crate::script::pack::{Node, Theme, ThemeIx};

declare! {
    /// # What it does
    ///
    /// Reports packs whose place in a talk does not fit into a button, and buttons of one message that cannot be told
    /// apart.
    ///
    /// # Why
    ///
    /// A button carries where its member stands, in at most 100 characters. So nothing has to be stored, and a button
    /// of last month still works. The rule builds the longest token that each theme can need: the last node, every
    /// variable set, every visit counted, and the costliest step 8 times on the way back.
    ///
    /// # Example
    ///
    /// A theme with 120 nodes, 16 variables and visits of 8 nodes counted.
    ///
    /// # Instead
    ///
    /// Make two themes of it, drop variables, or write `visited('x')` in place of `visits('x') >= 2`.
    RULE = "token-size", None, "a place in a talk that does not fit into a button", Check::Pack(check)
}

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (index, theme) in (0..).map(ThemeIx).zip(&cx.pack.themes) {
        let length = longest(cx.pack, index);
        if length > CHARS_MAX {
            findings.push(too_long(theme, length));
        }
    }
    for node in &cx.pack.nodes {
        findings.extend(same_numbers(node));
    }
}

fn too_long(theme: &Theme, length: usize) -> Finding {
    let message = format!(
        "a place in `{}` can need {length} characters; a button has room for {CHARS_MAX}",
        theme.id
    );
    Finding::error(RULE.id, message)
        .at(&theme.place)
        .help("make two themes of it, or drop variables and counted visits")
}

/// Buttons are told apart by their numbers; 256 of them is all that a node ever has.
fn same_numbers(node: &Node) -> Option<Finding> {
    let mut seen = HashSet::new();
    let twice = node
        .choices
        .iter()
        .find(|choice| !seen.insert(choice.ordinal))?;
    let message = format!(
        "the choice `{}` shares its number with another one",
        twice.id
    );
    let help = "a node has had too many choices in its life; give the node a new id";
    Some(Finding::error(RULE.id, message).at(&twice.place).help(help))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::lint::testing::check;

    /// A theme of `nodes` nodes, with `variables` variables that each choice of the first node sets in threes.
    fn theme(nodes: usize, variables: usize) -> String {
        let mut out = String::new();
        for variable in 0..variables {
            let values: Vec<String> = (0..20).map(|value| format!("'v{value}'")).collect();
            let values = values.join(",");
            writeln!(
                out,
                "[[variable]]\nid='x{variable}'\nkind='one-of'\nvalues=[{values}]"
            )
            .unwrap();
        }
        for node in 0..nodes {
            let id = if node == 0 {
                "a".to_owned()
            } else {
                format!("n{node}")
            };
            let next = node + 1;
            writeln!(
                out,
                "[[node]]\nid='{id}'\ndepth='L'\ntext='T'\nnext='n{next}'"
            )
            .unwrap();
            writeln!(out, "[[node.choice]]\nid='c'\nlabel='C'").unwrap();
            if variables > 2 {
                writeln!(out, "set={{x0='v19',x1='v19',x2='v19'}}").unwrap();
            }
        }
        writeln!(
            out,
            "[[node]]\nid='n{nodes}'\ndepth='L'\ntext='T'\nend=true"
        )
        .unwrap();
        out
    }

    #[test]
    fn a_theme_of_usual_size_fits() {
        check("token-size", &theme(25, 2), &[]);
    }

    #[test]
    fn a_theme_that_is_too_full_is_reported() {
        check(
            "token-size",
            &theme(100, 14),
            &["error: a place in `t` can need 179 characters; a button has room for 88"],
        );
    }
}
