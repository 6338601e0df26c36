//! A browser may read the replies, refusals included (CORS).
//!
//! Browsers hide why a request failed, so a reply that is hidden is held against the server only
//! where others of the same run could be read.

use super::{Check, Decided, Evidence, PointId, Role, Undecided};
use crate::exchange::{Exchange, Outcome, Unanswered};
use crate::probe::{
    LADDER_ANSWERS, LADDER_KEYED, LADDER_PLAIN, MALFORMED, MODELS, NO_KEY, PROMPT, STREAM, WRONG_KEY,
    WRONG_MODEL, WRONG_PATH,
};

pub(super) const CHECK: Check = Check {
    id: "browser-access",
    title: "A browser may read every reply, refusals included",
    role: Some((PointId::Contract, Role::Advisory)),
    probes: &[
        PROMPT,
        MODELS,
        WRONG_KEY,
        NO_KEY,
        WRONG_MODEL,
        STREAM,
        MALFORMED,
        WRONG_PATH,
        LADDER_ANSWERS,
        LADDER_PLAIN,
        LADDER_KEYED,
    ],
    expected: "Access-Control-Allow-Origin on every reply, whatever its status.",
    source: "Fetch standard, CORS protocol",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Result<Decided, Undecided> {
    evidence.prompt()?;
    let is_blocked = |it: &&&Exchange| matches!(it.outcome, Outcome::Unanswered(Unanswered::Blocked { .. }));
    let is_opaque = |it: &&Exchange| matches!(it.outcome, Outcome::Unanswered(Unanswered::Opaque));
    let all = || evidence.transcript.exchanges.iter();
    let has_answered = all().any(|it| is_opaque(&it));
    // A question whose reply nobody may read shows nothing about reading.
    let asked: Vec<&Exchange> = all().filter(|it| !it.request.is_opaque).collect();
    let readable: Vec<&str> =
        asked.iter().filter(|it| it.reply().is_some()).map(|it| it.request.url.as_str()).collect();
    let blocked: Vec<&Exchange> = asked.iter().filter(is_blocked).copied().collect();
    if readable.len() == asked.len() {
        return Ok(Decided::pass("The browser could read every reply."));
    }
    if readable.is_empty() && has_answered {
        return Ok(Decided::fail(
            "Something answers at the address, and the browser may not read it: the replies lack \
             Access-Control-Allow-Origin.",
        ));
    }
    if readable.is_empty() || blocked.is_empty() {
        return Err(Undecided::inconclusive(
            "Not every request got a reply, and nothing shows that it was for lack of permission (CORS).",
            "A reply the browser may read.",
        ));
    }
    // A reply that could be read shows that the preflight of its URL is in order.
    let part = if blocked.iter().all(|it| readable.contains(&it.request.url.as_str())) {
        "that reply lacks Access-Control-Allow-Origin"
    } else {
        "that reply, or the preflight (OPTIONS) before it, lacks Access-Control-Allow-Origin"
    };
    let names: Vec<&str> = blocked.iter().map(|it| it.probe).collect();
    Ok(Decided::fail(format!(
        "Other replies could be read, but not that to {}. Unless the connection broke, {part}.",
        names.join(", ")
    )))
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{Fail, Inconclusive, Pass, Skipped};
    use super::super::testing::{ANSWER, case, completion, refused};
    use crate::exchange::Unanswered;
    use crate::probe::{LADDER_ANSWERS, LADDER_PLAIN, MODELS, PROMPT, WRONG_KEY};

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
    fn where_something_answers_and_nothing_is_readable_permission_is_missing() {
        let run = case().blocked(PROMPT).blocked(LADDER_PLAIN);
        run.unanswered(LADDER_ANSWERS, Unanswered::Opaque).expect("browser-access", Fail);
        let dead = case().blocked(PROMPT).blocked(LADDER_PLAIN);
        let dead = dead.unanswered(LADDER_ANSWERS, Unanswered::Blocked { message: String::new() });
        dead.expect("browser-access", Inconclusive);
    }

    #[test]
    fn where_nothing_is_readable_nothing_is_known() {
        case().blocked(PROMPT).blocked(WRONG_KEY).expect("browser-access", Inconclusive);
        let stopped = case().reply(PROMPT, completion(ANSWER)).unanswered(MODELS, Unanswered::Cancelled);
        stopped.expect("browser-access", Inconclusive);
        case().expect("browser-access", Skipped);
    }
}
