//! What members said in a talk, held in memory for its closing summary and nowhere else.
//!
//! *Invariant:* nothing here is written anywhere. Words are held for at most [`HOURS_MAX`] hours and within [`BYTES_MAX`]
//! bytes a member; what goes first is the oldest. The clock comes in with every call.

use std::collections::{HashMap, VecDeque};

/// How long words are held, in hours.
pub const HOURS_MAX: u64 = 24;

/// How many bytes are held for one member.
pub const BYTES_MAX: usize = 32 * 1024;

/// How many bytes are held for all members together.
pub const BYTES_MAX_ALL: usize = 64 * 1024 * 1024;

/// Seconds on the caller's clock.
pub type Seconds = u64;

/// One thing that was given at a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The theme's id.
    pub theme: String,
    /// The node's id.
    pub node: String,
    /// What was asked, in short.
    pub asked: String,
    /// What was given.
    pub given: String,
    /// Whether these are own words rather than a choice.
    pub own: bool,
    /// When, on the caller's clock.
    pub at: Seconds,
}

impl Entry {
    /// Bytes that the entry counts for.
    fn size(&self) -> usize {
        self.theme.len() + self.node.len() + self.asked.len() + self.given.len() + 64
    }
}

/// The entries of all members, by a key that the platform gives.
#[derive(Default)]
pub struct Notebook {
    members: HashMap<String, VecDeque<Entry>>,
    bytes: usize,
}

impl std::fmt::Debug for Notebook {
    /// Shows counts only: what members said does not belong into logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Notebook")
            .field("members", &self.members.len())
            .field("bytes", &self.bytes)
            .finish()
    }
}

impl Notebook {
    /// Holds an entry; the member's oldest make room.
    pub fn hold(&mut self, member: &str, entry: Entry) {
        self.expire(entry.at);
        self.bytes += entry.size();
        let entries = self.members.entry(member.to_owned()).or_default();
        entries.push_back(entry);
        let mut own: usize = entries.iter().map(Entry::size).sum();
        while own > BYTES_MAX {
            let Some(gone) = entries.pop_front() else {
                break;
            };
            own -= gone.size();
            self.bytes -= gone.size();
        }
        while self.bytes > BYTES_MAX_ALL {
            self.drop_oldest();
        }
    }

    /// Forgets the member whose last entry is the oldest.
    fn drop_oldest(&mut self) {
        let last = |entries: &VecDeque<Entry>| entries.back().map_or(0, |entry| entry.at);
        let oldest = self.members.iter().min_by_key(|(_, entries)| last(entries));
        let Some(member) = oldest.map(|(member, _)| member.clone()) else {
            self.bytes = 0;
            return;
        };
        self.forget(&member);
    }

    /// Takes back the last thing given at a node.
    pub fn take_back(&mut self, member: &str, node: &str) {
        let Some(entries) = self.members.get_mut(member) else {
            return;
        };
        let at = entries.iter().rposition(|entry| entry.node == node);
        if let Some(entry) = at.and_then(|at| entries.remove(at)) {
            self.bytes -= entry.size();
        }
    }

    /// Forgets what was given in one theme: it begins anew.
    pub fn begin(&mut self, member: &str, theme: &str) {
        let Some(entries) = self.members.get_mut(member) else {
            return;
        };
        let before: usize = entries.iter().map(Entry::size).sum();
        entries.retain(|entry| entry.theme != theme);
        let after: usize = entries.iter().map(Entry::size).sum();
        self.bytes -= before - after;
    }

    /// What is held for a member in a theme, oldest first.
    pub fn entries(&mut self, member: &str, theme: &str, now: Seconds) -> Vec<Entry> {
        self.expire(now);
        let entries = self.members.get(member).into_iter().flatten();
        entries
            .filter(|entry| entry.theme == theme)
            .cloned()
            .collect()
    }

    /// Forgets a member.
    pub fn forget(&mut self, member: &str) {
        let gone = self.members.remove(member).unwrap_or_default();
        self.bytes -= gone.iter().map(Entry::size).sum::<usize>();
    }

    /// Forgets what is too old; every line that comes in calls this, and so may a platform's clock.
    pub fn expire(&mut self, now: Seconds) {
        let first = now.saturating_sub(HOURS_MAX * 3600);
        let mut freed = 0;
        self.members.retain(|_, entries| {
            while entries.front().is_some_and(|entry| entry.at < first) {
                freed += entries.pop_front().map_or(0, |entry| entry.size());
            }
            !entries.is_empty()
        });
        self.bytes -= freed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(given: &str, at: Seconds) -> Entry {
        Entry {
            theme: "shame".to_owned(),
            node: "sh-a".to_owned(),
            asked: "What?".to_owned(),
            given: given.to_owned(),
            own: true,
            at,
        }
    }

    #[test]
    fn words_are_held_for_a_day_and_not_longer() {
        let mut book = Notebook::default();
        book.hold("a", entry("first", 0));
        book.hold("a", entry("second", 80_000));
        assert_eq!(book.entries("a", "shame", 86_400).len(), 2);
        let left = book.entries("a", "shame", 86_401);
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].given, "second");
        assert_eq!(book.entries("a", "shame", 400_000).len(), 0);
        assert_eq!(book.bytes, 0);
    }

    #[test]
    fn the_oldest_words_make_room() {
        let mut book = Notebook::default();
        for at in 0..20 {
            book.hold("a", entry(&"x".repeat(4_000), at));
        }
        let held = book.entries("a", "shame", 20);
        assert!(held.len() < 20 && held.len() >= 7, "{}", held.len());
        assert!(book.bytes <= BYTES_MAX);
        assert_eq!(held.last().map(|entry| entry.at), Some(19));
    }

    #[test]
    fn a_taken_back_answer_and_a_new_beginning_are_forgotten() {
        let mut book = Notebook::default();
        book.hold("a", entry("first", 0));
        book.hold("a", entry("second", 1));
        book.take_back("a", "sh-a");
        assert_eq!(book.entries("a", "shame", 2)[0].given, "first");
        book.begin("a", "shame");
        assert!(book.entries("a", "shame", 2).is_empty());
        assert!(!format!("{book:?}").contains("first"));
        assert_eq!(book.bytes, 0);
    }
}
