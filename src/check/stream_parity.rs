//! The streamed and the plain reply carry the same fields.

use super::prelude::*;
use super::{NamedViolations, cut_short};
use crate::exchange::{Answer, Content};
use crate::response::answer_of;

/// The check compares which fields the plain and the streamed reply have, not their values. A stream has no
/// `usage` where the server rejected the option that requests it.
///
/// - Pass: both have the same fields.
/// - Warning: only one has a field; the check names it.
/// - Cannot tell: one of the two was rejected, cut short, or is not a stream.
/// - Not run: the run did not include both requests.
/// - For an application: code that works with plain replies may miss a field when it streams.
pub(super) const CHECK: Check = Check {
    id: CheckId::StreamParity,
    title: "Streamed and plain replies have the same fields",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "Streams and plain replies have different fields.",
        affected: "Programs that read such a field work only with one of the two.",
        unaffected: "Every program that does not read the field.",
        step: "Show the gateway's admin the fields that the check below names.",
    }),
    looks_at: &[],
    probes: &[ProbeId::Prompt, ProbeId::Stream],
    expected: "id, model, finish_reason, usage and content in both or in neither.",
    source: "OpenAI reference, chat/object and chat/streaming",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let wants_usage = evidence.exchange(ProbeId::Stream)?.request.wants_usage;
    let (plain, stream) = (evidence.accepted()?, evidence.accepted_reply_to(ProbeId::Stream)?);
    if let Some(cut) = cut_short(plain).or_else(|| cut_short(stream)) {
        return Err(cut);
    }
    let is_stream = matches!(stream.body.content, Content::Stream(_));
    let (Some(plain), Some(stream), true) = (answer_of(plain), answer_of(stream), is_stream) else {
        return inconclusive(
            "The run has no plain and streamed answer to compare.",
            "Rerun this check to get both.",
        );
    };
    let (plain, stream) = (present(&plain, wants_usage), present(&stream, wants_usage));
    let only_in = |here: [bool; 5], there: [bool; 5]| {
        let names = FIELDS.iter().zip(here.into_iter().zip(there));
        names.filter(|(_, (here, there))| *here && !there).map(|(name, _)| *name).collect::<Vec<_>>()
    };
    let (only_plain, only_streamed) = (only_in(plain, stream), only_in(stream, plain));
    let (plain, stream) = (only_plain.join(", "), only_streamed.join(", "));
    let observed = match (only_plain.is_empty(), only_streamed.is_empty()) {
        (true, true) => return pass("The plain and the streamed reply have the same fields."),
        (false, true) => format!("Only the plain reply has {plain}."),
        (true, false) => format!("Only the streamed reply has {stream}."),
        (false, false) => format!("Only the plain reply has {plain}; only the streamed reply has {stream}."),
    };
    Ok(Decided::warn(observed).naming(NamedViolations::of_absent(&only_plain)))
}

const FIELDS: [&str; 5] = ["id", "model", "finish_reason", "usage", "content"];

/// Those of [`FIELDS`] that an answer has; without `usage`, if the stream was not to have it.
fn present(answer: &Answer, wants_usage: bool) -> [bool; 5] {
    [
        answer.id.is_some(),
        answer.model.is_some(),
        !answer.finish_reasons.is_empty(),
        wants_usage && answer.usage.is_some(),
        !answer.content.is_empty(),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{Inconclusive, Pass, Skipped, Warn};
    use super::super::testing::{ANSWER, CHUNK, FINISH, case, completion, refused, streamed, whole_stream};
    use super::*;

    #[test]
    fn the_same_fields_pass() {
        let run = case().reply(ProbeId::Prompt, completion(ANSWER));
        run.reply(ProbeId::Stream, whole_stream()).expect(CheckId::StreamParity, Pass);
    }

    #[test]
    fn a_field_that_only_one_has_warns_and_is_named() {
        for (name, plain, stream) in [
            ("Only the plain reply has usage.", ANSWER.to_owned(), streamed(&[CHUNK, FINISH])),
            ("Only the plain reply has finish_reason, usage.", ANSWER.to_owned(), streamed(&[CHUNK])),
            ("Only the streamed reply has id.", ANSWER.replace("\"id\"", "\"x\""), whole_stream()),
            ("Only the streamed reply has model.", ANSWER.replace("\"model\"", "\"x\""), whole_stream()),
            ("Only the streamed reply has content.", ANSWER.replace("Hello.", ""), whole_stream()),
            (
                "Only the plain reply has finish_reason; only the streamed reply has id.",
                ANSWER.replace("\"id\"", "\"x\""),
                streamed(&[CHUNK, &CHUNK.replace("\"choices\":[", "\"usage\":{},\"choices\":[")]),
            ),
        ] {
            let run = case().reply(ProbeId::Prompt, completion(&plain)).reply(ProbeId::Stream, stream);
            run.expect_saying(CheckId::StreamParity, Warn, name);
        }
    }

    #[test]
    fn a_stream_that_could_not_be_asked_for_usage_needs_none() {
        let run = || case().reply(ProbeId::Prompt, completion(ANSWER));
        let without = run().reply(ProbeId::Stream, streamed(&[CHUNK, FINISH])).without_usage();
        without.expect(CheckId::StreamParity, Pass);
    }

    #[test]
    fn without_both_there_is_nothing_to_compare() {
        let run = || case().reply(ProbeId::Prompt, completion(ANSWER));
        run().expect(CheckId::StreamParity, Skipped);
        run().reply(ProbeId::Stream, refused(500, "{}")).expect(CheckId::StreamParity, Inconclusive);
        run().reply(ProbeId::Stream, completion(ANSWER)).expect(CheckId::StreamParity, Inconclusive);
        let mut cut = streamed(&[CHUNK]);
        cut.ending = crate::exchange::Ending::Cancelled;
        run().reply(ProbeId::Stream, cut).expect(CheckId::StreamParity, Inconclusive);
    }
}
