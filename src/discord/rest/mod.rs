//! Discord's REST API under a policy of this bot's own.
//!
//! Every call ends within its time ([`CALL_LIMIT`], [`ANSWER_LIMIT`]), whatever the network does. A request is repeated only
//! where Discord surely did not act on it, or where a second time does no harm. No request leaves inside a limit that is known;
//! one that could not leave in time fails at once. After the first refusal of the bot token nothing is sent any more.
//! Redirects are not followed and no proxy is used: the token goes to one place.
//!
//! Answers to interactions carry no bot token and are exempt from the global limit; they have slots of their own.

mod answers;
mod breaker;
mod call;
mod channels;
mod fault;
mod gates;
mod limits;
mod reading;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderValue;
use reqwest::{Client, Method, Url, redirect};
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use tokio::sync::watch;

use crate::discord::rest::call::{Body, Call, Repeat};
use crate::discord::rest::channels::Channels;
use crate::discord::rest::gates::Gates;
use crate::discord::rest::limits::{Class, Key};
use crate::discord::rest::reading::Answer;
use crate::service::File;

pub use answers::{Application, GatewayBot, Guild, Me, SessionStartLimit};
pub use fault::{Fault, FaultKind};

/// The longest any call takes, repetitions included.
pub const CALL_LIMIT: Duration = Duration::from_secs(10);
/// The longest the first answer to an interaction takes, repetition included; Discord waits three seconds.
pub const ANSWER_LIMIT: Duration = Duration::from_millis(2_500);
/// For a connection.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// For a connection to answer an interaction on.
const ANSWER_CONNECT_LIMIT: Duration = Duration::from_secs(2);
/// Who is calling.
const USER_AGENT: &str = concat!("DiscordBot (alongside, ", env!("CARGO_PKG_VERSION"), ")");

/// A client; clones share limits and connections.
#[derive(Clone, Debug)]
pub struct Rest(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    base: Url,
    authorization: HeaderValue,
    bot: Client,
    interactions: Client,
    gates: Gates,
    refused: watch::Sender<bool>,
    channels: Mutex<Channels>,
}

impl Rest {
    /// Makes a client for the API at `base` (scheme, host and port). Nothing is sent yet.
    ///
    /// Fails where `base` is no address or the token holds what no token holds.
    pub fn new(base: &str, token: &SecretString) -> Result<Self, Fault> {
        let fault = |kind| Fault {
            route: "start",
            status: None,
            code: None,
            kind,
        };
        let base = Url::parse(base).ok().filter(|url| !url.cannot_be_a_base());
        let authorization = HeaderValue::try_from(format!("Bot {}", token.expose_secret()));
        let mut authorization = authorization.map_err(|_invalid| fault(FaultKind::Unauthorized))?;
        authorization.set_sensitive(true);
        let client = |limit| client(limit).ok_or_else(|| fault(FaultKind::Unreachable));
        Ok(Self(Arc::new(Inner {
            base: base.ok_or_else(|| fault(FaultKind::Unreachable))?,
            authorization,
            bot: client(CONNECT_LIMIT)?,
            interactions: client(ANSWER_CONNECT_LIMIT)?,
            gates: Gates::new(),
            refused: watch::Sender::new(false),
            channels: Mutex::default(),
        })))
    }

    /// Answers an interaction with a JSON `body`, within [`ANSWER_LIMIT`].
    ///
    /// Sent again once where the connection or a server in between failed; if Discord then says that it has been answered,
    /// the first attempt got through and all is well.
    pub async fn answer(&self, interaction: u64, token: &str, body: Vec<u8>) -> Result<(), Fault> {
        let call = callback(interaction, token, Body::Json(body));
        self.call(call).await.map(drop)
    }

    /// As [`Self::answer`], with files, which the body names in the same order.
    pub async fn answer_with_files(
        &self,
        interaction: u64,
        token: &str,
        body: Vec<u8>,
        files: Vec<File>,
    ) -> Result<(), Fault> {
        let call = callback(interaction, token, Body::with(body, files));
        self.call(call).await.map(drop)
    }

