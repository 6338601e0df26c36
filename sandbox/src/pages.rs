//! Serves the built page's files, from another port than the gateway: to a browser that is another
//! origin, as it will be in earnest.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::routing::get;
use serde_json::Value;
use tower::util::option_layer;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::reply::Reply;

/// A folder of static files, and what is said differently from them.
#[derive(Debug)]
pub struct Pages {
    root: PathBuf,
    /// Answers `/config.json` instead of the file.
    pub config: Option<Value>,
    /// Sent as `Content-Security-Policy` with every reply.
    pub csp: Option<HeaderValue>,
}

impl Pages {
    /// The files below `root`.
    ///
    /// # Errors
    /// If `root` is not a readable folder.
    pub fn new(root: &Path) -> io::Result<Self> {
        fs::read_dir(root)?;
        Ok(Self { root: root.to_owned(), config: None, csp: None })
    }

    /// The server for these files.
    pub fn router(self) -> Router {
        let mut router = Router::new().fallback_service(ServeDir::new(self.root));
        if let Some(config) = self.config {
            let answer = move || Reply::json(200, &config).into_response();
            router = router.route("/config.json", get(answer));
        }
        let no_cache = HeaderValue::from_static("no-cache");
        let policy = self.csp.map(|csp| SetResponseHeaderLayer::overriding(CONTENT_SECURITY_POLICY, csp));
        router.layer(SetResponseHeaderLayer::overriding(CACHE_CONTROL, no_cache)).layer(option_layer(policy))
    }
}
