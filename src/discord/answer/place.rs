//! Where members stand in direct messages, in memory only: typed words carry no token.

use crate::discord::recent::{Recent, Seconds};
use crate::service::Visit;

/// How many members are remembered at least.
const MEMBERS: usize = 10_000;

/// How long a place is remembered at least, in seconds.
const SECS: Seconds = 24 * 3600;

/// Where one member stands.
#[derive(Debug, Clone, Default)]
struct Place {
    /// The talk's token.
    token: Box<str>,
    visit: Visit,
    /// The last message that the bot wrote, where that is known.
    last: Option<u64>,
}

/// Where members stand.
#[derive(Debug)]
pub(super) struct Places(Recent<u64, Place>);

impl Default for Places {
    fn default() -> Self {
        Self(Recent::new(MEMBERS, SECS))
    }
}

impl Places {
    /// The token of a member's talk.
    pub(super) fn token(&self, user: u64) -> Option<Box<str>> {
        let place = self.0.get(&user)?;
        (!place.token.is_empty()).then(|| place.token.clone())
    }

    /// What a member was asked last.
    pub(super) fn visit(&self, user: u64) -> Visit {
        self.0
            .get(&user)
            .map_or_else(Visit::default, |place| place.visit)
    }

    /// The bot's last message to a member.
    pub(super) fn last(&self, user: u64) -> Option<u64> {
        self.0.get(&user)?.last
    }

    /// Remembers what a member was asked.
    pub(super) fn visited(&mut self, user: u64, visit: Visit, now: Seconds) {
        if self.visit(user) != visit {
            let place = self.0.get(&user).cloned().unwrap_or_default();
            self.0.put(user, Place { visit, ..place }, now);
        }
    }

    /// Remembers a talk; the last one is the talk.
    pub(super) fn stands(&mut self, user: u64, token: &str, now: Seconds) {
        let place = self.0.get(&user).cloned().unwrap_or_default();
        let token = token.into();
        self.0.put(user, Place { token, ..place }, now);
    }

    /// Remembers the bot's last message; nothing where it is not known.
    pub(super) fn wrote(&mut self, user: u64, last: Option<u64>, now: Seconds) {
        let place = self.0.get(&user).cloned().unwrap_or_default();
        self.0.put(user, Place { last, ..place }, now);
    }

    /// Forgets a member.
    pub(super) fn forget(&mut self, user: u64) {
        self.0.remove(&user);
    }

    /// Forgets what is old.
    pub(super) fn tidy(&mut self, now: Seconds) {
        self.0.turn(now);
    }
}
