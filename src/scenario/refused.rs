//! Judgement of the reply to what must be refused, as a program sees it.

use super::evidence::result_of;
use crate::check::Verdict;
use crate::diagnosis::DiagnosisKind;
use crate::exchange::{Exchange, Outcome, Reply};
use crate::refusal::{self, Category, CategoryGroup, Refusal};
use crate::response;
use crate::text::truncate::with_ellipsis;
use crate::wire::error::EnvelopeShape;

/// Judges the reply to what must be refused, and says what was observed. Pass: a program can tell the
/// refusal from a fault. Source: OpenAI reference, error codes, and chat/object: `finish_reason`, `refusal`.
pub(super) fn judge(exchange: &Exchange) -> (Verdict, String) {
    let Outcome::Replied(reply) = &exchange.outcome else {
        return (Verdict::Inconclusive, result_of(exchange).sentence());
    };
    if let Some(observed) = filtered(reply) {
        return (Verdict::Pass, observed);
    }
    if refusal::has_answered(reply) {
        let apology = "The request was answered. An apology comes from the model, not from a policy.";
        return (Verdict::Fail, apology.to_owned());
    }
    if let Some(refusal) = refusal::of(reply) {
        return judge_refusal(&refusal);
    }
    let status = reply.status;
    let observed = format!("A reply with status {status} came, without an answer and without an error.");
    (Verdict::Warn, observed)
}

/// Returns true if the refusal is about the content, regardless of the sender.
pub(super) fn is_by_policy(exchange: &Exchange) -> bool {
    let is_of_content = |reply| refusal::of(reply).is_some_and(|it| it.category == Category::Content);
    exchange.reply().is_some_and(|reply| filtered(reply).is_some() || is_of_content(reply))
}

/// The refusal that is part of an answer.
fn filtered(reply: &Reply) -> Option<String> {
    const WORDS_CHARS: usize = 240;
    let answer = response::answer_of(reply).filter(|_| reply.is_success())?;
    if answer.finish_reasons.iter().any(|reason| reason == "content_filter") {
        return Some("The reply has the finish_reason content_filter.".to_owned());
    }
    let words = answer.refusal.as_ref()?;
    Some(format!("The reply has a refusal: “{}”", with_ellipsis(words, WORDS_CHARS)))
}

