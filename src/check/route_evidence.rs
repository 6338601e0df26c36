//! Degree of certainty that the request went through the gateway, and not straight to a provider.
//!
//! The host is the strongest evidence, marks in the reply come next. A missing mark proves nothing:
//! a transparent gateway passes everything through. The refusal of a wrong key is proof only where a
//! gateway names itself in it: neutral words may be anyone's.

use super::prelude::*;
use super::{Grade, is_from_target, is_of_the_gateways_key};
use crate::exchange::Reply;
use crate::redact::Mask;
use crate::refusal::{self, Category, Refusal};
use crate::target::{Reach, gateway_of, provider_of};

/// The host is the strongest evidence, followed by marks in the reply. A missing mark proves nothing: a
/// transparent gateway passes everything through. Browsers hide most response headers. If a header of
/// `expected_headers` in config.json is not visible, the check shows the line that the gateway must send.
///
/// - Pass, *proven*: the reply has a header that config.json expects, or a mark that only a known gateway
///   sets; or a known gateway names itself in an error about the key.
/// - Pass, *consistent*: the host is not a provider's own, and nothing in the reply contradicts a gateway.
/// - Fail, *contradicted*: the host is a provider's own; or an unknown host rejects a made-up key in a
///   provider's own words.
/// - Cannot tell, *cannot tell*: no reply could be read; something other than the API answered; or an unknown
///   host rejects the prompt in a provider's own words about a key, which may be the gateway's own.
/// - For an application: with a fail, its requests may go straight to the provider.
pub(super) const CHECK: Check = Check {
    id: CheckId::RouteEvidence,
    title: "The reply went through the gateway",
    role: Some((PointId::Routing, Role::Required)),
    limitation: Some(Limitation {
        owner: Owner::You,
        name: "The reply may not come from a gateway.",
        affected: "Policies, budgets and logs of the gateway may not apply.",
        unaffected: "The server at this base URL answers.",
        step: "Check with the gateway's admin that this base URL belongs to the gateway.",
    }),
    looks_at: &[Part::AnyHeader],
    probes: &[ProbeId::Prompt, ProbeId::WrongKey],
    expected: "Proof that only the gateway could give, or at least nothing that contradicts it.",
    source: "gateway guide; documented response marks of gateways and providers",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let host = evidence.target.base_url.host();
    if let Some(provider) = provider_of(host) {
        let observed = format!("{host} is {provider}'s own host, so the request bypassed the gateway.");
        return Ok(Decided::fail(observed).graded(Grade::Contradicted));
    }
    let reply = evidence.prompt_reply().map_err(|unjudged| unjudged.graded(Grade::CannotTell))?;
    let contrast = evidence.reply_to(ProbeId::WrongKey).ok().filter(|it| is_from_target(evidence, it));
    let replies = || [Some(reply), contrast].into_iter().flatten();
    let expected = &evidence.expectations.headers;
    let is_sent = |name: &&String| replies().any(|it| it.header(&name.to_ascii_lowercase()).is_some());
    if let Some(name) = expected.iter().find(is_sent) {
        return Ok(
            Decided::pass(format!("The reply has the gateway's own header {name}.")).graded(Grade::Proven)
        );
    }
    let refusals = || replies().filter_map(refusal::of);
    // A known gateway may well pass keys on; its host is the stronger evidence.
    let is_unknown_host = gateway_of(host).is_none();
    // A provider that rejects a key where none was entered rejects the gateway's.
    let of_prompt = refusal::of(reply).filter(|it| !is_of_the_gateways_key(evidence.target, it));
    let of_contrast = contrast.and_then(refusal::of);
    let spoken = [&of_prompt, &of_contrast]
        .into_iter()
        .flatten()
        .find_map(|refusal| Some((refusal.provider()?, refusal.quote())));
    if let Some((provider, quote)) = spoken.filter(|_| is_unknown_host) {
        // The rejected key may be the gateway's own.
        if of_prompt.is_some_and(|refusal| refusal.provider().is_some()) {
            let observed = format!(
                "The error is in {provider}'s own words. The request bypassed the gateway, the gateway passes keys on, or the gateway's own key at the provider is invalid. {quote}"
            );
            let would_resolve =
                "Ask the gateway's admin whose key the provider rejected: yours or the gateway's own.";
            return Err(Undecided::inconclusive(observed, would_resolve).graded(Grade::CannotTell));
        }
        // Only the made-up key was rejected like this.
        let observed = format!(
            "The error is in {provider}'s own words. The request bypassed the gateway, or the gateway passes keys on. {quote}"
        );
        return Ok(Decided::fail(observed).graded(Grade::Contradicted));
    }
    if refusal::of(reply).is_some_and(|refusal| refusal.category.is_not_the_api()) {
        let observed = "Something other than the API answered, so nothing shows a gateway.";
        return Err(Undecided::inconclusive(observed, "Use a base URL where the API answers.")
            .graded(Grade::CannotTell));
    }
    if let Some(gateway) = mark_of(reply) {
        return Ok(Decided::pass(format!("The reply has a mark of {gateway}.")).graded(Grade::Proven));
    }
    let named = refusals().find_map(|refusal| Some((named_in(&refusal, evidence)?, refusal.quote())));
    if let Some((gateway, quote)) = named {
        let observed = format!("{gateway} itself rejected the key: {quote}");
        return Ok(Decided::pass(observed).graded(Grade::Proven));
    }
    let hidden = hidden_note(expected, host);
    Ok(Decided::pass(format!(
        "{host} is not a provider's own host, and nothing in the reply contradicts a gateway.{hidden}"
    ))
    .graded(Grade::Consistent))
}

