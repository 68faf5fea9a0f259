//! Reminders: when the next one is due, and what becomes of it.
//!
//! A reminder is claimed before it is sent, and the claim is on disk first. So a program that is killed in between sends it
//! with the same number a moment later, by which the platform knows it again, or not at all. One that surely did not leave is
//! tried again as long as it is not late.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::member::change::Change;
use crate::schedule::{Date, GRACE_MINUTES, Minute, Plan, Slot, is_far, snooze};

/// After so many reminders without a word from the member they stop by themselves.
pub const UNANSWERED_MAX: u8 = 3;

/// How long a message that is sent again is known by its number, in minutes: the platform says "a few".
/// <https://discord.com/developers/docs/resources/message#create-message>
pub const AGAIN_MINUTES: u32 = 1;

/// How many minutes lie between two reminders at least: what is put off and what is planned become one.
pub const CALM_MINUTES: u32 = 60;

/// The furthest that one can be put off, in minutes: a week.
const SNOOZE_MAX: u32 = 7 * DAY_MINUTES;

/// How many minutes a day of UTC has.
const DAY_MINUTES: u32 = 24 * 60;

/// Reminders of one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// Whom to write to: the only place where a member's id is kept.
    pub address: Address,
    /// When.
    pub plan: Plan,
    /// The date of the last slot that was used or let pass.
    pub last: Option<Date>,
    /// The slot that comes next.
    pub next: Option<Slot>,
    /// When the member wants to hear of it once more.
    pub snoozed: Option<Minute>,
    /// How many were sent since the member did something.
    pub unanswered: u8,
    /// Why none is sent any more.
    pub stopped: Option<Stopped>,
    /// Whether the member still has to be told that.
    pub is_news: bool,
    /// The one that is being sent.
    pub sending: Option<Sending>,
}

/// A member as the platform names them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The platform.
    pub platform: Box<str>,
    /// The user's id there.
    pub user: Box<str>,
}

impl fmt::Debug for Address {
    /// Shows nobody.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address")
    }
}

/// A reminder under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    /// When it was due.
    pub due: Minute,
    /// When it was claimed.
    pub at: Minute,
    /// Whether it surely did not leave.
    pub is_unsent: bool,
    /// Its number, by which the platform knows it again.
    pub number: u64,
}

/// Why none is sent any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stopped {
    /// The member switched them off.
    ByMember,
    /// The member takes no direct messages from the bot.
    Closed,
    /// None was answered for a while.
    Unanswered,
    /// The time zone does not exist any more.
    NoZone,
}

/// What becomes of a reminder that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// It is sent, with this number.
    Send(u64),
    /// It is sent again with its number, if it was tried no longer than [`AGAIN_MINUTES`] ago: it may have got there.
    Again(u64),
    /// None is sent now.
    Nothing,
}

impl Reminder {
    /// Reminders from now on. A slot that has begun already is not one of them.
    pub fn new(address: Address, plan: Plan, now: Minute) -> Self {
        let last = plan.last(now).map(|slot| slot.date);
        let mut reminder = Self {
            address,
            plan,
            last,
            next: None,
            snoozed: None,
            unanswered: 0,
            stopped: None,
            is_news: false,
            sending: None,
        };
        reminder.find_next(now);
        reminder
    }

    /// In the place of former ones: a date that was used already is not used again.
    #[must_use]
    pub fn after(mut self, former: Option<&Self>, now: Minute) -> Self {
        let used = former.and_then(|former| former.last);
        // A date far ahead was used while the clock was wrong.
        let far = Date::of_days(0).plus(i32::try_from(now.get() / DAY_MINUTES).unwrap_or(0) + 2);
        if let Some(used) = used.filter(|used| Some(*used) > self.last && *used < far) {
            self.last = Some(used);
            self.find_next(now);
        }
        self
    }

