//! The process that is killed: the test binary itself, which does what members do and says what was confirmed.

use std::collections::VecDeque;
use std::env;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use alongside::member::AnswerId;
use alongside::store::{Options, Probe, Saving, Store};

use crate::common::Dice;
use crate::store_kill::{IN_FLIGHT_MAX, MEMBERS, Order, schema};
use crate::store_use::model::{Deed, name};
use crate::store_use::{TODAY, options, who};

/// The most jobs that wait at once.
const WAITING_MAX: usize = 24;

/// The child's name as a test.
pub(crate) const NAME: &str = "store_kill::child::works_until_it_is_killed";

#[test]
#[ignore = "it is started by the tests that kill it"]
fn works_until_it_is_killed() {
    let Ok(folder) = env::var("STORE_FOLDER") else {
        return;
    };
    let order = Order::from_text(&env::var("STORE_ORDER").unwrap());
    // The harness writes the test's name without an end of the line.
    say("");
    say("opening");
    let store = Store::open(Options {
        schema: schema(order.is_longer),
        probe: probe(&order),
        ..options(&PathBuf::from(folder))
    });
    let store = store.unwrap();
    say("open");
    Work::new(&store, &order).all();
    say("closing");
    drop(store);
    say("closed");
}

/// Says one line at once.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// Stands still for ever at the stage where the process is to be killed.
fn probe(order: &Order) -> Probe {
    let Some((stage, number)) = order.stop else {
        return Probe::default();
    };
    let met = AtomicUsize::new(0);
    Probe::new(move |at| {
        if at == stage && met.fetch_add(1, Ordering::Relaxed) == number {
            say("there");
            loop {
                std::thread::park();
            }
        }
    })
}

/// Members at work.
struct Work<'s> {
    store: &'s Store,
    order: &'s Order,
    done: Vec<usize>,
    waiting: VecDeque<(usize, usize, Saving)>,
}

impl<'s> Work<'s> {
    fn new(store: &'s Store, order: &'s Order) -> Self {
        Self {
            store,
            order,
            done: order.done.clone(),
            waiting: VecDeque::new(),
        }
    }

    fn all(mut self) {
        let mut dice = Dice::new(self.order.seed);
        for _ in 0..self.order.deeds {
            self.one(dice.below(MEMBERS));
            while self.waiting.len() > dice.below(WAITING_MAX) {
                self.hear();
            }
        }
        while !self.waiting.is_empty() {
            self.hear();
        }
    }

    /// A member does what comes next.
    fn one(&mut self, member: usize) {
        let number = self.done[member];
        let deed = Deed::of(member, number);
        let bound = if deed.needs_id() { 1 } else { IN_FLIGHT_MAX };
        while self.in_flight(member) >= bound {
            self.hear();
        }
        let who = who(&name(member));
        let changes = deed.changes(|mark| {
            let answers = self.store.answers(&who).unwrap();
            let found = answers.iter().find(|(_, answer)| answer.mark == mark);
            found.map_or(AnswerId(1), |(id, _)| *id)
        });
        let saving = self.store.save(&who, changes, TODAY);
        self.done[member] += 1;
        if self.order.is_hasty {
            say(&format!("ack {member} {}", number + 1));
        }
        self.waiting.push_back((member, number + 1, saving));
    }

    fn in_flight(&self, member: usize) -> usize {
        let of_member = self.waiting.iter().filter(|(of, ..)| *of == member);
        of_member.count()
    }

    /// Waits for the longest waiting one, and only then says that it is durable.
    fn hear(&mut self) {
        let Some((member, number, saving)) = self.waiting.pop_front() else {
            return;
        };
        saving.wait().unwrap();
        if !self.order.is_hasty {
            say(&format!("ack {member} {number}"));
        }
    }
}
