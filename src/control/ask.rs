//! The asking side: one job, one answer, and no longer than half a minute. It blocks.

use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::control::job::{self, LINE_BYTES_MAX};
use crate::control::{Answer, Fault, Job, socket};

/// From connecting to the answer.
const ASK_LIMIT: Duration = Duration::from_secs(30);

/// Hands a job to the process that owns a data folder and waits for its answer. [`Fault::Nobody`] says that there is none.
pub fn ask(dir: &Path, job: &Job) -> Result<Answer, Fault> {
    ask_within(ASK_LIMIT, dir, job)
}

/// The same with a limit of the caller's own.
pub(super) fn ask_within(limit: Duration, dir: &Path, job: &Job) -> Result<Answer, Fault> {
    let until = Instant::now() + limit;
    let line = job::write(job).ok_or(Fault::JobTooLong)?;
    let path = socket::find(dir)?;
    let mut stream = match UnixStream::connect(&path) {
        Ok(stream) => stream,
        // It was left by a process that was killed, or taken away just now.
        Err(error) if is_nobody(error.kind()) => return Err(Fault::Nobody(path)),
        Err(cause) => return Err(socket::refused(&path)(cause)),
    };
    let limited = stream.set_write_timeout(Some(limit));
    limited.map_err(socket::refused(&path))?;
    // Where the other side has closed already, its answer may say why.
    let _unsent = stream.write_all(&line);
    let answer = answer(&mut stream, until)?;
    job::read(&answer).ok_or(Fault::Unreadable)
}

fn is_nobody(kind: ErrorKind) -> bool {
    [ErrorKind::ConnectionRefused, ErrorKind::NotFound].contains(&kind)
}

/// Reads up to the end of the line, without waiting past `until` however slowly it comes.
fn answer(stream: &mut UnixStream, until: Instant) -> Result<Vec<u8>, Fault> {
    let mut line = Vec::new();
    let mut buffer = [0; 512];
    while line.last() != Some(&b'\n') {
        let left = until.saturating_duration_since(Instant::now());
        // A limit of zero is refused, and would mean none.
        if stream.set_read_timeout(Some(left)).is_err() {
            return Err(Fault::Late);
        }
        match stream.read(&mut buffer) {
            Ok(0) => return Err(Fault::Cut),
            Ok(read) => line.extend(buffer.iter().take(read)),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if [ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&error.kind()) => {
                return Err(Fault::Late);
            }
            Err(_broken) => return Err(Fault::Cut),
        }
        if line.len() > LINE_BYTES_MAX {
            return Err(Fault::Unreadable);
        }
    }
    Ok(line)
}
