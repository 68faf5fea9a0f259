//! A store with many members: what a turn costs, what it takes to open, and how large it is.

use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::millis;
use crate::turns::{TODAY, fill, open, part, stand, who};

/// How many turns are measured.
const TURNS: u64 = 3_000;

/// Measures a store with so many members.
pub(crate) fn measure(dir: &Path, members: u64) -> anyhow::Result<()> {
    let folder = tempfile::tempdir_in(dir)?;
    let store = open(folder.path(), None)?;
    let begun = Instant::now();
    fill(&store, members)?;
    drop(store);
    let built = begun.elapsed();
    let bytes = ["alongside.db", "alongside.keys"].map(|name| size(&folder.path().join(name)));

    let begun = Instant::now();
    let store = open(folder.path(), None)?;
    let start = begun.elapsed();
    let mut times = Vec::new();
    for turn in 0..TURNS {
        // Far apart, so that no turn finds what another left in memory.
        let user = turn * 7_919_993 % members;
        let who = who(user);
        let begun = Instant::now();
        let _read = store.record(&who)?;
        store.save(&who, vec![stand(user)], TODAY).wait()?;
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    println!("members {members}");
    println!("  built in        {:.1} s", built.as_secs_f64());
    println!("  start           {:.1} ms", millis(start));
    println!(
        "  a turn          p50 {:.3} ms   p99 {:.3} ms",
        millis(part(&times, 50)),
        millis(part(&times, 99))
    );
    println!(
        "  on disk         {} bytes a member ({} data, {} keys)",
        (bytes[0] + bytes[1]) / members,
        bytes[0] / members,
        bytes[1] / members
    );
    println!("  resident        {} MiB", resident_kib() / 1024);
    Ok(())
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |found| found.len())
}

/// Resident memory of this process, as Linux tells it.
fn resident_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}
