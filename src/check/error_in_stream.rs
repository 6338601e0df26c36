//! No error hides under a success status, in a stream or in a plain body.

use super::prelude::*;
use crate::refusal::{self, Category};

/// This check looks at streams and at plain bodies.
///
/// - Pass: no error came with the success status.
/// - Fail: an error object came with a status from 200 to 299.
/// - Cannot tell: something other than the API answered: a web page or a storage service; or no event of
///   the stream has the API's format.
/// - Not run: the server rejected the prompt with an error status.
/// - For an application: with a fail, it treats an error as an answer and does not retry.
pub(super) const CHECK: Check = Check {
    id: CheckId::ErrorInStream,
    title: "No error is hidden under a success status",
    role: Some((PointId::Contract, Role::Required)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "An error came with a success status.",
        affected: "Programs take the error for an answer and do not retry.",
        unaffected: "Requests that succeed.",
        step: "Ask the gateway's admin to send errors with a status of 400 or above.",
    }),
    looks_at: &[Part::Member("/error")],
    probes: &[ProbeId::Prompt],
    expected: "Errors with a status of 400 or above.",
    source: "OpenAI reference, error codes; RFC 9110 section 15",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let reply = evidence.prompt_reply()?;
    if !reply.is_success() {
        return skipped("The server rejected the prompt with an error status.");
    }
    // The stream may not have been requested, or not answered: then only the prompt tells.
    let replies = [Some(reply), evidence.reply_to(ProbeId::Stream).ok()];
    match replies.into_iter().flatten().find_map(refusal::hidden_error) {
        Some(error) if error.category.is_not_the_api() => {
            let observed = format!("Something other than the API answered: {}", error.quote());
            inconclusive(observed, "Use a base URL where the API answers.")
        }
        Some(error) if error.category == Category::Unrecognised => {
            let observed = format!("No event of the stream has the API's format: {}", error.quote());
            inconclusive(observed, "Ask the gateway's admin what these events mean.")
        }
        Some(error) => fail(format!("The server sent an error with a success status: {}", error.quote())),
        None => pass("The reply with a success status contains no error."),
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
