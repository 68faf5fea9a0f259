//! Rule 7: texts that are hard to read.

use crate::lint::grade::{Counted, grade};
use crate::lint::rule::{Check, Context, declare};
use crate::script::finding::Finding;

declare! {
    /// # What it does
    ///
    /// Measures how hard a text is to read, as a school grade (Flesch–Kincaid: long sentences and long words). Over 8 is
    /// an error, over 6 a warning. It looks at nodes, lines, reflections, claims, terms and key points of 8 words or more.
    ///
    /// # Why
    ///
    /// People read this late, tired, on a phone, and perhaps not in their first language.
    ///
    /// # Example
    ///
    /// ```toml
    /// text = "Vulnerability in intimate relationships frequently necessitates temporary withdrawal."
    /// ```
    ///
    /// # Instead
    ///
    /// ```toml
    /// text = "Love can open soft spots. Then a step back may help for a while."
    /// ```
    ///
    /// Cut the sentence in two; take the everyday word.
    RULE = "reading-grade", Some(7), "a text that is hard to read", Check::Pack(check)
}

/// From this grade on a text stops the pack.
const GRADE_MAX: f64 = 8.0;
/// From this grade on it is worth another look.
const GRADE_WISH: f64 = 6.0;

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut counted = Counted::default();
    for said in cx.texts.iter().filter(|said| said.kind.is_prose()) {
        let Some(grade) = grade(&said.text, &said.plain, &mut counted) else {
            continue;
        };
        let grade = (grade * 10.0).round() / 10.0;
        if grade <= GRADE_WISH {
            continue;
        }
        let message = format!("{} reads at grade {grade:.1}", said.name());
        let finding = if grade > GRADE_MAX {
            Finding::error(RULE.id, message)
        } else {
            Finding::warning(RULE.id, message)
        };
        let help = "shorter sentences and everyday words; 6 is the wish and 8 the limit";
        findings.push(finding.at(said.place).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::check;

    #[test]
    fn plain_and_very_short_texts_are_fine() {
        check(
            "reading-grade",
            "[[node]]\nid='a'\ndepth='L'\ntext='Which of these is nearest to you this evening?'\nend=true\n\
             [[node.line]]\ntext='Unquestionably uncomfortable.'\n",
            &[],
        );
    }

    #[test]
    fn hard_texts_are_reported_with_their_grade() {
        check(
            "reading-grade",
            "[[node]]\nid='a'\ndepth='L'\nend=true\n\
             text='Vulnerability in intimate relationships frequently necessitates temporary withdrawal.'\n\
             [[node.line]]\ntext='Sometimes both partners decide together to remain apart for another evening.'\n",
            &[
                "error: the text of `a` reads at grade 28.8",
                "error: a line of `a` reads at grade 11.2",
            ],
        );
    }
}
