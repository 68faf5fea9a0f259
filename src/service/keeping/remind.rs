//! Reminders: days, an hour and a time zone of one's own, and one press to be left alone.

use crate::member::{Change, Consent, Stopped};
use crate::schedule::{Days, Hour, Plan, Quiet, Zone};
use crate::service::keeping::{consent, nowhere};
use crate::service::own::{Own, Pick, PickOption, Picked, Writing};
use crate::service::reply::{Card, Part};
use crate::service::turn::Here;
use crate::service::way::{Go, Way};
use crate::words::{Surface, privacy, remind as words};

/// The days and the hour of a plan that has only a zone yet: once a week.
const FIRST_DAYS: u8 = 0b100_0000;
const FIRST_HOUR: u8 = 18;

/// Quiet hours that can be picked: from, until.
const QUIETS: [(u8, u8); 6] = [(20, 8), (21, 7), (22, 7), (22, 9), (23, 8), (0, 8)];

/// How long a name of a zone may be, in characters.
const ZONE_CHARS_MAX: u16 = 60;

/// Times, as they are or what is missing for them.
pub(super) fn page<'c>(here: &Here<'c, '_>) -> Vec<Part<'c>> {
    let keeping = &here.keeping;
    if !keeping.may_keep(Consent::Reminders) {
        return consent::missing(here, Consent::Reminders);
    }
    let mut lines = Vec::new();
    let mut ways = Vec::new();
    let zone = Way::new(words::ZONE, Go::Own(Own::Zone)).typed("remind", "Europe/Berlin");
    let privacy = Way::new(privacy::PRIVACY, Go::Own(Own::Privacy)).typed("privacy", "");
    let Some(reminder) = &keeping.record.reminder else {
        ways.extend([zone, privacy]);
        lines.push(words::NO_PLAN.to_owned());
        return vec![
            Part::Card(Card::new(words::TITLE, lines)),
            Part::Ways { title: "", ways },
        ];
    };
    let plan = &reminder.plan;
    let (days, hour) = (plan.days.words(), plan.hour.words());
    lines.push(words::plan(&days, &hour, plan.zone.name()));
    lines.extend(plan.quiet.map(|quiet| words::quiet(&quiet.words())));
    match (reminder.stopped, reminder.due()) {
        (Some(why), _) => lines.push(stopped(why).unwrap_or(words::IS_OFF).to_owned()),
        (None, Some(due)) => lines.push(words::next(&plan.zone.words_at(due))),
        (None, None) => {}
    }
    lines.push(words::says(words::MESSAGE));
    lines.push(match here.setting.surface {
        Surface::Terminal => words::WINDOW.to_owned(),
        Surface::Discord => words::OPENS.to_owned(),
    });
    ways.push(match reminder.stopped {
        Some(_) => Way::new(words::ON, Go::Own(Own::RemindOn)).typed("remind", "on"),
        None => Way::new(words::OFF, Go::Own(Own::RemindOff)).typed("remind", "off"),
    });
    ways.extend([zone, privacy]);
    let mut parts = vec![Part::Card(Card::new(words::TITLE, lines))];
    parts.extend(
        [
            day_pick(plan.days),
            hour_pick(plan.hour),
            quiet_pick(plan.quiet),
        ]
        .map(Part::Pick),
    );
    parts.push(Part::Ways { title: "", ways });
    parts
}

/// Why none come, in words; nothing where the member said so.
pub(super) fn stopped(why: Stopped) -> Option<&'static str> {
    match why {
        Stopped::ByMember => None,
        Stopped::Closed => Some(words::CLOSED),
        Stopped::Unanswered => Some(words::UNANSWERED),
        Stopped::NoZone => Some(words::NO_ZONE),
    }
}

fn day_pick<'c>(now: Days) -> Pick<'c> {
    let one = |day: u8| Days::of_bits(1 << day).ok();
    let option = |day: u8| {
        Some(PickOption {
            label: one(day)?.words().into(),
            note: "".into(),
            value: one(day)?.words(),
            on: now.contains(day),
        })
    };
    Pick {
        of: Picked::Days,
        title: words::DAYS,
        options: (0..7).filter_map(option).collect(),
        max: 7,
        typed: "/reflect remind days",
    }
}

