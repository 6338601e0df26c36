//! Runs recorded replies of real systems through the real path: reply in, diagnosis out.
//!
//! Reads `../shared/corpus` beside the checkout; where that is absent, every claim counts as ignored.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use gateway_check::config::Expectations;
use gateway_check::diagnosis::BrowserContext;
use gateway_check::exchange::{Ending, Exchange, Outcome, Reply};
use gateway_check::probe;
use gateway_check::response::Recorder;
use gateway_check::run::{Assessment, Run};
use gateway_check::target::{ApiKey, BaseUrl, ModelName, Target};
use serde_json::Value;

/// Which kinds are right for a case of the corpus.
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

fn main() -> ExitCode {
    let errors = read("errors.jsonl");
    let successes = read("successes.jsonl");
    let (Some(errors), Some(successes)) = (errors, successes) else {
        println!("corpus not present");
        println!("test result: ok. 0 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out");
        return ExitCode::SUCCESS;
    };
    let claims = [
        ("errors_get_the_right_kind", errors_get_the_right_kind(&errors)),
        ("successes_get_no_diagnosis", successes_get_no_diagnosis(&successes)),
    ];
    let failed = claims.iter().filter(|(_, holds)| !holds).count();
    for (name, holds) in claims {
        println!("test {name} ... {}", if holds { "ok" } else { "FAILED" });
    }
    let word = if failed == 0 { "ok" } else { "FAILED" };
    println!(
        "test result: {word}. {} passed; {failed} failed; 0 ignored; 0 measured; 0 filtered out",
        2 - failed
    );
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn read(name: &str) -> Option<Vec<Value>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(name);
    let text = std::fs::read_to_string(path).ok()?;
    Some(text.lines().map(|line| line.parse().expect("a line of the corpus is JSON")).collect())
}

/// At least 97 of 100, and nobody at the page is blamed for what is not theirs.
fn errors_get_the_right_kind(entries: &[Value]) -> bool {
    let (mut right, mut all, mut blamed) = (0, 0, 0);
    let mut table: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for entry in entries.iter().map(with_whole_body) {
        let entry = &entry;
        let case =
            RIGHT.iter().map(|(known, _)| *known).find(|known| entry["case"] == *known).expect("a case");
        let assessment = assessment(entry);
        let main = assessment.diagnoses.first();
        let kind = main.map_or("none", |main| main.kind.id);
        let expected = RIGHT.iter().find(|(known, _)| *known == case).map_or(&[][..], |(_, kinds)| kinds);
        all += 1;
        *table.entry((case, kind)).or_default() += 1;
        if expected.contains(&kind) {
            right += 1;
        } else {
            let is_mine =
                ["invalid_key", "not_found_path", "model_not_found", "context_length", "rate_limit"]
                    .contains(&case);
            let blames_you = main.is_some_and(|main| main.kind.owner.id() == "you");
            blamed += u32::from(blames_you && !is_mine);
            println!(
                "wrong: {} {} {case} -> {kind}: {} {}",
                entry["id"], entry["system"], entry["status"], entry["body"]
            );
        }
    }
    for ((case, kind), count) in table {
        println!("{count:4}  {case:16} {kind}");
    }
    println!("{right} of {all} right; {blamed} blame the person at the page wrongly");
    right * 100 >= all * 97 && blamed == 0
}

/// The entry as it is; words of which no body is known, in the likeliest one.
fn with_whole_body(entry: &Value) -> Value {
    let mut entry = entry.clone();
    let body = entry["body"].as_str().unwrap_or_default();
    if entry["body_is"] != "body" && !body.starts_with('{') {
        let error: Value = [("message".to_owned(), Value::from(body))].into_iter().collect();
        let whole: Value = [("error".to_owned(), error)].into_iter().collect();
        entry["body"] = Value::from(whole.to_string());
    }
    entry
}

fn successes_get_no_diagnosis(entries: &[Value]) -> bool {
    let completions = entries.iter().filter(|entry| entry["expected"]["object"] == "chat.completion");
    let mut holds = true;
    for entry in completions {
        let assessment = assessment(entry);
        for finding in &assessment.findings {
            if matches!(finding.verdict.id(), "warn" | "fail")
                && finding.check.role.is_some_and(|(point, _)| point.id() == "contract")
            {
                println!(
                    "note: {} {}: {} {}",
                    entry["system"],
                    finding.check.id,
                    finding.verdict.id(),
                    finding.observed
                );
            }
        }
        if let Some(main) = assessment.diagnoses.first() {
            // An answer without text is diagnosed as what it is.
            let is_empty = entry["expected"]["content"].as_str().unwrap_or_default().is_empty();
            if !(is_empty && ["content-empty", "reasoning-used-the-limit"].contains(&main.kind.id)) {
                println!("diagnosed: {} {}", entry["system"], main.kind.id);
                holds = false;
            }
        }
    }
    holds
}

/// What the page makes of one entry, asked as its system would have been.
fn assessment(entry: &Value) -> Assessment {
    let target = Target {
        base_url: BaseUrl::parse("https://gateway.example/v1").expect("a URL"),
        key: ApiKey::parse("gc-test-corpus-1").expect("a key"),
        model: ModelName::parse(entry["expected"]["model"].as_str().unwrap_or("m-small")).expect("a name"),
    };
    let content_type = entry["headers"]["content-type"].as_str();
    let body = entry["body"].as_str().unwrap_or_default();
    let is_streamed = body.starts_with("data:");
    let mut recorder = Recorder::new(is_streamed, content_type);
    recorder.feed(body.as_bytes(), 10.0);
    let request = probe::prompt(&target, "Hi", is_streamed);
    let reply = Reply {
        status: u16::try_from(entry["status"].as_u64().expect("a status")).expect("a status"),
        url: request.url.clone(),
        is_redirected: false,
        headers: content_type
            .map(|value| ("content-type".to_owned(), value.to_owned()))
            .into_iter()
            .collect(),
        body: recorder.finish(20.0),
        ending: Ending::Complete,
        headers_ms: 5.0,
        first_byte_ms: Some(10.0),
        total_ms: 20.0,
    };
    let mut run = Run::new(
        target,
        Expectations::default(),
        BrowserContext {
            page_origin: "https://page.example".to_owned(),
            is_online: true,
            ..BrowserContext::default()
        },
    );
    run.record(Exchange { probe: probe::PROMPT, request, started_ms: 0.0, outcome: Outcome::Replied(reply) });
    run.assessment()
}
