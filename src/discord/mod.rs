//! Discord: connects, receives, answers, draws. It decides nothing that another platform would decide as well.
//!
//! The way of an event: [`receive`] makes of it what this bot needs, [`answer`] finds the reply without a network, and the
//! reply goes back in the first response.

pub mod answer;
pub mod arrived;
pub(crate) mod draw;
pub mod limits;
pub mod message;
pub mod press;
pub mod receive;
pub mod recent;
pub mod register;
