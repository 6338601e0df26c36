//! A call to the model succeeds.

use super::prelude::*;
use crate::refusal::{self, CategoryGroup};

/// The prompt itself is the call.
///
/// - Pass: the prompt was answered.
/// - Fail: the server rejected the model: unknown, not allowed, not deployed, or not a chat model.
/// - Cannot tell: the prompt was rejected for another reason, a system behind the gateway failed, or the
///   reply is not an answer from a model.
/// - For an application: with a fail, calls to this model name do not work with this key.
pub(super) const CHECK: Check = Check {
    id: CheckId::ModelCallable,
    title: "A call to the model succeeds",
    role: Some((PointId::Model, Role::Required)),
    limitation: Some(Limitation {
        owner: Owner::You,
        name: "The model does not answer.",
        affected: "No program can use this model.",
        unaffected: "Other models may answer.",
        step: "Choose another model from the gateway's list.",
    }),
    looks_at: &[Part::Status],
    probes: &[ProbeId::Prompt],
    expected: "An answer to a prompt sent to this model.",
    source: "gateway guide (400 model not found); OpenAI reference, chat/create",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let reply = evidence.prompt_reply()?;
    let model = evidence.target.model.as_str();
    if refusal::has_answered(reply) {
        return pass(format!("{model} answered a prompt."));
    }
    let Some(refusal) = refusal::of(reply) else {
        return inconclusive(
            "The reply is not an answer from a model.",
            "Use a base URL with an OpenAI-compatible API.",
        );
    };
    let quote = refusal.quote();
    match refusal.category.group() {
        CategoryGroup::Model => fail(format!("The server rejected the model {model}: {quote}")),
        CategoryGroup::Upstream => inconclusive(
            format!("The request failed behind the gateway, so the model may still work: {quote}"),
            "Fix the problem, then send the prompt again.",
        ),
        CategoryGroup::Credentials
        | CategoryGroup::Request
        | CategoryGroup::Capacity
        | CategoryGroup::NotTheApi
        | CategoryGroup::Unrecognised => inconclusive(
            format!("The server rejected the request, but does not blame the model: {quote}"),
            "Fix the problem, then send the prompt again.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass};
    use super::super::testing::{ANSWER, check_gateway, check_unanswered, completion, refused, streamed};

    #[test]
    fn an_answer_passes() {
        check_gateway(CheckId::ModelCallable, completion(ANSWER), Pass);
        check_gateway(
            CheckId::ModelCallable,
            streamed(&["data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n"]),
            Pass,
        );
    }

    #[test]
    fn an_unknown_model_fails_whatever_the_status() {
        for status in [400, 404, 503] {
            let words = r#"{"error":{"message":"The model `m` does not exist.","code":"model_not_found"}}"#;
            check_gateway(CheckId::ModelCallable, refused(status, words), Fail);
        }
    }

    #[test]
    fn a_provider_that_fails_leaves_it_open() {
        check_gateway(
            CheckId::ModelCallable,
            refused(502, r#"{"error":{"message":"upstream connect error"}}"#),
            Inconclusive,
        );
    }

    #[test]
    fn a_refused_key_or_silence_says_nothing_about_the_model() {
        check_gateway(
            CheckId::ModelCallable,
            refused(401, r#"{"error":{"message":"Invalid API key"}}"#),
            Inconclusive,
        );
        check_unanswered(CheckId::ModelCallable, Inconclusive);
    }
}
