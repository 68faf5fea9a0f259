//! One call: what is sent, when it may be repeated, and when it ends.

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use tokio::time::{Instant, sleep_until, timeout_at};

use crate::discord::rest::fault::{Fault, FaultKind};
use crate::discord::rest::limits::{Class, Key};
use crate::discord::rest::reading::{self, Answer};
use crate::discord::rest::{Inner, Rest};
use crate::service::File;

/// Longest body read, in bytes.
const BODY_BYTES_MAX: usize = 1 << 20;
/// Attempts in all, the first included.
const ATTEMPTS_MAX: u32 = 4;
/// One attempt at a request that may be repeated at any time.
const ATTEMPT_LIMIT: Duration = Duration::from_secs(4);
/// For a body that nobody needs, read only to keep the connection.
const DRAIN_LIMIT: Duration = Duration::from_secs(1);
/// Before the second attempt; doubled before each further one.
const BACKOFF: Duration = Duration::from_millis(100);

/// What is sent.
#[derive(Debug, Default)]
pub(super) enum Body {
    /// Nothing.
    #[default]
    None,
    /// JSON.
    Json(Vec<u8>),
    /// JSON and files.
    Files(Vec<u8>, Vec<File>),
}

impl Body {
    /// JSON, and files where there are any.
    pub(super) fn with(json: Vec<u8>, files: Vec<File>) -> Self {
        if files.is_empty() {
            Self::Json(json)
        } else {
            Self::Files(json, files)
        }
    }
}

/// When a request may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    /// Once, where Discord surely did not act on it or says so the second time.
    Once,
    /// Where Discord surely did not act on it.
    Unsent,
    /// After any trouble: a second time does no harm.
    Always,
}

/// A call.
#[derive(Debug)]
pub(super) struct Call {
    /// The name of the route and what its limits are counted by.
    pub(super) key: Key,
    /// How it counts.
    pub(super) class: Class,
    /// The method.
    pub(super) method: Method,
    /// The path after `/api/v10`.
    pub(super) path: Vec<String>,
    /// What is sent.
    pub(super) body: Body,
    /// When it may be sent again.
    pub(super) repeat: Repeat,
    /// The whole call with every wait and attempt in it.
    pub(super) limit: Duration,
    /// Whether the body of a success matters.
    pub(super) reads: bool,
}

/// How one attempt failed.
struct Failure {
    kind: FaultKind,
    status: Option<StatusCode>,
    code: Option<u32>,
    /// Discord surely did not act on it.
    unsent: bool,
}

impl Failure {
    fn bare(kind: FaultKind, unsent: bool) -> Self {
        Self {
            kind,
            status: None,
            code: None,
            unsent,
        }
    }

    /// Whether trying again may help and does no harm.
    fn repeatable(&self, repeat: Repeat, attempt: u32) -> bool {
        let attempts_max = if repeat == Repeat::Once {
            2
        } else {
            ATTEMPTS_MAX
        };
        let passing = match self.kind {
            FaultKind::RateLimited => true,
            FaultKind::Unreachable | FaultKind::Server | FaultKind::Timeout => {
                self.unsent || repeat == Repeat::Always
            }
            _ => false,
        };
        passing && attempt < attempts_max
    }

    fn fault(&self, route: &'static str) -> Fault {
        let status = self.status.map(|status| status.as_u16());
        Fault {
            route,
            status,
            code: self.code,
            kind: self.kind,
        }
    }
}

impl Rest {
    /// Sends until it is answered, may not be repeated, or the time is over.
    pub(super) async fn call(&self, call: Call) -> Result<Answer, Fault> {
        let deadline = Instant::now() + call.limit;
        let mut attempt = 1;
        loop {
            let failure = match self.0.attempt(&call, deadline).await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            // The first attempt got through, only its answer did not.
            if attempt > 1 && failure.kind == FaultKind::AlreadyAnswered {
                return Ok(Answer::default());
            }
            let next = Instant::now() + BACKOFF * 2_u32.pow(attempt - 1);
            if !failure.repeatable(call.repeat, attempt) || next >= deadline {
                return Err(failure.fault(call.key.route));
            }
            sleep_until(next).await;
            attempt += 1;
        }
    }
}

