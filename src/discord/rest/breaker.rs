//! Keeps the count of invalid answers far below what Discord bans an address for. Pure: the time comes in.
//!
//! Discord bans an address for a while after 10,000 answers of 401, 403 or 429 in ten minutes. This bot stays below 100 in any
//! ten minutes, whatever goes wrong: [`FREE`] answers may go wrong at full speed, requests under way counted as if they did,
//! and from then on one request in [`SPACING`] finds out whether things are better. Requests that nobody waits for slow down
//! earlier. The hard stop at [`HARD`] is there in case that reasoning is wrong.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// How long an invalid answer counts.
const MEMORY: Duration = Duration::from_mins(10);
/// Invalid answers at full speed, together with requests under way.
const FREE: usize = 66;
/// Invalid answers from which on requests with the bot token are spaced out.
const FREE_BOT: usize = 45;
/// Between two requests once [`FREE`] is used up: 20 in ten minutes.
const SPACING: Duration = Duration::from_secs(30);
/// Between two requests with the bot token once [`FREE_BOT`] is used up: even if all of them go wrong, [`FREE`] is not reached,
/// and answers to interactions are not held up.
const SPACING_BOT: Duration = Duration::from_secs(30);
/// Invalid answers at which nothing is sent.
const HARD: usize = 2_000;
/// When to ask again where only requests under way are in the way.
const SOON: Duration = Duration::from_millis(20);

/// Counts invalid answers.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    /// When the invalid answers of the last ten minutes came, oldest first.
    invalid: VecDeque<Instant>,
    /// Requests that are under way.
    under_way: usize,
    /// When the last spaced request left.
    last_spaced: Option<Instant>,
    /// When the last request with the bot token left.
    last_bot: Option<Instant>,
}

impl Breaker {
    /// When a request may leave: `None` for now.
    pub(super) fn wait(&mut self, bot: bool, now: Instant) -> Option<Instant> {
        self.forget(now);
        let count = self.invalid.len();
        if count >= HARD {
            let must_go = self.invalid.get(count - HARD);
            return must_go.map(|oldest| *oldest + MEMORY);
        }
        let spaced = if count >= FREE {
            next(self.last_spaced, SPACING, now)
        } else if count + self.under_way >= FREE {
            Some(now + SOON)
        } else {
            None
        };
        let slow = bot && count >= FREE_BOT;
        let spaced_bot = slow
            .then(|| next(self.last_bot, SPACING_BOT, now))
            .flatten();
        spaced.max(spaced_bot)
    }

    /// A request leaves.
    pub(super) fn sent(&mut self, bot: bool, now: Instant) {
        self.under_way += 1;
        if self.invalid.len() >= FREE {
            self.last_spaced = Some(now);
        }
        if bot {
            self.last_bot = Some(now);
        }
    }

    /// A request came to its end, with an invalid answer or otherwise.
    pub(super) fn ended(&mut self, invalid: bool, now: Instant) {
        self.under_way = self.under_way.saturating_sub(1);
        if invalid {
            self.invalid.push_back(now);
        }
    }

    /// Drops what no longer counts.
    fn forget(&mut self, now: Instant) {
        while self.invalid.front().is_some_and(|at| *at + MEMORY <= now) {
            self.invalid.pop_front();
        }
    }
}

/// When the next one may follow the last one: `None` for now.
fn next(last: Option<Instant>, spacing: Duration, now: Instant) -> Option<Instant> {
    last.map(|at| at + spacing).filter(|at| *at > now)
}

#[cfg(test)]
mod tests {
    use super::{Breaker, Duration, FREE, HARD, Instant, MEMORY};

    /// Sends whatever may be sent, at most one in `step`, every answer invalid; returns when they left.
    fn storm(bot: bool, step: Duration, length: Duration) -> Vec<Duration> {
        let start = Instant::now();
        let mut breaker = Breaker::default();
        let (mut after, mut sent) = (Duration::ZERO, Vec::new());
        while after < length {
            if breaker.wait(bot, start + after).is_none() {
                breaker.sent(bot, start + after);
                breaker.ended(true, start + after);
                sent.push(after);
            }
            after += step;
        }
        sent
    }

    fn most_in_ten_minutes(sent: &[Duration]) -> usize {
        let within = |from: &Duration| {
            sent.iter()
                .filter(|at| *at >= from && **at < *from + MEMORY)
                .count()
        };
        sent.iter().map(within).max().unwrap_or(0)
    }

    #[test]
    fn a_storm_of_invalid_answers_stays_below_a_hundred() {
        for (bot, step_ms) in [(true, 25), (false, 5), (false, 997)] {
            let sent = storm(
                bot,
                Duration::from_millis(step_ms),
                Duration::from_secs(2_000),
            );
            let most = most_in_ten_minutes(&sent);
            assert!(most < 100, "{most} with steps of {step_ms} ms");
        }
    }

    #[test]
    fn requests_under_way_count_as_if_they_went_wrong() {
        let now = Instant::now();
        let mut breaker = Breaker::default();
        for _ in 0..FREE {
            assert_eq!(breaker.wait(false, now), None);
            breaker.sent(false, now);
        }
        assert!(breaker.wait(false, now).is_some());
        breaker.ended(false, now);
        assert_eq!(breaker.wait(false, now), None);
    }

    #[test]
    fn the_hard_stop_lasts_until_the_window_has_moved_on() {
        let now = Instant::now();
        let mut breaker = Breaker::default();
        for _ in 0..HARD {
            breaker.ended(true, now);
        }
        assert_eq!(breaker.wait(false, now), Some(now + MEMORY));
        assert_eq!(breaker.wait(false, now + MEMORY), None);
    }
}
