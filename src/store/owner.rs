//! One process owns a data folder, and every other one is told so at once.
//!
//! The lock is the system's own: it goes with the process, however that ends, and no file has to be cleared away. It is held
//! on the folder too where that is possible, so that taking the lock file away lets nobody in.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use rustix::io::Errno;

/// The file in the data folder that is locked. It holds the number of the process that owns the folder.
pub const LOCK_NAME: &str = "alongside.lock";

/// More than the digits of any process's number.
const PROCESS_BYTES_MAX: u64 = 16;

/// A data folder that is this process's alone, until this value is dropped or the process ends.
#[derive(Debug)]
pub struct Owner {
    /// Dropped before the folder, in the order opposite to taking.
    _lock: File,
    _folder: Option<File>,
}

/// Why a data folder cannot be owned.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Another process owns it.
    #[error("{} has the data folder `{}` open; stop it, or choose another folder", who(*process), folder.display())]
    Taken {
        /// The folder.
        folder: PathBuf,
        /// That process's number, where it is known.
        process: Option<u32>,
    },
    /// Something stands there that is no folder.
    #[error("the data folder `{}` is not a folder; take away what stands there, or choose another one", .0.display())]
    NotAFolder(PathBuf),
    /// Symbolic links lead round in a circle.
    #[error("the data folder `{}` is a symbolic link that leads round in a circle; let it lead to a folder", .0.display())]
    Circle(PathBuf),
    /// A symbolic link leads nowhere.
    #[error("the data folder `{}` is a symbolic link to nothing; make what it leads to, or take it away", .0.display())]
    Dangling(PathBuf),
    /// It is not there and cannot be made.
    #[error("the data folder `{}` cannot be made ({cause}); make it yourself, or choose another one", folder.display())]
    NotMade {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// It may not be looked at.
    #[error("the data folder `{}` cannot be entered ({cause}); change its owner, or choose another one", folder.display())]
    NotEntered {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// Nobody may write into it.
    #[error("the data folder `{}` is read-only; run `chmod u+w` on it, or choose another one", .0.display())]
    ReadOnlyFolder(PathBuf),
    /// Nobody may write into the lock file.
    #[error("the file `{}` is read-only; run `chmod u+w` on it", .0.display())]
    ReadOnlyLock(PathBuf),
    /// The lock file is something else.
    #[error("`{}` is not a file of its own (a link, a folder or a device); take it away", .0.display())]
    NotALock(PathBuf),
    /// The lock file cannot be opened or locked.
    #[error("the file `{}` cannot be locked ({cause}); see that you may write there and that the disk knows locks, or choose another data folder", lock.display())]
    NotLocked {
        /// The lock file.
        lock: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
}

fn who(process: Option<u32>) -> String {
    match process {
        Some(process) => format!("process {process}"),
        None => "another process".to_owned(),
    }
}

impl Owner {
    /// Takes a data folder, and makes it where it is missing. It never waits for another owner.
    pub fn take(data_dir: &Path) -> Result<Self, Fault> {
        made(data_dir)?;
        let path = data_dir.join(LOCK_NAME);
        let folder = lock_folder(data_dir, &path)?;
        let mut lock = open(&path)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(taken(data_dir, &path)),
            Err(TryLockError::Error(cause)) => return Err(Fault::NotLocked { lock: path, cause }),
        }
        // The number only helps others to say who owns the folder; a full disk is found out where it matters.
        let _unsaid = name_owner(&mut lock);
        Ok(Self {
            _lock: lock,
            _folder: folder,
        })
    }
}

/// Sees to it that there is a folder that can be written to.
fn made(data_dir: &Path) -> Result<(), Fault> {
    let folder = data_dir.to_owned();
    let meta = match fs::metadata(data_dir) {
        Ok(meta) => meta,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return make(folder),
        Err(cause) if is_circle(&cause) => return Err(Fault::Circle(folder)),
        Err(cause) if cause.kind() == io::ErrorKind::NotADirectory => {
            return Err(Fault::NotMade { folder, cause });
        }
        Err(cause) => return Err(Fault::NotEntered { folder, cause }),
    };
    if !meta.is_dir() {
        return Err(Fault::NotAFolder(folder));
    }
    if is_read_only(&meta) {
        return Err(Fault::ReadOnlyFolder(folder));
    }
    Ok(())
}

/// Makes a folder that only its owner may enter. Two processes may make it at once.
fn make(folder: PathBuf) -> Result<(), Fault> {
    if fs::symlink_metadata(&folder).is_ok_and(|meta| meta.is_symlink()) {
        return Err(Fault::Dangling(folder));
    }
    let made = DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&folder);
    made.map_err(|cause| Fault::NotMade { folder, cause })
}

