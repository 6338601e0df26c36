//! Problems that a finding names in a reply. A rule gives them beside its sentence; a saved report contains
//! nothing more than the sentence, so there they are read back from it.

use std::borrow::Cow;

use crate::wire::{Violation, Wrong};

/// Problems that a finding names in a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedViolations {
    /// Those that it names.
    pub named: Vec<NamedViolation>,
    /// True if there are no others.
    pub is_whole: bool,
}

/// A part of a reply with a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedViolation {
    /// Its JSON path without numbers, `choices[].message.role`, or one of the names below.
    pub part: Cow<'static, str>,
    /// Problem with it.
    pub wrong: Wrong,
}

/// Bytes that are not UTF-8.
pub const UTF_8: &str = "utf-8";
/// The content type of a stream.
pub const CONTENT_TYPE: &str = "content-type";

impl NamedViolations {
    /// A problem with no part that a program reads.
    pub(super) fn of_no_part() -> Self {
        Self { named: Vec::new(), is_whole: true }
    }

    /// A problem with this part, and no other.
    pub(super) fn of_part(part: &'static str, wrong: Wrong) -> Self {
        Self { named: vec![NamedViolation { part: part.into(), wrong }], is_whole: true }
    }

    /// These parts are missing, and there is no other problem.
    pub(super) fn of_absent(parts: &[&'static str]) -> Self {
        let absent = |part: &&'static str| NamedViolation { part: (*part).into(), wrong: Wrong::Absent };
        Self { named: parts.iter().map(absent).collect(), is_whole: true }
    }

    /// These differences from a shape, and no others if it `is_whole`.
    pub(super) fn of_shape(violations: &[Violation], is_whole: bool) -> Self {
        let named =
            |it: &Violation| NamedViolation { part: without_numbers(&it.path).into(), wrong: it.wrong };
        Self { named: violations.iter().map(named).collect(), is_whole }
    }

    /// Reads those back that the sentence `observed` of a saved report names; `None` if it is not such a
    /// sentence. The sentences are those of [`super::finding::violations`] and of the rules of the stream.
    pub fn read(observed: &str) -> Option<Self> {
        if observed.contains("not valid UTF-8") || observed.contains("invalid UTF-8") {
            return Some(Self::of_part(UTF_8, Wrong::Type));
        }
        if observed.starts_with("The content type is ") {
            return Some(Self::of_part(CONTENT_TYPE, Wrong::Word));
        }
        if let Some(rest) = observed.strip_prefix("Only the plain reply has ") {
            let names = rest.trim_end_matches('.').split(';').next().unwrap_or_default();
            let absent = |name: &str| NamedViolation { part: name.to_owned().into(), wrong: Wrong::Absent };
            return Some(Self { named: names.split(", ").map(absent).collect(), is_whole: true });
        }
        if observed.starts_with("Only the streamed reply has ")
            || observed.starts_with("The id changes")
            || observed.starts_with("The stream deviates from the event-stream format")
        {
            return Some(Self::of_no_part());
        }
        let (_, list) = observed.strip_prefix("In ")?.split_once(": ")?;
        let items = list.trim_end_matches('.').split("; ");
        let read: Vec<Option<NamedViolation>> = items.map(named_violation).collect();
        let is_whole = read.iter().all(Option::is_some);
        Some(Self { named: read.into_iter().flatten().collect(), is_whole })
    }
}

/// `choices[0].index is null, expected an integer`.
fn named_violation(item: &str) -> Option<NamedViolation> {
    let (path, rest) = item.split_once(" is ")?;
    let (observed, _) = rest.rsplit_once(", expected ")?;
    let wrong = match observed {
        "missing" | "null" => Wrong::Absent,
        "an empty string" => Wrong::Word,
        quoted if quoted.starts_with('"') => Wrong::Word,
        _ => Wrong::Type,
    };
    Some(NamedViolation { part: without_numbers(path).into(), wrong })
}

/// A JSON path without the numbers of items: `choices[].message.role`.
fn without_numbers(path: &str) -> String {
    path.chars().filter(|sign| !sign.is_ascii_digit()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::CheckId;
    use super::super::finding::violations;
    use super::super::testing::{
        ANSWER, CHUNK, Case, FINISH, case, completion, stream_reply, streamed, whole_stream,
    };
    use super::*;
    use crate::probe::ProbeId;
    use crate::wire::{chunk_violations, completion_violations};

    #[track_caller]
    fn check(observed: &str, expected: Option<(&[(&str, Wrong)], bool)>) {
        let read = NamedViolations::read(observed);
        let read = read.map(|NamedViolations { named, is_whole }| {
            (named.into_iter().map(|it| (it.part.into_owned(), it.wrong)).collect::<Vec<_>>(), is_whole)
        });
        let expected = expected.map(|(all, whole)| {
            (all.iter().map(|(part, wrong)| ((*part).to_owned(), *wrong)).collect::<Vec<_>>(), whole)
        });
        assert_eq!(read, expected, "{observed}");
    }

    /// Expects these violations beside what the rules say of a document, and the same read back.
    #[track_caller]
    fn check_said(decided: &super::super::Decided, expected: &[(&str, Wrong)], is_whole: bool) {
        check(decided.observed(), Some((expected, is_whole)));
        assert_eq!(decided.named(), NamedViolations::read(decided.observed()).as_ref());
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

    /// Expects that the rule names problems, and that its sentence names the same.
    #[track_caller]
    fn check_rule(id: CheckId, case: &Case) {
        let finding = case.finding(id);
        assert!(finding.named.is_some(), "{}", finding.observed);
        assert_eq!(finding.named, NamedViolations::read(&finding.observed), "{}", finding.observed);
    }

    #[test]
    fn what_a_rule_names_is_what_its_sentence_says() {
        let mut garbled = completion(ANSWER);
        garbled.body.is_utf8 = false;
        check_rule(CheckId::CompletionShape, &case().reply(ProbeId::Prompt, garbled));
        for stream in [
            stream_reply("text/plain", &[CHUNK, "data: [DONE]\n\n"]),
            streamed(&[CHUNK, &CHUNK.replace("c-1", "c-2")]),
            streamed(&[CHUNK, "hello\ndata: [DONE]\n\n"]),
        ] {
            check_rule(CheckId::StreamShape, &case().reply(ProbeId::Prompt, stream));
        }
        let plain = |answer: &str| case().reply(ProbeId::Prompt, completion(answer));
        let shorter = plain(ANSWER).reply(ProbeId::Stream, streamed(&[CHUNK, FINISH]));
        check_rule(CheckId::StreamParity, &shorter);
        let longer = plain(&ANSWER.replace("\"id\"", "\"x\"")).reply(ProbeId::Stream, whole_stream());
        check_rule(CheckId::StreamParity, &longer);
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
