//! Problems that a finding names in a reply, read back from its sentence: a saved report contains nothing
//! more.

use std::borrow::Cow;

/// A part of a reply with a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedViolation<'a> {
    /// Its JSON path without numbers, `choices[].message.role`, or one of the names below.
    pub part: Cow<'a, str>,
    /// Problem with it.
    pub wrong: Wrong,
}

/// Kind of problem with a part of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is missing or null.
    Absent,
    /// It is a string, but not one of those that are expected, or an empty one.
    Word,
    /// It has another type.
    Type,
}

/// Bytes that are not UTF-8.
pub const UTF_8: &str = "utf-8";
/// The content type of a stream.
pub const CONTENT_TYPE: &str = "content-type";

/// The violations that the sentence `observed` of a warning names, and whether it names all; `None` if it
/// is not such a sentence. The sentences are those of [`super::finding::violations`] and of the rules of the
/// stream.
pub fn named_violations(observed: &str) -> Option<(Vec<NamedViolation<'_>>, bool)> {
    let one = |part: &'static str, wrong| Some((vec![NamedViolation { part: part.into(), wrong }], true));
    if observed.contains("not valid UTF-8") || observed.contains("invalid UTF-8") {
        return one(UTF_8, Wrong::Type);
    }
    if observed.starts_with("The content type is ") {
        return one(CONTENT_TYPE, Wrong::Word);
    }
    if let Some(rest) = observed.strip_prefix("Only the plain reply has ") {
        let names = rest.trim_end_matches('.').split(';').next().unwrap_or_default();
        let absent = |name| NamedViolation { part: Cow::Borrowed(name), wrong: Wrong::Absent };
        return Some((names.split(", ").map(absent).collect(), true));
    }
    if observed.starts_with("Only the streamed reply has ")
        || observed.starts_with("The id changes")
        || observed.starts_with("The stream deviates from the event-stream format")
    {
        return Some((Vec::new(), true));
    }
    let (_, list) = observed.strip_prefix("In ")?.split_once(": ")?;
    let items = list.trim_end_matches('.').split("; ");
    let read: Vec<Option<NamedViolation<'_>>> = items.map(named_violation).collect();
    let is_whole = read.iter().all(Option::is_some);
    Some((read.into_iter().flatten().collect(), is_whole))
}

/// `choices[0].index is null, expected an integer`.
fn named_violation(item: &str) -> Option<NamedViolation<'_>> {
    let (path, rest) = item.split_once(" is ")?;
    let (observed, _) = rest.rsplit_once(", expected ")?;
    let wrong = match observed {
        "missing" | "null" => Wrong::Absent,
        "an empty string" => Wrong::Word,
        quoted if quoted.starts_with('"') => Wrong::Word,
        _ => Wrong::Type,
    };
    let part = if path.contains(|sign: char| sign.is_ascii_digit()) {
        path.chars().filter(|sign| !sign.is_ascii_digit()).collect::<String>().into()
    } else {
        Cow::Borrowed(path)
    };
    Some(NamedViolation { part, wrong })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::finding::violations;
    use super::*;
    use crate::wire::{chunk_violations, completion_violations};

    #[track_caller]
    fn check(observed: &str, expected: Option<(&[(&str, Wrong)], bool)>) {
        let read = named_violations(observed);
        let read = read.map(|(all, whole)| {
            (all.into_iter().map(|it| (it.part.into_owned(), it.wrong)).collect::<Vec<_>>(), whole)
        });
        let expected = expected.map(|(all, whole)| {
            (all.iter().map(|(part, wrong)| ((*part).to_owned(), *wrong)).collect::<Vec<_>>(), whole)
        });
        assert_eq!(read, expected, "{observed}");
    }

    /// Expects these violations in what the rules say of a document, read back.
    #[track_caller]
    fn check_said(decided: &super::super::Decided, expected: &[(&str, Wrong)], is_whole: bool) {
        check(decided.observed(), Some((expected, is_whole)));
    }

    #[test]
    fn what_the_rules_say_is_read_back() {
        let reply = json!({"id": "", "object": "x", "created": 1.5, "model": "m", "usage": null, "choices":
            [{"index": 0, "message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}]});
        let expected = [("id", Wrong::Word), ("object", Wrong::Word), ("created", Wrong::Type)];
        let expected = [&expected[..], &[("usage", Wrong::Absent)]].concat();
        check_said(&violations("the reply", &completion_violations(&reply)), &expected, true);
        let chunk =
            json!({"id": "c", "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": null}]});
        let expected = [("choices[].delta", Wrong::Absent)];
        check_said(&violations("the stream", &chunk_violations(&chunk)), &expected, true);
    }

    #[test]
    fn a_list_that_is_cut_is_not_whole() {
        let reply = json!({"choices": [{"message": {"content": "Hi"}}]});
        let decided = violations("the reply", &completion_violations(&reply));
        let expected = ["id", "object", "created", "model"].map(|part| (part, Wrong::Absent));
        check_said(&decided, &expected, false);
    }

    #[test]
    fn other_warnings_name_their_part_too() {
        check(
            "The reply contains bytes that are not valid UTF-8, as JSON requires (RFC 8259).",
            Some((&[(UTF_8, Wrong::Type)], true)),
        );
        check(
            "The stream deviates from the event-stream format: places with invalid UTF-8: 1.",
            Some((&[(UTF_8, Wrong::Type)], true)),
        );
        check(
            "The content type is “text/plain”, not text/event-stream.",
            Some((&[(CONTENT_TYPE, Wrong::Word)], true)),
        );
        check(
            "Only the plain reply has id, model; only the streamed reply has usage.",
            Some((&[("id", Wrong::Absent), ("model", Wrong::Absent)], true)),
        );
        check("Only the streamed reply has usage.", Some((&[], true)));
        check("The id changes within the stream.", Some((&[], true)));
    }

    #[test]
    fn a_sentence_of_another_kind_names_nothing() {
        check("The reply has no body.", None);
        check("", None);
    }
}