/// The gateway that names itself where it refuses a key. No provider does that in its place.
fn named_in(refusal: &Refusal, evidence: &Evidence<'_>) -> Option<&'static str> {
    const NAMES: [(&str, &str); 6] = [
        ("litellm", "LiteLLM"),
        ("portkey", "Portkey"),
        ("helicone", "Helicone"),
        ("openrouter", "OpenRouter"),
        ("flashback", "Flashback"),
        ("one_api_error", "One API"),
    ];
    if refusal.category != Category::Key || refusal.provider().is_some() {
        return None;
    }
    // A value that the request itself contained proves nothing when it comes back.
    let lower = |text: &str| text.to_ascii_lowercase();
    let mask = Mask::new(&evidence.target.key.iter().collect::<Vec<_>>());
    let words = lower(&mask.redact(&refusal.envelope.message))
        .replace(&lower(evidence.target.model.as_str()), "")
        .replace(evidence.target.base_url.host(), "");
    let kind = refusal.envelope.kind.as_deref().map(lower).unwrap_or_default();
    let found = NAMES.iter().find(|(mark, _)| words.contains(mark) || kind.contains(mark));
    found.map(|(_, name)| *name)
}

/// The gateway whose documented mark is in the body. Marks that a provider or a plain model server
/// may also set are ignored.
fn mark_of(reply: &Reply) -> Option<&'static str> {
    let crate::exchange::Content::Json(json) = &reply.body.content else { return None };
    let has = |name: &str| json.get(name).is_some();
    let id = json.get("id").and_then(|id| id.as_str()).unwrap_or_default();
    if id.starts_with("gen-") && has("provider") {
        Some("OpenRouter")
    } else if has("hook_results") {
        Some("Portkey")
    } else if has("extra_fields") {
        Some("Bifrost")
    } else {
        None
    }
}

