//! The length of one whole message: the reflection before it, its lines, and its text.

use crate::lint::rule::Context;
use crate::lint::rules::limits::{Measure, length};
use crate::script::file::Depth;
use crate::script::finding::{Finding, Place};
use crate::script::graph;
use crate::script::pack::{Line, Node, NodeIx, Pack, Target, When};
use crate::script::text::Text;

/// Longest message of a platform, in characters.
const MESSAGE_MAX: usize = 2000;

/// Reports messages that can become too long.
pub(super) fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let pack = cx.pack;
    let before = reflections(pack);
    for (node, before) in pack.nodes.iter().zip(before) {
        let own = shown(&node.text);
        Measure {
            what: format!("the longest message of `{}`", node.id),
            size: before + lines(&node.lines) + own,
            max: MESSAGE_MAX,
            wish: MESSAGE_MAX,
            unit: "characters with its lines and the reflection before it",
            place: &node.text_place,
        }
        .report(findings);
    }
}

/// A text's length, and the empty line after it.
fn shown(text: &Text) -> usize {
    length(&text.shown()) + 2
}

/// The most that the lines of a node can say at once: all of them, or the one that stands in for them.
fn lines(lines: &[Line]) -> usize {
    let longest = |line: &Line| line.variants.iter().map(|(text, _)| shown(text)).max();
    let longest = |line: &Line| longest(line).unwrap_or(0);
    let (otherwise, others): (Vec<_>, Vec<_>) =
        lines.iter().partition(|line| line.when == When::Otherwise);
    let all: usize = others.into_iter().map(longest).sum();
    all.max(otherwise.into_iter().map(longest).max().unwrap_or(0))
}

/// For each node the longest reflection that can stand before it.
///
/// A reflection is carried past nodes that a member is too light for, so it may end up further along `next`.
fn reflections(pack: &Pack) -> Vec<usize> {
    let mut said: Vec<(usize, NodeIx)> = Vec::new();
    for (_, node) in pack.all_nodes() {
        of_node(pack, node, &mut said);
    }
    said.sort_unstable_by_key(|(length, _)| std::cmp::Reverse(*length));
    let mut out = vec![0; pack.nodes.len()];
    for (length, first) in said {
        let mut at = Some(first);
        while let Some(index) = at {
            match out.get_mut(index.0 as usize) {
                Some(slot) if *slot == 0 => *slot = length,
                _ => break,
            }
            let node = pack.node(index);
            let met = graph::is_met(node, Depth::Light);
            at = node
                .next
                .filter(|_| !met)
                .and_then(|next| entered(pack, next));
        }
    }
    out
}

/// The node that a target enters, if it is one.
fn entered(pack: &Pack, target: Target) -> Option<NodeIx> {
    match target {
        Target::Node(node) => Some(node),
        Target::Hub => Some(pack.hub),
        Target::Theme(theme) => Some(pack.theme(theme).start),
        Target::Closing | Target::Return => None,
    }
}

/// The reflections of one node, and the nodes that they can stand before.
fn of_node(pack: &Pack, node: &Node, out: &mut Vec<(usize, NodeIx)>) {
    let mut add = |reflect: Option<&(Text, Place)>, to: Option<Target>, via: Option<NodeIx>| {
        let Some((text, _)) = reflect else {
            return;
        };
        let to = to.or(node.next).and_then(|to| entered(pack, to));
        let length = shown(text);
        out.extend(to.into_iter().chain(via).map(|to| (length, to)));
    };
    for choice in &node.choices {
        add(choice.reflect.as_ref(), choice.to, choice.via.or(node.via));
    }
    for route in &node.routes {
        add(route.reflect.as_ref(), route.to, node.via);
    }
    if let Some(answer) = &node.answer {
        add(answer.reflect.as_ref(), None, node.via);
        for route in node.routes.iter().filter(|route| route.reflect.is_none()) {
            add(answer.reflect.as_ref(), route.to, node.via);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::check;

    fn theme(reflect: usize, line: usize, text: usize) -> String {
        let [reflect, line, text] = [reflect, line, text].map(|length| "x".repeat(length));
        format!(
            "[[node]]\nid='a'\ndepth='L'\ntext='x'\nnext='m'\n[[node.choice]]\nid='c'\nlabel='c'\nreflect='{reflect}'\n\
             [[node]]\nid='m'\ndepth='M'\ntext='x'\nnext='b'\n\
             [[node]]\nid='b'\ndepth='L'\ntext='{text}'\nend=true\n\
             [[node.line]]\nwhen='known(before)'\ntext='{line}'\n[[node.line]]\nwhen='otherwise'\ntext='y'\n"
        )
    }

    #[test]
    fn a_message_that_fits_is_fine() {
        check("limits", &theme(500, 500, 994), &[]);
    }

    #[test]
    fn reflection_lines_and_text_count_together_past_skipped_nodes() {
        check(
            "limits",
            &theme(500, 500, 995),
            &[
                "error: the longest message of `b` has 2001 characters with its lines and the reflection before it",
            ],
        );
    }
}
