//! The runner's way to a server: through the model of a browser, on tokio's clock.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use futures_util::{Stream, StreamExt};
use gateway_check::diagnosis::{BrowserContext, Permission};
use gateway_check::runner::{Response, Transport};
use gateway_check::target::ApiKey;
use gateway_check::wire::Request;
use tokio::time::Instant;

use crate::browser::{Asked, Browser, Decisions, Fetched, Network};

/// The page's origin: another port than the sandbox's, as in the end-to-end tests.
pub const PAGE_ORIGIN: &str = "http://127.0.0.1:8788";

/// A network behind a browser.
pub struct BrowserTransport {
    browser: Browser,
    began: Instant,
}

impl BrowserTransport {
    /// A browser that notes what it decides, with the page open.
    pub fn new(network: impl Into<Network>, decisions: Decisions) -> Self {
        Self { browser: Browser::new(PAGE_ORIGIN, network, decisions), began: Instant::now() }
    }
}

/// The page's own circumstances, if they cause no problem.
pub fn browser_context() -> BrowserContext {
    BrowserContext {
        page_origin: PAGE_ORIGIN.to_owned(),
        is_online: true,
        is_secure: true,
        blocked_origins: Vec::new(),
        local_network: Permission::Unknown,
    }
}

impl Transport for BrowserTransport {
    type Body = Pin<Box<dyn Stream<Item = Result<Vec<u8>, String>>>>;

    async fn fetch(&self, request: &Request, key: Option<&ApiKey>) -> Result<Response<Self::Body>, String> {
        let mut headers = HeaderMap::new();
        if let Some(key) = key {
            let value = HeaderValue::from_str(&format!("Bearer {}", key.expose()));
            headers.insert(AUTHORIZATION, value.map_err(|_| "no header can carry this key")?);
        }
        if request.body.is_some() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        let asked = Asked {
            method: request.method.parse().map_err(|_| "no method")?,
            url: request.url.parse().map_err(|_| "no URL")?,
            headers,
            body: request.body.clone().unwrap_or_default(),
            is_opaque: request.is_opaque,
        };
        let fetched = self.browser.fetch(asked).await.map_err(|_| "Failed to fetch")?;
        let Fetched { response, url, is_redirected } = fetched;
        let (parts, body) = response.into_parts();
        let body = body.into_data_stream().map(|piece| match piece {
            Ok(piece) => Ok(piece.to_vec()),
            Err(_) => Err("network error".to_owned()),
        });
        Ok(Response {
            status: parts.status.as_u16(),
            url: url.to_string(),
            is_redirected,
            headers: listed(&parts.headers),
            body: Box::pin(body),
        })
    }

    fn now_ms(&self) -> f64 {
        self.began.elapsed().as_secs_f64() * 1000.0
    }

    fn sleep(&self, ms: f64) -> impl Future<Output = ()> {
        tokio::time::sleep(Duration::from_secs_f64(ms.max(0.0) / 1000.0))
    }

    async fn browser_context(&self, _: &str) -> BrowserContext {
        browser_context()
    }
}

/// Fetch, section 5.1, iterating over `Headers`: sorted, and values of one name joined.
fn listed(headers: &HeaderMap) -> Vec<(String, String)> {
    let mut names: Vec<_> = headers.keys().collect();
    names.sort_unstable_by_key(|name| name.as_str());
    let joined = |name| {
        let values = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
        values.collect::<Vec<_>>().join(", ")
    };
    names.into_iter().map(|name| (name.to_string(), joined(name))).collect()
}
