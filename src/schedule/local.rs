//! From what clocks on a wall show to moments, and back.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::schedule::{Date, Quiet};

/// How often a moment may be moved out of the quiet hours: once, and once more where their end falls into hours that a zone
/// left out.
const MOVES: usize = 2;

/// The first moment at which clocks show `wanted` or, where they are put on past it, more. Where they show it twice, it is
/// the earlier one.
pub(super) fn first_at(rules: &TimeZone, wanted: DateTime) -> Option<Timestamp> {
    first_from(rules, wanted, Timestamp::MIN)
}

/// The same among the moments no earlier than `moment`.
fn first_from(rules: &TimeZone, wanted: DateTime, moment: Timestamp) -> Option<Timestamp> {
    let [before, after] = match rules.to_ambiguous_timestamp(wanted).offset() {
        AmbiguousOffset::Unambiguous { offset } => [offset, offset],
        AmbiguousOffset::Fold { before, after } | AmbiguousOffset::Gap { before, after } => {
            [before, after]
        }
    };
    // Each is tried. Where rules for years to come take over from a table of the past, the library may name an offset that the
    // zone does not have then (Nuuk, October 2023).
    let other = (before != after).then_some(after);
    let shows_it = [Some(before), other]
        .into_iter()
        .flatten()
        .filter_map(|offset| offset.to_timestamp(wanted).ok())
        .filter(|at| *at >= moment && rules.to_datetime(*at) == wanted)
        .min();
    shows_it.or_else(|| gap_end(rules, before.to_timestamp(wanted).ok()?))
}

/// When clocks were put on, told from a moment shortly after it.
fn gap_end(rules: &TimeZone, after: Timestamp) -> Option<Timestamp> {
    let just_later = after.checked_add(jiff::SignedDuration::from_secs(1)).ok()?;
    let change = rules.preceding(just_later).next()?;
    Some(change.timestamp())
}

/// Whether a zone never had a date, because its calendar went on by a day.
pub(super) fn is_left_out(rules: &TimeZone, date: Date) -> bool {
    let Some(civil) = date.civil() else {
        return true;
    };
    first_at(rules, civil.at(0, 0, 0, 0)).is_none_or(|moment| date_at(rules, moment) > date)
}

/// The date that calendars show.
pub(super) fn date_at(rules: &TimeZone, moment: Timestamp) -> Date {
    Date::of_civil(rules.to_datetime(moment).date())
}

/// The same moment, or the end of the quiet hours that it lies in.
pub(super) fn out_of_quiet(
    rules: &TimeZone,
    quiet: Option<Quiet>,
    moment: Timestamp,
) -> Option<Timestamp> {
    let Some(quiet) = quiet else {
        return Some(moment);
    };
    (0..MOVES).try_fold(moment, |moment, _| {
        match quiet.end_from(rules.to_datetime(moment)) {
            None => Some(moment),
            Some(end) => first_from(rules, end, moment),
        }
    })
}
