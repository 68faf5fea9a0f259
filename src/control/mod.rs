//! Jobs that another command hands to the process that owns the data, over a socket in the data folder.
//!
//! One line of JSON each way: `{"forget":{"platform":"discord","user":"123"}}` is answered with `{"done":"…"}` or
//! `{"failed":"…"}`. The asking side is blocking and needs nothing of the running side but the folder.
//!
//! **Invariant: nobody but the data's own user is heard, and no id of a member reaches an error or a log.** The socket has mode
//! 0600, so the system lets only that user and the administrator connect; both may read the data as it is. No link is followed.

mod ask;
mod fault;
mod job;
mod listen;
mod socket;

#[cfg(test)]
mod tests;

pub use ask::ask;
pub use fault::Fault;
pub use job::{Answer, Job};
pub use listen::Control;
