//! A made-up model is rejected: otherwise a typo in production goes unnoticed.

use super::prelude::*;
use crate::refusal::{self, Category, Refusal};
use crate::wire::error::is_error_object;

/// The page sends the prompt again with a made-up model name. If the right model got an answer, the model is
/// the only difference.
///
/// - Pass: the request was rejected with a status from 400 to 499 and an error object.
/// - Warning: the request was answered, rejected without an error object, or rejected with another status.
/// - Cannot tell: no reply came, or the request was rejected for another reason, such as the key or a rate
///   limit; or the prompt got no answer, and the error does not name the model.
/// - For an application: with a warning, a typo in the model name goes unnoticed or is retried for nothing.
pub(super) const CHECK: Check = Check {
    id: CheckId::ModelRefusedUnknown,
    title: "A made-up model is rejected",
    role: Some((PointId::Model, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "A made-up model is not rejected as it should be.",
        affected: "A typo in a model's name goes unnoticed, or programs retry a request that cannot succeed.",
        unaffected: "Requests with the right model name are answered.",
        step: "Ask the gateway's admin to reject unknown models with status 404 and an error object.",
    }),
    looks_at: &[Part::Status, Part::Member("/error")],
    probes: &[ProbeId::WrongModel],
    expected: "A status from 400 to 499 with an error object.",
    source: "gateway guide (400 model not found); OpenAI reference, error codes",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let reply = evidence.reply_to(ProbeId::WrongModel)?;
    if refusal::has_answered(reply) {
        return warn("A made-up model name was accepted, so typos would go unnoticed.");
    }
    // If the same prompt is answered by the right model, the model is the only difference.
    let is_contrast = evidence.prompt_reply().is_ok_and(refusal::has_answered);
    let is_for_the_model = |refusal: &Refusal| {
        let is_another = matches!(
            refusal.category,
            Category::Key | Category::RateLimit | Category::Quota | Category::WebPage
        );
        !is_another && (is_contrast || refusal.category == Category::Model)
    };
    let Some(refusal) = refusal::of(reply).filter(is_for_the_model) else {
        return inconclusive(
            format!("The reply (status {}) says nothing about the model.", reply.status),
            "Rerun this check to get an answer, or an error about the model.",
        );
    };
    let is_client_error = (400..500).contains(&refusal.status);
    let quote = refusal.quote();
    if is_client_error && reply.body.json().is_some_and(is_error_object) {
        pass(format!("The made-up model was rejected: {quote}"))
    } else if is_client_error {
        warn(format!("The made-up model was rejected without an error object: {quote}"))
    } else {
        warn(format!("The made-up model was rejected with a status outside 400 to 499: {quote}"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{self, Inconclusive, Pass, Skipped, Warn};
    use super::super::testing::{ANSWER, case, completion, refused, text};
    use crate::exchange::Reply;
    use crate::probe::ProbeId;

    #[track_caller]
    fn check(reply: Reply, expected: Verdict) {
        case().reply(ProbeId::WrongModel, reply).expect(CheckId::ModelRefusedUnknown, expected);
    }

    const UNKNOWN: &str = r#"{"error":{"message":"No such model","code":"model_not_found"}}"#;

    #[test]
    fn an_error_object_with_a_client_error_passes() {
        check(refused(400, UNKNOWN), Pass);
        check(refused(404, UNKNOWN), Pass);
    }

    #[test]
    fn serving_it_or_refusing_it_in_another_form_warns() {
        check(completion(ANSWER), Warn);
        check(text(404, "no such model"), Warn);
        check(refused(503, UNKNOWN), Warn);
        check(refused(200, UNKNOWN), Warn);
    }

    #[test]
    fn without_an_answer_of_the_right_model_only_an_error_about_the_model_counts() {
        let filtered = r#"{"error":{"message":"The prompt was blocked.","code":"content_filter"}}"#;
        let down = r#"{"error":{"message":"The provider failed.","type":"upstream_error"}}"#;
        for (status, words, contrast) in [(400, filtered, Pass), (502, down, Warn)] {
            let run = |prompt| {
                case().reply(ProbeId::Prompt, prompt).reply(ProbeId::WrongModel, refused(status, words))
            };
            run(refused(status, words)).expect(CheckId::ModelRefusedUnknown, Inconclusive);
            run(completion(ANSWER)).expect(CheckId::ModelRefusedUnknown, contrast);
        }
        case()
            .reply(ProbeId::Prompt, refused(404, UNKNOWN))
            .reply(ProbeId::WrongModel, refused(404, UNKNOWN))
            .expect(CheckId::ModelRefusedUnknown, Pass);
    }

    #[test]
    fn other_refusals_say_nothing_about_the_model() {
        check(refused(429, "{}"), Inconclusive);
        check(refused(401, "{}"), Inconclusive);
        check(refused(200, "{}"), Inconclusive);
        case().blocked(ProbeId::WrongModel).expect(CheckId::ModelRefusedUnknown, Inconclusive);
        case().expect(CheckId::ModelRefusedUnknown, Skipped);
    }
}
