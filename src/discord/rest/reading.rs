//! Reads what stands in headers and bodies. Pure; nothing here can fail, at worst nothing was learnt.

use std::time::Duration;

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use serde::Deserialize;

use crate::discord::rest::limits::{Key, Learnt, Scope};

/// A 429 that does not say how long it lasts.
const UNSAID: Duration = Duration::from_secs(5);
/// A block of the whole address that does not say how long it lasts.
const UNSAID_ADDRESS: Duration = Duration::from_mins(1);
/// Longer waits are cut to this: a day.
const LONGEST: Duration = Duration::from_hours(24);

/// A success.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// The server's clock in seconds since 1970, where it said so readably.
    pub(super) server_secs: Option<i64>,
    /// What it sent.
    pub(super) bytes: Vec<u8>,
}

impl Answer {
    /// Takes what matters.
    pub(super) fn new(headers: &HeaderMap, bytes: Vec<u8>) -> Self {
        let date = headers.get(DATE).and_then(|value| value.to_str().ok());
        let parsed = date.and_then(|text| jiff::fmt::rfc2822::parse(text).ok());
        Self {
            server_secs: parsed.map(|at| at.timestamp().as_second()),
            bytes,
        }
    }
}

/// A refusal, as far as limits are concerned.
#[derive(Debug)]
pub(super) struct Refusal {
    /// What was called.
    pub(super) key: Key,
    /// The status.
    pub(super) status: u16,
    /// What a 429 says.
    pub(super) limited: Option<Limited>,
}

impl Refusal {
    /// Whether Discord counts it towards a ban of the address.
    pub(super) fn invalid(&self) -> bool {
        let shared = self.limited.as_ref().is_some_and(|limited| limited.shared);
        matches!(self.status, 401 | 403 | 429) && !shared
    }
}

/// What a 429 says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Limited {
    /// Whom it concerns.
    pub(super) scope: Scope,
    /// Whether others used the limit up.
    pub(super) shared: bool,
    /// How long it lasts.
    pub(super) retry_after: Duration,
}

/// The body of an error, as far as it is read.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ErrorBody {
    code: Option<u32>,
    retry_after: Option<f64>,
    global: Option<bool>,
}

/// Discord's error code.
pub(super) fn code(bytes: &[u8]) -> Option<u32> {
    serde_json::from_slice::<ErrorBody>(bytes)
        .ok()?
        .code
        .filter(|code| *code != 0)
}

/// What the headers say about the route; nothing where one of them is missing or wrong.
pub(super) fn learnt(headers: &HeaderMap) -> Option<Learnt> {
    Some(Learnt {
        bucket: text(headers, "x-ratelimit-bucket").map(str::to_owned),
        limit: text(headers, "x-ratelimit-limit")?.parse().ok()?,
        remaining: text(headers, "x-ratelimit-remaining")?.parse().ok()?,
        reset_after: secs(text(headers, "x-ratelimit-reset-after")?.parse().ok()?)?,
    })
}

/// What a 429 says. One that is not JSON comes from in front of Discord and concerns the whole address.
pub(super) fn limited(headers: &HeaderMap, bytes: &[u8]) -> Limited {
    let header = text(headers, RETRY_AFTER.as_str())
        .and_then(|text| text.parse().ok())
        .and_then(secs);
    let Ok(body) = serde_json::from_slice::<ErrorBody>(bytes) else {
        let retry_after = header.unwrap_or(UNSAID_ADDRESS);
        return Limited {
            scope: Scope::Address,
            shared: false,
            retry_after,
        };
    };
    let scope = text(headers, "x-ratelimit-scope");
    let global = body.global == Some(true)
        || scope == Some("global")
        || headers.contains_key("x-ratelimit-global");
    Limited {
        scope: if global { Scope::Global } else { Scope::Route },
        shared: scope == Some("shared"),
        // The header is rounded up to seconds, the body is exact: the longer one is never too early.
        retry_after: header
            .max(body.retry_after.and_then(secs))
            .unwrap_or(UNSAID),
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

/// Seconds that make sense.
fn secs(secs: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(secs)
        .ok()
        .map(|time| time.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::{Duration, HeaderMap, Limited, Scope, UNSAID, UNSAID_ADDRESS, learnt, limited};

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        pairs.collect()
    }

    #[test]
    fn a_429_is_read_from_header_and_body() {
        let secs = Duration::from_secs;
        let table: [(&[_], &str, Scope, bool, Duration); 7] = [
            (
                &[("retry-after", "7")],
                r#"{"retry_after":6.3,"global":false}"#,
                Scope::Route,
                false,
                secs(7),
            ),
            (&[], r#"{"retry_after":3}"#, Scope::Route, false, secs(3)),
            (&[], "{}", Scope::Route, false, UNSAID),
            (
                &[("x-ratelimit-scope", "shared"), ("retry-after", "2")],
                "{}",
                Scope::Route,
                true,
                secs(2),
            ),
            (
                &[("retry-after", "2")],
                r#"{"global":true}"#,
                Scope::Global,
                false,
                secs(2),
            ),
            (
                &[("retry-after", "3600")],
                "<html>",
                Scope::Address,
                false,
                secs(3600),
            ),
            (
                &[("retry-after", "-1")],
                "<html>",
                Scope::Address,
                false,
                UNSAID_ADDRESS,
            ),
        ];
        for (pairs, body, scope, shared, retry_after) in table {
            let expected = Limited {
                scope,
                shared,
                retry_after,
            };
            assert_eq!(
                limited(&headers(pairs), body.as_bytes()),
                expected,
                "{body}"
            );
        }
    }

    #[test]
    fn a_wrong_header_teaches_nothing() {
        for wrong in ["soon", "NaN", "-3", ""] {
            let pairs = [
                ("x-ratelimit-limit", "5"),
                ("x-ratelimit-remaining", "4"),
                ("x-ratelimit-reset-after", wrong),
            ];
            assert!(learnt(&headers(&pairs)).is_none(), "{wrong}");
        }
    }
}
