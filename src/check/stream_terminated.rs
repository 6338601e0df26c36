//! A stream says that it is complete.

use super::prelude::*;
use crate::exchange::{Content, Ending};
use crate::text::number;

/// Without both marks a client cannot be sure that the answer is complete.
///
/// - Pass: a finish reason and `[DONE]` came.
/// - Warning: only one of them came, or text came after a finish reason.
/// - Fail: neither came, or the stream stopped or broke before `[DONE]`.
/// - Cannot tell: no end came, and some events cannot be read.
/// - Not run: no stream was requested.
/// - For an application: with a fail, users read half an answer, and the program does not notice.
pub(super) const CHECK: Check = Check {
    id: CheckId::StreamTerminated,
    title: "The stream ends with a finish reason and [DONE]",
    role: Some((PointId::Contract, Role::Required)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "The stream does not end as it should.",
        affected: "Clients that wait for the missing part hang, and others stop too early or cannot tell whether the answer is complete.",
        unaffected: "Plain (not streamed) answers, and clients that read until the connection ends.",
        step: "Ask the gateway's admin to pass on the stream unchanged, with one finish reason at the end and then [DONE].",
    }),
    looks_at: &[Part::Arrivals],
    probes: &[ProbeId::Prompt, ProbeId::Stream],
    expected: "A chunk with finish_reason, then data: [DONE].",
    source: "OpenAI reference, chat/streaming",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let reply = evidence.accepted_stream()?;
    let Content::Stream(stream) = &reply.body.content else {
        return inconclusive("No stream came.", "Turn on streaming and send again.");
    };
    if let Some(cut) = super::cut_by_us(reply) {
        return Err(cut);
    }
    let has_reason = !stream.answer.finish_reasons.is_empty();
    if !has_reason && !stream.is_done && stream.unreadable_events > 0 {
        return inconclusive(
            format!(
                "{} of {} events cannot be read, so the stream's end is not known.",
                stream.unreadable_events, stream.events
            ),
            "Fix the format of the events first.",
        );
    }
    match (&reply.ending, has_reason, stream.is_done) {
        (Ending::Stalled { after_ms }, _, false) => fail(format!(
            "The stream sent nothing for {} and did not end.",
            number::duration(f64::from(*after_ms))
        )),
        (Ending::Dropped { .. }, _, false) => fail("The connection broke before the stream ended."),
        (_, true, _) if stream.answer.goes_on_after_finish => warn(
            "Text came after a chunk with a finish reason. Clients that stop there show only a part of the answer.",
        ),
        (_, true, true) => pass("A finish reason and [DONE] came."),
        (_, true, false) => warn("A finish reason came, but not [DONE]. Some clients wait for it."),
        (_, false, true) => {
            warn("[DONE] came, but no finish reason. Clients cannot tell whether the answer is complete.")
        }
        (_, false, false) => fail("The stream was cut off: no finish reason and no [DONE] came."),
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass, Skipped, Warn};
    use super::super::testing::{ANSWER, CHUNK, FINISH, check_gateway, completion, streamed, whole_stream};
    use crate::exchange::Ending;

    #[test]
    fn both_marks_pass_one_warns_none_fails() {
        check_gateway(CheckId::StreamTerminated, whole_stream(), Pass);
        check_gateway(CheckId::StreamTerminated, streamed(&[CHUNK, FINISH]), Warn);
        check_gateway(CheckId::StreamTerminated, streamed(&[CHUNK, "data: [DONE]\n\n"]), Warn);
        check_gateway(CheckId::StreamTerminated, streamed(&[CHUNK]), Fail);
    }

    #[test]
    fn text_after_a_finish_reason_warns() {
        const DONE: &str = "data: [DONE]\n\n";
        check_gateway(CheckId::StreamTerminated, streamed(&[CHUNK, FINISH, FINISH, DONE]), Pass);
        for events in [[FINISH, CHUNK, FINISH, DONE], [CHUNK, FINISH, CHUNK, DONE]] {
            check_gateway(CheckId::StreamTerminated, streamed(&events), Warn);
        }
    }

    #[test]
    fn the_end_of_events_that_cannot_be_read_is_not_known() {
        check_gateway(CheckId::StreamTerminated, streamed(&["data: data: {}\n\n"; 3]), Inconclusive);
        check_gateway(CheckId::StreamTerminated, streamed(&[CHUNK, "data: {\n\n"]), Inconclusive);
        for mark in [FINISH, "data: [DONE]\n\n"] {
            check_gateway(CheckId::StreamTerminated, streamed(&[CHUNK, "data: {\n\n", mark]), Warn);
        }
    }

    #[test]
    fn a_stream_that_stalls_or_drops_fails_and_a_stopped_one_is_not_blamed() {
        let ended = |ending: Ending| {
            let mut reply = streamed(&[CHUNK]);
            reply.ending = ending;
            reply
        };
        check_gateway(CheckId::StreamTerminated, ended(Ending::Stalled { after_ms: 30_000 }), Fail);
        check_gateway(CheckId::StreamTerminated, ended(Ending::Dropped { message: String::new() }), Fail);
        check_gateway(CheckId::StreamTerminated, ended(Ending::Cancelled), Inconclusive);
        check_gateway(CheckId::StreamTerminated, ended(Ending::Capped), Inconclusive);
    }

    #[test]
    fn a_plain_run_is_not_judged() {
        check_gateway(CheckId::StreamTerminated, completion(ANSWER), Skipped);
    }
}
