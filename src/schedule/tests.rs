//! What holds for every plan, zone and clock.

mod all_zones;
mod quiet_hours;
mod runner;
mod tables;

use super::*;

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

fn hour(hour: u8) -> Hour {
    Hour::new(hour).unwrap()
}

fn plan(name: &str, at: u8) -> Plan {
    Plan {
        days: Days::EVERY,
        hour: hour(at),
        zone: zone(name),
        quiet: None,
    }
}

fn with_quiet(plan: Plan, typed: &str) -> Plan {
    Plan {
        quiet: Some(typed.parse().unwrap()),
        ..plan
    }
}

/// A date as `2011-12-30`.
fn date(written: &str) -> Date {
    Date::of_civil(written.parse().unwrap())
}

/// A minute of UTC as `2011-12-30 10:00`.
fn minute(written: &str) -> Minute {
    let moment = format!("{written}Z").parse().unwrap();
    Minute::of(moment)
}

/// A minute as the clocks of a plan show it, with what they differ from UTC.
fn shown(plan: &Plan, minute: Minute) -> String {
    let there = minute.timestamp().to_zoned(plan.zone.rules().unwrap());
    there.strftime("%Y-%m-%d %H:%M %:z").to_string()
}

/// Where the slot of a date lies, as clocks show it.
fn slot(plan: &Plan, written: &str) -> String {
    match plan.slot_on(date(written)) {
        Some(slot) => shown(plan, slot.at),
        None => "none".to_owned(),
    }
}