    /// Puts `body` in the place of the first answer.
    pub async fn edit_answer(
        &self,
        application: u64,
        token: &str,
        body: Vec<u8>,
    ) -> Result<(), Fault> {
        let body = Body::Json(body);
        let call = original("edit answer", Method::PATCH, application, token, body);
        self.call(call).await.map(drop)
    }

    /// Takes the first answer away.
    pub async fn delete_answer(&self, application: u64, token: &str) -> Result<(), Fault> {
        let call = original(
            "delete answer",
            Method::DELETE,
            application,
            token,
            Body::None,
        );
        self.call(call).await.map(drop)
    }

    /// Says more in answer to an interaction.
    pub async fn follow_up(
        &self,
        application: u64,
        token: &str,
        body: Vec<u8>,
    ) -> Result<(), Fault> {
        let path = vec![
            "webhooks".to_owned(),
            application.to_string(),
            token.to_owned(),
        ];
        let call = by_token("follow up", Method::POST, token, path);
        self.call(Call {
            body: Body::Json(body),
            ..call
        })
        .await
        .map(drop)
    }

    /// The channel for direct messages with a member: remembered, or opened, at most one a second.
    pub async fn open_dm(&self, user: u64) -> Result<u64, Fault> {
        if let Some(channel) = self.channels().get(user) {
            return Ok(channel);
        }
        let path = ["users", "@me", "channels"].map(str::to_owned).to_vec();
        let body = format!(r#"{{"recipient_id":"{user}"}}"#).into_bytes();
        let call = Call {
            class: Class::OpenDm,
            // Opening what is open gives the same channel.
            repeat: Repeat::Always,
            body: Body::Json(body),
            reads: true,
            ..with_token("open direct messages", Method::POST, path)
        };
        let created: answers::Created = read("open direct messages", &self.call(call).await?)?;
        self.channels().put(user, created.id);
        Ok(created.id)
    }

    /// Forgets the chat with a member, which is gone.
    pub fn forget_dm(&self, user: u64) {
        self.channels().remove(user);
    }

    /// Sends a message and returns its id. The body carries a `nonce` with `enforce_nonce`, so that sending it twice does no harm.
    pub async fn send(&self, channel: u64, body: Vec<u8>) -> Result<u64, Fault> {
        self.send_body(channel, Body::Json(body)).await
    }

    /// As [`Self::send`], with files, which the body names in the same order.
    pub async fn send_with_files(
        &self,
        channel: u64,
        body: Vec<u8>,
        files: Vec<File>,
    ) -> Result<u64, Fault> {
        self.send_body(channel, Body::with(body, files)).await
    }

    async fn send_body(&self, channel: u64, body: Body) -> Result<u64, Fault> {
        let path = vec![
            "channels".to_owned(),
            channel.to_string(),
            "messages".to_owned(),
        ];
        let call = Call {
            key: Key {
                route: "send message",
                major: channel,
            },
            body,
            repeat: Repeat::Always,
            reads: true,
            ..with_token("send message", Method::POST, path)
        };
        let created: answers::Created = read("send message", &self.call(call).await?)?;
        Ok(created.id)
    }

    /// Where the gateway is, and how many sessions may still be started.
    pub async fn gateway_bot(&self) -> Result<GatewayBot, Fault> {
        read(
            "gateway address",
            &self.get("gateway address", &["gateway", "bot"]).await?,
        )
    }

    /// The application that the token belongs to.
    pub async fn application(&self) -> Result<Application, Fault> {
        read(
            "application",
            &self.get("application", &["applications", "@me"]).await?,
        )
    }

    /// The bot's own user, and the server's clock.
    pub async fn me(&self) -> Result<Me, Fault> {
        let answer = self.get("own user", &["users", "@me"]).await?;
        let me: Me = read("own user", &answer)?;
        Ok(Me {
            server_secs: answer.server_secs,
            ..me
        })
    }

    /// The first 200 servers that the bot is in.
    pub async fn guilds(&self) -> Result<Vec<Guild>, Fault> {
        read(
            "servers",
            &self.get("servers", &["users", "@me", "guilds"]).await?,
        )
    }

    /// The registered commands: of a server, or those that count everywhere.
    pub async fn commands(
        &self,
        application: u64,
        guild: Option<u64>,
    ) -> Result<serde_json::Value, Fault> {
        let call = Call {
            reads: true,
            ..with_token("commands", Method::GET, commands_path(application, guild))
        };
        read(
            "commands",
            &self
                .call(Call {
                    repeat: Repeat::Always,
                    ..call
                })
                .await?,
        )
    }

    /// Registers commands in the place of all before.
    pub async fn put_commands(
        &self,
        application: u64,
        guild: Option<u64>,
        body: Vec<u8>,
    ) -> Result<(), Fault> {
        let path = commands_path(application, guild);
        let call = with_token("register commands", Method::PUT, path);
        // The same commands a second time change nothing.
        let call = Call {
            body: Body::Json(body),
            repeat: Repeat::Always,
            ..call
        };
        self.call(call).await.map(drop)
    }

    /// Ends when Discord refuses the bot token.
    pub fn unauthorized(&self) -> impl Future<Output = ()> + Send + 'static {
        let mut refused = self.0.refused.subscribe();
        async move {
            if refused.wait_for(|refused| *refused).await.is_err() {
                // The client is gone, and with it whoever could be refused.
                std::future::pending::<()>().await;
            }
        }
    }

