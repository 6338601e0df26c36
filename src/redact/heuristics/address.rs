//! Personal addresses, and secrets inside URLs.

use super::{Redaction, run_end};
use crate::text::secret_names::is_secret_name;

/// Mailboxes of an office, not of a person: readers of the message may need to write there.
const OFFICES: [&str; 8] = ["support", "help", "sales", "contact", "info", "security", "abuse", "noreply"];

/// An e-mail address (RFC 5321 lengths), whose host stays.
pub(super) fn email(text: &[u8], at: usize) -> Option<Redaction> {
    let is_local = |byte: u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte);
    let window = &text[at..text.len().min(at + 65)];
    let end = at + run_end(window, 0, is_local);
    let is_office = |name: &str| text[at..end].eq_ignore_ascii_case(name.as_bytes());
    if text.get(end) != Some(&b'@') || OFFICES.iter().any(|name| is_office(name)) {
        return None;
    }
    let window = &text[end + 1..text.len().min(end + 256)];
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
    let mut host = &window[..run_end(window, 0, is_host)];
    while let [shorter @ .., b'.' | b'-'] = host {
        host = shorter;
    }
    let dot = host.iter().rposition(|byte| *byte == b'.')?;
    let top = &host[dot + 1..];
    let is_address = dot > 0 && top.len() >= 2 && top.iter().all(u8::is_ascii_alphabetic);
    is_address.then_some(Redaction { from: at, end })
}

/// `user:password` before the host of a URL; `at` is the colon after the scheme.
pub(super) fn credentials(text: &[u8], at: usize) -> Option<Redaction> {
    if !text[at..].starts_with(b"://") {
        return None;
    }
    let from = at + 3;
    let window = &text[from..text.len().min(from + 512)];
    let end = from + run_end(window, 0, |byte| !byte.is_ascii_whitespace() && !is_delimiter(byte));
    let at_sign = text[from..end].iter().rposition(|byte| *byte == b'@')?;
    (at_sign > 0).then_some(Redaction { from, end: from + at_sign })
}

/// The value of a query field that carries a secret; `at` is the `?` or `&` before it.
pub(super) fn query_value(text: &[u8], at: usize) -> Option<Redaction> {
    let mut start = at + 1;
    if text[start..].starts_with(b"amp;") {
        start += 4;
    }
    let window = &text[start..text.len().min(start + 40)];
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    let name_end = start + run_end(window, 0, is_name);
    // The name decides first: a value that is not masked may contain fields, which are read in turn.
    if text.get(name_end) != Some(&b'=') || !is_secret_name(&text[start..name_end]) {
        return None;
    }
    let from = name_end + 1;
    let end = run_end(text, from, |byte| {
        byte.is_ascii() && !byte.is_ascii_whitespace() && !b"&#\"'<>()[]{},;".contains(&byte)
    });
    (end > from).then_some(Redaction { from, end })
}

/// Returns true if the byte ends the host part of a URL.
fn is_delimiter(byte: u8) -> bool {
    b"/?#\"'<>\\".contains(&byte)
}
