//! Rule 4: deep questions without a door.

use std::collections::BTreeSet;

use crate::lint::nodes::{Kind, NodeSet, ways};
use crate::lint::rule::{Check, Context, declare};
use crate::script::file::Depth;
use crate::script::finding::Finding;
use crate::script::pack::{Node, NodeIx, Pack, Target};

declare! {
    /// # What it does
    ///
    /// Reports ways from a light or middle node into a deep one that do not leave a node with `gate = true`; a gate
    /// whose own `next` leads into the deep part; and deep nodes in a pack without grounding.
    ///
    /// # Why
    ///
    /// Questions near old hurts are asked only after somebody said yes a moment ago, with something solid before and
    /// after. A skip at the door is a no.
    ///
    /// # Example
    ///
    /// ```toml
    /// [[node]]
    /// id    = "light-question"
    /// depth = "L"
    /// next  = "deep-question"  # depth "D"
    /// text  = "What do you notice?"
    /// ```
    ///
    /// # Instead
    ///
    /// Put a node with `gate = true` between the two: one choice leads into the deep part, `next` leads past it.
    RULE = "deep-without-gate", Some(4), "a deep node that is reached without its door", Check::Pack(check)
}

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let pack = cx.pack;
    let mut first_deep = None;
    for (_, node) in pack.all_nodes() {
        if node.depth == Depth::Deep {
            first_deep = first_deep.or(Some(node));
        }
        edges(pack, node, findings);
    }
    starts(pack, findings);
    if let Some(node) = first_deep {
        grounding(pack, node, findings);
    }
}

/// Whether a node is behind a door: deep, and not the door itself.
fn is_behind(node: &Node) -> bool {
    node.depth == Depth::Deep && !node.gate
}

/// Reports ways of one node that lead through no door.
fn edges(pack: &Pack, node: &Node, findings: &mut Vec<Finding>) {
    if is_behind(node) {
        return;
    }
    for way in ways(node) {
        let Target::Node(to) = way.to else {
            continue;
        };
        let to = pack.node(to);
        let past = node.gate && way.kind == Kind::Next;
        if !is_behind(to) || (node.gate && !past) {
            continue;
        }
        let finding = if past {
            Finding::error(
                RULE.id,
                format!("a skip at the gate `{}` leads into `{}`", node.id, to.id),
            )
            .help("`next` of a gate leads past the deep part; a choice leads into it")
        } else {
            Finding::error(
                RULE.id,
                format!(
                    "`{}` leads into the deep `{}` without a gate",
                    node.id, to.id
                ),
            )
            .help("put a node with `gate = true` between them")
        };
        findings.push(finding.at(way.place).also(&to.place, "this node is deep"));
    }
}

/// A talk or a theme does not begin deep.
fn starts(pack: &Pack, findings: &mut Vec<Finding>) {
    let themes = pack
        .choosable()
        .map(|(_, theme)| (theme.start, &theme.place));
    let frame = [(pack.start, &pack.place), (pack.hub, &pack.place)];
    for (start, place) in themes.chain(frame) {
        let node = pack.node(start);
        if is_behind(node) {
            let message = format!("the start `{}` is deep", node.id);
            let finding = Finding::error(RULE.id, message).at(place);
            findings.push(finding.help("begin with something light"));
        }
    }
}

/// A pack with deep nodes has grounding that comes back.
fn grounding(pack: &Pack, deep: &Node, findings: &mut Vec<Finding>) {
    let Some(calls) = pack.grounding else {
        let finding = Finding::error(RULE.id, "the pack has deep nodes and no `[grounding]`")
            .at(&pack.place)
            .also(&deep.place, "the first deep node")
            .help("name the nodes to call before and after deep questions");
        findings.push(finding);
        return;
    };
    for index in BTreeSet::from([calls.before, calls.after]) {
        let node = pack.node(index);
        if node.depth != Depth::Light {
            let message = format!("the grounding `{}` is not light", node.id);
            let finding = Finding::error(RULE.id, message).at(&node.place);
            findings.push(finding.help("set `depth = \"L\"`"));
        }
        if !returns(pack, index) {
            let message = format!("the grounding `{}` does not come back", node.id);
            let finding = Finding::error(RULE.id, message).at(&node.place);
            findings.push(finding.help("let it lead to `@return`"));
        }
    }
}

/// Whether some way from a called node comes back.
fn returns(pack: &Pack, from: NodeIx) -> bool {
    let mut comes_back = false;
    NodeSet::none(pack).spread([from], |index| {
        let ways = ways(pack.node(index)).filter(|way| way.kind != Kind::Via);
        let mut next = Vec::new();
        for way in ways {
            match way.to {
                Target::Node(node) => next.push(node),
                Target::Return => comes_back = true,
                Target::Hub | Target::Closing | Target::Theme(_) => {}
            }
        }
        next
    });
    comes_back
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::check;

    const GROUNDED: &str = "=== p/pack.toml\nid='p'\nversion=1\ntitle='A'\nlanguage='en'\ninclude=['t.toml']\nstart='hub'\nhub='hub'\n\
        [grounding]\nbefore='g'\nafter='g'\n[[node]]\nid='hub'\ndepth='L'\ntext='x'\n\
        [[node]]\nid='g'\ndepth='L'\ntext='x'\nnext='@return'\n";

    #[test]
    fn a_door_a_choice_through_it_and_grounding_are_fine() {
        let theme = "[[node]]\nid='a'\ndepth='M'\ngate=true\ntext='x'\nnext='c'\n[[node.choice]]\nid='y'\nlabel='y'\nto='b'\n\
            [[node]]\nid='b'\ndepth='D'\ntext='x'\nnext='b2'\n[[node]]\nid='b2'\ndepth='D'\ntext='x'\nnext='c'\n\
            [[node]]\nid='c'\ndepth='L'\ntext='x'\nend=true\n";
        check("deep-without-gate", &format!("{theme}{GROUNDED}"), &[]);
    }

    #[test]
    fn every_way_past_the_door_is_reported() {
        let theme = "[[node]]\nid='a'\ndepth='L'\ntext='x'\nnext='g'\n[[node.choice]]\nid='y'\nlabel='y'\nto='b'\n\
            [[node]]\nid='g'\ndepth='M'\ngate=true\ntext='x'\nnext='b'\n\
            [[node]]\nid='b'\ndepth='D'\ntext='x'\nnext='@hub'\n";
        check(
            "deep-without-gate",
            theme,
            &[
                "error: the pack has deep nodes and no `[grounding]`",
                "error: `a` leads into the deep `b` without a gate",
                "error: a skip at the gate `g` leads into `b`",
            ],
        );
    }

    #[test]
    fn a_deep_start_and_grounding_that_stays_are_reported() {
        let theme = "[[node]]\nid='a'\ndepth='D'\ntext='x'\nend=true\n";
        let stays = GROUNDED.replace("@return", "@hub");
        check(
            "deep-without-gate",
            &format!("{theme}{stays}"),
            &[
                "error: the grounding `g` does not come back",
                "error: the start `a` is deep",
            ],
        );
    }
}
