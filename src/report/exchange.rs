//! A request and its result, as a report holds it.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use super::Rounded;
use crate::redact::Redacted;

#[cfg(not(target_arch = "wasm32"))]
use schemars::JsonSchema;

// As in the report itself, what has a default may be missing.

/// A request and its result.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Exchange {
    /// Number among the requests of the run, from 1.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(range(min = 1)))]
    pub n: u32,
    /// Id of the probe.
    pub probe: Redacted,
    /// `GET` or `POST`.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("enum" = ["GET", "POST"])))]
    pub method: Redacted,
    /// URL of the request.
    pub url: Redacted,
    /// Headers that the page set; a placeholder replaces the key.
    pub request_headers: Vec<Header>,
    /// Request body.
    pub request_body: Option<Redacted>,
    /// The HTTP status; null if no reply could be read.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(range(min = 100, max = 999)))]
    pub status: Option<u16>,
    /// Headers that the browser shows to the page.
    pub response_headers: Vec<Header>,
    /// Response body as text, possibly only its start.
    pub response_body: Redacted,
    /// Size of the whole response body, in bytes.
    pub response_bytes: u64,
    /// True if `response_body` is incomplete.
    #[serde(rename = "response_truncated")]
    pub is_truncated: bool,
    /// Reason why no complete reply could be read; null if the reply is complete.
    pub unanswered: Option<Unanswered>,
    /// Start, counted from the first request of the run.
    pub started_ms: Rounded,
    /// Time from the start to the response headers.
    pub headers_ms: Option<Rounded>,
    /// Time from the start to the first text of a stream.
    pub first_token_ms: Option<Rounded>,
    /// Time from the start to the end, or until the page waited no longer.
    pub total_ms: Option<Rounded>,
    /// Arrival times of a stream's events, from the start; at most 1,000.
    pub arrivals_ms: Vec<Rounded>,
}

impl Exchange {
    /// Returns true if the reply came as events, also where a link left out their times.
    pub fn is_streamed(&self) -> bool {
        self.first_token_ms.is_some() || !self.arrivals_ms.is_empty()
    }
}

/// A header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Header {
    /// Name of the header.
    pub name: Redacted,
    /// Value of the header.
    pub value: Redacted,
}

/// Reason why no complete reply could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Unanswered {
    /// The browser blocked the reply.
    Blocked,
    /// No reply came in time.
    TimedOut,
    /// The user stopped the run.
    Stopped,
    /// The server redirects, and the page does not follow.
    Redirected,
    /// The server answered, but the content is not readable.
    Opaque,
    /// The body stopped before it was complete.
    Stalled,
    /// The connection broke before the body was complete.
    Dropped,
    /// The body is too large for the page.
    Capped,
}

impl Unanswered {
    /// The stable word for the report.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// Label on the page: a part of a sentence if there was no reply, a sentence if one broke off.
    pub fn label(self) -> &'static str {
        match self {
            Self::Blocked => "reply blocked by the browser",
            Self::TimedOut => "no reply within the time limit",
            Self::Stopped => "stopped",
            Self::Redirected => "redirect, not followed",
            Self::Opaque => "the server answered (content not readable)",
            Self::Stalled => "The reply stopped before it was complete.",
            Self::Dropped => "The connection broke before the reply was complete.",
            Self::Capped => "The reply was too large for this page.",
        }
    }
}
