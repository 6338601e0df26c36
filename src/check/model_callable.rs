//! A call to the model succeeds.

use super::{Check, Decided, Evidence, PointId, Role, Undecided};
use crate::probe::ProbeId;
use crate::refusal::{self, Category};

pub(super) const CHECK: Check = Check {
    id: "model-callable",
    title: "A call to the model succeeds",
    role: Some((PointId::Model, Role::Required)),
    probes: &[ProbeId::Prompt],
    expected: "An answer to a prompt sent to this model.",
    source: "gateway guide (400 model not found); OpenAI reference, chat/create",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Result<Decided, Undecided> {
    let reply = evidence.prompt_reply()?;
    let model = evidence.target.model.as_str();
    if refusal::has_answered(reply) {
        return Ok(Decided::pass(format!("A prompt to {model} was answered.")));
    }
    let Some(refusal) = refusal::of(reply) else {
        return Err(Undecided::inconclusive(
            "The reply is no answer of a model.",
            "A reply in the OpenAI format.",
        ));
    };
    let quote = refusal.quote();
    match refusal.category {
        Category::Model => Ok(Decided::fail(format!("The server refused the model {model}: {quote}"))),
        Category::Overload | Category::Upstream | Category::TimedOut => Err(Undecided::inconclusive(
            format!(
                "The request failed behind the gateway, which leaves open whether the model may be used: {quote}"
            ),
            "The same prompt once the trouble is over.",
        )),
        Category::Key
        | Category::Permission
        | Category::Account
        | Category::Path
        | Category::WebPage
        | Category::Storage
        | Category::Parameter
        | Category::Request
        | Category::Context
        | Category::Content
        | Category::RateLimit
        | Category::Quota
        | Category::Unrecognised => Err(Undecided::inconclusive(
            format!("The request was refused for another reason, before the model was reached: {quote}"),
            "A prompt that is answered.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{Fail, Inconclusive, Pass};
    use super::super::testing::{ANSWER, check_gateway, check_unanswered, completion, refused, streamed};

    #[test]
    fn an_answer_passes() {
        check_gateway("model-callable", completion(ANSWER), Pass);
        check_gateway(
            "model-callable",
            streamed(&["data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n"]),
            Pass,
        );
    }

    #[test]
    fn an_unknown_model_fails_whatever_the_status() {
        for status in [400, 404, 503] {
            let words = r#"{"error":{"message":"The model `m` does not exist.","code":"model_not_found"}}"#;
            check_gateway("model-callable", refused(status, words), Fail);
        }
    }

    #[test]
    fn a_provider_that_fails_leaves_it_open() {
        check_gateway(
            "model-callable",
            refused(502, r#"{"error":{"message":"upstream connect error"}}"#),
            Inconclusive,
        );
    }

    #[test]
    fn a_refused_key_or_silence_says_nothing_about_the_model() {
        check_gateway(
            "model-callable",
            refused(401, r#"{"error":{"message":"Invalid API key"}}"#),
            Inconclusive,
        );
        check_unanswered("model-callable", Inconclusive);
    }
}
