//! The gate in front of the library's connections: it may go on with a session, and never start a second one by itself.
//!
//! The library reads the gateway's address from a lock before each connection. This gate keeps that lock closed and opens it only
//! while the library's record of the connection stands: whoever waits then is the connection itself, which resumes. To start a
//! new session the library first removes the record, and finds the lock closed. Everything here happens on the library's own
//! single thread without a pause between the look and the opening, so nothing can slip through.
//!
//! This is also why a resumed session can use the address that READY gave for it, which the library ignores: behind this gate
//! every connection after the first is a resumption, and there is no address to put back.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Mutex, OwnedMutexGuard};

/// Resumptions at full speed within [`WINDOW`].
const FREE: usize = 5;
/// How long they count.
const WINDOW: Duration = Duration::from_mins(1);
/// Between two resumptions after that: the library itself would not wait.
const SPACING: Duration = Duration::from_secs(5);

/// Holds the lock.
pub(super) struct Gate {
    address: Arc<Mutex<String>>,
    closed: Option<OwnedMutexGuard<String>>,
    opened: VecDeque<Instant>,
}

impl Gate {
    /// Takes the lock's place; still open, for the first connection.
    pub(super) fn new(address: Arc<Mutex<String>>) -> Self {
        Self {
            address,
            closed: None,
            opened: VecDeque::new(),
        }
    }

    /// Closes the gate, if it is not.
    pub(super) fn close(&mut self) {
        if self.closed.is_none() {
            self.closed = Arc::clone(&self.address).try_lock_owned().ok();
        }
    }

    /// Lets the connection through if it waits, and says whether it did.
    pub(super) fn let_through(&mut self, resume_address: Option<&str>, now: Instant) -> bool {
        if self.too_soon(now) {
            return false;
        }
        let Some(mut address) = self.closed.take() else {
            return false;
        };
        if let Some(resume_address) = resume_address {
            resume_address.clone_into(&mut address);
        }
        drop(address);
        // A lock that is let go belongs to whoever waits for it.
        self.close();
        let waited = self.closed.is_none();
        if waited {
            self.opened.push_back(now);
        }
        waited
    }

    fn too_soon(&mut self, now: Instant) -> bool {
        while self.opened.front().is_some_and(|at| *at + WINDOW <= now) {
            self.opened.pop_front();
        }
        let last = self.opened.back().copied();
        self.opened.len() >= FREE && last.is_some_and(|at| at + SPACING > now)
    }
}

#[cfg(test)]
mod tests {
    use super::{Arc, Duration, FREE, Gate, Instant, Mutex};

    #[tokio::test]
    async fn only_who_is_let_through_reads_the_address() {
        let address = Arc::new(Mutex::new("first".to_owned()));
        let mut gate = Gate::new(Arc::clone(&address));
        gate.close();
        assert!(
            !gate.let_through(Some("second"), Instant::now()),
            "nobody waits"
        );
        let waiting = tokio::spawn(async move { address.lock().await.clone() });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        assert!(gate.let_through(Some("third"), Instant::now()));
        assert_eq!(waiting.await.unwrap(), "third");
    }

    #[tokio::test]
    async fn resumptions_without_end_slow_down() {
        let address = Arc::new(Mutex::new(String::new()));
        let mut gate = Gate::new(Arc::clone(&address));
        let start = Instant::now();
        let mut through = 0;
        for tenth in 0..300 {
            gate.close();
            let address = Arc::clone(&address);
            let waiting = tokio::spawn(async move { drop(address.lock().await) });
            tokio::task::yield_now().await;
            through +=
                usize::from(gate.let_through(None, start + Duration::from_millis(100 * tenth)));
            waiting.abort();
            tokio::task::yield_now().await;
        }
        assert_eq!(through, FREE + 5);
    }
}
