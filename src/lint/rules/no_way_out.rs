//! Rule 3: ways that never end.

use crate::lint::nodes::NodeSet;
use crate::lint::rule::{Check, Context, declare};
use crate::script::file::Depth;
use crate::script::finding::Finding;
use crate::script::graph;
use crate::script::pack::{Node, NodeIx, Pack, Target};

declare! {
    /// # What it does
    ///
    /// Reports nodes from which no end, `@hub`, `@closing` or `@return` can be reached, nodes without the `next` that
    /// a skip follows, and circles of `next`.
    ///
    /// # Why
    ///
    /// Somebody who skips every question, or who chose light and is led past the rest, goes along `next` alone. That
    /// way has to come to an end too.
    ///
    /// # Example
    ///
    /// ```toml
    /// [[node]]
    /// id    = "again"
    /// depth = "L"
    /// next  = "again"          # a skip comes back to the same question
    /// text  = "And once more?"
    /// ```
    ///
    /// # Instead
    ///
    /// Give the node a `next` that leads towards the theme's `end`. Let only a choice lead back.
    RULE = "no-way-out", Some(3), "a way that does not come to an end", Check::Pack(check)
}

/// The depths a member may have chosen, with how a finding names such a member.
const DEPTHS: [(Depth, &str); 3] = [
    (Depth::Light, "light"),
    (Depth::Middle, "middle"),
    (Depth::Deep, "deep"),
];

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let pack = cx.pack;
    let mut reported = NodeSet::none(pack);
    for (index, node) in pack.all_nodes() {
        if lacks_next(pack, index, node) {
            reported.insert(index);
            let message = format!("`{}` has no `next`", node.id);
            let finding = Finding::error(RULE.id, message)
                .at(&node.place)
                .help("a skip and a lighter way follow `next`; without one they stop here");
            findings.push(finding);
        }
    }
    let out = ways_out(pack, &reported);
    for (index, node) in pack.all_nodes().filter(|(index, _)| !out.has(*index)) {
        reported.insert(index);
        let message = format!("no end can be reached from `{}`", node.id);
        let finding = Finding::error(RULE.id, message)
            .at(&node.place)
            .help("lead to a node with `end = true`, or to `@hub`, `@closing` or `@return`");
        findings.push(finding);
    }
    for depth in DEPTHS {
        next_alone(pack, depth, &mut reported, findings);
    }
    for node in &pack.nodes {
        findings.extend(calls(pack, node));
    }
}

/// What is called comes back: a part without a way to `@return` would take the member elsewhere.
fn calls(pack: &Pack, node: &Node) -> Vec<Finding> {
    let vias = node
        .choices
        .iter()
        .map(|choice| (choice.via, &choice.place));
    let vias = vias.chain([(node.via, &node.place)]);
    let called = vias.filter_map(|(via, place)| Some((via?, place)));
    called
        .filter(|(via, _)| !returns(pack, *via))
        .map(|(via, place)| {
            let part = &pack.node(via).id;
            let message = format!("`{}` calls `{part}`, which never comes back", node.id);
            let help =
                "a called part ends with `@return`; to go there for good, use `to` or `next`";
            Finding::error(RULE.id, message).at(place).help(help)
        })
        .collect()
}

/// Whether `@return` can be reached from a node.
fn returns(pack: &Pack, from: NodeIx) -> bool {
    let mut seen = NodeSet::none(pack);
    let mut open = vec![from];
    while let Some(index) = open.pop() {
        if seen.has(index) {
            continue;
        }
        seen.insert(index);
        for target in graph::ways(pack.node(index)) {
            match target {
                Target::Return => return true,
                Target::Node(next) => open.push(next),
                _ => {}
            }
        }
    }
    false
}

/// Whether a skip has nowhere to go: only a node where everybody has to choose, and every choice leads on, needs no `next`.
fn lacks_next(pack: &Pack, index: NodeIx, node: &Node) -> bool {
    node.next.is_none() && !node.end && index != pack.hub && !always_chosen(node)
}

