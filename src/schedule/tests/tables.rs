//! Known zones and dates, one by one.

use super::*;

#[test]
fn an_hour_that_is_left_out_is_the_first_moment_after() {
    for (name, at, date, wanted) in [
        ("Europe/Berlin", 2, "2024-03-31", "2024-03-31 03:00 +02:00"),
        ("Europe/Berlin", 3, "2024-03-31", "2024-03-31 03:00 +02:00"),
        ("Europe/Berlin", 2, "2024-03-30", "2024-03-30 02:00 +01:00"),
        (
            "America/New_York",
            2,
            "2024-03-10",
            "2024-03-10 03:00 -04:00",
        ),
        ("America/Havana", 0, "2024-03-10", "2024-03-10 01:00 -04:00"),
        ("Asia/Beirut", 0, "2022-03-27", "2022-03-27 01:00 +03:00"),
        (
            "Australia/Lord_Howe",
            2,
            "2024-10-06",
            "2024-10-06 02:30 +11:00",
        ),
        (
            "Africa/Casablanca",
            2,
            "2024-04-14",
            "2024-04-14 03:00 +01:00",
        ),
        // Two hours at once: neither of them is there.
        (
            "Antarctica/Troll",
            1,
            "2024-03-31",
            "2024-03-31 03:00 +02:00",
        ),
        (
            "Antarctica/Troll",
            2,
            "2024-03-31",
            "2024-03-31 03:00 +02:00",
        ),
        // The hour before midnight: the first moment after belongs to the next date, the slot does not.
        ("America/Nuuk", 23, "2025-03-29", "2025-03-30 00:00 -01:00"),
        // Where the table of the past ends, with no change of the clocks.
        ("America/Nuuk", 23, "2023-10-28", "2023-10-28 23:00 -02:00"),
        ("America/Nuuk", 23, "2025-03-30", "2025-03-30 23:00 -01:00"),
    ] {
        assert_eq!(slot(&plan(name, at), date), wanted, "{name} at {at}");
    }
}

#[test]
fn an_hour_that_comes_twice_is_the_earlier_one() {
    for (name, at, date, wanted) in [
        ("Europe/Berlin", 2, "2024-10-27", "2024-10-27 02:00 +02:00"),
        ("Europe/Berlin", 3, "2024-10-27", "2024-10-27 03:00 +01:00"),
        (
            "America/New_York",
            1,
            "2024-11-03",
            "2024-11-03 01:00 -04:00",
        ),
        ("America/Havana", 0, "2024-11-03", "2024-11-03 00:00 -04:00"),
        (
            "Australia/Lord_Howe",
            1,
            "2024-04-07",
            "2024-04-07 01:00 +11:00",
        ),
        (
            "Africa/Casablanca",
            2,
            "2024-03-10",
            "2024-03-10 02:00 +01:00",
        ),
        (
            "Antarctica/Troll",
            1,
            "2024-10-27",
            "2024-10-27 01:00 +02:00",
        ),
        (
            "Antarctica/Troll",
            2,
            "2024-10-27",
            "2024-10-27 02:00 +02:00",
        ),
    ] {
        assert_eq!(slot(&plan(name, at), date), wanted, "{name} at {at}");
    }
}

#[test]
fn a_date_that_is_left_out_has_no_slot() {
    let apia = plan("Pacific/Apia", 10);
    assert_eq!(slot(&apia, "2011-12-29"), "2011-12-29 10:00 -10:00");
    assert_eq!(slot(&apia, "2011-12-30"), "none");
    assert_eq!(slot(&apia, "2011-12-31"), "2011-12-31 10:00 +14:00");
    let midnight = plan("Pacific/Apia", 0);
    assert_eq!(slot(&midnight, "2011-12-30"), "none");
    assert_eq!(slot(&midnight, "2011-12-31"), "2011-12-31 00:00 +14:00");
    let next = apia.next(Some(date("2011-12-29")), minute("2011-12-29 20:00"));
    assert_eq!(next.unwrap().slot.date, date("2011-12-31"));
    // A plan for that day of the week only waits for the next one.
    let fridays = Plan {
        days: "friday".parse().unwrap(),
        ..apia
    };
    let next = fridays.next(Some(date("2011-12-23")), minute("2011-12-24 20:00"));
    assert_eq!(next.unwrap().slot.date, date("2012-01-06"));
}

#[test]
fn seconds_in_old_offsets_never_come_too_early() {
    // Until 1972 clocks in Monrovia were 44 minutes and 30 seconds behind.
    let monrovia = plan("Africa/Monrovia", 0);
    let slot = monrovia.slot_on(date("1971-06-01")).unwrap();
    assert_eq!(slot.at, minute("1971-06-01 00:45"));
}

