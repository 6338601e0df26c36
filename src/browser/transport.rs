//! Sends requests with the browser's `fetch`.
//!
//! This is the only place where the key leaves the page: in the `Authorization` header of a request to the
//! target. Cookies, a referrer and any other headers are not sent.

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

/// A [`Transport`] that uses `fetch`. It lives as long as the page, because it listens for requests that the
/// page's own content security policy blocks.
pub struct BrowserTransport {
    csp_monitor: CspMonitor,
}

impl BrowserTransport {
    /// Starts listening for blocked requests.
    pub fn start() -> Self {
        Self { csp_monitor: CspMonitor::start() }
    }

    /// Starts a new run and forgets what was blocked before it.
    pub fn begin_run(&self) {
        self.csp_monitor.forget();
    }
}

impl Transport for BrowserTransport {
    type Body = Body;

    async fn fetch(&self, request: &Request, key: Option<&ApiKey>) -> Result<Response<Body>, String> {
        let controller =
            AbortController::new().map_err(|_| "This browser cannot abort requests.".to_owned())?;
        let abort = AbortOnDrop(controller);
        let response = call(request, key, &abort.0).await.map_err(|error| error_message(&error))?;
        Ok(Response {
            status: response.status(),
            url: response.url(),
            is_redirected: response.redirected(),
            headers: response.headers().entries().collect(),
            body: Body { chunks: body_chunks(response.body()), _abort: abort },
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

/// The body of a reply as it arrives. Dropping it closes the connection.
pub struct Body {
    chunks: LocalBoxStream<'static, Result<Vec<u8>, String>>,
    _abort: AbortOnDrop,
}

impl Stream for Body {
    type Item = Result<Vec<u8>, String>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.chunks.poll_next_unpin(context)
    }
}

/// Aborts its request when dropped; this has no effect on a finished one.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        // Without a reason: any value other than the default crashes gloo-net.
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

fn body_chunks(body: Option<web_sys::ReadableStream>) -> LocalBoxStream<'static, Result<Vec<u8>, String>> {
    let Some(body) = body else { return stream::empty().boxed_local() };
    let chunks = ReadableStream::from_raw(body).into_stream();
    chunks
        // Every chunk is a `Uint8Array` (Fetch standard, "incrementally read a body").
        .map(|chunk| {
            chunk
                .map(|chunk| chunk.unchecked_into::<Uint8Array>().to_vec())
                .map_err(|error| js_message(&error))
        })
        .boxed_local()
}

/// The browser's message about a failed request.
fn error_message(error: &gloo_net::Error) -> String {
    match error {
        gloo_net::Error::JsError(error) => error.message.clone(),
        gloo_net::Error::SerdeError(_) | gloo_net::Error::GlooError(_) => String::new(),
    }
}

/// The browser's message about a body that broke off.
fn js_message(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_default()
}

#[cfg(test)]
mod tests;
