//! What is seen of a connection from the outside. Pure: looks and times come in.
//!
//! The library keeps a record for its connection, and touches it when the stage changed, when a heartbeat was acknowledged, and
//! when it gives the connection up. Each look leaves [`MARK`] in the record, so that the next one tells whether it was touched.

use std::time::{Duration, Instant};

use serenity::gateway::ConnectionStage;

/// Left in the record in the place of the delay of a heartbeat.
pub(super) const MARK: Duration = Duration::MAX;

/// Where a connection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Not connected yet.
    Connecting,
    /// Connected; a session is about to be started.
    Greeting,
    /// In a session.
    Up,
    /// Connecting again to go on with the session.
    Resuming,
    /// The library gave the session up and would start another.
    Lost,
}

/// The library's record: stage, and delay of the last heartbeat where it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// The stage.
    pub(super) stage: ConnectionStage,
    /// The delay, or [`MARK`].
    pub(super) delay: Option<Duration>,
}

/// A connection's state.
#[derive(Clone, Debug)]
pub(super) struct Pulse {
    /// When the last look was.
    pub(super) looked_at: Instant,
    /// Where it stands.
    pub(super) phase: Phase,
    /// Since when.
    pub(super) since: Instant,
    /// When a heartbeat was acknowledged last.
    pub(super) acked_at: Option<Instant>,
    /// The longest time between two acknowledgements, from the third one on.
    pub(super) interval: Option<Duration>,
    /// Whether a session may have been started.
    pub(super) identified: bool,
    /// READY and RESUMED seen before.
    greetings: u64,
    /// Acknowledgements in a row.
    acks: u32,
    /// The longest time between two of them so far.
    longest: Duration,
    /// The record looked like the end at the last look.
    doubt: bool,
}

impl Pulse {
    /// Nothing is there yet.
    pub(super) fn new(now: Instant) -> Self {
        Self {
            looked_at: now,
            phase: Phase::Connecting,
            since: now,
            acked_at: None,
            interval: None,
            identified: false,
            greetings: 0,
            acks: 0,
            longest: Duration::ZERO,
            doubt: false,
        }
    }

    /// Takes a look: the record, where there is one, and how many READY and RESUMED have come.
    pub(super) fn look(&mut self, record: Option<Record>, greetings: u64, now: Instant) {
        self.looked_at = now;
        if self.phase == Phase::Lost {
            return;
        }
        if greetings != self.greetings {
            self.greetings = greetings;
            self.doubt = false;
            self.identified = true;
            self.enter(Phase::Up, now);
        } else if self.doubt {
            self.enter(Phase::Lost, now);
        }
        match record {
            // A connection had been there: it is about to be replaced.
            None if self.phase != Phase::Connecting => self.enter(Phase::Lost, now),
            Some(record) if record.delay != Some(MARK) => self.touched(record, now),
            _ => {}
        }
    }

    /// The library was let connect again.
    pub(super) fn resuming(&mut self, now: Instant) {
        self.enter(Phase::Resuming, now);
    }

    /// The record was touched since the last look.
    fn touched(&mut self, record: Record, now: Instant) {
        let greeting = matches!(self.phase, Phase::Connecting | Phase::Greeting);
        // The first look may come late: there was a connection, so there may be a session.
        self.identified |= self.phase == Phase::Connecting;
        match (record.stage, record.delay) {
            (ConnectionStage::Disconnected, None) if self.phase == Phase::Connecting => {
                self.enter(Phase::Greeting, now);
            }
            // The library connects again by itself.
            (ConnectionStage::Resuming | ConnectionStage::Connecting, _) => {
                if self.phase != Phase::Resuming {
                    self.enter(Phase::Resuming, now);
                }
            }
            (ConnectionStage::Connected, Some(_)) => self.acked(now),
            // Either READY or RESUMED is about to be seen as well, or it is the end.
            (ConnectionStage::Connected, None) => {
                self.doubt = self.phase != Phase::Up || now != self.since;
            }
            // HELLO never came.
            (ConnectionStage::Handshake, _) if greeting => {
                self.identified = false;
                self.enter(Phase::Lost, now);
            }
            _ => self.enter(Phase::Lost, now),
        }
    }

