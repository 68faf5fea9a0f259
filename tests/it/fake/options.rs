//! What a test may choose about its Discord.

/// The bot's token here; its first part names [`APPLICATION`] as a real one would.
pub(crate) const TOKEN: &str =
    "MTEwMDAwMDAwMDAwMDAwMDAwMQ.Gfake0.only-for-tests-and-nowhere-else-0000000";
/// The bot's application and user id.
pub(crate) const APPLICATION: u64 = 1_100_000_000_000_000_001;
/// The bot's name.
pub(crate) const BOT_NAME: &str = "alongside";

/// How a [`Fake`](super::Fake) behaves.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// Whether requests are checked against the documented limits and, where named, the API description.
    pub(crate) validate: bool,
    /// Whether requests, interactions and messages are kept; without it each interaction is forgotten once answered.
    pub(crate) record: bool,
    /// The token that is right.
    pub(crate) token: String,
    /// The heartbeat interval told in HELLO, in milliseconds.
    pub(crate) heartbeat_ms: u64,
    /// Identifies allowed in the window, `session_start_limit.total`.
    pub(crate) identifies_total: u32,
    /// Identifies already spent before the test begins.
    pub(crate) identifies_spent: u32,
    /// Shards that `/gateway/bot` recommends.
    pub(crate) shards: u32,
    /// Servers that the bot is in.
    pub(crate) guilds: Vec<u64>,
    /// The path of Discord's API description; `None` checks the limits alone.
    pub(crate) openapi: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            validate: true,
            record: true,
            token: TOKEN.to_owned(),
            heartbeat_ms: 41_250,
            identifies_total: 1_000,
            identifies_spent: 0,
            shards: 1,
            guilds: vec![5_001],
            openapi: std::env::var("DISCORD_OPENAPI").ok(),
        }
    }
}

impl Options {
    /// For load: nothing is checked and nothing is kept.
    pub(crate) fn load() -> Self {
        Self {
            validate: false,
            record: false,
            openapi: None,
            ..Self::default()
        }
    }
}
