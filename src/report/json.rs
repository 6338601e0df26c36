//! A report as `report.json`. Schema: docs/report.schema.json.

use std::mem;

use serde_json::{Map, Number, Value};

use super::{Check, Diagnosis, Exchange, Point, Report, SCHEMA};
use crate::wire::json_text;

impl Report {
    /// The text of `report.json`, indented.
    pub fn to_json(&self) -> String {
        json_text::pretty(&self.value())
    }

    fn value(&self) -> Value {
        let Self { target, run, .. } = self;
        let key = Members::default()
            .put("given", Value::Bool(target.key_given))
            .some_text("kind", &target.key_kind)
            .object();
        let target = Members::default()
            .text("base_url", &target.base_url)
            .text("model", &target.model)
            .put("key", key)
            .object();
        let run = Members::default()
            .text("profile", &run.profile)
            .put("requests", run.requests.into())
            .text("started_at", &run.started_at)
            .put("duration_ms", number(run.duration_ms))
            .put("stopped", Value::Bool(run.is_stopped))
            .object();
        let mut metrics = Members::default();
        for (name, figure) in &self.metrics {
            metrics.put(name, number(*figure));
        }
        Members::default()
            .text("schema", SCHEMA)
            .text("generated_at", &self.generated_at)
            .text("page_version", &self.page_version)
            .put("target", target)
            .put("run", run)
            .put("points", self.points.iter().map(point).collect())
            .put("checks", self.checks.iter().map(check).collect())
            .put("diagnoses", self.diagnoses.iter().map(diagnosis).collect())
            .put("metrics", metrics.object())
            .put("exchanges", self.exchanges.iter().map(exchange).collect())
            .object()
    }
}

fn point(it: &Point) -> Value {
    Members::default()
        .text("id", &it.id)
        .text("verdict", &it.verdict)
        .some_text("grade", &it.grade)
        .text("summary", &it.summary)
        .some_text("open", &it.open)
        .object()
}

fn check(it: &Check) -> Value {
    Members::default()
        .text("id", &it.id)
        .some_text("point", &it.point)
        .text("group", &it.group)
        .text("title", &it.title)
        .text("verdict", &it.verdict)
        .text("seen", &it.observed)
        .text("wanted", &it.expected)
        .some_text("would_tell", &it.would_resolve)
        .text("source", &it.source)
        .put("exchanges", it.exchanges.iter().copied().collect())
        .object()
}

fn diagnosis(it: &Diagnosis) -> Value {
    let lines = |lines: &[String]| lines.iter().map(String::as_str).collect();
    Members::default()
        .text("kind", &it.kind)
        .text("title", &it.title)
        .text("cause", &it.cause)
        .text("confidence", &it.confidence)
        .text("owner", &it.owner)
        .put("remedies", lines(&it.remedies))
        .put("evidence", lines(&it.evidence))
        .put("exchanges", it.exchanges.iter().copied().collect())
        .object()
}

fn exchange(it: &Exchange) -> Value {
    let header = |(name, value): &(String, String)| {
        Members::default().text("name", name).text("value", value).object()
    };
    let headers = |headers: &[(String, String)]| headers.iter().map(header).collect();
    let time = |ms: Option<f64>| ms.map_or(Value::Null, number);
    Members::default()
        .put("n", it.n.into())
        .text("probe", &it.probe)
        .text("method", &it.method)
        .text("url", &it.url)
        .put("request_headers", headers(&it.request_headers))
        .some_text("request_body", &it.request_body)
        .put("status", it.status.into())
        .put("response_headers", headers(&it.response_headers))
        .text("response_body", &it.response_body)
        .put("response_bytes", it.response_bytes.into())
        .put("response_truncated", Value::Bool(it.is_truncated))
        .some_text("unanswered", &it.unanswered)
        .put("started_ms", number(it.started_ms))
        .put("headers_ms", time(it.headers_ms))
        .put("first_token_ms", time(it.first_token_ms))
        .put("total_ms", time(it.total_ms))
        .put("arrivals_ms", it.arrivals_ms.iter().map(|ms| number(*ms)).collect())
        .object()
}

/// An object, put together member by member.
#[derive(Default)]
struct Members(Map<String, Value>);

impl Members {
    fn put(&mut self, name: &str, value: Value) -> &mut Self {
        self.0.insert(name.to_owned(), value);
        self
    }

    fn text(&mut self, name: &str, text: &str) -> &mut Self {
        self.put(name, Value::String(text.to_owned()))
    }

    /// An empty text says nothing.
    fn some_text(&mut self, name: &str, text: &str) -> &mut Self {
        if text.is_empty() { self.put(name, Value::Null) } else { self.text(name, text) }
    }

    fn object(&mut self) -> Value {
        Value::Object(mem::take(&mut self.0))
    }
}

fn number(it: f64) -> Value {
    Number::from_f64(it).map_or(Value::Null, Value::Number)
}
