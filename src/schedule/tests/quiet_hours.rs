//! Nothing is due in quiet hours, and what would be is not lost.

use super::*;

#[test]
fn a_slot_in_quiet_hours_moves_to_their_end() {
    for (name, at, quiet, date, wanted) in [
        (
            "Europe/Berlin",
            23,
            "22-7",
            "2024-06-10",
            "2024-06-11 07:00 +02:00",
        ),
        (
            "Europe/Berlin",
            22,
            "22-7",
            "2024-06-10",
            "2024-06-11 07:00 +02:00",
        ),
        (
            "Europe/Berlin",
            5,
            "22-7",
            "2024-06-10",
            "2024-06-10 07:00 +02:00",
        ),
        (
            "Europe/Berlin",
            7,
            "22-7",
            "2024-06-10",
            "2024-06-10 07:00 +02:00",
        ),
        (
            "Europe/Berlin",
            12,
            "9-17",
            "2024-06-10",
            "2024-06-10 17:00 +02:00",
        ),
        // The end itself is left out or comes twice.
        (
            "Europe/Berlin",
            1,
            "22-2",
            "2024-03-31",
            "2024-03-31 03:00 +02:00",
        ),
        (
            "Europe/Berlin",
            1,
            "22-2",
            "2024-10-27",
            "2024-10-27 02:00 +02:00",
        ),
        // The clocks go from a loud hour past the beginning of the quiet ones.
        (
            "Europe/Berlin",
            2,
            "3-9",
            "2024-03-31",
            "2024-03-31 09:00 +02:00",
        ),
        (
            "America/Nuuk",
            23,
            "0-7",
            "2025-03-29",
            "2025-03-30 07:00 -01:00",
        ),
    ] {
        let plan = with_quiet(plan(name, at), quiet);
        assert_eq!(slot(&plan, date), wanted, "{name} at {at}, quiet {quiet}");
    }
}

#[test]
fn quiet_hours_may_end_on_a_date_that_is_left_out() {
    let plan = with_quiet(plan("Pacific/Apia", 23), "22-7");
    for (date, wanted) in [
        ("2011-12-29", "2011-12-31 07:00 +14:00"),
        ("2011-12-30", "none"),
        ("2011-12-31", "2012-01-01 07:00 +14:00"),
    ] {
        assert_eq!(slot(&plan, date), wanted, "{date}");
    }
}

#[test]
fn a_slot_that_moved_to_the_next_date_is_still_found() {
    let plan = with_quiet(plan("Europe/Berlin", 23), "22-7");
    let next = plan
        .next(Some(date("2024-06-09")), minute("2024-06-11 05:10"))
        .unwrap();
    assert_eq!(next.slot.date, date("2024-06-10"));
    assert!(next.slot.is_due(minute("2024-06-11 05:10")));
    let apia = with_quiet(self::plan("Pacific/Apia", 23), "22-7");
    let now = minute("2011-12-30 17:10");
    let next = apia.next(Some(date("2011-12-28")), now).unwrap();
    assert_eq!(next.slot.date, date("2011-12-29"));
    assert_eq!(apia.last(now), Some(next.slot));
}

#[test]
fn a_snooze_ends_after_the_quiet_hours() {
    let plan = with_quiet(plan("Europe/Berlin", 19), "22-7");
    for (now, minutes, wanted) in [
        ("2024-06-10 17:00", 60, "2024-06-10 20:00 +02:00"),
        ("2024-06-10 19:30", 29, "2024-06-10 21:59 +02:00"),
        ("2024-06-10 19:30", 30, "2024-06-11 07:00 +02:00"),
        ("2024-06-10 22:30", 60, "2024-06-11 07:00 +02:00"),
        ("2024-06-11 04:00", 60, "2024-06-11 07:00 +02:00"),
    ] {
        let due = snooze(&plan, minute(now), minutes);
        assert_eq!(shown(&plan, due), wanted, "{now} and {minutes}");
    }
    // The second time that clocks show half past one; quiet hours end when they show two again.
    let troll = with_quiet(self::plan("Antarctica/Troll", 19), "22-2");
    let due = snooze(&troll, minute("2024-10-27 01:20"), 10);
    assert_eq!(shown(&troll, due), "2024-10-27 02:00 +00:00");
}

#[test]
fn quiet_hours_are_kept_in_every_zone() {
    let span = || date("2011-09-01").days()..date("2012-04-15").days();
    for (nth, name) in Zone::all().into_iter().enumerate() {
        let nth = u8::try_from(nth % 240).unwrap();
        let (from, long) = (nth % 24, 1 + nth % QUIET_HOURS_MAX);
        let quiet = Quiet::new(hour(from), hour((from + long) % 24)).unwrap();
        let rules = zone(&name).rules().unwrap();
        for at in [from, (from + 23) % 24, (from + long) % 24, 0, 2] {
            let plan = Plan {
                quiet: Some(quiet),
                ..plan(&name, at)
            };
            let loud = self::plan(&name, at);
            let mut last = None;
            for day in span().map(Date::of_days) {
                let slot = plan.slot_by(&rules, day).map(|slot| slot.at);
                let without = loud.slot_by(&rules, day).map(|slot| slot.at);
                assert_eq!(slot.is_some(), without.is_some(), "{name} {day:?}");
                let (Some(slot), Some(without)) = (slot, without) else {
                    continue;
                };
                let there = Hour::of(rules.to_datetime(slot.timestamp()));
                assert!(!quiet.contains(there), "{name}: {}", shown(&plan, slot));
                assert!(without <= slot && slot <= without.plus(24 * 60), "{name}");
                // Two hours at least, so that there are never two in one.
                let earliest = last.replace(slot).unwrap_or(Minute::new(0)).plus(120);
                assert!(earliest <= slot, "{name}: {}", shown(&plan, slot));
            }
        }
    }
}
