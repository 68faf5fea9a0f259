//! Rule 12: words in the article's order.

use std::ops::Range;

use crate::lint::rule::{Check, Context, declare};
use crate::lint::shingles::{Shingles, hash, runs};
use crate::lint::texts::{Kind, Said};
use crate::lint::words::locate;
use crate::script::finding::Finding;
use crate::script::pack::Pack;

declare! {
    /// # What it does
    ///
    /// Reports six or more words in a row that stand in the article in the same order. The article's title, citations
    /// and the headwords of the glossary are exempt. It compares hashes; the article is not part of the project.
    ///
    /// # Why
    ///
    /// The article is under copyright. A pack ships ideas in its own words.
    ///
    /// # Example
    ///
    /// Six words of a sentence that was pasted and changed at the end only.
    ///
    /// # Instead
    ///
    /// Close the article. Say the idea aloud to a friend of twelve, and write that down.
    RULE = "shared-words", Some(12), "six words in a row that are the article's", Check::Pack(check)
}

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let article = cx.input.articles.get(cx.folder);
    let Some(article) = article.filter(|article| !article.is_empty()) else {
        return;
    };
    let exempt = exempt(cx.pack);
    for said in cx.texts.iter().filter(|said| said.kind != Kind::Headword) {
        for run in shared(said, article, &exempt) {
            let words = said.plain.get(run).unwrap_or("");
            let message = format!("{} shares `{words}` with the article", said.name());
            let place = locate(&cx.input.script.sources, said.place, words);
            let finding = Finding::error(RULE.id, message).at(&place);
            findings.push(finding.help("say the idea in words of your own"));
        }
    }
}

/// Runs that may stand anywhere: the article's title, citations, headwords.
fn exempt(pack: &Pack) -> Shingles {
    let title = pack.article.iter().map(|article| article.title.as_str());
    let cites = pack.sources.iter().map(|source| source.cite.as_str());
    let heads = pack.terms.iter().map(|term| term.term.as_str());
    Shingles::of_all(title.chain(cites).chain(heads))
}

/// The first six words of every stretch that a text shares with the article.
fn shared(said: &Said<'_>, article: &Shingles, exempt: &Shingles) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut inside = false;
    for run in runs(&said.plain) {
        let hash = hash(&said.plain, run.clone());
        let hit = article.has(hash) && !exempt.has(hash);
        if hit && !inside {
            out.push(run);
        }
        inside = hit;
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::lint::shingles::Shingles;
    use crate::lint::testing::check;

    fn with_article(theme: &str, article: &str) -> String {
        let hashes = Shingles::of(article).to_text();
        format!("{theme}\n=== p/article.shingles\n{hashes}")
    }

    #[test]
    fn own_words_and_short_echoes_are_fine() {
        let theme =
            "[[node]]\nid='a'\ndepth='L'\ntext='The cat sat on the chair and slept.'\nend=true\n";
        check(
            "shared-words",
            &with_article(theme, "The cat sat on the mat."),
            &[],
        );
    }

    #[test]
    fn a_shared_stretch_is_reported_once_through_signs_and_line_ends() {
        let theme = "[[node]]\nid='a'\ndepth='L'\ntext=\"\"\"So: the CAT sat \\\n   on\\nthe mat, today it is.\"\"\"\nend=true\n\
            [[source]]\nid='S'\ncite='The cat sat on the mat, today.'\n";
        check(
            "shared-words",
            &with_article(theme, "So the cat sat on the mat today."),
            &["error: the text of `a` shares `so the cat sat on the` with the article"],
        );
    }
}
