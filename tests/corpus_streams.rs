//! Replies of real systems, recorded and read in odd pieces, against what the corpus expects.

mod corpus;

use std::path::Path;

use gateway_check::exchange::{Answer, Body, Content, Stream};
use gateway_check::response::{Recorder, answer_of_json};
use gateway_check::sse::Decoder;
use gateway_check::wire::completion_violations;
use libtest_mimic::Trial;
use serde_json::Value;

fn main() {
    let mut tests = corpus::tests_of("streams.jsonl", stream_tests);
    tests.extend(corpus::tests_of("successes.jsonl", completion_tests));
    corpus::run(tests);
}

fn stream_tests(entries: Vec<Value>) -> Vec<Trial> {
    let test = |entry: Value| {
        let file = entry["file"].as_str().expect("a file").to_owned();
        corpus::test(format!("recorded_stream::{file}"), move || {
            let path = corpus::folder().join(file);
            let is_framing = entry["expected_events"].is_array();
            if is_framing { check_framing(&path, &entry) } else { check_stream(&path, &entry) }
        })
    };
    entries.into_iter().map(test).collect()
}

fn completion_tests(entries: Vec<Value>) -> Vec<Trial> {
    let completions = entries.into_iter().filter(|entry| entry["kind"] == "chat.completion");
    let test = |(index, entry): (usize, Value)| {
        let system = entry["system"].as_str().unwrap_or_default();
        corpus::test(format!("recorded_completion::{index} ({system})"), move || check_completion(&entry))
    };
    completions.enumerate().map(test).collect()
}

/// Sizes of pieces that cut lines, characters and line ends in odd places.
const PIECES: [usize; 5] = [1, 7, 61, 4_099, usize::MAX];

/// Compares what the standard gives out; an event that lacks its end comes on top and is a violation.
fn check_framing(path: &Path, entry: &Value) {
    let bytes = std::fs::read(path).expect("the stream is readable");
    for piece_bytes in PIECES {
        let mut events = Vec::new();
        let mut decoder = Decoder::default();
        for piece in bytes.chunks(piece_bytes) {
            decoder.feed(piece, &mut |event| events.push(Value::from(event.data)));
        }
        let expected = &entry["expected_events"];
        assert_eq!(Value::from(events), *expected, "in pieces of {piece_bytes} bytes");
        let framing = decoder.finish(&mut |_| {});
        assert_eq!(framing.is_unterminated, deviates(entry, "last event not terminated"));
        assert_eq!(framing.unknown_fields > 0, deviates(entry, "unknown field"));
    }
}

fn check_stream(path: &Path, entry: &Value) {
    let bytes = std::fs::read(path).expect("the stream is readable");
    for (piece_bytes, content_type) in
        PIECES.into_iter().flat_map(|size| [(size, None), (size, Some("text/event-stream"))])
    {
        let (body, shown) = record(&bytes, piece_bytes, content_type);
        let Content::Stream(stream) = body.content else { panic!("no stream: {:?}", body.content) };
        // What the last, unended event carries is shown with the whole answer, not before.
        assert!(stream.answer.content.starts_with(&shown));
        if entry["lenient_expected"].is_object() {
            check_answer(&stream.answer, &entry["lenient_expected"]);
            assert!(stream.framing.joined_events > 0 && stream.unreadable_events == 0);
        } else {
            check_facts(&stream, entry);
        }
    }
}

fn record(bytes: &[u8], piece_bytes: usize, content_type: Option<&str>) -> (Body, String) {
    let mut recorder = Recorder::new(true, content_type);
    let mut shown = String::new();
    for piece in bytes.chunks(piece_bytes) {
        shown.push_str(recorder.feed(piece, 1.0).text);
    }
    (recorder.finish(2.0), shown)
}

fn check_facts(stream: &Stream, entry: &Value) {
    let answer = &stream.answer;
    check_answer(answer, entry);
    assert_eq!(Value::from(stream.is_done), entry["done_marker"], "done marker");
    let json_events = stream.events - stream.unreadable_events - u32::from(stream.is_done);
    assert_eq!(Value::from(json_events), entry["json_events"], "JSON events");
    assert_eq!(answer.usage.clone().unwrap_or_default(), entry["usage"], "usage");
    // The corpus only has the error, the answer keeps its whole event.
    let error = answer.error.as_ref().map(|event| event.get("error").unwrap_or(event));
    assert_eq!(error.cloned().unwrap_or_default(), entry["error"], "error");
    let has_details = deviates(entry, "delta.reasoning_details");
    let has_reasoning = answer.reasoning_bytes > 0;
    assert!(has_details || has_reasoning == (entry["reasoning_chars"] != 0), "reasoning");
    assert_eq!(answer.id_changes, deviates(entry, "id changes"), "id changes");
    let is_foreign = deviates(entry, "wrong protocol") || deviates(entry, "legacy text_completion");
    assert_eq!(stream.foreign_protocol.is_some(), is_foreign, "foreign protocol");
    let named = |path: &str| stream.violations.iter().any(|violation| violation.path == path);
    let is_object_missing = deviates(entry, "no \"object\" field") && !is_foreign;
    assert_eq!(named("object"), is_object_missing, "{:?}", stream.violations);
}

/// Content, finish reason and tool calls.
fn check_answer(answer: &Answer, expected: &Value) {
    let content = expected.get("expected_content").unwrap_or(&expected["content"]);
    assert_eq!(answer.content, content.as_str().unwrap_or_default(), "content");
    let reason = answer.finish_reasons.last().map_or("", String::as_str);
    assert_eq!(reason, expected["finish_reason"].as_str().unwrap_or_default(), "finish reason");
    let expected = expected["tool_calls"].as_array().expect("tool calls");
    assert_eq!(answer.tool_calls.len(), expected.len(), "{:?}", answer.tool_calls);
    for (call, expected) in answer.tool_calls.iter().zip(expected) {
        assert_eq!((Value::from(call.name.as_str())), expected["name"]);
        assert_eq!((Value::from(call.arguments.as_str())), expected["arguments"]);
    }
}

/// Returns true if the corpus notes a deviation that contains these words. An error has no object either.
fn deviates(entry: &Value, words: &str) -> bool {
    let deviations = entry["deviations"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut found = deviations.filter(|deviation| deviation.contains(words));
    entry["error"].is_null() && found.next().is_some()
}

fn check_completion(entry: &Value) {
    let text = entry["body"].as_str().expect("a body");
    let (body, shown) = record(text.as_bytes(), 61, None);
    let Content::Json(reply) = body.content else { panic!("no JSON: {:?}", body.content) };
    assert_eq!((shown.as_str(), body.text.as_str()), ("", text));
    let (answer, expected) = (answer_of_json(&reply), &entry["expected"]);
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    assert_eq!(answer.content, word(&expected["content"]), "content");
    let reason = answer.finish_reasons.first().map_or("", String::as_str);
    assert_eq!(reason, word(&expected["finish_reason"]), "finish reason");
    assert_eq!(answer.model.unwrap_or_default(), word(&expected["model"]), "model");
    assert_eq!(answer.usage.unwrap_or_default(), expected["usage"], "usage");
    assert_eq!(Value::from(answer.tool_calls.len()), expected["tool_calls"], "tool calls");
    let violations = completion_violations(&reply);
    let is_completion = expected["object"] == "chat.completion";
    let is_object_wrong = violations.iter().any(|violation| violation.path == "object");
    assert_eq!(is_object_wrong, !is_completion, "{violations:?}");
}
