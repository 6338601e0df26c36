//! Labels of a random-looking word, from the words before it.

use crate::text::secret_names::{announces_secret, is_secret_name};

/// Kind of thing that is announced.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// A request's or object's id: not a secret, and needed to find the request in a log.
    Id,
    /// A key, a token, a password.
    Key,
    /// Something else, or nothing.
    Other,
}

/// Prefixes of the ids that OpenAI-compatible servers give to objects and requests.
const IDS: [&str; 24] = [
    "asst", "batch", "call", "chatcmpl", "cmpl", "conv", "embd", "evt", "fc", "file", "ft", "ftjob", "gen",
    "item", "modr", "msg", "org", "req", "resp", "rs", "run", "thread", "toolu", "trace",
];

/// Distance to look back for the announcing words, in bytes.
const REACH: usize = 48;

/// Returns the label that is announced before `at`.
pub(super) fn before(text: &[u8], at: usize) -> Label {
    let back = &text[at.saturating_sub(REACH)..at];
    #[cfg(test)]
    crate::text::work::count(back.len());
    let mut words = back.rsplit(|byte| !is_name(*byte)).filter(|word| !word.is_empty());
    let (Some(last), earlier) = (words.next(), words.next()) else {
        return Label::Other;
    };
    if is_id_name(last) {
        return Label::Id;
    }
    let is_filler = [b"provided".as_slice(), b"is", b"was", b"received", b"hash"]
        .iter()
        .any(|filler| last.eq_ignore_ascii_case(filler));
    // A field (`pass=…`, `"tokens":["…`) is named; a sentence announces.
    let is_field = [b"=".as_slice(), b"\":", b"':", b"\\\":"].iter().any(|mark| {
        let name_end = back.len() - back.iter().rev().take_while(|byte| !is_name(**byte)).count();
        back[name_end..].windows(mark.len()).any(|part| part == *mark)
    });
    match earlier {
        _ if announces_secret(last) || (is_field && is_secret_name(last)) => Label::Key,
        Some(word) if is_filler && announces_secret(word) => Label::Key,
        Some(_) | None => Label::Other,
    }
}

/// Returns true if the byte can be a part of a name.
fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-".contains(&byte)
}

/// Returns true if a word is an id by its own prefix, such as `req_0123`.
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
