//! One request on one connection, read and answered by hand: the places that need no more of HTTP.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::{At, Break};
use crate::behaviour::{self, Behaviour};
use crate::call::Call;
use crate::pacing::LONGEST;
use crate::reply::Reply;

/// The longest request that is read.
const LONGEST_REQUEST_BYTES: usize = 1024 * 1024;
/// Time that a request may take to arrive. Browsers open connections and leave them unused.
const LONGEST_ARRIVAL: Duration = Duration::from_secs(20);

/// More connections than these wait.
const MOST_CONNECTIONS: usize = 100;

/// Accepts connections until the runtime ends, each for one request and for no longer than anything
/// the sandbox sends.
pub(super) async fn each<F>(listener: TcpListener, converse: impl Fn(TcpStream) -> F)
where
    F: Future<Output = io::Result<()>> + Send + 'static,
{
    let free = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    while let Ok(permit) = Arc::clone(&free).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let conversation = converse(stream);
        tokio::spawn(async move {
            // A client that hangs up early misses nothing.
            let _ = tokio::time::timeout(LONGEST, conversation).await;
            drop(permit);
        });
    }
}

/// A request, and the behaviour it is for.
pub(crate) struct Asked {
    row: &'static Behaviour,
    call: Call,
}

/// Reads the one request of a connection; `None` if none comes.
///
/// # Errors
/// If it breaks, or the request is for no behaviour.
pub(super) async fn read<S: AsyncRead + Unpin>(stream: &mut S) -> io::Result<Option<Asked>> {
    tokio::time::timeout(LONGEST_ARRIVAL, read_whole(stream)).await.unwrap_or(Ok(None))
}

async fn read_whole<S: AsyncRead + Unpin>(stream: &mut S) -> io::Result<Option<Asked>> {
    let mut read = Vec::new();
    loop {
        if let Some(asked) = parse(&read)? {
            return Ok(Some(asked));
        }
        if read.len() > LONGEST_REQUEST_BYTES || stream.read_buf(&mut read).await? == 0 {
            return Ok(None);
        }
    }
}

/// `None` while something is missing.
///
/// # Errors
/// If the request is for no behaviour.
fn parse(read: &[u8]) -> io::Result<Option<Asked>> {
    const END: &[u8] = b"\r\n\r\n";
    let Some(end) = read.windows(END.len()).position(|window| window == END) else { return Ok(None) };
    let head = String::from_utf8_lossy(&read[..end]);
    let header = |name: &str| {
        let mut fields = head.lines().skip(1).filter_map(|line| line.split_once(':'));
        fields.find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
    };
    let length = header("content-length").and_then(|it| it.parse().ok()).unwrap_or(0);
    let Some(body) = read[end + END.len()..].get(..length) else { return Ok(None) };
    let mut line = head.split(' ');
    let (method, path) = (line.next().unwrap_or_default(), line.next().unwrap_or_default());
    let asked = Asked::new(method, path, header("host"), header("authorization"), body.to_vec());
    asked.map(Some).ok_or(io::ErrorKind::NotFound.into())
}

/// A reply that says how long it is and ends with its connection, as bytes: its head, and its body.
pub(super) async fn bytes(reply: Reply) -> (String, Vec<u8>) {
    let response = reply.with("connection", "close").into_response().await;
    let (parts, body) = response.into_parts();
    // A body that breaks off on purpose has no place here, and none is longer than memory.
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    let mut head = format!("HTTP/1.1 {}\r\n", parts.status);
    for (name, value) in &parts.headers {
        head.extend([name.as_str(), ": ", &String::from_utf8_lossy(value.as_bytes()), "\r\n"]);
    }
    (head, body.into())
}

/// Sends the behaviour's own reply.
pub(super) async fn answer<S: AsyncWrite + Unpin>(stream: &mut S, asked: &Asked) -> io::Result<()> {
    let (head, body) = bytes(asked.reply()).await;
    let length = body.len();
    stream.write_all(format!("{head}content-length: {length}\r\n\r\n").as_bytes()).await?;
    stream.write_all(&body).await?;
    stream.shutdown().await
}

impl Asked {
    /// The request, whose path begins with the id of a behaviour; `None` if that is none.
    pub(crate) fn new(
        method: &str,
        path: &str,
        host: Option<String>,
        authorization: Option<String>,
        body: Vec<u8>,
    ) -> Option<Self> {
        let id = path.split('/').nth(1).unwrap_or_default();
        let row = behaviour::find(id)?;
        let call = Call {
            number: 0,
            ordinal: 1,
            others: 0,
            method: method.to_owned(),
            host: host.unwrap_or_default(),
            path: path[1 + id.len()..].to_owned(),
            authorization,
            body,
        };
        Some(Self { row, call })
    }

    /// Returns the misbehaviour of the connection, if there is one. A preflight is always answered.
    pub(crate) fn breaks(&self) -> Option<Break> {
        match self.row.at {
            At::Raw(fault) if self.call.method != "OPTIONS" && fault.scope.has(&self.call) => {
                Some(fault.breaks)
            }
            _ => None,
        }
    }

    /// Returns the reply of the behaviour's gateway.
    pub(crate) fn reply(&self) -> Reply {
        self.row.gateway.reply(&self.call)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expects the path of the request in `read`; `None` while something is missing.
    #[track_caller]
    fn check(read: &str, path: Option<&str>) {
        let asked = parse(read.as_bytes()).expect("a request for a behaviour");
        assert_eq!(asked.map(|asked| asked.call.path).as_deref(), path);
    }

    #[test]
    fn a_request_is_read_to_the_end_of_its_body() {
        let head = "POST /healthy/v1/chat/completions HTTP/1.1\r\nCONTENT-LENGTH:  2\r\n";
        check(head, None);
        check(&format!("{head}\r\n{{"), None);
        check(&format!("{head}\r\n{{}}"), Some("/v1/chat/completions"));
        check("GET /healthy HTTP/1.1\r\n\r\n", Some(""));
    }

    #[test]
    fn a_request_for_no_behaviour_is_none() {
        for read in ["GET /no-such-behaviour/v1 HTTP/1.1\r\n\r\n", "GET\r\n\r\n", "\r\n\r\n"] {
            assert!(parse(read.as_bytes()).is_err(), "{read}");
        }
    }
}
