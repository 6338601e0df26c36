//! The report: one redacted value. All exports and the evidence on the screen are made from it.
//!
//! Every text in it is [`Redacted`]: keys of the tab, and everything that looks like a key, were masked when
//! the report was built ([`build`]) or opened ([`read`]). So nothing made from a report can contain a key.

mod body;
mod build;
mod comparison;
mod cover;
mod drift;
mod embedded;
mod example;
mod exchange;
mod fingerprint;
mod html;
pub mod limits;
pub mod link;
mod markdown;
mod outline;
mod pictures;
mod read;
mod rounded;
mod scenario;
mod svg;
#[cfg(test)]
mod testing;
mod view;
mod watch;
mod watch_summary;
mod words;

pub use body::BodyParts;
pub use build::{RunMetadata, build, exchange, timings};
pub use comparison::{Column, Comparison, Contract, Row};
pub use drift::{Change, Drift, PartDrift, PathChange, Shift, VerdictChange, drift};
pub use example::example;
pub use exchange::{Exchange, Header, Unanswered};
pub use fingerprint::{Fingerprint, Part, Types};
pub use pictures::{total_ms, waterfall};
pub use read::{ReportProblem, read};
pub use rounded::Rounded;
pub use scenario::{Finding, Scenario, Trial};
pub use watch::{Beat, BeatOutcome, Watch};
pub use watch_summary::{Outage, Turn, WatchSummary};
pub use words::{headers, outcome};

use serde::{Deserialize, Serialize};

use crate::check::{Grade, PointId, Verdict};
use crate::diagnosis::{Confidence, Owner};
use crate::redact::Redacted;

#[cfg(not(target_arch = "wasm32"))]
use schemars::JsonSchema;

/// The schema that this page writes. Its number changes if readers of the old schema would be misled.
pub const SCHEMA: &str = "gateway-check/report/1";

// These structs are separate from the types of a run and stable. An opened report may lack fields that have a
// default; a value of the wrong type is an error. The doc comments below are part of the JSON schema.

/// Report of one run, already redacted: it never contains the key. All times are in milliseconds. A null
/// means that there is no value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Report {
    /// Name of the schema. The number changes if readers of the old schema would be misled.
    pub schema: Schema,
    /// Time when the report was created, in UTC.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("format" = "date-time")))]
    pub generated_at: Redacted,
    /// Version of the page that created the report; its commit follows after `+` if the build knew it.
    pub page_version: Redacted,
    /// Target of the run.
    pub target: Target,
    /// Settings of the run.
    pub run: Run,
    /// The four points, in display order.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(length(equal = 4)))]
    pub points: Vec<Point>,
    /// Every check with its verdict, in display order.
    pub checks: Vec<Check>,
    /// Diagnoses, the main one first; empty if nothing is wrong.
    pub diagnoses: Vec<Diagnosis>,
    /// Figures of the reply to the prompt; a figure that was not measured is absent.
    pub metrics: Metrics,
    /// Requests and their replies.
    pub exchanges: Vec<Exchange>,
    /// Scenario that the run is part of; absent if it is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<Scenario>,
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

/// Target of a run; never the key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Target {
    /// Base URL, without secrets.
    pub base_url: Redacted,
    /// Requested model.
    pub model: Redacted,
    /// Facts about the key, without the key itself.
    pub key: Key,
}

/// Facts about a key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Key {
    /// True if a key was entered.
    #[serde(rename = "given")]
    pub is_given: bool,
    /// System that the key's format points to.
    pub kind: Option<Redacted>,
}

/// Settings of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Run {
    /// Depth of the run.
    #[cfg_attr(
        not(target_arch = "wasm32"),
        schemars(extend("enum" = crate::profile::RunProfile::ALL.map(crate::profile::RunProfile::id)))
    )]
    pub profile: Redacted,
    /// Number of requests that were sent.
    pub requests: u32,
    /// Start of the run, in UTC.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("format" = "date-time")))]
    pub started_at: Redacted,
    /// Duration of the run.
    pub duration_ms: Rounded,
    /// True if the user stopped the run.
    #[serde(rename = "stopped")]
    pub is_stopped: bool,
}

/// One of the four points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
pub struct Point {
    /// Id of the point.
    pub id: PointId,
    /// Outcome.
    pub verdict: Verdict,
    /// Finer degree than the verdict.
    pub grade: Option<Grade>,
    /// Reason, in one or two sentences.
    #[serde(default)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(length(min = 1)))]
    pub summary: Redacted,
    /// Part that a pass leaves open, or a step that would decide an open verdict.
    pub open: Option<Redacted>,
}

/// A check with its verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
pub struct Check {
    /// Stable id; see docs/checks.md. A newer page may know more of them.
    pub id: Redacted,
    /// Point it belongs to; null if the check is for information.
    pub point: Option<PointId>,
    /// Group in which the page shows it.
    #[serde(default)]
    pub group: Redacted,
    /// Claim that passes, as a sentence about the server.
    #[serde(default)]
    pub title: Redacted,
    /// Outcome.
    pub verdict: Verdict,
    /// Observed facts, or the reason why there is no decision.
    #[serde(rename = "seen", default)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(length(min = 1)))]
    pub observed: Redacted,
    /// Expected facts: what a server must show to pass.
    #[serde(rename = "wanted", default)]
    pub expected: Redacted,
    /// Step that would decide an open check.
    #[serde(rename = "would_tell")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(length(min = 1)))]
    pub would_resolve: Option<Redacted>,
    /// Source of the rule.
    #[serde(default)]
    pub source: Redacted,
    /// Exchanges it is based on, by their n.
    #[serde(default)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(inner(range(min = 1))))]
    pub exchanges: Vec<u32>,
}

/// A diagnosis: what is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
pub struct Diagnosis {
    /// Stable id; see docs/diagnoses.md. A newer page may know more of them.
    pub kind: Redacted,
    /// Problem, in one sentence.
    pub title: Redacted,
    /// Cause.
    #[serde(default)]
    pub cause: Redacted,
    /// Certainty of the diagnosis.
    pub confidence: Confidence,
    /// Person or team that can fix it; you is the person who ran the check.
    pub owner: Owner,
    /// Steps, likeliest first.
    #[serde(default)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(length(min = 1)))]
    pub remedies: Vec<Redacted>,
    /// Technical evidence, line by line.
    #[serde(default)]
    pub evidence: Vec<Redacted>,
    /// Exchanges it is based on, by their n.
    #[serde(default)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(inner(range(min = 1))))]
    pub exchanges: Vec<u32>,
}

/// Figures of the reply to the prompt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Metrics {
    /// Answer tokens, as the server counts them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion_tokens: Option<u64>,
    /// Time from the request to the response headers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers_ms: Option<Rounded>,
    /// Prompt tokens, as the server counts them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt_tokens: Option<u64>,
    /// Answer tokens per second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens_per_s: Option<Rounded>,
    /// Time from the request to the end of the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_ms: Option<Rounded>,
    /// Time from the request to the first text of a stream.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttft_ms: Option<Rounded>,
}
