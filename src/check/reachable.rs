//! The API answers at the address: not nothing, and not some other web server.

use super::{Check, Decided, Evidence, PointId, Role, Undecided};
use crate::probe::ProbeId;
use crate::refusal::{self, Category};

pub(super) const CHECK: Check = Check {
    id: "reachable",
    title: "The API answers at the base URL",
    role: Some((PointId::Routing, Role::Required)),
    probes: &[ProbeId::Prompt],
    expected: "A reply of the API itself, be it an answer or a refusal.",
    source: "gateway guide (404: confirm the base URL and the endpoint type); OpenAI reference, chat/create",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Result<Decided, Undecided> {
    let reply = evidence.prompt_reply()?;
    let status = reply.status;
    Ok(match refusal::of(reply).map(|refusal| refusal.category) {
        Some(Category::Path) => Decided::fail(format!("The server has no such path: status {status}.")),
        Some(Category::WebPage) => {
            Decided::fail(format!("A web page came back (status {status}), not an API."))
        }
        Some(Category::Storage) => {
            Decided::fail(format!("A storage service answered (status {status}), not an AI API."))
        }
        Some(_) | None => Decided::pass(format!("Something answered with status {status}.")),
    })
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{Fail, Inconclusive, Pass};
    use super::super::testing::{ANSWER, check_gateway, check_unanswered, completion, refused, text};

    #[test]
    fn answers_and_refusals_of_an_api_pass() {
        check_gateway("reachable", completion(ANSWER), Pass);
        check_gateway("reachable", refused(401, r#"{"error":{"message":"Invalid API key"}}"#), Pass);
    }

    #[test]
    fn another_web_server_fails() {
        check_gateway("reachable", text(404, "404 page not found"), Fail);
        check_gateway("reachable", text(200, "<!doctype html><title>Console</title>"), Fail);
        check_gateway(
            "reachable",
            text(403, "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"),
            Fail,
        );
    }

    #[test]
    fn no_reply_proves_nothing() {
        check_unanswered("reachable", Inconclusive);
    }
}
