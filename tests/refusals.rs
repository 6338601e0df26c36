//! Refusals as many systems word them, through the real path: reply in, main diagnosis out.
//!
//! `fixtures/errors.jsonl` holds one a line: system, status, content type, body, and the expected kind.

#![cfg(not(target_arch = "wasm32"))]

mod one_reply;

use one_reply::OneReply;
use serde_json::Value;

#[test]
fn every_refusal_gets_its_kind() {
    let lines = include_str!("fixtures/errors.jsonl").lines();
    let entries: Vec<Value> = lines.map(|line| line.parse().expect("a line is JSON")).collect();
    assert!(entries.len() >= 120, "{}", entries.len());
    let wrong: Vec<String> = entries.iter().filter_map(complaint).collect();
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), entries.len(), wrong.join("\n"));
}

/// Expects the main diagnosis of a reply with status 200, or none.
#[track_caller]
fn check(content_type: &str, body: &str, expected: Option<&str>) {
    assert_eq!(main_kind(200, content_type, body), expected, "{body}");
}

#[test]
fn an_odd_but_healthy_answer_gets_no_diagnosis() {
    for (message, reason) in [
        (r#"{"role":"assistant","content":"Hi"}"#, r#""stop""#),
        (r#"{"role":"assistant","content":"Hi","refusal":null,"annotations":[],"audio":null}"#, r#""stop""#),
        (r#"{"role":"assistant","content":[{"type":"text","text":"Hi"}]}"#, r#""stop""#),
        (r#"{"content":"Hi"}"#, r#""eos""#),
        (r#"{"role":"assistant","content":"Hi","reasoning_content":"Hm."}"#, r#""length""#),
        (
            r#"{"role":"assistant","content":"Hi","reasoning":"Hm.","reasoning_details":[{"text":"Hm."}]}"#,
            "null",
        ),
        (r#"{"role":"assistant","content":null,"refusal":"No."}"#, r#""stop""#),
        (
            r#"{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]}"#,
            r#""tool_calls""#,
        ),
        (
            r#"{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]}"#,
            r#""tool_calls""#,
        ),
        (
            r#"{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}}"#,
            r#""function_call""#,
        ),
    ] {
        for around in [
            "",
            r#","error":null,"code":0,"status":"ok","message":"success""#,
            r#","base_resp":{"status_code":0,"status_msg":""},"header":{"code":0,"message":"Success"}"#,
            r#","status":200,"detail":"fast","warnings":["x"],"provider":"P","usage":null"#,
        ] {
            let body = format!(
                r#"{{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{{"index":0,"message":{message},"finish_reason":{reason}}}]{around}}}"#
            );
            check("application/json", &body, None);
        }
    }
}

#[test]
fn an_odd_but_healthy_stream_gets_no_diagnosis() {
    let chunk = |choices: &str| {
        format!(
            r#"data: {{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":{choices}}}"#
        )
    };
    let text = chunk(r#"[{"index":0,"delta":{"role":"assistant","content":"Hi"},"finish_reason":null}]"#);
    let parts =
        chunk(r#"[{"index":0,"delta":{"content":[{"type":"text","text":"Hi"}]},"finish_reason":null}]"#);
    let end = chunk(r#"[{"index":0,"delta":{},"finish_reason":"stop"}]"#);
    let tool = chunk(
        r#"[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":null}]"#,
    );
    let usage = r#"data: {"id":"","object":"","choices":[],"usage":{"total_tokens":3}}"#;
    let done = "data: [DONE]\n\n";
    for body in [
        format!("{text}\n\n{end}\n\n{done}"),
        format!("{text}\n\n{end}\n\n{usage}\n\n{done}"),
        format!(": ping\n\n{parts}\r\n\r\n{end}\r\n\r\n"),
        format!("{text}\n\n{usage}\n\ndata: [DONE]"),
        format!("{tool}\n\n{end}\n\n{done}"),
        format!("event: ping\ndata: {{\"type\":\"ping\"}}\n\n{text}\n\n{end}\n\n{done}"),
    ] {
        check("text/event-stream", &body, None);
    }
}

#[test]
fn a_success_in_another_protocol_is_no_fault_of_the_model() {
    for body in [
        r#"{"id":"m","type":"message","content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn"}"#,
        r#"{"id":"r","object":"response","status":"completed","error":null,"output":[{"type":"message"}]}"#,
        r#"{"id":"c","object":"text_completion","choices":[{"index":0,"text":"Hi","finish_reason":"stop"}]}"#,
        r#"{"candidates":[{"content":{"parts":[{"text":"Hi"}]}}]}"#,
        r#"{"created_at":"2025-01-01T00:00:00Z","message":{"role":"assistant","content":"Hi"},"done":true}"#,
    ] {
        check("application/json", body, Some("wrong-endpoint-type"));
    }
    check("application/json", r#"{"id":"1","status":"IN_QUEUE"}"#, Some("reply-not-a-completion"));
    let line = r#"{"created_at":"2025-01-01T00:00:00Z","message":{"content":"Hi"},"done":false}"#;
    check("application/x-ndjson", &format!("{line}\n{line}\n"), Some("wrong-endpoint-type"));
    check("application/json", r#"[{"candidates":[{"content":{}}]}]"#, Some("wrong-endpoint-type"));
    for event in [
        r#"{"type":"message_start","message":{}}"#,
        r#"{"type":"response.created"}"#,
        r#"{"object":"text_completion","choices":[{"text":"Hi"}]}"#,
    ] {
        check("text/event-stream", &format!("data: {event}\n\n"), Some("stream-foreign"));
    }
}

#[test]
fn a_page_is_known_by_its_title_after_kilobytes_of_styles() {
    let styles = "a{b:c}".repeat(500);
    let body = format!("<!doctype html><style>{styles}</style><title>Sign in</title>");
    check("text/html", &body, Some("login-wall"));
}

/// Describes what is wrong with the diagnosis of `entry`; `None` if nothing is.
fn complaint(entry: &Value) -> Option<String> {
    let text = |name: &str| entry[name].as_str().unwrap_or_else(|| panic!("{name} is text: {entry}"));
    let status = u16::try_from(entry["status"].as_u64().expect("a status")).expect("a status");
    let observed = main_kind(status, text("type"), text("body")).unwrap_or("none");
    let is_right = observed == text("kind");
    (!is_right)
        .then(|| format!("{} {status} is {observed}, not {}: {}", text("system"), text("kind"), text("body")))
}

fn main_kind(status: u16, content_type: &str, body: &str) -> Option<&'static str> {
    let is_streamed = content_type == "text/event-stream";
    let content_type = Some(content_type);
    let reply = OneReply { is_streamed, status, content_type, body, ..OneReply::default() };
    reply.assessment().diagnoses.first().map(|main| main.kind.id.as_str())
}
