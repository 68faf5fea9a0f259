//! Measures the store: what durable turns cost, alone and shared, with few members and with many.
//!
//! ```text
//! cargo build --release --example store
//! target/release/examples/store                                   # in a folder of its own under the temporary one
//! target/release/examples/store --dir /var/lib/disk --members 1000,1000000
//! ```
//!
//! # What the figures mean
//!
//! - `one sync`: a file grows by 4 KiB that are synchronised to the disk, the median of many.
//! - `together`: durable turns a second while 64 members write at once; `alone`: the same store, where each turn is waited for
//!   before the next one is sent, so that every turn has a commit of its own. Each is measured on this disk, and once more with
//!   a pause of 2 ms before every commit, which stands for a slower disk.
//! - `500 a second`: milliseconds from when a turn should begin until it is durable; `log` is the largest write-ahead log seen.
//! - `members`: a turn reads a record and saves a place, one after the other, for members at random. `start` is opening the
//!   files after an orderly end. Bytes are those of both files at that time, resident memory is the whole process.
//!
//! Nothing fails where a figure is bad: the machine is not always the same.
#![expect(clippy::print_stdout, reason = "a tool that prints what it measures")]

/// Stores that are full.
mod many;
/// Turns and their times.
mod turns;

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::Parser;

use crate::turns::{Pace, median};

/// Measures the store; the head of `examples/store/main.rs` explains the figures.
#[derive(Debug, Parser)]
struct Args {
    /// Where the files are made [default: the temporary folder]
    #[arg(long)]
    dir: Option<PathBuf>,
    /// How many members stores have
    #[arg(long, value_delimiter = ',', default_value = "1000,1000000")]
    members: Vec<u64>,
    /// How long each rate is measured, in seconds
    #[arg(long, default_value_t = 5)]
    secs: u64,
}

/// How often a single sync is measured.
const SYNCS: usize = 200;

/// A slower disk: so long waits every commit more.
const SLOW: Duration = Duration::from_millis(2);

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let dir = args.dir.unwrap_or_else(std::env::temp_dir);
    let time = Duration::from_secs(args.secs);
    println!("folder        {}", dir.display());
    let sync = sync_cost(&dir)?;
    println!("one sync      {:.3} ms", millis(sync));
    for (name, pause) in [("this disk", None), ("2 ms more", Some(SLOW))] {
        let pace = Pace { pause, time };
        let (together, alone) = turns::rates(&dir, pace)?;
        println!(
            "{name}     together {together:.0}/s   alone {alone:.0}/s   ratio {:.1}",
            together / alone
        );
        let steady = turns::steady(&dir, pace)?;
        println!(
            "{name}     500 a second: p50 {:.2} ms   p99 {:.2} ms   max {:.2} ms   log {} KiB",
            millis(steady.p50),
            millis(steady.p99),
            millis(steady.max),
            steady.log_bytes / 1024
        );
    }
    for members in args.members {
        many::measure(&dir, members)?;
    }
    Ok(())
}

/// What it costs to bring a page to the end of a file on the disk.
fn sync_cost(dir: &Path) -> anyhow::Result<Duration> {
    let folder = tempfile::tempdir_in(dir).context("no folder can be made")?;
    let mut file = File::create(folder.path().join("sync"))?;
    let mut times = Vec::new();
    for _ in 0..SYNCS {
        let begun = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.push(begun.elapsed());
    }
    Ok(median(&mut times))
}

/// A time in milliseconds.
fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