#[test]
fn the_next_slot_is_later_than_the_last_and_not_too_old() {
    let berlin = plan("Europe/Berlin", 19);
    let next = |after: Option<&str>, now| {
        let next = berlin.next(after.map(date), minute(now)).unwrap();
        (shown(&berlin, next.slot.at), next.skipped)
    };
    let on = |day: &str| format!("2024-06-{day} 19:00 +02:00");
    // In time, within the grace, and too late.
    assert_eq!(next(None, "2024-06-10 16:59"), (on("10"), 0));
    assert_eq!(next(Some("2024-06-09"), "2024-06-10 17:30"), (on("10"), 0));
    assert_eq!(next(Some("2024-06-09"), "2024-06-10 17:31"), (on("11"), 1));
    // Used.
    assert_eq!(next(Some("2024-06-10"), "2024-06-10 17:05"), (on("11"), 0));
    // Down for days.
    assert_eq!(next(Some("2024-06-01"), "2024-06-10 12:00"), (on("10"), 8));
    // Down for ages, and counted no further than that.
    assert_eq!(
        next(Some("1971-01-01"), "2024-06-10 12:00"),
        (on("10"), SKIPPED_MAX)
    );
    // The clock went back, even to its beginning: what was used stays used.
    assert_eq!(next(Some("2024-06-10"), "2024-06-08 12:00"), (on("11"), 0));
    assert_eq!(next(Some("2024-06-10"), "1970-01-01 00:00"), (on("11"), 0));
}

#[test]
fn only_the_days_of_the_plan_count() {
    let plan = Plan {
        days: "mon, thu".parse().unwrap(),
        ..plan("America/New_York", 8)
    };
    // The tenth of June 2024 was a Monday.
    let next = plan
        .next(Some(date("2024-06-03")), minute("2024-06-10 14:00"))
        .unwrap();
    assert_eq!(shown(&plan, next.slot.at), "2024-06-13 08:00 -04:00");
    assert_eq!(next.skipped, 2);
}

#[test]
fn a_plan_made_after_its_hour_begins_on_the_next_day() {
    let berlin = plan("Europe/Berlin", 19);
    let now = minute("2024-06-10 17:10");
    let last = berlin.last(now).unwrap();
    assert_eq!(last.date, date("2024-06-10"));
    let next = berlin.next(Some(last.date), now).unwrap();
    assert_eq!((next.slot.date, next.skipped), (date("2024-06-11"), 0));
    let earlier = berlin.last(minute("2024-06-10 16:59")).unwrap();
    assert_eq!(earlier.date, date("2024-06-09"));
}

#[test]
fn a_slot_is_due_for_half_an_hour() {
    let slot = Slot {
        date: date("2024-06-10"),
        at: Minute::new(1_000),
    };
    for (now, due) in [(999, false), (1_000, true), (1_030, true), (1_031, false)] {
        assert_eq!(slot.is_due(Minute::new(now)), due, "{now}");
    }
}

#[test]
fn far_away_is_more_than_a_plan_can_reach() {
    let now = minute("2024-06-10 12:00");
    assert!(!is_far(now.plus(FAR_MINUTES), now));
    assert!(is_far(now.plus(FAR_MINUTES + 1), now));
    assert!(!is_far(Minute::new(0), now));
    let sundays = Plan {
        days: "sunday".parse().unwrap(),
        ..with_quiet(plan("Europe/Berlin", 23), "22-7")
    };
    let after = sundays.last(now).map(|slot| slot.date);
    let next = sundays.next(after, now).unwrap();
    assert!(!is_far(next.slot.at, now));
}

#[test]
fn a_zone_that_is_gone_is_never_due() {
    let stored = r#"{"days":127,"hour":19,"zone":"Atlantis/Capital","quiet":[22,7]}"#;
    let plan: Plan = serde_json::from_str(stored).unwrap();
    assert_eq!(plan.next(None, minute("2024-06-10 12:00")), None);
    assert_eq!(plan.last(minute("2024-06-10 12:00")), None);
    assert_eq!(plan.slot_on(date("2024-06-10")), None);
    let now = Minute::new(100);
    assert_eq!(snooze(&plan, now, 30), Minute::new(130));
}

#[test]
fn the_ends_of_time_have_no_slots_and_no_panics() {
    for name in ["Pacific/Kiritimati", "Pacific/Pago_Pago"] {
        let plan = with_quiet(plan(name, 23), "22-7");
        for now in [0, 1, u32::MAX - 1, u32::MAX].map(Minute::new) {
            for after in [i32::MIN, -1, 0, i32::MAX].map(Date::of_days) {
                let next = plan.next(Some(after), now);
                assert!(next.is_none_or(|next| next.slot.date > after));
            }
            let last = plan.last(now);
            assert!(last.is_none_or(|last| last.at <= now));
            assert!(snooze(&plan, now, 60) >= now);
        }
    }
}

#[test]
fn a_plan_is_stored_small_and_read_back() {
    let plan = with_quiet(plan("Europe/Berlin", 19), "22-7");
    let bytes = postcard::to_allocvec(&plan).unwrap();
    assert_eq!(bytes.len(), 2 + 1 + "Europe/Berlin".len() + 3);
    assert_eq!(postcard::from_bytes::<Plan>(&bytes).unwrap(), plan);
    // Bits that no plan can hold are refused: no days, an hour of 24, quiet hours without end.
    for (at, value) in [(0, 0), (0, 128), (1, 24), (17, 7)] {
        let mut broken = bytes.clone();
        broken[at] = value;
        let read = postcard::from_bytes::<Plan>(&broken);
        assert!(read.is_err(), "{at}: {read:?}");
    }
}
