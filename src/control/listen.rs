//! The listening side: takes jobs one line each, hands them to the handler, and writes its answer back.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::Semaphore;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{sleep, timeout};

use crate::control::job::{self, LINE_BYTES_MAX};
use crate::control::socket::{self, Socket};
use crate::control::{Answer, Fault, Job};

/// Clients that are heard at once; the others wait in the system's queue.
pub(super) const CLIENTS_MAX: usize = 8;
/// For a client to write its line, and again to take the answer.
const CLIENT_LIMIT: Duration = Duration::from_secs(5);
/// After the system had no connection to give, which it then may not have for a while.
const PAUSE: Duration = Duration::from_secs(1);

/// Takes jobs for a data folder until it is dropped; the socket goes with it, and so do jobs that are under way.
///
/// It is dropped before the folder is given back, since it takes the socket away.
#[derive(Debug)]
pub struct Control {
    listening: AbortHandle,
    _socket: Socket,
}

impl Drop for Control {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Control {
    /// Listens in a data folder that the caller owns, and hands every job to `handler`. It must be called inside a runtime.
    ///
    /// What a handler answers is shown to whoever asked; it has no time limit of its own.
    pub fn listen<H, F>(dir: &Path, handler: H) -> Result<Self, Fault>
    where
        H: Fn(Job) -> F + Send + Sync + 'static,
        F: Future<Output = Answer> + Send + 'static,
    {
        Self::listen_within(CLIENT_LIMIT, dir, handler)
    }

    /// The same with another limit for slow clients.
    pub(super) fn listen_within<H, F>(
        limit: Duration,
        dir: &Path,
        handler: H,
    ) -> Result<Self, Fault>
    where
        H: Fn(Job) -> F + Send + Sync + 'static,
        F: Future<Output = Answer> + Send + 'static,
    {
        let (listener, socket) = socket::make(dir)?;
        let listener = UnixListener::from_std(listener).map_err(socket::refused(dir))?;
        let listening = tokio::spawn(accept(listener, limit, Arc::new(handler)));
        Ok(Self {
            listening: listening.abort_handle(),
            _socket: socket,
        })
    }
}

/// Hears clients for good. The tasks of all of them end with this one.
async fn accept<H, F>(listener: UnixListener, limit: Duration, handler: Arc<H>)
where
    H: Fn(Job) -> F + Send + Sync + 'static,
    F: Future<Output = Answer> + Send + 'static,
{
    let seats = Arc::new(Semaphore::new(CLIENTS_MAX));
    let mut clients = JoinSet::new();
    while let Ok(seat) = Arc::clone(&seats).acquire_owned().await {
        while clients.try_join_next().is_some() {}
        let Ok((client, _)) = listener.accept().await else {
            tracing::warn!("no job of another command can be taken right now");
            sleep(PAUSE).await;
            continue;
        };
        let handler = Arc::clone(&handler);
        clients.spawn(async move {
            serve(client, limit, handler.as_ref()).await;
            drop(seat);
        });
    }
}

/// One client: its line, the job, the answer. A client that goes away is no reason to leave a job half done.
async fn serve<H, F>(mut client: UnixStream, limit: Duration, handler: &H)
where
    H: Fn(Job) -> F,
    F: Future<Output = Answer>,
{
    let heard = timeout(limit, hear(&mut client)).await;
    let answer = match heard {
        Ok(Ok(job)) => handler(job).await,
        Ok(Err(refusal)) => Answer::Failed(refusal.to_owned()),
        Err(_elapsed) => Answer::Failed("no job came in time; ask again".to_owned()),
    };
    let line = job::write(&answer).or_else(|| job::write(&answer.shortened()));
    // Who does not take the answer has gone or is too slow, and learns nothing more.
    let _unheard = timeout(limit, client.write_all(&line.unwrap_or_default())).await;
}

/// The job in a client's line, or why there is none.
async fn hear(client: &mut UnixStream) -> Result<Job, &'static str> {
    let mut line = Vec::new();
    let mut reader = BufReader::new(client.take(LINE_BYTES_MAX as u64));
    // A connection that breaks leaves a line that is not whole.
    let _read = reader.read_until(b'\n', &mut line).await;
    if line.last() != Some(&b'\n') {
        return Err(match line.len() {
            LINE_BYTES_MAX => "the job is longer than a line may be; ask with this program",
            _ => "the job is not a whole line; ask with this program",
        });
    }
    job::read(&line).ok_or("this is not a job; ask with a program of the same version")
}
