//! The gateway connection: serenity, kept in a place where it can do no harm.
//!
//! serenity connects, resumes, beats and decodes; whether and when a session may be started is decided here. Before each one
//! Discord is asked where the gateway is and how many starts are left, and the start is counted on disk: at most 100 a day,
//! whatever fails. A connection that hangs, spins or falls silent is given up together with its thread.
//!
//! ```text
//! supervise --asks--> rest          one connection after the other, until told to stop
//!     |  ^---decides--- attempts, watch, budget                             pure
//!     v
//!   link, library: a thread, serenity in it --events, in order--> the caller
//!     ^---looks--- pulse (pure), gate (lets serenity resume, never start anew)
//! ```
//!
//! *Invariant:* one connection starts at most one session, and every start was counted before.

mod advice;
mod attempts;
mod budget;
mod budget_file;
mod gate;
mod library;
mod link;
mod pulse;
mod supervise;
mod watch;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serenity::model::event::Event;
use tokio::sync::watch as channel;

use crate::discord::gateway::supervise::Supervisor;
use crate::discord::rest::Rest;

/// Gets every event in the order of the gateway, on the gateway's thread. It must be quick: it may put things into a queue and
/// nothing else. What the library cannot decode comes as [`Event::Unknown`].
pub type OnEvent = Arc<dyn Fn(Event) + Send + Sync>;

/// What the connection needs to know.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The API: scheme, host and port.
    pub api_base: String,
    /// The bot token.
    pub token: SecretString,
    /// Where the number of started sessions is kept.
    pub data_dir: PathBuf,
    /// How long things may take.
    pub times: Times,
}

/// How long things may take.
#[derive(Clone, Debug)]
pub struct Times {
    /// For a connection to come up or to be resumed.
    pub stage: Duration,
    /// For the gateway's thread to show that it is alive.
    pub stall: Duration,
    /// Between two heartbeats, until it is learnt from them. Two and a half of these without an answer are the end.
    pub interval: Duration,
    /// Before the next connection; doubled for each one that came to nothing.
    pub backoff: Duration,
}

impl Default for Times {
    fn default() -> Self {
        Self {
            stage: Duration::from_secs(30),
            stall: Duration::from_secs(3),
            interval: Duration::from_millis(41_250),
            backoff: Duration::from_secs(1),
        }
    }
}

/// How the connection ended for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It was told to.
    Stopped,
    /// Trying again would not help before somebody has done something.
    Fatal {
        /// What happened and what to do.
        advice: String,
    },
    /// Trying again later may help: leave with status 75, so that a supervisor starts the bot anew.
    GiveUp {
        /// What happened and what to do.
        advice: String,
    },
}

/// A connection that is kept up.
pub struct Gateway {
    stop: channel::Sender<bool>,
    ended: channel::Receiver<Option<End>>,
}

impl Gateway {
    /// Starts connecting. Needs a tokio runtime; serenity gets one of its own.
    pub fn start(settings: Settings, rest: Rest, on_event: OnEvent) -> Self {
        let (stop, stopped) = channel::channel(false);
        let (end, ended) = channel::channel(None);
        let supervisor = Supervisor::new(settings, rest, on_event);
        tokio::spawn(async move {
            let reached = supervisor.run(stopped).await;
            end.send_replace(Some(reached));
        });
        Self { stop, ended }
    }

    /// Waits for the end.
    pub async fn ended(&self) -> End {
        let mut ended = self.ended.clone();
        let end = ended.wait_for(Option::is_some).await;
        end.ok().and_then(|end| end.clone()).unwrap_or(End::Stopped)
    }

    /// Ends the connection with a goodbye, and waits no longer than `limit` for that.
    pub async fn stop(&self, limit: Duration) {
        self.stop.send_replace(true);
        if tokio::time::timeout(limit, self.ended()).await.is_err() {
            tracing::warn!("the connection to discord did not end in time");
        }
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway").finish_non_exhaustive()
    }
}
