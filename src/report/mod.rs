//! What leaves the page: one redacted value, of which every export and the evidence on the screen are
//! made.
//!
//! Every text in it is [`Redacted`]: it went through the mask of the run's key and of whatever looks like
//! a key, where the report is built ([`build`]) or opened ([`read`]). So nothing that is made of a report
//! can hold a key.

mod body;
mod build;
mod cover;
mod drift;
mod example;
mod fingerprint;
mod html;
pub mod limits;
mod markdown;
mod outline;
mod pictures;
mod read;
mod rounded;
mod svg;
#[cfg(test)]
mod testing;
mod view;
mod words;

pub use body::BodyParts;
pub use build::{RunMetadata, build, exchange, timings};
pub use drift::{Change, Drift, PartDrift, PathChange, Shift, VerdictChange, drift};
pub use example::example;
pub use fingerprint::{Fingerprint, Part, Types};
pub use pictures::waterfall;
pub use read::{ReportProblem, read};
pub use rounded::Rounded;
pub use words::{headers, outcome};

use serde::{Deserialize, Serialize};

use crate::check::{Grade, PointId, Verdict};
use crate::diagnosis::{Confidence, Owner};
use crate::redact::Redacted;

#[cfg(not(target_arch = "wasm32"))]
use schemars::JsonSchema;

/// The schema that this page writes; the number changes when a reader of the old one would be misled.
pub const SCHEMA: &str = "gateway-check/report/1";

// Its structs are its own and stable, whatever becomes of the types of a run. A report that is opened may
// lack what has a default; what is of the wrong kind in it is told. These comments are the schema's words.

/// What one run found, already redacted: it never holds the key. All times are in milliseconds. A null
/// says that there is nothing to say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Report {
    /// The number changes when a reader of the old schema would be misled.
    pub schema: Schema,
    /// When the report was made, in UTC.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("format" = "date-time")))]
    pub generated_at: Redacted,
    /// The version of the page that made it.
    pub page_version: Redacted,
    /// What was tested.
    pub target: Target,
    /// How it was tested.
    pub run: Run,
    /// The four headline results, in display order.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(length(equal = 4)))]
    pub points: Vec<Point>,
    /// Every rule with its verdict, in display order.
    pub checks: Vec<Check>,
    /// What is wrong, the main diagnosis first; empty if nothing is.
    pub diagnoses: Vec<Diagnosis>,
    /// The figures of the reply to the prompt; one that was not measured is absent.
    pub metrics: Metrics,
    /// What was sent and what came back.
    pub exchanges: Vec<Exchange>,
}

/// The schema of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(inline))]
pub enum Schema {
    /// [`SCHEMA`]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(description = ""))]
    #[default]
    #[serde(rename = "gateway-check/report/1")]
    Report1,
}

/// What was tested; never the key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Target {
    /// The base URL, without secrets.
    pub base_url: Redacted,
    /// The model asked for.
    pub model: Redacted,
    /// What is known about the key beside its text.
    pub key: Key,
}

/// What is known about a key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Key {
    /// Whether one was given.
    #[serde(rename = "given")]
    pub is_given: bool,
    /// The system its form points to.
    pub kind: Option<Redacted>,
}

/// How a run was made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Run {
    /// How much was asked.
    #[cfg_attr(
        not(target_arch = "wasm32"),
        schemars(extend("enum" = ["quick", "standard", "full", "custom", "repeat", "burst"]))
    )]
    pub profile: Redacted,
    /// How many requests were sent.
    pub requests: u32,
    /// When the run began, in UTC.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("format" = "date-time")))]
    pub started_at: Redacted,
    /// How long it took.
    pub duration_ms: Rounded,
    /// Whether the user stopped it.
    #[serde(rename = "stopped")]
    pub is_stopped: bool,
}

/// One of the four points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
pub struct Point {
    /// Which one.
    pub id: PointId,
    /// How it came out.
    pub verdict: Verdict,
    /// A finer degree than the verdict.
    pub grade: Option<Grade>,
    /// Why, in one sentence.
    #[serde(default)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(length(min = 1)))]
    pub summary: Redacted,
    /// What a pass leaves open, or what would decide an open verdict.
    pub open: Option<Redacted>,
}

