//! The sandbox as an HTTP server: finds the behaviour, notes the request, sends the reply.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use tower::ServiceExt;

use crate::behaviour::Behaviour;
use crate::call::Call;
use crate::fault::{Asked, Break, Place, Places};
use crate::log::{Entry, Log};
use crate::reply::Reply;
use crate::traffic::{Open, Traffic};
use crate::{behaviour, cors, index};

/// Number of requests that a key may send according to the headers. It is not enforced.
const REQUESTS_A_MINUTE: u64 = 600;
/// The longest request body that is read.
const LONGEST_REQUEST_BYTES: usize = 8 * 1024 * 1024;

#[derive(Clone, Default)]
struct Shared {
    log: Arc<Mutex<Log>>,
    traffic: Traffic,
}

/// Behaviours that a port serves.
#[derive(Clone)]
enum Serves {
    /// All behaviours, with their list and the log.
    All(Arc<Places>),
    /// One behaviour, from the root of the host.
    One(&'static Behaviour),
}

/// All behaviours with their list and the log of requests, which starts empty; those that live
/// elsewhere are opened there.
///
/// # Errors
/// If another port of this machine or a certificate cannot be had.
pub async fn open() -> io::Result<Router> {
    let shared = Shared::default();
    let places = Places::open(|row| router(&shared, Serves::One(row))).await?;
    Ok(router(&shared, Serves::All(Arc::new(places))))
}

/// The sandbox without a socket, for calls in process.
#[derive(Clone)]
pub struct InProcess {
    shared: Shared,
    places: Arc<Places>,
}

/// Result of a request to a sandbox in process.
pub enum Delivery {
    /// The reply, as it was meant.
    Reply(Response),
    /// The connection misbehaves: what it does to the reply that was meant.
    Broken(Break, Response),
    /// No connection: nobody listens.
    Refused,
}

impl InProcess {
    /// Where it is, by its own word.
    pub const HOST: &str = "127.0.0.1:8787";

    /// All behaviours, and a log of requests that starts empty.
    pub fn new() -> Self {
        Self { shared: Shared::default(), places: Arc::new(Places::imagined()) }
    }

    /// The base URL to type for a row.
    pub fn base_url(&self, row: &Behaviour) -> String {
        self.places.base_url(row, Self::HOST)
    }

    /// Answers what was sent over http to a port of this machine.
    pub async fn send(&self, port: u16, request: Request) -> Delivery {
        let serves = match self.places.at(port) {
            Some(Place::Raw) => return raw(request).await,
            Some(Place::Alone(row)) => Serves::One(row),
            None if Self::HOST.ends_with(&format!(":{port}")) => Serves::All(Arc::clone(&self.places)),
            None => return Delivery::Refused,
        };
        match router(&self.shared, serves).oneshot(request).await {
            Ok(response) => Delivery::Reply(response),
            Err(never) => match never {},
        }
    }
}

impl Default for InProcess {
    fn default() -> Self {
        Self::new()
    }
}

/// Answers as the port where connections misbehave; closes the connection of requests for no behaviour.
async fn raw(request: Request) -> Delivery {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, LONGEST_REQUEST_BYTES).await.unwrap_or_default();
    let header = |name| header(&parts.headers, name);
    let path = parts.uri.path();
    let asked = Asked::new(parts.method.as_str(), path, header("host"), header("authorization"), body.into());
    let Some(asked) = asked else { return Delivery::Broken(Break::Closes, Response::default()) };
    let response = asked.reply().into_response().await;
    match asked.breaks() {
        Some(breaks) => Delivery::Broken(breaks, response),
        None => Delivery::Reply(response),
    }
}

fn router(shared: &Shared, serves: Serves) -> Router {
    Router::new().fallback(serve).with_state((shared.clone(), serves))
}

async fn serve(State((shared, serves)): State<(Shared, Serves)>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let (reply, _still_open) = match axum::body::to_bytes(body, LONGEST_REQUEST_BYTES).await {
        Ok(body) => match &serves {
            Serves::All(places) => answer(&shared, places, &parts, body.into()),
            Serves::One(row) => behave(&shared, &parts, row, parts.uri.path(), body.into()),
        },
        Err(_) => (cors::open(Reply::new(413, "text/plain", "request too large")), None),
    };
    reply.into_response().await
}

/// The reply, and the request it answers if that is over only once the reply is sent.
fn answer(shared: &Shared, places: &Places, parts: &Parts, body: Vec<u8>) -> (Reply, Option<Open>) {
    let host = header(&parts.headers, "host").unwrap_or_default();
    let reply = match (parts.method.as_str(), parts.uri.path()) {
        ("GET", "/") if header(&parts.headers, "accept").is_some_and(|it| it.contains("json")) => {
            cors::open(index::json(places, &host))
        }
        ("GET", "/") => cors::open(index::html(places, &host)),
        ("GET", "/behaviours.json") => cors::open(index::json(places, &host)),
        // No CORS here: other web sites must not read what was typed into the page.
        ("GET", "/requests.json") => Reply::json(200, &lock(&shared.log).json()),
        ("POST", "/requests/reset") => {
            lock(&shared.log).clear();
            shared.traffic.forget();
            Reply::new(204, "text/plain", "")
        }
        (_, path) => return find(shared, parts, path, body),
    };
    (reply, None)
}

fn find(shared: &Shared, parts: &Parts, path: &str, body: Vec<u8>) -> (Reply, Option<Open>) {
    let id = path.split('/').nth(1).unwrap_or_default();
    if let Some(row) = behaviour::find(id) {
        return behave(shared, parts, row, &path[1 + id.len()..], body);
    }
    // A browser may read that there is none, so that the test of a corrected base URL sees it.
    let message = "No such behaviour. GET / lists all of them.";
    let status = if parts.method == Method::OPTIONS { 204 } else { 404 };
    (cors::allowed(Reply::new(status, "text/plain; charset=utf-8", message)), None)
}

/// The reply of `row` to a request whose path, without the row's id, is `path`.
fn behave(
    shared: &Shared,
    parts: &Parts,
    row: &Behaviour,
    path: &str,
    body: Vec<u8>,
) -> (Reply, Option<Open>) {
    let entry = Entry {
        behaviour: row.id.to_owned(),
        method: parts.method.to_string(),
        path: parts.uri.path_and_query().map_or(path, |whole| whole.as_str()).to_owned(),
        headers: headers(&parts.headers),
        body,
    };
    let number = lock(&shared.log).note(&entry);
    let authorization = header(&parts.headers, "authorization");
    let mut call = Call {
        number,
        ordinal: 0,
        others: 0,
        method: entry.method,
        host: header(&parts.headers, "host").unwrap_or_default(),
        path: path.to_owned(),
        authorization,
        body: entry.body,
    };
    if call.method == "OPTIONS" {
        return (row.gateway.reply(&call), None);
    }
    let open = shared.traffic.enter(row.id, call.authorization.as_deref().unwrap_or_default());
    (call.ordinal, call.others) = (open.ordinal, open.others);
    let left = REQUESTS_A_MINUTE.saturating_sub(call.ordinal);
    let reply = row
        .gateway
        .reply(&call)
        .with("x-request-id", format!("sandbox-{number}"))
        .with("x-ratelimit-limit-requests", REQUESTS_A_MINUTE.to_string())
        .with("x-ratelimit-remaining-requests", left.to_string());
    open.held_by(reply)
}

/// A panic elsewhere leaves the log whole: every change to it is one step.
fn lock(log: &Mutex<Log>) -> MutexGuard<'_, Log> {
    log.lock().unwrap_or_else(PoisonError::into_inner)
}

fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect()
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}
