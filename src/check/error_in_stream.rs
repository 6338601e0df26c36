//! No error hides under a success status, in a stream or in a plain body.

use super::prelude::*;
use crate::refusal;

/// Looks at streams and at plain bodies.
///
/// - Pass: no error under the success status.
/// - Fail: an error object under a status of 200 to 299.
/// - Cannot tell: not the API answered, but a web page or a storage service.
/// - Not asked: the server refused the prompt openly.
/// - For an application: with a fail, it takes an error for an answer, and does not try again.
pub(super) const CHECK: Check = Check {
    id: CheckId::ErrorInStream,
    title: "No error is hidden under a success status",
    role: Some((PointId::Contract, Role::Required)),
    looks_at: &[Part::Member("/error")],
    probes: &[ProbeId::Prompt],
    expected: "Errors come with a status of 400 or above.",
    source: "OpenAI reference, error codes; RFC 9110 section 15",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let reply = evidence.prompt_reply()?;
    if !reply.is_success() {
        return skipped("The server refused the prompt openly.");
    }
    // The stream may not have been asked for, or not answered: then the prompt alone tells.
    let replies = [Some(reply), evidence.reply_to(ProbeId::Stream).ok()];
    match replies.into_iter().flatten().find_map(refusal::hidden_error) {
        Some(error) if error.category.is_not_the_api() => {
            let observed = format!("Not the API answered, but something else: {}", error.quote());
            inconclusive(observed, "A base URL at which the API answers.")
        }
        Some(error) => {
            fail(format!("Under a success status the server reported an error: {}", error.quote()))
        }
        None => pass("No error under the success status."),
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Pass, Skipped};
    use super::super::testing::{ANSWER, CHUNK, case, check_gateway, completion, refused, streamed};
    use crate::probe::ProbeId;

    #[test]
    fn an_error_under_200_fails_plain_and_streamed() {
        let error = r#"{"error":{"message":"It broke","type":"server_error"}}"#;
        check_gateway(CheckId::ErrorInStream, completion(error), Fail);
        check_gateway(CheckId::ErrorInStream, streamed(&[CHUNK, &format!("data: {error}\n\n")]), Fail);
    }

    #[test]
    fn an_error_in_the_stream_probe_fails_though_the_prompt_was_answered() {
        let error = r#"{"error":{"message":"It broke","type":"server_error"}}"#;
        let broken = streamed(&[CHUNK, &format!("data: {error}\n\n")]);
        case().reply(ProbeId::Prompt, completion(ANSWER)).expect(CheckId::ErrorInStream, Pass);
        case()
            .reply(ProbeId::Prompt, completion(ANSWER))
            .reply(ProbeId::Stream, broken)
            .expect(CheckId::ErrorInStream, Fail);
    }

    #[test]
    fn an_answer_passes_and_an_open_refusal_is_not_judged() {
        check_gateway(CheckId::ErrorInStream, completion(ANSWER), Pass);
        check_gateway(
            CheckId::ErrorInStream,
            completion(&ANSWER.replacen('{', r#"{"error":null,"#, 1)),
            Pass,
        );
        check_gateway(CheckId::ErrorInStream, refused(500, "{}"), Skipped);
    }
}
