//! Twenty years in every zone, against a second way to the same answer.

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::*;

const DAY: i64 = 24 * 60 * 60;

/// A time during which a zone did not touch its clocks, in seconds of UTC.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Stretch {
    from: i64,
    until: i64,
    offset: i64,
}

/// Every stretch from one moment to another.
fn stretches(rules: &TimeZone, from: i64, until: i64) -> Vec<Stretch> {
    let begin = Timestamp::from_second(from).unwrap();
    let mut out = vec![Stretch {
        from,
        until,
        offset: i64::from(rules.to_offset(begin).seconds()),
    }];
    for change in rules.following(begin) {
        let at = change.timestamp().as_second();
        if at >= until {
            break;
        }
        out.last_mut().unwrap().until = at;
        out.push(Stretch {
            from: at,
            until,
            offset: i64::from(change.offset().seconds()),
        });
    }
    out
}

/// When clocks first show so many seconds since 1970 or more, and in which stretch. Never looks back behind `place`.
fn reached(stretches: &[Stretch], place: &mut usize, shown: i64) -> i64 {
    loop {
        let stretch = &stretches[*place];
        let at = stretch.from.max(shown - stretch.offset);
        if at < stretch.until {
            return at;
        }
        *place += 1;
    }
}

/// Whether clocks went from the beginning of a date, or before it, to its end, or behind it.
fn jumped_over(stretches: &[Stretch], place: usize, begin: i64) -> bool {
    let here = &stretches[place];
    let before = place.checked_sub(1).map(|before| &stretches[before]);
    before.is_some_and(|before| {
        here.from + before.offset <= begin && begin + DAY <= here.from + here.offset
    })
}

/// Walks all dates; returns how many slots there were.
fn walk(plan: &Plan, rules: &TimeZone, stretches: &[Stretch], days: [i32; 2]) -> u32 {
    let name = plan.zone.name();
    let mut place = 0;
    let mut last = Minute::new(0);
    let mut slots = 0;
    for day in days[0]..days[1] {
        let begin = i64::from(day) * DAY;
        let wanted = begin + i64::from(plan.hour.get()) * 3_600;
        let at = reached(stretches, &mut place, wanted);
        let slot = plan.slot_by(rules, Date::of_days(day));
        if jumped_over(stretches, place, begin) {
            assert_eq!(slot, None, "{name}: {day} is left out");
            continue;
        }
        let slot = slot.unwrap_or_else(|| panic!("{name}: {day} has no slot"));
        let minute = u32::try_from(at.div_euclid(60) + i64::from(at % 60 != 0)).unwrap();
        assert_eq!(
            slot.at,
            Minute::new(minute),
            "{name}: {}",
            shown(plan, slot.at)
        );
        assert!(slot.at > last, "{name}: {}", shown(plan, slot.at));
        last = slot.at;
        slots += 1;
    }
    slots
}

#[test]
fn every_date_has_one_slot_in_twenty_years_and_every_zone() {
    let days = [date("2010-01-01").days(), date("2030-01-01").days()];
    let dates = u32::try_from(days[1] - days[0]).unwrap();
    let [from, until] = [days[0] - 3, days[1] + 3].map(|day| i64::from(day) * DAY);
    let mut seen = HashSet::new();
    let mut short = Vec::new();
    for (nth, name) in Zone::all().into_iter().enumerate() {
        let rules = zone(&name).rules().unwrap();
        let stretches = stretches(&rules, from, until);
        // Every zone at one hour or other; those with clocks of their own also at the hours at which clocks are set.
        let mut hours = vec![u8::try_from(nth % 24).unwrap()];
        if seen.insert(stretches.clone()) {
            hours.extend([0, 1, 2, 3, 23]);
        }
        for at in hours {
            let slots = walk(&plan(&name, at), &rules, &stretches, days);
            if slots != dates {
                assert_eq!(slots, dates - 1, "{name}");
                short.push(name.clone());
            }
        }
    }
    assert!(seen.len() > 140, "{} zones differ", seen.len());
    short.dedup();
    // Samoa and Tokelau left out the thirtieth of December 2011.
    assert_eq!(short, ["Pacific/Apia", "Pacific/Fakaofo"]);
}
