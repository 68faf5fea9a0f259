//! Why no job could be handed over, or none be taken.

use std::io;
use std::path::PathBuf;

/// Why no job could be handed over, or none be taken.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// No process listens there: the caller may take the lock on the data folder and do the job itself.
    #[error("nobody takes jobs at `{}`; start the bot, or take the data folder", .0.display())]
    Nobody(PathBuf),
    /// The system has no room for the path of the socket.
    #[error("the path of the socket `{}` is too long for the system ({bytes} bytes); choose a data folder with a shorter path, such as a relative one", path.display())]
    TooLong {
        /// The socket's path.
        path: PathBuf,
        /// Its length.
        bytes: usize,
    },
    /// Something stands there that is no socket.
    #[error("`{}` is not a socket (a link, a file or a folder); take it away", .0.display())]
    NotASocket(PathBuf),
    /// The system refuses.
    #[error("the socket `{}` cannot be used ({cause}); check who owns the data folder, and run the command as that user", path.display())]
    Refused {
        /// The socket's path.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The job does not fit into a line.
    #[error("the job is too long to be handed over; check what stands behind `--user`")]
    JobTooLong,
    /// The other process took the job and did not answer in time.
    #[error(
        "the process that owns the data did not answer in time; whether the job is done is unknown, ask again"
    )]
    Late,
    /// The other process ended before it answered.
    #[error(
        "the process that owns the data ended before it answered; whether the job is done is unknown, ask again"
    )]
    Cut,
    /// The answer is not one of this version.
    #[error(
        "the process that owns the data answers in words that this version does not know; let both be of one version"
    )]
    Unreadable,
}
