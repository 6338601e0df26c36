//! A wrong key is refused: only then does an accepted key prove anything.

use super::prelude::*;
use crate::diagnosis::DiagnosisKind;
use crate::refusal::{self, Category, Refusal};

/// The page sends the prompt again with a random key of the same format. If the right key got an answer,
/// the key is the only difference.
///
/// - Pass: the wrong key was rejected with 401 or 403.
/// - Warning: the wrong key was rejected with another status from 400 to 499.
/// - Fail: the prompt was answered.
/// - Cannot tell: no reply came, the server failed or was rate limiting, or the reply is neither an answer
///   nor an error about the key.
/// - Not run: no key was entered, or the run did not include this check.
/// - For an application: with a fail, anyone who reaches the endpoint can use it, and an accepted key
///   proves nothing.
pub(super) const CHECK: Check = Check {
    id: CheckId::AuthEnforced,
    title: "A wrong key is rejected",
    role: Some((PointId::Authentication, Role::Required)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "A wrong key is not rejected as it should be.",
        affected: "Programs that look for status 401 or 403 do not notice that a key is wrong.",
        unaffected: "Requests with the right key are answered.",
        step: "Ask the gateway's admin to reject wrong keys with status 401.",
    }),
    looks_at: &[Part::Status, Part::Member("/error")],
    probes: &[ProbeId::WrongKey],
    expected: "Status 401 or 403 for a made-up key.",
    source: "gateway guide (401 and 403); OpenAI reference, error codes",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    match refusal_of(evidence, ProbeId::WrongKey)? {
        None => fail("The server answered a prompt with a wrong key, so it does not check keys."),
        Some(refusal) if matches!(refusal.status, 401 | 403) => {
            pass(format!("A wrong key was rejected: {}", refusal.quote()))
        }
        Some(refusal) => warn(format!(
            "A wrong key was rejected with a status other than 401 or 403, so programs cannot tell what is wrong: {}",
            refusal.quote()
        )),
    }
}

/// Returns the server's refusal of the prompt without the right key; `None` if it answered it.
///
/// # Errors
/// Skipped or inconclusive, as [`Evidence::reply_to`]; inconclusive also if the refusal may have
/// another reason than the key.
pub(super) fn refusal_of(evidence: &Evidence<'_>, id: ProbeId) -> Result<Option<Refusal>, Undecided> {
    let reply = evidence.reply_to(id)?;
    let is_from_target = super::is_from_target(evidence, reply);
    if is_from_target && refusal::has_answered(reply) {
        return Ok(None);
    }
    // If the same prompt with the right key is answered, the key is the only difference.
    let is_contrast = evidence.prompt_reply().is_ok_and(refusal::has_answered);
    let is_for_the_key = |refusal: &Refusal| {
        let is_likely = matches!(refusal.status, 401 | 403) && !refusal.category.is_not_the_api();
        (400..500).contains(&refusal.status)
            && !matches!(refusal.status, 408 | 429)
            && !is_wall(refusal.kind)
            && !matches!(refusal.category, Category::RateLimit | Category::Overload | Category::TimedOut)
            && (is_contrast || is_likely || refusal.category == Category::Key)
    };
    match refusal::of(reply).filter(|refusal| is_from_target && is_for_the_key(refusal)) {
        Some(refusal) => Ok(Some(refusal)),
        None => inconclusive(
            format!("The reply (status {}) does not show whether the key was checked.", reply.status),
            "Rerun this check to get an answer, or an error about the key.",
        ),
    }
}

/// Returns true if it is a page in front of the API, which has not looked at the key.
fn is_wall(kind: DiagnosisKind) -> bool {
    matches!(kind, DiagnosisKind::BotWall | DiagnosisKind::LoginWall)
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass, Skipped, Warn};
    use super::super::testing::{ANSWER, case, completion, refused, target, text};
    use crate::exchange::{Reply, Unanswered};
    use crate::probe::ProbeId;

    const NO: &str = r#"{"error":{"message":"No."}}"#;

    /// Judges the reply to a wrong key, if the right one was answered.
    #[track_caller]
    fn check(reply: Reply, expected: super::super::Verdict) {
        let run = case().reply(ProbeId::Prompt, completion(ANSWER)).reply(ProbeId::WrongKey, reply);
        run.expect(CheckId::AuthEnforced, expected);
    }

    #[test]
    fn a_refusal_passes_and_an_answer_fails() {
        check(refused(401, NO), Pass);
        check(refused(403, NO), Pass);
        check(text(403, "<html><title>403 Forbidden</title></html>"), Pass);
        check(completion(ANSWER), Fail);
    }

    #[test]
    fn another_refusal_is_a_warning() {
        check(refused(400, NO), Warn);
        check(refused(404, r#"{"error":{"message":"Invalid API key"}}"#), Warn);
    }

    #[test]
    fn what_says_nothing_about_the_key_is_inconclusive() {
        for status in [200, 408, 429, 500, 503] {
            check(refused(status, NO), Inconclusive);
        }
        check(refused(429, r#"{"error":{"message":"Invalid API key"}}"#), Inconclusive);
        check(refused(403, r#"{"error":{"message":"Rate limit reached"}}"#), Inconclusive);
        for page in ["Log in", "Just a moment..."] {
            check(text(403, &format!("<html><title>{page}</title></html>")), Inconclusive);
        }
        check(text(200, "<html><title>Log in</title></html>"), Inconclusive);
        let mut elsewhere = refused(401, NO);
        elsewhere.url = "https://elsewhere.example/v1".to_owned();
        check(elsewhere, Inconclusive);
        case().blocked(ProbeId::WrongKey).expect(CheckId::AuthEnforced, Inconclusive);
        case()
            .unanswered(ProbeId::WrongKey, Unanswered::Cancelled)
            .expect(CheckId::AuthEnforced, Inconclusive);
    }

    #[test]
    fn without_contrast_only_a_refusal_for_the_key_counts() {
        let after_refusal =
            |reply| case().reply(ProbeId::Prompt, refused(500, NO)).reply(ProbeId::WrongKey, reply);
        after_refusal(refused(401, NO)).expect(CheckId::AuthEnforced, Pass);
        after_refusal(refused(400, NO)).expect(CheckId::AuthEnforced, Inconclusive);
        let of_the_key = r#"{"error":{"message":"API key not valid. Please pass one."}}"#;
        after_refusal(refused(400, of_the_key)).expect(CheckId::AuthEnforced, Warn);
        after_refusal(text(403, "<html>Forbidden</html>")).expect(CheckId::AuthEnforced, Inconclusive);
    }

    #[test]
    fn it_is_skipped_where_there_is_no_key() {
        let run = case().target(target("https://gateway.example/v1", ""));
        run.reply(ProbeId::WrongKey, completion(ANSWER)).expect(CheckId::AuthEnforced, Skipped);
        case().expect(CheckId::AuthEnforced, Skipped);
    }
}
