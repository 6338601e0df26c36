//! A small HTTP client that shows replies as they are, broken ones included.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::OnceLock;
use std::time::Duration;

use crate::reply::{Reply, unchunk};
use axum::Router;
use serde_json::Value;

/// A prompt that every behaviour can read.
pub const PROMPT: &str = r#"{"model":"sandbox-small","messages":[{"role":"user","content":"Say hello."}]}"#;
/// The same as a stream.
pub const STREAMED: &str =
    r#"{"model":"sandbox-small","messages":[{"role":"user","content":"Say hello."}],"stream":true}"#;

/// Starts a server on a free port for as long as the tests run.
pub fn start(router: Router) -> SocketAddr {
    start_with(async move || router)
}

/// Starts a sandbox, with all its places, for as long as the tests run.
pub fn start_sandbox() -> SocketAddr {
    start_with(async || gateway_check_sandbox::server::open().await.expect("free ports"))
}

fn start_with(router: impl AsyncFnOnce() -> Router + Send + 'static) -> SocketAddr {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.set_nonblocking(true).expect("a listener for tokio");
    let at = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            let router = router().await;
            axum::serve(listener, router).await.expect("a server");
        });
    });
    at
}

/// The sandbox all tests share that do not look at its log.
pub fn sandbox() -> SocketAddr {
    static AT: OnceLock<SocketAddr> = OnceLock::new();
    *AT.get_or_init(start_sandbox)
}

/// The base URL of the behaviour `id`, as the list has it.
pub fn base_url(id: &str) -> String {
    static LIST: OnceLock<Value> = OnceLock::new();
    let list = LIST.get_or_init(|| Ask::get("/behaviours.json").send().json());
    let row = list["behaviours"].as_array().expect("rows").iter().find(|row| row["id"] == id);
    row.expect("the row")["base_url"].as_str().expect("a text").to_owned()
}

/// A request to send.
pub struct Ask<'a> {
    pub at: SocketAddr,
    pub method: &'a str,
    pub path: String,
    pub headers: Vec<(&'a str, String)>,
    pub body: &'a str,
}

impl<'a> Ask<'a> {
    pub fn get(path: impl Into<String>) -> Self {
        Self { at: sandbox(), method: "GET", path: path.into(), headers: Vec::new(), body: "" }
    }

    /// A chat request with a good key.
    pub fn chat(base: &str, body: &'a str) -> Self {
        let path = format!("{base}/chat/completions");
        Self { method: "POST", body, ..Self::get(path) }.key("gc-test-client")
    }

    /// A request to the place where the behaviour `id` lives; `path` follows its base URL.
    pub fn to(id: &str, path: &str) -> Self {
        let url = base_url(id);
        let rest = url.strip_prefix("http://").expect("a place that speaks http");
        let (host, base_path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        Self::get(format!("{base_path}{path}")).at(host.parse().expect("a numeric address"))
    }

    /// A prompt with a good key to the place where the behaviour `id` lives.
    pub fn prompt(id: &str, body: &'a str) -> Self {
        Self { method: "POST", body, ..Self::to(id, "/chat/completions") }.key("gc-test-client")
    }

    pub fn at(self, at: SocketAddr) -> Self {
        Self { at, ..self }
    }

    pub fn method(self, method: &'a str) -> Self {
        Self { method, ..self }
    }

    pub fn header(mut self, name: &'a str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// With this key instead of any other; with none if it is empty.
    pub fn key(mut self, key: &str) -> Self {
        self.headers.retain(|(name, _)| *name != "Authorization");
        if key.is_empty() { self } else { self.header("Authorization", &format!("Bearer {key}")) }
    }

    /// The connection after the head of the reply, with the bytes already read after it.
    fn head(&self) -> io::Result<(Reply, TcpStream, Vec<u8>)> {
        let mut stream = TcpStream::connect(self.at)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        stream.write_all(self.text().as_bytes())?;
        Reply::read_head(stream)
    }

    /// The request as it is sent.
    pub fn text(&self) -> String {
        let Self { at, method, path, body, .. } = self;
        let mut lines =
            vec![format!("{method} {path} HTTP/1.1"), format!("Host: {at}"), "Connection: close".to_owned()];
        lines.extend(self.headers.iter().map(|(name, value)| format!("{name}: {value}")));
        lines.push(format!("Content-Length: {}", body.len()));
        format!("{}\r\n\r\n{body}", lines.join("\r\n"))
    }

    /// The whole reply.
    #[track_caller]
    pub fn send(&self) -> Reply {
        let (mut reply, mut stream, mut rest) = self.head().expect("a reply");
        // The framing, below, distinguishes a connection that breaks from one that ends.
        let _ = stream.read_to_end(&mut rest);
        let is_chunked = reply.header("transfer-encoding") == Some("chunked");
        (reply.body, reply.is_whole) = if is_chunked {
            unchunk(&rest)
        } else {
            let promised = reply.header("content-length").map(|it| it.parse().expect("a length"));
            let is_whole = self.method == "HEAD" || promised.is_none_or(|it: usize| it == rest.len());
            (rest, is_whole)
        };
        reply
    }

    /// Status and media type, without waiting for the body.
    #[track_caller]
    pub fn send_for_head(&self) -> String {
        let (reply, ..) = self.head().expect("a reply");
        format!("{} {}", reply.status, reply.header("content-type").unwrap_or("no type"))
    }

    /// Returns the failure of the connection before the head of a reply has come; `None` if there is none.
    pub fn failure(&self) -> Option<io::ErrorKind> {
        self.head().err().map(|error| error.kind())
    }

    /// Does the connection stay open for this long without the head of a reply coming?
    pub fn is_silent_for(&self, wait: Duration) -> bool {
        let mut stream = TcpStream::connect(self.at).expect("a connection");
        stream.set_read_timeout(Some(wait)).expect("a time limit");
        stream.write_all(self.text().as_bytes()).expect("a request");
        let read = Reply::read_head(stream).map_err(|error| error.kind());
        matches!(read, Err(io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut))
    }

    /// Does the body fall silent for this long once it has begun?
    pub fn stalls_for(&self, wait: Duration) -> bool {
        let (_, mut stream, _) = self.head().expect("a reply");
        stream.set_read_timeout(Some(wait)).expect("a time limit");
        loop {
            match stream.read(&mut [0; 4096]) {
                Ok(0) => return false,
                Ok(_) => {}
                Err(error) => {
                    let kind = error.kind();
                    return matches!(kind, io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut);
                }
            }
        }
    }
}
