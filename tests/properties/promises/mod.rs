//! Promises of each reader of foreign bytes, whatever the bytes are. A promise that is broken is a panic. The
//! property tests try generated input, and `fuzz/` what it finds to reach more of the code.

pub mod config;
pub mod error;
pub mod link;
pub mod paste;
pub mod redact;
pub mod reply;
pub mod report;
pub mod shape;
pub mod sse;
pub mod target;

/// Expects a sentence for people: one line that says something, not too long, and shows what is invisible.
#[track_caller]
pub fn one_sentence(sentence: &str) {
    assert!(!sentence.trim().is_empty(), "nothing is said");
    assert!(!sentence.contains(['\n', '\r', '\u{2028}']), "several lines: {sentence:?}");
    assert!(sentence.len() < 10_000, "{} bytes: {sentence}", sentence.len());
}
