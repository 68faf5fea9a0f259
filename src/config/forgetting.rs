//! After how many days without a visit a member is forgotten.

use std::ops::RangeInclusive;

use crate::config::mistake::Wrong;

/// What counts where nothing is set: half a year.
pub(super) const DAYS_DEFAULT: u16 = 180;

/// The fewest and the most. Fewer would forget who is away for a week's holiday; more is no longer forgetting.
const DAYS: RangeInclusive<u16> = 7..=3_650;

/// A number of days that makes sense.
pub(super) fn days(number: i64) -> Result<u16, Wrong> {
    let (fewest, most) = (DAYS.start(), DAYS.end());
    if number < i64::from(*fewest) {
        return Err(Wrong::new(
            "is too small",
            format!("{fewest} days are the fewest"),
        ));
    }
    let days = u16::try_from(number)
        .ok()
        .filter(|days| DAYS.contains(days));
    days.ok_or_else(|| Wrong::new("is too large", format!("{most} days are the most")))
}
