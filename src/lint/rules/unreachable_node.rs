//! Rule 2: nodes that nobody ever sees.

use std::collections::BTreeSet;

use crate::lint::nodes::{NodeSet, ways};
use crate::lint::rule::{Check, Context, declare};
use crate::script::finding::Finding;
use crate::script::pack::{FRAME, NodeIx, Pack, Target, ThemeIx};

declare! {
    /// # What it does
    ///
    /// Reports nodes that no way leads to. A theme's nodes have to be reached from the theme's start; nodes of
    /// `pack.toml` from the opening, the hub, a theme, or the grounding.
    ///
    /// # Why
    ///
    /// What nobody can reach was forgotten, or a way to it was lost in an edit. It is also text that nobody tests.
    ///
    /// # Example
    ///
    /// ```toml
    /// [[node]]
    /// id    = "old-question"   # no `next`, `to` or `via` names it
    /// depth = "L"
    /// text  = "Where were you?"
    /// ```
    ///
    /// # Instead
    ///
    /// Lead to it by `next` or `to`, or take it out and name it in `gone` in `ordinals.toml`.
    RULE = "unreachable-node", Some(2), "a node that no way leads to", Check::Pack(check)
}

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let pack = cx.pack;
    let mut seen = NodeSet::none(pack);
    let themes = pack.choosable();
    let (inside, outside): (Vec<_>, Vec<_>) =
        themes.partition(|(index, theme)| pack.node(theme.start).theme == *index);
    for (_, theme) in &outside {
        let message = format!(
            "the theme `{}` does not start at a node of its own",
            theme.id
        );
        findings.push(Finding::error(RULE.id, message).at(&theme.place));
    }
    let outside: BTreeSet<ThemeIx> = outside.iter().map(|(index, _)| *index).collect();
    let grounding = pack.grounding.iter();
    let frame = grounding.flat_map(|calls| [calls.before, calls.after]);
    let roots = frame.chain([pack.start, pack.hub]);
    let roots = roots.chain(inside.iter().map(|(_, theme)| theme.start));
    seen.spread(roots, |index| within(pack, index));
    let unseen = pack.all_nodes().filter(|(index, _)| !seen.has(*index));
    for (_, node) in unseen {
        if outside.contains(&node.theme) {
            continue;
        }
        let finding = Finding::error(RULE.id, format!("no way leads to `{}`", node.id))
            .at(&node.place)
            .help("lead to it by `next` or `to`, or take it out");
        findings.push(finding);
    }
}

/// Nodes that a node leads to in its own theme or in the frame; what enters a theme begins at its start anyway.
fn within(pack: &Pack, from: NodeIx) -> Vec<NodeIx> {
    let own = |theme: ThemeIx| theme == FRAME || theme == pack.node(from).theme;
    ways(pack.node(from))
        .filter_map(|way| match way.to {
            Target::Node(node) if own(pack.node(node).theme) => Some(node),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::check;

    #[test]
    fn nodes_that_are_led_to_or_called_are_fine() {
        check(
            "unreachable-node",
            "[[node]]\nid='a'\ndepth='L'\ntext='x'\nnext='b'\nvia='c'\n\
             [[node]]\nid='b'\ndepth='L'\ntext='x'\nend=true\n\
             [[node]]\nid='c'\ndepth='L'\ntext='x'\nnext='@return'\n",
            &[],
        );
    }

    #[test]
    fn nodes_that_only_lead_to_each_other_are_reported() {
        check(
            "unreachable-node",
            "[[node]]\nid='a'\ndepth='L'\ntext='x'\nend=true\n\
             [[node]]\nid='b'\ndepth='L'\ntext='x'\nnext='c'\n\
             [[node]]\nid='c'\ndepth='L'\ntext='x'\nnext='b'\n",
            &["error: no way leads to `b`", "error: no way leads to `c`"],
        );
    }

    #[test]
    fn a_theme_that_starts_in_the_frame_is_reported_once() {
        check(
            "unreachable-node",
            "[theme]\nid='t'\ntitle='T'\nsummary='S'\nminutes=5\nstart='hub'\n\
             [[node]]\nid='b'\ndepth='L'\ntext='x'\nend=true\n",
            &["error: the theme `t` does not start at a node of its own"],
        );
    }
}
