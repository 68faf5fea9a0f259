//! How much we say: `ALONGSIDE_LOG` or `RUST_LOG` -> a level for our own lines, and for nothing else.

use tracing_subscriber::filter::LevelFilter;

use crate::telemetry::log::OURS;

/// The environment variables that choose the level; the first one that is set counts.
pub const LEVEL_VARIABLES: [&str; 2] = ["ALONGSIDE_LOG", "RUST_LOG"];

/// The level that is used when nothing else is said.
const DEFAULT: LevelFilter = LevelFilter::INFO;

/// The level for our own lines: `debug`, or `alongside=debug` among others, which count for nothing.
///
/// What is said of `alongside` by name beats what is said of everything. What cannot be read is left out.
pub fn level(from: &str) -> LevelFilter {
    let mut named = None;
    let mut bare = None;
    for directive in from.split(',') {
        match directive.split_once('=') {
            Some((target, level)) if target.trim() == OURS => named = read(level).or(named),
            Some(_other) => {}
            None => bare = read(directive).or(bare),
        }
    }
    named.or(bare).unwrap_or(DEFAULT)
}

/// A level by its name; the parser would take an empty one for `error`.
fn read(level: &str) -> Option<LevelFilter> {
    let level = level.trim();
    if level.is_empty() {
        return None;
    }
    level.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_level_can_be_chosen() {
        for (from, expected) in [
            ("", LevelFilter::INFO),
            ("debug", LevelFilter::DEBUG),
            ("DEBUG", LevelFilter::DEBUG),
            (" warn ", LevelFilter::WARN),
            ("off", LevelFilter::OFF),
            ("error,", LevelFilter::ERROR),
            ("alongside=debug", LevelFilter::DEBUG),
            ("alongside = trace", LevelFilter::TRACE),
            ("trace,serenity=trace", LevelFilter::TRACE),
            ("serenity=trace", LevelFilter::INFO),
            ("serenity=trace,hyper=trace", LevelFilter::INFO),
            ("trace,alongside=warn", LevelFilter::WARN),
            ("alongside=warn,trace", LevelFilter::WARN),
            ("alongside=warn,alongside=debug", LevelFilter::DEBUG),
            ("alongside=loud", LevelFilter::INFO),
            ("loud", LevelFilter::INFO),
            ("alongside", LevelFilter::INFO),
            ("alongside=", LevelFilter::INFO),
            (",,=,", LevelFilter::INFO),
            ("[span]=trace", LevelFilter::INFO),
        ] {
            assert_eq!(level(from), expected, "{from}");
        }
    }
}
