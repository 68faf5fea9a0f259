//! One lane a member: what one does is handled in order, and nobody waits behind another member.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Most things of one member that may wait. A person is slower; a script that is not is told to slow down.
const MEMBER_MAX: usize = 32;

/// Most things that may wait or be handled at once. At a few kilobytes each this is less than 100 MB.
const WAITING_MAX: usize = 20_000;

/// The lanes.
#[derive(Debug)]
pub(super) struct Lanes<J>(Mutex<Inner<J>>);

#[derive(Debug)]
struct Inner<J> {
    lanes: HashMap<u64, VecDeque<J>>,
    waiting: usize,
}

/// What became of something that came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entered<J> {
    /// It is the member's only one: it is to be handled now, and then what [`Lanes::next`] gives.
    First(J),
    /// It waits for its turn.
    Queued,
    /// There is no room.
    Full(J),
}

impl<J> Default for Lanes<J> {
    fn default() -> Self {
        Self(Mutex::new(Inner {
            lanes: HashMap::new(),
            waiting: 0,
        }))
    }
}

impl<J> Lanes<J> {
    /// Takes something in.
    pub(super) fn enter(&self, member: u64, job: J) -> Entered<J> {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.waiting >= WAITING_MAX {
            return Entered::Full(job);
        }
        let entered = match inner.lanes.get_mut(&member) {
            Some(lane) if lane.len() >= MEMBER_MAX => return Entered::Full(job),
            Some(lane) => {
                lane.push_back(job);
                Entered::Queued
            }
            None => {
                inner.lanes.insert(member, VecDeque::new());
                Entered::First(job)
            }
        };
        inner.waiting += 1;
        entered
    }

    /// Ends the handling of a member's last thing and gives the next one.
    pub(super) fn next(&self, member: u64) -> Option<J> {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.waiting = inner.waiting.saturating_sub(1);
        let next = inner.lanes.get_mut(&member).and_then(VecDeque::pop_front);
        if next.is_none() {
            inner.lanes.remove(&member);
            if inner.lanes.is_empty() {
                // A burst is over: its table is given back.
                inner.lanes.shrink_to(64);
            }
        }
        next
    }

    /// How much is waiting or being handled.
    pub(super) fn waiting(&self) -> usize {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .waiting
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_member_who_floods_is_refused_and_nobody_else_is() {
        let lanes = Lanes::default();
        assert_eq!(lanes.enter(1, 0), Entered::First(0));
        for job in 1..=MEMBER_MAX {
            assert_eq!(lanes.enter(1, job), Entered::Queued);
        }
        assert_eq!(lanes.enter(1, 99), Entered::Full(99));
        assert_eq!(lanes.enter(2, 7), Entered::First(7));
        assert_eq!(lanes.next(2), None);
        assert_eq!(lanes.next(1), Some(1));
        assert_eq!(lanes.enter(1, 99), Entered::Queued);
    }

    #[test]
    fn all_together_are_bounded() {
        let lanes = Lanes::default();
        for member in 0..WAITING_MAX as u64 {
            assert_eq!(lanes.enter(member, ()), Entered::First(()));
        }
        assert_eq!(lanes.enter(u64::MAX, ()), Entered::Full(()));
        assert_eq!(lanes.next(0), None);
        assert_eq!(lanes.enter(u64::MAX, ()), Entered::First(()));
    }

    proptest! {
        /// Any mixture of arrivals and endings keeps each member's order and loses nothing that was taken.
        #[test]
        fn order_is_kept_within_a_member(steps in proptest::collection::vec((0_u64..4, any::<bool>()), 0..400)) {
            let lanes = Lanes::default();
            let mut sent: HashMap<u64, u32> = HashMap::new();
            let mut running: HashMap<u64, u32> = HashMap::new();
            let mut done: HashMap<u64, Vec<u32>> = HashMap::new();
            for (member, arrives) in steps {
                if arrives {
                    let number = sent.entry(member).or_default();
                    match lanes.enter(member, *number) {
                        Entered::First(job) => {
                            prop_assert!(running.insert(member, job).is_none());
                            *number += 1;
                        }
                        Entered::Queued => *number += 1,
                        Entered::Full(_) => {}
                    }
                } else if let Some(job) = running.remove(&member) {
                    done.entry(member).or_default().push(job);
                    if let Some(next) = lanes.next(member) {
                        running.insert(member, next);
                    }
                }
            }
            for (member, mut job) in running {
                loop {
                    done.entry(member).or_default().push(job);
                    match lanes.next(member) {
                        Some(next) => job = next,
                        None => break,
                    }
                }
            }
            for (member, count) in sent {
                let all: Vec<u32> = (0..count).collect();
                prop_assert_eq!(done.remove(&member).unwrap_or_default(), all);
            }
            prop_assert_eq!(lanes.waiting(), 0);
        }
    }
}
