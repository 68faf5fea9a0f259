//! Reminders against a simple model: random plans, clocks, kills, faults and members.

use std::collections::{HashMap, HashSet};

use alongside::member::{Change, Claim, Consent, Day, Record, Reminder, Stopped};
use alongside::schedule::{Date, Days, GRACE_MINUTES, Hour, Minute, Plan, Quiet, Steady};

use crate::common::Dice;
use crate::common::reminding::{DAY, HOUR, NOON, who};

/// How long the platform knows a number, in minutes.
const KNOWN: u32 = 3;

/// What may happen in a run.
#[derive(Debug, Clone, Copy)]
struct Weather {
    /// Somebody sets the clock.
    jumps: bool,
    /// The program is killed, and the network fails.
    faults: bool,
    /// The member answers.
    answers: bool,
}

/// A member, a program and a platform.
struct World {
    dice: Dice,
    weather: Weather,
    record: Record,
    now: Minute,
    /// Minutes that passed.
    real: u32,
    started: u32,
    steady: Steady,
    /// Numbers that this process tried, and when.
    tried: HashMap<u64, u32>,
    /// Numbers that the platform took, and when.
    took: HashMap<u64, u32>,
    messages: Vec<Message>,
    number: u64,
    /// When the member said something about times.
    wished: u32,
}

/// A message that got there.
struct Message {
    real: u32,
    due: Minute,
    slot: Option<Date>,
    was_wished: bool,
}

impl World {
    fn new(seed: u64, weather: Weather) -> Self {
        let mut dice = Dice::new(seed);
        let mut record = Record::default();
        let to = Consent::Reminders;
        let text = to.text();
        let plan = plan(&mut dice);
        let (address, now) = (who(1), NOON.plus(number(&mut dice, 3 * DAY)));
        let plan = Change::Remind { address, plan, now };
        for change in [Change::Agree { to, text }, plan] {
            record.apply(&change, Day::of_minute(now));
        }
        Self {
            dice,
            weather,
            record,
            now,
            real: 0,
            started: 0,
            steady: Steady::begin(now, 0),
            tried: HashMap::new(),
            took: HashMap::new(),
            messages: Vec::new(),
            number: 0,
            wished: 0,
        }
    }

    fn reminder(&self) -> &Reminder {
        self.record.reminder.as_ref().unwrap()
    }

    fn apply(&mut self, change: &Change) {
        self.record.apply(change, Day::of_minute(self.now));
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.dice.below(of) == 0
    }

    fn pass(&mut self) {
        let minutes = 1 + number(&mut self.dice, 4);
        self.real += minutes;
        self.now = self.now.plus(minutes);
        if self.weather.jumps && self.one_in(700) {
            let by = 6 + number(&mut self.dice, 3 * DAY);
            self.now = if self.one_in(2) {
                self.now.plus(by)
            } else {
                self.now.minus(by)
            };
        }
        if self.weather.answers && self.one_in(300) {
            self.apply(&Change::Heard);
        }
        if self.weather.answers && self.one_in(2_000) {
            let minutes = [HOUR, DAY, 5][self.dice.below(3)];
            let now = self.now;
            self.apply(&Change::Snooze { now, minutes });
            self.wished = self.real + minutes;
        }
    }

    /// One look of the program.
    fn look(&mut self) {
        let is_steady = self.steady.look(self.now, self.real.into());
        if !is_steady || self.reminder().due().is_none_or(|due| due > self.now) {
            return;
        }
        let before = self.reminder().last;
        self.number += 1;
        let (now, number) = (self.now, self.number);
        let reminder = self.record.reminder.as_mut().unwrap();
        let (claim, _) = reminder.claim(now, number);
        let Some(sending) = self.reminder().sending else {
            assert_eq!(claim, Claim::Nothing);
            return;
        };
        let slot = self.reminder().last.filter(|last| Some(*last) != before);
        let late = now.get() - sending.due.get();
        match claim {
            Claim::Send(number) => {
                assert!(late <= GRACE_MINUTES, "{late} late");
                self.tried.insert(number, self.real);
            }
            Claim::Again(number) => {
                assert!(late <= GRACE_MINUTES + 2, "{late} late");
                let first = self.tried.get(&number).unwrap_or(&self.started);
                if self.real - first > 2 {
                    return self.apply(&Change::NotSent(None));
                }
            }
            Claim::Nothing => panic!("nothing is under way after nothing"),
        }
        self.send(sending.number, sending.due, slot);
    }

