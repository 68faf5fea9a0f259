//! Rule 13: the language that a pack says it is in.

use crate::lint::rule::{Check, Context, declare};
use crate::script::finding::Finding;

declare! {
    /// # What it does
    ///
    /// Warns when the pack's `language` is no language tag, and when a text has letters of another script.
    ///
    /// # Why
    ///
    /// Screen readers, hyphenation and the help lines go by the tag. A letter of another script that looks the same is
    /// read aloud wrongly and is not found by a search.
    ///
    /// # Example
    ///
    /// ```toml
    /// language = "English"
    /// ```
    ///
    /// # Instead
    ///
    /// ```toml
    /// language = "en"
    /// ```
    RULE = "locale", Some(13), "a language tag or a letter that does not fit", Check::Pack(check)
}

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let tag = cx.pack.language.as_str();
    if !is_tag(tag) {
        let message = format!("`{tag}` is not a language tag");
        let finding = Finding::warning(RULE.id, message).at(&cx.pack.place);
        findings.push(finding.help("such as `en`, `de` or `pt-BR`"));
        return;
    }
    let Some(script) = script(tag) else {
        return;
    };
    for said in &cx.texts {
        if script == Script::Latin && said.text.is_ascii() {
            continue;
        }
        if let Some(letter) = said.text.chars().find(|c| !script.has(*c)) {
            let message = format!(
                "{} has the letter `{letter}` of another script",
                said.name()
            );
            let finding = Finding::warning(RULE.id, message).at(said.place);
            findings.push(finding.help(format!("the pack's language is `{tag}`")));
        }
    }
}

/// Whether this is a tag such as `en` or `pt-BR`.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    let language = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase());
    let mut rest = parts;
    language
        && rest.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// A script that can be told by its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
}

impl Script {
    /// Whether a character is of this script, or no letter at all.
    fn has(self, c: char) -> bool {
        !c.is_alphabetic()
            || match self {
                Self::Latin => matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'),
                Self::Greek => matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}'),
                Self::Cyrillic => matches!(c, '\u{400}'..='\u{52f}'),
            }
    }
}

/// The script of a language; nothing for languages that are not checked.
fn script(tag: &str) -> Option<Script> {
    const LATIN: [&str; 18] = [
        "cs", "da", "de", "en", "es", "et", "fi", "fr", "hu", "it", "lt", "lv", "nb", "nl", "pl",
        "pt", "sv", "tr",
    ];
    let language = tag.split('-').next().unwrap_or("");
    match language {
        "el" => Some(Script::Greek),
        "bg" | "ru" | "uk" => Some(Script::Cyrillic),
        _ => LATIN.contains(&language).then_some(Script::Latin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check as lint;

    #[test]
    fn tags_are_told_from_names() {
        for (tag, fits) in [
            ("en", true),
            ("pt-BR", true),
            ("zh-Hant-TW", true),
            ("English", false),
            ("", false),
            ("e", false),
            ("en_US", false),
            ("en-", false),
        ] {
            assert_eq!(is_tag(tag), fits, "{tag}");
        }
    }

    #[test]
    fn accents_are_fine_and_letters_of_another_script_are_not() {
        lint(
            "locale",
            "[[node]]\nid='a'\ndepth='L'\ntext='Café, naïve – “yes” … 3.'\nend=true\n",
            &[],
        );
        lint(
            "locale",
            "[[node]]\nid='a'\ndepth='L'\ntext='Clоse'\nend=true\n",
            &["warning: the text of `a` has the letter `о` of another script"],
        );
    }

    #[test]
    fn a_name_is_no_tag() {
        let head = "=== p/pack.toml\nid='p'\nversion=1\ntitle='A'\nlanguage='English'\nstart='hub'\nhub='hub'\n\
            [[node]]\nid='hub'\ndepth='L'\ntext='x'\n";
        lint(
            "locale",
            head,
            &["warning: `English` is not a language tag"],
        );
    }
}
