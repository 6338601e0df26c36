//! Serves the built page's files, from another port than the gateway: to a browser that is another
//! origin, as it will be in earnest.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use serde_json::Value;

use crate::reply::Reply;

/// A folder of static files, and what is said differently from them.
#[derive(Debug)]
pub struct Pages {
    root: PathBuf,
    /// Answers `/config.json` instead of the file.
    pub config: Option<Value>,
    /// Sent as `Content-Security-Policy` with every reply.
    pub csp: Option<String>,
}

impl Pages {
    /// The files below `root`.
    ///
    /// # Errors
    /// If `root` is no folder that can be read.
    pub fn new(root: &Path) -> io::Result<Self> {
        let root = root.canonicalize()?;
        fs::read_dir(&root)?;
        Ok(Self { root, config: None, csp: None })
    }

    /// The server for these files.
    pub fn router(self) -> Router {
        Router::new().fallback(serve).with_state(Arc::new(self))
    }

    fn answer(&self, method: &str, path: &str) -> Reply {
        if !matches!(method, "GET" | "HEAD") {
            return Reply::new(405, "text/plain", "only GET and HEAD\n");
        }
        if let (Some(config), "/config.json") = (&self.config, path) {
            return Reply::json(200, config);
        }
        self.file(path).unwrap_or_else(|| Reply::new(404, "text/plain", "not found\n"))
    }

    /// The file at a path, if it is one and lies below the root.
    fn file(&self, path: &str) -> Option<Reply> {
        let path = decode(path)?;
        let inside = if path == "/" { "index.html" } else { path.strip_prefix('/')? };
        // Links are followed first, so that one out of the folder is seen for what it is.
        let file = self.root.join(inside).canonicalize().ok()?;
        let is_inside = file.starts_with(&self.root) && !inside.split('/').any(|part| part == "..");
        let content = fs::read(&file).ok().filter(|_| is_inside)?;
        Some(Reply::new(200, media_type(&file), content))
    }
}

async fn serve(State(pages): State<Arc<Pages>>, request: Request) -> Response {
    let mut reply = pages.answer(request.method().as_str(), request.uri().path());
    reply = reply.with("cache-control", "no-cache");
    if let Some(csp) = &pages.csp {
        reply = reply.with("content-security-policy", csp);
    }
    reply.into_response().await
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        _ => "application/octet-stream",
    }
}

/// Undoes percent encoding; `None` if the result is no path a file could have.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let digits = [rest.next()?, rest.next()?].map(char::from);
            u8::try_from(digits[0].to_digit(16)? * 16 + digits[1].to_digit(16)?).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok().filter(|path| !path.contains(['\0', '\\']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(encoded: &str, decoded: Option<&str>) {
        assert_eq!(decode(encoded).as_deref(), decoded);
    }

    #[test]
    fn paths_are_decoded_or_refused() {
        check("/a%20b", Some("/a b"));
        check("/%2e%2E/", Some("/../"));
        check("/%", None);
        check("/%0", None);
        check("/%zz", None);
        check("/%00", None);
        check("/%5c", None);
        check("/%ff", None);
    }
}
