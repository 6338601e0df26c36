//! What the words in front of a random-looking word say it is.

use crate::text::secret_names::is_secret_name;

/// What is announced.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// A request's or object's id: not a secret, and needed to find the request in a log.
    Id,
    /// A key, a token, a password.
    Key,
    /// Something else, or nothing.
    Other,
}

/// How objects and requests are numbered by OpenAI-compatible servers: the prefix of an id.
const IDS: [&str; 24] = [
    "asst", "batch", "call", "chatcmpl", "cmpl", "conv", "embd", "evt", "fc", "file", "ft", "ftjob", "gen",
    "item", "modr", "msg", "org", "req", "resp", "rs", "run", "thread", "toolu", "trace",
];

/// How far back the announcing words are looked for, in bytes.
const REACH: usize = 48;

/// What is announced in front of `at`.
pub(super) fn before(text: &[u8], at: usize) -> Label {
    let back = &text[at.saturating_sub(REACH)..at];
    #[cfg(test)]
    crate::text::work::count(back.len());
    let mut words = back
        .rsplit(|byte| !byte.is_ascii_alphanumeric() && !b"_-".contains(byte))
        .filter(|word| !word.is_empty());
    let (Some(last), earlier) = (words.next(), words.next()) else {
        return Label::Other;
    };
    if is_id_name(last) {
        return Label::Id;
    }
    let is_filler = [b"provided".as_slice(), b"is", b"was", b"received", b"hash"]
        .iter()
        .any(|filler| last.eq_ignore_ascii_case(filler));
    match earlier {
        _ if is_secret_name(last) => Label::Key,
        Some(word) if is_filler && is_secret_name(word) => Label::Key,
        Some(_) | None => Label::Other,
    }
}

/// Whether a word is an id by its own prefix, such as `req_0123`.
pub(super) fn is_id(word: &[u8]) -> bool {
    let prefix = word.split(|byte| b"_-".contains(byte)).next().unwrap_or_default();
    prefix.len() < word.len() && IDS.iter().any(|id| id.as_bytes() == prefix)
}

fn is_id_name(word: &[u8]) -> bool {
    let lower = word.to_ascii_lowercase();
    let is_camel_case = word.ends_with(b"Id") || word.ends_with(b"ID");
    matches!(lower.as_slice(), b"id" | b"requestid" | b"traceid")
        || lower.ends_with(b"_id")
        || lower.ends_with(b"-id")
        || (is_camel_case && !lower.ends_with(b"valid"))
}
