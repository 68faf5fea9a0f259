//! What can go wrong with a call, in words that give nothing away.

use std::fmt;

use reqwest::StatusCode;

/// Why a call came to nothing. Neither [`Display`](fmt::Display) nor [`Debug`](fmt::Debug) shows an address, a token or a body.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub struct Fault {
    /// The route's name, such as `send message`.
    pub route: &'static str,
    /// The status of the answer, where there was one.
    pub status: Option<u16>,
    /// Discord's own error code, where the answer had one.
    pub code: Option<u32>,
    /// What it means for the caller.
    pub kind: FaultKind,
}

/// What a fault means for the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// No connection, or it broke before the answer.
    Unreachable,
    /// The time for the whole call is over; whether Discord acted on it is unknown.
    Timeout,
    /// The bot token is wrong: nothing more is sent.
    Unauthorized,
    /// The bot may not do this.
    Forbidden,
    /// There is no such thing any more.
    NotFound,
    /// The interaction or its token is no longer known: too late, nothing to repeat.
    UnknownInteraction,
    /// Somebody has answered this interaction before.
    AlreadyAnswered,
    /// The member takes no direct messages from this bot.
    ClosedDms,
    /// Sending would break a limit that is known, and the limit lasts longer than the call may.
    RateLimited,
    /// Discord refuses the request as wrong: a mistake on this side.
    Refused,
    /// Discord has trouble of its own.
    Server,
    /// The answer is not what the route promises, or too long.
    Unreadable,
    /// Nothing is sent any more, because the token was refused before.
    Stopped,
}

impl FaultKind {
    /// Reads an answer that is no success.
    pub(super) fn of(status: StatusCode, code: Option<u32>) -> Self {
        match (status.as_u16(), code) {
            (_, Some(10_062 | 10_015 | 50_027)) => Self::UnknownInteraction,
            (_, Some(40_060)) => Self::AlreadyAnswered,
            (_, Some(50_007 | 50_278)) => Self::ClosedDms,
            (401, _) => Self::Unauthorized,
            (403, _) => Self::Forbidden,
            (404, _) => Self::NotFound,
            (429, _) => Self::RateLimited,
            (400..=499, _) => Self::Refused,
            (500..=599, _) => Self::Server,
            _ => Self::Unreadable,
        }
    }

    /// What happened and what to do next.
    fn sentence(self) -> &'static str {
        match self {
            Self::Unreachable => "discord cannot be reached; check the network and `api_base`",
            Self::Timeout => "discord did not answer in time",
            Self::Unauthorized => {
                "discord refuses the bot token; put the current one from the developer portal in place"
            }
            Self::Forbidden => "the bot may not do this; check its permissions",
            Self::NotFound => "discord does not know it any more",
            Self::UnknownInteraction => "the interaction is over; the member has to press again",
            Self::AlreadyAnswered => "the interaction has been answered before",
            Self::ClosedDms => "the member takes no direct messages from this bot",
            Self::RateLimited => "a rate limit is in the way; try again later",
            Self::Refused => "discord refuses the request as wrong; this is a bug to report",
            Self::Server => "discord has trouble of its own; try again later",
            Self::Unreadable => "the answer is not what this route promises",
            Self::Stopped => "nothing is sent since discord refused the bot token",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.route, self.kind.sentence())?;
        match (self.status, self.code) {
            (Some(status), Some(code)) => write!(f, " (status {status}, code {code})"),
            (Some(status), None) => write!(f, " (status {status})"),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::{FaultKind, StatusCode};

    #[test]
    fn codes_say_more_than_the_status() {
        let table = [
            (404, Some(10_062), FaultKind::UnknownInteraction),
            (404, Some(10_015), FaultKind::UnknownInteraction),
            (401, Some(50_027), FaultKind::UnknownInteraction),
            (400, Some(40_060), FaultKind::AlreadyAnswered),
            (403, Some(50_007), FaultKind::ClosedDms),
            (403, Some(50_278), FaultKind::ClosedDms),
            (403, Some(50_013), FaultKind::Forbidden),
            (404, Some(10_003), FaultKind::NotFound),
            (401, None, FaultKind::Unauthorized),
            (400, Some(50_035), FaultKind::Refused),
            (429, None, FaultKind::RateLimited),
            (504, None, FaultKind::Server),
            (302, None, FaultKind::Unreadable),
        ];
        for (status, code, kind) in table {
            assert_eq!(
                FaultKind::of(StatusCode::from_u16(status).unwrap(), code),
                kind,
                "{status}"
            );
        }
    }
}
