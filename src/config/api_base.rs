//! Scheme and host of Discord's API, checked before a token could be sent there.

use std::net::IpAddr;

use reqwest::Url;

use crate::config::mistake::Wrong;

/// Where Discord itself answers.
const DISCORD: [&str; 3] = [
    "https://discord.com",
    "https://canary.discord.com",
    "https://ptb.discord.com",
];

/// What an address looks like, for advice.
const LIKE: &str = "write scheme and host only, as in `https://discord.com`";

/// `scheme://host[:port]` without path, query or credentials; either Discord's, this machine's, or trusted by the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiBase(String);

impl Default for ApiBase {
    fn default() -> Self {
        Self("https://discord.com".to_owned())
    }
}

impl ApiBase {
    /// Reads an address. Plain `http` is for this machine only; hosts other than Discord's and this machine need `is_trusted`.
    pub fn parse(text: &str, is_trusted: bool) -> Result<Self, Wrong> {
        let url = address(text)?;
        let is_here = is_loopback(&url);
        if url.scheme() == "http" && !is_here {
            return Err(Wrong::new(
                "is plain http, and the token would travel in the clear",
                "write `https://`; `http://` is for this machine only",
            ));
        }
        let base = Self(url.origin().ascii_serialization());
        if !base.is_discord() && !is_here && !is_trusted {
            return Err(Wrong::new(
                "is neither Discord nor this machine, and the token would be sent there",
                "leave it out, or add `trust_api_base = true` if that server is yours",
            ));
        }
        Ok(base)
    }

    /// `scheme://host[:port]`, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether Discord itself answers there.
    pub fn is_discord(&self) -> bool {
        DISCORD.contains(&self.as_str())
    }

    /// Whether the operator's word is needed before a token goes there.
    pub(super) fn needs_trust(&self) -> bool {
        Self::parse(&self.0, false).is_err()
    }
}

/// An address with a host and nothing behind it.
fn address(text: &str) -> Result<Url, Wrong> {
    let Some((scheme, _)) = text.split_once("://") else {
        return Err(Wrong::new("has no scheme", LIKE));
    };
    if !["http", "https"].contains(&scheme) {
        return Err(Wrong::new("is not an http or https address", LIKE));
    }
    let Ok(url) = Url::parse(text) else {
        return Err(Wrong::new("is not an address", LIKE));
    };
    let extra = if !url.username().is_empty() || url.password().is_some() {
        Some("has credentials in it")
    } else if url.path().starts_with("/api") {
        Some("has the path of the API, which is added by itself")
    } else if url.path() != "/" {
        Some("has a path")
    } else if url.query().is_some() {
        Some("has a query")
    } else if url.fragment().is_some() {
        Some("has a fragment")
    } else if url.port() == Some(0) {
        Some("has port 0")
    } else {
        None
    };
    match extra {
        Some(what) => Err(Wrong::new(what, LIKE)),
        None => Ok(url),
    }
}

/// Whether the host is this machine: 127.0.0.0/8, `::1` or `localhost`.
fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let number = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || number.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}
