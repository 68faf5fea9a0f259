//! The REST API: routes, who may ask, what is checked of each request, and what goes wrong on purpose.

/// Registered commands.
pub(crate) mod commands;
/// Faults as responses.
pub(crate) mod faults;
/// Callbacks, and what is sent with an interaction's token.
pub(crate) mod interactions;
/// Messages in channels.
pub(crate) mod messages;
/// Users, servers, channels, the gateway's address.
pub(crate) mod users;

use serde_json::{Value, json};

use super::http::{self, File, Incoming, Reply};
use super::limits::Faults;
use super::state::{Request, Shared};

/// Every route, as the API description names it; the literal ones before those with parameters.
const ROUTES: [&str; 28] = [
    "GET /gateway",
    "GET /gateway/bot",
    "GET /users/@me",
    "GET /users/@me/guilds",
    "GET /users/@me/guilds/{guild_id}/member",
    "POST /users/@me/channels",
    "GET /applications/@me",
    "GET /applications/{application_id}/commands",
    "PUT /applications/{application_id}/commands",
    "GET /applications/{application_id}/guilds/{guild_id}/commands",
    "PUT /applications/{application_id}/guilds/{guild_id}/commands",
    CALLBACK,
    "GET /webhooks/{webhook_id}/{webhook_token}/messages/@original",
    "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original",
    "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original",
    "GET /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
    "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
    "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
    "POST /webhooks/{webhook_id}/{webhook_token}",
    "GET /channels/{channel_id}",
    "GET /channels/{channel_id}/messages/{message_id}",
    "POST /channels/{channel_id}/messages",
    "PATCH /channels/{channel_id}/messages/{message_id}",
    "DELETE /channels/{channel_id}/messages/{message_id}",
    "GET /guilds/{guild_id}",
    "GET /guilds/{guild_id}/channels",
    "GET /guilds/{guild_id}/roles",
    "GET /guilds/{guild_id}/members/{user_id}",
];

/// The route that answers an interaction.
pub(crate) const CALLBACK: &str =
    "POST /interactions/{interaction_id}/{interaction_token}/callback";

/// One request, understood.
#[derive(Debug)]
pub(crate) struct Ask<'a> {
    /// What the tasks share.
    pub(crate) shared: &'a Shared,
    /// Method and pattern.
    pub(crate) route: &'static str,
    /// What stands in the pattern's places.
    pub(crate) params: Vec<&'a str>,
    /// What stands behind `?`.
    pub(crate) query: &'a str,
    /// The JSON body.
    pub(crate) body: Value,
    /// The files that came with it.
    pub(crate) files: Vec<File>,
}

impl Ask<'_> {
    /// An id in the path; 0 where it is no number.
    pub(crate) fn id(&self, index: usize) -> u64 {
        self.params[index].parse().unwrap_or(0)
    }
}

/// A request that Discord does not take.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The error object.
    pub(crate) body: Value,
    /// Why, as sentences.
    pub(crate) why: Vec<String>,
}

impl Refusal {
    /// A refusal for faults, or nothing.
    pub(crate) fn unless_clean(faults: &Faults) -> Result<(), Self> {
        if faults.is_empty() {
            return Ok(());
        }
        Err(Self {
            status: 400,
            body: faults.body(),
            why: faults.sentences(),
        })
    }

    /// An error with one of Discord's codes.
    pub(crate) fn code(status: u16, code: u32, message: &str) -> Self {
        Self {
            status,
            body: json!({ "code": code, "message": message }),
            why: vec![format!("{code} {message}")],
        }
    }
}

/// What a handler makes of a request.
pub(crate) type Done = Result<Reply, Refusal>;

/// What is to be written to the connection.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// A whole response.
    Reply(Reply),
    /// The connection is cut.
    Drop,
    /// Nothing, for ever.
    Hang,
    /// The response's head and half of its body, then nothing.
    Half(Reply),
    /// A byte a second.
    Slow(Reply),
}

