//! Turns that are written durably, and how long they take.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use alongside::member::{Address, Change, Consent, Day, Run};
use alongside::store::{Options, Probe, Stage, Store};

/// How many members write at once.
const WRITERS: u64 = 64;

/// How many turns a second a steady stream has.
const STEADY: u32 = 500;

/// The day of all turns.
pub(crate) const TODAY: Day = Day(20_779);

/// How long something is measured, and on which disk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// How much longer every commit takes.
    pub(crate) pause: Option<Duration>,
    /// How long it is measured.
    pub(crate) time: Duration,
}

/// How a steady stream went.
#[derive(Debug)]
pub(crate) struct Steady {
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
    pub(crate) max: Duration,
    /// The largest write-ahead log.
    pub(crate) log_bytes: u64,
}

/// Turns a second: many members at once, and one after the other.
pub(crate) fn rates(dir: &Path, pace: Pace) -> anyhow::Result<(f64, f64)> {
    let folder = tempfile::tempdir_in(dir)?;
    let store = open(folder.path(), pace.pause)?;
    fill(&store, WRITERS)?;
    let together = rate(&store, WRITERS, pace.time)?;
    let alone = rate(&store, 1, pace.time)?;
    Ok((together, alone))
}

/// 500 turns a second, from the moment each should begin until it is durable.
pub(crate) fn steady(dir: &Path, pace: Pace) -> anyhow::Result<Steady> {
    let folder = tempfile::tempdir_in(dir)?;
    let store = Arc::new(open(folder.path(), pace.pause)?);
    fill(&store, 1_000)?;
    let is_over = Arc::new(AtomicBool::new(false));
    let watch = {
        let (is_over, log) = (Arc::clone(&is_over), folder.path().join("alongside.db-wal"));
        std::thread::spawn(move || largest(&log, &is_over))
    };
    let mut times = stream(&store, pace.time)?;
    is_over.store(true, Ordering::Relaxed);
    let log_bytes = watch.join().unwrap_or(0);
    times.sort_unstable();
    Ok(Steady {
        p50: part(&times, 50),
        p99: part(&times, 99),
        max: part(&times, 100),
        log_bytes,
    })
}

fn stream(store: &Arc<Store>, time: Duration) -> anyhow::Result<Vec<Duration>> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_time()
        .build()?;
    runtime.block_on(async {
        let begun = Instant::now();
        let mut turns = Vec::new();
        let mut count = 0;
        while begun.elapsed() < time {
            let due = begun + Duration::from_secs(1) / STEADY * count;
            tokio::time::sleep_until(due.into()).await;
            let store = Arc::clone(store);
            let user = u64::from(count) * 7 % 1_000;
            turns.push(tokio::spawn(async move {
                let who = who(user);
                let _read = store.record(&who)?;
                store.save(&who, vec![stand(user)], TODAY).done().await?;
                anyhow::Ok(due.elapsed())
            }));
            count += 1;
        }
        let mut times = Vec::new();
        for turn in turns {
            times.push(turn.await??);
        }
        Ok(times)
    })
}

fn rate(store: &Store, writers: u64, time: Duration) -> anyhow::Result<f64> {
    let done = AtomicU64::new(0);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..writers)
            .map(|writer| {
                let done = &done;
                scope.spawn(move || -> anyhow::Result<()> {
                    while begun.elapsed() < time {
                        store
                            .save(&who(writer), vec![stand(writer)], TODAY)
                            .wait()?;
                        done.fetch_add(1, Ordering::Relaxed);
                    }
                    Ok(())
                })
            })
            .collect();
        for thread in threads {
            let joined = thread.join();
            joined.map_err(|_panic| anyhow::anyhow!("a writer broke down"))??;
        }
        anyhow::Ok(())
    })?;
    let turns = u32::try_from(done.into_inner())?;
    Ok(f64::from(turns) / begun.elapsed().as_secs_f64())
}

/// How large a file gets.
fn largest(path: &Path, is_over: &AtomicBool) -> u64 {
    let mut largest = 0;
    while !is_over.load(Ordering::Relaxed) {
        let bytes = fs::metadata(path).map_or(0, |found| found.len());
        largest = largest.max(bytes);
        std::thread::sleep(Duration::from_millis(5));
    }
    largest
}

/// A store in a folder, whose commits may take longer.
pub(crate) fn open(folder: &Path, pause: Option<Duration>) -> anyhow::Result<Store> {
    let mut options = Options::new(folder.join("alongside.db"), folder.join("alongside.keys"));
    if let Some(pause) = pause {
        options.probe = Probe::new(move |stage| {
            if stage == Stage::Written {
                std::thread::sleep(pause);
            }
        });
    }
    Ok(Store::open(options)?)
}

/// Members with progress, many written at once.
pub(crate) fn fill(store: &Store, members: u64) -> anyhow::Result<()> {
    let mut waiting = std::collections::VecDeque::new();
    for user in 0..members {
        waiting.push_back(store.save(&who(user), begun(user), TODAY));
        if waiting.len() > 1_024
            && let Some(saving) = waiting.pop_front()
        {
            saving.wait()?;
        }
    }
    for saving in waiting {
        saving.wait()?;
    }
    Ok(())
}

/// A member on the way: two themes begun, one finished, a place.
fn begun(user: u64) -> Vec<Change> {
    let pack = || "run-from-love".into();
    let begin = |theme| Change::Begin {
        pack: pack(),
        theme,
    };
    let run = Run {
        day: TODAY,
        before: Some(4),
        after: Some(6),
        mark: 77,
    };
    let to = Consent::Progress;
    vec![
        Change::Agree {
            to,
            text: to.text(),
        },
        begin(3),
        Change::Finish {
            pack: pack(),
            theme: 3,
            run,
        },
        begin(5),
        stand(user),
    ]
}

/// A place in a talk, as long as they are.
pub(crate) fn stand(user: u64) -> Change {
    let token = format!("{user:060}").into();
    Change::Stand { token }
}

/// A member.
pub(crate) fn who(user: u64) -> Address {
    Address {
        platform: "discord".into(),
        user: (90_000_000_000_000_000 + user).to_string().into(),
    }
}

/// The middle one.
pub(crate) fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    part(times, 50)
}

/// The time within which so many percent of sorted times lie.
pub(crate) fn part(times: &[Duration], percent: usize) -> Duration {
    let at = (times.len() * percent / 100).min(times.len().saturating_sub(1));
    times.get(at).copied().unwrap_or_default()
}
