//! What is measured, one function a scenario.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::Scenario;
use crate::bots::{Binaries, Bot, Which, cpu_secs};
use crate::drive::{Pace, Stream, at_rate, saturated};
use crate::fake::Fake;
use crate::fake::misbehave::RestFault;
use crate::figures::{Line, Printer, Tally, median};
use crate::walk;

/// How often a start is measured.
const STARTS: usize = 7;
/// Rounds of `saturation`.
const ROUNDS: usize = 3;
/// Interactions of a burst, and of a round of `saturation`.
const MANY: u64 = 10_000;
/// Interactions that show whether a bot answers at all.
const FIRST: u64 = 32;
/// Interactions before anything is measured.
const WARM_UP: u64 = 3_000;
/// Interactions under way at once in `saturation` and `soak`.
const AT_ONCE: u64 = 32;
/// Interactions between two lines of `soak`.
const STRETCH: u64 = 100_000;
/// The member who floods, or whose answers hang.
const ODD_ONE: u64 = 9_000_000;
/// Between two presses of a member who floods: 1,000 a minute.
const FLOOD_EVERY: Duration = Duration::from_millis(60);
/// How many answers of a stuck member hang, one after the other; the bot waits 2.5 seconds for each.
const HANGING: u64 = 4;
/// Time for the processes to come to rest.
const REST: Duration = Duration::from_secs(2);

/// 200 a second for 30 seconds.
const RATE: Pace = Pace {
    count: 6_000,
    per_sec: 200,
    doubled_every: 0,
};
/// 10,000 within 10 seconds, some of them delivered twice.
const BURST: Pace = Pace {
    count: MANY,
    per_sec: MANY / 10,
    doubled_every: 20,
};
/// 50 a second for 20 seconds, beside somebody odd.
const BESIDE: Pace = Pace {
    count: 1_000,
    per_sec: 50,
    doubled_every: 0,
};

/// Measures what was asked for.
pub(crate) async fn run(
    binaries: &Binaries,
    scenarios: &[Scenario],
    soak: u64,
    print: &Printer,
) -> anyhow::Result<()> {
    if scenarios.contains(&Scenario::Ready) {
        ready(binaries, print).await?;
    }
    if scenarios.iter().all(|one| *one == Scenario::Ready) {
        return Ok(());
    }
    let alongside = Bot::start(binaries, Which::Alongside).await?;
    let constant = Bot::start(binaries, Which::Constant).await?;
    sleep(REST).await;
    for bot in [&alongside, &constant] {
        print.figure("idle", &format!("{} rss", bot.which.name()), bot.rss_mib());
    }
    let stream = Arc::new(walk::record(&alongside).await?);
    explain(&stream, &constant).await;
    print.head();
    let loads = [alongside, constant].map(|bot| Load {
        bot,
        stream: Arc::clone(&stream),
        print: *print,
    });
    for load in &loads {
        load.warm_up().await?;
    }
    for scenario in scenarios {
        match scenario {
            Scenario::Ready => {}
            Scenario::Saturation => saturation(&loads, print).await,
            Scenario::Soak => loads[0].soak(soak).await,
            Scenario::Rate | Scenario::Burst | Scenario::Flood | Scenario::Stuck => {
                for load in &loads {
                    load.measure(*scenario).await;
                }
            }
        }
    }
    Ok(())
}

/// Says what the walks are made of.
async fn explain(stream: &Stream, constant: &Bot) {
    let steps = || stream.chains().iter().flatten();
    let all = steps().count();
    let share = |part: usize| part * 100 / all.max(1);
    let of_kind = |kind| share(steps().filter(|step| step.kind == kind).count());
    eprintln!(
        "{all} steps: {} % commands, {} % presses and picks, {} % completions, {} % dialogs; {} % checked against the walk",
        of_kind(2),
        of_kind(3),
        of_kind(4),
        of_kind(5),
        share(steps().filter(|step| step.right.is_some()).count()),
    );
    let presses = || steps().filter(|step| step.kind == 3);
    let bytes = presses().map(|step| step.answer_bytes).sum::<usize>() / presses().count().max(1);
    if let Some(press) = presses().next() {
        let answer = stream.send(&constant.fake, press, ODD_ONE, false).await;
        let constant = answer.map_or(0, |answer| answer.data.to_string().len());
        eprintln!(
            "an answer to a press is {bytes} bytes on average, {constant} of the constant bot"
        );
    }
}

/// Starts both bots again and again.
async fn ready(binaries: &Binaries, print: &Printer) -> anyhow::Result<()> {
    for which in [Which::Alongside, Which::Constant] {
        let mut times = Vec::new();
        for _ in 0..STARTS {
            let began = Instant::now();
            drop(Bot::start(binaries, which).await?);
            times.push(began.elapsed().as_secs_f64() * 1_000.0);
        }
        let middle = median(&mut times);
        let name = which.name();
        print.figure("ready", &format!("{name} ms"), middle);
        print.figure("ready", &format!("{name} ms, longest"), times[STARTS - 1]);
    }
    Ok(())
}

