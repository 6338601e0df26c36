//! Replies in another protocol than chat completions, recognised by their own marks.

use serde_json::Value;

/// The protocol that `reply` (a chunk or a whole reply) uses instead of chat completions.
///
/// `None` also for unknown replies: each name here depends on a member that only its protocol
/// has.
pub fn foreign_protocol(reply: &Value) -> Option<&'static str> {
    // Gemini streams one list.
    let reply = reply.get(0).unwrap_or(reply);
    let object = text(reply, "object");
    if object.starts_with("chat.completion") {
        return None;
    }
    if object == "text_completion" {
        return Some("OpenAI legacy completions");
    }
    let kind = text(reply, "type");
    if object == "response" || kind.starts_with("response.") {
        return Some("OpenAI Responses");
    }
    if ANTHROPIC_EVENTS.contains(&kind) || (kind == "message" && reply["content"].is_array()) {
        return Some("Anthropic Messages");
    }
    if COHERE_EVENTS.contains(&kind) {
        return Some("Cohere Chat");
    }
    if reply["candidates"].is_array() {
        return Some("Google Gemini");
    }
    if reply["done"].is_boolean() && reply["created_at"].is_string() {
        return Some("Ollama");
    }
    None
}

/// Event types of the Messages API, apart from `ping` and `error`, which others use too.
const ANTHROPIC_EVENTS: [&str; 6] = [
    "message_start",
    "message_delta",
    "message_stop",
    "content_block_start",
    "content_block_delta",
    "content_block_stop",
];

/// Event types of the v2 Chat API that carry or frame text.
const COHERE_EVENTS: [&str; 5] =
    ["message-start", "message-end", "content-start", "content-delta", "content-end"];

fn text<'a>(reply: &'a Value, name: &str) -> &'a str {
    reply.get(name).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(reply: &str, expected: Option<&str>) {
        assert_eq!(foreign_protocol(&reply.parse().expect("JSON")), expected);
    }

    #[test]
    fn other_protocols_are_known_by_their_marks() {
        check(r#"{"type":"message_start","message":{}}"#, Some("Anthropic Messages"));
        check(r#"{"type":"message","content":[]}"#, Some("Anthropic Messages"));
        check(r#"{"type":"response.created"}"#, Some("OpenAI Responses"));
        check(r#"{"object":"response","output":[]}"#, Some("OpenAI Responses"));
        check(r#"{"object":"text_completion","choices":[]}"#, Some("OpenAI legacy completions"));
        check(r#"{"type":"content-delta","delta":{}}"#, Some("Cohere Chat"));
        check(r#"{"candidates":[]}"#, Some("Google Gemini"));
        check(r#"[{"candidates":[]}]"#, Some("Google Gemini"));
        check(r#"{"created_at":"2025-01-01","done":false}"#, Some("Ollama"));
    }

    #[test]
    fn chat_completions_and_the_unknown_are_not_foreign() {
        check(r#"{"object":"chat.completion","type":"message","content":[]}"#, None);
        check(r#"{"object":"chat.completion.chunk","candidates":[]}"#, None);
        check(r#"{"choices":[]}"#, None);
        check(r#"{"type":"ping"}"#, None);
        check(r#"{"type":"error","error":{}}"#, None);
        check(r#"{"type":"message","content":"Hi"}"#, None);
        check("[1]", None);
        check("null", None);
    }
}
