//! `alongside graph`: packs as Mermaid, DOT or JSON.

use std::fmt::Write as _;
use std::io::Write;

use serde_json::{Value, json};

use crate::cli::CLEAN;
use crate::cli::args::{Graph, GraphFormat};
use crate::content::Content;
use crate::script::{AnswerKind, Depth, Node, Pack, Says, Target, ThemeIx};

pub(crate) fn run(args: &Graph, out: &mut dyn Write) -> anyhow::Result<u8> {
    let content = match &args.folder {
        None => Content::built_in(),
        Some(folder) => Content::from_folder(folder),
    };
    let content = content.readable()?;
    for pack in &content.script.packs {
        if let Some(theme) = &args.theme {
            known_theme(pack, theme)?;
        }
    }
    let text = match args.format {
        GraphFormat::Json => json_text(&content.script.packs, args.theme.as_deref())?,
        GraphFormat::Mermaid => drawn(&content.script.packs, args.theme.as_deref(), &MERMAID),
        GraphFormat::Dot => drawn(&content.script.packs, args.theme.as_deref(), &DOT),
    };
    out.write_all(text.as_bytes())?;
    Ok(CLEAN)
}

fn known_theme(pack: &Pack, theme: &str) -> anyhow::Result<()> {
    if pack.find_theme(theme).is_some() {
        return Ok(());
    }
    let known: Vec<&str> = pack.themes.iter().map(|theme| theme.id.as_str()).collect();
    let help = crate::script::suggest::did_you_mean(theme, known.iter().copied());
    anyhow::bail!("there is no theme `{theme}`: {help}")
}

/// The nodes to show.
fn shown<'p>(pack: &'p Pack, theme: Option<&str>) -> impl Iterator<Item = &'p Node> {
    let wanted: Option<ThemeIx> = theme.and_then(|theme| pack.find_theme(theme));
    pack.nodes
        .iter()
        .filter(move |node| wanted.is_none_or(|wanted| node.theme == wanted))
}

/// Where a target leads, as authors write it.
fn target(pack: &Pack, target: Option<Target>) -> Option<String> {
    Some(match target? {
        Target::Node(node) => pack.node(node).id.clone(),
        Target::Hub => "@hub".to_owned(),
        Target::Closing => "@closing".to_owned(),
        Target::Return => "@return".to_owned(),
        Target::Theme(theme) => format!("@theme:{}", pack.theme(theme).id),
    })
}

fn depth(depth: Depth) -> &'static str {
    match depth {
        Depth::Light => "L",
        Depth::Middle => "M",
        Depth::Deep => "D",
    }
}

fn says(says: Says) -> &'static str {
    match says {
        Says::Article => "article",
        Says::Study => "study",
        Says::Practice => "practice",
    }
}

fn answer(kind: AnswerKind) -> &'static str {
    match kind {
        AnswerKind::Text => "text",
        AnswerKind::Scale => "scale",
        AnswerKind::Feeling => "feeling",
        AnswerKind::Several => "several",
    }
}

fn json_text(packs: &[Pack], theme: Option<&str>) -> anyhow::Result<String> {
    let nodes: Vec<Value> = packs
        .iter()
        .flat_map(|pack| shown(pack, theme).map(|node| node_json(pack, node)))
        .collect();
    let claims: Vec<Value> = packs
        .iter()
        .flat_map(|pack| claims_json(pack, theme))
        .collect();
    let packs: Vec<Value> = packs.iter().map(pack_json).collect();
    let graph = json!({ "packs": packs, "nodes": nodes, "claims": claims });
    Ok(serde_json::to_string_pretty(&graph)? + "\n")
}

fn pack_json(pack: &Pack) -> Value {
    let themes: Vec<Value> = pack
        .choosable()
        .map(|(_, theme)| {
            json!({
                "id": theme.id, "title": theme.title, "minutes": theme.minutes,
                "start": pack.node(theme.start).id,
            })
        })
        .collect();
    json!({
        "id": pack.id, "version": pack.version, "title": pack.title, "language": pack.language,
        "start": pack.node(pack.start).id, "hub": pack.node(pack.hub).id, "themes": themes,
    })
}

