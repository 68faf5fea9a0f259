//! Jobs over real sockets: good ones, broken ones, clients that mean harm, and sockets that were left behind.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::Shutdown;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

use super::ask::ask_within;
use super::job::{self, LINE_BYTES_MAX};
use super::listen::CLIENTS_MAX;
use super::{Answer, Control, Fault, Job, ask};

/// An id that must not be seen anywhere but in the job itself.
const USER: &str = "700000000000000007";

fn forget() -> Job {
    Job::Forget {
        platform: "discord".into(),
        user: USER.into(),
    }
}

/// A data folder whose owner takes jobs on threads of its own.
struct Desk {
    control: Option<Control>,
    folder: TempDir,
    runtime: Runtime,
}

impl Desk {
    fn with<F>(handler: impl Fn(Job) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Answer> + Send + 'static,
    {
        Self::patient(Duration::from_mins(1), handler)
    }

    fn patient<F>(limit: Duration, handler: impl Fn(Job) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Answer> + Send + 'static,
    {
        let folder = tempfile::tempdir().unwrap();
        let runtime = Runtime::new().unwrap();
        let entered = runtime.enter();
        let control = Control::listen_within(limit, folder.path(), handler).unwrap();
        drop(entered);
        Self {
            control: Some(control),
            folder,
            runtime,
        }
    }

    /// A handler that says what it was asked.
    fn echo() -> Self {
        Self::with(|job| async move {
            let Job::Forget { platform, user } = job;
            Answer::Done(format!("{platform} {}", user.len()))
        })
    }

    fn dir(&self) -> &Path {
        self.folder.path()
    }

    fn socket(&self) -> PathBuf {
        self.dir().join("alongside.sock")
    }

    /// Writes bytes, says that there are no more, and reads what comes back.
    fn says(&self, bytes: &[u8]) -> String {
        let mut stream = UnixStream::connect(self.socket()).unwrap();
        // The other side may have heard enough before all is written.
        let _cut = stream.write_all(bytes);
        let _cut = stream.shutdown(Shutdown::Write);
        read(stream)
    }
}

fn read(mut stream: UnixStream) -> String {
    let mut bytes = Vec::new();
    // Where the other side left bytes unread, a reset follows its answer.
    let _reset = stream.read_to_end(&mut bytes);
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_job_is_done_and_answered() {
    let desk = Desk::echo();
    let answer = ask(desk.dir(), &forget()).unwrap();
    assert_eq!(answer, Answer::Done("discord 18".into()));
    let line = b"{\"forget\":{\"platform\":\"discord\",\"user\":\"123\"}}\n";
    assert_eq!(desk.says(line), "{\"done\":\"discord 3\"}\n");
    let failing = Desk::with(|_| async { Answer::Failed("no such platform".into()) });
    assert_eq!(
        ask(failing.dir(), &forget()).unwrap(),
        Answer::Failed("no such platform".into())
    );
}

#[test]
fn only_the_datas_user_may_connect() {
    let desk = Desk::echo();
    let meta = fs::symlink_metadata(desk.socket()).unwrap();
    assert!(meta.file_type().is_socket());
    assert_eq!(meta.permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(desk.dir()).unwrap().count(), 1);
}

#[test]
fn what_is_no_job_is_refused_without_being_repeated() {
    let desk = Desk::echo();
    let long = format!("{{\"forget\":{{\"platform\":\"discord\",\"user\":\"{USER}");
    let long = [long.as_bytes(), &[b' '; LINE_BYTES_MAX]].concat();
    let deep = [&[b'['; 4_000][..], b"\n"].concat();
    let foreign = "{\"failed\":\"this is not a job; ask with a program of the same version\"}\n";
    let partial = "{\"failed\":\"the job is not a whole line; ask with this program\"}\n";
    let table: [(&[u8], &str); 13] = [
        (b"", partial),
        (b"{\"forget\":", partial),
        (b"\n", foreign),
        (b"700000000000000007\n", foreign),
        (b"\xFF\xFE\0\n", foreign),
        (b"{\"forget\":\"700000000000000007\"}\n", foreign),
        (b"{\"forget\":{\"user\":\"700000000000000007\"}}\n", foreign),
        (
            b"{\"forget\":{\"platform\":\"discord\",\"user\":7}}\n",
            foreign,
        ),
        (
            b"{\"forget\":{\"platform\":\"discord\",\"user\":\"7\",\"x\":1}}\n",
            foreign,
        ),
        (b"{\"erase\":{}}\n", foreign),
        (
            b"{\"forget\":{\"platform\":\"a\",\"user\":\"7\"}} {}\n",
            foreign,
        ),
        (&deep, foreign),
        (
            &long,
            "{\"failed\":\"the job is longer than a line may be; ask with this program\"}\n",
        ),
    ];
    for (bytes, expected) in table {
        let shown = String::from_utf8_lossy(bytes);
        assert_eq!(desk.says(bytes), expected, "{shown}");
    }
    // And it still works.
    assert!(ask(desk.dir(), &forget()).is_ok());
}

#[test]
fn a_line_may_come_in_pieces() {
    let desk = Desk::echo();
    let line = job::write(&forget()).unwrap();
    let mut stream = UnixStream::connect(desk.socket()).unwrap();
    for byte in line {
        stream.write_all(&[byte]).unwrap();
    }
    assert_eq!(read(stream), "{\"done\":\"discord 18\"}\n");
}

#[test]
fn slow_clients_are_told_and_let_go() {
    let desk = Desk::patient(Duration::from_millis(20), |_| async {
        Answer::Done(String::new())
    });
    // More than are heard at once: none of them keeps its seat.
    let clients: Vec<UnixStream> = (0..3 * CLIENTS_MAX)
        .map(|_| UnixStream::connect(desk.socket()).unwrap())
        .collect();
    for mut client in clients {
        let _early = client.write_all(b"{\"forg");
        assert_eq!(
            read(client),
            "{\"failed\":\"no job came in time; ask again\"}\n"
        );
    }
}

/// How many jobs are under way, how many were at most, and a gate that each of them waits at.
#[derive(Debug)]
struct Crowd {
    running: AtomicUsize,
    most: AtomicUsize,
    entered: Semaphore,
    gate: Semaphore,
}

impl Crowd {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            running: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
            entered: Semaphore::new(0),
            gate: Semaphore::new(0),
        })
    }

