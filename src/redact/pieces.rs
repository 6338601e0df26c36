//! Covers a key that a body holds in pieces: in the parts of a message, the choices of a reply, the
//! events of a stream.
//!
//! People who read the body put such pieces together, and so does this page when a report is opened. So
//! the strings of a body are read as they would be put together, and the part of a key in each of
//! them is removed. Nothing is parsed: a body may be cut off, or not be JSON at all.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{MARK, Mask, Redacted};

/// Members that describe a value, and occur between the pieces of a text.
const PROTOCOL: [&str; 9] =
    ["created", "finish_reason", "id", "index", "model", "object", "role", "system_fingerprint", "type"];

impl Mask {
    /// A body without the keys of this mask, whole or in pieces, and without what looks like another.
    pub fn redact_body(&self, body: &str) -> Redacted {
        self.redact(&self.without_pieces(body))
    }

    /// A text that was redacted before, without the keys of this mask, whole or in pieces.
    pub fn cover_body(&self, body: &Redacted) -> Redacted {
        self.cover(&self.without_pieces(body))
    }

    /// The same as [`Mask::redact_body`] for a body whose end may be missing.
    pub fn redact_beginning(&self, body: &str, is_cut: bool) -> Redacted {
        if is_cut {
            self.redact_body(&format!("{body}…")).without_ellipsis()
        } else {
            self.redact_body(body)
        }
    }

    /// The body without keys in pieces: the first piece of each becomes [`MARK`], the others nothing.
    fn without_pieces(&self, body: &str) -> String {
        let mut covered: Vec<(Range<usize>, bool)> = Vec::new();
        if !self.is_empty() {
            for text in readings(body).into_values() {
                for key in self.ranges(&text.joined) {
                    covered.extend(text.pieces_of(&key));
                }
            }
        }
        covered.sort_by_key(|(range, is_first)| (range.start, range.end, !is_first));
        let (mut shown, mut from) = (String::with_capacity(body.len()), 0);
        for (range, is_first) in covered {
            if range.end <= from {
                continue;
            }
            shown.push_str(&body[from..range.start.max(from)]);
            if is_first {
                shown.push_str(MARK);
            }
            from = range.end;
        }
        shown.push_str(&body[from..]);
        shown
    }
}

/// Strings of a body, as if they were one text.
#[derive(Default)]
struct Text {
    joined: String,
    /// The place where each string begins in `joined`, and its place in the body.
    strings: Vec<(usize, Range<usize>)>,
}

impl Text {
    fn push(&mut self, body: &str, string: &Range<usize>) {
        self.strings.push((self.joined.len(), string.clone()));
        self.joined.push_str(&body[string.clone()]);
    }

    /// The parts of the body that a range of the joined text comes from, with whether each is the first;
    /// none if it lies within one string, where the body's own text shows it.
    fn pieces_of(&self, range: &Range<usize>) -> Vec<(Range<usize>, bool)> {
        let first = self.strings.partition_point(|(begin, _)| *begin <= range.start) - 1;
        let overlapping = self.strings[first..].iter().take_while(|(begin, _)| *begin < range.end);
        let pieces: Vec<_> = overlapping
            .map(|(begin, place)| {
                let from = range.start.saturating_sub(*begin);
                let end = (range.end - begin).min(place.len());
                place.start + from..place.start + end
            })
            .filter(|piece| !piece.is_empty())
            .collect();
        if pieces.len() < 2 {
            return Vec::new();
        }
        pieces.into_iter().enumerate().map(|(nth, piece)| (piece, nth == 0)).collect()
    }
}

/// The ways to put the strings of a body together.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Reading<'a> {
    /// Those of one member name.
    Named(&'a str),
    /// Those of one member name after one index, as of several tool calls at once.
    Indexed(&'a str, &'a str),
    /// All except those that describe a value.
    Told,
    /// The same, with a choice's `text` before its `content`, as this page reads them.
    TextFirst,
    /// All.
    All,
}

fn readings(body: &str) -> BTreeMap<Reading<'_>, Text> {
    let mut texts: BTreeMap<Reading<'_>, Text> = BTreeMap::new();
    // A `content` that waits for what follows it.
    let mut content: Option<Range<usize>> = None;
    let mut add = |name, index, string: &Range<usize>| {
        texts.entry(Reading::Named(name)).or_default().push(body, string);
        texts.entry(Reading::Indexed(name, index)).or_default().push(body, string);
        if !PROTOCOL.contains(&name) {
            texts.entry(Reading::Told).or_default().push(body, string);
            let text_first = texts.entry(Reading::TextFirst).or_default();
            let waiting = if name == "content" { content.replace(string.clone()) } else { content.take() };
            if name != "content" {
                text_first.push(body, string);
            }
            if let Some(waiting) = waiting {
                text_first.push(body, &waiting);
            }
        }
        texts.entry(Reading::All).or_default().push(body, string);
    };
    let (mut name, mut index) = ("", "");
    let mut line_start = 0;
    // A line end closes whatever was open: JSON has none in a string, and an event ends there.
    for line in body.split_inclusive('\n') {
        if let Some(data) = line.strip_prefix("data:").map(str::trim_start)
            && !data.starts_with(['{', '[', '"'])
        {
            let from = line_start + line.len() - data.len();
            add("data", "", &(from..from + data.trim_end().len()));
        }
        let bytes = line.as_bytes();
        let mut at = 0;
        while let Some(quote) = bytes[at..].iter().position(|byte| *byte == b'"') {
            let from = at + quote + 1;
            let end = from + string_length(&bytes[from..]);
            let string = line_start + from..line_start + end;
            at = (end + 1).min(bytes.len());
            let rest = line[at..].trim_start();
            match rest.strip_prefix(':') {
                Some(value) => {
                    name = &body[string];
                    if name == "index" {
                        let value = value.trim_start();
                        let digits = value.bytes().take_while(u8::is_ascii_digit).count();
                        index = &value[..digits];
                    }
                }
                None => add(name, index, &string),
            }
        }
        line_start += line.len();
    }
    if let Some(waiting) = content {
        texts.entry(Reading::TextFirst).or_default().push(body, &waiting);
    }
    texts
}