    fn acked(&mut self, now: Instant) {
        if let Some(before) = self.acked_at {
            self.longest = self.longest.max(now - before);
            self.acks += 1;
        }
        if self.acks >= 2 {
            self.interval = Some(self.longest);
        }
        self.acked_at = Some(now);
    }

    fn enter(&mut self, phase: Phase, now: Instant) {
        self.phase = phase;
        self.since = now;
        if phase == Phase::Up {
            // Heartbeats are counted anew after each READY and RESUMED.
            (self.acked_at, self.acks, self.longest) = (None, 0, Duration::ZERO);
        }
    }
}

#[cfg(test)]
mod tests {
    use serenity::gateway::ConnectionStage::{
        self, Connected, Disconnected, Handshake, Identifying, Resuming,
    };

    use super::{Duration, Instant, MARK, Phase, Pulse, Record};

    const DELAY: Option<Duration> = Some(Duration::from_millis(3));

    /// A look: the record's stage and delay, and the greetings until then.
    type Look = (Option<(ConnectionStage, Option<Duration>)>, u64);

    const FRESH: Look = (Some((Disconnected, None)), 0);
    const READY: Look = (Some((Connected, None)), 1);

    /// A record that nobody touched.
    fn same(stage: ConnectionStage, greetings: u64) -> Look {
        (Some((stage, Some(MARK))), greetings)
    }

    /// A record that was touched and knows no delay.
    fn told(stage: ConnectionStage, greetings: u64) -> Look {
        (Some((stage, None)), greetings)
    }

    /// Looks once a second.
    fn after(looks: &[Look]) -> Pulse {
        let start = Instant::now();
        let mut pulse = Pulse::new(start);
        for (at, (record, greetings)) in (1..).zip(looks) {
            let record = record.map(|(stage, delay)| Record { stage, delay });
            pulse.look(record, *greetings, start + Duration::from_secs(at));
        }
        pulse
    }

    #[test]
    fn the_record_tells_where_a_connection_stands() {
        use Phase::{Connecting, Greeting, Lost, Up};
        let end = [told(Connected, 1), same(Connected, 1)];
        let resumed = [told(Resuming, 1), told(Connected, 2)];
        let table: [(&[Look], Phase, bool); 14] = [
            (&[(None, 0)], Connecting, false),
            (&[FRESH], Greeting, true),
            (&[FRESH, same(Disconnected, 0)], Greeting, true),
            (&[FRESH, READY], Up, true),
            (&[READY], Up, true),
            (&[FRESH, told(Connected, 0), same(Connected, 1)], Up, true),
            (&[FRESH, READY, end[0]], Up, true),
            (&[FRESH, READY, end[0], end[1]], Lost, true),
            (&[FRESH, READY, resumed[0]], Phase::Resuming, true),
            (&[FRESH, READY, resumed[0], resumed[1]], Up, true),
            (&[FRESH, told(Identifying, 0)], Lost, true),
            (&[told(Identifying, 0)], Lost, true),
            (&[told(Handshake, 0)], Lost, false),
            (&[FRESH, (None, 0)], Lost, true),
        ];
        for (row, (looks, phase, identified)) in table.into_iter().enumerate() {
            let pulse = after(looks);
            assert_eq!(
                (pulse.phase, pulse.identified),
                (phase, identified),
                "row {row}"
            );
        }
    }

    #[test]
    fn the_interval_is_the_longest_between_acknowledgements() {
        let ack = (Some((Connected, DELAY)), 1);
        let same = same(Connected, 1);
        assert_eq!(after(&[READY, ack, same, same, ack]).interval, None);
        let seen = after(&[READY, ack, same, same, ack, ack]);
        assert_eq!(seen.interval, Some(Duration::from_secs(3)));
    }
}
