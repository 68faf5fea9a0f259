//! Rule 16: nodes that no qualified person has read.

use crate::lint::rule::{Check, Context, declare};
use crate::script::file::Depth;
use crate::script::finding::Finding;
use crate::script::pack::{Node, Theme};
use jiff::civil::Date;

declare! {
    /// # What it does
    ///
    /// Counts the nodes of a pack that carry no review, and the deep ones of each theme.
    ///
    /// # Why
    ///
    /// A rule finds words; it cannot tell whether a question is wise. That takes a person who knows the field, most of
    /// all for deep questions.
    ///
    /// # Example
    ///
    /// ```toml
    /// [[node]]
    /// id    = "under-the-reason"
    /// depth = "D"              # and no `reviewed`
    /// ```
    ///
    /// # Instead
    ///
    /// Once a qualified person has read the node, and only then:
    ///
    /// ```toml
    /// reviewed = { by = "A. Person", on = "2026-11-22" }
    /// ```
    RULE = "not-reviewed", Some(16), "nodes that no qualified person has read", Check::Pack(check)
}

const HELP: &str = "ask a qualified person to read them; never write `reviewed` for somebody";

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let pack = cx.pack;
    let today = cx.input.today;
    let open = pack.nodes.iter().filter(|node| !is_reviewed(node, today));
    let count = open.count();
    if count > 0 {
        let all = pack.nodes.len();
        let message = format!("{count} of {all} nodes of `{}` are not reviewed", pack.id);
        findings.push(
            Finding::warning(RULE.id, message)
                .at(&pack.place)
                .help(HELP),
        );
    }
    for theme in &pack.themes {
        let deep = |node: &&Node| node.depth == Depth::Deep && !is_reviewed(node, today);
        let nodes = theme.nodes.iter().map(|index| pack.node(*index));
        report_deep(theme, nodes.filter(deep).count(), findings);
    }
}

fn report_deep(theme: &Theme, count: usize, findings: &mut Vec<Finding>) {
    let message = match count {
        0 => return,
        1 => format!("1 deep node of `{}` is not reviewed", theme.id),
        _ => format!("{count} deep nodes of `{}` are not reviewed", theme.id),
    };
    findings.push(
        Finding::warning(RULE.id, message)
            .at(&theme.place)
            .help(HELP),
    );
}

/// Whether somebody is named who read the node on a day that has been.
fn is_reviewed(node: &Node, today: Date) -> bool {
    node.reviewed.as_ref().is_some_and(|reviewed| {
        let on = reviewed.on.parse::<Date>().ok();
        !reviewed.by.trim().is_empty() && on.is_some_and(|on| on <= today)
    })
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::check;

    #[test]
    fn a_pack_that_was_read_is_fine() {
        check(
            "not-reviewed",
            "=== p/pack.toml\nid='p'\nversion=1\ntitle='A'\nlanguage='en'\nstart='hub'\nhub='hub'\n\
             [[node]]\nid='hub'\ndepth='L'\ntext='x'\nreviewed={by='P',on='2026-11-22'}\n",
            &[],
        );
    }

    #[test]
    fn what_nobody_read_is_counted_and_deep_nodes_by_theme() {
        check(
            "not-reviewed",
            "[[node]]\nid='a'\ndepth='D'\ntext='x'\nnext='b'\nreviewed={by='P',on='soon'}\n\
             [[node]]\nid='b'\ndepth='L'\ntext='x'\nend=true\nreviewed={by='P',on='2026-11-01'}\n",
            &[
                "warning: 2 of 3 nodes of `p` are not reviewed",
                "warning: 1 deep node of `t` is not reviewed",
            ],
        );
    }
}
