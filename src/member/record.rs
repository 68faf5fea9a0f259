//! Everything kept about a member but the answers, which stand one by one.

use serde::{Deserialize, Serialize};

use crate::member::answer::KeepFor;
use crate::member::change::Change;
use crate::member::consent::{Agreed, Consent, Yes};
use crate::member::day::Day;
use crate::member::progress::{Place, Progress};

/// What is kept about a member.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Record {
    /// What was agreed to.
    pub agreed: Agreed,
    /// With a yes to progress.
    pub progress: Progress,
    /// How long answers are kept.
    pub keep_for: KeepFor,
}

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
            _ if self.may_keep(Consent::Progress) => self.progress(change, day),
            _ => {}
        }
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
            Consent::Answers => self.keep_for = KeepFor::default(),
            Consent::Reminders => {}
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