/// Whether every member meets the node, has something to choose, and every choice says where it leads.
fn always_chosen(node: &Node) -> bool {
    let sure = node.choices.iter().any(|c| c.when.is_none() && !c.once);
    let led = node.choices.iter().all(|choice| choice.to.is_some());
    let routed = node.answer.is_none();
    sure && led && routed && graph::is_met(node, Depth::Light)
}

/// The nodes from which an end can be reached; `excused` ones count as ends, since they are reported already.
fn ways_out(pack: &Pack, excused: &NodeSet) -> NodeSet {
    let mut before: Vec<Vec<NodeIx>> = vec![Vec::new(); pack.nodes.len()];
    let mut ends = Vec::new();
    for (index, node) in pack.all_nodes() {
        let leaves = |target| matches!(target, Target::Hub | Target::Closing | Target::Return);
        if node.end || index == pack.hub || excused.has(index) || graph::ways(node).any(leaves) {
            ends.push(index);
        }
        for to in graph::ways(node).filter_map(|target| entered(pack, target)) {
            if let Some(list) = before.get_mut(to.0 as usize) {
                list.push(index);
            }
        }
    }
    let mut out = NodeSet::none(pack);
    out.spread(ends, |index| {
        let list = before.get(index.0 as usize);
        list.into_iter().flatten().copied().collect::<Vec<_>>()
    });
    out
}

/// The node that a target enters, if it is one.
fn entered(pack: &Pack, target: Target) -> Option<NodeIx> {
    match target {
        Target::Node(node) => Some(node),
        Target::Theme(theme) => Some(pack.theme(theme).start),
        Target::Hub | Target::Closing | Target::Return => None,
    }
}

/// Where `next` alone leads from a node.
enum Step {
    /// To an end.
    Ends,
    /// To a node.
    Goes(NodeIx),
    /// Nowhere.
    Stuck,
}

/// Where a member of `depth` who skips everything goes from a node.
fn step(pack: &Pack, index: NodeIx, depth: Depth) -> Step {
    let node = pack.node(index);
    let met = graph::is_met(node, depth);
    if index == pack.hub || (met && node.end) {
        return Step::Ends;
    }
    match node.next {
        Some(target) => entered(pack, target).map_or(Step::Ends, Step::Goes),
        None if always_chosen(node) => Step::Ends,
        None => Step::Stuck,
    }
}

/// Follows `next` from every node once; reports circles and ends that this depth is led past.
fn next_alone(
    pack: &Pack,
    (depth, name): (Depth, &str),
    reported: &mut NodeSet,
    findings: &mut Vec<Finding>,
) {
    let mut walked = vec![0_u32; pack.nodes.len()];
    for (index, _) in pack.all_nodes() {
        let walk = index.0 + 1;
        let mut at = index;
        loop {
            match walked.get_mut(at.0 as usize) {
                Some(mark) if *mark == 0 => *mark = walk,
                Some(mark) if *mark == walk => {
                    circle(pack, at, depth, reported, findings);
                    break;
                }
                _ => break,
            }
            match step(pack, at, depth) {
                Step::Ends => break,
                Step::Goes(next) => at = next,
                Step::Stuck => {
                    stuck(pack, at, name, reported, findings);
                    break;
                }
            }
        }
    }
}

/// Reports a circle of `next` at one of its nodes, unless one of them is reported already.
fn circle(
    pack: &Pack,
    first: NodeIx,
    depth: Depth,
    reported: &mut NodeSet,
    findings: &mut Vec<Finding>,
) {
    let mut names = Vec::new();
    let mut known = false;
    let mut at = first;
    loop {
        known |= !reported.insert(at);
        names.push(format!("`{}`", pack.node(at).id));
        match step(pack, at, depth) {
            Step::Goes(next) if next != first => at = next,
            _ => break,
        }
    }
    if known {
        return;
    }
    let more = if names.len() > 5 { " …" } else { "" };
    names.truncate(5);
    let message = format!("`next` alone goes in a circle: {}{more}", names.join(", "));
    let finding = Finding::error(RULE.id, message)
        .at(&pack.node(first).place)
        .help("somebody who skips every question must come to an end; let only a choice lead back");
    findings.push(finding);
}

