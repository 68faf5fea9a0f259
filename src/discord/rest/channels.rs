//! Channels for direct messages that were opened before.

use std::collections::{HashMap, VecDeque};

/// How many are remembered; then the oldest are forgotten.
const REMEMBERED: usize = 10_000;

/// Channels by member.
#[derive(Debug, Default)]
pub(super) struct Channels {
    by_user: HashMap<u64, u64>,
    order: VecDeque<u64>,
}

impl Channels {
    /// The channel opened with a member.
    pub(super) fn get(&self, user: u64) -> Option<u64> {
        self.by_user.get(&user).copied()
    }

    /// Forgets a channel that is gone.
    pub(super) fn remove(&mut self, user: u64) {
        self.by_user.remove(&user);
    }

    /// Remembers a channel.
    pub(super) fn put(&mut self, user: u64, channel: u64) {
        if self.by_user.insert(user, channel).is_none() {
            self.order.push_back(user);
        }
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.by_user.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Channels, REMEMBERED};

    #[test]
    fn the_oldest_are_forgotten() {
        let mut channels = Channels::default();
        for user in 0..=REMEMBERED as u64 {
            channels.put(user, user + 1);
        }
        assert_eq!(channels.get(0), None);
        assert_eq!(channels.get(1), Some(2));
        assert_eq!(channels.by_user.len(), REMEMBERED);
    }
}