/// One rule with its verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
pub struct Check {
    /// Stable; see docs/checks.md. A newer page may know more of them.
    pub id: Redacted,
    /// The point it belongs to; null for mere information.
    pub point: Option<PointId>,
    /// The group it is shown in.
    #[serde(default)]
    pub group: Redacted,
    /// What holds if it passes, as a sentence about the server.
    #[serde(default)]
    pub title: Redacted,
    /// How it came out.
    pub verdict: Verdict,
    /// What was seen, or why it could not be judged.
    #[serde(rename = "seen", default)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(length(min = 1)))]
    pub observed: Redacted,
    /// What a passing server shows.
    #[serde(rename = "wanted", default)]
    pub expected: Redacted,
    /// What would decide an open one.
    #[serde(rename = "would_tell")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(length(min = 1)))]
    pub would_resolve: Option<Redacted>,
    /// Where the rule comes from.
    #[serde(default)]
    pub source: Redacted,
    /// The exchanges it rests on, by their n.
    #[serde(default)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(inner(range(min = 1))))]
    pub exchanges: Vec<u32>,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
pub struct Diagnosis {
    /// Stable; see docs/diagnoses.md. A newer page may know more of them.
    pub kind: Redacted,
    /// What happened.
    pub title: Redacted,
    /// Why.
    #[serde(default)]
    pub cause: Redacted,
    /// How sure it is.
    pub confidence: Confidence,
    /// Who can mend it; you is whoever sent the prompt.
    pub owner: Owner,
    /// What to do, the likeliest first.
    #[serde(default)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(length(min = 1)))]
    pub remedies: Vec<Redacted>,
    /// The technical evidence, line by line.
    #[serde(default)]
    pub evidence: Vec<Redacted>,
    /// The exchanges it rests on, by their n.
    #[serde(default)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(inner(range(min = 1))))]
    pub exchanges: Vec<u32>,
}

/// The figures of the prompt's reply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Metrics {
    /// Tokens of the answer, as the server counts them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion_tokens: Option<u64>,
    /// Request to response headers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers_ms: Option<Rounded>,
    /// Tokens of the prompt, as the server counts them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt_tokens: Option<u64>,
    /// Tokens of the answer a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens_per_s: Option<Rounded>,
    /// Request to the end of the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_ms: Option<Rounded>,
    /// Request to the first text of a stream.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttft_ms: Option<Rounded>,
}

/// One request and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Exchange {
    /// Its place among the requests of the run, from 1.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(range(min = 1)))]
    pub n: u32,
    /// The question it put.
    pub probe: Redacted,
    /// `GET` or `POST`.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("enum" = ["GET", "POST"])))]
    pub method: Redacted,
    /// Where it went.
    pub url: Redacted,
    /// What the page set; a word stands in place of the key.
    pub request_headers: Vec<Header>,
    /// The body that was sent.
    pub request_body: Option<Redacted>,
    /// The HTTP status; null if no reply could be read.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(range(min = 100, max = 999)))]
    pub status: Option<u16>,
    /// Those that a browser lets the page read.
    pub response_headers: Vec<Header>,
    /// The beginning of the body, as text.
    pub response_body: Redacted,
    /// The size of the whole body.
    pub response_bytes: u64,
    /// Whether `response_body` is not all of it.
    #[serde(rename = "response_truncated")]
    pub is_truncated: bool,
    /// Why no reply could be read, or not all of it; null if it came whole.
    pub unanswered: Option<Unanswered>,
    /// Since the first request of the run.
    pub started_ms: Rounded,
    /// From its start to the response headers.
    pub headers_ms: Option<Rounded>,
    /// From its start to the first text of a stream.
    pub first_token_ms: Option<Rounded>,
    /// From its start to its end, or until the page waited no longer.
    pub total_ms: Option<Rounded>,
    /// When the events of a stream arrived, from its start; at most 1,000.
    pub arrivals_ms: Vec<Rounded>,
}

/// A header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Header {
    /// Its name.
    pub name: Redacted,
    /// Its value.
    pub value: Redacted,
}

/// Why no reply, or not all of it, could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Unanswered {
    /// The browser lets no reply be read.
    Blocked,
    /// No reply in time.
    TimedOut,
    /// The user stopped the run.
    Stopped,
    /// The server redirects, and the page was told to go nowhere else.
    Redirected,
    /// Something answers; its reply was not to be read.
    Opaque,
    /// The body stood still before it was complete.
    Stalled,
    /// The connection broke within the body.
    Dropped,
    /// The body is larger than the page reads.
    Capped,
}

impl Unanswered {
    /// As a person says it: a part of a sentence where there was no reply, a sentence where one broke off.
    pub fn label(self) -> &'static str {
        match self {
            Self::Blocked => "no reply that the browser lets this page read",
            Self::TimedOut => "no reply within the time limit",
            Self::Stopped => "stopped",
            Self::Redirected => "a redirect, which was not followed",
            Self::Opaque => "something answered; the reply was not asked for",
            Self::Stalled => "The reply stood still before it was complete.",
            Self::Dropped => "The connection broke before the reply was complete.",
            Self::Capped => "The reply was larger than this page reads.",
        }
    }
}
