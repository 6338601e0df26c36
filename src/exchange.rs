//! Record of a run: exchanges, and the replies to them. Facts only; nothing here judges.
//!
//! Everything a server sent is bounded (see `response::body_reader`) and is text, never markup.
//! Times are milliseconds on the page's monotonic clock; those of a reply count from its request.

use serde_json::Value;

use crate::probe::ProbeId;
use crate::sse::Framing;
use crate::wire::{Request, Violation};

/// All exchanges of a run, in the order their requests were started.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transcript {
    /// The exchanges; findings refer to them by their index in this list.
    pub exchanges: Vec<Exchange>,
    /// Probes that were not sent, each with the reason.
    pub skipped: Vec<(ProbeId, &'static str)>,
}

impl Transcript {
    /// The latest exchange of the probe `id`, with its index in the list.
    pub fn of_probe(&self, id: ProbeId) -> Option<(usize, &Exchange)> {
        let mut found = self.exchanges.iter().enumerate().rev();
        found.find(|(_, exchange)| exchange.probe == id)
    }
}

/// One request and its outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// The probe that asked.
    pub probe: ProbeId,
    /// Request as it was sent, without the key.
    pub request: Request,
    /// When the request was started, in ms on the page's clock.
    pub started_ms: f64,
    /// Outcome of the request.
    pub outcome: Outcome,
}

impl Exchange {
    /// The reply, if there was one.
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

/// Reason why no reply could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// `fetch` rejected. Browsers hide whether this was CORS, DNS, TLS or a refused connection.
    Blocked {
        /// The browser's own message, for the transcript only: never matched on.
        message: String,
    },
    /// No response headers came within this time.
    TimedOut {
        /// The limit that passed, in ms.
        after_ms: u32,
    },
    /// The user pressed Stop before a reply began.
    Cancelled,
    /// The server redirects, and the page must not follow (see
    /// [`Request::redirects`]). Browsers hide where to.
    Redirected,
    /// Something answered a request whose reply cannot be read by design (see
    /// [`Request::is_opaque`]).
    Opaque,
}

/// A reply, at least its status and headers.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The URL that answered, after redirects.
    pub url: String,
    /// True if a redirect was followed.
    pub is_redirected: bool,
    /// The headers a browser lets the page read; names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as far as it came.
    pub body: Body,
    /// Reason why the body ended.
    pub ending: Ending,
    /// Request to response headers, in ms.
    pub headers_ms: f64,
    /// Request to the first byte of the body, in ms.
    pub first_byte_ms: Option<f64>,
    /// Request to the end of the body, in ms.
    pub total_ms: f64,
    /// The page's longest delay with its own work during the request, in ms: the machine or the browser was
    /// busy, or the tab in the background. What arrived by then seems to have come at once.
    pub lag_ms: f64,
}

impl Reply {
    /// Delay of the page, in ms, above which it cannot measure a pace.
    const BUSY_MS: f64 = 100.0;

    /// Returns the page's delay with its own work in ms, if it is so long that its times are in doubt.
    pub fn busy_ms(&self) -> Option<f64> {
        Some(self.lag_ms).filter(|lag_ms| *lag_ms > Self::BUSY_MS)
    }

    /// The value of a readable header; `name` in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Returns true if the status is 200 to 299.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Reason why a body ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The server finished it.
    Complete,
    /// Nothing came for this long, and we stopped waiting.
    Stalled {
        /// The limit between two reads, in ms.
        after_ms: u32,
    },
    /// The connection broke.
    Dropped {
        /// The browser's own message, for the transcript only.
        message: String,
    },
    /// It was larger than the page reads, and we closed the connection.
    Capped,
    /// The user pressed Stop.
    Cancelled,
}

/// A reply's body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// The beginning of the body as text; invalid UTF-8 is replaced.
    pub text: String,
    /// Number of bytes that came in all, decoded from any transfer encoding.
    pub bytes: u64,
    /// True if [`Body::text`] is not the whole body.
    pub is_text_cut: bool,
    /// True if all of it was valid UTF-8.
    pub is_utf8: bool,
    /// Content as it was recognised.
    pub content: Content,
}

impl Body {
    /// The body, if it is one JSON document.
    pub fn json(&self) -> Option<&Value> {
        match &self.content {
            Content::Json(json) => Some(json),
            Content::Empty | Content::Stream(_) | Content::Text => None,
        }
    }
}

/// Content of a body, found by parsing it, not by its content type.
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

/// Contents of a stream of server-sent events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stream {
    /// Events that carried data, `[DONE]` included.
    pub events: u32,
    /// Events whose data was not JSON (`[DONE]` aside).
    pub unreadable_events: u32,
    /// When the first events with data arrived (at most [`Stream::ARRIVALS_KEPT`]).
    pub arrivals: Vec<Arrival>,
    /// When the last event arrived, in ms since the request.
    pub last_event_ms: f64,
    /// When the first text (content, reasoning or tool call) arrived, in ms since the request.
    pub first_token_ms: Option<f64>,
    /// When the last text arrived, in ms since the request.
    pub last_token_ms: Option<f64>,
    /// True if `[DONE]` came.
    pub is_done: bool,
    /// Violations of the event-stream format.
    pub framing: Framing,
    /// Violations of the OpenAI chunk object by the chunks, each path once (at most
    /// [`Stream::VIOLATIONS_KEPT`]).
    pub violations: Vec<Violation>,
    /// The other protocol of an event (see `wire::foreign_protocol`), if one had any.
    pub foreign_protocol: Option<&'static str>,
    /// The first event, if none was one of the chat completion protocol.
    pub unknown_event: Option<Value>,
    /// Answer that the chunks add up to.
    pub answer: Answer,
}

impl Stream {
    /// Number of arrivals that are kept; enough to see whether a stream is live.
    pub const ARRIVALS_KEPT: usize = 1_000;
    /// Number of different violations that are kept.
    pub const VIOLATIONS_KEPT: usize = 20;
}

/// One event's arrival.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrival {
    /// Milliseconds since the request. Events of one network read share it.
    pub at_ms: f64,
    /// The size of its data, in bytes.
    pub bytes: u32,
}

/// Answer of a model, from one JSON reply or added up from a stream.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// `id` of the reply; of a stream, the first that was not empty. Empty ones are left out.
    pub id: Option<String>,
    /// True if a later chunk carried a different, non-empty `id`.
    pub id_changes: bool,
    /// `model` as the server names it; of a stream, the first that was not empty.
    pub model: Option<String>,
    /// The text of the first choice, bounded by the recorder.
    pub content: String,
    /// True if [`Answer::content`] was cut at the recorder's bound.
    pub is_content_cut: bool,
    /// Size of the thinking text (`reasoning_content`, `reasoning`, `reasoning_details`), in bytes.
    pub reasoning_bytes: u64,
    /// The refusal text, if the model refused.
    pub refusal: Option<String>,
    /// Tool calls of the first choice, in order.
    pub tool_calls: Vec<ToolCall>,
    /// Every finish reason that came, in order; normally one.
    pub finish_reasons: Vec<String>,
    /// True if text came in a later chunk than a finish reason.
    pub goes_on_after_finish: bool,
    /// The last `usage` object.
    pub usage: Option<Value>,
    /// The event, or the whole reply, that is an error or has one beside its choices.
    pub error: Option<Value>,
}

impl Answer {
    /// Returns true if the model reasoned: its reasoning came, or the usage counts tokens for it.
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
    /// The arguments exactly as sent: meant to be a JSON object in a string.
    pub arguments: String,
}