/// Locks the folder itself. Not every file system can: there the lock file alone counts.
fn lock_folder(data_dir: &Path, path: &Path) -> Result<Option<File>, Fault> {
    let Ok(folder) = File::open(data_dir) else {
        return Ok(None);
    };
    match folder.try_lock() {
        Ok(()) => Ok(Some(folder)),
        Err(TryLockError::WouldBlock) => Err(taken(data_dir, path)),
        Err(TryLockError::Error(_unknown_here)) => Ok(None),
    }
}

/// Opens the lock file, and makes it where it is missing. A link is not followed, and a pipe is not waited for.
fn open(path: &Path) -> Result<File, Fault> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let opened = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(flags.bits().cast_signed())
        .open(path);
    let lock = path.to_owned();
    let read = opened.and_then(|file| Ok((file.metadata()?, file)));
    match read {
        Ok((meta, _)) if !meta.is_file() => Err(Fault::NotALock(lock)),
        Ok((meta, _)) if is_read_only(&meta) => Err(Fault::ReadOnlyLock(lock)),
        Ok((_, file)) => Ok(file),
        Err(cause) if is_circle(&cause) || cause.kind() == io::ErrorKind::IsADirectory => {
            Err(Fault::NotALock(lock))
        }
        Err(cause) => Err(Fault::NotLocked { lock, cause }),
    }
}

/// A link where none may be is reported as a circle too.
fn is_circle(cause: &io::Error) -> bool {
    cause.raw_os_error() == Some(Errno::LOOP.raw_os_error())
}

/// Whether nobody may write: that counts also for a process that no right can stop.
fn is_read_only(meta: &Metadata) -> bool {
    meta.permissions().mode() & 0o222 == 0
}

fn name_owner(lock: &mut File) -> io::Result<()> {
    lock.set_len(0)?;
    writeln!(lock, "{}", std::process::id())
}

fn taken(data_dir: &Path, path: &Path) -> Fault {
    Fault::Taken {
        folder: data_dir.to_owned(),
        process: owner(path),
    }
}

/// The number in the lock file, unless no such process is seen from here: it is left from one that ended, or counted in
/// another container, where it may be the same as our own.
fn owner(path: &Path) -> Option<u32> {
    let mut text = String::new();
    let file = File::open(path).ok()?;
    file.take(PROCESS_BYTES_MAX)
        .read_to_string(&mut text)
        .ok()?;
    let process: u32 = text.trim().parse().ok()?;
    let processes = Path::new("/proc");
    let is_gone = processes.join("self").exists() && !processes.join(process.to_string()).exists();
    (!is_gone && process != std::process::id()).then_some(process)
}

/// The kind of file system under a data folder, where it is one on which locks and syncs may not hold what they promise.
#[cfg(target_os = "linux")]
pub fn filesystem(data_dir: &Path) -> Option<&'static str> {
    let found = rustix::fs::statfs(data_dir).ok()?;
    network(i128::from(found.f_type))
}

/// The field has another width and sign on every kind of processor; its lower half is the number.
#[cfg(target_os = "linux")]
fn network(kind: i128) -> Option<&'static str> {
    let is_kind = |(number, _): &&(u32, &str)| i128::from(*number) == kind & 0xFFFF_FFFF;
    NETWORK.iter().find(is_kind).map(|(_, name)| *name)
}

/// Other systems number their file systems otherwise.
#[cfg(not(target_os = "linux"))]
pub fn filesystem(_data_dir: &Path) -> Option<&'static str> {
    None
}

/// File systems whose files may stand on another machine, by the number that Linux gives them.
#[cfg(target_os = "linux")]
const NETWORK: [(u32, &str); 10] = [
    (0x0000_6969, "NFS"),
    (0x0000_517B, "SMB"),
    (0xFF53_4D42, "CIFS"),
    (0xFE53_4D42, "SMB"),
    (0x0102_1997, "9p"),
    (0x6573_5546, "FUSE"),
    (0x00C3_6400, "Ceph"),
    (0x5346_414F, "AFS"),
    (0x0BD0_0BD0, "Lustre"),
    (0x786F_4256, "a folder shared with a virtual machine"),
];

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::network;

    #[test]
    fn network_file_systems_are_named_whatever_the_processor() {
        let cifs = i128::from(0xFF53_4D42_u32.cast_signed());
        let table = [
            (0x6969, Some("NFS")),
            (0xFF53_4D42, Some("CIFS")),
            (cifs, Some("CIFS")),
            (0x6573_5546, Some("FUSE")),
            (0x0102_1997, Some("9p")),
            (0xEF53, None),
            (0x0102_1994, None),
        ];
        for (kind, name) in table {
            assert_eq!(network(kind), name, "{kind:x}");
        }
    }
}
