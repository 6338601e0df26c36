//! A request without a key is refused.

use super::auth_enforced;
use super::prelude::*;

/// The prompt is sent again without a key.
///
/// - Pass: the prompt was refused.
/// - Fail: the prompt was answered. This warns only: a network may be what protects the endpoint.
/// - Cannot tell: as for `auth-enforced`.
/// - Not asked: no key was given, or the run did not ask.
/// - For an application: with a fail, a key that is lost on the way goes unnoticed.
pub(super) const CHECK: Check = Check {
    id: CheckId::AuthRequired,
    title: "A request without a key is refused",
    role: Some((PointId::Authentication, Role::Advisory)),
    looks_at: &[Part::Status],
    probes: &[ProbeId::NoKey],
    expected: "A refusal, since no key was sent.",
    source: "gateway guide (401 and 403); OpenAI reference, authentication",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    match auth_enforced::refusal_of(evidence, ProbeId::NoKey)? {
        None => fail("The server answered without any key: whoever reaches it can use it."),
        Some(refusal) => pass(format!("Without a key the prompt was refused: {}", refusal.quote())),
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
            "No key was given",
        );
    }
}