    async fn pass(self: Arc<Self>) -> Answer {
        let running = self.running.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(running, Ordering::SeqCst);
        self.entered.add_permits(1);
        self.gate.acquire().await.unwrap().forget();
        self.running.fetch_sub(1, Ordering::SeqCst);
        Answer::Done(String::new())
    }
}

#[test]
fn no_more_clients_are_heard_at_once_than_there_are_seats() {
    let crowd = Crowd::new();
    let inside = Arc::clone(&crowd);
    let desk = Desk::with(move |_| Arc::clone(&inside).pass());
    let line = job::write(&forget()).unwrap();
    let clients: Vec<UnixStream> = (0..3 * CLIENTS_MAX)
        .map(|_| {
            let mut client = UnixStream::connect(desk.socket()).unwrap();
            client.write_all(&line).unwrap();
            client
        })
        .collect();
    for (at, _) in clients.iter().enumerate() {
        let entered = desk.runtime.block_on(crowd.entered.acquire());
        entered.unwrap().forget();
        // Once all seats are taken, the next one comes only when another leaves.
        crowd.gate.add_permits(usize::from(at + 1 >= CLIENTS_MAX));
    }
    crowd.gate.add_permits(CLIENTS_MAX - 1);
    for client in clients {
        assert_eq!(read(client), "{\"done\":\"\"}\n");
    }
    assert_eq!(crowd.most.load(Ordering::SeqCst), CLIENTS_MAX);
}

#[test]
fn a_handler_that_breaks_harms_only_its_own_client() {
    let desk = Desk::with(|job| async move {
        let Job::Forget { platform, .. } = job;
        assert_eq!(platform, "discord", "this job breaks");
        Answer::Done("fine".into())
    });
    let other = Job::Forget {
        platform: "other".into(),
        user: USER.into(),
    };
    for _ in 0..2 * CLIENTS_MAX {
        assert!(matches!(ask(desk.dir(), &other), Err(Fault::Cut)));
    }
    assert!(ask(desk.dir(), &forget()).is_ok());
}

#[test]
fn a_client_that_leaves_does_not_stop_its_job() {
    let crowd = Crowd::new();
    let done = Arc::new(Semaphore::new(0));
    let handler = {
        let (crowd, done) = (Arc::clone(&crowd), Arc::clone(&done));
        move |_| {
            let (crowd, done) = (Arc::clone(&crowd), Arc::clone(&done));
            async move {
                let answer = crowd.pass().await;
                done.add_permits(1);
                answer
            }
        }
    };
    let desk = Desk::with(handler);
    let mut client = UnixStream::connect(desk.socket()).unwrap();
    client.write_all(&job::write(&forget()).unwrap()).unwrap();
    let entered = desk.runtime.block_on(crowd.entered.acquire());
    drop((client, entered));
    crowd.gate.add_permits(1);
    assert!(desk.runtime.block_on(done.acquire()).is_ok());
}

#[test]
fn an_answer_that_is_too_long_is_shortened() {
    let desk = Desk::with(|_| async { Answer::Failed("\u{1}".repeat(LINE_BYTES_MAX)) });
    let Answer::Failed(text) = ask(desk.dir(), &forget()).unwrap() else {
        panic!("should fail");
    };
    assert!(text.ends_with("\u{1}…") && text.len() < LINE_BYTES_MAX);
}

#[test]
fn nobody_listening_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let asked = || ask(folder.path(), &forget());
    assert!(matches!(asked(), Err(Fault::Nobody(_))));
    // The socket of a process that was killed.
    drop(UnixListener::bind(folder.path().join("alongside.sock")).unwrap());
    assert!(matches!(asked(), Err(Fault::Nobody(_))));
    let missing = folder.path().join("missing");
    assert!(matches!(ask(&missing, &forget()), Err(Fault::Nobody(_))));
}

