//! One process for one data folder: races, owners that are killed, and folders that are none.
//!
//! The other processes are this test program again, which then runs [`another_process`] and nothing else.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdin, Command, Stdio};

use alongside::store::owner::{Fault, LOCK_NAME, Owner};
use tempfile::TempDir;

use crate::common::tell;

/// Tells this program that it is the other process.
const OTHER: &str = "ALONGSIDE_OTHER_PROCESS";

/// What the other process answers.
const WON: &str = "won";

/// Another process, which takes folders and gives them back as it is told to.
struct Other {
    child: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStderr>,
}

impl Other {
    fn start() -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "owner::another_process", "--nocapture"])
            .env(OTHER, "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let orders = child.stdin.take().unwrap();
        let answers = BufReader::new(child.stderr.take().unwrap());
        Self {
            child,
            orders,
            answers,
        }
    }

    /// Tells it to take a folder, or with an empty line to give back what it took.
    fn order(&mut self, order: &str) {
        self.orders
            .write_all(format!("{order}\n").as_bytes())
            .unwrap();
    }

    fn answer(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// Takes a folder and keeps it.
    fn takes(&mut self, folder: &Path) -> String {
        self.order(folder.to_str().unwrap());
        self.answer()
    }

    fn is_killed(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        // It may have ended already.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// What the other process does; in the test run itself it is nothing.
#[test]
fn another_process() {
    if std::env::var_os(OTHER).is_none() {
        return;
    }
    let mut owned = None;
    for order in std::io::stdin().lines() {
        let order = order.unwrap();
        drop(owned.take());
        if order.is_empty() {
            tell("free");
            continue;
        }
        match Owner::take(Path::new(&order)) {
            Ok(owner) => {
                owned = Some(owner);
                tell(WON);
            }
            Err(fault) => tell(&fault.to_string()),
        }
    }
}

/// How many races: a thousand in the long run, fewer in every day's.
fn rounds() -> usize {
    let set = std::env::var("ALONGSIDE_ROUNDS").ok();
    set.and_then(|text| text.parse().ok()).unwrap_or(200)
}

fn folder() -> (TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("data");
    (place, folder)
}

#[test]
fn of_two_processes_exactly_one_wins_every_race() {
    let (place, _) = folder();
    let mut others = [Other::start(), Other::start()];
    let mut wins = [0, 0];
    for round in 0..rounds() {
        // A folder that nobody has made yet, then the same one again.
        let folder = place.path().join((round / 2).to_string());
        for other in &mut others {
            other.order(folder.to_str().unwrap());
        }
        let answers = others.each_mut().map(Other::answer);
        let won = answers.each_ref().map(|answer| answer == WON);
        for (wins, won) in wins.iter_mut().zip(won) {
            *wins += u32::from(won);
        }
        assert_ne!(won[0], won[1], "round {round}: {answers:?}");
        let refusal = answers.iter().find(|answer| *answer != WON).unwrap();
        assert!(
            refusal.contains("has the data folder `") && refusal.contains("; stop it, or choose"),
            "{refusal}"
        );
        for other in &mut others {
            other.order("");
            assert_eq!(other.answer(), "free");
        }
    }
    tell(&format!("{} races, won {wins:?}", rounds()));
}

#[test]
fn a_second_is_refused_and_told_by_whom() {
    let (_place, folder) = folder();
    let mut other = Other::start();
    assert_eq!(other.takes(&folder), WON);
    let fault = Owner::take(&folder).unwrap_err();
    assert_eq!(
        fault.to_string(),
        format!(
            "process {} has the data folder `{}` open; stop it, or choose another folder",
            other.child.id(),
            folder.display()
        )
    );
    other.order("");
    assert_eq!(other.answer(), "free");
    Owner::take(&folder).unwrap();
}

#[test]
fn a_killed_owner_leaves_the_folder_free() {
    let (_place, folder) = folder();
    for _ in 0..5 {
        let mut other = Other::start();
        assert_eq!(other.takes(&folder), WON);
        assert!(matches!(Owner::take(&folder), Err(Fault::Taken { .. })));
        other.is_killed();
        drop(Owner::take(&folder).unwrap());
    }
}

#[test]
fn taking_the_lock_file_away_lets_nobody_in() {
    let (_place, folder) = folder();
    let owner = Owner::take(&folder).unwrap();
    fs::remove_file(folder.join(LOCK_NAME)).unwrap();
    assert!(matches!(
        Owner::take(&folder),
        Err(Fault::Taken { process: None, .. })
    ));
    drop(owner);
    Owner::take(&folder).unwrap();
}

#[test]
fn numbers_that_are_no_owners_are_not_told() {
    let (_place, folder) = folder();
    let _owner = Owner::take(&folder).unwrap();
    let own = std::process::id().to_string();
    for text in ["", "0", "-1", "4294967295", "one", &own, &"9".repeat(40)] {
        fs::write(folder.join(LOCK_NAME), text).unwrap();
        let fault = Owner::take(&folder).unwrap_err().to_string();
        assert!(fault.starts_with("another process has"), "{text}: {fault}");
    }
}

#[test]
fn folder_and_lock_file_are_for_their_owner_only() {
    let (_place, folder) = folder();
    let _owner = Owner::take(&folder.join("below")).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("below")), 0o700);
    assert_eq!(mode(&folder.join("below").join(LOCK_NAME)), 0o600);
}

