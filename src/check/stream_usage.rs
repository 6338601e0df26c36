//! A stream reports its token usage when asked to.

use super::prelude::*;
use super::usage_reported;
use crate::exchange::Content;

/// The page requests usage with `stream_options.include_usage`.
///
/// - Pass: the three counts came as whole numbers.
/// - Fail: usage, or one of its counts, is missing.
/// - Not run: no stream was requested.
/// - For an application: costs of streamed answers cannot be tracked. The contract point shows a warning.
pub(super) const CHECK: Check = Check {
    id: CheckId::StreamUsage,
    title: "The stream reports its token usage",
    role: Some((PointId::Contract, Role::Advisory)),
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
    let usage = stream.answer.usage.as_ref();
    if let Some(cut) = super::cut_by_us(reply).filter(|_| usage.is_none()) {
        return Err(cut);
    }
    // The first request asks for it; a second one without the option is sent where that was refused.
    if usage.is_none() && !evidence.exchange(id)?.request.wants_usage {
        return unsupported(
            "The server does not support stream_options, so usage cannot be requested.".to_owned(),
        );
    }
    Ok(usage_reported::judge_usage(usage))
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass, Skipped, Unsupported};
    use super::super::testing::{ANSWER, CHUNK, case, check_gateway, completion, streamed, whole_stream};
    use crate::probe::ProbeId;

    #[test]
    fn a_usage_chunk_passes_and_its_lack_fails() {
        check_gateway(CheckId::StreamUsage, whole_stream(), Pass);
        check_gateway(CheckId::StreamUsage, streamed(&[CHUNK]), Fail);
    }

    #[test]
    fn usage_that_could_not_be_asked_for_is_not_missed() {
        let case =
            || case().reply(ProbeId::Prompt, completion(ANSWER)).reply(ProbeId::Stream, streamed(&[CHUNK]));
        case().expect(CheckId::StreamUsage, Fail);
        case().without_usage().expect(CheckId::StreamUsage, Unsupported);
    }

    #[test]
    fn a_stopped_stream_is_not_blamed_for_its_missing_end() {
        let mut reply = streamed(&[CHUNK]);
        reply.ending = crate::exchange::Ending::Cancelled;
        check_gateway(CheckId::StreamUsage, reply, Inconclusive);
        check_gateway(CheckId::StreamUsage, completion(ANSWER), Skipped);
    }
}
