//! Numbers for names: the committed, append-only lists that tokens and buttons rely on.
//!
//! A token names nodes, choices, variables and values by their position in these lists. So lists only grow: a new name is
//! appended, a name that is gone keeps its place, and nothing is ever moved or used again for something else.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

/// The file's name beside `pack.toml`.
pub const FILE_NAME: &str = "ordinals.toml";

/// The lists, as they stand in `ordinals.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Ordinals {
    /// Themes of the pack.
    #[serde(default)]
    pub themes: Vec<String>,
    /// Feeling words of the pack.
    #[serde(default)]
    pub feelings: Vec<String>,
    /// Node ids that were taken out on purpose.
    #[serde(default)]
    pub gone: Vec<String>,
    /// Nodes by theme.
    #[serde(default)]
    pub nodes: BTreeMap<String, Vec<String>>,
    /// Choices by node.
    #[serde(default)]
    pub choices: BTreeMap<String, Vec<String>>,
    /// Variables by theme.
    #[serde(default)]
    pub variables: BTreeMap<String, Vec<String>>,
    /// Values by `theme.variable`.
    #[serde(default)]
    pub values: BTreeMap<String, Vec<String>>,
    /// How many names were missing and got a number in memory only.
    #[serde(skip)]
    pub added: usize,
}

impl Ordinals {
    /// The position of `id`, or of a former id, in `list`; appended when it is not there.
    pub fn number(list: &mut Vec<String>, added: &mut usize, id: &str, aliases: &[&str]) -> usize {
        let known = list.iter().position(|name| name == id).or_else(|| {
            list.iter()
                .position(|name| aliases.contains(&name.as_str()))
        });
        known.unwrap_or_else(|| {
            *added += 1;
            list.push(id.to_owned());
            list.len() - 1
        })
    }

    /// The file's text, one list a line, in a stable order.
    pub fn to_toml(&self) -> String {
        let mut out = String::from(
            "# Numbers that buttons already sent out rely on. Written by `alongside ordinals`; lists only grow.\n\
             # A node that is taken out for good is named in `gone` by hand.\n",
        );
        line(&mut out, "themes", &self.themes);
        line(&mut out, "feelings", &self.feelings);
        line(&mut out, "gone", &self.gone);
        for (name, table) in [
            ("nodes", &self.nodes),
            ("choices", &self.choices),
            ("variables", &self.variables),
            ("values", &self.values),
        ] {
            let _infallible = writeln!(out, "\n[{name}]");
            for (key, list) in table.iter().filter(|(_, list)| !list.is_empty()) {
                line(&mut out, &format!("{key:?}"), list);
            }
        }
        out
    }
}

/// Writes `key = ["a", "b"]`.
fn line(out: &mut String, key: &str, list: &[String]) {
    let items = list
        .iter()
        .map(|name| format!("{name:?}"))
        .collect::<Vec<_>>()
        .join(", ");
    let _infallible = writeln!(out, "{key} = [{items}]");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_number_through_renaming_and_writing() {
        let mut ordinals = Ordinals::default();
        let mut added = 0;
        let list = ordinals.nodes.entry("doors".to_owned()).or_default();
        assert_eq!(Ordinals::number(list, &mut added, "a", &[]), 0);
        assert_eq!(Ordinals::number(list, &mut added, "b", &[]), 1);
        assert_eq!(Ordinals::number(list, &mut added, "a-new", &["a"]), 0);
        assert_eq!(added, 2);
        let read: Ordinals = toml::from_str(&ordinals.to_toml()).unwrap();
        assert_eq!(read, ordinals);
    }
}
