//! Runs recorded replies of real systems through the real path: reply in, diagnosis out.

mod corpus;
mod one_reply;

use gateway_check::run::Assessment;
use libtest_mimic::Trial;
use one_reply::OneReply;
use serde_json::Value;

/// The right kinds for a case of the corpus.
const RIGHT: &[(&str, &[&str])] = &[
    (
        "invalid_key",
        &[
            "key-rejected",
            "key-missing",
            "key-malformed",
            "key-expired-or-disabled",
            "key-kind-wrong",
            "upstream-key-rejected",
        ],
    ),
    (
        "forbidden",
        &[
            "key-not-permitted",
            "model-not-permitted",
            "account-blocked",
            "origin-or-address-refused",
            "policy-denied",
        ],
    ),
    (
        "not_found_path",
        &[
            "path-not-found",
            "url-is-whole-endpoint",
            "url-version-missing",
            "html-instead-of-api",
            "url-is-console",
            "wrong-endpoint-type",
        ],
    ),
    ("model_not_found", &["model-not-found", "model-not-permitted", "model-not-deployed"]),
    (
        "invalid_request",
        &["request-invalid", "parameter-unsupported", "wrong-model-kind", "request-too-large"],
    ),
    ("rate_limit", &["rate-limited"]),
    ("quota", &["quota-exhausted"]),
    ("context_length", &["context-too-long"]),
    ("content_filter", &["content-blocked"]),
    ("upstream", &["upstream-failed", "gateway-failed", "overloaded", "model-loading"]),
    ("timeout", &["upstream-timed-out"]),
];

fn main() {
    let mut tests = corpus::tests_of("errors.jsonl", error_tests);
    tests.extend(corpus::tests_of("successes.jsonl", success_tests));
    corpus::run(tests);
}

fn error_tests(entries: Vec<Value>) -> Vec<Trial> {
    let entries: Vec<Value> = entries.into_iter().map(with_whole_body).collect();
    let each = entries.iter().cloned().map(|entry| {
        let id = entry["id"].as_str().expect("an id");
        corpus::test(format!("recorded_error::{id}"), move || check_blame(&entry))
    });
    let mut tests: Vec<Trial> = each.collect();
    tests.push(corpus::test("nearly_every_kind_is_right".to_owned(), move || check_kinds(&entries)));
    tests
}

/// The person at the page is not blamed for a problem of others.
fn check_blame(entry: &Value) {
    const MINE: [&str; 5] =
        ["invalid_key", "not_found_path", "model_not_found", "context_length", "rate_limit"];
    let (case, expected) = expected_kinds(entry);
    let assessment = assessment(entry);
    if let Some(main) = assessment.diagnoses.first() {
        let is_blamed = main.kind.owner.id() == "you" && !MINE.contains(&case);
        assert!(
            !is_blamed || expected.contains(&main.kind.id.as_str()),
            "{case} -> {}: {entry}",
            main.kind.id.as_str()
        );
    }
}

/// At least 97 of 100.
fn check_kinds(entries: &[Value]) {
    assert!(entries.len() >= 100, "only {} entries were read", entries.len());
    let wrong = entries.iter().filter_map(|entry| {
        let (case, expected) = expected_kinds(entry);
        let kind = assessment(entry).diagnoses.first().map_or("none", |main| main.kind.id.as_str());
        (!expected.contains(&kind)).then(|| format!("{} {case} -> {kind}: {}", entry["id"], entry["body"]))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(100 * wrong.len() <= 3 * entries.len(), "{wrong:#?}");
}

/// Returns the corpus's name of the trouble, and the kinds that are right for it.
fn expected_kinds(entry: &Value) -> (&'static str, &'static [&'static str]) {
    // The corpus has a limit per day among those per minute.
    let is_per_day = entry["body"].as_str().is_some_and(|body| body.contains("per-day"));
    let case = if is_per_day { "quota" } else { entry["case"].as_str().unwrap_or_default() };
    *RIGHT.iter().find(|(known, _)| *known == case).expect("a case")
}

/// The entry as it is; words of which no body is known, in the likeliest one.
fn with_whole_body(mut entry: Value) -> Value {
    let body = entry["body"].as_str().unwrap_or_default();
    if entry["body_is"] != "body" && !body.starts_with('{') {
        let error: Value = [("message".to_owned(), Value::from(body))].into_iter().collect();
        let whole: Value = [("error".to_owned(), error)].into_iter().collect();
        entry["body"] = Value::from(whole.to_string());
    }
    entry
}

fn success_tests(entries: Vec<Value>) -> Vec<Trial> {
    let is_completion = |entry: &Value| entry["expected"]["object"] == "chat.completion";
    let test = |(index, entry): (usize, Value)| {
        let system = entry["system"].as_str().unwrap_or_default();
        corpus::test(format!("recorded_completion::{index} ({system})"), move || check_success(&entry))
    };
    entries.into_iter().filter(is_completion).enumerate().map(test).collect()
}

/// An answer gets no diagnosis, except one without text.
fn check_success(entry: &Value) {
    let is_empty = entry["expected"]["content"].as_str().unwrap_or_default().is_empty();
    let kinds: &[&str] =
        if is_empty { &["content-empty", "reasoning-used-the-limit", "content-blocked"] } else { &[] };
    if let Some(main) = assessment(entry).diagnoses.first() {
        assert!(kinds.contains(&main.kind.id.as_str()), "{}", main.kind.id.as_str());
    }
}

/// Returns the page's assessment of one entry, asked as its system would have been.
fn assessment(entry: &Value) -> Assessment {
    let body = entry["body"].as_str().unwrap_or_default();
    let reply = OneReply {
        key: "gc-test-corpus-1",
        model: entry["expected"]["model"].as_str().unwrap_or("m-small"),
        is_streamed: body.starts_with("data:"),
        status: u16::try_from(entry["status"].as_u64().expect("a status")).expect("a status"),
        content_type: entry["headers"]["content-type"].as_str(),
        body,
        ..OneReply::default()
    };
    reply.assessment()
}
