//! Keys that are known by how they begin.

use super::{Redaction, is_word, run_end};

/// What stands behind a known prefix.
#[derive(Clone, Copy)]
enum Rest {
    /// At least this many letters, digits, `-` or `_`, with a digit or a capital among them.
    Word(usize),
    /// The same without `-`, since model names begin alike (`pplx-70b-online`).
    Unhyphenated(usize),
    /// At least this many capitals and digits.
    Capitals(usize),
}

/// Longer prefixes first.
const PREFIXES: [(&str, Rest); 15] = [
    ("sk-ant-", Rest::Word(4)),
    ("sk-or-", Rest::Word(4)),
    ("sk-proj-", Rest::Word(4)),
    ("sk-svcacct-", Rest::Word(4)),
    ("sk-", Rest::Word(4)),
    ("AIza", Rest::Word(16)),
    ("gsk_", Rest::Unhyphenated(16)),
    ("xai-", Rest::Unhyphenated(16)),
    ("hf_", Rest::Unhyphenated(16)),
    ("pplx-", Rest::Unhyphenated(16)),
    ("nvapi-", Rest::Word(16)),
    ("r8_", Rest::Unhyphenated(16)),
    ("AKIA", Rest::Capitals(12)),
    ("ASIA", Rest::Capitals(12)),
    ("GOOG1", Rest::Capitals(12)),
];

/// A key with a known prefix, which stays.
pub(super) fn key(text: &[u8], at: usize) -> Option<Redaction> {
    if text[at..].starts_with(b"eyJ") {
        return json_web_token(text, at);
    }
    PREFIXES.iter().find_map(|(prefix, rest)| {
        let from = at + prefix.len();
        if !text[at..].starts_with(prefix.as_bytes()) {
            return None;
        }
        let end = run_end(text, from, is_word);
        let word = &text[from..end];
        let is_mixed = word.iter().any(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        let is_key = match rest {
            Rest::Word(least) => word.len() >= *least && is_mixed,
            Rest::Unhyphenated(least) => word.len() >= *least && is_mixed && !word.contains(&b'-'),
            Rest::Capitals(least) => {
                let is_capital = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
                word.len() >= *least && word.iter().all(is_capital)
            }
        };
        is_key.then_some(Redaction { from, end })
    })
}

/// `eyJ` is base64 for `{"`, with which a JSON Web Token begins (RFC 7519).
fn json_web_token(text: &[u8], at: usize) -> Option<Redaction> {
    let head_end = run_end(text, at, is_word);
    if head_end - at < 12 || text.get(head_end) != Some(&b'.') {
        return None;
    }
    let end = run_end(text, head_end, |byte| is_word(byte) || byte == b'.');
    Some(Redaction { from: at + 3, end })
}

/// The credential behind `Bearer` or `Basic`.
pub(super) fn authorization(text: &[u8], at: usize) -> Option<Redaction> {
    let is_named = |name: &str| {
        text[at..].get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
    };
    let is_bearer = is_named("Bearer ");
    if !is_bearer && !is_named("Basic ") {
        return None;
    }
    let from = run_end(text, at + 6, |byte| byte == b' ');
    let end = run_end(text, from, |byte| is_word(byte) || b"._~+/=".contains(&byte));
    let token = &text[from..end];
    let has = |is_kind: fn(&u8) -> bool| token.iter().any(is_kind);
    let is_mixed_case = token.iter().skip(1).any(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    let is_credential = if is_bearer {
        (token.len() >= 6 && has(u8::is_ascii_digit)) || (token.len() >= 16 && is_mixed_case)
    } else {
        // Base64 of `user:password`; the word `basic` also stands in front of ordinary ones.
        token.len() >= 8 && token.len().is_multiple_of(4) && is_mixed_case && !token.contains(&b'-')
    };
    is_credential.then_some(Redaction { from, end })
}
