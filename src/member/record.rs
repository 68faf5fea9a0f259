//! Everything kept about a member but the answers, which stand one by one.

use serde::{Deserialize, Serialize};

use crate::member::answer::{Answer, AnswerId, KeepFor};
use crate::member::change::Change;
use crate::member::consent::{Agreed, Consent, Yes};
use crate::member::day::Day;
use crate::member::progress::{Place, Progress};
use crate::member::reminder::Reminder;
use crate::schedule::Minute;

/// What is kept about a member.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Record {
    /// What was agreed to.
    pub agreed: Agreed,
    /// With a yes to progress.
    pub progress: Progress,
    /// How long answers are kept.
    pub keep_for: KeepFor,
    /// The answers given last, so that one that is given again or taken back is found at once.
    pub latest: Vec<Latest>,
    /// With a yes to reminders.
    pub reminder: Option<Reminder>,
}

/// Where an answer was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Latest {
    /// Which answer.
    pub id: AnswerId,
    /// The theme's number in tokens.
    pub theme: u16,
    /// The question's number in tokens.
    pub node: u16,
    /// The mark of the talk before the answer.
    pub mark: u64,
}

/// How many of the answers given last are known by their place; more than Back reaches.
pub const LATEST_MAX: usize = 16;

impl Record {
    /// Whether something may be kept now: the text that is shown today was agreed to.
    pub fn may_keep(&self, what: Consent) -> bool {
        self.agreed.holds(what)
    }

    /// Whether nothing is kept and nothing agreed to, so that the record itself can go.
    pub fn is_empty(&self) -> bool {
        self.agreed.is_empty()
    }

    /// Applies a change; what was not agreed to stays out.
    pub fn apply(&mut self, change: &Change, day: Day) {
        match change {
            Change::Agree { to, text } => self.agree(*to, *text, day),
            Change::TakeBack(from) => self.take_back(*from),
            Change::KeepFor(time) if self.may_keep(Consent::Answers) => self.keep_for = *time,
            Change::Remind { .. }
            | Change::RemindOff
            | Change::Snooze { .. }
            | Change::Heard
            | Change::Told
            | Change::Sent
            | Change::NotSent(_)
            | Change::Unsent => self.remind(change),
            _ if self.may_keep(Consent::Progress) => self.progress(change, day),
            _ => {}
        }
    }

    fn remind(&mut self, change: &Change) {
        // With a yes to an older text nothing new begins, but what is there can be ended.
        let begins = matches!(change, Change::Remind { .. } | Change::Snooze { .. });
        if begins && !self.may_keep(Consent::Reminders) {
            return;
        }
        match (change, &mut self.reminder) {
            (Change::Remind { address, plan, now }, reminder) => {
                let former = reminder.take();
                let new = Reminder::new(address.clone(), plan.clone(), *now);
                *reminder = Some(new.after(former.as_ref(), *now));
            }
            (change, Some(reminder)) => reminder.apply(change),
            (_, None) => {}
        }
    }

    /// When a reminder is due.
    pub fn due(&self) -> Option<Minute> {
        // After its text changed none is sent until the member agrees again.
        let reminder = self.reminder.as_ref();
        reminder
            .filter(|_reminder| self.may_keep(Consent::Reminders))?
            .due()
    }

    /// Notes where an answer was given.
    pub fn note_latest(&mut self, id: AnswerId, answer: &Answer) {
        self.latest.retain(|latest| latest.id != id);
        if self.latest.len() >= LATEST_MAX {
            self.latest.remove(0);
        }
        self.latest.push(Latest {
            id,
            theme: answer.theme,
            node: answer.node,
            mark: answer.mark,
        });
    }

    /// The answer that was given at the same point of the same way.
    pub fn again(&self, answer: &Answer) -> Option<AnswerId> {
        let at = (answer.theme, answer.node, answer.mark);
        let mut known = self.latest.iter().rev();
        let found = known.find(|known| (known.theme, known.node, known.mark) == at);
        found.map(|known| known.id)
    }

    /// Takes out the answer that was given at a point of a way.
    pub fn take_latest(&mut self, theme: u16, node: u16, mark: u64) -> Option<AnswerId> {
        let at = self
            .latest
            .iter()
            .rposition(|known| (known.theme, known.node, known.mark) == (theme, node, mark))?;
        Some(self.latest.remove(at).id)
    }

    /// A yes to the text that is shown today; a yes to another one is none.
    fn agree(&mut self, to: Consent, text: u16, day: Day) {
        if text == to.text() {
            self.agreed.set(to, Some(Yes { text, day }));
        }
    }

    /// Takes a yes back, and with it what it covered.
    fn take_back(&mut self, from: Consent) {
        self.agreed.set(from, None);
        match from {
            Consent::Progress => self.progress = Progress::default(),
            Consent::Answers => {
                self.keep_for = KeepFor::default();
                self.latest.clear();
            }
            Consent::Reminders => self.reminder = None,
        }
    }

    fn progress(&mut self, change: &Change, day: Day) {
        let progress = &mut self.progress;
        match change {
            Change::Stand { token } => {
                let token = token.clone();
                progress.place = Some(Place { token, day });
            }
            Change::Leave => progress.place = None,
            Change::Begin { pack, theme } => progress.trail_mut(pack).begin(*theme, day),
            Change::Finish { pack, theme, run } => progress.trail_mut(pack).finish(*theme, *run),
            Change::Unfinish { pack, theme, mark } => {
                progress.trail_mut(pack).unfinish(*theme, *mark);
            }
            Change::See { pack, theme, node } => progress.trail_mut(pack).see(*theme, *node),
            Change::Unsee { pack, theme } => progress.trail_mut(pack).unsee(*theme),
            _ => {}
        }
    }
}
