//! Replies of real systems, recorded and read in odd pieces, against what the corpus expects.
//!
//! Speaks like the standard test harness, because that cannot ignore a test at run time: where the
//! corpus is not present, every file of it counts as ignored.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;

use gateway_check::exchange::{Answer, Body, Content, Stream};
use gateway_check::response::{Recorder, answer_of_json};
use gateway_check::sse::Decoder;
use gateway_check::wire::completion_departures;
use serde_json::Value;

/// One claim about one entry of the corpus.
struct Case {
    name: String,
    check: Box<dyn Fn()>,
}

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let mut cases = Vec::new();
    let mut ignored = 0;
    for (file, cases_of) in [
        ("streams.jsonl", stream_cases as fn(&Path, &[Value]) -> Vec<Case>),
        ("successes.jsonl", completion_cases),
    ] {
        if let Ok(text) = std::fs::read_to_string(folder.join(file)) {
            let entries: Vec<_> = text.lines().map(|line| line.parse().expect("a line is JSON")).collect();
            cases.extend(cases_of(&folder, &entries));
        } else {
            println!("test {file} ... ignored, corpus not present");
            ignored += 1;
        }
    }
    run(&cases, ignored)
}

/// Runs the cases that the command line names (all, if it names none) and counts them.
fn run(cases: &[Case], ignored: usize) -> ExitCode {
    let expected: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let is_wanted =
        |case: &&Case| expected.is_empty() || expected.iter().any(|word| case.name.contains(word));
    let (mut passed, mut failed) = (0, 0);
    for case in cases.iter().filter(is_wanted) {
        let is_ok = catch_unwind(AssertUnwindSafe(|| (case.check)())).is_ok();
        println!("test {} ... {}", case.name, if is_ok { "ok" } else { "FAILED" });
        if is_ok { passed += 1 } else { failed += 1 }
    }
    let result = if failed == 0 { "ok" } else { "FAILED" };
    let filtered = cases.len() - passed - failed;
    println!(
        "\ntest result: {result}. {passed} passed; {failed} failed; {ignored} ignored; 0 measured; \
         {filtered} filtered out\n"
    );
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(101) }
}

fn stream_cases(folder: &Path, entries: &[Value]) -> Vec<Case> {
    let case = |entry: &Value| {
        let file = entry["file"].as_str().expect("a file");
        let (path, entry) = (folder.join(file), entry.clone());
        let is_framing = entry["expected_events"].is_array();
        let check: Box<dyn Fn()> = if is_framing {
            Box::new(move || check_framing(&path, &entry))
        } else {
            Box::new(move || check_stream(&path, &entry))
        };
        Case { name: format!("recorded_stream::{file}"), check }
    };
    entries.iter().map(case).collect()
}

fn completion_cases(_: &Path, entries: &[Value]) -> Vec<Case> {
    let completions = entries.iter().filter(|entry| entry["kind"] == "chat.completion");
    let case = |(place, entry): (usize, &Value)| {
        let name = format!("recorded_completion::{place} ({})", entry["system"].as_str().unwrap_or_default());
        let entry = entry.clone();
        Case { name, check: Box::new(move || check_completion(&entry)) }
    };
    completions.enumerate().map(case).collect()
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
    assert_eq!(answer.error.clone().unwrap_or_default(), entry["error"], "error");
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

/// Whether the corpus notes a deviation that contains these words. An error has no object either.
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
    let violations = completion_departures(&reply);
    let is_completion = expected["object"] == "chat.completion";
    let is_object_wrong = violations.iter().any(|violation| violation.path == "object");
    assert_eq!(is_object_wrong, !is_completion, "{violations:?}");
}
