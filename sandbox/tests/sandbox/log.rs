//! The log of requests proves what was sent.

use serde_json::json;

use crate::client::{Ask, PROMPT, start_sandbox};

#[test]
fn a_request_is_logged_as_it_came_until_the_log_is_reset() {
    let at = start_sandbox();
    let log = || Ask::get("/requests.json").at(at).send().json();
    assert_eq!(log(), json!([]));

    Ask::chat("/healthy/v1", PROMPT).at(at).send();
    let length = PROMPT.len().to_string();
    let headers = json!([
        ["host", at.to_string()],
        ["connection", "close"],
        ["authorization", "Bearer gc-test-client"],
        ["content-length", length],
    ]);
    let entry = json!({
        "n": 1,
        "behaviour": "healthy",
        "method": "POST",
        "path": "/healthy/v1/chat/completions",
        "headers": headers,
        "body": PROMPT,
        "body_bytes": PROMPT.len(),
    });
    assert_eq!(log(), json!([entry]));

    assert_eq!(Ask::get("/requests/reset").at(at).method("POST").send().status, 204);
    assert_eq!(log(), json!([]));
}

#[test]
fn other_web_sites_may_not_read_the_log() {
    let reply = Ask::get("/requests.json").header("Origin", "https://elsewhere.example").send();
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (200, None));
}
