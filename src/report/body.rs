//! The body of an exchange as it can be shown: part by part where it is JSON.

use serde_json::Value;

use crate::sse::Decoder;
use crate::text::pretty;

/// Largest number of parts: with more, the page would be slow, and the body is shown as text.
const MAX_PARTS: u32 = 500;

/// A body, as far as it can be taken apart.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyParts {
    /// One JSON value.
    Json(Value),
    /// The events of a stream in their order; one that is not JSON is a text.
    Events(Vec<Value>),
    /// Anything else: the text, indented if it is JSON of too many parts.
    Text(String),
}

impl BodyParts {
    /// The parts of a body; `is_stream` says that its events had times.
    pub fn of(text: &str, is_stream: bool) -> Self {
        if is_stream {
            let events = events(text);
            let list = Value::Array(events);
            if pretty::has_at_most(&list, MAX_PARTS)
                && let Value::Array(events) = list
                && !events.is_empty()
            {
                return Self::Events(events);
            }
            return Self::Text(text.to_owned());
        }
        match serde_json::from_str(text) {
            Ok(json) if pretty::has_at_most(&json, MAX_PARTS) => Self::Json(json),
            Ok(json) => Self::Text(pretty::of_value(&json, text.len()).unwrap_or_else(|| text.to_owned())),
            Err(_) => Self::Text(text.to_owned()),
        }
    }
}

fn events(text: &str) -> Vec<Value> {
    let mut events = Vec::new();
    let mut decoder = Decoder::default();
    let mut keep = |event: crate::sse::Event<'_>| {
        let data = event.data;
        events.push(serde_json::from_str(data).unwrap_or_else(|_| Value::from(data)));
    };
    decoder.feed(text.as_bytes(), &mut keep);
    decoder.finish(&mut keep);
    events
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_body_is_taken_apart_as_far_as_it_can_be() {
        assert_eq!(BodyParts::of("{\"a\":[1]}", false), BodyParts::Json(json!({"a": [1]})));
        assert_eq!(BodyParts::of("<html>", false), BodyParts::Text("<html>".to_owned()));
        assert_eq!(BodyParts::of("", false), BodyParts::Text(String::new()));
        assert_eq!(
            BodyParts::of("data: {\"a\":1}\n\ndata: [DONE]\n\n", true),
            BodyParts::Events(vec![json!({"a": 1}), json!("[DONE]")])
        );
        assert_eq!(BodyParts::of("no event", true), BodyParts::Text("no event".to_owned()));
    }

    #[test]
    fn a_body_of_too_many_parts_is_text() {
        let long = format!("[{}0]", "0,".repeat(600));
        assert!(matches!(BodyParts::of(&long, false), BodyParts::Text(text) if text.lines().count() > 600));
        let stream = "data: [0,0]\n\n".repeat(300);
        assert_eq!(BodyParts::of(&stream, true), BodyParts::Text(stream));
    }
}