    /// When there is something to do.
    pub fn due(&self) -> Option<Minute> {
        if let Some(sending) = self.sending {
            // Not at once, so that it holds nobody else up.
            return Some(sending.at.plus(1));
        }
        if self.stopped.is_some() {
            return None;
        }
        let next = self.next.map(|slot| slot.at);
        [next, self.snoozed].into_iter().flatten().min()
    }

    /// Claims what is due; `number` is the number of a new message. Returns also how many slots were let pass.
    pub fn claim(&mut self, now: Minute, number: u64) -> (Claim, u32) {
        if let Some(sending) = self.sending {
            return self.claim_again(sending, now, number);
        }
        let (due, skipped) = self.take_due(now);
        let Some(due) = due.filter(|_due| self.stopped.is_none()) else {
            return (Claim::Nothing, skipped);
        };
        if self.unanswered >= UNANSWERED_MAX {
            self.stop(Stopped::Unanswered);
            return (Claim::Nothing, skipped);
        }
        self.sending = Some(Sending {
            due,
            at: now,
            is_unsent: false,
            number,
        });
        (Claim::Send(number), skipped)
    }

    /// Claims what was claimed before, unless it is too late for that.
    fn claim_again(&mut self, sending: Sending, now: Minute, number: u64) -> (Claim, u32) {
        let Sending { due, at, .. } = sending;
        if sending.is_unsent && is_fresh(due, now) {
            self.sending = Some(Sending {
                due,
                at: now,
                is_unsent: false,
                number,
            });
            return (Claim::Send(number), 0);
        }
        if !sending.is_unsent && at <= now && now <= at.plus(AGAIN_MINUTES) {
            return (Claim::Again(sending.number), 0);
        }
        self.sending = None;
        (Claim::Nothing, 1)
    }

    /// Uses up everything that is due, and looks for what comes next. Returns since when something is due.
    fn take_due(&mut self, now: Minute) -> (Option<Minute>, u32) {
        let snoozed = self.snoozed.take_if(|at| *at <= now);
        let mut skipped = u32::from(snoozed.is_some_and(|at| !is_fresh(at, now)));
        let mut due = snoozed.filter(|at| is_fresh(*at, now));
        if let Some(next) = self.plan.next(self.last, now) {
            skipped += next.skipped;
            if next.skipped > 0 {
                // Let pass, and counted once.
                self.last = Some(next.slot.date.plus(-1));
            }
            let reach = if due.is_some() { CALM_MINUTES } else { 0 };
            if next.slot.at <= now.plus(reach) {
                due = due.or(Some(next.slot.at));
                self.last = Some(next.slot.date);
            }
        }
        if due.is_some() {
            self.snoozed.take_if(|at| *at <= now.plus(CALM_MINUTES));
        }
        self.find_next(now);
        (due, skipped)
    }

    fn find_next(&mut self, now: Minute) {
        self.next = self.plan.next(self.last, now).map(|next| next.slot);
        if self.next.is_none() {
            self.stop(Stopped::NoZone);
        }
    }

    /// Plans anew what was planned while the clock was far ahead; true when it was.
    pub fn mend(&mut self, now: Minute) -> bool {
        if !self.due().is_some_and(|due| is_far(due, now)) {
            return false;
        }
        self.last = self.plan.last(now).map(|slot| slot.date);
        self.snoozed = None;
        self.sending = None;
        self.find_next(now);
        true
    }

    fn stop(&mut self, why: Stopped) {
        self.stopped = Some(why);
        self.is_news = why != Stopped::ByMember;
        self.snoozed = None;
        self.sending = None;
    }

