//! Replies that a browser on another origin would be allowed to read.

use crate::client::{Ask, PROMPT};

/// The preflight's status, then whether the reply to a good and to a bad key may be read.
#[track_caller]
fn check(id: &str, preflight: u16, good: bool, bad: bool) {
    let base = format!("/{id}/v1");
    let asked = Ask::get(format!("{base}/chat/completions")).method("OPTIONS").send();
    assert_eq!(asked.status, preflight);
    let may_read = |key| {
        let reply = Ask::chat(&base, PROMPT).key(key).send();
        reply.header("access-control-allow-origin") == Some("*")
    };
    assert_eq!((may_read("gc-test-1"), may_read("gc-test-wrong-1")), (good, bad));
}

#[test]
fn replies_may_be_read_unless_the_row_is_about_that() {
    check("healthy", 204, true, true);
    check("no-cors", 405, false, false);
    check("cors-preflight-refused", 401, true, true);
    check("cors-of-another", 204, false, false);
    check("cors-on-preflight", 204, false, false);
    check("cors-on-models", 405, false, false);
    check("cors-preflight-405", 405, true, true);
    check("cors-preflight-redirected", 308, true, true);
    check("cors-key-not-allowed", 204, true, true);
    check("cors-errors-hidden", 204, true, false);
    check("storage-endpoint", 204, true, true);
    check("redirect-away", 204, true, true);
    check("upstream-504", 204, true, true);
}

#[test]
fn a_preflight_allows_the_two_headers_every_client_sends() {
    let reply = Ask::get("/healthy/v1/models").method("OPTIONS").send();
    assert_eq!(reply.header("access-control-allow-headers"), Some("Authorization, Content-Type"));
    assert_eq!(reply.header("access-control-allow-methods"), Some("GET, POST, OPTIONS"));
}

#[test]
fn a_preflight_may_leave_out_what_matters() {
    let asked = |id: &str| Ask::get(format!("/{id}/v1/models")).method("OPTIONS").send();
    let allowed = |id: &str| asked(id).header("access-control-allow-headers").map(str::to_owned);
    assert_eq!(allowed("cors-key-not-allowed").as_deref(), Some("Content-Type"));
    assert_eq!(allowed("cors-of-another"), None);
    assert_eq!(
        asked("cors-of-another").header("access-control-allow-origin"),
        Some("https://console.example")
    );
    assert_eq!(asked("cors-on-models").header("access-control-allow-origin"), Some("*"));
    let models = Ask::get("/cors-on-models/v1/models").send();
    assert_eq!((models.status, models.header("access-control-allow-origin")), (401, Some("*")));
}

#[test]
fn a_behaviour_that_does_not_exist_may_be_asked_for_and_is_not_found() {
    let asked = |method| Ask::get("/v1/chat/completions").method(method).send();
    let preflight = asked("OPTIONS");
    assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (204, Some("*")));
    let reply = asked("POST");
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (404, Some("*")));
}

#[test]
fn the_request_id_and_the_limits_may_be_read_unless_the_row_is_about_that() {
    let reply = Ask::chat("/healthy/v1", PROMPT).key("gc-test-limits").send();
    assert!(reply.header("x-request-id").is_some_and(|id| id.starts_with("sandbox-")));
    assert_eq!(reply.header("x-ratelimit-remaining-requests"), Some("599"));
    let exposed = reply.header("access-control-expose-headers").expect("a list");
    for name in ["*", "x-request-id", "retry-after", "x-ratelimit-remaining-requests"] {
        assert!(exposed.split(", ").any(|it| it == name), "{exposed}");
    }
    let hidden = Ask::chat("/headers-hidden/v1", PROMPT).send();
    assert_eq!(hidden.header("access-control-expose-headers"), None);
    assert_eq!((hidden.status, hidden.header("access-control-allow-origin")), (200, Some("*")));
}
