//! A browser may read the replies, refusals included (CORS).
//!
//! Browsers hide why a request failed, so a reply that is hidden is held against the server only
//! where others of the same run could be read.

use super::prelude::*;
use crate::exchange::{Exchange, Outcome, Unanswered};

/// A browser hides why a request failed. So a hidden reply counts against the server only if other replies
/// of the same run could be read.
///
/// - Pass: every request got a reply that the browser can read.
/// - Fail: some replies could be read and others not; the check names those. If another reply of the same
///   address could be read, only that reply's own header can be missing. Otherwise the preflight may be the
///   cause.
///   It also fails if the server responds to a simple connection test, but no reply can be read.
/// - Cannot tell: nothing shows that the server responds, or a reply is missing for another reason.
/// - For an application: servers are not affected. In a web page, errors look like a broken network.
pub(super) const CHECK: Check = Check {
    id: CheckId::BrowserAccess,
    title: "The browser can read every reply, including errors",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "A browser cannot read every reply.",
        affected: "Programs in a web page see a network error instead of the server message. Programs outside a browser are not affected.",
        unaffected: "Every program outside a browser, and all replies that this page could read.",
        step: "Ask the gateway's admin to send Access-Control-Allow-Origin on every reply, including errors.",
    }),
    looks_at: &[Part::Status],
    probes: &[
        ProbeId::Prompt,
        ProbeId::Models,
        ProbeId::WrongKey,
        ProbeId::NoKey,
        ProbeId::WrongModel,
        ProbeId::Stream,
        ProbeId::Malformed,
        ProbeId::WrongPath,
        ProbeId::LadderAnswers,
        ProbeId::LadderPlain,
        ProbeId::LadderKeyed,
    ],
    expected: "Access-Control-Allow-Origin on every reply, whatever its status.",
    source: "Fetch standard, CORS protocol",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    evidence.prompt()?;
    let is_blocked = |it: &&&Exchange| matches!(it.outcome, Outcome::Unanswered(Unanswered::Blocked { .. }));
    let is_opaque = |it: &&Exchange| matches!(it.outcome, Outcome::Unanswered(Unanswered::Opaque));
    // A base URL that this page guessed is not the gateway's.
    let all = || evidence.transcript.exchanges.iter().filter(|it| !ProbeId::REPAIRS.contains(&it.probe));
    let has_answered = all().any(|it| is_opaque(&it));
    // A request whose reply cannot be read by design shows nothing about reading.
    let asked: Vec<&Exchange> = all().filter(|it| !it.request.is_opaque).collect();
    let readable: Vec<&str> =
        asked.iter().filter(|it| it.reply().is_some()).map(|it| it.request.url.as_str()).collect();
    let blocked: Vec<&Exchange> = asked.iter().filter(is_blocked).copied().collect();
    if readable.len() == asked.len() {
        return pass("The browser could read every reply.");
    }
    if readable.is_empty() && has_answered {
        return fail(
            "The server responds, but the browser cannot read its replies: Access-Control-Allow-Origin is \
             missing, or does not allow this page.",
        );
    }
    if readable.is_empty() || blocked.is_empty() {
        return inconclusive(
            "Some requests got no reply, and nothing shows that CORS is the reason.",
            "Ask the gateway's admin to let this page read replies (CORS).",
        );
    }
    // A reply that could be read shows that the preflight of its URL is in order.
    let has_preflight_passed = blocked.iter().all(|it| readable.contains(&it.request.url.as_str()));
    let part = if has_preflight_passed { "" } else { ", in the reply itself or in its preflight (OPTIONS)" };
    let names: Vec<&str> = blocked.iter().map(|it| it.probe.label()).collect();
    fail(format!(
        "The browser could not read the reply to {} of {} requests: {}. Either the connection broke, or \
         Access-Control-Allow-Origin is missing{part}.",
        blocked.len(),
        asked.len(),
        names.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass, Skipped};
    use super::super::testing::{ANSWER, case, completion, refused};
    use crate::exchange::Unanswered;
    use crate::probe::ProbeId;

    #[test]
    fn readable_replies_pass_whatever_their_status() {
        let run =
            case().reply(ProbeId::Prompt, completion(ANSWER)).reply(ProbeId::WrongKey, refused(401, "{}"));
        run.expect(CheckId::BrowserAccess, Pass);
    }

    #[test]
    fn a_hidden_reply_beside_readable_ones_fails_and_is_named() {
        let run = || case().reply(ProbeId::Prompt, completion(ANSWER));
        run().blocked(ProbeId::WrongKey).expect_saying(
            CheckId::BrowserAccess,
            Fail,
            "1 of 2 requests: Wrong key.",
        );
        run().blocked(ProbeId::WrongKey).expect_saying(
            CheckId::BrowserAccess,
            Fail,
            "Access-Control-Allow-Origin is missing.",
        );
        run().blocked(ProbeId::Models).expect_saying(CheckId::BrowserAccess, Fail, "preflight");
    }

    #[test]
    fn where_something_answers_and_nothing_is_readable_permission_is_missing() {
        let run = case().blocked(ProbeId::Prompt).blocked(ProbeId::LadderPlain);
        run.unanswered(ProbeId::LadderAnswers, Unanswered::Opaque).expect(CheckId::BrowserAccess, Fail);
        let dead = case().blocked(ProbeId::Prompt).blocked(ProbeId::LadderPlain);
        let dead = dead.unanswered(ProbeId::LadderAnswers, Unanswered::Blocked { message: String::new() });
        dead.expect(CheckId::BrowserAccess, Inconclusive);
    }

    #[test]
    fn a_base_url_that_the_page_thought_of_is_not_the_gateways() {
        let run = case().reply(ProbeId::Prompt, refused(404, "{}")).blocked(ProbeId::REPAIRS[0]);
        run.expect(CheckId::BrowserAccess, Pass);
    }

    #[test]
    fn where_nothing_is_readable_nothing_is_known() {
        case()
            .blocked(ProbeId::Prompt)
            .blocked(ProbeId::WrongKey)
            .expect(CheckId::BrowserAccess, Inconclusive);
        let stopped = case()
            .reply(ProbeId::Prompt, completion(ANSWER))
            .unanswered(ProbeId::Models, Unanswered::Cancelled);
        stopped.expect(CheckId::BrowserAccess, Inconclusive);
        case().expect(CheckId::BrowserAccess, Skipped);
    }
}
