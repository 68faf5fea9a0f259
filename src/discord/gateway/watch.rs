//! When a connection is given up. Pure: the time comes in.

use std::time::{Duration, Instant};

use crate::discord::gateway::Times;
use crate::discord::gateway::pulse::{Phase, Pulse};

/// Why a connection was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// The library's thread does not come to itself: the gateway closed the connection without the library noticing.
    Stalled,
    /// It did not come up in time.
    Stuck,
    /// Heartbeats are no longer acknowledged.
    Silent,
    /// The session is over.
    Lost,
}

/// Whether a connection must be given up, and why.
pub(super) fn judge(pulse: &Pulse, times: &Times, now: Instant) -> Option<Cause> {
    let since = |at: Instant| now.saturating_duration_since(at);
    if since(pulse.looked_at) > times.stall {
        return Some(Cause::Stalled);
    }
    match pulse.phase {
        Phase::Lost => Some(Cause::Lost),
        Phase::Connecting | Phase::Greeting | Phase::Resuming => {
            (since(pulse.since) > times.stage).then_some(Cause::Stuck)
        }
        Phase::Up => {
            let sign = pulse.acked_at.unwrap_or(pulse.since);
            (since(sign) > silence(pulse, times)).then_some(Cause::Silent)
        }
    }
}

/// Two and a half intervals.
fn silence(pulse: &Pulse, times: &Times) -> Duration {
    pulse.interval.unwrap_or(times.interval) * 5 / 2
}

#[cfg(test)]
mod tests {
    use super::{Cause, Duration, Instant, Phase, Pulse, Times, judge};

    #[test]
    fn each_way_of_dying_is_noticed_in_time() {
        let secs = Duration::from_secs;
        let start = Instant::now();
        let times = Times::default();
        let table = [
            (Phase::Connecting, None, 30, None),
            (Phase::Connecting, None, 31, Some(Cause::Stuck)),
            (Phase::Greeting, None, 31, Some(Cause::Stuck)),
            (Phase::Resuming, None, 31, Some(Cause::Stuck)),
            (Phase::Lost, None, 0, Some(Cause::Lost)),
            (Phase::Up, None, 103, None),
            (Phase::Up, None, 104, Some(Cause::Silent)),
            (Phase::Up, Some(secs(4)), 10, None),
            (Phase::Up, Some(secs(4)), 11, Some(Cause::Silent)),
        ];
        for (row, (phase, interval, after, cause)) in table.into_iter().enumerate() {
            let now = start + secs(after);
            let mut pulse = Pulse::new(start);
            (pulse.phase, pulse.interval, pulse.looked_at) = (phase, interval, now);
            assert_eq!(judge(&pulse, &times, now), cause, "row {row}");
        }
        let mut pulse = Pulse::new(start);
        pulse.phase = Phase::Up;
        assert_eq!(judge(&pulse, &times, start + secs(4)), Some(Cause::Stalled));
    }
}
