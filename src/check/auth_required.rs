//! A request without a key is refused.

use super::auth_enforced;
use super::prelude::*;

/// The page sends the prompt again without a key.
///
/// - Pass: the prompt was rejected.
/// - Fail: the prompt was answered. This only warns, because a private network may protect the endpoint
///   instead.
/// - Cannot tell: as for `auth-enforced`.
/// - Not run: no key was entered, or the run did not include this check.
/// - For an application: with a fail, nobody notices when a key gets lost on the way.
pub(super) const CHECK: Check = Check {
    id: CheckId::AuthRequired,
    title: "A request without a key is rejected",
    role: Some((PointId::Authentication, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "The gateway answers without a key.",
        affected: "Nobody notices when a program loses its key, and anyone who reaches the gateway can use it.",
        unaffected: "Requests with the right key are answered.",
        step: "Ask the gateway's admin whether this is intended, for example in a private network.",
    }),
    looks_at: &[Part::Status],
    probes: &[ProbeId::NoKey],
    expected: "An error, because no key was sent.",
    source: "gateway guide (401 and 403); OpenAI reference, authentication",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    match auth_enforced::refusal_of(evidence, ProbeId::NoKey)? {
        None => fail("The server answered without any key, so anyone who reaches it can use it."),
        Some(refusal) => pass(format!("A prompt without a key was rejected: {}", refusal.quote())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass, Skipped};
    use super::super::testing::{ANSWER, case, completion, refused, target};
    use crate::probe::ProbeId;

    #[test]
    fn a_refusal_passes_and_an_answer_fails() {
        case().reply(ProbeId::NoKey, refused(401, "{}")).expect(CheckId::AuthRequired, Pass);
        case().reply(ProbeId::NoKey, completion(ANSWER)).expect(CheckId::AuthRequired, Fail);
        case().reply(ProbeId::NoKey, refused(429, "{}")).expect(CheckId::AuthRequired, Inconclusive);
    }

    #[test]
    fn it_is_skipped_where_there_is_no_key() {
        let run = case().target(target("https://gateway.example/v1", ""));
        run.reply(ProbeId::NoKey, completion(ANSWER)).expect_saying(
            CheckId::AuthRequired,
            Skipped,
            "No key was entered",
        );
    }
}