    fn send(&mut self, number: u64, due: Minute, slot: Option<Date>) {
        let fate = if self.weather.faults {
            self.dice.below(12)
        } else {
            11
        };
        // It gets there in some of the cases where nobody hears of it.
        if matches!(fate, 0 | 1 | 6..) {
            let known = self.took.get(&number);
            if known.is_none_or(|took| self.real - took > KNOWN) {
                self.took.insert(number, self.real);
                let (real, was_wished) = (self.real, self.real < self.wished + HOUR);
                self.messages.push(Message {
                    real,
                    due,
                    slot,
                    was_wished,
                });
            }
        }
        match fate {
            0 | 2 => self.restart(),
            // Only what was never tried before surely did not leave.
            4 if self
                .reminder()
                .sending
                .is_some_and(|one| one.at == self.now) =>
            {
                self.apply(&Change::Unsent);
            }
            1 | 3 | 4 => {}
            5 => self.apply(&Change::NotSent(None)),
            _ => self.apply(&Change::Sent),
        }
    }

    fn restart(&mut self) {
        let down = [0, 1, 2, 3, 40][self.dice.below(5)];
        self.real += down;
        self.now = self.now.plus(down);
        self.started = self.real;
        self.tried.clear();
        self.steady = Steady::begin(self.now, self.real.into());
    }

    fn run(&mut self, days: u32) {
        while self.real < days * DAY {
            self.pass();
            self.look();
        }
    }

    /// Whatever happened: nothing came twice.
    fn assert_calm(&self, gap: u32) {
        let mut dues = HashSet::new();
        let mut slots = HashSet::new();
        for message in &self.messages {
            if !self.weather.jumps {
                assert!(dues.insert(message.due), "twice what was due once");
            }
            if let Some(slot) = message.slot {
                assert!(slots.insert(slot), "a slot came twice");
            }
        }
        for pair in self.messages.windows(2) {
            let between = pair[1].real - pair[0].real;
            assert!(
                between >= gap || pair[1].was_wished,
                "{between} minutes after another"
            );
        }
    }
}

fn number(dice: &mut Dice, below: u32) -> u32 {
    u32::try_from(dice.below(below as usize)).unwrap()
}

fn plan(dice: &mut Dice) -> Plan {
    const ZONES: [&str; 5] = [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Pacific/Chatham",
        "Australia/Lord_Howe",
    ];
    let mut hour = || Hour::new(u8::try_from(dice.below(24)).unwrap()).unwrap();
    let (own, from, until) = (hour(), hour(), hour());
    Plan {
        days: Days::of_bits(u8::try_from(1 + dice.below(127)).unwrap()).unwrap(),
        hour: own,
        zone: ZONES[dice.below(ZONES.len())].parse().unwrap(),
        quiet: Quiet::new(from, until).ok().filter(|_| dice.below(2) == 0),
    }
}

/// How many worlds: thousands in the long run, fewer in every day's.
fn rounds() -> u64 {
    let set = std::env::var("ALONGSIDE_ROUNDS").ok();
    set.and_then(|text| text.parse().ok()).unwrap_or(150)
}

#[test]
fn with_kills_and_faults_nothing_comes_twice() {
    let weather = Weather {
        jumps: false,
        faults: true,
        answers: true,
    };
    let mut messages = 0;
    for seed in 0..rounds() {
        let mut world = World::new(seed, weather);
        world.run(40);
        world.assert_calm(30);
        messages += world.messages.len();
    }
    assert!(messages > 1_000, "{messages} came in {} worlds", rounds());
}

#[test]
fn with_a_clock_that_jumps_nothing_comes_twice_or_soon_after() {
    let weather = Weather {
        jumps: true,
        faults: false,
        answers: true,
    };
    for seed in 0..rounds() {
        let mut world = World::new(seed, weather);
        world.run(40);
        world.assert_calm(HOUR);
    }
}

#[test]
fn while_all_is_well_every_slot_comes() {
    let weather = Weather {
        jumps: false,
        faults: false,
        answers: true,
    };
    for seed in 0..rounds() {
        let mut world = World::new(seed, weather);
        let begin = world.now;
        let plan = world.reminder().plan.clone();
        while world.real < 40 * DAY {
            world.pass();
            world.look();
            world.apply(&Change::Heard);
        }
        world.assert_calm(HOUR);
        let (from, to) = (begin.plus(2 * DAY), begin.plus(39 * DAY));
        let first = i32::try_from(begin.get() / DAY).unwrap();
        let dates = (first..first + 50).map(|day| Date::of_days(0).plus(day));
        let slots = dates.filter_map(|date| plan.slot_on(date));
        for slot in slots.filter(|slot| from <= slot.at && slot.at <= to) {
            let came = |message: &&Message| {
                let real = begin.plus(message.real);
                slot.at.minus(HOUR) <= real && real <= slot.at.plus(GRACE_MINUTES)
            };
            assert!(
                world.messages.iter().any(|message| came(&message)),
                "{seed}"
            );
        }
    }
}

#[test]
fn nobody_who_is_silent_hears_more_than_three() {
    let weather = Weather {
        jumps: false,
        faults: false,
        answers: false,
    };
    for seed in 0..rounds() {
        let mut world = World::new(seed, weather);
        world.run(60);
        assert_eq!(world.messages.len(), 3);
        assert_eq!(world.reminder().stopped, Some(Stopped::Unanswered));
    }
}
