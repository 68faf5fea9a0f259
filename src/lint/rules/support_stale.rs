//! Rule 15: support lines that nobody checked lately.

use std::collections::BTreeSet;

use crate::lint::check::Input;
use crate::lint::rule::{Check, declare};
use crate::script::finding::Finding;
use crate::script::support::SupportLine;
use jiff::civil::Date;

declare! {
    /// # What it does
    ///
    /// Warns about support lines that nobody checked with the provider, or whose check is over 180 days old or has no
    /// readable date. A line whose `pair` is missing is an error.
    ///
    /// # Why
    ///
    /// Numbers change. A number that does not answer is worse than none, and some lines mislead when they stand alone.
    ///
    /// # Example
    ///
    /// ```toml
    /// [[line]]
    /// id          = "xx-directory"
    /// verified-by = ""
    /// ```
    ///
    /// # Instead
    ///
    /// Open the provider's own site, check number, hours and ways to write, and note who did so and when:
    ///
    /// ```toml
    /// verified-by = "A. Person"
    /// verified-on = "2026-11-22"
    /// ```
    RULE = "support-stale", Some(15), "a support line that nobody checked lately", Check::Folder(check)
}

/// A check holds for so many days.
const DAYS_MAX: i32 = 180;

fn check(input: &Input<'_>, findings: &mut Vec<Finding>) {
    let ids: BTreeSet<&str> = input.support.iter().map(|line| line.id.as_str()).collect();
    for line in input.support {
        if let Some(doubt) = doubt(line, input.today) {
            let finding =
                Finding::warning(RULE.id, format!("the support line `{}` {doubt}", line.id))
                    .at(&line.place)
                    .help("check it with the provider, then write `verified-by` and `verified-on`");
            findings.push(finding);
        }
        if let Some(pair) = line.pair.as_deref().filter(|pair| !ids.contains(pair)) {
            let message = format!(
                "the support line `{}` needs `{pair}`, which is missing",
                line.id
            );
            let finding = Finding::error(RULE.id, message).at(&line.place);
            findings.push(finding.help("add that line, or take this one out"));
        }
    }
}

/// Why a line may not be right any more.
fn doubt(line: &SupportLine, today: Date) -> Option<String> {
    if line.verified_by.trim().is_empty() {
        return Some("was not checked by anybody".to_owned());
    }
    let Ok(on) = line.verified_on.parse::<Date>() else {
        return Some("was checked on a day that cannot be read".to_owned());
    };
    match (today - on).get_days() {
        ..0 => Some(format!("was checked on {on}, which is still to come")),
        0..=DAYS_MAX => None,
        days => Some(format!("was checked {days} days ago")),
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::check;

    fn with(lines: &[(&str, &str, &str)]) -> String {
        let mut out = String::from("=== support/a.toml\n");
        for (id, by, on) in lines {
            let pair = if *id == "alone" { "pair = 'other'" } else { "" };
            out.push_str(
                &[
                    "[[line]]\nid = '",
                    id,
                    "'\ncountry = 'XX'\nkind = 'emotional'\nname = 'A'\nphone = '1'\nsource = 's'\n\
                 source-date = 'undated'\nverified-by = '",
                    by,
                    "'\nverified-on = '",
                    on,
                    "'\n",
                    pair,
                    "\n",
                ]
                .concat(),
            );
        }
        out
    }

    #[test]
    fn a_line_checked_half_a_year_ago_is_fine() {
        check(
            "support-stale",
            &with(&[("a", "P", "2026-05-26"), ("b", "P", "2026-11-22")]),
            &[],
        );
    }

    #[test]
    fn lines_in_doubt_are_reported() {
        check(
            "support-stale",
            &with(&[
                ("a", "", ""),
                ("b", "P", "undated"),
                ("c", "P", "2026-05-25"),
                ("d", "P", "2027-01-01"),
                ("alone", "P", "2026-11-01"),
            ]),
            &[
                "warning: the support line `a` was not checked by anybody",
                "warning: the support line `b` was checked on a day that cannot be read",
                "warning: the support line `c` was checked 181 days ago",
                "warning: the support line `d` was checked on 2027-01-01, which is still to come",
                "error: the support line `alone` needs `other`, which is missing",
            ],
        );
    }
}