impl Inner {
    /// Sends once, as soon as the limits allow it.
    async fn attempt(&self, call: &Call, deadline: Instant) -> Result<Answer, Failure> {
        if *self.refused.borrow() {
            return Err(Failure::bare(FaultKind::Stopped, false));
        }
        let enter = self.gates.enter(call.key, call.class, deadline);
        let under_way = enter.await.map_err(|kind| Failure::bare(kind, false))?;
        if *self.refused.borrow() {
            return Err(Failure::bare(FaultKind::Stopped, false));
        }
        let until = match call.repeat {
            Repeat::Always => deadline.min(Instant::now() + ATTEMPT_LIMIT),
            Repeat::Once | Repeat::Unsent => deadline,
        };
        let timeout = || Failure::bare(FaultKind::Timeout, false);
        let sent = timeout_at(until, self.request(call)?.send()).await;
        let mut response = sent
            .map_err(|_elapsed| timeout())?
            .map_err(|error| broken(&error))?;
        let status = response.status();
        self.gates.learn(call.key, response.headers());
        if status.is_success() && !call.reads {
            let until = until.min(Instant::now() + DRAIN_LIMIT);
            drop(timeout_at(until, body(&mut response)).await);
            return Ok(Answer::default());
        }
        let read = timeout_at(until, body(&mut response)).await;
        if status.is_success() {
            let bytes = read
                .map_err(|_elapsed| timeout())?
                .map_err(|kind| Failure::bare(kind, false))?;
            return Ok(Answer::new(response.headers(), bytes));
        }
        // A refusal is a refusal, readable or not.
        let bytes = read.ok().and_then(Result::ok).unwrap_or_default();
        let failure = refusal(status, &bytes);
        under_way.refused(&failure_of(call, &failure, response.headers(), &bytes));
        if failure.kind == FaultKind::Unauthorized && call.class != Class::Interaction {
            self.refused.send_replace(true);
        }
        Err(failure)
    }

    /// Puts the request together.
    fn request(&self, call: &Call) -> Result<RequestBuilder, Failure> {
        let mut url = self.base.clone();
        // An address that can carry a path was checked for when the client was made.
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty()
                .extend(["api", "v10"])
                .extend(&call.path);
        }
        let request = if call.class == Class::Interaction {
            self.interactions.request(call.method.clone(), url)
        } else {
            let request = self.bot.request(call.method.clone(), url);
            request.header(AUTHORIZATION, self.authorization.clone())
        };
        Ok(match &call.body {
            Body::None => request,
            Body::Json(json) => request
                .header(CONTENT_TYPE, "application/json")
                .body(json.clone()),
            Body::Files(json, files) => request.multipart(form(json, files)?),
        })
    }
}

/// A message and its files, numbered as the message numbers them.
/// <https://discord.com/developers/docs/reference#uploading-files>
fn form(json: &[u8], files: &[File]) -> Result<Form, Failure> {
    let json = part(json.to_vec(), "application/json")?;
    let mut form = Form::new().part("payload_json", json);
    for (at, file) in files.iter().enumerate() {
        let bytes = part(file.bytes.clone(), "application/octet-stream")?;
        form = form.part(format!("files[{at}]"), bytes.file_name(file.name));
    }
    Ok(form)
}

/// A part of a form.
fn part(bytes: Vec<u8>, kind: &str) -> Result<Part, Failure> {
    let part = Part::bytes(bytes).mime_str(kind);
    part.map_err(|_invalid| Failure::bare(FaultKind::Refused, true))
}

/// Reads a body that is not too long.
async fn body(response: &mut Response) -> Result<Vec<u8>, FaultKind> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|_broken| FaultKind::Unreachable)?
    {
        if bytes.len() + chunk.len() > BODY_BYTES_MAX {
            return Err(FaultKind::Unreadable);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// No answer came. The error itself is not kept: it holds the address.
fn broken(error: &reqwest::Error) -> Failure {
    let kind = if error.is_timeout() && !error.is_connect() {
        FaultKind::Timeout
    } else {
        FaultKind::Unreachable
    };
    Failure::bare(kind, error.is_connect())
}

/// An answer came that is no success.
fn refusal(status: StatusCode, bytes: &[u8]) -> Failure {
    let code = reading::code(bytes);
    Failure {
        kind: FaultKind::of(status, code),
        status: Some(status),
        code,
        unsent: matches!(
            status,
            StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE
        ),
    }
}

/// What the limits and the breaker have to know of a refusal.
fn failure_of(
    call: &Call,
    failure: &Failure,
    headers: &reqwest::header::HeaderMap,
    bytes: &[u8],
) -> reading::Refusal {
    let limited = failure.kind == FaultKind::RateLimited;
    let limited = limited.then(|| reading::limited(headers, bytes));
    let status = failure.status.map_or(0, |status| status.as_u16());
    reading::Refusal {
        key: call.key,
        status,
        limited,
    }
}
