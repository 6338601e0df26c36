//! The key is accepted.
//!
//! Another rule covers that a wrong key is rejected: one request cannot show it.

use super::prelude::*;
use crate::diagnosis::DiagnosisKind;
use crate::refusal::{self, Category, CategoryGroup, Refusal};
use crate::target::{Target, provider_of};
use crate::wire;

/// Only an answer from a model proves that the key was accepted: a login page has status 200 too. The check
/// `auth-enforced` tests whether a wrong key is rejected.
///
/// - Pass: the prompt was answered with this key. Without a readable reply to the prompt: the model list was
///   rejected without the key and came with it.
/// - Warning: the prompt was answered without any key.
/// - Fail: the server rejected the key, the permissions or the account; or it requires a key and none was
///   entered.
/// - Cannot tell: the prompt was rejected for another reason, such as a rule about addresses, or with status
///   403 and no known reason; no key was entered, and a provider rejected the gateway's own; the reply is not
///   an answer from a model; or another server answered after a redirect.
/// - For an application: with a fail, every request with this key is rejected, usually with 401 or 403.
pub(super) const CHECK: Check = Check {
    id: CheckId::AuthAccepted,
    title: "The key is accepted",
    role: Some((PointId::Authentication, Role::Required)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "The gateway answers without a key.",
        affected: "Anyone who reaches the gateway can use it, at its owner's cost.",
        unaffected: "Every program that reaches the gateway.",
        step: "Ask the gateway's admin whether this is intended, for example in a private network.",
    }),
    looks_at: &[Part::Status],
    probes: &[ProbeId::Prompt, ProbeId::LadderPlain, ProbeId::LadderKeyed],
    expected: "An answer to a request with this key.",
    source: "gateway guide (401 and 403); OpenAI reference, authentication",
    judge,
};

/// Returns true if the list of models was rejected without the key because it was missing, and was returned
/// with it.
pub(crate) fn has_key_contrast(evidence: &Evidence<'_>) -> bool {
    let reply = |id| evidence.transcript.of_probe(id).and_then(|(_, exchange)| exchange.reply());
    let is_refused = reply(ProbeId::LadderPlain)
        .and_then(refusal::of)
        .is_some_and(|refusal| refusal.category.group() == CategoryGroup::Credentials);
    let list = reply(ProbeId::LadderKeyed).or_else(|| reply(ProbeId::Models));
    is_refused
        && list
            .is_some_and(|list| list.is_success() && list.body.json().and_then(wire::models::names).is_some())
}

/// Returns true if the rejected key is the gateway's own: none was entered, and a provider at another host
/// says in its own words that a key is wrong.
pub(crate) fn is_of_the_gateways_key(target: &Target, refusal: &Refusal) -> bool {
    let provider = provider_of(target.base_url.host());
    target.key.is_none()
        && refusal.category == Category::Key
        && refusal.kind != DiagnosisKind::KeyMissing
        && refusal.provider().is_some_and(|speaker| provider != Some(speaker))
}

fn judge(evidence: &Evidence<'_>) -> Judgement {
    if evidence.prompt()?.reply().is_none() && has_key_contrast(evidence) {
        return pass("The server rejected the model list without the key and sent it with the key.");
    }
    let reply = evidence.prompt_reply()?;
    let has_key = evidence.target.key.is_some();
    if !super::is_from_target(evidence, reply) {
        return inconclusive(
            format!("Another server answered ({}). Browsers remove the key on the way there.", reply.url),
            "Use a base URL without a redirect.",
        );
    }
    if refusal::has_answered(reply) {
        return if has_key {
            pass("The server answered the prompt with this key.")
        } else {
            warn("The server answered without any key, so anyone who reaches it can use it.")
        };
    }
    let Some(refusal) = refusal::of(reply) else {
        // A body with status 200 is not a proof: a login page has one too.
        return inconclusive(
            format!(
                "The reply (status {}) is not an answer from a model, so it does not show whether {}.",
                reply.status,
                if has_key { "the key was checked" } else { "a key is required" }
            ),
            "Fix the problem, then send the prompt again.",
        );
    };
    let quote = refusal.quote();
    let key = if has_key { "the key" } else { "a missing key" };
    match refusal.category.group() {
        CategoryGroup::Credentials if refusal.is_about_a_rule() => inconclusive(
            format!("A rule of the gateway rejected the request, maybe not because of {key}: {quote}"),
            "Ask the gateway's admin which rule rejected the request.",
        ),
        // A firewall answers like this, too.
        CategoryGroup::Credentials if refusal.is_unexplained_denial() => inconclusive(
            format!("The server denied access, and nothing shows that {key} is the reason: {quote}"),
            "Ask the gateway's admin which rule rejected the request.",
        ),
        CategoryGroup::Credentials if is_of_the_gateways_key(evidence.target, &refusal) => inconclusive(
            format!("No key was entered, so a provider rejected the gateway's own key: {quote}"),
            "Ask the gateway's admin whether this gateway requires a key from you.",
        ),
        CategoryGroup::Credentials => fail(format!("{}: {quote}", refused(&refusal, has_key))),
        CategoryGroup::Model
        | CategoryGroup::Request
        | CategoryGroup::Capacity
        | CategoryGroup::Upstream
        | CategoryGroup::NotTheApi
        | CategoryGroup::Unrecognised => {
            let (said, would_resolve) = if has_key {
                (
                    "does not blame the key",
                    "Fix the problem and send the prompt again, or test a wrong key (run Standard).",
                )
            } else {
                ("does not ask for a key", "Fix the problem, then send the prompt again.")
            };
            inconclusive(format!("The server rejected the request, but {said}: {quote}"), would_resolve)
        }
    }
}

