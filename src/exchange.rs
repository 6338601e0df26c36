//! The record of a run: requests and the replies to them. It contains facts only and judges nothing.
//!
//! Everything a server sent is limited in size (see `response::body_reader`) and treated as text, never as
//! markup. Times are milliseconds on the page's monotonic clock; those of a reply count from its request.

use serde_json::Value;

use crate::probe::ProbeId;
use crate::sse::Framing;
use crate::wire::{Request, Violation};

/// All exchanges of a run, in the order in which they ended, and the probes that were not sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transcript {
    /// The exchanges; findings refer to them by their index in this list.
    pub exchanges: Vec<Exchange>,
    /// Probes that were not sent, each with the reason.
    pub skipped: Vec<(ProbeId, &'static str)>,
}

impl Transcript {
    /// Returns the latest exchange of the probe `id` and its index in the list.
    pub fn of_probe(&self, id: ProbeId) -> Option<(usize, &Exchange)> {
        let mut found = self.exchanges.iter().enumerate().rev();
        found.find(|(_, exchange)| exchange.probe == id)
    }
}

/// One request and its outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// The probe that sent the request.
    pub probe: ProbeId,
    /// The request as sent, without the key.
    pub request: Request,
    /// Start of the request, in ms on the page's clock.
    pub started_ms: f64,
    /// The outcome of the request.
    pub outcome: Outcome,
}

impl Exchange {
    /// Returns the reply, if there is one.
    pub fn reply(&self) -> Option<&Reply> {
        match &self.outcome {
            Outcome::Replied(reply) => Some(reply),
            Outcome::Unanswered(_) => None,
        }
    }
}

/// Outcome of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Status and headers arrived; how the body ended is in [`Reply::ending`].
    Replied(Reply),
    /// No reply could be read.
    Unanswered(Unanswered),
}

/// Why no reply could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// `fetch` rejected. Browsers hide whether this was CORS, DNS, TLS or a refused connection.
    Blocked {
        /// The browser's message. It is only shown, never compared with anything.
        message: String,
    },
    /// No response headers arrived within the time limit.
    TimedOut {
        /// The time limit, in ms.
        after_ms: u32,
    },
    /// The user pressed Stop before a reply arrived.
    Cancelled,
    /// The server redirects, and the page must not follow (see [`Request::redirects`]). Browsers hide the
    /// target of such a redirect.
    Redirected,
    /// A server answered, but the reply cannot be read by design (see [`Request::is_opaque`]).
    Opaque,
}

/// A reply: at least status and headers have arrived.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The URL that answered, after redirects.
    pub url: String,
    /// True if a redirect was followed.
    pub is_redirected: bool,
    /// The headers that the browser lets the page read; names in lower case.
    pub headers: Vec<(String, String)>,
    /// The part of the body that was received.
    pub body: Body,
    /// Why the body ended.
    pub ending: Ending,
    /// Time from the request to the response headers, in ms.
    pub headers_ms: f64,
    /// Time from the request to the first byte of the body, in ms.
    pub first_byte_ms: Option<f64>,
    /// Time from the request to the end of the body, in ms.
    pub total_ms: f64,
    /// Longest delay of the page itself during the request, in ms, because the machine or the browser was
    /// busy, or the tab in the background. Everything that arrived during the delay seems to arrive at once.
    pub lag_ms: f64,
}

impl Reply {
    /// Delay of the page, in ms, above which the timing of a stream cannot be measured.
    const BUSY_MS: f64 = 100.0;

    /// Returns the delay of the page in ms, if it is so long that the measured times are unreliable.
    pub fn busy_ms(&self) -> Option<f64> {
        Some(self.lag_ms).filter(|lag_ms| *lag_ms > Self::BUSY_MS)
    }

    /// Returns the value of a readable header; `name` must be in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Returns true if the status is 200 to 299.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Why a body ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The server sent all of it.
    Complete,
    /// No data arrived within the time limit, and the page closed the connection.
    Stalled {
        /// The limit between two chunks, in ms.
        after_ms: u32,
    },
    /// The connection broke.
    Dropped {
        /// The browser's message. It is only shown, never compared with anything.
        message: String,
    },
    /// The body exceeded the page's size limit, and the page closed the connection.
    Capped,
    /// The user pressed Stop.
    Cancelled,
}