fn judge_refusal(refusal: &Refusal) -> (Verdict, String) {
    let quote = refusal.quote();
    let warn = |observed: &str| (Verdict::Warn, format!("{observed} {quote}"));
    let group = refusal.category.group();
    match refusal.category {
        Category::RateLimit | Category::Quota | Category::Account | Category::Context => {
            return (
                Verdict::Inconclusive,
                format!("The request was rejected, but not because of a policy: {quote}"),
            );
        }
        Category::Key => return warn("The request was rejected as if the key were wrong:"),
        _ => {}
    }
    if refusal.status >= 500 || group == CategoryGroup::Upstream {
        return warn("The request was rejected as if the server had failed, so programs send it again:");
    }
    if refusal.status < 400 {
        return warn("An error came with a success status, so programs treat it as an answer:");
    }
    if refusal.status == 401 {
        return warn("The request was rejected as if the key were wrong:");
    }
    match refusal.envelope.shape {
        EnvelopeShape::OpenAi => {}
        EnvelopeShape::Html => return warn("A web page came instead of an error:"),
        EnvelopeShape::Empty => return warn("The request was rejected without an error object:"),
        _ => return warn("The request was rejected, but the error does not have the standard structure:"),
    }
    let named = [("code", &refusal.envelope.code), ("type", &refusal.envelope.kind)];
    let named = named.into_iter().find_map(|(name, value)| Some((name, value.as_deref()?)));
    let named = named.map_or_else(
        || "neither a code nor a type".to_owned(),
        |(name, value)| format!("the {name} {}", with_ellipsis(value, 80)),
    );
    let unknown = if refusal.kind == DiagnosisKind::ModelNotFound {
        " A model that does not exist is rejected in the same way."
    } else {
        ""
    };
    (Verdict::Pass, format!("The request was rejected with {quote}; the error names {named}.{unknown}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{ANSWER, case, completion, refused, stream_reply, streamed, text};
    use crate::probe::ProbeId;

    #[track_caller]
    fn check(reply: Reply, verdict: Verdict, words: &str) {
        let run = case().reply(ProbeId::Prompt, reply).run();
        let (got, observed) = judge(&run.transcript.exchanges[0]);
        assert_eq!(got, verdict, "{observed}");
        assert!(observed.contains(words), "{observed}");
    }

    fn error(status: u16, code: &str, message: &str) -> Reply {
        let code = format!(
            r#"{{"error":{{"message":"{message}","type":"invalid_request_error","code":"{code}"}}}}"#
        );
        refused(status, &code)
    }

    #[test]
    fn a_refusal_that_programs_can_tell_from_a_fault_passes() {
        use Verdict::Pass;
        let blocked = "The prompt was blocked by the content policy.";
        check(
            error(400, "content_policy_violation", blocked),
            Pass,
            "names the code content_policy_violation.",
        );
        check(error(403, "model_not_allowed", "This key may not use the model m."), Pass, "status 403");
        let untold = r#"{"error":{"message":"Denied by policy.","type":"policy_error"}}"#;
        check(refused(403, untold), Pass, "names the type policy_error.");
        check(refused(403, r#"{"error":{"message":"No."}}"#), Pass, "neither a code nor a type");
        check(error(404, "model_not_found", "The model m does not exist"), Pass, "exist is rejected");
        check(completion(&ANSWER.replace("\"stop\"", "\"content_filter\"")), Pass, "content_filter");
        check(completion(&ANSWER.replace("\"content\":\"Hello.\"", "\"refusal\":\"No.\"")), Pass, "“No.”");
        let chunk = r#"data: {"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]}"#;
        check(streamed(&[chunk, "\n\ndata: [DONE]\n\n"]), Pass, "content_filter");
    }

    #[test]
    fn a_refusal_that_looks_like_a_fault_warns() {
        use Verdict::Warn;
        let words = "The prompt was blocked by the content policy.";
        check(error(500, "content_policy_violation", words), Warn, "send it again: status 500");
        check(error(401, "content_policy_violation", words), Warn, "as if the key were wrong: status 401");
        check(error(403, "invalid_api_key", "Invalid API key"), Warn, "as if the key were wrong: status 403");
        check(error(200, "content_policy_violation", words), Warn, "treat it as an answer: status 200");
        let event = "data: {\"error\":{\"message\":\"Blocked by the content policy.\"}}\n\n";
        check(stream_reply("text/event-stream", &[event]), Warn, "treat it as an answer");
        check(text(403, "<html><title>Request blocked</title></html>"), Warn, "A web page");
        check(refused(403, r#"{"detail":"Blocked by the content policy."}"#), Warn, "standard structure");
        check(refused(403, ""), Warn, "without an error object: status 403");
        check(completion("{}"), Warn, "status 200 came, without an answer");
    }

    #[test]
    fn an_answer_fails_and_another_reason_tells_nothing() {
        check(completion(ANSWER), Verdict::Fail, "not from a policy");
        check(
            error(429, "rate_limit_exceeded", "Rate limit reached"),
            Verdict::Inconclusive,
            "not because of a policy",
        );
        let run = case().blocked(ProbeId::Prompt).run();
        let (verdict, observed) = judge(&run.transcript.exchanges[0]);
        assert_eq!(
            (verdict, observed.as_str()),
            (Verdict::Inconclusive, "The browser could not read a reply.")
        );
    }

    #[test]
    fn what_is_refused_for_its_content_is_refused_by_a_policy() {
        let is_by = |reply| is_by_policy(&case().reply(ProbeId::Prompt, reply).run().transcript.exchanges[0]);
        assert!(is_by(error(500, "content_filter", "Blocked by the content policy.")));
        assert!(is_by(completion(&ANSWER.replace("\"stop\"", "\"content_filter\""))));
        assert!(!is_by(error(401, "invalid_api_key", "Invalid API key")));
        assert!(!is_by(completion(ANSWER)));
    }
}
