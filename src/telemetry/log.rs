//! Log lines: which come through, how they look, and where they go.

use thiserror::Error;
use tracing::{Dispatch, Metadata};
use tracing_subscriber::filter::{FilterFn, LevelFilter, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::{Layer as _, Registry, fmt};

use crate::config::LogFormat;

use crate::telemetry::panic;

/// The one target that comes through, with those below it.
pub(super) const OURS: &str = "alongside";

/// The log was started already; there is one in a process.
#[derive(Debug, Error)]
#[error("the log is running already; start it once, before anything else")]
pub struct Running;

/// Starts the log on standard error, and shows of a panic only its place from now on.
pub fn start(format: LogFormat, level: LevelFilter) -> Result<(), Running> {
    let dispatch = dispatch(format, filter(level), std::io::stderr);
    tracing::dispatcher::set_global_default(dispatch).map_err(|_already| Running)?;
    panic::show_only_the_place();
    Ok(())
}

/// A log that lets through what `filter` does.
///
/// Text begins with the time in UTC and the level, then comes the sentence, then its fields. JSON is one object a line.
fn dispatch<W>(format: LogFormat, filter: FilterFn<impl Passes>, writer: W) -> Dispatch
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    // Complaints of the log about itself would go past the filter, and with a closed standard error they would panic.
    let lines = fmt::layer()
        .with_writer(writer)
        .log_internal_errors(false)
        .with_target(false);
    match format {
        LogFormat::Text => {
            Dispatch::new(Registry::default().with(lines.with_ansi(false).with_filter(filter)))
        }
        LogFormat::Json => {
            let objects = lines
                .json()
                .flatten_event(true)
                .with_current_span(false)
                .with_span_list(false);
            Dispatch::new(Registry::default().with(objects.with_filter(filter)))
        }
    }
}

/// A test of what an event says of itself.
trait Passes: Fn(&Metadata<'_>) -> bool + Send + Sync + 'static {}

impl<F: Fn(&Metadata<'_>) -> bool + Send + Sync + 'static> Passes for F {}

/// Lets our own lines through, up to `level`, and nobody else's.
fn filter(level: LevelFilter) -> FilterFn<impl Passes> {
    filter_fn(move |event| is_ours(event.target()) && *event.level() <= level)
        .with_max_level_hint(level)
}

/// Whether a target is `alongside` or below it.
fn is_ours(target: &str) -> bool {
    let below = target.strip_prefix(OURS);
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};

    use super::*;

    /// Keeps what is written.
    #[derive(Debug, Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What stands in the log after `say`.
    fn heard(format: LogFormat, filter: FilterFn<impl Passes>, say: impl Fn()) -> String {
        let kept = Kept::default();
        let writer = kept.clone();
        let dispatch = dispatch(format, filter, move || writer.clone());
        tracing::dispatcher::with_default(&dispatch, say);
        String::from_utf8(kept.0.lock().unwrap().clone()).unwrap()
    }

    /// One event of a library at each level, with words that must not be seen.
    macro_rules! chatter {
        ($($target:literal),* $(,)?) => {
            $(
                tracing::error!(target: $target, "canary");
                tracing::warn!(target: $target, payload = "canary", "x");
                tracing::info!(target: $target, "canary");
                tracing::debug!(target: $target, "canary");
                tracing::trace!(target: $target, "canary");
                let _inside = tracing::error_span!(target: $target, "connect", token = "canary").entered();
            )*
            tracing::error!("inside the spans of others");
        };
    }

    fn libraries() {
        chatter!(
            "serenity",
            "serenity::gateway::shard",
            "tungstenite",
            "tungstenite::protocol",
            "tokio_tungstenite",
            "hyper",
            "hyper_util::client",
            "reqwest",
            "reqwest::connect",
            "rustls",
            "h2",
            "mio",
            "log",
            "alongsider",
            "alongside_else",
            "not::alongside",
            "",
        );
    }

    #[test]
    fn libraries_are_never_heard_and_we_are() {
        for format in [LogFormat::Text, LogFormat::Json] {
            let text = heard(format, filter(LevelFilter::TRACE), || {
                libraries();
                tracing::trace!("ours at trace");
                tracing::info!(target: "alongside", "ours by name");
                tracing::info!(target: "alongside::discord", "ours from below");
            });
            assert!(!text.contains("canary"), "{text}");
            let own = [
                "inside the spans of others",
                "ours at trace",
                "ours by name",
                "ours from below",
            ];
            assert_eq!(text.lines().count(), own.len(), "{text}");
            assert!(own.iter().all(|sentence| text.contains(sentence)), "{text}");
        }
    }

    #[test]
    fn without_the_filter_libraries_would_be_heard() {
        let open = filter_fn((|_| true) as fn(&Metadata<'_>) -> bool);
        let text = heard(LogFormat::Text, open, libraries);
        assert!(text.matches("canary").count() >= 17 * 5, "{text}");
    }

    #[test]
    fn the_level_holds_for_our_own_lines() {
        let text = heard(LogFormat::Text, filter(LevelFilter::WARN), || {
            tracing::warn!("kept");
            tracing::info!("left out");
        });
        assert!(
            text.contains("kept") && !text.contains("left out"),
            "{text}"
        );
        let text = heard(LogFormat::Text, filter(LevelFilter::OFF), || {
            tracing::error!("x");
        });
        assert_eq!(text, "");
    }

    #[test]
    fn a_line_of_text_is_a_sentence_with_fields_behind_it() {
        let text = heard(LogFormat::Text, filter(LevelFilter::INFO), || {
            tracing::info!(node.id = "shame-1", duration_ms = 3, "answered a press");
        });
        let (time, rest) = text.split_once("Z  ").unwrap();
        assert_eq!(time.len(), "2026-01-01T00:00:00.000000".len());
        assert_eq!(
            rest,
            "INFO answered a press node.id=\"shame-1\" duration_ms=3\n"
        );
    }

    #[test]
    fn a_line_of_json_is_an_object() {
        let text = heard(LogFormat::Json, filter(LevelFilter::INFO), || {
            tracing::info!(node.id = "shame-1", "answered\na press");
        });
        assert_eq!(text.lines().count(), 1);
        let line: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(line["message"], "answered\na press");
        assert_eq!(line["node.id"], "shame-1");
        assert_eq!(line["level"], "INFO");
        assert!(line["timestamp"].as_str().unwrap().ends_with('Z'));
    }
}
