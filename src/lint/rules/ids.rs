//! Rule 5: names that buttons already sent out rely on.

use std::collections::{BTreeSet, HashMap};

use crate::lint::rule::{Check, Context, declare};
use crate::script::finding::{FileId, Finding, Place};
use crate::script::ordinals::{FILE_NAME, Ordinals};
use crate::script::pack::Pack;

declare! {
    /// # What it does
    ///
    /// Reports ids that are there twice or cannot be read, names without a committed number, and numbered nodes and
    /// themes that are gone without a word: neither live, nor an alias, nor named in `gone` in `ordinals.toml`.
    ///
    /// # Why
    ///
    /// A button that was sent last month names its node by number. If the node was renamed, the button should still
    /// find it; if it was taken out on purpose, the bot says so and leads to the hub.
    ///
    /// # Example
    ///
    /// ```toml
    /// [[node]]
    /// id = "door-question"     # was "door" in the last version
    /// ```
    ///
    /// # Instead
    ///
    /// Keep the old name as an alias, `aliases = ["door"]`. If the node is gone for good, add its id to `gone` in
    /// `ordinals.toml`. Run `alongside ordinals` for new names, and commit the file.
    RULE = "ids", Some(5), "an id that is missing, double, or gone without a word", Check::Pack(check)
}

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(ordinals) = cx.input.ordinals.get(cx.folder) else {
        return;
    };
    let gone: BTreeSet<&str> = ordinals.gone.iter().map(String::as_str).collect();
    let lost: Vec<Lost<'_>> = lost(cx.pack, ordinals, &gone).collect();
    let back: Vec<&str> = gone
        .iter()
        .copied()
        .filter(|id| cx.pack.node_ids.contains_key(*id))
        .collect();
    if lost.is_empty() && back.is_empty() {
        return;
    }
    let places = Places::of(cx);
    for lost in lost {
        let message = format!("the {} `{}` is gone without a word", lost.what, lost.id);
        let finding = Finding::error(RULE.id, message)
            .at(&places.of_name(lost.id))
            .help("give its successor `aliases`, or name it in `gone` in `ordinals.toml`");
        findings.push(finding);
    }
    for id in back {
        let message = format!("the node `{id}` is named in `gone`, and is there");
        let finding = Finding::error(RULE.id, message)
            .at(&places.of_name(id))
            .help("an id is never used again for something else; choose a new one");
        findings.push(finding);
    }
}

/// A numbered name that is nowhere to be found.
struct Lost<'o> {
    what: &'static str,
    id: &'o str,
}

/// Every numbered theme and node that is neither live, nor an alias, nor named in `gone`.
fn lost<'o>(
    pack: &'o Pack,
    ordinals: &'o Ordinals,
    gone: &'o BTreeSet<&str>,
) -> impl Iterator<Item = Lost<'o>> {
    let live: BTreeSet<&str> = pack.themes.iter().map(|theme| theme.id.as_str()).collect();
    let themes = ordinals.themes.iter().map(String::as_str);
    let themes = themes.filter(move |id| !live.contains(id));
    let nodes = ordinals.nodes.values().flatten().map(String::as_str);
    let nodes = nodes.filter(|id| !pack.node_ids.contains_key(*id));
    let themes = themes.map(|id| Lost { what: "theme", id });
    themes
        .chain(nodes.map(|id| Lost { what: "node", id }))
        .filter(move |lost| !gone.contains(lost.id))
}

/// Where names stand in `ordinals.toml`.
struct Places<'s> {
    by_name: HashMap<&'s str, Place>,
    fallback: Place,
}

impl<'s> Places<'s> {
    fn of(cx: &Context<'s>) -> Self {
        let path = format!("{}/{FILE_NAME}", cx.folder);
        let mut files = cx.input.script.sources.iter();
        let file = files.find(|(_, file)| file.path == path);
        Self {
            by_name: file.map_or_else(HashMap::new, |(id, file)| quoted(id, &file.text)),
            fallback: cx.pack.place.clone(),
        }
    }

    fn of_name(&self, name: &str) -> Place {
        self.by_name.get(name).unwrap_or(&self.fallback).clone()
    }
}

/// Where each word in quotation marks stands first.
fn quoted(file: FileId, text: &str) -> HashMap<&str, Place> {
    let mut out = HashMap::new();
    let mut start = 0;
    for (at, part) in text.split(['"', '\'']).enumerate() {
        if at % 2 == 1 {
            let place = Place::new(file, start..start + part.len());
            out.entry(part).or_insert(place);
        }
        start += part.len() + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::check;

    const THEME: &str = "[[node]]\nid='a'\naliases=['older']\ndepth='L'\ntext='x'\nend=true\n";

    fn with(ordinals: &str) -> String {
        format!(
            "{THEME}=== p/ordinals.toml\nvariables = {{ frame = ['before', 'after'], t = ['before', 'after'] }}\n{ordinals}"
        )
    }

    #[test]
    fn aliases_and_names_in_gone_are_fine() {
        let ordinals =
            "themes=['frame','t']\ngone=['old']\nnodes={ frame=['hub'], t=['older','old'] }\n";
        check("ids", &with(ordinals), &[]);
    }

    #[test]
    fn names_that_are_lost_or_back_are_reported() {
        let ordinals =
            "themes=['frame','t','u']\ngone=['a']\nnodes={ frame=['hub'], t=['older','old'] }\n";
        check(
            "ids",
            &with(ordinals),
            &[
                "error: the theme `u` is gone without a word",
                "error: the node `a` is named in `gone`, and is there",
                "error: the node `old` is gone without a word",
            ],
        );
    }
}
