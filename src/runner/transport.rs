//! The interface between the runner and the outside world: servers and time.

use std::future::Future;

use futures_util::Stream;

use crate::diagnosis::BrowserContext;
use crate::target::ApiKey;
use crate::wire::Request;

/// Access to servers and time. The page implements it with the browser, tests with a server in the same
/// process. It makes no decisions: limits and recording are in [`super::send`], masking is in the runner.
pub trait Transport {
    /// The body of a reply: its chunks as they arrive, or the browser's message if the connection breaks.
    type Body: Stream<Item = Result<Vec<u8>, String>> + Unpin;

    /// Sends `request` and returns the status and headers of the reply, or the browser's message if there is
    /// none. `key` goes into the `Authorization` header; the [`crate::wire::Authorization`] of the request
    /// itself is ignored. Dropping the future, or later the body, closes the connection.
    fn fetch(
        &self,
        request: &Request,
        key: Option<&ApiKey>,
    ) -> impl Future<Output = Result<Response<Self::Body>, String>>;

    /// The current time on this transport's clock, in ms.
    fn now_ms(&self) -> f64;

    /// Waits for this many ms. Dropping the future early is free.
    fn sleep(&self, ms: f64) -> impl Future<Output = ()>;

    /// Returns the state of the browser, which may explain why `host` sent no reply.
    fn browser_context(&self, host: &str) -> impl Future<Output = BrowserContext>;
}

/// A reply whose body has not arrived yet.
#[derive(Clone, Debug)]
pub struct Response<B> {
    /// The HTTP status; 0 for a redirect that must not be followed.
    pub status: u16,
    /// The URL that answered, after redirects.
    pub url: String,
    /// True if a redirect was followed.
    pub is_redirected: bool,
    /// The headers that the page may read; names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: B,
}
