//! Problems that the prompt's own reply does not show, but the replies beside it do.

use super::{Candidate, Confidence, DiagnosisKind, Kind, Owner, reply};
use crate::check::Evidence;
use crate::exchange::{Outcome, Reply, Unanswered};
use crate::probe::ProbeId;
use crate::refusal;

/// Probes that a gateway must refuse, all sent to the prompt's own URL.
const REFUSED: [ProbeId; 4] = [ProbeId::WrongKey, ProbeId::WrongModel, ProbeId::Malformed, ProbeId::NoKey];

/// Returns the problems that remain although `prompt`, the reply to the prompt, shows none, each with the
/// exchange that shows it.
pub(super) fn candidates(evidence: &Evidence<'_>, prompt: &Reply) -> Vec<(usize, Candidate)> {
    let mut found = Vec::new();
    let of_probe = |id| evidence.transcript.of_probe(id);
    if let Some((index, exchange)) = of_probe(ProbeId::WrongKey)
        && exchange.reply().is_some_and(refusal::has_answered)
    {
        found.push((index, (DiagnosisKind::KeyNotChecked, Confidence::Certain)));
    }
    let is_blocked = |outcome: &Outcome| matches!(outcome, Outcome::Unanswered(Unanswered::Blocked { .. }));
    let blocked = |id: &ProbeId| of_probe(*id).filter(|(_, it)| is_blocked(&it.outcome));
    if let Some((index, _)) = REFUSED.iter().find_map(blocked) {
        // A connection that breaks looks the same.
        found.push((index, (DiagnosisKind::CorsErrorUnreadable, Confidence::Likely)));
    }
    if let Some((index, exchange)) = of_probe(ProbeId::Stream)
        && let Some(reply) = exchange.reply()
    {
        let candidates = super::reply_candidates(evidence, reply, exchange.request.is_streamed);
        // A problem that the plain reply also has is not new.
        let known = reply::candidates(prompt, false);
        found.extend(candidates.into_iter().filter(|it| !known.contains(it)).map(|it| (index, it)));
    }
    found
}

/// The names of the requests to which no reply could be read, of those that a gateway must refuse.
pub(super) fn hidden(evidence: &Evidence<'_>) -> Vec<&'static str> {
    let is_hidden = |id: &&ProbeId| {
        let outcome = evidence.transcript.of_probe(**id).map(|(_, exchange)| &exchange.outcome);
        matches!(outcome, Some(Outcome::Unanswered(Unanswered::Blocked { .. })))
    };
    REFUSED.iter().filter(is_hidden).map(|id| id.label()).collect()
}

pub(super) const KINDS: &[Kind] = &[Kind {
    id: DiagnosisKind::KeyNotChecked,
    owner: Owner::GatewayAdmin,
    title: "The gateway accepts any key.",
    cause: "A made-up key worked just like yours. Anyone who knows the address can use the endpoint at your organisation's cost.",
    remedies: &[
        "Tell the gateway's admin: authentication is off for {base_url}, or a proxy in front adds its own key.",
        "Until this is fixed, a working answer does not prove that your key is valid.",
    ],
    admin_remedies: &[
        "Reject requests without a key and requests with a wrong key.",
        "Check whether a proxy in front of the gateway adds its own key.",
    ],
}];

#[cfg(test)]
mod tests {
    use super::super::testing::{ANSWER, Case, case};
    use super::super::{Confidence, DiagnosisKind};
    use crate::probe::ProbeId;

    const REFUSED: (u16, &str) = (401, r#"{"error":{"message":"Invalid API key"}}"#);

    fn healthy() -> Case {
        case("https://gateway.example/v1").reply(ProbeId::Prompt, ANSWER)
    }

    #[test]
    fn a_wrong_key_that_works_is_a_fault_of_the_gateway() {
        healthy().reply(ProbeId::WrongKey, REFUSED).expect(&[]);
        healthy()
            .reply(ProbeId::WrongKey, ANSWER)
            .expect(&[(DiagnosisKind::KeyNotChecked, Confidence::Certain)]);
    }

    #[test]
    fn refusals_that_cannot_be_read_beside_answers_that_can_lack_permission() {
        healthy()
            .blocked(ProbeId::WrongKey)
            .expect(&[(DiagnosisKind::CorsErrorUnreadable, Confidence::Likely)]);
        healthy()
            .blocked(ProbeId::WrongKey)
            .blocked(ProbeId::WrongModel)
            .expect(&[(DiagnosisKind::CorsErrorUnreadable, Confidence::Likely)]);
    }

    #[test]
    fn what_is_hidden_is_named_and_the_answered_prompt_is_not_blamed() {
        for (id, name) in [
            (ProbeId::WrongKey, "“Wrong key”"),
            (ProbeId::NoKey, "“No key”"),
            (ProbeId::Malformed, "“Malformed request”"),
        ] {
            let diagnoses = healthy().blocked(id).diagnoses();
            assert!(diagnoses[0].cause.contains(name), "{}", diagnoses[0].cause);
            let said = diagnoses[0].remedies.join(" ");
            assert!(!said.contains("Check the key") && !said.contains("model"), "{said}");
        }
    }

    #[test]
    fn a_broken_stream_shows_beside_a_good_plain_reply() {
        healthy()
            .reply(ProbeId::Stream, ANSWER)
            .expect(&[(DiagnosisKind::StreamNotSse, Confidence::Certain)]);
        let refused = (400, r#"{"error":{"message":"Unsupported parameter: stream","param":"stream"}}"#);
        healthy()
            .reply(ProbeId::Stream, refused)
            .expect(&[(DiagnosisKind::ParameterUnsupported, Confidence::Certain)]);
    }

    #[test]
    fn trouble_with_the_prompt_itself_comes_first() {
        let refused = case("https://gateway.example/v1").reply(ProbeId::Prompt, REFUSED);
        refused.reply(ProbeId::WrongKey, ANSWER).expect(&[(DiagnosisKind::KeyRejected, Confidence::Certain)]);
    }
}
