//! The browser as a way to a server.
//!
//! This is the one place where the key leaves the page: in the `Authorization` header of a request
//! to the target. Nothing else is sent along: no cookies, no referrer, no further header.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::stream::{self, LocalBoxStream};
use futures_util::{Stream, StreamExt};
use gloo_net::http::{Method, RequestBuilder};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_streams::ReadableStream;
use web_sys::{
    AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode, RequestRedirect,
};

use super::csp_monitor::CspMonitor;
use super::{clock, page};
use crate::diagnosis::BrowserContext;
use crate::runner::{Response, Transport};
use crate::target::ApiKey;
use crate::wire::{Redirects, Request};

/// Sends by `fetch`. It lives as long as the page, since it listens for what the page's own policy
/// blocks.
pub struct BrowserTransport {
    csp_monitor: CspMonitor,
}

impl BrowserTransport {
    /// Begins to listen.
    pub fn start() -> Self {
        Self { csp_monitor: CspMonitor::start() }
    }

    /// Begins a new run: earlier observations explain nothing about it.
    pub fn begin_run(&self) {
        self.csp_monitor.forget();
    }
}

impl Transport for BrowserTransport {
    type Body = Body;

    async fn fetch(&self, request: &Request, key: Option<&ApiKey>) -> Result<Response<Body>, String> {
        let controller =
            AbortController::new().map_err(|_| "This browser cannot abort requests.".to_owned())?;
        let hang_up = HangUp(controller);
        let response = call(request, key, &hang_up.0).await.map_err(|error| words_of(&error))?;
        Ok(Response {
            status: response.status(),
            url: response.url(),
            is_redirected: response.redirected(),
            headers: response.headers().entries().collect(),
            body: Body { pieces: pieces_of(response.body()), _hang_up: hang_up },
        })
    }

    fn now_ms(&self) -> f64 {
        clock::now_ms()
    }

    async fn sleep(&self, ms: f64) {
        clock::sleep(ms).await;
    }

    async fn browser_context(&self, host: &str) -> BrowserContext {
        page::browser_context(&self.csp_monitor, host).await
    }
}

/// A reply's body on its way. Dropping it closes the connection.
pub struct Body {
    pieces: LocalBoxStream<'static, Result<Vec<u8>, String>>,
    _hang_up: HangUp,
}

impl Stream for Body {
    type Item = Result<Vec<u8>, String>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.pieces.poll_next_unpin(context)
    }
}

/// Ends a request when it is dropped; a finished one is not touched.
struct HangUp(AbortController);

impl Drop for HangUp {
    fn drop(&mut self) {
        // Without a reason: another value than the default crashes the HTTP wrapper.
        self.0.abort();
    }
}

async fn call(
    request: &Request,
    key: Option<&ApiKey>,
    controller: &AbortController,
) -> Result<gloo_net::http::Response, gloo_net::Error> {
    let method = if request.method == "POST" { Method::POST } else { Method::GET };
    let mut builder = RequestBuilder::new(&request.url)
        .method(method)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .mode(if request.is_opaque { RequestMode::NoCors } else { RequestMode::Cors })
        .redirect(match request.redirects {
            Redirects::Follow => RequestRedirect::Follow,
            Redirects::Refuse => RequestRedirect::Manual,
        })
        .abort_signal(Some(&controller.signal()));
    if let Some(key) = key {
        builder = builder.header("Authorization", &format!("Bearer {}", key.expose()));
    }
    let ready = match &request.body {
        Some(body) => builder.header("Content-Type", "application/json").body(body.as_str())?,
        None => builder.build()?,
    };
    ready.send().await
}

fn pieces_of(body: Option<web_sys::ReadableStream>) -> LocalBoxStream<'static, Result<Vec<u8>, String>> {
    let Some(body) = body else { return stream::empty().boxed_local() };
    let pieces = ReadableStream::from_raw(body).into_stream();
    pieces
        // What `fetch` reads is bytes (Fetch standard, "incrementally read a body").
        .map(|piece| {
            piece
                .map(|piece| piece.unchecked_into::<Uint8Array>().to_vec())
                .map_err(|error| message_of(&error))
        })
        .boxed_local()
}

/// The browser's own message.
fn words_of(error: &gloo_net::Error) -> String {
    match error {
        gloo_net::Error::JsError(error) => error.message.clone(),
        gloo_net::Error::SerdeError(_) | gloo_net::Error::GlooError(_) => String::new(),
    }
}

/// The browser's own message.
fn message_of(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_default()
}

#[cfg(test)]
mod tests;