#[test]
fn a_socket_that_was_left_behind_is_replaced_and_ones_own_taken_away() {
    let mut desk = Desk::echo();
    let stale = UnixListener::bind(desk.dir().join("alongside.new")).unwrap();
    drop((stale, desk.control.take()));
    assert!(!desk.socket().exists());
    drop(UnixListener::bind(desk.socket()).unwrap());
    let _inside = desk.runtime.enter();
    let next = Control::listen(desk.dir(), |_| async { Answer::Done("next".into()) }).unwrap();
    let answer = ask(desk.dir(), &forget()).unwrap();
    assert_eq!(answer, Answer::Done("next".into()));
    drop(next);
    assert_eq!(fs::read_dir(desk.dir()).unwrap().count(), 0);
}

#[test]
fn a_socket_of_somebody_else_stays() {
    let mut desk = Desk::echo();
    fs::remove_file(desk.socket()).unwrap();
    let _other = UnixListener::bind(desk.socket()).unwrap();
    drop(desk.control.take());
    assert!(desk.socket().exists());
}

#[test]
fn what_is_no_socket_is_neither_followed_nor_replaced() {
    let runtime = Runtime::new().unwrap();
    let _inside = runtime.enter();
    let make: [fn(&Path); 4] = [
        |path| fs::write(path, "mine").unwrap(),
        |path| fs::create_dir(path).unwrap(),
        |path| symlink("nowhere", path).unwrap(),
        |path| {
            let other = path.with_file_name("other");
            drop(UnixListener::bind(&other).unwrap());
            symlink(other, path).unwrap();
        },
    ];
    for name in ["alongside.sock", "alongside.new"] {
        for make in make {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(name);
            make(&path);
            let before = fs::symlink_metadata(&path).unwrap().file_type();
            let listened =
                Control::listen(folder.path(), |_| async { Answer::Done(String::new()) });
            let fault = listened.unwrap_err();
            assert!(fault.to_string().contains("is not a socket"), "{fault}");
            assert_eq!(fs::symlink_metadata(&path).unwrap().file_type(), before);
            let asked = ask(folder.path(), &forget());
            let is_told = match name {
                "alongside.sock" => matches!(asked, Err(Fault::NotASocket(_))),
                _ => matches!(asked, Err(Fault::Nobody(_))),
            };
            assert!(is_told, "{asked:?}");
        }
    }
}

#[test]
fn paths_that_the_system_has_no_room_for_say_so() {
    let runtime = Runtime::new().unwrap();
    let _inside = runtime.enter();
    let folder = tempfile::tempdir().unwrap();
    let long = folder.path().join("a".repeat(120));
    fs::create_dir(&long).unwrap();
    let listened = Control::listen(&long, |_| async { Answer::Done(String::new()) });
    for fault in [listened.unwrap_err(), ask(&long, &forget()).unwrap_err()] {
        assert!(matches!(fault, Fault::TooLong { .. }));
        let text = fault.to_string();
        assert!(text.contains("choose a data folder with a shorter path"));
    }
}

#[test]
fn owners_that_do_not_answer_are_not_waited_for() {
    let (folder, listener) = mute();
    let asked = ask_within(Duration::from_millis(20), folder.path(), &forget());
    assert!(matches!(asked, Err(Fault::Late)));
    drop(listener);
}

#[test]
fn answers_that_are_none_are_told_apart() {
    let (cut, unreadable) = (Fault::Cut.to_string(), Fault::Unreadable.to_string());
    let table = [
        (b"{\"done\":\"x".to_vec(), &cut),
        (Vec::new(), &cut),
        (b"{\"later\":\"x\"}\n".to_vec(), &unreadable),
        (vec![b' '; 2 * LINE_BYTES_MAX], &unreadable),
    ];
    for (bytes, expected) in table {
        let (folder, listener) = mute();
        let answering = std::thread::spawn(move || {
            let (mut client, _) = listener.accept().unwrap();
            let mut line = [0; 512];
            let _read = client.read(&mut line).unwrap();
            // The asking side may have heard enough.
            let _cut = client.write_all(&bytes);
        });
        let fault = ask(folder.path(), &forget()).unwrap_err();
        assert_eq!(&fault.to_string(), expected);
        answering.join().unwrap();
    }
}

/// A socket on which the test itself answers, or nobody does.
fn mute() -> (TempDir, UnixListener) {
    let folder = tempfile::tempdir().unwrap();
    let listener = UnixListener::bind(folder.path().join("alongside.sock")).unwrap();
    (folder, listener)
}

#[test]
fn jobs_and_faults_show_no_ids() {
    assert_eq!(format!("{:?}", forget()), "Forget(…)");
    let long = Job::Forget {
        platform: "discord".into(),
        user: USER.repeat(LINE_BYTES_MAX),
    };
    let folder = tempfile::tempdir().unwrap();
    let fault = ask(folder.path(), &long).unwrap_err();
    assert!(matches!(fault, Fault::JobTooLong));
    for fault in [fault, ask(folder.path(), &forget()).unwrap_err()] {
        assert!(!format!("{fault} {fault:?}").contains(USER));
    }
}
