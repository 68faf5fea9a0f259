//! Faults as responses.

use serde_json::{Value, json};

use super::super::http::Reply;
use super::super::misbehave::RestFault;
use super::super::state::Shared;
use super::Outcome;

/// Milliseconds in a second.
const MS: f64 = 1_000.0;

/// What is answered instead of doing the work; `None` where the work is done.
pub(crate) fn instead(shared: &Shared, fault: &RestFault) -> Option<Outcome> {
    let reply = match fault {
        RestFault::RateRoute(ms) => limited(*ms, "user", false),
        RestFault::RateShared(ms) => limited(*ms, "shared", false),
        RestFault::RateGlobal(ms) => limited(*ms, "global", true),
        RestFault::RateWithoutHeader => Reply::json(429, &json!({ "message": "slow down" })),
        RestFault::RateCloudflare => page(429).with("retry-after", 3_600),
        RestFault::Code(code) => refused(*code),
        RestFault::Unauthorized => {
            Reply::json(401, &json!({ "code": 0, "message": "401: Unauthorized" }))
        }
        RestFault::Server(status) => page(*status),
        RestFault::Timeout => return Some(Outcome::Hang),
        RestFault::TimeoutBody => {
            return Some(Outcome::Half(Reply::json(
                200,
                &json!({ "id": "1", "half": "a body" }),
            )));
        }
        RestFault::Empty200 => Reply::empty(200),
        RestFault::WrongJson => Reply::json(200, &json!([{ "what": "is this" }])),
        RestFault::Redirect => Reply::empty(302).with(
            "location",
            format!("http://127.0.0.1:{}/elsewhere", shared.port),
        ),
        RestFault::CommitThenDrop | RestFault::Slow | RestFault::BadRateHeader => return None,
    };
    Some(Outcome::Reply(reply))
}

/// What becomes of a response after the work was done.
pub(crate) fn after(fault: Option<&RestFault>, reply: Reply) -> Outcome {
    match fault {
        Some(RestFault::CommitThenDrop) => Outcome::Drop,
        Some(RestFault::Slow) => Outcome::Slow(reply),
        Some(RestFault::BadRateHeader) => Outcome::Reply(
            reply
                .with("x-ratelimit-remaining", "none")
                .with("x-ratelimit-reset-after", "soon"),
        ),
        _ => Outcome::Reply(reply),
    }
}

fn limited(ms: u64, scope: &str, global: bool) -> Reply {
    let seconds = f64::from(u32::try_from(ms).unwrap_or(u32::MAX)) / MS;
    let body = json!({
        "message": "You are being rate limited.",
        "retry_after": seconds,
        "global": global,
        "code": 0,
    });
    let reply = Reply::json(429, &body)
        .with("retry-after", ms.div_ceil(1_000))
        .with("x-ratelimit-scope", scope)
        .with("x-ratelimit-reset-after", seconds)
        .with("x-ratelimit-remaining", 0)
        .with("via", "1.1 fake");
    if global {
        return reply.with("x-ratelimit-global", "true");
    }
    reply.with("x-ratelimit-bucket", "fake")
}

fn page(status: u16) -> Reply {
    Reply {
        status,
        headers: vec![("content-type", "text/html".to_owned())],
        body: b"<!DOCTYPE html><html><body>error code: 1015</body></html>".to_vec(),
    }
}

fn refused(code: u32) -> Reply {
    let (status, message): (u16, &str) = match code {
        10_003 => (404, "Unknown Channel"),
        10_004 => (404, "Unknown Guild"),
        10_008 => (404, "Unknown Message"),
        10_015 => (404, "Unknown Webhook"),
        10_062 => (404, "Unknown interaction"),
        20_028 => (
            429,
            "The write action you are performing has hit the write rate limit.",
        ),
        40_003 => (429, "You are opening direct messages too fast."),
        40_060 => (400, "Interaction has already been acknowledged."),
        50_001 => (403, "Missing Access"),
        50_007 => (403, "Cannot send messages to this user"),
        50_013 => (403, "Missing Permissions"),
        50_035 => (400, "Invalid Form Body"),
        50_278 => (
            403,
            "Cannot send messages to this user due to having no mutual guilds",
        ),
        200_000 => (400, "Message was blocked by automatic moderation"),
        _ => (400, "Error"),
    };
    let mut body = json!({ "code": code, "message": message });
    if status == 429 {
        body["retry_after"] = Value::from(1.0);
    }
    Reply::json(status, &body)
}