/// Returns the length of the string that begins here, up to its closing quote.
fn string_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "gc-test-0123456789abcdef";

    #[track_caller]
    fn check(body: &str, shown: &str) {
        assert_eq!(Mask::of_secrets(&[KEY]).redact_body(body), shown);
    }

    #[test]
    fn a_key_in_the_parts_of_a_message_is_covered() {
        check(
            r#"{"content":[{"type":"text","text":"It is gc-test-0123"},{"type":"text","text":"456789abcdef."}]}"#,
            r#"{"content":[{"type":"text","text":"It is [key]"},{"type":"text","text":"."}]}"#,
        );
    }

    #[test]
    fn a_key_in_two_members_or_two_choices_is_covered() {
        check(
            r#"[{"text":"gc-test-0123","message":{"role":"assistant","content":"456789abcdef"}}]"#,
            r#"[{"text":"[key]","message":{"role":"assistant","content":""}}]"#,
        );
        check(
            r#"[{"index":0,"content":"gc-test-0123"},{"index":1,"content":"456789abcdef"}]"#,
            r#"[{"index":0,"content":"[key]"},{"index":1,"content":""}]"#,
        );
    }

    #[test]
    fn a_choices_text_is_read_before_its_content_wherever_it_is() {
        check(
            r#"[{"message":{"content":"456789abcdef"},"text":"gc-test-0123"}]"#,
            r#"[{"message":{"content":""},"text":"[key]"}]"#,
        );
        check(
            r#"[{"content":"Hm."},{"content":"456789abcdef","text":"gc-test-0123"},{"content":"."}]"#,
            r#"[{"content":"Hm."},{"content":"","text":"[key]"},{"content":"."}]"#,
        );
    }

    #[test]
    fn a_key_in_letters_of_a_stream_is_covered() {
        let event = |text: &str| format!("data: {{\"delta\":{{\"content\":\"{text}\"}}}}\n\n");
        let body: String = KEY.chars().map(|letter| event(&letter.to_string())).collect();
        let rest = event("").repeat(KEY.len() - 1);
        check(&body, &format!("{}{rest}", event("[key]")));
        let plain: Vec<_> = KEY.chars().map(|letter| format!("data: {letter}\n\n")).collect();
        check(&plain.concat(), &{
            let rest = "data: \n\n".repeat(KEY.len() - 1);
            format!("data: [key]\n\n{rest}")
        });
    }

    #[test]
    fn keys_of_two_tool_calls_at_once_are_covered() {
        let call = |index: u8, text: &str| format!(r#"{{"index":{index},"arguments":"{text}"}}"#);
        let body = [call(0, "gc-test-01"), call(1, "{}"), call(0, "23456789abcdef"), call(1, "")].join("\n");
        check(&body, &[call(0, "[key]"), call(1, "{}"), call(0, ""), call(1, "")].join("\n"));
    }

    #[test]
    fn an_escaped_or_encoded_key_is_covered_over_pieces() {
        check(r#"["gc\u002dtest-0123","456789abcdef"]"#, r#"["[key]",""]"#);
        check(r#"["Z2MtdGVzdC0wMTIz","NDU2Nzg5YWJjZGVm"]"#, r#"["[key]",""]"#);
    }

    #[test]
    fn a_quotation_mark_with_a_backslash_ends_no_piece() {
        check(
            r#"["Somebody wrote the following: \"","gc-test-0123","456789abcdef"]"#,
            r#"["Somebody wrote the following: \"","[key]",""]"#,
        );
    }

    #[test]
    fn a_key_with_which_a_cut_body_ends_is_covered() {
        let mask = Mask::of_secrets(&[KEY]);
        assert_eq!(mask.redact_beginning(r#"{"a":"gc-test-0123"#, true), r#"{"a":"[key]"#);
        assert_eq!(mask.redact_beginning(r#"{"a":"gc-test-0123"#, false), r#"{"a":"gc-test-0123"#);
        assert_eq!(mask.redact_beginning("and so on…", true), "and so on…");
    }

    #[test]
    fn a_body_without_a_key_and_one_that_is_no_json_stay_as_they_are() {
        for body in [
            "",
            "\"",
            "\\\"",
            "{\"a\":\"b",
            "<p class=\"a\">b</p>",
            "a\n\"b\n\"c\": \"d\"",
            "data: [DONE]\n\n",
        ] {
            check(body, body);
        }
        check(&format!("it is {KEY} \"as\" is"), "it is [key] \"as\" is");
        check(
            r#"{"a":"gc-test-0123","b":"no","a":"abcdef"}"#,
            r#"{"a":"gc-test-0123","b":"no","a":"abcdef"}"#,
        );
    }

    #[test]
    fn overlapping_pieces_are_taken_out_once() {
        let mask = Mask::of_secrets(&["gc-test-one", "one-gc-test"]);
        assert_eq!(mask.redact_body(r#"["gc-test-","one","-gc-test"]"#), r#"["[key]","",""]"#);
    }
}
