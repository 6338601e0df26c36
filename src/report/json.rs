//! A report as `report.json`. Schema: docs/report.schema.json.

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
        object([
            ("schema", text(SCHEMA)),
            ("generated_at", text(&self.generated_at)),
            ("page_version", text(&self.page_version)),
            (
                "target",
                object([
                    ("base_url", text(&target.base_url)),
                    ("model", text(&target.model)),
                    (
                        "key",
                        object([
                            ("given", Value::Bool(target.key_given)),
                            ("kind", some_text(&target.key_kind)),
                        ]),
                    ),
                ]),
            ),
            (
                "run",
                object([
                    ("profile", text(&run.profile)),
                    ("requests", run.requests.into()),
                    ("started_at", text(&run.started_at)),
                    ("duration_ms", number(run.duration_ms)),
                    ("stopped", Value::Bool(run.is_stopped)),
                ]),
            ),
            ("points", self.points.iter().map(point).collect()),
            ("checks", self.checks.iter().map(check).collect()),
            ("diagnoses", self.diagnoses.iter().map(diagnosis).collect()),
            ("metrics", self.metrics.iter().map(|(name, figure)| (name.as_str(), number(*figure))).collect()),
            ("exchanges", self.exchanges.iter().map(exchange).collect()),
        ])
    }
}

fn point(it: &Point) -> Value {
    object([
        ("id", text(&it.id)),
        ("verdict", text(&it.verdict)),
        ("grade", some_text(&it.grade)),
        ("summary", text(&it.summary)),
        ("open", some_text(&it.open)),
    ])
}

fn check(it: &Check) -> Value {
    object([
        ("id", text(&it.id)),
        ("point", some_text(&it.point)),
        ("group", text(&it.group)),
        ("title", text(&it.title)),
        ("verdict", text(&it.verdict)),
        ("seen", text(&it.seen)),
        ("wanted", text(&it.wanted)),
        ("would_tell", some_text(&it.would_tell)),
        ("source", text(&it.source)),
        ("exchanges", it.exchanges.iter().copied().collect()),
    ])
}

fn diagnosis(it: &Diagnosis) -> Value {
    let lines = |lines: &[String]| lines.iter().map(|line| text(line)).collect();
    object([
        ("kind", text(&it.kind)),
        ("title", text(&it.title)),
        ("cause", text(&it.cause)),
        ("confidence", text(&it.confidence)),
        ("owner", text(&it.owner)),
        ("remedies", lines(&it.remedies)),
        ("evidence", lines(&it.evidence)),
        ("exchanges", it.exchanges.iter().copied().collect()),
    ])
}

fn exchange(it: &Exchange) -> Value {
    let headers = |headers: &[(String, String)]| -> Value {
        headers.iter().map(|(name, value)| object([("name", text(name)), ("value", text(value))])).collect()
    };
    let time = |ms: Option<f64>| ms.map_or(Value::Null, number);
    object([
        ("n", it.n.into()),
        ("probe", text(&it.probe)),
        ("method", text(&it.method)),
        ("url", text(&it.url)),
        ("request_headers", headers(&it.request_headers)),
        ("request_body", some_text(&it.request_body)),
        ("status", it.status.into()),
        ("response_headers", headers(&it.response_headers)),
        ("response_body", text(&it.response_body)),
        ("response_bytes", it.response_bytes.into()),
        ("response_truncated", Value::Bool(it.is_truncated)),
        ("unanswered", some_text(&it.unanswered)),
        ("started_ms", number(it.started_ms)),
        ("headers_ms", time(it.headers_ms)),
        ("first_token_ms", time(it.first_token_ms)),
        ("total_ms", time(it.total_ms)),
        ("arrivals_ms", it.arrivals_ms.iter().map(|ms| number(*ms)).collect()),
    ])
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

/// An empty text says nothing.
fn some_text(it: &str) -> Value {
    if it.is_empty() { Value::Null } else { text(it) }
}

fn number(it: f64) -> Value {
    Number::from_f64(it).map_or(Value::Null, Value::Number)
}