/// The part of the credentials that was rejected.
fn refused(refusal: &Refusal, has_key: bool) -> &'static str {
    if refusal.category == Category::Permission {
        if has_key {
            "The server does not allow this key to do this"
        } else {
            "The server does not allow this request"
        }
    } else if refusal.category == Category::Account {
        if has_key {
            "The server rejected the account behind the key"
        } else {
            "The server rejected an account"
        }
    } else if has_key && refusal.kind == DiagnosisKind::KeyMissing {
        "The server did not find the key in the request"
    } else if has_key {
        "The server rejected the key"
    } else {
        "The server requires a key, but none was entered"
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass, Warn};
    use super::super::testing::{
        ANSWER, case, check_gateway, check_reply, check_unanswered, completion, refused, target, text,
    };
    use crate::probe::ProbeId;

    #[test]
    fn an_answer_proves_the_key() {
        check_gateway(CheckId::AuthAccepted, completion(ANSWER), Pass);
    }

    #[test]
    fn an_answer_without_a_key_is_a_warning() {
        check_reply(
            CheckId::AuthAccepted,
            target("https://gateway.example/v1", ""),
            completion(ANSWER),
            Warn,
        );
    }

    #[test]
    fn without_a_key_a_provider_rejects_the_gateways_own() {
        let check = |words: &str, verdict| {
            let body = format!(r#"{{"error":{{"message":"{words} https://console.x.ai"}}}}"#);
            check_reply(
                CheckId::AuthAccepted,
                target("https://gateway.example/v1", ""),
                refused(401, &body),
                verdict,
            );
        };
        check("Incorrect API key. See", Inconclusive);
        check("You did not provide an API key. Get one at", Fail);
    }

    #[test]
    fn without_a_key_no_sentence_is_about_the_key() {
        let keyless = || case().target(target("https://gateway.example/v1", ""));
        for (status, words, verdict, observed) in [
            (403, "insufficient permissions", Fail, "The server does not allow this request: "),
            (403, "Your account is not active", Fail, "The server rejected an account: "),
            (403, "Lane 7 closed", Inconclusive, "nothing shows that a missing key is the reason"),
            (429, "Rate limit reached", Inconclusive, "does not ask for a key"),
        ] {
            let body = format!(r#"{{"error":{{"message":"{words}"}}}}"#);
            let run = keyless().reply(ProbeId::Prompt, refused(status, &body));
            run.expect_saying(CheckId::AuthAccepted, verdict, observed);
        }
        let page = keyless().reply(ProbeId::Prompt, text(200, "Hello"));
        page.expect_saying(CheckId::AuthAccepted, Inconclusive, "whether a key is required");
    }

    #[test]
    fn a_refusal_for_the_key_fails_whatever_its_status() {
        for status in [400, 401, 403] {
            check_gateway(
                CheckId::AuthAccepted,
                refused(status, r#"{"error":{"message":"Invalid API key","code":"invalid_api_key"}}"#),
                Fail,
            );
        }
    }

    #[test]
    fn a_key_that_the_server_did_not_find_is_not_called_rejected() {
        // As Kong words it if it looks for the key in another header.
        let not_found = refused(401, r#"{"message":"No API key found in request"}"#);
        let run = case().reply(ProbeId::Prompt, not_found);
        run.expect_saying(CheckId::AuthAccepted, Fail, "did not find the key in the request");
    }

    #[test]
    fn another_servers_reply_says_nothing_about_the_key() {
        let mut reply = refused(401, r#"{"error":{"message":"Invalid API key"}}"#);
        reply.url = "https://elsewhere.example/v1/chat/completions".to_owned();
        check_gateway(CheckId::AuthAccepted, reply, Inconclusive);
    }

    #[test]
    fn other_refusals_and_silence_prove_nothing() {
        let unknown_model =
            r#"{"error":{"message":"The model `x` does not exist","code":"model_not_found"}}"#;
        check_gateway(CheckId::AuthAccepted, refused(404, unknown_model), Inconclusive);
        let of_the_origin =
            r#"{"error":{"message":"CORS requests must set 'x' header","type":"authentication_error"}}"#;
        check_gateway(CheckId::AuthAccepted, refused(401, of_the_origin), Inconclusive);
        check_gateway(CheckId::AuthAccepted, text(200, "<html><title>Log in</title></html>"), Inconclusive);
        let of_authorizer = r#"{"Message":"User is not authorized to access this resource"}"#;
        for no_reason in ["", r#"{"message":"Forbidden"}"#, r#"{"message":"Lane 7 closed"}"#, of_authorizer] {
            check_gateway(CheckId::AuthAccepted, refused(403, no_reason), Inconclusive);
        }
        check_gateway(CheckId::AuthAccepted, refused(401, ""), Fail);
        check_unanswered(CheckId::AuthAccepted, Inconclusive);
    }

    #[test]
    fn without_a_reply_to_the_prompt_only_the_list_itself_proves_the_key() {
        let refusal = r#"{"error":{"message":"Invalid API key"}}"#;
        let list = r#"{"object":"list","data":[{"id":"m-small"}]}"#;
        for (with_key, expected) in [
            (completion(list), Pass),
            (refused(401, refusal), Inconclusive),
            (refused(500, list), Inconclusive),
            (text(200, "<html><title>Log in</title></html>"), Inconclusive),
        ] {
            case()
                .blocked(ProbeId::Prompt)
                .reply(ProbeId::LadderPlain, refused(401, refusal))
                .reply(ProbeId::LadderKeyed, with_key)
                .expect(CheckId::AuthAccepted, expected);
        }
    }
}
