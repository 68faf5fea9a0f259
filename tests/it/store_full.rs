//! A full disk: whatever is confirmed is there, whatever is not is refused, and with room again everything goes on.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use alongside::member::{AnswerId, Change, Consent};
use alongside::store::{Fault, Options, Store};

use crate::store_use::model::{Deed, Kept, name};
use crate::store_use::{TODAY, assert_whole, open, options, save, stand, who};

/// How many members write.
const MEMBERS: usize = 10;
/// How many things each does.
const DEEDS: usize = 20;

/// Members do things until all were tried; what should be kept of those that were confirmed, and how many were not.
fn work(store: &Store) -> (Vec<Kept>, usize) {
    let (mut kept, mut refused) = (vec![Kept::default(); MEMBERS], 0);
    for number in 0..DEEDS {
        for (member, kept) in kept.iter_mut().enumerate() {
            let deed = Deed::of(member, number);
            let who = who(&name(member));
            let changes = deed.changes(|mark| {
                let answers = store.answers(&who).unwrap();
                let found = answers.iter().find(|(_, answer)| answer.mark == mark);
                found.map_or(AnswerId(1), |(id, _)| *id)
            });
            match store.save(&who, changes, TODAY).wait() {
                Ok(_) => *kept = std::mem::take(kept).after(&deed),
                Err(fault) => {
                    assert!(matches!(fault, Fault::Full | Fault::Disk), "{fault:?}");
                    refused += 1;
                    // A key that is destroyed says goodbye at once; what follows a fault is the next thing that works.
                    *kept = Kept::of(store, member);
                }
            }
        }
    }
    (kept, refused)
}

fn assert_kept(store: &Store, kept: &[Kept]) {
    for (member, kept) in kept.iter().enumerate() {
        assert_eq!(Kept::of(store, member), *kept);
    }
}

#[test]
fn whatever_page_is_the_one_too_many_the_rest_goes_on() {
    let (mut full, mut free) = (0, 0);
    for pages in (1..40).step_by(3) {
        let folder = tempfile::tempdir().unwrap();
        let small = Options {
            pages_max: Some(pages),
            ..options(folder.path())
        };
        let store = Store::open(small).unwrap();
        let (kept, refused) = work(&store);
        assert_kept(&store, &kept);
        drop(store);
        assert_whole(folder.path());
        let store = open(folder.path());
        assert_kept(&store, &kept);
        let changes = [Change::Forget];
        save(&store, &name(0), &changes);
        let to = Consent::Progress;
        let text = to.text();
        save(
            &store,
            &name(0),
            &[Change::Agree { to, text }, stand("room")],
        );
        full += usize::from(refused > 0);
        free += usize::from(refused == 0);
    }
    assert!(full > 1 && free > 1, "full {full}, free {free}");
}

/// The child's name as a test.
const NAME: &str = "store_full::works_on_a_small_disk";

#[test]
#[ignore = "it is started where files may not grow"]
fn works_on_a_small_disk() {
    let Ok(folder) = env::var("STORE_FOLDER") else {
        return;
    };
    let folder = PathBuf::from(folder);
    let Ok(store) = Store::open(options(&folder.join("store"))) else {
        say("closed 0");
        return;
    };
    let (kept, refused) = work(&store);
    assert_kept(&store, &kept);
    drop(store);
    say(&format!("{refused} {}", mark(&kept)));
}

/// Says a line that the harness does not begin.
fn say(line: &str) {
    let text = format!("\nsaid {line}\n");
    std::io::stdout().write_all(text.as_bytes()).unwrap();
}

/// A number that stands for what is kept.
fn mark(kept: &[Kept]) -> u64 {
    let mut hasher = DefaultHasher::new();
    format!("{kept:?}").hash(&mut hasher);
    hasher.finish()
}

/// Starts the child where files may have so many blocks of 512 bytes; what it said.
fn small(folder: &Path, blocks: usize) -> (String, u64) {
    fs::create_dir_all(folder.join("store")).unwrap();
    let program = env::current_exe().unwrap();
    let line = format!(
        "trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" --exact {NAME} --ignored --nocapture"
    );
    let mut command = Command::new("sh");
    let command = command.arg("-c").arg(line).arg(program);
    let output = command.env("STORE_FOLDER", folder).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "with {blocks} blocks: {text}");
    let mut said = text.lines().filter_map(|line| line.strip_prefix("said "));
    let (count, mark) = said.next().unwrap().split_once(' ').unwrap();
    (count.to_owned(), mark.parse().unwrap())
}

#[test]
fn however_small_the_disk_nothing_is_damaged_and_it_goes_on() {
    let mut said = Vec::new();
    for blocks in [
        1, 8, 9, 24, 40, 56, 64, 80, 96, 120, 160, 240, 320, 480, 4_000,
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (count, expected) = small(folder.path(), blocks);
        let store = open(&folder.path().join("store"));
        let there: Vec<Kept> = (0..MEMBERS)
            .map(|member| Kept::of(&store, member))
            .collect();
        assert!(
            count == "closed" || mark(&there) == expected,
            "with {blocks} blocks {count} were refused, and others lost: {there:?}"
        );
        said.push(count);
        for member in 0..MEMBERS {
            save(&store, &name(member), &[Change::Forget]);
        }
        let (kept, refused) = work(&store);
        assert_eq!(refused, 0);
        assert_kept(&store, &kept);
        drop(store);
        assert_whole(&folder.path().join("store"));
    }
    assert_eq!(said.first().map(String::as_str), Some("closed"));
    assert_eq!(said.last().map(String::as_str), Some("0"));
    let refusing = said
        .iter()
        .filter(|said| said.parse::<u32>().is_ok_and(|count| count > 0));
    assert!(refusing.count() > 2, "{said:?}");
}
