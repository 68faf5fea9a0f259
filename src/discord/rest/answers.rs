//! What Discord answers, as far as this bot reads it.

use std::time::Duration;

use serde::{Deserialize, Deserializer};

/// Where the gateway is and how many sessions may still be started.
#[derive(Clone, Debug, Deserialize)]
pub struct GatewayBot {
    /// The gateway's address.
    pub url: String,
    /// How many shards Discord asks for.
    pub shards: u32,
    /// How many sessions may be started.
    pub session_start_limit: SessionStartLimit,
}

/// The budget of session starts.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct SessionStartLimit {
    /// How many a day.
    pub total: u32,
    /// How many are left.
    pub remaining: u32,
    /// Milliseconds until they are counted anew.
    #[serde(rename = "reset_after")]
    pub reset_after_ms: u64,
    /// How many may be started in five seconds.
    pub max_concurrency: u32,
}

impl SessionStartLimit {
    /// The time until they are counted anew.
    pub fn reset_after(&self) -> Duration {
        Duration::from_millis(self.reset_after_ms)
    }
}

/// The application that the token belongs to.
#[derive(Clone, Debug, Deserialize)]
pub struct Application {
    /// Its id.
    #[serde(deserialize_with = "id")]
    pub id: u64,
    /// Its name.
    pub name: String,
}

/// The bot's own user.
#[derive(Clone, Debug, Deserialize)]
pub struct Me {
    /// Its id.
    #[serde(deserialize_with = "id")]
    pub id: u64,
    /// Its name.
    pub username: String,
    /// The server's clock in seconds since 1970, where the answer had a readable `Date`.
    #[serde(skip)]
    pub server_secs: Option<i64>,
}

/// A server that the bot is in.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Guild {
    /// Its id.
    #[serde(deserialize_with = "id")]
    pub id: u64,
    /// What the bot may do there, as bits.
    /// <https://discord.com/developers/docs/topics/permissions>
    #[serde(deserialize_with = "id")]
    pub permissions: u64,
}

/// Anything of which only the id matters.
#[derive(Deserialize)]
pub(super) struct Created {
    /// Its id.
    #[serde(deserialize_with = "id")]
    pub(super) id: u64,
}

/// Reads an id, which Discord writes as a string.
fn id<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map_err(serde::de::Error::custom)
}
