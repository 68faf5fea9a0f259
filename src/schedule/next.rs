//! Which slot comes next.

use crate::schedule::local::date_at;
use crate::schedule::{Date, Minute, Plan, Slot};

/// How long after its minute a slot may still be used. Older ones are skipped: late is worse than not at all.
pub const GRACE_MINUTES: u32 = 30;

/// As far as skipped slots are counted.
pub const SKIPPED_MAX: u32 = 1_000;

/// How many dates a slot may lie behind its own: one through quiet hours, one more where a zone left a date out.
const BEHIND_DAYS: i32 = 2;

/// Dates to look at: a plan has a day in every week, and a zone may leave out that one.
const SEARCH_DAYS: i32 = BEHIND_DAYS + 14 + 1;

/// The slot that comes next, and what was lost before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// The slot.
    pub slot: Slot,
    /// Slots between the last one used and this one, [`SKIPPED_MAX`] at most. A date that the zone left out counts too.
    pub skipped: u32,
}

impl Plan {
    /// The earliest slot that may still be used: of a date later than `after`, the date of the last slot that was used, and
    /// not older than [`GRACE_MINUTES`].
    ///
    /// A date is never given again, whatever the clock does: where it was put back, the answer lies behind `after` and
    /// may be far away. The cost does not grow with the distance. None, if the zone is not in the database any more.
    pub fn next(&self, after: Option<Date>, now: Minute) -> Option<Next> {
        let rules = self.zone.rules()?;
        let oldest = now.minus(GRACE_MINUTES);
        let near = date_at(&rules, oldest.timestamp()).plus(-BEHIND_DAYS);
        let from = after.map_or(near, |after| near.max(after.plus(1)));
        let slot = (0..SEARCH_DAYS)
            .filter_map(|days| self.slot_by(&rules, from.plus(days)))
            .find(|slot| slot.at >= oldest)?;
        let skipped = after.map_or(0, |after| self.days.between(after, slot.date));
        let skipped = u32::try_from(skipped).unwrap_or(SKIPPED_MAX);
        Some(Next {
            slot,
            skipped: skipped.min(SKIPPED_MAX),
        })
    }

    /// The latest slot that has begun. Its date counts as used when a plan is made, so that one made at ten past seven for
    /// seven o'clock begins on the next day.
    pub fn last(&self, now: Minute) -> Option<Slot> {
        let rules = self.zone.rules()?;
        let today = date_at(&rules, now.timestamp());
        (0..SEARCH_DAYS)
            .filter_map(|days| self.slot_by(&rules, today.plus(-days)))
            .find(|slot| slot.at <= now)
    }
}
