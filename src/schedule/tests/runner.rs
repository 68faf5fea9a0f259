//! A simulated runner with a clock that anybody may set.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

const DAY: i64 = 24 * 60;

/// What happens to the machine.
#[derive(Debug, Clone, Copy)]
enum Event {
    /// Time passes.
    Run(i64),
    /// Somebody sets the clock, by so many minutes.
    Step(i64),
    /// The clock falls back to its beginning.
    Forget,
    /// The clock is set right again.
    Right,
    /// The program is down for so long.
    Down(i64),
}

/// Something that was sent.
#[derive(Debug, Clone, Copy)]
struct Sent {
    slot: Slot,
    skipped: u32,
    clock: Minute,
    real: i64,
    starts: u32,
}

/// A runner: what it stored, what it has in memory, and the world around it.
struct Runner {
    plan: Plan,
    used: Option<Date>,
    steady: Steady,
    real: i64,
    wrong_by: i64,
    starts: u32,
    sent: Vec<Sent>,
}

impl Runner {
    fn new(plan: Plan, begin: Minute) -> Self {
        let used = plan.last(begin).map(|slot| slot.date);
        Self {
            plan,
            used,
            steady: Steady::begin(begin, u64::from(begin.get())),
            real: i64::from(begin.get()),
            wrong_by: 0,
            starts: 0,
            sent: Vec::new(),
        }
    }

    fn clock(&self) -> Minute {
        Minute::new(u32::try_from((self.real + self.wrong_by).max(0)).unwrap())
    }

    fn happens(&mut self, event: Event, wake_every: i64) {
        match event {
            Event::Run(minutes) => {
                let end = self.real + minutes;
                while self.real < end {
                    self.real += wake_every;
                    self.wake();
                }
            }
            Event::Step(minutes) => self.wrong_by += minutes,
            Event::Forget => self.wrong_by = -self.real,
            Event::Right => self.wrong_by = 0,
            Event::Down(minutes) => {
                self.real += minutes;
                self.starts += 1;
                self.steady = Steady::begin(self.clock(), self.passed());
            }
        }
        self.wake();
    }

    fn passed(&self) -> u64 {
        u64::try_from(self.real).unwrap()
    }

    fn wake(&mut self) {
        let clock = self.clock();
        let may_send = self.steady.look(clock, self.passed());
        let next = self.plan.next(self.used, clock).unwrap();
        if may_send && next.slot.is_due(clock) {
            self.sent.push(Sent {
                slot: next.slot,
                skipped: next.skipped,
                clock,
                real: self.real,
                starts: self.starts,
            });
            self.used = Some(next.slot.date);
        }
    }
}

fn plans() -> impl Strategy<Value = Plan> {
    let zones = prop::sample::select(Zone::all());
    let quiet = prop::option::of((0_u8..24, 1..=QUIET_HOURS_MAX));
    (1_u8..128, 0_u8..24, zones, quiet).prop_map(|(days, at, name, quiet)| Plan {
        days: Days::of_bits(days).unwrap(),
        quiet: quiet.map(|(from, long)| Quiet::new(hour(from), hour((from + long) % 24)).unwrap()),
        ..plan(&name, at)
    })
}

/// Some minute of the years 2020 to 2029.
fn begins() -> impl Strategy<Value = Minute> {
    (minute("2020-01-01 00:00").get()..minute("2030-01-01 00:00").get()).prop_map(Minute::new)
}

fn wild_events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        4 => (1..3 * DAY).prop_map(Event::Run),
        1 => (1..90_i64).prop_map(Event::Run),
        2 => prop::sample::select(vec![60, -60, DAY, -DAY, 7 * DAY, 366 * DAY, -366 * DAY]).prop_map(Event::Step),
        1 => Just(Event::Forget),
        2 => Just(Event::Right),
        2 => (1..20_i64).prop_map(Event::Down),
        1 => (1..9 * DAY).prop_map(Event::Down),
    ];
    prop::collection::vec(event, 1..30)
}

/// Time passes, with restarts of a few minutes.
fn calm_events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        3 => (1..5 * DAY).prop_map(Event::Run),
        1 => (1..15_i64).prop_map(Event::Down),
    ];
    prop::collection::vec(event, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_the_clock_does_nothing_is_sent_twice_late_or_in_a_storm(
        plan in plans(),
        begin in begins(),
        wake_every in 1_i64..20,
        events in wild_events(),
    ) {
        let mut runner = Runner::new(plan, begin);
        for event in events {
            runner.happens(event, wake_every);
        }
        let mut dates = HashSet::new();
        for sent in &runner.sent {
            prop_assert!(dates.insert(sent.slot.date), "{sent:?} is sent twice");
            prop_assert!(sent.slot.at <= sent.clock, "{sent:?} is early");
            prop_assert!(sent.clock <= sent.slot.at.plus(30), "{sent:?} is late");
        }
        for pair in runner.sent.windows(2) {
            prop_assert!(pair[0].slot.date < pair[1].slot.date);
            // A clock that was set while the program was down cannot be told from a long pause.
            let is_same_run = pair[0].starts == pair[1].starts;
            prop_assert!(!is_same_run || pair[1].real - pair[0].real >= 60, "{pair:?} is a storm");
            let between = pair[0].slot.date.days() + 1..pair[1].slot.date.days();
            let lost = between.filter(|day| runner.plan.days.matches(Date::of_days(*day))).count();
            prop_assert_eq!(usize::try_from(pair[1].skipped).unwrap(), lost.min(1_000));
        }
    }

    #[test]
    fn while_the_clock_runs_nothing_is_missed(
        plan in plans(),
        begin in begins(),
        wake_every in 1_i64..15,
        events in calm_events(),
    ) {
        let mut runner = Runner::new(plan.clone(), begin);
        for event in events {
            runner.happens(event, wake_every);
        }
        let end = runner.clock();
        let first = Date::of_civil(begin.timestamp().to_zoned(jiff::tz::TimeZone::UTC).date());
        let days = i32::try_from((end.get() - begin.get()) / (24 * 60)).unwrap();
        let wanted: Vec<Slot> = (-3..days + 4)
            .filter_map(|day| plan.slot_on(first.plus(day)))
            .filter(|slot| begin < slot.at && slot.at <= end)
            .collect();
        let sent: Vec<Slot> = runner.sent.iter().map(|sent| sent.slot).collect();
        prop_assert_eq!(sent, wanted);
        prop_assert!(runner.sent.iter().all(|sent| sent.skipped == 0));
    }
}