/// Answers one request.
pub(crate) fn answer(shared: &Shared, incoming: &Incoming) -> Outcome {
    let (route, params) = find(&incoming.method, &incoming.path);
    let when = shared.now();
    let parsed = http::parts(incoming);
    let fault = shared.faults().rest(route, &incoming.path);
    let kept = parsed.as_ref().ok().filter(|_| shared.options.record);
    let body = kept.map_or(Value::Null, |(body, _)| body.clone());
    let instead = fault
        .as_ref()
        .and_then(|fault| faults::instead(shared, fault));
    let outcome = if let Some(outcome) = instead {
        outcome
    } else {
        let done = parsed
            .map_err(|why| Refusal::code(400, 50109, &why))
            .and_then(|(body, files)| {
                let ask = Ask {
                    shared,
                    route,
                    params,
                    query: &incoming.query,
                    body,
                    files,
                };
                admit(&ask, incoming).and_then(|()| handle(&ask))
            });
        faults::after(fault.as_ref(), finish(shared, route, done))
    };
    record(shared, route, incoming, when, (body, status(&outcome)));
    outcome
}

fn status(outcome: &Outcome) -> u16 {
    match outcome {
        Outcome::Reply(reply) | Outcome::Half(reply) | Outcome::Slow(reply) => reply.status,
        Outcome::Drop | Outcome::Hang => 0,
    }
}

fn record(
    shared: &Shared,
    route: &'static str,
    incoming: &Incoming,
    when: std::time::Instant,
    (body, status): (Value, u16),
) {
    let mut state = shared.state();
    state.requests_count += 1;
    if shared.options.record {
        state.requests.push(Request {
            route,
            path: incoming.path.clone(),
            status,
            when,
            body,
        });
    }
}

/// The route of a path and what stands in its places.
fn find<'a>(method: &str, path: &'a str) -> (&'static str, Vec<&'a str>) {
    let Some(path) = path.strip_prefix("/api/v10/") else {
        return ("unknown", Vec::new());
    };
    let parts: Vec<&str> = path.split('/').collect();
    ROUTES
        .iter()
        .find_map(|route| {
            let (known, pattern) = route.split_once(" /")?;
            let places: Vec<&str> = pattern.split('/').collect();
            let fits = known == method
                && places.len() == parts.len()
                && places
                    .iter()
                    .zip(&parts)
                    .all(|(place, part)| place.starts_with('{') || place == part);
            let params = places
                .iter()
                .zip(&parts)
                .filter(|(place, _)| place.starts_with('{'))
                .map(|(_, part)| *part)
                .collect();
            fits.then_some((*route, params))
        })
        .unwrap_or(("unknown", Vec::new()))
}

/// Who may ask, and whether the body follows the API description.
fn admit(ask: &Ask<'_>, incoming: &Incoming) -> Result<(), Refusal> {
    if ask.route == "unknown" {
        return Err(Refusal::code(
            404,
            0,
            &format!("404: Not Found: {} {}", incoming.method, incoming.path),
        ));
    }
    if incoming.header("user-agent").is_none_or(str::is_empty) {
        return Err(Refusal::code(403, 40333, "the request has no User-Agent"));
    }
    let open = ask.route.contains("/interactions/") || ask.route.contains("/webhooks/");
    let right = format!("Bot {}", ask.shared.options.token);
    if !open && incoming.header("authorization") != Some(&right) {
        return Err(Refusal::code(401, 0, "401: Unauthorized"));
    }
    let Some(document) = &ask.shared.document else {
        return Ok(());
    };
    if !matches!(incoming.method.as_str(), "POST" | "PUT" | "PATCH") {
        return Ok(());
    }
    let why = document.check(ask.route, &ask.body);
    if why.is_empty() {
        return Ok(());
    }
    // What the limits also see is told in their words; the rest in the schema's.
    Err(Refusal {
        status: 400,
        body: json!({ "code": 50035, "message": "Invalid Form Body", "errors": { "_errors": why } }),
        why,
    })
}

fn handle(ask: &Ask<'_>) -> Done {
    let (_, path) = ask.route.split_once(' ').unwrap_or_default();
    match path.split('/').nth(1) {
        Some("interactions") => interactions::callback(ask),
        Some("webhooks") => interactions::webhook(ask),
        Some("applications") if path.ends_with("/commands") => commands::handle(ask),
        Some("channels") if path.contains("/messages") => messages::handle(ask),
        _ => users::handle(ask),
    }
}

fn finish(shared: &Shared, route: &str, done: Done) -> Reply {
    match done {
        Ok(reply) => reply
            .with("x-ratelimit-limit", &50)
            .with("x-ratelimit-remaining", &49)
            .with("x-ratelimit-reset-after", &"1.000")
            .with("x-ratelimit-bucket", &"fake"),
        Err(refusal) => {
            for why in &refusal.why {
                shared.violation(format!("{route}: {why}"));
            }
            Reply::json(refusal.status, &refusal.body)
        }
    }
}
