//! The API answers at the address: there is a reply, and not one of another web server.

use super::prelude::*;
use crate::probe;
use crate::refusal::{self, Category};

/// Any reply of the API counts, including an error.
///
/// - Pass: the API answered, the prompt or a malformed request.
/// - Fail: the server has no such path, or a web page or a storage service answered.
/// - For an application: with a fail, no request to this base URL can work.
pub(super) const CHECK: Check = Check {
    id: CheckId::Reachable,
    title: "The API answers at the base URL",
    role: Some((PointId::Routing, Role::Required)),
    limitation: Some(Limitation {
        owner: Owner::You,
        name: "The API does not answer at the base URL.",
        affected: "No program works with this base URL.",
        unaffected: "The server at this host responds.",
        step: "Compare the base URL with the gateway's guide.",
    }),
    looks_at: &[Part::Status],
    probes: &[ProbeId::Prompt],
    expected: "A reply of the API itself: an answer or an error.",
    source: "gateway guide (404: confirm the base URL and the endpoint type); OpenAI reference, chat/create",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let reply = evidence.prompt_reply()?;
    let status = reply.status;
    let category = refusal::of(reply).map(|refusal| refusal.category);
    if category.is_some_and(Category::is_not_the_api) && probe::is_typed_right(evidence.transcript) {
        return pass(format!(
            "The chat endpoint answered a malformed request in the API's format, but something else answered the prompt (status {status})."
        ));
    }
    match category {
        Some(Category::Path) => fail(format!("The server has no such path (status {status}).")),
        Some(Category::WebPage) => {
            fail(format!("A web page came back instead of an API reply (status {status})."))
        }
        Some(Category::Storage) => {
            fail(format!("A storage service answered instead of an AI API (status {status})."))
        }
        Some(_) | None => pass(format!("The server answered with status {status}.")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass};
    use super::super::testing::{ANSWER, check_gateway, check_unanswered, completion, refused, text};

    #[test]
    fn answers_and_refusals_of_an_api_pass() {
        check_gateway(CheckId::Reachable, completion(ANSWER), Pass);
        check_gateway(CheckId::Reachable, refused(401, r#"{"error":{"message":"Invalid API key"}}"#), Pass);
    }

    #[test]
    fn another_web_server_fails() {
        check_gateway(CheckId::Reachable, text(404, "404 page not found"), Fail);
        check_gateway(CheckId::Reachable, text(200, "<!doctype html><title>Console</title>"), Fail);
        check_gateway(
            CheckId::Reachable,
            text(403, "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"),
            Fail,
        );
    }

    #[test]
    fn no_reply_proves_nothing() {
        check_unanswered(CheckId::Reachable, Inconclusive);
    }
}
