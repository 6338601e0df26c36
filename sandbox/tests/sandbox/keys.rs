//! Accepted keys, and the replies to the others.

use crate::client::{Ask, PROMPT};
use crate::reply::Reply;

/// A key with most of the characters that could break something on the way.
const STRANGE: &str = r#"gc-test-a+b*(c)[d]<n>&p%q"r\s"#;

#[track_caller]
fn check(id: &str, key: &str, status: u16) {
    let reply = Ask::chat(&format!("/{id}/v1"), PROMPT).key(key).send();
    assert_eq!(reply.status, status, "{}", reply.text());
}

fn refusal(id: &str) -> Reply {
    Ask::chat(&format!("/{id}/v1"), PROMPT).key(STRANGE).send()
}

#[test]
fn any_test_key_is_good_unless_it_says_wrong() {
    check("healthy", "gc-test-sandbox", 200);
    check("healthy", STRANGE, 200);
    check("healthy", "gc-test-wrong-1", 401);
    check("healthy", "other-key", 401);
    check("healthy", "", 401);
}

#[test]
fn some_gateways_look_at_keys_differently() {
    check("wrong-key", "gc-test-1", 401);
    check("key-not-checked", "gc-test-wrong-1", 200);
    check("key-not-checked", "", 200);
    check("keyless", "", 200);
    check("keyless", "gc-test-1", 200);
    check("keyless", "gc-test-wrong-1", 401);
}

#[test]
fn a_refusal_has_the_usual_shape_and_no_key_in_it() {
    let reply = refusal("wrong-key");
    let error = &reply.json()["error"];
    assert_eq!(
        (&error["type"], &error["code"]),
        (&"invalid_request_error".into(), &"invalid_api_key".into())
    );
    assert!(error["param"].is_null() && error["message"].is_string());
    assert!(!reply.text().contains("a+b*"));
}

#[test]
fn some_gateways_say_the_key_aloud() {
    let reply = refusal("echo-key");
    let message = reply.json()["error"]["message"].as_str().map(str::to_owned).expect("words");
    assert!(message.contains(STRANGE) && message.contains("gc-test-expected-"), "{message}");
    assert_eq!(reply.header("x-received-key"), Some(STRANGE));
    let partly = refusal("litellm-key").text();
    assert!(partly.contains("LiteLLM_VerificationTokenTable") && !partly.contains("a+b*"), "{partly}");
    let answer = refusal("echo-key-in-answer").json()["choices"][0]["message"]["content"].clone();
    assert!(answer.as_str().is_some_and(|it| it.contains(STRANGE)), "{answer}");
}

#[test]
fn a_streamed_key_comes_in_pieces() {
    let reply = Ask::chat("/echo-key-in-stream/v1", crate::client::STREAMED).key(STRANGE).send();
    assert!(reply.streamed_text().contains(STRANGE));
    assert!(!reply.text().contains("a+b*"));
}
