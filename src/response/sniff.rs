//! Detection of server-sent events by a body's beginning, regardless of its content type.

use crate::sse::BOM;

/// Kind of a body, as its first bytes show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// Too few to decide.
    Unclear,
    /// One document.
    Document,
    /// Server-sent events.
    Events {
        /// Number of bytes before them: byte order mark and white space.
        at: usize,
    },
}

/// After so many bytes of white space the rest is one document.
const HEAD_BYTES: usize = 4_096;

const FIELDS: [&[u8]; 4] = [b"data:", b"event:", b"id:", b"retry:"];

/// Judges the beginning of a body. A comment only counts if a stream was requested: text may begin
/// with a colon.
pub(super) fn beginning_of(body: &[u8], is_stream_asked: bool) -> Beginning {
    let head = &body[..body.len().min(HEAD_BYTES)];
    let mark = if head.starts_with(BOM) { BOM.len() } else { 0 };
    let white = head[mark..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let at = mark + white;
    let rest = &head[at..];
    let is_comment = is_stream_asked && rest.starts_with(b":");
    if is_comment || FIELDS.iter().any(|field| rest.starts_with(field)) {
        return Beginning::Events { at };
    }
    let is_begun = FIELDS.iter().any(|field| field.starts_with(rest)) || BOM.starts_with(head);
    if is_begun && head.len() < HEAD_BYTES { Beginning::Unclear } else { Beginning::Document }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expects `Unclear` for every shorter beginning, so that a decision is never taken back.
    #[track_caller]
    fn check(body: &[u8], is_stream_asked: bool, expected: Beginning) {
        assert_eq!(beginning_of(body, is_stream_asked), expected);
        for cut in 0..body.len() {
            assert_eq!(beginning_of(&body[..cut], is_stream_asked), Beginning::Unclear, "cut at {cut}");
        }
    }

    #[test]
    fn fields_of_an_event_stream_are_recognised() {
        for asked in [true, false] {
            check(b"data:", asked, Beginning::Events { at: 0 });
            check(b"\n\r\n event:", asked, Beginning::Events { at: 4 });
            check(b"\xEF\xBB\xBFid:", asked, Beginning::Events { at: 3 });
            check(b"retry:", asked, Beginning::Events { at: 0 });
        }
    }

    #[test]
    fn a_comment_counts_if_a_stream_was_asked_for() {
        check(b":", true, Beginning::Events { at: 0 });
        check(b":", false, Beginning::Document);
    }

    #[test]
    fn anything_else_is_a_document() {
        check(b" {", true, Beginning::Document);
        check(b"date", true, Beginning::Document);
        check(b"\xEF\xBB<", true, Beginning::Document);
        check(&[b' '; HEAD_BYTES], true, Beginning::Document);
    }
}
