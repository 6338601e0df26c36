//! What leaves the page: one redacted value, of which every export and the evidence on the screen are
//! made.
//!
//! Redaction happens where a report is built ([`build`]): everything in it went through the mask of the
//! run's key and of whatever looks like a key, so nothing that is made of it can hold one.

mod build;
mod drift;
mod example;
mod fingerprint;
mod html;
mod json;
mod markdown;
mod outline;
mod read;
mod shown;
mod snippet;
#[cfg(test)]
mod testing;
mod waterfall;
mod words;

pub use build::{RunMetadata, build, exchange};
pub use drift::{Change, Drift, PartDrift, PathChange, Shift, drift};
pub use example::example;
pub use fingerprint::{Fingerprint, Part, Types};
pub use read::{ReportProblem, read};
pub use snippet::{SNIPPETS, Snippet, Values};
pub use waterfall::waterfall;
pub use words::{outcome, verdict};

/// The schema that this page writes; the number changes when a reader of the old one would be misled.
pub const SCHEMA: &str = "gateway-check/report/1";

/// A run as it is shown and handed on: `report.json`, field by field (docs/report.schema.json).
///
/// Its structs are its own and stable, whatever becomes of the types of a run. All times are ms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// When it was made, in UTC (RFC 3339).
    pub generated_at: String,
    /// The version of the page that made it.
    pub page_version: String,
    /// What was tested.
    pub target: Target,
    /// How.
    pub run: Run,
    /// The four points, in display order.
    pub points: Vec<Point>,
    /// Every rule with its verdict.
    pub checks: Vec<Check>,
    /// What is wrong, the main diagnosis first.
    pub diagnoses: Vec<Diagnosis>,
    /// The figures of the prompt's reply, by name, in the order of the names.
    pub metrics: Vec<(String, f64)>,
    /// What was sent and what came back.
    pub exchanges: Vec<Exchange>,
}

/// What was tested; never the key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The base URL, without secrets.
    pub base_url: String,
    /// The model asked for.
    pub model: String,
    /// Whether a key was given.
    pub key_given: bool,
    /// The system its form points to; empty if it points to none.
    pub key_kind: String,
}

/// How a run was made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// `quick`, `standard`, `full`, `custom`, `repeat` or `burst`.
    pub profile: String,
    /// How many requests were sent.
    pub requests: u32,
    /// When it began, in UTC (RFC 3339).
    pub started_at: String,
    /// How long it took.
    pub duration_ms: f64,
    /// Whether the user stopped it.
    pub is_stopped: bool,
}

/// One of the four points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// `authentication`, `routing`, `model` or `contract`.
    pub id: String,
    /// How it came out.
    pub verdict: String,
    /// A finer degree; empty without one.
    pub grade: String,
    /// Why, in one sentence.
    pub summary: String,
    /// What it leaves open; empty if nothing.
    pub open: String,
}

/// One rule with its verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// The rule's id.
    pub id: String,
    /// The point it belongs to; empty for mere information.
    pub point: String,
    /// The group it is shown in.
    pub group: String,
    /// A sentence about the server.
    pub title: String,
    /// How it came out.
    pub verdict: String,
    /// What was seen.
    pub observed: String,
    /// What was wanted.
    pub expected: String,
    /// What would decide an open one; empty otherwise.
    pub would_resolve: String,
    /// Where the rule comes from.
    pub source: String,
    /// The exchanges it rests on, by [`Exchange::n`].
    pub exchanges: Vec<u32>,
}

/// What is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnosis {
    /// The kind's id.
    pub kind: String,
    /// What happened.
    pub title: String,
    /// Why.
    pub cause: String,
    /// `certain`, `likely` or `possible`.
    pub confidence: String,
    /// `you`, `gateway-admin`, `provider` or `network`.
    pub owner: String,
    /// What to do, the likeliest first.
    pub remedies: Vec<String>,
    /// The technical evidence, line by line.
    pub evidence: Vec<String>,
    /// The exchanges it rests on, by [`Exchange::n`].
    pub exchanges: Vec<u32>,
}

/// One request and what came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exchange {
    /// Its place among the run's requests, from 1.
    pub n: u32,
    /// The question it put.
    pub probe: String,
    /// `GET` or `POST`.
    pub method: String,
    /// Where it went.
    pub url: String,
    /// What it carried; the value of `Authorization` is never there.
    pub request_headers: Vec<(String, String)>,
    /// The body that was sent; empty without one.
    pub request_body: String,
    /// The HTTP status; `None` if no reply could be read.
    pub status: Option<u16>,
    /// The headers that a browser lets the page read.
    pub response_headers: Vec<(String, String)>,
    /// The beginning of the reply's body, as text.
    pub response_body: String,
    /// How many bytes the whole body had.
    pub response_bytes: u64,
    /// Whether [`Exchange::response_body`] is not all of it.
    pub is_truncated: bool,
    /// Why no reply, or not all of it, could be read: `blocked`, `timed-out`, `stopped`, `opaque`,
    /// `stalled`, `dropped`, `capped`; empty if it came whole.
    pub unanswered: String,
    /// When it was started, since the first request of the run.
    pub started_ms: f64,
    /// From its start to the response headers.
    pub headers_ms: Option<f64>,
    /// From its start to the first text of a stream.
    pub first_token_ms: Option<f64>,
    /// From its start to its end.
    pub total_ms: Option<f64>,
    /// When the events of a stream arrived, from its start.
    pub arrivals_ms: Vec<f64>,
}
