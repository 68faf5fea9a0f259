//! Reminders when everything fails: never two messages for one slot.

use std::time::Duration;

use alongside::member::Change;

use crate::common::reminding::Bot;
use crate::common::{Dice, tell};
use crate::fake::misbehave::RestFault;

const ANA: u64 = 1001;

/// How many bots go through it side by side, and how many slots each bot has at most.
const BOTS_MAX: u64 = 64;
const SLOTS_MAX: u64 = 100;

/// How many slots in all: a hundred thousand in the long run, fewer in every day's.
fn rounds() -> u64 {
    let set = std::env::var("ALONGSIDE_ROUNDS").ok();
    set.and_then(|text| text.parse().ok()).unwrap_or(160)
}

/// What a run of many slots came to.
#[derive(Debug, Default)]
struct Counts {
    slots: u64,
    messages: u64,
    requests: u64,
    kills: u64,
    twice: u64,
}

/// Something that Discord or the network does to the next request. Silence is rare, for it takes its time.
fn fault(dice: &mut Dice) -> RestFault {
    match dice.below(400) {
        0 => RestFault::Timeout,
        1 => RestFault::TimeoutBody,
        2..100 => RestFault::CommitThenDrop,
        100..160 => RestFault::Server(500),
        160..220 => RestFault::Server(502),
        220..260 => RestFault::Server(503),
        260..280 => RestFault::Server(504),
        280..310 => RestFault::RateRoute(30),
        310..320 => RestFault::RateGlobal(30),
        320..350 => RestFault::WrongJson,
        350..380 => RestFault::Empty200,
        _ => RestFault::BadRateHeader,
    }
}

/// One slot with its faults, kills and looks.
async fn slot(bot: &mut Bot, dice: &mut Dice, counts: &mut Counts) {
    bot.pass_until(19);
    for _ in 0..dice.below(8) {
        let route = ["/messages", "/messages", "/users/@me/channels"][dice.below(3)];
        bot.fake.misbehave_rest(route, fault(dice), 1);
    }
    for _ in 0..6 {
        if dice.below(5) == 0 {
            let micros = u64::try_from(dice.below(30_000)).unwrap();
            let killed = tokio::time::timeout(Duration::from_micros(micros), bot.look()).await;
            if killed.is_err() {
                counts.kills += 1;
                bot.restart();
            }
        } else {
            bot.look().await;
        }
        bot.pass(1);
    }
}

async fn storm(seed: u64, slots: u64) -> Counts {
    let mut dice = Dice::new(seed);
    let mut bot = Bot::start().await;
    let mut counts = Counts::default();
    bot.reminds(ANA);
    for _ in 0..slots {
        let before = bot.got(ANA).len();
        slot(&mut bot, &mut dice, &mut counts).await;
        bot.save(ANA, vec![Change::Heard]);
        let came = bot.got(ANA).len() - before;
        counts.slots += 1;
        counts.messages += u64::try_from(came).unwrap();
        counts.twice += u64::from(came > 1);
    }
    counts.requests = bot.fake.requests_count();
    counts
}

#[tokio::test(flavor = "multi_thread")]
async fn no_slot_brings_two_messages_in_a_storm() {
    let slots = SLOTS_MAX.min(rounds().div_ceil(16)).max(1);
    let mut left = rounds().div_ceil(slots);
    let mut all = Counts::default();
    let mut seed = 0;
    while left > 0 {
        let bots = left.min(BOTS_MAX);
        let running: Vec<_> = (seed..seed + bots)
            .map(|seed| tokio::spawn(storm(seed, slots)))
            .collect();
        for one in running {
            let one = one.await.unwrap();
            all.slots += one.slots;
            all.messages += one.messages;
            all.requests += one.requests;
            all.kills += one.kills;
            all.twice += one.twice;
        }
        left -= bots;
        seed += bots;
    }
    tell(&format!("the storm: {all:?}"));
    assert_eq!(all.twice, 0, "{all:?}");
    assert!(all.messages * 10 > all.slots * 7, "{all:?}");
}
