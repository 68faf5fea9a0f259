//! What follows when a connection was given up. Pure.

use std::time::Duration;

use crate::discord::gateway::advice;
use crate::discord::gateway::watch::Cause;
use crate::discord::gateway::{End, Times};

/// Connections in a row that may come to nothing.
const FAILED_MAX: u32 = 3;

/// How a connection went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attempt {
    /// Whether READY came.
    pub(super) ready: bool,
    /// Whether a session may have been started.
    pub(super) identified: bool,
    /// Why it was given up.
    pub(super) cause: Cause,
    /// How many shards Discord asked for before.
    pub(super) shards: u32,
}

impl Attempt {
    /// Discord took the request for a session and closed the connection.
    fn closed(self) -> bool {
        self.identified && matches!(self.cause, Cause::Lost | Cause::Stalled)
    }
}

/// What follows.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Another connection, after a pause.
    Again(Duration),
    /// The end.
    End(End),
}

/// Connections in a row that came to nothing.
#[derive(Debug, Default)]
pub(super) struct Attempts {
    failed: u32,
    closed: u32,
}

impl Attempts {
    /// Takes note of one that ended, and decides.
    pub(super) fn after(&mut self, attempt: Attempt, times: &Times) -> Next {
        if attempt.ready {
            *self = Self::default();
            return Next::Again(times.backoff);
        }
        self.failed += 1;
        self.closed += u32::from(attempt.closed());
        if attempt.closed() && attempt.shards > 1 {
            return Next::End(End::Fatal {
                advice: advice::shards(attempt.shards),
            });
        }
        if self.failed < FAILED_MAX {
            return Next::Again(times.backoff * 2_u32.pow(self.failed));
        }
        Next::End(if self.closed == self.failed {
            End::Fatal {
                advice: advice::closed_again(self.failed, attempt.shards),
            }
        } else {
            End::GiveUp {
                advice: advice::no_session(self.failed),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Attempt, Attempts, Cause, End, Next, Times};

    const CLOSED: Attempt = Attempt {
        ready: false,
        identified: true,
        cause: Cause::Lost,
        shards: 1,
    };
    const HUNG: Attempt = Attempt {
        cause: Cause::Stuck,
        identified: false,
        ..CLOSED
    };
    const READY: Attempt = Attempt {
        ready: true,
        ..CLOSED
    };

    /// What follows each attempt: again, fatal or given up.
    fn course(attempts: &[Attempt]) -> String {
        let mut course = Attempts::default();
        let letter = |attempt: &Attempt| match course.after(*attempt, &Times::default()) {
            Next::Again(_) => 'a',
            Next::End(End::Fatal { .. }) => 'f',
            Next::End(End::GiveUp { .. }) => 'g',
            Next::End(End::Stopped) => 's',
        };
        attempts.iter().map(letter).collect()
    }

    #[test]
    fn three_sessions_that_are_refused_are_the_end() {
        assert_eq!(course(&[CLOSED, CLOSED, CLOSED]), "aaf");
        assert_eq!(course(&[CLOSED, HUNG, CLOSED]), "aag");
        assert_eq!(course(&[HUNG, HUNG, HUNG]), "aag");
        assert_eq!(
            course(&[CLOSED, CLOSED, READY, CLOSED, CLOSED, CLOSED]),
            "aaaaaf"
        );
        assert_eq!(course(&[READY; 9]), "aaaaaaaaa");
        assert_eq!(
            course(&[Attempt {
                shards: 2,
                ..CLOSED
            }]),
            "f"
        );
    }
}
