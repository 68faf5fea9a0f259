//! Rule 6: every statement has an idea behind it, and every idea is asked about.

use crate::lint::rule::{Check, Context, declare};
use crate::script::finding::Finding;
use crate::script::pack::{ClaimIx, Node, Pack};

declare! {
    /// # What it does
    ///
    /// Reports claims that are unknown, claims that no node or line names, nodes, lines and terms that state a claim
    /// without saying whose it is, and claims that no question names (a warning).
    ///
    /// # Why
    ///
    /// A member should be able to tell what the author thinks, what a study found, and what is common practice. And a
    /// pack that leaves an idea out does not show what the text says.
    ///
    /// # Example
    ///
    /// ```toml
    /// [[node]]
    /// id     = "space"
    /// claims = ["RL-B4"]       # whose idea is it?
    /// text   = "A short step apart can steady people."
    /// ```
    ///
    /// # Instead
    ///
    /// Add `says = "article"`, `"study"` or `"practice"`. Name each claim of `claims.toml` in at least one node that
    /// asks something, or take the claim out.
    RULE = "claims", Some(6), "a statement without an idea behind it, or an idea without a question", Check::Pack(check)
}

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let pack = cx.pack;
    let mut uses = vec![Use::Nowhere; pack.claims.len()];
    for node in &pack.nodes {
        whose(node, findings);
        let how = if node.is_question() {
            Use::Asked
        } else {
            Use::Said
        };
        for claim in named(node) {
            if let Some(place) = uses.get_mut(claim.0 as usize) {
                *place = (*place).max(how);
            }
        }
    }
    coverage(pack, &uses, findings);
    terms(pack, findings);
}

/// How a claim is used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    Nowhere,
    Said,
    Asked,
}

/// The claims that a node or one of its lines names.
fn named(node: &Node) -> impl Iterator<Item = ClaimIx> + '_ {
    let lines = node.lines.iter().flat_map(|line| &line.claims);
    node.claims.iter().chain(lines).copied()
}

/// Reports statements of one node whose owner is not said.
fn whose(node: &Node, findings: &mut Vec<Finding>) {
    const HELP: &str = "add `says = \"article\"`, `\"study\"` or `\"practice\"`";
    if node.says.is_some() {
        return;
    }
    if !node.claims.is_empty() {
        let message = format!("`{}` states a claim and does not say whose", node.id);
        findings.push(Finding::error(RULE.id, message).at(&node.place).help(HELP));
    }
    for line in &node.lines {
        if line.says.is_none() && !line.claims.is_empty() {
            let message = format!(
                "a line of `{}` states a claim and does not say whose",
                node.id
            );
            let place = line
                .variants
                .first()
                .map_or(&node.place, |(_, place)| place);
            findings.push(Finding::error(RULE.id, message).at(place).help(HELP));
        }
    }
}

/// Reports claims that nothing states or asks about.
fn coverage(pack: &Pack, uses: &[Use], findings: &mut Vec<Finding>) {
    for (claim, how) in pack.claims.iter().zip(uses) {
        let finding = match how {
            Use::Asked => continue,
            Use::Said => {
                let message = format!("no question names the claim `{}`", claim.id);
                Finding::warning(RULE.id, message).help("let a node that asks something name it")
            }
            Use::Nowhere => {
                Finding::error(RULE.id, format!("no node names the claim `{}`", claim.id))
                    .help("name it in `claims` of a node, or take it out")
            }
        };
        findings.push(finding.at(&claim.place));
    }
}

/// Reports terms that state a claim without saying whose.
fn terms(pack: &Pack, findings: &mut Vec<Finding>) {
    for term in &pack.terms {
        if term.says.is_none() && !term.claims.is_empty() {
            let message = format!(
                "the term `{}` states a claim and does not say whose",
                term.id
            );
            findings.push(Finding::error(RULE.id, message).at(&term.place));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::check;

    const CLAIM: &str = "[[claim]]\nid='C-1'\ntext='x'\nsays='article'\n[[claim]]\nid='C-2'\ntext='x'\nsays='article'\n";

    #[test]
    fn claims_that_questions_name_are_fine() {
        let node = "[[node]]\nid='a'\ndepth='L'\ntext='x'\nend=true\nsays='article'\nclaims=['C-1']\n\
            answer={ kind='text', label='l' }\n[[node.line]]\ntext='y'\nclaims=['C-2']\n";
        check("claims", &format!("{CLAIM}{node}"), &[]);
    }

    #[test]
    fn claims_that_nobody_owns_or_names_are_reported() {
        let node = "[[node]]\nid='a'\ndepth='L'\ntext='x'\nend=true\nclaims=['C-1']\n\
            [[node.line]]\ntext='y'\nclaims=['C-1', 'C-3']\n[[term]]\nid='w'\nterm='w'\ntext='x'\nclaims=['C-1']\n";
        check(
            "claims",
            &format!("{CLAIM}{node}"),
            &[
                "warning: no question names the claim `C-1`",
                "error: no node names the claim `C-2`",
                "error: `a` states a claim and does not say whose",
                "error: a line of `a` states a claim and does not say whose",
                "error: there is no claim `C-3`",
                "error: the term `w` states a claim and does not say whose",
            ],
        );
    }
}
