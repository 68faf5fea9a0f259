//! What members said in a talk, held in memory for its closing summary and nowhere else.
//!
//! *Invariant:* nothing here is written anywhere. Words are held for at most [`HOURS_MAX`] hours and within [`BYTES_MAX`]
//! bytes a member; what goes first is the oldest. The clock comes in with every call.

use std::collections::{HashMap, VecDeque};
use std::fmt;

/// How long words are held, in hours.
pub const HOURS_MAX: u64 = 24;

/// How many bytes are held for one member.
pub const BYTES_MAX: usize = 32 * 1024;

/// How many bytes are held for all members together.
pub const BYTES_MAX_ALL: usize = 8 * 1024 * 1024;

/// Bytes that an entry and a member take besides their texts.
const ENTRY_BYTES: usize = 64;

/// Seconds on the caller's clock.
pub type Seconds = u64;

/// One thing that was given at a question.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// The theme's number in tokens.
    pub theme: u16,
    /// The node's number in tokens, within its theme.
    pub node: u16,
    /// A mark of the talk before the answer: pressed twice, or anew on an older message, it is the same answer given again.
    pub before: u64,
    /// What was given.
    pub given: Box<str>,
    /// Whether these are own words rather than a choice.
    pub own: bool,
    /// When, on the caller's clock.
    pub at: Seconds,
}

impl Entry {
    /// Bytes that the entry counts for.
    fn size(&self) -> usize {
        self.given.len() + ENTRY_BYTES
    }

    /// Whether it answers the same question at the same point of the same way.
    fn is_again(&self, other: &Self) -> bool {
        (self.theme, self.node, self.before) == (other.theme, other.node, other.before)
    }
}

impl fmt::Debug for Entry {
    /// Shows no words: what members said does not belong into logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("theme", &self.theme)
            .field("node", &self.node)
            .finish_non_exhaustive()
    }
}

/// The entries of all members, by a key that the platform gives.
#[derive(Default)]
pub struct Notebook {
    members: HashMap<String, VecDeque<Entry>>,
    bytes: usize,
}

impl fmt::Debug for Notebook {
    /// Shows counts only: what members said does not belong into logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notebook")
            .field("members", &self.members.len())
            .field("bytes", &self.bytes)
            .finish()
    }
}

impl Notebook {
    /// Holds an entry in the place of the same answer given before; the oldest make room.
    pub fn hold(&mut self, member: &str, entry: Entry) {
        self.expire_of(member, entry.at);
        if !self.members.contains_key(member) {
            self.members.insert(member.to_owned(), VecDeque::new());
            self.bytes += member.len() + ENTRY_BYTES;
        }
        let Some(entries) = self.members.get_mut(member) else {
            return;
        };
        if let Some(at) = entries.iter().position(|old| old.is_again(&entry))
            && let Some(gone) = entries.remove(at)
        {
            self.bytes -= gone.size();
        }
        self.bytes += entry.size();
        entries.push_back(entry);
        let mut own: usize = entries.iter().map(Entry::size).sum();
        while own > BYTES_MAX {
            let Some(gone) = entries.pop_front() else {
                break;
            };
            own -= gone.size();
            self.bytes -= gone.size();
        }
        if self.bytes > BYTES_MAX_ALL {
            self.make_room();
        }
    }

    /// Forgets the quarter of the members who gave something the longest ago; so many at once that it is seldom done.
    fn make_room(&mut self) {
        let last = |entries: &VecDeque<Entry>| entries.back().map_or(0, |entry| entry.at);
        let mut times: Vec<(Seconds, String)> = self
            .members
            .iter()
            .map(|(member, entries)| (last(entries), member.clone()))
            .collect();
        times.sort_unstable();
        let quarter = times.len().div_ceil(4);
        for (_, member) in times.into_iter().take(quarter) {
            self.forget(&member);
        }
    }

    /// Takes back the last thing given at a node.
    pub fn take_back(&mut self, member: &str, theme: u16, node: u16) {
        let Some(entries) = self.members.get_mut(member) else {
            return;
        };
        let at = entries
            .iter()
            .rposition(|entry| (entry.theme, entry.node) == (theme, node));
        if let Some(entry) = at.and_then(|at| entries.remove(at)) {
            self.bytes -= entry.size();
        }
    }

    /// Forgets what was given in one theme: it begins anew.
    pub fn begin(&mut self, member: &str, theme: u16) {
        self.keep_of(member, |entry| entry.theme != theme);
    }

    /// What is still held for a member in a theme, oldest first.
    pub fn entries(&self, member: &str, theme: u16, now: Seconds) -> Vec<Entry> {
        let entries = self.members.get(member).into_iter().flatten();
        entries
            .filter(|entry| entry.theme == theme && !is_old(entry, now))
            .cloned()
            .collect()
    }

