//! A streamed reply is made of chat completion chunks, framed as the event-stream format says.

use super::prelude::*;
use super::{CONTENT_TYPE, NamedViolations, UTF_8, finding};
use crate::exchange::{Content, Ending};
use crate::wire::Wrong;

/// This check looks at the content type, the fields of every chunk, and the framing of the event stream.
///
/// - Pass: all events are correct.
/// - Warning: the content type differs, the id changes, the framing is unusual, or fields deviate in a
///   harmless way.
/// - Fail: the reply is not an event stream, uses another vendor's protocol, has events that are not JSON,
///   or has fields that are missing or have the wrong type.
/// - Not run: no stream was requested.
/// - For an application: with a fail, a streaming client throws an error or loses text.
pub(super) const CHECK: Check = Check {
    id: CheckId::StreamShape,
    title: "The stream consists of chat completion chunks",
    role: Some((PointId::Contract, Role::Required)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "Parts of the stream differ from the OpenAI reference.",
        affected: "Clients that check every field or the content type may reject the stream.",
        unaffected: "The official OpenAI SDKs read the text.",
        step: "Show the gateway's admin the parts that the check below names.",
    }),
    looks_at: &[Part::Member("/choices")],
    probes: &[ProbeId::Prompt, ProbeId::Stream],
    expected: "text/event-stream; chunks with one id, object chat.completion.chunk and choices[].delta.",
    source: "OpenAI reference, chat/streaming; WHATWG HTML, event stream format",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let reply = evidence.accepted_stream()?;
    let stream = match &reply.body.content {
        Content::Stream(stream) => stream,
        Content::Json(_) | Content::Empty | Content::Text if super::cut_by_us(reply).is_some() => {
            return inconclusive(
                "The reply was cut short before its format was clear.",
                "Rerun this check to get a complete reply.",
            );
        }
        Content::Json(_) => {
            return fail("One JSON document came, but a stream was requested.");
        }
        Content::Empty => return fail("The reply has no body."),
        Content::Text => {
            let beginning = finding::quoted(&reply.body.text);
            return fail(format!("The reply is not an event stream. It starts with: {beginning}"));
        }
    };
    if let Some(protocol) = stream.foreign_protocol {
        return fail(format!("The events use another protocol: {protocol}."));
    }
    let judged = finding::violations("the stream", &stream.violations);
    if judged.decision != Decision::Pass {
        return Ok(judged);
    }
    let content_type = reply.header("content-type").unwrap_or("none");
    Ok(if stream.unreadable_events > 0 {
        Decided::fail(format!("{} of {} events are not JSON.", stream.unreadable_events, stream.events))
    } else if !content_type.to_ascii_lowercase().starts_with("text/event-stream") {
        let content_type = finding::quoted(content_type);
        Decided::warn(format!("The content type is {content_type}, not text/event-stream."))
            .naming(NamedViolations::of_part(CONTENT_TYPE, Wrong::Word))
    } else if stream.answer.id_changes {
        Decided::warn("The id changes within the stream.").naming(NamedViolations::of_no_part())
    } else if reply.ending == Ending::Complete && !stream.framing.is_clean() {
        let words = stream.framing.violations().join("; ");
        let named = if stream.framing.invalid_utf8 > 0 {
            NamedViolations::of_part(UTF_8, Wrong::Type)
        } else {
            NamedViolations::of_no_part()
        };
        Decided::warn(format!("The stream deviates from the event-stream format: {words}.")).naming(named)
    } else {
        Decided::pass(format!("All {} events are correct.", stream.events))
    })
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass, Skipped, Warn};
    use super::super::testing::{
        ANSWER, CHUNK, case, check_gateway, completion, refused, stream_reply, streamed, whole_stream,
    };
    use crate::exchange::Ending;
    use crate::probe::ProbeId;

    #[test]
    fn chunks_pass() {
        check_gateway(CheckId::StreamShape, whole_stream(), Pass);
    }

    #[test]
    fn another_content_type_or_a_second_id_warns() {
        check_gateway(CheckId::StreamShape, stream_reply("text/plain", &[CHUNK, "data: [DONE]\n\n"]), Warn);
        check_gateway(CheckId::StreamShape, streamed(&[CHUNK, &CHUNK.replace("c-1", "c-2")]), Warn);
    }

    #[test]
    fn unusual_framing_of_a_complete_stream_warns() {
        let unknown_field = || streamed(&[CHUNK, "hello\ndata: [DONE]\n\n"]);
        case().reply(ProbeId::Prompt, unknown_field()).expect_saying(
            CheckId::StreamShape,
            Warn,
            "The stream deviates from the event-stream format: lines with an unknown field: 1.",
        );
        let mut dropped = unknown_field();
        dropped.ending = Ending::Dropped { message: String::new() };
        check_gateway(CheckId::StreamShape, dropped, Pass);
    }

    #[test]
    fn what_was_cut_before_its_format_was_clear_is_not_judged() {
        for (content_type, beginning) in [("application/json", ANSWER), ("text/plain", "It w")] {
            let mut reply = stream_reply(content_type, &[beginning]);
            reply.ending = Ending::Cancelled;
            check_gateway(CheckId::StreamShape, reply, Inconclusive);
        }
    }

    #[test]
    fn what_is_no_stream_of_chunks_fails() {
        check_gateway(CheckId::StreamShape, stream_reply("application/json", &[ANSWER]), Fail);
        check_gateway(CheckId::StreamShape, streamed(&["data: {\"id\":\"c-1\"}\n\n"]), Fail);
        check_gateway(CheckId::StreamShape, streamed(&[CHUNK, "data: {broken\n\n"]), Fail);
        check_gateway(CheckId::StreamShape, stream_reply("text/plain", &["It works!"]), Fail);
    }

    #[test]
    fn a_plain_run_or_a_refusal_is_not_judged() {
        check_gateway(CheckId::StreamShape, completion(ANSWER), Skipped);
        let mut reply = stream_reply("application/json", &["{}"]);
        reply.status = 401;
        check_gateway(CheckId::StreamShape, reply, Inconclusive);
        check_gateway(CheckId::StreamShape, refused(401, "{}"), Skipped);
    }
}
