//! A bounded memory of what was recent.

use std::collections::HashMap;
use std::hash::Hash;

/// Seconds on the caller's clock.
pub type Seconds = u64;

/// A map that forgets: what was put in is there for at least `secs` seconds and at most twice as long, as long as no more
/// than `room` things are put in meanwhile; then what is older than the last `room` goes first.
#[derive(Debug)]
pub struct Recent<K, V> {
    new: HashMap<K, V>,
    old: HashMap<K, V>,
    room: usize,
    secs: Seconds,
    turned: Seconds,
}

impl<K: Hash + Eq, V> Recent<K, V> {
    /// An empty one.
    pub fn new(room: usize, secs: Seconds) -> Self {
        Self {
            new: HashMap::new(),
            old: HashMap::new(),
            room,
            secs,
            turned: 0,
        }
    }

    /// Puts something in; true when it was not there.
    pub fn put(&mut self, key: K, value: V, now: Seconds) -> bool {
        self.turn(now);
        let was_old = self.old.remove(&key).is_some();
        self.new.insert(key, value).is_none() && !was_old
    }

    /// What is there.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.new.get(key).or_else(|| self.old.get(key))
    }

    /// Takes something out.
    pub fn remove(&mut self, key: &K) {
        self.new.remove(key);
        self.old.remove(key);
    }

    /// Forgets what is too old or too much.
    pub fn turn(&mut self, now: Seconds) {
        let age = now.saturating_sub(self.turned);
        if age < self.secs && self.new.len() < self.room {
            return;
        }
        self.old = std::mem::take(&mut self.new);
        if age >= 2 * self.secs {
            self.old.clear();
        }
        self.turned = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_recent_is_known_and_what_is_old_is_forgotten() {
        let mut seen = Recent::new(1000, 900);
        assert!(seen.put(1, (), 0));
        assert!(!seen.put(1, (), 899));
        assert!(!seen.put(1, (), 1000));
        assert!(seen.put(2, (), 1000));
        assert!(seen.put(3, (), 3000));
        assert!(seen.get(&1).is_none());
    }

    #[test]
    fn memory_is_bounded() {
        let mut seen = Recent::new(10, 900);
        for key in 0..1000 {
            assert!(seen.put(key, (), 1));
            assert!(seen.new.len() + seen.old.len() <= 20);
        }
        assert!(!seen.put(995, (), 1));
        assert!(seen.put(5, (), 1));
    }
}
