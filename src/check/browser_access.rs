//! A browser may read the replies, refusals included (CORS).
//!
//! Browsers hide why a request failed, so a reply that is hidden is held against the server only
//! where others of the same run could be read.

use super::{Bearing, Check, Evidence, Judged, PointId, Unjudged};
use crate::evidence::{Outcome, Unanswered};
use crate::probe::{MALFORMED, MODELS, NO_KEY, PROMPT, STREAM, WRONG_KEY, WRONG_MODEL, WRONG_PATH};

pub(super) const CHECK: Check = Check {
    id: "browser-access",
    title: "A browser may read every reply, refusals included",
    bearing: Some((PointId::Contract, Bearing::Warns)),
    probes: &[PROMPT, MODELS, WRONG_KEY, NO_KEY, WRONG_MODEL, STREAM, MALFORMED, WRONG_PATH],
    wanted: "Access-Control-Allow-Origin on every reply, whatever its status.",
    source: "Fetch standard, CORS protocol",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Result<Judged, Unjudged> {
    evidence.prompt()?;
    let all = &evidence.transcript.exchanges;
    let is_blocked = |outcome: &Outcome| matches!(outcome, Outcome::Unanswered(Unanswered::Blocked { .. }));
    let blocked = all.iter().filter(|exchange| is_blocked(&exchange.outcome));
    let blocked: Vec<&str> = blocked.map(|exchange| exchange.probe).collect();
    let readable = all.iter().filter(|exchange| exchange.reply().is_some());
    let readable: Vec<&str> = readable.map(|exchange| exchange.request.url.as_str()).collect();
    if readable.len() == all.len() {
        return Ok(Judged::pass("The browser could read every reply."));
    }
    if readable.is_empty() || blocked.is_empty() {
        return Err(Unjudged::inconclusive(
            "Not every request got a reply, and nothing shows that it was for lack of permission (CORS).",
            "A reply the browser may read.",
        ));
    }
    let mut urls = all.iter().filter(|exchange| is_blocked(&exchange.outcome)).map(|it| &it.request.url);
    // A reply that could be read shows that the preflight of its URL is in order.
    let part = if urls.all(|url| readable.contains(&url.as_str())) {
        "that reply lacks Access-Control-Allow-Origin"
    } else {
        "that reply, or the preflight (OPTIONS) before it, lacks Access-Control-Allow-Origin"
    };
    Ok(Judged::fail(format!(
        "Other replies could be read, but not that to {}. Unless the connection broke, {part}.",
        blocked.join(", ")
    )))
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{Fail, Inconclusive, Pass, Skipped};
    use super::super::testing::{ANSWER, case, completion, refused};
    use crate::evidence::Unanswered;
    use crate::probe::{MODELS, PROMPT, WRONG_KEY};

    #[test]
    fn readable_replies_pass_whatever_their_status() {
        let run = case().reply(PROMPT, completion(ANSWER)).reply(WRONG_KEY, refused(401, "{}"));
        run.expect("browser-access", Pass);
    }

    #[test]
    fn a_hidden_reply_beside_readable_ones_fails_and_is_named() {
        let run = || case().reply(PROMPT, completion(ANSWER));
        run().blocked(WRONG_KEY).expect_saying("browser-access", Fail, "that to wrong-key");
        run().blocked(WRONG_KEY).expect_saying("browser-access", Fail, "broke, that reply lacks");
        run().blocked(MODELS).expect_saying("browser-access", Fail, "preflight");
    }

    #[test]
    fn where_nothing_is_readable_nothing_is_known() {
        case().blocked(PROMPT).blocked(WRONG_KEY).expect("browser-access", Inconclusive);
        let stopped = case().reply(PROMPT, completion(ANSWER)).unanswered(MODELS, Unanswered::Cancelled);
        stopped.expect("browser-access", Inconclusive);
        case().expect("browser-access", Skipped);
    }
}