/// Something that stands where the data folder should be, and what is said of it. `HERE` is the folder around it.
type Obstacle = (fn(&Path), &'static str);

/// Every folder that cannot be owned; the data folder is `HERE/data`.
const OBSTACLES: [Obstacle; 9] = [
    (
        |data| fs::write(data, "").unwrap(),
        "the data folder `HERE/data` is not a folder; take away what stands there, or choose another one",
    ),
    (
        |data| symlink(data, data).unwrap(),
        "the data folder `HERE/data` is a symbolic link that leads round in a circle; let it lead to a folder",
    ),
    (
        |data| symlink("nowhere", data).unwrap(),
        "the data folder `HERE/data` is a symbolic link to nothing; make what it leads to, or take it away",
    ),
    (
        |data| read_only_folder(data),
        "the data folder `HERE/data` is read-only; run `chmod u+w` on it, or choose another one",
    ),
    (
        |data| read_only_lock(data),
        "the file `HERE/data/alongside.lock` is read-only; run `chmod u+w` on it",
    ),
    (
        |data| lock_that_is_a_link(data, "elsewhere"),
        "`HERE/data/alongside.lock` is not a file of its own (a link, a folder or a device); take it away",
    ),
    (
        |data| lock_that_is_a_link(data, LOCK_NAME),
        "`HERE/data/alongside.lock` is not a file of its own (a link, a folder or a device); take it away",
    ),
    (
        |data| fs::create_dir_all(data.join(LOCK_NAME)).unwrap(),
        "`HERE/data/alongside.lock` is not a file of its own (a link, a folder or a device); take it away",
    ),
    (
        |data| lock_that_is_a_pipe(data),
        "`HERE/data/alongside.lock` is not a file of its own (a link, a folder or a device); take it away",
    ),
];

fn read_only_folder(data: &Path) {
    fs::create_dir(data).unwrap();
    fs::set_permissions(data, fs::Permissions::from_mode(0o500)).unwrap();
}

fn read_only_lock(data: &Path) {
    fs::create_dir(data).unwrap();
    let lock = data.join(LOCK_NAME);
    fs::write(&lock, "").unwrap();
    fs::set_permissions(&lock, fs::Permissions::from_mode(0o400)).unwrap();
}

fn lock_that_is_a_link(data: &Path, to: &str) {
    fs::create_dir(data).unwrap();
    symlink(to, data.join(LOCK_NAME)).unwrap();
}

fn lock_that_is_a_pipe(data: &Path) {
    fs::create_dir(data).unwrap();
    let pipe = data.join(LOCK_NAME);
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    let kind = rustix::fs::FileType::Fifo;
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, kind, mode, 0).unwrap();
}

#[test]
fn folders_that_cannot_be_owned_say_why() {
    for (make, expected) in OBSTACLES {
        let (place, folder) = folder();
        make(&folder);
        let fault = Owner::take(&folder).unwrap_err().to_string();
        let fault = fault.replace(place.path().to_str().unwrap(), "HERE");
        assert_eq!(fault, expected);
        assert!(!place.path().join("data/elsewhere").exists(), "{expected}");
    }
}

#[test]
fn a_folder_below_a_file_cannot_be_made() {
    let (_place, folder) = folder();
    fs::write(&folder, "").unwrap();
    let fault = Owner::take(&folder.join("below")).unwrap_err();
    assert!(matches!(fault, Fault::NotMade { .. }), "{fault}");
    assert!(fault.to_string().contains("; make it yourself, or choose"));
}
