//! A transport that reports when the headers of a reply arrive.

use std::future::Future;

use super::{Response, Transport};
use crate::diagnosis::BrowserContext;
use crate::target::ApiKey;
use crate::wire::Request;

/// Wraps another transport and calls `on_headers` when the headers of a reply arrive.
pub(super) struct Watched<'a, T> {
    pub(super) transport: &'a T,
    pub(super) on_headers: &'a dyn Fn(),
}

impl<T: Transport> Transport for Watched<'_, T> {
    type Body = T::Body;

    async fn fetch(&self, request: &Request, key: Option<&ApiKey>) -> Result<Response<T::Body>, String> {
        let response = self.transport.fetch(request, key).await?;
        (self.on_headers)();
        Ok(response)
    }

    fn now_ms(&self) -> f64 {
        self.transport.now_ms()
    }

    fn sleep(&self, ms: f64) -> impl Future<Output = ()> {
        self.transport.sleep(ms)
    }

    fn browser_context(&self, host: &str) -> impl Future<Output = BrowserContext> {
        self.transport.browser_context(host)
    }
}