/// Both bots in turn, and how they compare.
async fn saturation(loads: &[Load; 2], print: &Printer) {
    let mut cpu = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (load, cpu) in loads.iter().zip(&mut cpu) {
            cpu.push(load.measure(Scenario::Saturation).await);
        }
    }
    let [ours, constant] = cpu.map(|mut secs| median(&mut secs));
    print.figure("saturation", "ratio", ours / constant);
}

/// A bot, and what it is sent.
struct Load {
    bot: Bot,
    stream: Arc<Stream>,
    print: Printer,
}

impl Load {
    /// Lets a bot come to speed; fails where it does not answer at all.
    async fn warm_up(&self) -> anyhow::Result<()> {
        let first = self.saturated(FIRST).await;
        let name = self.bot.which.name();
        anyhow::ensure!(
            first.lost == 0,
            "{name} left {} of its first {FIRST} interactions unanswered",
            first.lost
        );
        self.saturated(WARM_UP).await;
        sleep(REST).await;
        Ok(())
    }

    /// Measures one scenario and prints it; the CPU seconds of the bot.
    async fn measure(&self, scenario: Scenario) -> f64 {
        let (began, before) = (Instant::now(), self.bot.cpu_secs());
        let (own, twice) = (cpu_secs("self"), self.twice());
        let (name, tally) = match scenario {
            Scenario::Rate => ("rate", self.at_rate(RATE).await),
            Scenario::Burst => ("burst", self.at_rate(BURST).await),
            Scenario::Flood => ("flood", self.beside(false).await),
            Scenario::Stuck => ("stuck", self.beside(true).await),
            Scenario::Saturation => ("saturation", self.saturated(MANY).await),
            Scenario::Ready | Scenario::Soak => ("", Tally::default()),
        };
        let cpu = self.bot.cpu_secs() - before;
        eprintln!(
            "    the generator itself took {:.2} CPU seconds",
            cpu_secs("self") - own
        );
        self.print(name, tally, (began, cpu, twice));
        sleep(REST).await;
        cpu
    }

    fn print(&self, scenario: &str, tally: Tally, (began, cpu_secs, twice): (Instant, f64, usize)) {
        self.print.line(Line {
            scenario,
            bot: self.bot.which.name(),
            tally,
            twice: self.twice() - twice,
            took: began.elapsed(),
            cpu_secs,
            rss_mib: self.bot.rss_mib(),
        });
    }

    /// Second answers so far.
    fn twice(&self) -> usize {
        let violations = self.bot.fake.violations();
        let second = |sentence: &&String| sentence.contains("40060") || sentence.contains("10062");
        violations.iter().filter(second).count()
    }

    async fn at_rate(&self, pace: Pace) -> Tally {
        self.checked(at_rate(&self.stream, &self.bot.fake, pace).await)
    }

    async fn saturated(&self, count: u64) -> Tally {
        self.checked(saturated(&self.stream, &self.bot.fake, count, AT_ONCE).await)
    }

    /// Only the real bot's answers can be wrong.
    fn checked(&self, mut tally: Tally) -> Tally {
        if self.bot.which == Which::Constant {
            tally.wrong = 0;
        }
        tally
    }

    /// A crowd, beside one member who floods or whose answers hang.
    async fn beside(&self, stuck: bool) -> Tally {
        let odd = tokio::spawn(odd_one(
            Arc::clone(&self.stream),
            Arc::clone(&self.bot.fake),
            stuck,
        ));
        let tally = self.at_rate(BESIDE).await;
        odd.abort();
        tally
    }

    /// As much as is asked for, with a line now and then.
    async fn soak(&self, count: u64) {
        let mut done = 0;
        while done < count {
            let (began, before, twice) = (Instant::now(), self.bot.cpu_secs(), self.twice());
            let tally = self.saturated(STRETCH.min(count - done)).await;
            done += STRETCH;
            let cpu = self.bot.cpu_secs() - before;
            self.print("soak", tally, (began, cpu, twice));
        }
    }
}

/// The member who is not like the others.
async fn odd_one(stream: Arc<Stream>, fake: Arc<Fake>, stuck: bool) {
    let chain = &stream.chains()[0];
    let mut under_way = JoinSet::new();
    for (number, step) in (0..).zip(chain.iter().cycle()) {
        if stuck && number < HANGING {
            // The fault is bound to this one interaction: nobody else's answer can take it.
            let id = stream.id();
            fake.misbehave_rest(&format!("/interactions/{id}/"), RestFault::Timeout, 1);
            stream.send_as(id, &fake, step, (ODD_ONE, false)).await;
            continue;
        }
        if stuck {
            return;
        }
        let (stream, fake, step) = (Arc::clone(&stream), Arc::clone(&fake), step.clone());
        under_way.spawn(async move { stream.send(&fake, &step, ODD_ONE, false).await });
        sleep(FLOOD_EVERY).await;
    }
}
