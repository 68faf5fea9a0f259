//! HTTP/1.1 by hand, because the faults of a broken server happen below any framework: half a body, one byte a second, a
//! connection cut after the work was done.

use std::io;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

/// The longest body that is read, in bytes; Discord's own bound is 25 MiB.
const BODY_BYTES_MAX: usize = 25 * 1024 * 1024;

/// A request as it came in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Incoming {
    /// `GET`, `POST` and so on.
    pub(crate) method: String,
    /// The path without the query.
    pub(crate) path: String,
    /// What stands behind `?`.
    pub(crate) query: String,
    /// Names in lower case, and values.
    pub(crate) headers: Vec<(String, String)>,
    /// The body's bytes.
    pub(crate) body: Vec<u8>,
}

impl Incoming {
    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// A response to be written.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    /// The HTTP status.
    pub(crate) status: u16,
    /// Headers beside the length and the date.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The body's bytes.
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// A JSON body.
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self {
            status,
            headers: vec![("content-type", "application/json".to_owned())],
            body: body.to_string().into_bytes(),
        }
    }

    /// No body.
    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// The same with one more header.
    pub(crate) fn with(mut self, name: &'static str, value: &impl ToString) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }

    /// Head and body, ready to be written.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let date = jiff::fmt::rfc2822::DateTimePrinter::new()
            .timestamp_to_rfc9110_string(&jiff::Timestamp::now())
            .unwrap_or_default();
        let mut head = format!("HTTP/1.1 {} Fake\r\ndate: {date}\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(name);
            head.push_str(": ");
            head.push_str(value);
            head.push_str("\r\n");
        }
        if self.status != 204 {
            head.push_str("content-length: ");
            head.push_str(&self.body.len().to_string());
            head.push_str("\r\n");
        }
        head.push_str("\r\n");
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// Reads one request; `None` when the peer has closed the connection.
pub(crate) async fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Option<Incoming>> {
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut incoming = Incoming {
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        ..Incoming::default()
    };
    loop {
        let mut header = String::new();
        stream.read_line(&mut header).await?;
        let Some((name, value)) = header.trim_end().split_once(':') else {
            break;
        };
        incoming
            .headers
            .push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    incoming.body = read_body(stream, &incoming).await?;
    Ok(Some(incoming))
}

async fn read_body(stream: &mut BufReader<TcpStream>, head: &Incoming) -> io::Result<Vec<u8>> {
    let chunked = head.header("transfer-encoding") == Some("chunked");
    let length = head
        .header("content-length")
        .and_then(|length| length.parse::<usize>().ok())
        .unwrap_or(0);
    let mut body = Vec::new();
    if !chunked {
        read_bytes(stream, &mut body, length).await?;
        return Ok(body);
    }
    loop {
        let mut size = String::new();
        stream.read_line(&mut size).await?;
        let size = usize::from_str_radix(size.trim(), 16).map_err(io::Error::other)?;
        read_bytes(stream, &mut body, size).await?;
        stream.read_line(&mut String::new()).await?;
        if size == 0 {
            return Ok(body);
        }
    }
}

async fn read_bytes(
    stream: &mut BufReader<TcpStream>,
    body: &mut Vec<u8>,
    count: usize,
) -> io::Result<()> {
    if body.len() + count > BODY_BYTES_MAX {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let start = body.len();
    body.resize(start + count, 0);
    stream.read_exact(&mut body[start..]).await?;
    Ok(())
}

/// Writes a whole response.
pub(crate) async fn write(stream: &mut BufReader<TcpStream>, reply: &Reply) -> io::Result<()> {
    stream.write_all(&reply.bytes()).await
}

/// The JSON part and the files of a body, which is JSON or a form of several parts.
pub(crate) fn parts(incoming: &Incoming) -> Result<(Value, Vec<File>), String> {
    let kind = incoming.header("content-type").unwrap_or_default();
    let Some(boundary) = kind
        .strip_prefix("multipart/form-data")
        .and_then(|rest| rest.split("boundary=").nth(1))
    else {
        if incoming.body.is_empty() {
            return Ok((Value::Null, Vec::new()));
        }
        return serde_json::from_slice(&incoming.body)
            .map(|value| (value, Vec::new()))
            .map_err(|error| format!("the body is not JSON: {error}"));
    };
    form(&incoming.body, boundary.trim_matches('"'))
}

/// A file that came with a message: name and bytes.
pub(crate) type File = (String, Vec<u8>);

fn form(body: &[u8], boundary: &str) -> Result<(Value, Vec<File>), String> {
    let mark = format!("--{boundary}").into_bytes();
    let mut json = None;
    let mut files = Vec::new();
    for part in split(body, &mark) {
        let Some(at) = find(part, b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&part[..at]).into_owned();
        let content = &part[at + 4..];
        let content = content.strip_suffix(b"\r\n").unwrap_or(content);
        if head.contains("name=\"payload_json\"") {
            json = serde_json::from_slice(content).ok();
        } else if let Some(name) = head.split("filename=\"").nth(1) {
            let place = format!("name=\"files[{}]\"", files.len());
            if !head.contains(&place) {
                return Err(format!("the form has no {place} where it belongs"));
            }
            let name = name.split('"').next().unwrap_or_default().to_owned();
            files.push((name, content.to_vec()));
        }
    }
    json.map(|json| (json, files))
        .ok_or_else(|| "the form has no readable `payload_json`".to_owned())
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark)
}

fn split<'a>(mut bytes: &'a [u8], mark: &[u8]) -> Vec<&'a [u8]> {
    let mut out = Vec::new();
    while let Some(at) = find(bytes, mark) {
        out.push(&bytes[..at]);
        bytes = &bytes[at + mark.len()..];
    }
    out
}