fn hour_pick<'c>(now: Hour) -> Pick<'c> {
    let option = |hour: Hour| PickOption {
        label: words::hour_choice(&hour.words()).into(),
        note: "".into(),
        value: hour.get().to_string(),
        on: hour == now,
    };
    Pick {
        of: Picked::Hour,
        title: words::HOUR,
        options: (0..24)
            .filter_map(|hour| Hour::new(hour).ok())
            .map(option)
            .collect(),
        max: 1,
        typed: "/reflect remind hour",
    }
}

fn quiet_pick<'c>(now: Option<Quiet>) -> Pick<'c> {
    let option = |quiet: Quiet| PickOption {
        label: words::quiet_choice(&quiet.words()).into(),
        note: "".into(),
        value: format!("{}-{}", quiet.from().get(), quiet.until().get()),
        on: Some(quiet) == now,
    };
    let quiet = |(from, until)| Quiet::new(Hour::new(from).ok()?, Hour::new(until).ok()?).ok();
    let none = PickOption {
        label: words::QUIET_NONE.into(),
        note: "".into(),
        value: "none".to_owned(),
        on: now.is_none(),
    };
    let mut options = vec![none];
    options.extend(QUIETS.into_iter().filter_map(quiet).map(option));
    let is_listed =
        now.is_none_or(|now| QUIETS.into_iter().filter_map(quiet).any(|one| one == now));
    options.extend(now.filter(|_quiet| !is_listed).map(option));
    Pick {
        of: Picked::Quiet,
        title: words::QUIET,
        options,
        max: 1,
        typed: "/reflect remind quiet",
    }
}

/// Changes the plan, and begins anew with it.
fn set<'c>(here: &mut Here<'c, '_>, change: impl FnOnce(&mut Plan)) -> Vec<Part<'c>> {
    if !here.keeping.may_keep(Consent::Reminders) {
        return consent::missing(here, Consent::Reminders);
    }
    let now = here.keeping.now;
    let reminder = here.keeping.record.reminder.as_ref();
    let was_off = reminder.is_some_and(|reminder| reminder.stopped.is_some());
    let (Some(mut plan), Some(address)) = (
        reminder.map(|reminder| reminder.plan.clone()),
        here.keeping.address.clone(),
    ) else {
        return page(here);
    };
    change(&mut plan);
    here.keeping.save(Change::Remind { address, plan, now });
    if was_off {
        // Choosing times turns nothing on: there is a way for that.
        here.keeping.save(Change::RemindOff);
    }
    page(here)
}

/// Takes the days that were picked.
pub(super) fn days<'c>(here: &mut Here<'c, '_>, values: &[String]) -> Vec<Part<'c>> {
    match values.join(",").parse() {
        Ok(days) => set(here, |plan| plan.days = days),
        Err(_) => page(here),
    }
}

/// Takes the hour that was picked.
pub(super) fn hour<'c>(here: &mut Here<'c, '_>, value: &str) -> Vec<Part<'c>> {
    match value.parse() {
        Ok(hour) => set(here, |plan| plan.hour = hour),
        Err(_) => page(here),
    }
}

/// Takes the quiet hours that were picked.
pub(super) fn quiet<'c>(here: &mut Here<'c, '_>, value: &str) -> Vec<Part<'c>> {
    match (value, value.parse()) {
        ("none", _) => set(here, |plan| plan.quiet = None),
        (_, Ok(quiet)) => set(here, |plan| plan.quiet = Some(quiet)),
        (_, Err(_)) => page(here),
    }
}

/// Takes a time zone; with the first one reminders begin.
pub(super) fn zone<'c>(here: &mut Here<'c, '_>, text: &str) -> Vec<Part<'c>> {
    // A city is enough where there is one zone of its name.
    let typed = text.trim().to_lowercase().replace(' ', "_");
    let is_city = |name: &&String| {
        let city = name.rsplit('/').next().unwrap_or("");
        city.to_lowercase() == typed
    };
    let known = text.trim().parse().ok().or_else(|| {
        let found = Zone::find(text);
        let only = found.first().filter(|_first| found.len() == 1);
        found.iter().find(is_city).or(only)?.parse().ok()
    });
    match (known, text.parse::<Zone>()) {
        (Some(zone), _) => settle(
            here,
            Wish {
                zone: Some(zone),
                ..Wish::default()
            },
        ),
        (None, Err(not)) => {
            let mut parts = vec![Part::notice(words::no_zone(&capital(&not.to_string())))];
            parts.extend(page(here));
            parts
        }
        (None, Ok(_)) => page(here),
    }
}

