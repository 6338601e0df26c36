//! The reply comes from the address that was asked.

use super::prelude::*;

/// The check compares the address that answered with the requested one. Browsers remove the key when a
/// redirect leads to another origin.
///
/// - Pass: the reply came from the base URL's origin, without a redirect.
/// - Warning: a redirect was followed within the same origin.
/// - Fail: the reply came from another origin.
/// - For an application: with a fail, the key is lost, or arrives at a server it was not meant for.
pub(super) const CHECK: Check = Check {
    id: CheckId::RouteStays,
    title: "No redirect leads away from the gateway",
    role: Some((PointId::Routing, Role::Required)),
    limitation: Some(Limitation {
        owner: Owner::You,
        name: "The gateway redirects requests.",
        affected: "Many HTTP clients turn a redirected POST into a GET, or drop the key, and then fail.",
        unaffected: "A browser follows the redirect.",
        step: "Use the address that the redirect leads to, or ask the gateway's admin to answer without a redirect.",
    }),
    looks_at: &[Part::Url],
    probes: &[ProbeId::Prompt],
    expected: "A reply from the origin of the base URL.",
    source: "Fetch standard, HTTP-redirect fetch (Authorization is dropped across origins)",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let reply = evidence.prompt_reply()?;
    let origin = evidence.target.base_url.origin();
    let stays = super::is_from_target(evidence, reply);
    if !stays {
        fail(format!("The reply came from {} after a redirect.", reply.url))
    } else if reply.is_redirected {
        warn(format!("A redirect inside the same origin led to {}.", reply.url))
    } else {
        pass(format!("The reply came from {origin}."))
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass, Warn};
    use super::super::testing::{ANSWER, check_gateway, check_unanswered, completion};

    #[test]
    fn a_reply_from_elsewhere_fails() {
        let from = |url: &str| {
            let mut reply = completion(ANSWER);
            reply.is_redirected = true;
            url.clone_into(&mut reply.url);
            reply
        };
        check_gateway(CheckId::RouteStays, completion(ANSWER), Pass);
        check_gateway(CheckId::RouteStays, from("https://gateway.example/elsewhere"), Warn);
        check_gateway(CheckId::RouteStays, from("https://gateway.example.evil.example/v1"), Fail);
        check_gateway(CheckId::RouteStays, from("https://sso.example/login"), Fail);
        check_unanswered(CheckId::RouteStays, Inconclusive);
    }
}
