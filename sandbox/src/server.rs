//! The sandbox as an HTTP server: finds the behaviour, notes the request, sends the reply.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;

use crate::call::Call;
use crate::log::{Entry, Log};
use crate::reply::Reply;
use crate::traffic::{Open, Traffic};
use crate::{behaviour, cors, index};

/// What the headers say that a key may send. Nobody is held to it.
const REQUESTS_A_MINUTE: u64 = 600;
/// The longest request body that is read.
const LONGEST_REQUEST_BYTES: usize = 8 * 1024 * 1024;

#[derive(Clone, Default)]
struct Shared {
    log: Arc<Mutex<Log>>,
    traffic: Traffic,
}

/// All behaviours with their list and the log of requests, which starts empty.
pub fn router() -> Router {
    Router::new().fallback(serve).with_state(Shared::default())
}

async fn serve(State(shared): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let (reply, _still_open) = match axum::body::to_bytes(body, LONGEST_REQUEST_BYTES).await {
        Ok(body) => answer(&shared, &parts, body.into()),
        Err(_) => (cors::open(Reply::new(413, "text/plain", "request too large")), None),
    };
    reply.into_response().await
}

/// The reply, and the request it answers if that is over only once the reply is sent.
fn answer(shared: &Shared, parts: &Parts, body: Vec<u8>) -> (Reply, Option<Open>) {
    let host = header(&parts.headers, "host").unwrap_or_default();
    let reply = match (parts.method.as_str(), parts.uri.path()) {
        ("GET", "/") if header(&parts.headers, "accept").is_some_and(|it| it.contains("json")) => {
            cors::open(index::json(&host))
        }
        ("GET", "/") => cors::open(index::html(&host)),
        ("GET", "/behaviours.json") => cors::open(index::json(&host)),
        // No CORS here: what was typed into the page is no other web site's business.
        ("GET", "/requests.json") => Reply::json(200, &lock(&shared.log).json()),
        ("POST", "/requests/reset") => {
            lock(&shared.log).clear();
            shared.traffic.forget();
            Reply::new(204, "text/plain", "")
        }
        _ => return behave(shared, parts, host, body),
    };
    (reply, None)
}

fn behave(shared: &Shared, parts: &Parts, host: String, body: Vec<u8>) -> (Reply, Option<Open>) {
    let path = parts.uri.path();
    let id = path.split('/').nth(1).unwrap_or_default();
    let Some(behaviour) = behaviour::find(id) else {
        let message = "No such behaviour. GET / lists all of them.";
        return (cors::open(Reply::new(404, "text/plain; charset=utf-8", message)), None);
    };
    let entry = Entry {
        behaviour: id.to_owned(),
        method: parts.method.to_string(),
        path: parts.uri.path_and_query().map_or(path, |whole| whole.as_str()).to_owned(),
        headers: headers(&parts.headers),
        body,
    };
    let number = lock(&shared.log).note(&entry);
    let gateway = &behaviour.gateway;
    if entry.method == "OPTIONS" {
        return (gateway.cors.preflight(), None);
    }
    let authorization = header(&parts.headers, "authorization");
    let open = shared.traffic.enter(id, authorization.as_deref().unwrap_or_default());
    let call = Call {
        number,
        place: open.place,
        others: open.others,
        method: entry.method,
        host,
        path: path[1 + id.len()..].to_owned(),
        authorization,
        body: entry.body,
    };
    let left = REQUESTS_A_MINUTE.saturating_sub(call.place);
    let reply = gateway
        .answer(&call)
        .with("x-request-id", format!("sandbox-{number}"))
        .with("x-ratelimit-limit-requests", REQUESTS_A_MINUTE.to_string())
        .with("x-ratelimit-remaining-requests", left.to_string());
    open.held_by(gateway.cors.mark(reply))
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
