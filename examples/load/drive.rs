//! How events are sent and answers awaited: at a rate, or as fast as they are answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use crate::fake::Fake;
use crate::fake::member::events;
use crate::fake::state::{Answer, Interaction};
use crate::figures::Tally;
use crate::step::{Chain, Step, fingerprint};

/// Members of the crowd.
const MEMBERS: u64 = 2_500;
/// The first member's id.
const FIRST_MEMBER: u64 = 2_000_000;
/// How far apart members begin in their chains, so that a crowd does all kinds of things at once.
const STRIDE: u64 = 7;
/// How often more is sent, in milliseconds: the sender keeps up where a single timer would not.
const TICK_MS: u64 = 5;

/// What members do.
#[derive(Debug)]
pub(crate) struct Stream {
    chains: Vec<Chain>,
    next_id: AtomicU64,
    next_step: AtomicU64,
}

impl Stream {
    /// A stream of chains, which repeat.
    pub(crate) fn new(chains: Vec<Chain>) -> Self {
        Self {
            chains,
            next_id: AtomicU64::new(1_300_000_000_000_000_000),
            next_step: AtomicU64::new(0),
        }
    }

    /// The same with other chains; ids go on, since a bot answers none twice.
    pub(crate) fn with_chains(self, chains: Vec<Chain>) -> Self {
        Self { chains, ..self }
    }

    /// The chains.
    pub(crate) fn chains(&self) -> &[Chain] {
        &self.chains
    }

    /// What is done next, and by whom.
    fn next(&self) -> (&Step, u64) {
        let at = self.next_step.fetch_add(1, Ordering::Relaxed);
        let (member, round) = (at % MEMBERS, at / MEMBERS);
        let chain = &self.chains[index(member, self.chains.len())];
        let step = &chain[index(round + member * STRIDE, chain.len())];
        (step, FIRST_MEMBER + member)
    }

    /// The id of the next interaction.
    pub(crate) fn id(&self) -> u64 {
        self.next_id.fetch_add(1, Ordering::Relaxed)
    }

    /// One interaction; `None` when no answer came in time. It may be delivered twice.
    pub(crate) async fn send(
        &self,
        fake: &Fake,
        step: &Step,
        member: u64,
        doubled: bool,
    ) -> Option<Answer> {
        self.send_as(self.id(), fake, step, (member, doubled)).await
    }

    /// The same with an id that was taken before.
    pub(crate) async fn send_as(
        &self,
        id: u64,
        fake: &Fake,
        step: &Step,
        (member, doubled): (u64, bool),
    ) -> Option<Answer> {
        let event = step.event(id, member);
        let guild = fake.options().guilds.first().copied().unwrap_or(0);
        let interaction = Interaction {
            token: format!("token-of-{id}"),
            kind: step.kind,
            place: events::in_server(guild),
            by: member,
            message: step.message,
            sent: Instant::now(),
            answer: None,
            original: None,
            thinking: false,
            follow_ups: 0,
            notify: Arc::new(Notify::new()),
        };
        let pending = fake.deliver_text(id, interaction, &event);
        if doubled {
            fake.dispatch_text("INTERACTION_CREATE", &event);
        }
        pending.answered().await
    }

    /// One interaction, counted.
    pub(crate) async fn count(
        &self,
        fake: &Fake,
        step: &Step,
        member: u64,
        doubled: bool,
    ) -> Tally {
        let answer = self.send(fake, step, member, doubled).await;
        let mut tally = Tally::default();
        tally.add(answer.as_ref(), |answer| {
            step.right
                .is_none_or(|right| right == fingerprint(answer.kind, &answer.data))
        });
        tally
    }
}

fn index(number: u64, length: usize) -> usize {
    usize::try_from(number).unwrap_or(0) % length
}

/// How fast a crowd is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// Interactions in all.
    pub(crate) count: u64,
    /// Interactions a second.
    pub(crate) per_sec: u64,
    /// One event in so many is delivered twice; 0 for none.
    pub(crate) doubled_every: u64,
}

/// Sends at a rate, whether answers come or not.
pub(crate) async fn at_rate(stream: &Arc<Stream>, fake: &Arc<Fake>, pace: Pace) -> Tally {
    let mut under_way = JoinSet::new();
    let mut ticks = interval(Duration::from_millis(TICK_MS));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (began, mut sent) = (Instant::now(), 0);
    while sent < pace.count {
        ticks.tick().await;
        let elapsed_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let due = (elapsed_ms * pace.per_sec / 1_000).min(pace.count);
        while sent < due {
            sent += 1;
            let doubled = pace.doubled_every > 0 && sent % pace.doubled_every == 0;
            let (stream, fake) = (Arc::clone(stream), Arc::clone(fake));
            under_way.spawn(async move {
                let (step, member) = stream.next();
                stream.count(&fake, step, member, doubled).await
            });
        }
    }
    total(under_way).await
}

/// Sends as fast as answers come, with so many under way.
pub(crate) async fn saturated(
    stream: &Arc<Stream>,
    fake: &Arc<Fake>,
    count: u64,
    at_once: u64,
) -> Tally {
    let left = Arc::new(AtomicU64::new(count));
    let mut workers = JoinSet::new();
    for _ in 0..at_once {
        let (stream, fake, left) = (Arc::clone(stream), Arc::clone(fake), Arc::clone(&left));
        workers.spawn(async move {
            let mut tally = Tally::default();
            let one_less = |left: u64| left.checked_sub(1);
            while left
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less)
                .is_ok()
            {
                let (step, member) = stream.next();
                tally.join(stream.count(&fake, step, member, false).await);
            }
            tally
        });
    }
    total(workers).await
}

async fn total(mut tasks: JoinSet<Tally>) -> Tally {
    let mut tally = Tally::default();
    while let Some(done) = tasks.join_next().await {
        tally.join(done.unwrap_or_default());
    }
    tally
}
