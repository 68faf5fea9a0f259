//! The REST client against a loopback server that misbehaves.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use alongside::discord::rest::{Fault, FaultKind, Rest};
use alongside::service::File;

/// Longer than any call may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// What no error may show.
const SECRETS: [&str; 4] = ["bot-secret", "answer-secret", "127.0.0.1", "body-secret"];

/// What the server does with a request.
enum Reply {
    /// Answers: status, headers with line ends, body.
    Say(u16, &'static str, &'static str),
    /// Never answers.
    Hang,
    /// Closes the connection.
    Drop,
    /// Says that all is well and then a byte now and then.
    Trickle,
    /// Says that all is well and then two megabytes.
    Flood,
}

/// A server that plays a script, and says 204 after its end.
#[derive(Clone)]
struct Server {
    script: Arc<Mutex<VecDeque<Reply>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
    base: Arc<str>,
}

/// A request: its first line, its headers in lower case, and when it came.
struct Seen {
    line: String,
    headers: String,
    body: String,
    at: Instant,
}

impl Server {
    fn plays(script: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            script: Arc::new(Mutex::new(script.into_iter().collect())),
            seen: Arc::default(),
            base: format!("http://{}", listener.local_addr().unwrap()).into(),
        };
        let serving = server.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (server, stream) = (serving.clone(), stream.unwrap());
                std::thread::spawn(move || server.serve(stream));
            }
        });
        server
    }

    /// Answers one request after the other, until the connection is gone or a reply ends it.
    fn serve(&self, mut stream: TcpStream) {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        while let Some(seen) = read_request(&mut reader) {
            let get = seen.line.starts_with("GET");
            self.seen.lock().unwrap().push(seen);
            let reply = self.script.lock().unwrap().pop_front();
            let alive = match reply {
                Some(Reply::Say(status, headers, body)) => say(&mut stream, status, headers, body),
                Some(Reply::Hang) => {
                    std::thread::sleep(PATIENCE);
                    false
                }
                Some(Reply::Drop) => false,
                Some(Reply::Trickle) => {
                    let head = "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n";
                    let mut alive = stream.write_all(head.as_bytes()).is_ok();
                    while alive {
                        std::thread::sleep(Duration::from_millis(100));
                        alive = stream.write_all(b" ").is_ok();
                    }
                    false
                }
                Some(Reply::Flood) => {
                    let head = "HTTP/1.1 200 OK\r\ncontent-length: 2000000\r\n\r\n";
                    let sent = stream.write_all(head.as_bytes());
                    sent.and_then(|()| stream.write_all(&vec![b' '; 2_000_000]))
                        .is_ok()
                }
                None if get => say(&mut stream, 200, "", "{}"),
                None => say(&mut stream, 204, "", ""),
            };
            if !alive {
                return;
            }
        }
    }

    fn rest(&self) -> Rest {
        Rest::new(&self.base, &"bot-secret".into()).unwrap()
    }

    fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    /// Time between the first request and the second.
    fn gap(&self) -> Duration {
        let seen = self.seen.lock().unwrap();
        seen[1].at - seen[0].at
    }
}

