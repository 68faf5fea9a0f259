//! Limits under a virtual clock.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{Class, Key, Learnt, Limits, PER_SECOND, Scope};

const SEND: Key = Key {
    route: "send message",
    major: 1,
};
const OTHER: Key = Key {
    route: "send message",
    major: 2,
};

fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

fn learnt(limit: u32, remaining: u32, reset_after: Duration) -> Learnt {
    Learnt {
        bucket: Some("abc".to_owned()),
        limit,
        remaining,
        reset_after,
    }
}

#[test]
fn a_used_up_window_is_waited_for() {
    let now = Instant::now();
    let mut limits = Limits::default();
    limits.learn(SEND, &learnt(5, 0, secs(3)), now);
    assert_eq!(limits.wait(SEND, Class::Bot, now), Some(now + secs(3)));
    assert_eq!(limits.wait(OTHER, Class::Bot, now), None, "another channel");
    assert_eq!(limits.wait(SEND, Class::Bot, now + secs(3)), None);
}

#[test]
fn requests_count_before_their_answers_come() {
    let now = Instant::now();
    let mut limits = Limits::default();
    limits.learn(SEND, &learnt(5, 2, secs(3)), now);
    for _ in 0..2 {
        assert_eq!(limits.wait(SEND, Class::Bot, now), None);
        limits.sent(SEND, Class::Bot, now);
    }
    assert_eq!(limits.wait(SEND, Class::Bot, now), Some(now + secs(3)));
}

#[test]
fn an_overtaken_answer_does_not_open_a_window_again() {
    let now = Instant::now();
    let mut limits = Limits::default();
    limits.learn(SEND, &learnt(5, 0, secs(3)), now);
    limits.learn(SEND, &learnt(5, 3, secs(3)), now);
    assert!(limits.wait(SEND, Class::Bot, now).is_some());
}

#[test]
fn routes_of_one_bucket_share_its_window() {
    let now = Instant::now();
    let edit = Key {
        route: "edit message",
        major: 1,
    };
    let mut limits = Limits::default();
    limits.learn(edit, &learnt(5, 5, secs(3)), now);
    limits.learn(SEND, &learnt(5, 0, secs(3)), now);
    assert!(limits.wait(edit, Class::Bot, now).is_some());
}

#[test]
fn a_429_concerns_whom_it_names() {
    let table = [
        (Scope::Route, true, false, false),
        (Scope::Global, true, true, false),
        (Scope::Address, true, true, true),
    ];
    for (scope, same, other, interaction) in table {
        let now = Instant::now();
        let mut limits = Limits::default();
        limits.blocked(SEND, scope, secs(7), now);
        let mut blocked = |key, class| limits.wait(key, class, now) == Some(now + secs(7));
        assert_eq!(blocked(SEND, Class::Bot), same, "{scope:?}");
        assert_eq!(blocked(OTHER, Class::Bot), other, "{scope:?}");
        assert_eq!(
            blocked(
                Key {
                    route: "answer",
                    major: 3
                },
                Class::Interaction
            ),
            interaction,
            "{scope:?}"
        );
    }
}

#[test]
fn direct_messages_are_opened_one_a_second() {
    let now = Instant::now();
    let open = Key {
        route: "open direct messages",
        major: 0,
    };
    let mut limits = Limits::default();
    limits.sent(open, Class::OpenDm, now);
    assert_eq!(limits.wait(open, Class::OpenDm, now), Some(now + secs(1)));
    assert_eq!(limits.wait(SEND, Class::Bot, now), None);
}

#[test]
fn what_is_remembered_is_bounded() {
    let now = Instant::now();
    let mut limits = Limits::default();
    for major in 0..30_000 {
        let after = now + Duration::from_millis(major);
        limits.learn(
            Key {
                route: "send message",
                major,
            },
            &learnt(5, 4, secs(1)),
            after,
        );
    }
    assert!(limits.windows.len() <= super::REMEMBERED);
}

/// A server that answers with what a window of `limit` requests in `length` would say.
struct Server {
    limit: u32,
    length: Duration,
    opened: Option<Instant>,
    used: u32,
}

impl Server {
    fn answer(&mut self, now: Instant) -> Learnt {
        let open = self.opened.filter(|at| *at + self.length > now);
        if open.is_none() {
            self.used = 0;
        }
        let opened = *self.opened.insert(open.unwrap_or(now));
        self.used += 1;
        assert!(self.used <= self.limit, "sent inside a known window");
        learnt(
            self.limit,
            self.limit - self.used,
            opened + self.length - now,
        )
    }
}

proptest! {
    #[test]
    fn nothing_is_sent_inside_a_known_window(
        steps in proptest::collection::vec(0_u64..400, 1..300),
        limit in 1_u32..8,
        length_ms in 100_u64..5_000,
    ) {
        let mut now = Instant::now();
        let mut limits = Limits::default();
        let mut server = Server { limit, length: Duration::from_millis(length_ms), opened: None, used: 0 };
        for step in steps {
            now += Duration::from_millis(step);
            if limits.wait(SEND, Class::Bot, now).is_none() {
                limits.sent(SEND, Class::Bot, now);
                let learnt = server.answer(now);
                limits.learn(SEND, &learnt, now);
            }
        }
    }

    #[test]
    fn no_second_takes_more_than_the_global_limit(steps in proptest::collection::vec(0_u64..60, 1..600)) {
        let mut now = Instant::now();
        let mut limits = Limits::default();
        let mut sent = Vec::new();
        for (major, step) in (0..).zip(steps) {
            now += Duration::from_millis(step);
            let key = Key { route: "send message", major };
            if limits.wait(key, Class::Bot, now).is_none() {
                limits.sent(key, Class::Bot, now);
                sent.push(now);
            }
        }
        for from in &sent {
            let within = sent.iter().filter(|at| *at >= from && **at < *from + secs(1)).count();
            prop_assert!(within <= PER_SECOND);
        }
    }
}
