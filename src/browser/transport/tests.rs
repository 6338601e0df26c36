//! Sending and recording, in a real browser. The servers here are `data:` URLs; gateways that
//! misbehave are for the end-to-end tests.

use super::BrowserTransport;
use crate::exchange::{Content, Ending, Outcome, Unanswered};
use crate::runner::{Cancel, Limits, send};
use crate::target::ApiKey;
use crate::wire::{Authorization, Request};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const LIMITS: Limits = Limits { first_byte_ms: 10_000, between_ms: 10_000 };

fn get(url: &str, is_streamed: bool) -> Request {
    Request { authorization: Authorization::Nothing, is_streamed, ..Request::get(url.to_owned()) }
}

/// Sends and returns the outcome with the text that was shown on the way.
async fn sent(request: &Request, key: Option<&ApiKey>, cancel: &Cancel) -> (Outcome, String) {
    let mut shown = String::new();
    let transport = BrowserTransport::start();
    let outcome = send(&transport, request, key, LIMITS, cancel, &mut |text| shown.push_str(text)).await;
    (outcome, shown)
}

#[wasm_bindgen_test]
async fn a_json_reply_is_recorded_whole() {
    let request = get("data:application/json,{\"id\":\"c-1\"}", false);
    let (outcome, shown) = sent(&request, None, &Cancel::default()).await;
    let Outcome::Replied(reply) = outcome else { panic!("no reply") };
    assert_eq!((reply.status, &reply.ending), (200, &Ending::Complete));
    assert_eq!(reply.body.json().map(ToString::to_string).as_deref(), Some("{\"id\":\"c-1\"}"));
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert!(reply.headers_ms <= reply.total_ms);
    assert_eq!(shown, "");
}

#[wasm_bindgen_test]
async fn a_streams_text_is_told_as_it_comes() {
    let piece =
        |text: &str| format!("data: {{\"choices\":[{{\"delta\":{{\"content\":\"{text}\"}}}}]}}%0A%0A");
    let body = ["Your key: gc-te", "st-secret-1", "."].map(piece).concat();
    let request = get(&format!("data:text/event-stream,{body}"), true);
    let key = ApiKey::parse("gc-test-secret-1").expect("a key");
    let (outcome, shown) = sent(&request, key.as_ref(), &Cancel::default()).await;
    let Outcome::Replied(reply) = outcome else { panic!("no reply") };
    let Content::Stream(stream) = reply.body.content else { panic!("no stream") };
    assert_eq!(stream.answer.content, "Your key: gc-test-secret-1.");
    assert_eq!(shown, stream.answer.content);
}

#[wasm_bindgen_test]
async fn a_port_that_browsers_refuse_is_no_reply() {
    let (outcome, _) = sent(&get("http://127.0.0.1:1/v1/models", false), None, &Cancel::default()).await;
    assert!(matches!(outcome, Outcome::Unanswered(Unanswered::Blocked { .. })));
}

#[wasm_bindgen_test]
async fn nothing_is_sent_once_it_was_cancelled() {
    let cancel = Cancel::default();
    assert!(!cancel.is_cancelled());
    cancel.cancel();
    let (outcome, _) = sent(&get("data:application/json,{}", false), None, &cancel).await;
    assert_eq!(outcome, Outcome::Unanswered(Unanswered::Cancelled));
}

#[wasm_bindgen_test]
async fn a_request_whose_reply_nobody_may_read_only_says_that_something_answers() {
    let request = Request { is_opaque: true, ..get("data:text/plain,anything", false) };
    let (outcome, shown) = sent(&request, None, &Cancel::default()).await;
    assert_eq!((outcome, shown.as_str()), (Outcome::Unanswered(Unanswered::Opaque), ""));
}
