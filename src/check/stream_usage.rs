//! A stream reports its token usage when asked to.

use super::prelude::*;
use super::usage_reported;
use crate::exchange::{Answer, Content};

/// The page requests usage with `stream_options.include_usage`.
///
/// - Pass: the three counts came as whole numbers.
/// - Warning: the server rejects `stream_options`. Clients that always send it get an error.
/// - Cannot tell: no stream came, or none that can be read.
/// - Fail: usage, or one of its counts, is missing.
/// - Not run: no stream was requested.
/// - For an application: costs of streamed answers cannot be tracked. The contract point shows a warning.
pub(super) const CHECK: Check = Check {
    id: CheckId::StreamUsage,
    title: "The stream reports its token usage",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "Streams report no token counts.",
        affected: "Programs that track costs of streams count nothing. If stream_options is rejected, clients that always send it get an error.",
        unaffected: "Streams without stream_options, and plain answers.",
        step: "Ask the gateway's admin to support stream_options.include_usage, or turn it off in your client.",
    }),
    looks_at: &[Part::Member("/usage")],
    probes: &[ProbeId::Prompt, ProbeId::Stream],
    expected: "A chunk with usage, because stream_options.include_usage was sent.",
    source: "OpenAI reference, chat/create: stream_options",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let (id, reply) = evidence.accepted_stream_with_id()?;
    let Content::Stream(stream) = &reply.body.content else {
        return inconclusive("No stream came.", "Turn on streaming and send again.");
    };
    if stream.answer == Answer::default() {
        return inconclusive(
            "The stream contains no event of the API.",
            "Fix the format of the stream first.",
        );
    }
    let usage = stream.answer.usage.as_ref();
    if let Some(cut) = super::cut_by_us(reply).filter(|_| usage.is_none()) {
        return Err(cut);
    }
    // The first request asks for it; a second one without the option is sent if that was rejected.
    if !evidence.exchange(id)?.request.wants_usage {
        return warn(
            "The server rejects stream_options, so clients that always send it get an error. \
             Without it the stream works.",
        );
    }
    Ok(usage_reported::judge_usage(usage))
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass, Skipped, Warn};
    use super::super::testing::{ANSWER, CHUNK, case, check_gateway, completion, streamed, whole_stream};
    use crate::probe::ProbeId;

    #[test]
    fn a_usage_chunk_passes_and_its_lack_fails() {
        check_gateway(CheckId::StreamUsage, whole_stream(), Pass);
        check_gateway(CheckId::StreamUsage, streamed(&[CHUNK]), Fail);
    }

    #[test]
    fn a_refused_stream_options_warns_and_is_named() {
        let case =
            || case().reply(ProbeId::Prompt, completion(ANSWER)).reply(ProbeId::Stream, streamed(&[CHUNK]));
        case().expect(CheckId::StreamUsage, Fail);
        case().without_usage().expect_saying(CheckId::StreamUsage, Warn, "rejects stream_options");
    }

    #[test]
    fn a_stopped_stream_is_not_blamed_for_its_missing_end() {
        let mut reply = streamed(&[CHUNK]);
        reply.ending = crate::exchange::Ending::Cancelled;
        check_gateway(CheckId::StreamUsage, reply, Inconclusive);
        check_gateway(CheckId::StreamUsage, completion(ANSWER), Skipped);
    }
}
