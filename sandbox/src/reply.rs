//! Reply of a gateway: a value, so that behaviours stay plain functions.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use crate::pacing::{self, Piece, Pieces};

/// One reply, before it is sent.
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case, with their values.
    pub headers: Vec<(&'static str, String)>,
    /// Body after the headers.
    pub body: ReplyBody,
    /// Time for which nothing at all is sent.
    pub delay: Duration,
}

/// Body after the headers.
pub enum ReplyBody {
    /// Known from the beginning.
    Whole(Bytes),
    /// Comes over time.
    Pieces(Pieces),
}

impl Reply {
    /// A reply with a body of a media type.
    pub fn new(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        let headers = vec![("content-type", content_type.to_owned())];
        Self { status, headers, body: ReplyBody::Whole(body.into()), delay: Duration::ZERO }
    }

    /// A JSON reply.
    pub fn json(status: u16, body: &Value) -> Self {
        Self::new(status, "application/json", body.to_string())
    }

    /// A web page.
    pub fn html(status: u16, body: impl Into<Bytes>) -> Self {
        Self::new(status, "text/html; charset=utf-8", body)
    }

    /// A refusal in the shape of the `OpenAI` API reference.
    pub fn error(status: u16, kind: &str, code: Option<&str>, message: &str) -> Self {
        Self::error_about(status, kind, code, None, message)
    }

    /// A refusal in the shape of the `OpenAI` API reference that names a parameter.
    pub fn error_about(
        status: u16,
        kind: &str,
        code: Option<&str>,
        param: Option<&str>,
        message: &str,
    ) -> Self {
        let error = json!({ "message": message, "type": kind, "param": param, "code": code });
        Self::json(status, &json!({ "error": error }))
    }

    /// A body that comes over time.
    pub fn pieces<I>(status: u16, content_type: &str, pieces: I) -> Self
    where
        I: IntoIterator<Item = Piece>,
        I::IntoIter: Send + 'static,
    {
        let body = ReplyBody::Pieces(Box::new(pieces.into_iter()));
        Self { body, ..Self::new(status, content_type, "") }
    }

    /// A stream of server-sent events.
    pub fn events<I>(pieces: I) -> Self
    where
        I: IntoIterator<Item = Piece>,
        I::IntoIter: Send + 'static,
    {
        Self::pieces(200, "text/event-stream", pieces).with("cache-control", "no-cache")
    }

    /// The same with one header more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same after a time in which nothing is sent.
    #[must_use]
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// Waits as long as the reply says, then hands it to the server.
    pub async fn into_response(self) -> Response {
        tokio::time::sleep(self.delay.min(pacing::LONGEST)).await;
        let body = match self.body {
            ReplyBody::Whole(bytes) => Body::from(bytes),
            ReplyBody::Pieces(pieces) => pacing::body(pieces),
        };
        let mut response = Response::new(body);
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in self.headers {
            // A value no header can carry (an echoed key may be anything) is left out.
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().append(HeaderName::from_static(name), value);
            }
        }
        response
    }
}