/// Reports an end that members of a lighter depth are led past.
fn stuck(
    pack: &Pack,
    at: NodeIx,
    depth: &str,
    reported: &mut NodeSet,
    findings: &mut Vec<Finding>,
) {
    if !reported.insert(at) {
        return;
    }
    let node = pack.node(at);
    let message = format!(
        "a member who chose {depth} is led past `{}`, and then nowhere",
        node.id
    );
    let finding = Finding::error(RULE.id, message)
        .at(&node.place)
        .help("make it light (`depth = \"L\"`), or give it a `next`");
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::check;

    #[test]
    fn a_part_that_is_called_has_to_come_back() {
        let node = |via: &str, next: &str| {
            format!(
                "[[node]]\nid='a'\ndepth='L'\ntext='x'\nnext='b'\nvia='{via}'\n\
                 [[node]]\nid='b'\ndepth='L'\ntext='x'\nend=true\n\
                 [[node]]\nid='part'\ndepth='L'\ntext='x'\nnext='{next}'\n"
            )
        };
        check("no-way-out", &node("part", "@return"), &[]);
        check(
            "no-way-out",
            &node("b", "@return"),
            &["error: `a` calls `b`, which never comes back"],
        );
    }

    #[test]
    fn a_way_to_the_end_and_a_choice_that_leads_back_are_fine() {
        check(
            "no-way-out",
            "[[node]]\nid='a'\ndepth='L'\ntext='x'\nnext='b'\n\
             [[node]]\nid='b'\ndepth='L'\ntext='x'\n[[node.choice]]\nid='r'\nlabel='r'\nto='a'\n\
             [[node.choice]]\nid='e'\nlabel='e'\nto='c'\n\
             [[node]]\nid='c'\ndepth='L'\ntext='x'\nend=true\n",
            &[],
        );
    }

    #[test]
    fn a_node_without_next_is_reported_when_a_skip_would_stop_there() {
        check(
            "no-way-out",
            "[[node]]\nid='a'\ndepth='L'\ntext='x'\n[[node.choice]]\nid='e'\nlabel='e'\nto='c'\nwhen='known(before)'\n\
             [[node]]\nid='c'\ndepth='L'\ntext='x'\n",
            &["error: `a` has no `next`", "error: `c` has no `next`"],
        );
    }

    #[test]
    fn a_trap_is_reported_at_each_of_its_nodes() {
        check(
            "no-way-out",
            "[[node]]\nid='a'\ndepth='L'\ntext='x'\nnext='b'\n[[node]]\nid='b'\ndepth='L'\ntext='x'\nnext='a'\n",
            &[
                "error: no end can be reached from `a`",
                "error: no end can be reached from `b`",
            ],
        );
    }

    #[test]
    fn a_circle_of_next_is_reported_even_when_a_choice_leaves_it() {
        check(
            "no-way-out",
            "[[node]]\nid='a'\ndepth='L'\ntext='x'\nnext='b'\n\
             [[node]]\nid='b'\ndepth='L'\ntext='x'\nnext='a'\n[[node.choice]]\nid='e'\nlabel='e'\nto='@hub'\n",
            &["error: `next` alone goes in a circle: `a`, `b`"],
        );
    }

    #[test]
    fn an_end_that_light_members_do_not_meet_is_reported() {
        check(
            "no-way-out",
            "[[node]]\nid='a'\ndepth='L'\ntext='x'\nnext='b'\n[[node]]\nid='b'\ndepth='M'\ntext='x'\nend=true\n",
            &["error: a member who chose light is led past `b`, and then nowhere"],
        );
    }
}