/// What somebody wants changed in a plan.
#[derive(Debug, Default)]
pub(super) struct Wish {
    pub(super) zone: Option<Zone>,
    pub(super) days: Option<Days>,
    pub(super) hour: Option<Hour>,
    pub(super) quiet: Wanted,
}

/// Which quiet hours somebody wants.
#[derive(Debug, Default)]
pub(super) enum Wanted {
    /// Those there are.
    #[default]
    Same,
    /// No quiet hours.
    None,
    /// These.
    Some(Quiet),
}

/// Makes a plan of what is wanted, on top of the one there is.
pub(super) fn settle<'c>(here: &mut Here<'c, '_>, wish: Wish) -> Vec<Part<'c>> {
    if !here.keeping.may_keep(Consent::Reminders) {
        return consent::missing(here, Consent::Reminders);
    }
    let known = here.keeping.record.reminder.as_ref();
    let known = known.map(|reminder| reminder.plan.clone());
    let first = wish.zone.clone().and_then(|zone| {
        Some(Plan {
            days: Days::of_bits(FIRST_DAYS).ok()?,
            hour: Hour::new(FIRST_HOUR).ok()?,
            zone,
            quiet: None,
        })
    });
    let Some(mut plan) = known.or(first) else {
        return page(here);
    };
    plan.zone = wish.zone.unwrap_or(plan.zone);
    plan.days = wish.days.unwrap_or(plan.days);
    plan.hour = wish.hour.unwrap_or(plan.hour);
    plan.quiet = match wish.quiet {
        Wanted::Same => plan.quiet,
        Wanted::None => None,
        Wanted::Some(quiet) => Some(quiet),
    };
    let Some(address) = here.keeping.address.clone() else {
        return nowhere(here);
    };
    let now = here.keeping.now;
    here.keeping.save(Change::Remind { address, plan, now });
    let mut parts = vec![Part::notice(words::NOW_ON)];
    parts.extend(page(here));
    parts
}

/// Switches them off, with one press.
pub(super) fn off<'c>(here: &mut Here<'c, '_>) -> Vec<Part<'c>> {
    if here.keeping.record.reminder.is_none() {
        return vec![Part::notice(words::IS_OFF)];
    }
    here.keeping.save(Change::RemindOff);
    let on = Way::new(words::ON, Go::Own(Own::RemindOn)).typed("remind", "on");
    vec![
        Part::notice(words::NOW_OFF),
        Part::Ways {
            title: "",
            ways: vec![on],
        },
    ]
}

/// Switches them on again.
pub(super) fn on<'c>(here: &mut Here<'c, '_>) -> Vec<Part<'c>> {
    if here.keeping.record.reminder.is_none() {
        return page(here);
    }
    settle(here, Wish::default())
}

/// Once more later.
pub(super) fn snooze<'c>(here: &mut Here<'c, '_>, minutes: u32) -> Vec<Part<'c>> {
    let now = here.keeping.now;
    here.keeping.save(Change::Snooze { now, minutes });
    let reminder = here.keeping.record.reminder.as_ref();
    let when = reminder.and_then(|reminder| Some((reminder.snoozed?, &reminder.plan.zone)));
    let text = when.map(|(at, zone)| words::snoozed(&zone.words_at(at)));
    vec![Part::notice(
        text.unwrap_or_else(|| words::NOT_ON.to_owned()),
    )]
}

/// The field for a zone.
pub(super) fn naming() -> Writing {
    Writing {
        title: words::TITLE,
        label: words::ZONE_LABEL,
        hint: words::ZONE_HINT,
        value: String::new(),
        max: ZONE_CHARS_MAX,
        short: true,
    }
}

/// The reminder itself, with what can be pressed on it.
pub fn message<'c>() -> Vec<Part<'c>> {
    let ways = vec![
        Way::new(words::OPEN, Go::Own(Own::Open)),
        Way::new(words::SNOOZE_HOUR, Go::Own(Own::Snooze(60))),
        Way::new(words::SNOOZE_DAY, Go::Own(Own::Snooze(24 * 60))),
        Way::new(words::OFF, Go::Own(Own::RemindOff)),
    ];
    vec![Part::notice(words::MESSAGE), Part::Ways { title: "", ways }]
}

/// A sentence with a capital at its beginning.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(char::to_uppercase).into_iter().flatten();
    first.chain(chars).collect::<String>() + "."
}