fn read_request(reader: &mut impl BufRead) -> Option<Seen> {
    let mut line = String::new();
    reader
        .read_line(&mut line)
        .ok()
        .filter(|bytes| *bytes > 0)?;
    let at = Instant::now();
    let mut headers = String::new();
    while !headers.ends_with("\r\n\r\n") && headers != "\r\n" {
        reader
            .read_line(&mut headers)
            .ok()
            .filter(|bytes| *bytes > 0)?;
    }
    let headers = headers.to_lowercase();
    let length = headers.split("content-length: ").nth(1);
    let length = length.map_or(0, |rest| rest.lines().next().unwrap().parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let body = String::from_utf8_lossy(&body).into_owned();
    Some(Seen {
        line: line.trim().to_owned(),
        headers,
        body,
        at,
    })
}

fn say(stream: &mut TcpStream, status: u16, headers: &str, body: &str) -> bool {
    let length = body.len();
    let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n{headers}\r\n{body}");
    stream.write_all(head.as_bytes()).is_ok()
}

/// Waits for a call, and looks that a fault gives nothing away.
async fn within<T>(call: impl Future<Output = Result<T, Fault>>) -> Result<T, FaultKind> {
    let result = tokio::time::timeout(PATIENCE, call).await;
    let result = result.unwrap_or_else(|_elapsed| panic!("a call never hangs"));
    result.map_err(|fault| {
        let shown = format!("{fault} {fault:?}");
        for secret in SECRETS {
            assert!(!shown.contains(secret), "{shown}");
        }
        fault.kind
    })
}

async fn answer(rest: &Rest) -> Result<(), FaultKind> {
    within(rest.answer(7, "answer-secret", b"{\"body-secret\":1}".to_vec())).await
}

async fn send(rest: &Rest) -> Result<u64, FaultKind> {
    within(rest.send(7, b"{\"body-secret\":1}".to_vec())).await
}

const SENT: Reply = Reply::Say(200, "", r#"{"id":"42","content":"body-secret"}"#);

#[tokio::test]
async fn an_answer_carries_no_bot_token_and_everything_else_does() {
    let server = Server::plays([Reply::Say(204, "", ""), SENT]);
    let rest = server.rest();
    assert_eq!(answer(&rest).await, Ok(()));
    assert_eq!(send(&rest).await, Ok(42));
    let seen = server.seen.lock().unwrap();
    assert_eq!(
        seen[0].line,
        "POST /api/v10/interactions/7/answer-secret/callback HTTP/1.1"
    );
    assert!(!seen[0].headers.contains("authorization"));
    assert_eq!(seen[0].body, "{\"body-secret\":1}");
    assert_eq!(seen[1].line, "POST /api/v10/channels/7/messages HTTP/1.1");
    assert!(seen[1].headers.contains("authorization: bot bot-secret"));
    assert!(
        seen[1]
            .headers
            .contains("user-agent: discordbot (alongside, ")
    );
}

#[tokio::test]
async fn files_go_beside_the_words_in_their_order() {
    let server = Server::plays([]);
    let file = |name, bytes: &[u8]| File {
        name,
        bytes: bytes.to_vec(),
        alt: None,
    };
    let files = vec![
        file("talk.txt", b"words of a talk"),
        file("map.png", b"a picture"),
    ];
    let rest = server.rest();
    let call = rest.answer_with_files(7, "answer-secret", b"{\"type\":4}".to_vec(), files);
    assert_eq!(within(call).await, Ok(()));
    let seen = server.seen.lock().unwrap();
    let mut body = seen[0].body.as_str();
    for part in [
        "name=\"payload_json\"",
        "{\"type\":4}",
        "name=\"files[0]\"",
        "talk.txt",
        "words of a talk",
        "name=\"files[1]\"",
        "map.png",
        "a picture",
    ] {
        let at = body.find(part);
        assert!(at.is_some(), "{part}");
        body = &body[at.unwrap_or(0)..];
    }
}

#[tokio::test]
async fn no_files_make_no_form() {
    let server = Server::plays([]);
    let rest = server.rest();
    let call = rest.answer_with_files(7, "answer-secret", b"{\"type\":4}".to_vec(), Vec::new());
    assert_eq!(within(call).await, Ok(()));
    assert_eq!(server.seen.lock().unwrap()[0].body, "{\"type\":4}");
}

#[tokio::test]
async fn a_black_hole_ends_in_time() {
    let server = Server::plays([Reply::Hang, Reply::Hang]);
    let rest = server.rest();
    assert_eq!(answer(&rest).await, Err(FaultKind::Timeout));
    assert_eq!(server.count(), 1, "nobody knows whether it got through");
}

#[tokio::test]
async fn nobody_at_the_address_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let rest = Rest::new(&base, &"bot-secret".into()).unwrap();
    assert_eq!(answer(&rest).await, Err(FaultKind::Unreachable));
    assert_eq!(send(&rest).await, Err(FaultKind::Unreachable));
}

#[tokio::test]
async fn a_429_is_waited_out() {
    let headers = "retry-after: 1\r\nx-ratelimit-scope: user\r\n";
    let limited = Reply::Say(429, headers, r#"{"retry_after":0.8,"global":false}"#);
    let server = Server::plays([limited, SENT]);
    assert_eq!(send(&server.rest()).await, Ok(42));
    assert!(server.gap() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_429_that_outlasts_the_call_ends_it_at_once() {
    let limited = Reply::Say(
        429,
        "retry-after: 600\r\n",
        r#"{"retry_after":600,"global":true}"#,
    );
    let server = Server::plays([limited]);
    let rest = server.rest();
    assert_eq!(send(&rest).await, Err(FaultKind::RateLimited));
    assert_eq!(
        within(rest.send(8, Vec::new())).await,
        Err(FaultKind::RateLimited)
    );
    assert_eq!(server.count(), 1, "nothing is sent inside a known window");
    assert_eq!(answer(&rest).await, Ok(()), "answers are exempt");
}

#[tokio::test]
async fn a_429_in_html_blocks_everything() {
    let server = Server::plays([Reply::Say(
        429,
        "retry-after: 3600\r\n",
        "<html>error 1015</html>",
    )]);
    let rest = server.rest();
    assert_eq!(answer(&rest).await, Err(FaultKind::RateLimited));
    assert_eq!(send(&rest).await, Err(FaultKind::RateLimited));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn headers_are_believed_before_a_429_comes() {
    let headers = "x-ratelimit-limit: 5\r\nx-ratelimit-remaining: 0\r\nx-ratelimit-reset-after: 1.0\r\nx-ratelimit-bucket: b\r\n";
    let server = Server::plays([Reply::Say(200, headers, r#"{"id":"1"}"#), SENT]);
    let rest = server.rest();
    assert_eq!(send(&rest).await, Ok(1));
    assert_eq!(send(&rest).await, Ok(42));
    assert!(server.gap() >= Duration::from_secs(1));
}

#[tokio::test]
async fn after_a_401_nothing_is_sent() {
    let server = Server::plays([Reply::Say(
        401,
        "",
        r#"{"message":"401: Unauthorized","code":0}"#,
    )]);
    let rest = server.rest();
    let latch = rest.unauthorized();
    assert_eq!(
        within(rest.me()).await.map(drop),
        Err(FaultKind::Unauthorized)
    );
    tokio::time::timeout(PATIENCE, latch).await.unwrap();
    assert_eq!(send(&rest).await, Err(FaultKind::Stopped));
    assert_eq!(answer(&rest).await, Err(FaultKind::Stopped));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::plays([]);
    let location = format!("location: {}/api/v10/users/@me\r\n", elsewhere.base);
    let server = Server::plays([Reply::Say(302, location.leak(), "")]);
    assert_eq!(
        within(server.rest().me()).await.map(drop),
        Err(FaultKind::Unreadable)
    );
    assert_eq!(elsewhere.count(), 0);
}

#[tokio::test]
async fn an_answer_that_got_through_the_first_time_is_a_success() {
    let answered = || Reply::Say(400, "", r#"{"code":40060,"message":"body-secret"}"#);
    let server = Server::plays([Reply::Say(502, "", ""), answered()]);
    assert_eq!(answer(&server.rest()).await, Ok(()));
    let server = Server::plays([answered()]);
    assert_eq!(
        answer(&server.rest()).await,
        Err(FaultKind::AlreadyAnswered)
    );
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn an_answer_is_repeated_once_and_never_to_what_is_unknown() {
    let bad = || Reply::Say(503, "", "");
    let server = Server::plays([bad(), bad(), bad()]);
    assert_eq!(answer(&server.rest()).await, Err(FaultKind::Server));
    assert_eq!(server.count(), 2);
    let server = Server::plays([Reply::Say(404, "", r#"{"code":10062}"#)]);
    assert_eq!(
        answer(&server.rest()).await,
        Err(FaultKind::UnknownInteraction)
    );
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn only_what_carries_a_nonce_is_repeated_after_500() {
    let server = Server::plays([Reply::Say(500, "", "")]);
    assert_eq!(answer(&server.rest()).await, Err(FaultKind::Server));
    assert_eq!(server.count(), 1);
    let server = Server::plays([Reply::Say(500, "", ""), Reply::Drop, SENT]);
    assert_eq!(send(&server.rest()).await, Ok(42));
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn a_body_that_drips_or_floods_is_cut() {
    let server = Server::plays([Reply::Trickle, Reply::Flood]);
    let rest = server.rest();
    let edit = rest.edit_answer(1, "answer-secret", b"{}".to_vec());
    assert_eq!(within(edit).await, Ok(()), "its body does not matter");
    assert_eq!(
        within(rest.me()).await.map(drop),
        Err(FaultKind::Unreadable)
    );
}

#[tokio::test]
async fn an_answer_that_is_not_what_the_route_promises_is_unreadable() {
    for body in [
        "",
        "[]",
        "{\"id\":7}",
        "<html>",
        "{\"id\":\"x\",\"username\":\"body-secret\"}",
    ] {
        let server = Server::plays([Reply::Say(200, "", body)]);
        assert_eq!(
            within(server.rest().me()).await.map(drop),
            Err(FaultKind::Unreadable),
            "{body}"
        );
    }
}

#[tokio::test]
async fn the_server_clock_comes_with_the_own_user() {
    let date = "date: Thu, 06 Aug 2026 12:00:00 GMT\r\n";
    let server = Server::plays([Reply::Say(
        200,
        date,
        r#"{"id":"5","username":"alongside"}"#,
    )]);
    let me = within(server.rest().me()).await.unwrap();
    assert_eq!((me.id, me.server_secs), (5, Some(1_786_017_600)));
}

#[tokio::test]
async fn a_channel_for_direct_messages_is_opened_once() {
    let server = Server::plays([Reply::Say(200, "", r#"{"id":"9"}"#)]);
    let rest = server.rest();
    assert_eq!(within(rest.open_dm(3)).await, Ok(9));
    assert_eq!(within(rest.open_dm(3)).await, Ok(9));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_storm_of_refusals_stays_below_what_discord_counts() {
    let refusals = (0..300).map(|_| Reply::Say(403, "", r#"{"code":50013}"#));
    let server = Server::plays(refusals);
    let rest = server.rest();
    for _ in 0..150 {
        let refused = answer(&rest).await.unwrap_err();
        assert!(matches!(
            refused,
            FaultKind::Forbidden | FaultKind::RateLimited
        ));
    }
    assert!(server.count() < 100, "{}", server.count());
}