    /// Everything that is still held for a member, oldest first.
    pub fn all(&self, member: &str, now: Seconds) -> Vec<&str> {
        let entries = self.members.get(member).into_iter().flatten();
        entries
            .filter(|entry| !is_old(entry, now))
            .map(|entry| &*entry.given)
            .collect()
    }

    /// Forgets a member.
    pub fn forget(&mut self, member: &str) {
        if let Some(gone) = self.members.remove(member) {
            self.bytes -= gone.iter().map(Entry::size).sum::<usize>();
            self.bytes -= member.len() + ENTRY_BYTES;
        }
    }

    /// Forgets what is too old of one member; cheap enough for every line that comes in.
    pub fn expire_of(&mut self, member: &str, now: Seconds) {
        self.keep_of(member, |entry| !is_old(entry, now));
    }

    /// Forgets what is too old of everybody; a platform's clock calls this now and then.
    pub fn expire(&mut self, now: Seconds) {
        let with_old = |entries: &VecDeque<Entry>| entries.iter().any(|entry| is_old(entry, now));
        let members: Vec<String> = self
            .members
            .iter()
            .filter(|(_, entries)| entries.is_empty() || with_old(entries))
            .map(|(member, _)| member.clone())
            .collect();
        for member in members {
            self.expire_of(&member, now);
        }
    }

    /// Keeps only some entries of a member, and the member only with entries.
    fn keep_of(&mut self, member: &str, keep: impl Fn(&Entry) -> bool) {
        let Some(entries) = self.members.get_mut(member) else {
            return;
        };
        let mut freed = 0;
        entries.retain(|entry| {
            let stays = keep(entry);
            freed += if stays { 0 } else { entry.size() };
            stays
        });
        let is_empty = entries.is_empty();
        self.bytes -= freed;
        if is_empty {
            self.forget(member);
        }
    }
}

/// Whether an entry was held long enough.
fn is_old(entry: &Entry, now: Seconds) -> bool {
    entry.at < now.saturating_sub(HOURS_MAX * 3600)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAME: u16 = 7;

    fn entry(given: &str, at: Seconds) -> Entry {
        Entry {
            theme: SHAME,
            node: 1,
            before: at,
            given: given.into(),
            own: true,
            at,
        }
    }

    #[test]
    fn words_are_held_for_a_day_and_not_longer() {
        let mut book = Notebook::default();
        book.hold("a", entry("first", 0));
        book.hold("a", entry("second", 80_000));
        assert_eq!(book.entries("a", SHAME, 86_400).len(), 2);
        let left = book.entries("a", SHAME, 86_401);
        assert_eq!(left.len(), 1);
        assert_eq!(&*left[0].given, "second");
        book.expire(400_000);
        assert_eq!(book.entries("a", SHAME, 80_000).len(), 0);
        assert_eq!(book.bytes, 0);
    }

    #[test]
    fn the_oldest_words_make_room() {
        let mut book = Notebook::default();
        for at in 0..20 {
            book.hold("a", entry(&"x".repeat(4_000), at));
        }
        let held = book.entries("a", SHAME, 20);
        assert!(held.len() < 20 && held.len() >= 7, "{}", held.len());
        assert!(book.bytes <= BYTES_MAX + ENTRY_BYTES + 1);
        assert_eq!(held.last().map(|entry| entry.at), Some(19));
    }

    #[test]
    fn the_members_who_were_quiet_longest_make_room() {
        let mut book = Notebook::default();
        for at in 0..3_000 {
            book.hold(&format!("m{at}"), entry(&"x".repeat(4_000), at));
        }
        assert!(book.bytes <= BYTES_MAX_ALL);
        assert!(book.entries("m0", SHAME, 3_000).is_empty());
        assert_eq!(book.entries("m2999", SHAME, 3_000).len(), 1);
    }

    #[test]
    fn a_taken_back_answer_and_a_new_beginning_are_forgotten() {
        let mut book = Notebook::default();
        book.hold("a", entry("first", 0));
        book.hold("a", entry("second", 1));
        book.take_back("a", SHAME, 1);
        assert_eq!(&*book.entries("a", SHAME, 2)[0].given, "first");
        book.begin("a", SHAME);
        assert!(book.entries("a", SHAME, 2).is_empty());
        assert!(!format!("{book:?}").contains("first"));
        assert_eq!(book.bytes, 0);
    }

    #[test]
    fn the_same_answer_given_twice_is_held_once() {
        let mut book = Notebook::default();
        book.hold("a", entry("first", 0));
        book.hold(
            "a",
            Entry {
                at: 5,
                ..entry("changed my mind", 0)
            },
        );
        let held = book.entries("a", SHAME, 6);
        assert_eq!(held.len(), 1);
        assert_eq!(&*held[0].given, "changed my mind");
        assert!(!format!("{held:?}").contains("mind"));
    }
}