    pub(crate) fn apply(&mut self, change: &Change) {
        match change {
            Change::RemindOff => self.stop(Stopped::ByMember),
            Change::Snooze { now, minutes } => {
                self.unanswered = 0;
                if self.stopped.is_none() {
                    let minutes = (*minutes).min(SNOOZE_MAX);
                    self.snoozed = Some(snooze(&self.plan, *now, minutes));
                }
            }
            Change::Heard => self.unanswered = 0,
            Change::Told => self.is_news = false,
            Change::Sent => {
                self.sending = None;
                self.unanswered = self.unanswered.saturating_add(1);
            }
            Change::NotSent(why) => {
                self.sending = None;
                if let Some(why) = why.filter(|_why| self.stopped.is_none()) {
                    self.stop(why);
                }
            }
            Change::Unsent => {
                if let Some(sending) = &mut self.sending {
                    sending.is_unsent = true;
                }
            }
            _ => {}
        }
    }
}

/// Whether something that was due then may still be sent.
fn is_fresh(due: Minute, now: Minute) -> bool {
    due <= now && now <= due.plus(GRACE_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::{Days, Hour, Zone};

    const HOUR: u32 = 60;
    const DAY: u32 = 24 * HOUR;

    /// Daily at 19:00 in Berlin, made at noon of 22 Nov 2026.
    fn daily() -> (Reminder, Minute) {
        let plan = Plan {
            days: Days::EVERY,
            hour: Hour::new(19).unwrap(),
            zone: "Europe/Berlin".parse::<Zone>().unwrap(),
            quiet: None,
        };
        let noon: jiff::Timestamp = "2026-11-22T11:00:00Z".parse().unwrap();
        let now = Minute::of(noon);
        let address = Address {
            platform: "discord".into(),
            user: "1".into(),
        };
        (Reminder::new(address, plan, now), now)
    }

    fn sent(reminder: &mut Reminder, now: Minute) -> bool {
        let (claim, _) = reminder.claim(now, 7);
        if claim == Claim::Nothing {
            return false;
        }
        reminder.apply(&Change::Sent);
        true
    }

    #[test]
    fn it_is_sent_once_a_day_and_stops_when_nobody_answers() {
        let (mut reminder, noon) = daily();
        let due = noon.plus(7 * HOUR);
        assert_eq!(reminder.due(), Some(due));
        assert!(!sent(&mut reminder, noon.plus(HOUR)));
        for day in 0..3 {
            assert!(sent(&mut reminder, due.plus(day * DAY)));
            assert!(!sent(&mut reminder, due.plus(day * DAY)));
        }
        assert!(!sent(&mut reminder, due.plus(3 * DAY)));
        assert_eq!(reminder.stopped, Some(Stopped::Unanswered));
        assert!(reminder.is_news);
        assert_eq!(reminder.due(), None);
    }

    #[test]
    fn an_answer_keeps_it_going() {
        let (mut reminder, noon) = daily();
        for day in 0..9 {
            assert!(sent(&mut reminder, noon.plus(7 * HOUR + day * DAY)));
            reminder.apply(&Change::Heard);
        }
    }

    #[test]
    fn a_late_one_is_let_pass() {
        let (mut reminder, noon) = daily();
        let (claim, skipped) = reminder.claim(noon.plus(8 * HOUR), 7);
        assert_eq!((claim, skipped), (Claim::Nothing, 1));
        let due = noon.plus(7 * HOUR + DAY);
        assert_eq!(reminder.due(), Some(due));
        assert_eq!(reminder.claim(due, 7), (Claim::Send(7), 0));
    }

    #[test]
    fn one_that_was_being_sent_is_sent_again_with_its_number_or_not_at_all() {
        let (mut reminder, noon) = daily();
        let due = noon.plus(7 * HOUR);
        assert_eq!(reminder.claim(due, 7), (Claim::Send(7), 0));
        assert_eq!(reminder.due(), Some(due.plus(1)));
        assert_eq!(reminder.claim(due.plus(1), 8), (Claim::Again(7), 0));
        assert_eq!(reminder.claim(due.plus(5), 8), (Claim::Nothing, 1));
        assert_eq!(reminder.due(), Some(due.plus(DAY)));
    }

    #[test]
    fn one_that_surely_did_not_leave_is_tried_anew_until_it_is_late() {
        let (mut reminder, noon) = daily();
        let due = noon.plus(7 * HOUR);
        for later in [0, 10, 29] {
            let number = u64::from(later);
            let claimed = reminder.claim(due.plus(later), number);
            assert_eq!(claimed, (Claim::Send(number), 0));
            reminder.apply(&Change::Unsent);
            assert_eq!(reminder.due(), Some(due.plus(later + 1)));
        }
        assert_eq!(reminder.claim(due.plus(31), 8), (Claim::Nothing, 1));
        assert_eq!(reminder.due(), Some(due.plus(DAY)));
    }

    #[test]
    fn snoozed_it_comes_once_more_and_the_next_day_as_well() {
        let (mut reminder, noon) = daily();
        let due = noon.plus(7 * HOUR);
        assert!(sent(&mut reminder, due));
        let (now, minutes) = (due.plus(5), 60);
        reminder.apply(&Change::Snooze { now, minutes });
        assert_eq!(reminder.due(), Some(due.plus(65)));
        assert!(sent(&mut reminder, due.plus(65)));
        assert!(sent(&mut reminder, due.plus(DAY)));
    }

    #[test]
    fn what_was_put_off_and_what_is_planned_become_one() {
        let (mut reminder, noon) = daily();
        let due = noon.plus(7 * HOUR);
        assert!(sent(&mut reminder, due));
        // Tomorrow, said at five past: the plan's own comes at the hour, and that is it.
        let (now, minutes) = (due.plus(5), DAY);
        reminder.apply(&Change::Snooze { now, minutes });
        assert!(sent(&mut reminder, due.plus(DAY)));
        assert_eq!(reminder.due(), Some(due.plus(2 * DAY)));
        // In an hour, said at ten past five: it comes at ten past six, and that is it.
        let (now, minutes) = (due.plus(2 * DAY - 110), HOUR);
        reminder.apply(&Change::Snooze { now, minutes });
        assert!(sent(&mut reminder, due.plus(2 * DAY - 50)));
        assert_eq!(reminder.due(), Some(due.plus(3 * DAY)));
    }

    #[test]
    fn nobody_is_put_off_further_than_the_clock_is_believed() {
        let (mut reminder, noon) = daily();
        let minutes = u32::MAX;
        reminder.apply(&Change::Snooze { now: noon, minutes });
        assert_eq!(reminder.snoozed, Some(noon.plus(SNOOZE_MAX)));
        assert!(!reminder.mend(noon));
    }

    #[test]
    fn closed_messages_stop_it_at_once() {
        let (mut reminder, noon) = daily();
        let due = noon.plus(7 * HOUR);
        assert_eq!(reminder.claim(due, 7).0, Claim::Send(7));
        reminder.apply(&Change::NotSent(Some(Stopped::Closed)));
        assert!(reminder.due().is_none() && reminder.is_news);
        reminder.apply(&Change::Told);
        assert!(!reminder.is_news);
    }

    #[test]
    fn who_switched_them_off_is_told_nothing_of_a_closed_door() {
        let (mut reminder, noon) = daily();
        assert_eq!(reminder.claim(noon.plus(7 * HOUR), 7).0, Claim::Send(7));
        reminder.apply(&Change::RemindOff);
        reminder.apply(&Change::NotSent(Some(Stopped::Closed)));
        assert_eq!(reminder.stopped, Some(Stopped::ByMember));
        assert!(!reminder.is_news);
    }

    #[test]
    fn what_was_planned_by_a_clock_far_ahead_is_planned_anew() {
        let (mut reminder, noon) = daily();
        let ahead = noon.plus(3 * 365 * DAY + 7 * HOUR);
        assert!(sent(&mut reminder, ahead));
        assert!(reminder.mend(noon));
        assert_eq!(reminder.due(), Some(noon.plus(7 * HOUR)));
        assert!(!reminder.mend(noon));
    }
}
