//! A pattern as an author writes it -> a small machine that looks for it in the words form of a text.
//!
//! Authors write regular expressions as people speak: `can't` and `möchte` are brought into the form of the text, and
//! `<partner>` stands for every word of the list of that name. Hundreds of such patterns with shared lists and gaps are too
//! much for one automaton (built with `regex`, the rules took 450 ms to compile and a message 4 ms), so each keeps its own
//! small tree, lists are shared, and only the patterns whose key words stand in the text are tried at all.

mod keys;
mod parse;
mod search;
mod tree;
mod wording;

pub(crate) use keys::{Keys, groups};
pub(crate) use search::{Search, Text};
pub(crate) use tree::{Lists, Tree, WordList};

/// Longest pattern, in bytes.
const PATTERN_BYTES_MAX: usize = 8 * 1024;

/// The trees for a pattern, one for each branch at its top, or what is wrong with it.
pub(crate) fn read(pattern: &str, lists: &Lists) -> Result<Vec<Tree>, String> {
    if pattern.len() > PATTERN_BYTES_MAX {
        return Err("it is too long; make several patterns of it".to_owned());
    }
    let tree = parse::parse(&wording::as_heard(pattern), lists)?;
    if tree.first().1 {
        return Err("it matches the empty text, so it would always fire".to_owned());
    }
    Ok(match tree {
        Tree::Any(branches) => branches.into_iter().map(|(_, branch)| branch).collect(),
        tree => vec![tree],
    })
}

/// A list of words.
pub(crate) fn list(words: &[String], lists: &Lists) -> Result<WordList, String> {
    let trees: Result<Vec<Tree>, String> = words
        .iter()
        .map(|word| parse::parse(&wording::as_heard(word), lists))
        .collect();
    let tree = tree::any(trees?);
    Ok(WordList {
        first: tree.first().0,
        tree,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &str, text: &str) -> bool {
        let mut lists = Lists::new();
        let me = list(&["i".to_owned(), "we".to_owned()], &lists).unwrap();
        lists.insert("me".to_owned(), std::sync::Arc::new(me));
        let trees = read(pattern, &lists).unwrap();
        let text = Text::of(text);
        trees.iter().any(|tree| Search::default().find(tree, &text))
    }

    #[test]
    fn patterns_are_found_from_word_to_word() {
        assert!(found("<me> can't go on", "so i can not go on today"));
        assert!(found("möchte (?:nicht|kein)", "ich mochte kein eis"));
        assert!(found("(?:a |b ){0,2}c+d?", "x a b ccd"));
        assert!(found("la[a-z]*", "lalala"));
        assert!(found("^end$", "end"));
        assert!(found("cat(?:$| and)", "a cat"));
        assert!(!found("cat", "concatenate"));
        assert!(!found("[^x]+y", "xxy"));
        assert!(!found("a{2,3}b", "ab"));
    }

    #[test]
    fn what_cannot_stand_is_named() {
        let read = |pattern: &str| read(pattern, &Lists::new()).map(|_| ());
        assert_eq!(read("a|b"), Ok(()));
        for wrong in [
            "a(", "a)", "[a", "*a", "a?", "", "a{9", "a{900}", "<nolist>", "(?=a)", "\\1", "a\\",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert!(read(&"(".repeat(5000)).is_err());
    }
}
