//! Discord: connects, receives, answers, draws. It decides nothing that another platform would decide as well.
//!
//! The way of an event: the gateway hands it over in order, [`receive`] makes of it what this bot needs, [`dispatch`] keeps each
//! member's events in order and different members apart, [`answer`] finds the reply without a network, and [`rest`] sends it
//! in the first response.
//!
//! *Invariant:* no token, no address with a token in it, no word of a member and no answer of Discord's reaches an error or a log.

pub mod answer;
pub mod arrived;
pub mod dispatch;
pub mod doctor;
pub mod draw;
pub mod gateway;
pub mod limits;
pub mod message;
pub mod press;
pub mod receive;
pub mod recent;
pub mod register;
pub mod remind;
pub mod rest;
pub mod run;
