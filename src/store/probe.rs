//! The points of a group commit at which a test can look, or end the program.

use std::fmt;
use std::sync::Arc;

/// A point on the way of what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// A group of jobs was taken from the queue.
    Taken,
    /// The keys that it needs are written and not yet committed.
    KeysWritten,
    /// The keys are committed.
    KeysCommitted,
    /// One job of the group is worked out.
    Worked,
    /// All are, and not yet committed.
    Written,
    /// The group is committed.
    Committed,
    /// What was to be erased is erased, also from the logs.
    Erased,
    /// The first of the waiting ones were told.
    Told,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::Taken,
        Self::KeysWritten,
        Self::KeysCommitted,
        Self::Worked,
        Self::Written,
        Self::Committed,
        Self::Erased,
        Self::Told,
    ];
}

/// Something that is called at every [`Stage`]; nothing in a running bot.
#[derive(Clone, Default)]
pub struct Probe(Option<Arc<dyn Fn(Stage) + Send + Sync>>);

impl Probe {
    /// Calls a function.
    pub fn new(probe: impl Fn(Stage) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(probe)))
    }

    pub(crate) fn at(&self, stage: Stage) {
        if let Some(probe) = &self.0 {
            probe(stage);
        }
    }
}

impl fmt::Debug for Probe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Probe")
    }
}
