//! The socket's place in the data folder: made safely, found safely, and taken away again.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _};
use std::os::unix::net::{SocketAddr, UnixListener};
use std::path::{Path, PathBuf};

use crate::control::Fault;

/// The socket's name.
const NAME: &str = "alongside.sock";
/// What it is called until only its user may connect. It must not be longer than [`NAME`], which decides whether a path fits.
const NEW: &str = "alongside.new";

/// A socket that is listened on. Its file goes with this value, unless another one stands there by then.
#[derive(Debug)]
pub(super) struct Socket {
    path: PathBuf,
    /// Device and number of the file.
    file: (u64, u64),
}

impl Drop for Socket {
    fn drop(&mut self) {
        if identity(&self.path).is_ok_and(|file| file == self.file) {
            // It may be gone by now, and a socket that stays behind is replaced by the next owner.
            let _gone = fs::remove_file(&self.path);
        }
    }
}

/// Makes a socket in the place of one that a killed process left. The caller owns the folder, so that nobody listens there.
pub(super) fn make(dir: &Path) -> Result<(UnixListener, Socket), Fault> {
    let path = path(dir)?;
    let new = dir.join(NEW);
    is_socket(&path)?;
    if is_socket(&new)? {
        fs::remove_file(&new).map_err(refused(&new))?;
    }
    // Renaming replaces what stands there in one step and follows no link.
    let listener = UnixListener::bind(&new).map_err(refused(&new))?;
    fs::set_permissions(&new, Permissions::from_mode(0o600)).map_err(refused(&new))?;
    let file = identity(&new).map_err(refused(&new))?;
    fs::rename(&new, &path).map_err(refused(&path))?;
    listener.set_nonblocking(true).map_err(refused(&path))?;
    Ok((listener, Socket { path, file }))
}

/// The path of the socket, where one stands.
pub(super) fn find(dir: &Path) -> Result<PathBuf, Fault> {
    let path = path(dir)?;
    if is_socket(&path)? {
        return Ok(path);
    }
    Err(Fault::Nobody(path))
}

/// The path of the socket, where it fits into the system's address.
fn path(dir: &Path) -> Result<PathBuf, Fault> {
    let path = dir.join(NAME);
    if SocketAddr::from_pathname(&path).is_ok() {
        return Ok(path);
    }
    let bytes = path.as_os_str().len();
    Err(Fault::TooLong { path, bytes })
}

/// Whether a socket stands there; anything else but nothing is in the way.
fn is_socket(path: &Path) -> Result<bool, Fault> {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.file_type().is_socket() => Ok(true),
        Ok(_) => Err(Fault::NotASocket(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(cause) => Err(refused(path)(cause)),
    }
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    let meta = fs::symlink_metadata(path)?;
    Ok((meta.dev(), meta.ino()))
}

/// What the system refuses at a path.
pub(super) fn refused(path: &Path) -> impl FnOnce(io::Error) -> Fault {
    let path = path.to_owned();
    move |cause| Fault::Refused { path, cause }
}
