//! What was measured, and how it is printed.

use std::time::Duration;

use serde_json::json;

use crate::fake::state::Answer;

/// How long Discord waits for an answer.
const DEADLINE: Duration = Duration::from_secs(3);

/// Answers, counted.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// How long each answer took, in microseconds.
    micros: Vec<u32>,
    /// Interactions that were never answered.
    pub(crate) lost: u64,
    /// Answers that came after the deadline.
    pub(crate) late: u64,
    /// Answers that lead elsewhere than they should.
    pub(crate) wrong: u64,
}

impl Tally {
    /// Counts one interaction.
    pub(crate) fn add(&mut self, answer: Option<&Answer>, is_right: impl Fn(&Answer) -> bool) {
        let Some(answer) = answer else {
            self.lost += 1;
            return;
        };
        self.micros
            .push(u32::try_from(answer.after.as_micros()).unwrap_or(u32::MAX));
        self.late += u64::from(answer.after > DEADLINE);
        self.wrong += u64::from(!is_right(answer));
    }

    /// Adds another one's counts.
    pub(crate) fn join(&mut self, other: Self) {
        self.micros.extend(other.micros);
        self.lost += other.lost;
        self.late += other.late;
        self.wrong += other.wrong;
    }

    /// How many interactions there were.
    pub(crate) fn sent(&self) -> u64 {
        self.micros.len() as u64 + self.lost
    }

    /// The times in milliseconds at p50, p99, p99.9 and the longest.
    fn times(&mut self) -> [f64; 4] {
        self.micros.sort_unstable();
        let last = self.micros.len().saturating_sub(1);
        [500, 990, 999, 1_000].map(|permille| {
            let micros = self.micros.get(last * permille / 1_000).copied();
            micros.map_or(f64::NAN, |micros| f64::from(micros) / 1_000.0)
        })
    }
}

/// One line of the result.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    /// What was measured.
    pub(crate) scenario: &'a str,
    /// Which bot.
    pub(crate) bot: &'a str,
    /// The answers.
    pub(crate) tally: Tally,
    /// Second answers to one interaction.
    pub(crate) twice: usize,
    /// How long it took.
    pub(crate) took: Duration,
    /// CPU seconds of the bot.
    pub(crate) cpu_secs: f64,
    /// Resident memory at the end, in MiB.
    pub(crate) rss_mib: f64,
}

/// Prints figures.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Printer {
    /// Whether as JSON.
    pub(crate) json: bool,
}

impl Printer {
    /// What the columns are.
    pub(crate) fn head(self) {
        if !self.json {
            println!(
                "{:<11} {:<9} {:>8} {:>4} {:>4} {:>5} {:>5} {:>8} {:>8} {:>8} {:>8} {:>7} {:>6} {:>6}",
                "scenario",
                "bot",
                "sent",
                "lost",
                "late",
                "wrong",
                "twice",
                "p50",
                "p99",
                "p99.9",
                "max",
                "a sec.",
                "cpu",
                "rss"
            );
        }
    }

    /// A line of figures.
    pub(crate) fn line(self, line: Line<'_>) {
        let Line {
            scenario,
            bot,
            mut tally,
            twice,
            took,
            cpu_secs,
            rss_mib,
        } = line;
        let (sent, lost, late, wrong) = (tally.sent(), tally.lost, tally.late, tally.wrong);
        let [p50, p99, p999, max] = tally.times();
        let count = f64::from(u32::try_from(sent).unwrap_or(u32::MAX));
        let (per_sec, cpu) = (count / took.as_secs_f64(), cpu_secs * 10_000.0 / count);
        if self.json {
            let object = json!({
                "scenario": scenario, "bot": bot, "sent": sent, "lost": lost, "late": late, "wrong": wrong, "twice": twice,
                "p50_ms": p50, "p99_ms": p99, "p999_ms": p999, "max_ms": max, "per_sec": per_sec,
                "cpu_secs_per_10000": cpu, "rss_mib": rss_mib,
            });
            return println!("{object}");
        }
        println!(
            "{scenario:<11} {bot:<9} {sent:>8} {lost:>4} {late:>4} {wrong:>5} {twice:>5} {p50:>8.2} {p99:>8.2} {p999:>8.2} \
             {max:>8.2} {per_sec:>7.0} {cpu:>6.2} {rss_mib:>6.1}"
        );
    }

    /// A figure of its own.
    pub(crate) fn figure(self, scenario: &str, name: &str, value: f64) {
        if self.json {
            println!("{}", json!({ "scenario": scenario, name: value }));
        } else {
            println!("{scenario:<11} {name} {value:.2}");
        }
    }
}

/// The middle one of some values.
pub(crate) fn median(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
