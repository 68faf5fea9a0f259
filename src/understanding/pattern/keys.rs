//! The words that must stand in a text for a pattern to be found in it.

use crate::understanding::pattern::tree::Tree;

/// More keys than this are not worth looking for.
const KEYS_MAX: usize = 600;

/// Groups of more than this cost say too little.
const COST_MAX: u32 = 4000;

/// At most so many groups are looked at for one pattern.
pub(crate) const GROUPS_MAX: usize = 8;

/// Words that stand in nearly every message, and are poor keys. In order.
const COMMON: [&str; 76] = [
    "about", "all", "am", "an", "and", "are", "as", "at", "be", "because", "been", "but", "by",
    "can", "did", "do", "even", "feel", "for", "from", "get", "go", "going", "had", "has", "have",
    "he", "her", "him", "his", "how", "if", "in", "is", "it", "just", "know", "like", "love", "me",
    "more", "my", "no", "not", "now", "of", "on", "one", "or", "out", "really", "she", "so",
    "that", "the", "them", "there", "they", "think", "this", "time", "to", "too", "up", "us",
    "want", "was", "we", "what", "when", "who", "will", "with", "would", "you", "your",
];

/// A word to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key<'t> {
    /// Its letters.
    pub(crate) letters: &'t str,
    /// Whether it may be a part of a longer word.
    pub(crate) part: bool,
}

/// Keys of which one must stand in the text, and how often texts hold one of them by chance, on a rough scale.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Keys<'t> {
    /// The keys.
    pub(crate) words: Vec<Key<'t>>,
    cost: u32,
}

/// Whether the edge of a word is certain on the left and on the right of a part.
#[derive(Debug, Clone, Copy)]
struct Edges {
    left: bool,
    right: bool,
}

impl Edges {
    /// Those of a whole pattern.
    const BOTH: Self = Self {
        left: true,
        right: true,
    };
}

/// Groups of keys for a pattern: of each group, at least one must stand in the text. Without groups every text must be tried.
pub(crate) fn groups(tree: &Tree) -> Vec<Keys<'_>> {
    let mut groups = Vec::new();
    gather(tree, Edges::BOTH, &mut groups);
    groups.sort_by_key(|keys| keys.cost);
    let telling = groups
        .iter()
        .take_while(|keys| keys.cost <= COST_MAX)
        .count();
    groups.truncate(telling.clamp(1, GROUPS_MAX));
    groups
}

/// The groups of all parts that every match must have.
fn gather<'t>(tree: &'t Tree, edges: Edges, groups: &mut Vec<Keys<'t>>) {
    match tree {
        Tree::Sequence(parts) => {
            each_with_edges(parts, edges, |part, edges| {
                gather(part, edges, groups);
            });
        }
        other => groups.extend(keys(other, edges)),
    }
}

/// Keys of which one must stand in the text; none when the tree has no such words.
fn keys(tree: &Tree, edges: Edges) -> Option<Keys<'_>> {
    match tree {
        Tree::Text(text) => text_key(std::str::from_utf8(text).ok()?, edges),
        Tree::Sequence(parts) => {
            let mut best: Option<Keys<'_>> = None;
            each_with_edges(parts, edges, |part, edges| {
                let better = keys(part, edges)
                    .filter(|keys| best.as_ref().is_none_or(|best| keys.cost < best.cost));
                best = better.or(best.take());
            });
            best
        }
        Tree::Any(branches) => {
            let mut all = Keys::default();
            for (_, branch) in branches {
                let more = keys(branch, edges)?;
                all.words.extend(more.words);
                all.cost += more.cost;
            }
            (all.words.len() <= KEYS_MAX).then_some(all)
        }
        Tree::Repeat {
            part,
            min: 1..,
            max,
        } => {
            let once = *max == Some(1);
            keys(
                part,
                Edges {
                    left: edges.left && once,
                    right: edges.right && once,
                },
            )
        }
        Tree::List(list) => keys(&list.tree, edges),
        Tree::Repeat { .. }
        | Tree::Class(_)
        | Tree::Gap(_)
        | Tree::Start
        | Tree::End
        | Tree::Edge => None,
    }
}

