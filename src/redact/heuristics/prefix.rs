//! Keys with known prefixes.

use super::{Redaction, is_word, run_end};
use crate::target::{KEY_PREFIXES, KeyPrefix, KeyRest};

/// First bytes of the prefixes: most words are skipped at their first letter.
static BEGINNINGS: [bool; 256] = {
    let mut beginnings = [false; 256];
    let mut index = 0;
    while index < KEY_PREFIXES.len() {
        beginnings[KEY_PREFIXES[index].text.as_bytes()[0] as usize] = true;
        index += 1;
    }
    beginnings
};

/// A key with a known prefix, which stays.
pub(super) fn key(text: &[u8], at: usize) -> Option<Redaction> {
    if text[at..].starts_with(b"eyJ") {
        return json_web_token(text, at);
    }
    if !BEGINNINGS[usize::from(text[at])] {
        return None;
    }
    KEY_PREFIXES.iter().find_map(|KeyPrefix { text: prefix, rest, .. }| {
        let from = at + prefix.len();
        if !text[at..].starts_with(prefix.as_bytes()) {
            return None;
        }
        let end = run_end(text, from, is_word);
        let word = &text[from..end];
        let is_mixed = word.iter().any(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        let is_key = match rest {
            KeyRest::Word(least) => word.len() >= *least && is_mixed,
            KeyRest::Unhyphenated(least) => word.len() >= *least && is_mixed && !word.contains(&b'-'),
            KeyRest::Capitals(least) => {
                let is_capital = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
                word.len() >= *least && word.iter().all(is_capital)
            }
            KeyRest::Small(len) => {
                let is_small = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
                word.len() == *len && word.iter().all(is_small) && word.iter().any(u8::is_ascii_digit)
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

/// The credential after `Bearer` or `Basic`.
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
        // Base64 of `user:password`; the word `basic` also precedes ordinary words.
        token.len() >= 8 && token.len().is_multiple_of(4) && is_mixed_case && !token.contains(&b'-')
    };
    is_credential.then_some(Redaction { from, end })
}
