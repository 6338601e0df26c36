//! The key is accepted.
//!
//! That a wrong key would be refused is another rule's: one request cannot show it.

use super::{Check, Decided, Evidence, PointId, Role, Undecided};
use crate::probe::ProbeId;
use crate::refusal::{self, Category};

pub(super) const CHECK: Check = Check {
    id: "auth-accepted",
    title: "The key is accepted",
    role: Some((PointId::Authentication, Role::Required)),
    probes: &[ProbeId::Prompt],
    expected: "An answer to a request that carries the key.",
    source: "gateway guide (401 and 403); OpenAI reference, authentication",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Result<Decided, Undecided> {
    let reply = evidence.prompt_reply()?;
    let has_key = evidence.target.key.is_some();
    if !super::is_from_target(evidence, reply) {
        return Err(Undecided::inconclusive(
            format!("Another server answered ({}); browsers drop the key on the way there.", reply.url),
            "A base URL that is not redirected.",
        ));
    }
    if refusal::has_answered(reply) {
        return Ok(if has_key {
            Decided::pass("The server answered the prompt with this key.")
        } else {
            Decided::warn("The server answered without any key: whoever reaches it can use it.")
        });
    }
    let Some(refusal) = refusal::of(reply) else {
        // Some body with status 200 is no proof: a login page has one too.
        return Err(Undecided::inconclusive(
            format!(
                "The reply (status {}) is no answer of a model, so it does not show that the key was looked at.",
                reply.status
            ),
            "A prompt that is answered.",
        ));
    };
    let quote = refusal.quote();
    match refusal.category {
        Category::Key if has_key => Ok(Decided::fail(format!("The server refused the key: {quote}"))),
        Category::Key => Ok(Decided::fail(format!("No key was given, and the server wants one: {quote}"))),
        Category::Permission => {
            Ok(Decided::fail(format!("The server does not permit this with this key: {quote}")))
        }
        Category::Account => {
            Ok(Decided::fail(format!("The server refused the account behind the key: {quote}")))
        }
        Category::Model
        | Category::Path
        | Category::WebPage
        | Category::Storage
        | Category::Parameter
        | Category::Request
        | Category::Context
        | Category::Content
        | Category::RateLimit
        | Category::Quota
        | Category::Overload
        | Category::Upstream
        | Category::TimedOut
        | Category::Unrecognised => Err(Undecided::inconclusive(
            format!(
                "The request was refused for another reason, which leaves open whether the key is good: {quote}"
            ),
            "A prompt that is answered, or the refusal of a wrong key beside it.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{Fail, Inconclusive, Pass, Warn};
    use super::super::testing::{
        ANSWER, check_gateway, check_reply, check_unanswered, completion, refused, target, text,
    };

    #[test]
    fn an_answer_proves_the_key() {
        check_gateway("auth-accepted", completion(ANSWER), Pass);
    }

    #[test]
    fn an_answer_without_a_key_is_a_warning() {
        check_reply("auth-accepted", target("https://gateway.example/v1", ""), completion(ANSWER), Warn);
    }

    #[test]
    fn a_refusal_for_the_key_fails_whatever_its_status() {
        for status in [400, 401, 403] {
            check_gateway(
                "auth-accepted",
                refused(status, r#"{"error":{"message":"Invalid API key","code":"invalid_api_key"}}"#),
                Fail,
            );
        }
    }

    #[test]
    fn another_servers_reply_says_nothing_about_the_key() {
        let mut reply = refused(401, r#"{"error":{"message":"Invalid API key"}}"#);
        reply.url = "https://elsewhere.example/v1/chat/completions".to_owned();
        check_gateway("auth-accepted", reply, Inconclusive);
    }

    #[test]
    fn other_refusals_and_silence_prove_nothing() {
        let unknown_model =
            r#"{"error":{"message":"The model `x` does not exist","code":"model_not_found"}}"#;
        check_gateway("auth-accepted", refused(404, unknown_model), Inconclusive);
        check_gateway("auth-accepted", text(200, "<html><title>Log in</title></html>"), Inconclusive);
        check_unanswered("auth-accepted", Inconclusive);
    }
}
