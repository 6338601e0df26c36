//! Layers below HTTP: names, ports, TLS, and connections that break, without a socket where the sandbox
//! answers in process.
//!
//! All that a page learns of these is that there was a network error, before a reply or within its
//! body. What a browser does with each kind of fault is what the rows in a real browser confirm.

use std::future::pending;
use std::time::Duration;

use axum::Error;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use axum::http::{Request, Response, Uri};
use futures_util::stream::{self, StreamExt};
use gateway_check_sandbox::fault::Break;
use gateway_check_sandbox::server::{Delivery, InProcess};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::{Decision, Decisions, NetworkError};

/// Where requests go.
pub enum Network {
    /// To a sandbox in process.
    InProcess(InProcess),
    /// To the listener on this machine.
    Loopback,
}

impl From<InProcess> for Network {
    fn from(sandbox: InProcess) -> Self {
        Self::InProcess(sandbox)
    }
}

/// The names of this machine.
const THIS_MACHINE: [&str; 2] = ["127.0.0.1", "localhost"];

/// Sends a request to where its URL leads, and waits for the head of the reply.
pub(super) async fn send(
    network: &Network,
    url: &Uri,
    request: Request<Body>,
    decisions: &Decisions,
) -> Result<Response<Body>, NetworkError> {
    let fails = |why| {
        decisions.note(why);
        Err(NetworkError)
    };
    if !url.host().is_some_and(|host| THIS_MACHINE.contains(&host)) {
        return fails(Decision::NameUnknown);
    }
    let is_tls = url.scheme_str() == Some("https");
    let port = url.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
    // One port uses TLS, with an untrusted certificate; the others do not.
    if is_tls {
        return fails(Decision::TlsFailed);
    }
    let sandbox = match network {
        Network::InProcess(sandbox) => sandbox,
        Network::Loopback => return over_tcp(port, request, decisions).await,
    };
    match sandbox.send(port, request).await {
        Delivery::Refused => fails(Decision::Refused),
        Delivery::Reply(response) => Ok(response.map(|body| body)).map(|it| watched(it, decisions)),
        Delivery::Broken(Break::Closes | Break::ResetsInHead | Break::IsNotHttp, _) => {
            fails(Decision::HeadBroken)
        }
        Delivery::Broken(Break::StopsInHead, _) => {
            decisions.note(Decision::HeadStopped);
            pending().await
        }
        Delivery::Broken(Break::BreaksChunks | Break::ResetsInBody, response) => {
            Ok(watched(broken(response).await, decisions))
        }
    }
}

/// Sends it to the listener on the port of this machine.
async fn over_tcp(
    port: u16,
    request: Request<Body>,
    decisions: &Decisions,
) -> Result<Response<Body>, NetworkError> {
    let fails = |why| {
        decisions.note(why);
        NetworkError
    };
    let stream = TcpStream::connect(("127.0.0.1", port)).await.map_err(|_| fails(Decision::Refused))?;
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|_| fails(Decision::HeadBroken))?;
    tokio::spawn(connection);
    let response = sender.send_request(request).await.map_err(|_| fails(Decision::HeadBroken))?;
    Ok(decoded(watched(response.map(Body::new), decisions)))
}

/// Fetch, section 2.2.4, "handle content codings": a body that is not coded as its header says is an
/// error once it is read. No body here is coded in earnest, so none is decoded.
fn decoded(response: Response<Body>) -> Response<Body> {
    if !response.headers().contains_key(CONTENT_ENCODING) {
        return response;
    }
    let pieces = stream::once(async { Err::<Bytes, _>(Error::new("not coded so")) });
    response.map(|_| Body::from_stream(pieces))
}

/// The sandbox's own pause before it breaks a connection.
const PAUSE: Duration = Duration::from_millis(300);

/// Half of the body, and then no more.
async fn broken(response: Response<Body>) -> Response<Body> {
    let (parts, body) = response.into_parts();
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let half = whole.slice(..whole.len() / 2);
    let end = stream::once(async {
        tokio::time::sleep(PAUSE).await;
        Err(Error::new("broken off"))
    });
    let pieces = stream::once(async { Ok(half) }).chain(end);
    Response::from_parts(parts, Body::from_stream(pieces))
}

/// The same reply, whose end is looked at. RFC 9112, section 8: a body that is shorter than its
/// `Content-Length` is not complete.
fn watched(response: Response<Body>, decisions: &Decisions) -> Response<Body> {
    let (parts, body) = response.into_parts();
    let promised = parts.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    let decisions = decisions.clone();
    let state = (body.into_data_stream(), 0_usize, false);
    let pieces = stream::unfold(state, move |(mut body, came, is_over)| {
        let decisions = decisions.clone();
        async move {
            if is_over {
                return None;
            }
            let (piece, is_over): (Result<Bytes, Error>, bool) = match body.next().await {
                Some(Ok(piece)) => (Ok(piece), false),
                Some(Err(error)) => {
                    decisions.note(Decision::BodyBroken);
                    (Err(error), true)
                }
                None if promised.is_some_and(|promised: usize| came < promised) => {
                    decisions.note(Decision::BodyShort);
                    (Err(Error::new("shorter than promised")), true)
                }
                None => return None,
            };
            let came = came + piece.as_ref().map_or(0, Bytes::len);
            Some((piece, (body, came, is_over)))
        }
    });
    Response::from_parts(parts, Body::from_stream(pieces))
}
