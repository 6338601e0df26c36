//! Reads every recorded error body of the corpus.

mod corpus;

use std::sync::Arc;

use gateway_check::wire::error::{MESSAGE_CHARS, is_error_object, read};
use gateway_check::wire::{EnvelopeShape, ErrorEnvelope};
use libtest_mimic::Trial;
use serde_json::Value;

/// One recorded error, with what was read of it.
struct Entry {
    id: String,
    status: u64,
    body: String,
    json: Option<Value>,
    envelope: ErrorEnvelope,
}

fn main() {
    corpus::run(corpus::tests_of("errors.jsonl", |lines| {
        let entries: Arc<[Entry]> = lines.iter().filter_map(entry).collect();
        let each = (0..entries.len()).map(|index| {
            let entries = Arc::clone(&entries);
            corpus::test(format!("recorded_error::{}", entries[index].id), move || check(&entries[index]))
        });
        let mut tests: Vec<Trial> = each.collect();
        tests.push(corpus::test("nearly_every_shape_is_known".to_owned(), move || check_shapes(&entries)));
        tests
    }));
}

/// An entry of the corpus, if its body is the exact one.
fn entry(line: &Value) -> Option<Entry> {
    if line["body_is"] != "body" {
        return None;
    }
    let body = line["body"].as_str()?.to_owned();
    let json: Option<Value> = serde_json::from_str(&body).ok();
    let envelope = read(&body, json.as_ref());
    let id = line["id"].as_str()?.to_owned();
    Some(Entry { id, status: line["status"].as_u64()?, body, json, envelope })
}

fn check(entry: &Entry) {
    let Entry { status, body, json, envelope, .. } = entry;
    assert_eq!(envelope.message.is_empty(), body.trim().is_empty(), "{body} -> {envelope:?}");
    assert!(envelope.message.chars().count() <= MESSAGE_CHARS, "{envelope:?}");
    assert_eq!(read(body, None), *envelope, "the text alone");
    if let (200, Some(json)) = (status, json) {
        assert!(is_error_object(json), "under 200: {body}");
    }
    for cut in (1..body.len()).filter(|cut| body.is_char_boundary(*cut)) {
        let cut = &body[..cut];
        assert_eq!(read(cut, None).message.is_empty(), cut.trim().is_empty(), "cut: {cut}");
    }
}

fn check_shapes(entries: &[Entry]) {
    assert!(entries.len() >= 100, "only {} entries were read", entries.len());
    let is_unknown = |entry: &&Entry| entry.envelope.shape == EnvelopeShape::UnknownJson;
    let unknown: Vec<_> = entries.iter().filter(is_unknown).map(|entry| (&entry.id, &entry.body)).collect();
    assert!(100 * unknown.len() <= 3 * entries.len(), "{unknown:#?}");
}
