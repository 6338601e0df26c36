//! Interface of a run to the outside: servers and time.

use std::future::Future;

use futures_util::Stream;

use crate::diagnosis::BrowserContext;
use crate::target::ApiKey;
use crate::wire::Request;

/// Interface to servers and to time. The page gives the browser, tests a server in process. It does
/// as told; limits, masking and recording are in [`super::send`].
pub trait Transport {
    /// A reply's body: its pieces as they come, or the way the connection broke, in the browser's words.
    type Body: Stream<Item = Result<Vec<u8>, String>> + Unpin;

    /// Sends `request` and waits for the status and headers of the reply, or for the reason why there is
    /// none, in the browser's words. `key` is the chosen one for the `Authorization` header; the request's
    /// own [`crate::wire::Authorization`] is ignored. Dropping the future, or later the body, closes the
    /// connection.
    fn fetch(
        &self,
        request: &Request,
        key: Option<&ApiKey>,
    ) -> impl Future<Output = Result<Response<Self::Body>, String>>;

    /// Milliseconds on this transport's clock.
    fn now_ms(&self) -> f64;

    /// Ends after this many ms; dropping it early costs nothing.
    fn sleep(&self, ms: f64) -> impl Future<Output = ()>;

    /// Returns those circumstances of the page that may explain that `host` sent no reply.
    fn browser_context(&self, host: &str) -> impl Future<Output = BrowserContext>;
}

/// A reply whose body is still to come.
#[derive(Clone, Debug)]
pub struct Response<B> {
    /// The HTTP status; 0 for a redirect that must not be followed.
    pub status: u16,
    /// The URL that answered, after redirects.
    pub url: String,
    /// True if a redirect was followed.
    pub is_redirected: bool,
    /// The headers the page may read; names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: B,
}