/// The body of a reply.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// The beginning of the body as text; invalid UTF-8 is replaced.
    pub text: String,
    /// Total number of bytes received, after decoding any transfer encoding.
    pub bytes: u64,
    /// True if [`Body::text`] is only the beginning of the body.
    pub is_text_cut: bool,
    /// True if the whole body was valid UTF-8.
    pub is_utf8: bool,
    /// The parsed content.
    pub content: Content,
}

impl Body {
    /// Returns the JSON document, if the body is one.
    pub fn json(&self) -> Option<&Value> {
        match &self.content {
            Content::Json(json) => Some(json),
            Content::Empty | Content::Stream(_) | Content::Text => None,
        }
    }
}

/// The content of a body, determined by parsing and not by the content type.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Content {
    /// No bytes, or only white space.
    #[default]
    Empty,
    /// One JSON document.
    Json(Value),
    /// Server-sent events.
    Stream(Box<Stream>),
    /// Anything else: HTML, plain text, XML, broken or cut-off JSON.
    Text,
}

/// The content of a stream of server-sent events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stream {
    /// Number of events with data, including `[DONE]`.
    pub events: u32,
    /// Number of events whose data was not JSON, without `[DONE]`.
    pub unreadable_events: u32,
    /// Arrivals of the events with data (the first [`Stream::ARRIVALS_KEPT`]).
    pub arrivals: Vec<Arrival>,
    /// When the last event arrived, in ms since the request.
    pub last_event_ms: f64,
    /// When the first text (content, reasoning or tool call) arrived, in ms since the request.
    pub first_token_ms: Option<f64>,
    /// When the last text arrived, in ms since the request.
    pub last_token_ms: Option<f64>,
    /// True if `[DONE]` arrived.
    pub is_done: bool,
    /// Violations of the event-stream format.
    pub framing: Framing,
    /// Differences between the chunks and OpenAI's chunk object, each path once (at most
    /// [`Stream::VIOLATIONS_KEPT`]).
    pub violations: Vec<Violation>,
    /// The other vendor's protocol (see `wire::foreign_protocol`) that an event belongs to, if any.
    pub foreign_protocol: Option<&'static str>,
    /// The first event, if no event belongs to the chat completion protocol.
    pub unknown_event: Option<Value>,
    /// The answer assembled from the chunks.
    pub answer: Answer,
}

impl Stream {
    /// Largest number of arrivals that are kept; enough to see whether a stream is live.
    pub const ARRIVALS_KEPT: usize = 1_000;
    /// Largest number of different violations that are kept.
    pub const VIOLATIONS_KEPT: usize = 20;
}

/// The arrival of one event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrival {
    /// Time since the request, in ms. All events of one network read have the same time.
    pub at_ms: f64,
    /// Size of the data, in bytes.
    pub bytes: u32,
}

/// The answer of a model, from one JSON reply or assembled from a stream.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The first non-empty `id` of the reply or stream.
    pub id: Option<String>,
    /// True if a later chunk carried a different, non-empty `id`.
    pub id_changes: bool,
    /// The first non-empty `model` of the reply or stream, as the server writes it.
    pub model: Option<String>,
    /// The text of the first choice, up to the size limit.
    pub content: String,
    /// True if [`Answer::content`] was cut at the size limit.
    pub is_content_cut: bool,
    /// Size of the reasoning text (`reasoning_content`, `reasoning`, `reasoning_details`), in bytes.
    pub reasoning_bytes: u64,
    /// The refusal text, if the model refused.
    pub refusal: Option<String>,
    /// Tool calls of the first choice, in order.
    pub tool_calls: Vec<ToolCall>,
    /// All finish reasons, in order; normally one.
    pub finish_reasons: Vec<String>,
    /// True if text arrived in a later chunk than a finish reason.
    pub goes_on_after_finish: bool,
    /// The last `usage` object.
    pub usage: Option<Value>,
    /// The event or the reply that is an error, or that contains one beside its choices.
    pub error: Option<Value>,
}

impl Answer {
    /// Returns true if the model reasoned: the reply contains reasoning, or its usage counts tokens for it.
    pub fn has_reasoned(&self) -> bool {
        let counted = |usage: &Value| usage.pointer("/completion_tokens_details/reasoning_tokens")?.as_u64();
        self.reasoning_bytes > 0 || self.usage.as_ref().and_then(counted).is_some_and(|tokens| tokens > 0)
    }
}

/// One tool call of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToolCall {
    /// The call's id.
    pub id: String,
    /// The function's name.
    pub name: String,
    /// The arguments exactly as sent; they should be a JSON object in a string.
    pub arguments: String,
}
