//! Rule 11: what the platforms can show.

mod counts;
mod labels;
mod message;

use crate::lint::rule::{Check, Context, declare};
use crate::script::finding::{Finding, Place};

declare! {
    /// # What it does
    ///
    /// Reports what does not fit: labels over 80 characters (a warning over 38), titles and summaries, more than 25
    /// choices, messages over 2,000 characters with the longest lines and the longest reflection before them, answers,
    /// hints, families, and choices that set too many variables.
    ///
    /// # Why
    ///
    /// Every platform has limits, and the tightest counts. What is cut off on somebody's phone was not said.
    ///
    /// # Example
    ///
    /// ```toml
    /// label = "I usually go quiet for a while and then come back as if nothing had happened"
    /// ```
    ///
    /// # Instead
    ///
    /// ```toml
    /// label = "I go quiet, then come back"
    /// ```
    RULE = "limits", Some(11), "something that is too long or too many", Check::Pack(check)
}

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    labels::check(cx, findings);
    counts::check(cx, findings);
    message::check(cx, findings);
}

/// How many characters a text has.
fn length(text: &str) -> usize {
    text.chars().count()
}

/// Something that has a length or a number, and what is allowed.
struct Measure<'m> {
    what: String,
    size: usize,
    /// Over this it stops the pack.
    max: usize,
    /// Over this it is worth a look; not below `max` when there is no such limit.
    wish: usize,
    unit: &'static str,
    place: &'m Place,
}

impl<'m> Measure<'m> {
    /// Something with one limit.
    fn of(what: String, size: usize, max: usize, unit: &'static str, place: &'m Place) -> Self {
        Self {
            what,
            size,
            max,
            wish: max,
            unit,
            place,
        }
    }

    /// Reports it when it is too much.
    fn report(self, findings: &mut Vec<Finding>) {
        let Self {
            what,
            size,
            max,
            wish,
            unit,
            place,
        } = self;
        let message = format!("{what} has {size} {unit}");
        let finding = if size > max {
            Finding::error(RULE.id, message).help(format!("at most {max}"))
        } else if size > wish {
            Finding::warning(RULE.id, message).help(format!("best at most {wish}"))
        } else {
            return;
        };
        findings.push(finding.at(place));
    }
}