fn node_json(pack: &Pack, node: &Node) -> Value {
    let choices: Vec<Value> = node
        .choices
        .iter()
        .map(|choice| {
            let to = target(pack, choice.to.or(node.next));
            json!({ "id": choice.id, "label": choice.label, "to": to })
        })
        .collect();
    let routes: Vec<Value> = node
        .routes
        .iter()
        .map(|route| json!({ "to": target(pack, route.to.or(node.next)) }))
        .collect();
    let claims: Vec<&str> = claim_ids(pack, node).collect();
    json!({
        "id": node.id,
        "pack": pack.id,
        "theme": pack.theme(node.theme).id,
        "depth": depth(node.depth),
        "says": node.says.map(says),
        "claims": claims,
        "text": node.text.shown(),
        "question": node.is_question(),
        "choices": choices,
        "answer": node.answer.as_ref().map(|a| answer(a.kind)),
        "next": target(pack, node.next),
        "routes": routes,
        "gate": node.gate,
        "end": node.end,
        "support": node.support.is_some(),
    })
}

fn claim_ids<'p>(pack: &'p Pack, node: &'p Node) -> impl Iterator<Item = &'p str> {
    node.claims
        .iter()
        .filter_map(|claim| pack.claims.get(claim.0 as usize))
        .map(|claim| claim.id.as_str())
}

/// Each claim with every node that states or asks about it, in its own claims or in a line's.
fn claims_json(pack: &Pack, theme: Option<&str>) -> Vec<Value> {
    let mut nodes: Vec<Vec<&str>> = vec![Vec::new(); pack.claims.len()];
    for node in shown(pack, theme) {
        let lines = node.lines.iter().flat_map(|line| &line.claims);
        for claim in node.claims.iter().chain(lines) {
            if let Some(list) = nodes.get_mut(claim.0 as usize)
                && list.last() != Some(&node.id.as_str())
            {
                list.push(&node.id);
            }
        }
    }
    pack.claims
        .iter()
        .zip(nodes)
        .map(|(claim, nodes)| {
            json!({
                "id": claim.id, "text": claim.text, "says": says(claim.says), "nodes": nodes,
            })
        })
        .collect()
}

/// How a drawing language writes its parts.
struct Drawing {
    head: &'static str,
    foot: &'static str,
    node: fn(&str, &str) -> String,
    edge: fn(&str, &str, &str) -> String,
}

const MERMAID: Drawing = Drawing {
    head: "flowchart TD\n",
    foot: "",
    node: |id, text| format!("  {}[\"{text}\"]\n", id.replace(['@', ':'], "_")),
    edge: |from, to, label| {
        let to = to.replace(['@', ':'], "_");
        if label.is_empty() {
            format!("  {from} --> {to}\n")
        } else {
            format!("  {from} -->|\"{label}\"| {to}\n")
        }
    },
};

const DOT: Drawing = Drawing {
    head: "digraph alongside {\n  node [shape=box];\n",
    foot: "}\n",
    node: |id, text| format!("  \"{id}\" [label=\"{text}\"];\n"),
    edge: |from, to, label| format!("  \"{from}\" -> \"{to}\" [label=\"{label}\"];\n"),
};

fn drawn(packs: &[Pack], theme: Option<&str>, drawing: &Drawing) -> String {
    let mut out = String::from(drawing.head);
    for pack in packs {
        for node in shown(pack, theme) {
            let text = format!("{} ({})", node.id, depth(node.depth));
            out.push_str(&(drawing.node)(&node.id, &text));
            edges(pack, node, drawing, &mut out);
        }
    }
    let _infallible = out.write_str(drawing.foot);
    out
}

fn edges(pack: &Pack, node: &Node, drawing: &Drawing, out: &mut String) {
    let mut edge = |to: Option<Target>, label: &str| {
        if let Some(to) = target(pack, to) {
            let label = label.replace('"', "'");
            out.push_str(&(drawing.edge)(&node.id, &to, &label));
        }
    };
    for choice in &node.choices {
        edge(choice.to.or(node.next), &choice.label);
    }
    for route in &node.routes {
        edge(route.to.or(node.next), "answer");
    }
    if node.choices.is_empty() {
        edge(node.next, "");
    }
}
