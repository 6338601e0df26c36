//! Reads every recorded error body of the corpus, if it stands beside the checkout.
//!
//! It has a `main` of its own because a missing corpus must count as ignored, not as passed.

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;
use std::process::ExitCode;

use gateway_check::wire::error::{MESSAGE_CHARS, is_error_object, read};
use gateway_check::wire::{EnvelopeShape, ErrorEnvelope};
use serde_json::Value;

type Claim = (&'static str, fn(&[Entry]) -> Result<(), String>);

const CLAIMS: [Claim; 5] = [
    ("every_recorded_error_has_words", every_recorded_error_has_words),
    ("nearly_every_recorded_error_has_a_known_shape", nearly_every_recorded_error_has_a_known_shape),
    ("reading_the_text_alone_gives_the_same", reading_the_text_alone_gives_the_same),
    ("a_cut_body_is_read_too", a_cut_body_is_read_too),
    ("an_error_under_200_is_recognised", an_error_under_200_is_recognised),
];

/// One recorded error, with what was read of it.
struct Entry {
    id: String,
    status: u64,
    body: String,
    json: Option<Value>,
    envelope: ErrorEnvelope,
}

fn main() -> ExitCode {
    let expected: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let is_wanted = |name: &str| expected.is_empty() || expected.iter().any(|part| name.contains(part));
    let claims: Vec<Claim> = CLAIMS.into_iter().filter(|(name, _)| is_wanted(name)).collect();
    let filtered_out = CLAIMS.len() - claims.len();
    println!("\nrunning {} tests", claims.len());
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/errors.jsonl");
    let (mut passed, mut failed, mut ignored) = (0, 0, 0);
    if let Ok(lines) = fs::read_to_string(&corpus) {
        let entries: Vec<Entry> = lines.lines().filter_map(entry).collect();
        for (name, claim) in claims {
            match catch_unwind(|| claim(&entries)) {
                Ok(Ok(())) => {
                    passed += 1;
                    println!("test {name} ... ok");
                }
                Ok(Err(complaint)) => {
                    failed += 1;
                    println!("{complaint}\ntest {name} ... FAILED");
                }
                Err(_) => {
                    failed += 1;
                    println!("test {name} ... FAILED");
                }
            }
        }
    } else {
        println!("corpus not present");
        for (name, _) in claims {
            ignored += 1;
            println!("test {name} ... ignored, corpus not present");
        }
    }
    let word = if failed == 0 { "ok" } else { "FAILED" };
    println!(
        "\ntest result: {word}. {passed} passed; {failed} failed; {ignored} ignored; 0 measured; \
         {filtered_out} filtered out\n"
    );
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// An entry of the corpus, if its body is the exact one.
fn entry(line: &str) -> Option<Entry> {
    let value: Value = serde_json::from_str(line).expect("each line of the corpus is JSON");
    if value["body_is"] != "body" {
        return None;
    }
    let body = value["body"].as_str()?.to_owned();
    let json: Option<Value> = serde_json::from_str(&body).ok();
    let envelope = read(&body, json.as_ref());
    let id = value["id"].as_str()?.to_owned();
    Some(Entry { id, status: value["status"].as_u64()?, body, json, envelope })
}

/// Fails with the entries for which the claim does not hold.
fn check(entries: &[Entry], holds: impl Fn(&Entry) -> bool) -> Result<(), String> {
    if entries.len() < 100 {
        return Err(format!("only {} entries were read", entries.len()));
    }
    let wrong = entries.iter().filter(|entry| !holds(entry));
    let wrong: Vec<String> =
        wrong.map(|entry| format!("{}: {} -> {:?}", entry.id, entry.body, entry.envelope)).collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn every_recorded_error_has_words(entries: &[Entry]) -> Result<(), String> {
    check(entries, |entry| {
        let message = &entry.envelope.message;
        message.is_empty() == entry.body.trim().is_empty() && message.chars().count() <= MESSAGE_CHARS
    })
}

fn nearly_every_recorded_error_has_a_known_shape(entries: &[Entry]) -> Result<(), String> {
    let is_unknown = |entry: &&Entry| entry.envelope.shape == EnvelopeShape::UnknownJson;
    let unknown: Vec<&Entry> = entries.iter().filter(is_unknown).collect();
    for entry in &unknown {
        println!("unknown shape: {}: {}", entry.id, entry.body);
    }
    let is_enough = 100 * unknown.len() <= 3 * entries.len();
    check(entries, |_| is_enough)
}

fn reading_the_text_alone_gives_the_same(entries: &[Entry]) -> Result<(), String> {
    check(entries, |entry| read(&entry.body, None) == entry.envelope)
}

fn a_cut_body_is_read_too(entries: &[Entry]) -> Result<(), String> {
    check(entries, |entry| {
        let cuts = (1..entry.body.len()).filter(|cut| entry.body.is_char_boundary(*cut));
        cuts.map(|cut| &entry.body[..cut])
            .all(|body| read(body, None).message.is_empty() == body.trim().is_empty())
    })
}

fn an_error_under_200_is_recognised(entries: &[Entry]) -> Result<(), String> {
    check(entries, |entry| {
        let is_hidden = entry.status == 200 && entry.json.is_some();
        !is_hidden || entry.json.as_ref().is_some_and(is_error_object)
    })
}
