//! What somebody chose: days, an hour, where they live, and when to be left alone.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::schedule::local::{first_at, is_left_out, out_of_quiet};
use crate::schedule::{Date, Days, GRACE_MINUTES, Hour, Minute, Quiet, Zone};

/// On which days and at which hour something is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// On these days of the week.
    pub days: Days,
    /// At this hour on the clocks of the zone.
    pub hour: Hour,
    /// Whose clocks and calendar count.
    pub zone: Zone,
    /// When nothing is due; what would be is due when these hours end, if need be on the next date.
    pub quiet: Option<Quiet>,
}

/// One time at which something is due. The date says which one it is, so that it can be used once; the minute is when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// The date of the plan that it belongs to.
    pub date: Date,
    /// When it is due.
    pub at: Minute,
}

impl Slot {
    /// Whether now is the time: it has begun, and not longer ago than the grace.
    pub fn is_due(self, now: Minute) -> bool {
        self.at <= now && now.minus(GRACE_MINUTES) <= self.at
    }
}

impl Plan {
    /// The slot of a date. Every date on one of the days has one, except those that the zone left out of its calendar.
    ///
    /// Where clocks are put on past the hour it is the first moment after, where they show the hour twice the earlier one.
    pub fn slot_on(&self, date: Date) -> Option<Slot> {
        self.slot_by(&self.zone.rules()?, date)
    }

    /// The same for somebody who has the rules of the zone at hand.
    pub(super) fn slot_by(&self, rules: &TimeZone, date: Date) -> Option<Slot> {
        if !self.days.matches(date) {
            return None;
        }
        let wanted = self.hour.on(date.civil()?);
        let moment = first_at(rules, wanted)?;
        let is_as_wanted = rules.to_datetime(moment) == wanted;
        if !is_as_wanted && is_left_out(rules, date) {
            return None;
        }
        let moment = out_of_quiet(rules, self.quiet, moment)?;
        Some(Slot {
            date,
            at: Minute::not_before(moment),
        })
    }
}