/// The rarest word of some letters.
fn text_key(text: &str, edges: Edges) -> Option<Keys<'_>> {
    let last = text.split(' ').count().saturating_sub(1);
    let words = text
        .split(' ')
        .enumerate()
        .filter(|(_, word)| !word.is_empty());
    let keys = words.map(|(at, word)| {
        let part = (at == 0 && !edges.left) || (at == last && !edges.right);
        (
            rarity(word, part),
            Key {
                letters: word,
                part,
            },
        )
    });
    let (cost, key) = keys.min_by_key(|(cost, _)| *cost)?;
    Some(Keys {
        words: vec![key],
        cost,
    })
}

/// How often texts hold a word, on a rough scale.
fn rarity(word: &str, part: bool) -> u32 {
    match word.len() {
        0..=1 if part => 8000,
        0..=1 => 1000,
        2 if part => 3000,
        _ if COMMON.binary_search(&word).is_ok() => 400,
        2 => 60,
        3 if part => 300,
        3 => 20,
        4 => 8,
        _ => 4,
    }
}

/// Goes through parts in sequence with the edges that are certain around each.
fn each_with_edges<'t>(parts: &'t [Tree], around: Edges, mut with: impl FnMut(&'t Tree, Edges)) {
    let mut rights = vec![around.right; parts.len()];
    let mut next = around.right;
    for (right, part) in rights.iter_mut().zip(parts).rev() {
        *right = next;
        next = edge_before(part, next);
    }
    let mut left = around.left;
    for (part, right) in parts.iter().zip(&rights) {
        let after = edge_after(part, left);
        with(
            part,
            Edges {
                left: left || edge_before(part, *right),
                right: *right || after,
            },
        );
        left = after;
    }
}

/// Whether an edge is certain after `tree`, given whether it is before it.
fn edge_after(tree: &Tree, before: bool) -> bool {
    match tree {
        Tree::Text(text) => text.last() == Some(&b' '),
        Tree::Class(_) => false,
        Tree::Sequence(parts) => parts
            .iter()
            .fold(before, |before, part| edge_after(part, before)),
        Tree::Any(branches) => branches
            .iter()
            .all(|(_, branch)| edge_after(branch, before)),
        Tree::Repeat { part, min: 0, .. } => before && edge_after(part, before),
        Tree::Repeat { part, .. } => edge_after(part, before),
        Tree::List(list) => edge_after(&list.tree, before),
        Tree::Gap(_) => before,
        Tree::Start | Tree::End | Tree::Edge => true,
    }
}

/// Whether an edge is certain before `tree`, given whether it is after it.
fn edge_before(tree: &Tree, after: bool) -> bool {
    match tree {
        Tree::Text(text) => text.first() == Some(&b' '),
        Tree::Sequence(parts) => parts
            .iter()
            .rev()
            .fold(after, |after, part| edge_before(part, after)),
        Tree::Any(branches) => branches
            .iter()
            .all(|(_, branch)| edge_before(branch, after)),
        Tree::Repeat { part, min: 0, .. } => after && edge_before(part, after),
        Tree::Repeat { part, .. } => edge_before(part, after),
        Tree::List(list) => edge_before(&list.tree, after),
        Tree::Class(_) | Tree::Gap(_) => false,
        Tree::Start | Tree::End | Tree::Edge => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::pattern::{Lists, read};

    fn shown(pattern: &str) -> Vec<String> {
        let trees = read(pattern, &Lists::new()).unwrap();
        let show = |key: &Key<'_>| format!("{}{}", key.letters, if key.part { "…" } else { "" });
        let groups = groups(&trees[0]);
        groups
            .iter()
            .map(|keys| keys.words.iter().map(show).collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn keys_are_whole_words_where_that_is_certain() {
        assert_eq!(shown("he (?:hits|slaps) me"), ["hits|slaps", "he", "me"]);
        assert_eq!(shown("laugh(?:ing)? out"), ["laugh…", "out"]);
        assert_eq!(shown("(?:so |very )*tired of (?:life)"), ["tired", "life"]);
        assert_eq!(shown("(?:un)?happy"), ["happy…"]);
    }

    #[test]
    fn common_words_are_in_order() {
        assert!(COMMON.is_sorted());
    }
}