/// The header that the browser may hide, and the line that would show it.
fn hidden_note(expected: &[String], host: &str) -> String {
    let hides = gateway_of(host).is_some() || Reach::of_host(host) != Reach::Loopback;
    match (expected.is_empty(), hides) {
        (false, _) => {
            let names = expected.join(", ");
            format!(
                " The expected header is not visible to the browser. To show it, the gateway must send: Access-Control-Expose-Headers: {names}"
            )
        }
        (true, true) => " Browsers hide most response headers that could prove it.".to_owned(),
        (true, false) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{self, Fail, Inconclusive, Pass};
    use super::super::testing::{
        ANSWER, case, check_gateway, check_reply, check_unanswered, completion, grade_of, refused, target,
        text, with_header,
    };
    use super::super::{CheckId, Grade};
    use crate::probe::ProbeId;
    use crate::target::{ModelName, Target};

    #[test]
    fn an_answer_from_an_unknown_host_is_consistent() {
        check_gateway(CheckId::RouteEvidence, completion(ANSWER), Pass);
        assert_eq!(grade_of(CheckId::RouteEvidence, completion(ANSWER)), Some(Grade::Consistent));
    }

    #[test]
    fn a_gateways_own_mark_is_proof() {
        let marked = ANSWER.replacen('{', r#"{"hook_results":{},"#, 1);
        assert_eq!(grade_of(CheckId::RouteEvidence, completion(&marked)), Some(Grade::Proven));
    }

    #[test]
    fn a_providers_host_contradicts_it_and_its_words_leave_it_open() {
        check_reply(
            CheckId::RouteEvidence,
            target("https://api.openai.com/v1", "gc-test-1"),
            completion(ANSWER),
            Fail,
        );
        let words = r#"{"error":{"message":"Incorrect API key provided: gc-t. You can find your API key at https://platform.openai.com/account/api-keys.","code":"invalid_api_key"}}"#;
        check_gateway(CheckId::RouteEvidence, refused(401, words), Inconclusive);
        assert_eq!(grade_of(CheckId::RouteEvidence, refused(401, words)), Some(Grade::CannotTell));
    }

    #[test]
    fn a_refusal_in_other_words_is_consistent() {
        check_gateway(CheckId::RouteEvidence, refused(401, r#"{"error":{"message":"Unknown key"}}"#), Pass);
    }

    #[test]
    fn a_web_page_or_silence_tells_nothing() {
        check_gateway(CheckId::RouteEvidence, text(404, "<html><h1>Not Found</h1></html>"), Inconclusive);
        check_unanswered(CheckId::RouteEvidence, Inconclusive);
    }

    #[test]
    fn the_gateways_own_key_may_be_the_one_that_a_provider_rejects() {
        let words = || refused(401, &format!(r#"{{"error":{{"message":"{OPENAI}"}}}}"#));
        let own = "the gateway's own key at the provider is invalid";
        let run = || case().reply(ProbeId::Prompt, words());
        run().expect_saying(CheckId::RouteEvidence, Inconclusive, own);
        run().reply(ProbeId::WrongKey, words()).expect_saying(CheckId::RouteEvidence, Inconclusive, own);
        let passed_on = "The request bypassed the gateway, or the gateway passes keys on.";
        case().reply(ProbeId::Prompt, completion(ANSWER)).reply(ProbeId::WrongKey, words()).expect_saying(
            CheckId::RouteEvidence,
            Fail,
            passed_on,
        );
        let keyless = target("https://gateway.example/v1", "");
        check_reply(CheckId::RouteEvidence, keyless, words(), Pass);
    }

    /// Expects this grade where the prompt was answered and a wrong key refused in these words.
    #[track_caller]
    fn check_contrast(target: Target, message: &str, verdict: Verdict, grade: Grade) {
        let refusal = refused(401, &format!(r#"{{"error":{{"message":"{message}"}}}}"#));
        let run = case()
            .target(target)
            .reply(ProbeId::Prompt, completion(ANSWER))
            .reply(ProbeId::WrongKey, refusal);
        run.expect(CheckId::RouteEvidence, verdict);
        assert_eq!(run.finding(CheckId::RouteEvidence).grade, Some(grade), "{message}");
    }

    const LITELLM: &str = "Authentication Error, Invalid proxy server token passed. Unable to find token in cache or `LiteLLM_VerificationTokenTable`";
    const OPENAI: &str = "Incorrect API key provided: gc-t. You can find your API key at https://platform.openai.com/account/api-keys.";

    fn gateway() -> Target {
        target("https://gateway.example/v1", "gc-test-1")
    }

    #[test]
    fn an_expected_header_on_either_reply_is_proof() {
        let run = || case().expecting_header("X-Gateway").reply(ProbeId::Prompt, completion(ANSWER));
        let grade = |reply| run().reply(ProbeId::WrongKey, reply).finding(CheckId::RouteEvidence).grade;
        assert_eq!(grade(with_header(refused(401, "{}"), "x-gateway")), Some(Grade::Proven));
        assert_eq!(grade(refused(401, "{}")), Some(Grade::Consistent));
    }

    #[test]
    fn a_gateway_that_refuses_a_wrong_key_by_its_own_name_is_proof() {
        check_contrast(gateway(), LITELLM, Pass, Grade::Proven);
        check_contrast(gateway(), "Invalid API key for Portkey", Pass, Grade::Proven);
    }

    #[test]
    fn a_wrong_key_refused_in_neutral_words_is_consistent() {
        check_contrast(gateway(), "Invalid API key", Pass, Grade::Consistent);
    }

    #[test]
    fn a_name_that_the_request_brought_along_is_no_proof() {
        let model = ModelName::parse("openrouter/auto").unwrap();
        let words = "Invalid API key for model OpenRouter/auto";
        check_contrast(Target { model, ..gateway() }, words, Pass, Grade::Consistent);
        let host = target("https://litellm.example/v1", "gc-test-1");
        check_contrast(host, "Invalid API key for litellm.example", Pass, Grade::Consistent);
        check_contrast(gateway(), "Invalid API key sk-litellm-4f9a8d7c6b5e4a3f2d1c", Pass, Grade::Consistent);
    }

    #[test]
    fn only_a_refusal_of_the_key_proves() {
        check_contrast(gateway(), "litellm: rate limit reached", Pass, Grade::Consistent);
        let mut elsewhere = refused(401, &format!(r#"{{"error":{{"message":"{LITELLM}"}}}}"#));
        elsewhere.url = "https://elsewhere.example/v1".to_owned();
        let run = case().reply(ProbeId::Prompt, completion(ANSWER)).reply(ProbeId::WrongKey, elsewhere);
        assert_eq!(run.finding(CheckId::RouteEvidence).grade, Some(Grade::Consistent));
    }

    #[test]
    fn a_providers_refusal_of_a_wrong_key_contradicts_an_unknown_host_only() {
        check_contrast(gateway(), OPENAI, Fail, Grade::Contradicted);
        let known = target("https://oai.helicone.ai/v1", "gc-test-1");
        check_contrast(known, OPENAI, Pass, Grade::Consistent);
    }
}
