//! Error bodies.

use gateway_check::wire::error::{self, MESSAGE_CHARS};
use gateway_check::wire::retry_after;
use serde_json::Value;

/// Any body with content gives a message, and no message is too long to read.
pub fn holds(body: &str) {
    let json: Option<Value> = serde_json::from_str(body).ok();
    let envelope = error::read(body, json.as_ref());
    assert_eq!(envelope.message.trim().is_empty(), body.trim().is_empty(), "{envelope:?}");
    for words in [Some(&envelope.message), envelope.inner.as_ref()].into_iter().flatten() {
        assert!(words.chars().count() <= MESSAGE_CHARS, "{} characters", words.chars().count());
    }
    // What `read` does with the words of a body, and the page with a header's.
    let _ = retry_after::wait_in_words_ms(body);
    if let Some(json) = &json {
        let _ = error::is_error_object(json);
    }
}