    async fn get(&self, route: &'static str, path: &[&str]) -> Result<Answer, Fault> {
        let path = path.iter().map(|part| (*part).to_owned()).collect();
        let call = with_token(route, Method::GET, path);
        self.call(Call {
            reads: true,
            repeat: Repeat::Always,
            ..call
        })
        .await
    }

    fn channels(&self) -> std::sync::MutexGuard<'_, Channels> {
        self.0
            .channels
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// A client that follows nothing and waits no longer than that for a connection.
fn client(connect_limit: Duration) -> Option<Client> {
    let builder = Client::builder()
        .user_agent(USER_AGENT)
        .redirect(redirect::Policy::none())
        .no_proxy()
        .connect_timeout(connect_limit)
        .timeout(CALL_LIMIT);
    builder.build().ok()
}

/// A call with the bot token.
fn with_token(route: &'static str, method: Method, path: Vec<String>) -> Call {
    Call {
        key: Key { route, major: 0 },
        class: Class::Bot,
        method,
        path,
        body: Body::None,
        repeat: Repeat::Unsent,
        limit: CALL_LIMIT,
        reads: false,
    }
}

/// A call by an interaction's token.
fn by_token(route: &'static str, method: Method, token: &str, path: Vec<String>) -> Call {
    let key = Key {
        route,
        major: limits::hash(token),
    };
    Call {
        key,
        class: Class::Interaction,
        ..with_token(route, method, path)
    }
}

/// The first answer to an interaction.
fn callback(interaction: u64, token: &str, body: Body) -> Call {
    let path = ["interactions", &interaction.to_string(), token, "callback"];
    let path = path.map(str::to_owned).to_vec();
    let call = by_token("answer", Method::POST, token, path);
    Call {
        body,
        repeat: Repeat::Once,
        limit: ANSWER_LIMIT,
        ..call
    }
}

/// A change to the first answer.
fn original(
    route: &'static str,
    method: Method,
    application: u64,
    token: &str,
    body: Body,
) -> Call {
    let path = [
        "webhooks",
        &application.to_string(),
        token,
        "messages",
        "@original",
    ];
    let call = by_token(route, method, token, path.map(str::to_owned).to_vec());
    Call { body, ..call }
}

/// Where commands are registered.
fn commands_path(application: u64, guild: Option<u64>) -> Vec<String> {
    let mut path = vec!["applications".to_owned(), application.to_string()];
    if let Some(guild) = guild {
        path.extend(["guilds".to_owned(), guild.to_string()]);
    }
    path.push("commands".to_owned());
    path
}

/// Reads an answer as what its route promises.
fn read<T: DeserializeOwned>(route: &'static str, answer: &Answer) -> Result<T, Fault> {
    let fault = Fault {
        route,
        status: Some(200),
        code: None,
        kind: FaultKind::Unreadable,
    };
    serde_json::from_slice(&answer.bytes).map_err(|_unreadable| fault)
}
