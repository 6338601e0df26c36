//! The one way to every text of a body that a server wrote.

use serde_json::Value;

use crate::exchange::{Answer, Body, Content, Stream};

/// Hands every text in `body` that came from the server to `change`: the raw text, the strings and
/// member names of JSON, and all that a stream added up to. What masks the key goes through here, so
/// a text that is added to the evidence must be added here as well.
///
/// A text that was cut at its bound may end in the middle of a word, a key for instance.
pub fn change_texts(body: &mut Body, change: &mut dyn FnMut(&mut String)) {
    let Body { text, content, bytes: _, is_text_cut: _, is_utf8: _ } = body;
    change(text);
    match content {
        Content::Empty | Content::Text => {}
        Content::Json(value) => change_json(value, change),
        Content::Stream(stream) => change_stream(stream, change),
    }
}

fn change_stream(stream: &mut Stream, change: &mut dyn FnMut(&mut String)) {
    for violation in &mut stream.violations {
        change(&mut violation.observed);
    }
    // Every field is named, so that the compiler asks about a new one.
    let Answer {
        id,
        id_changes: _,
        model,
        content,
        is_content_cut: _,
        reasoning_bytes: _,
        refusal,
        tool_calls,
        finish_reasons,
        usage,
        error,
    } = &mut stream.answer;
    change(content);
    for text in [id, model, refusal].into_iter().flatten() {
        change(text);
    }
    for text in finish_reasons {
        change(text);
    }
    for call in tool_calls {
        change(&mut call.id);
        change(&mut call.name);
        change(&mut call.arguments);
    }
    for value in [usage, error].into_iter().flatten() {
        change_json(value, change);
    }
}

/// Digits from which on a number may be a key.
const LONG_NUMBER: usize = 8;

fn change_json(value: &mut Value, change: &mut dyn FnMut(&mut String)) {
    match value {
        Value::Null | Value::Bool(_) => {}
        Value::Number(number) => {
            let written = number.to_string();
            // A short numeric dummy key must not turn every count into a mark.
            if written.len() >= LONG_NUMBER {
                let mut text = written.clone();
                change(&mut text);
                if text != written {
                    *value = Value::String(text);
                }
            }
        }
        Value::String(text) => change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| change_json(item, change)),
        Value::Object(members) => {
            for (mut name, mut value) in std::mem::take(members) {
                change(&mut name);
                change_json(&mut value, change);
                members.insert(name, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::response::Recorder;

    /// Records a body whose every text says `gc-test-key`, and expects it nowhere afterwards.
    #[track_caller]
    fn check(body: &str) {
        let mut recorder = Recorder::new(true, None);
        recorder.feed(body.as_bytes(), 0.0);
        let mut body = recorder.finish(0.0);
        assert!(format!("{body:?}").contains("gc-test-key"));
        change_texts(&mut body, &mut |text| *text = text.replace("gc-test-key", "…"));
        let changed = format!("{body:?}");
        assert!(!changed.contains("gc-test-key"), "{changed}");
    }

    #[test]
    fn no_text_of_a_body_is_missed() {
        check("gc-test-key");
        check(r#"{"gc-test-key":[{"a":"gc-test-key"}],"b":"gc-test-key"}"#);
    }

    #[test]
    fn a_key_of_digits_is_found_in_a_number() {
        let mut value: Value = r#"{"code":12345678,"count":12}"#.parse().unwrap();
        change_json(&mut value, &mut |text| *text = text.replace("12345678", "…").replace("12", "…"));
        assert_eq!(value, r#"{"code":"…","count":12}"#.parse::<Value>().unwrap());
    }

    #[test]
    fn no_text_of_a_stream_is_missed() {
        let chunk = r#"{"id":"gc-test-key","model":"gc-test-key","object":"gc-test-key",
            "usage":{"gc-test-key":1},"error":"gc-test-key","choices":[{"finish_reason":"gc-test-key",
            "delta":{"content":"gc-test-key","refusal":"gc-test-key","role":"gc-test-key","tool_calls":[
            {"id":"gc-test-key","function":{"name":"gc-test-key","arguments":"gc-test-key"}}]}}]}"#;
        let without_error = chunk.replace("\"error\":\"gc-test-key\",", "");
        check(&format!("data: {}\n\n", chunk.replace('\n', "")));
        check(&format!("data: {}\n\n", without_error.replace('\n', "")));
    }
}
