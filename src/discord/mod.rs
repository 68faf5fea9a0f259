//! Discord, as this bot needs it: a REST client with a policy of its own, and a gateway connection that can be trusted.
//!
//! *Invariant:* no token, no address with a token in it, no word of a member and no answer of Discord's reaches an error or a log.

pub mod gateway;
pub mod rest;
