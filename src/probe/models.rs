//! The models that the gateway offers.

use super::{Probe, ProbeId, Profile, never};
use crate::diagnosis::DiagnosisKind;
use crate::refusal;
use crate::target::BaseUrl;
use crate::wire::Request;

pub(super) const PROBE: Probe = Probe {
    id: ProbeId::Models,
    question: "Which models does the gateway list?",
    profile: Profile::Standard,
    tokens: 0,
    after: &[],
    request: |context| Ok(models(&context.target.base_url)),
    again: never,
};

/// Several gateways answer an unknown model with status 500.
pub(super) const AFTER_FAILURE_PROBE: Probe = Probe {
    question: "Does the gateway that failed list the model?",
    profile: Profile::Quick,
    request: |context| {
        let prompt = context.transcript.of_probe(ProbeId::Prompt).and_then(|(_, prompt)| prompt.reply());
        let has_failed = prompt
            .and_then(refusal::of)
            .is_some_and(|refusal| refusal.kind == DiagnosisKind::GatewayFailed && refusal.status >= 500);
        if !has_failed || context.transcript.of_probe(ProbeId::Models).is_some() {
            return Err("The list of models would show nothing new.");
        }
        Ok(models(&context.target.base_url))
    },
    ..PROBE
};

/// `GET models`. Source: OpenAI reference, models/list.
pub fn models(base_url: &BaseUrl) -> Request {
    Request::get(base_url.endpoint("models"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ANSWER, context, reply, target};
    use super::*;
    use crate::exchange::{Exchange, Outcome, Transcript};

    /// Expects a prompt with this reply to raise the question for the list of models, or not to.
    #[track_caller]
    fn check(status: u16, body: &str, is_raised: bool) {
        let target = target();
        let prompt = Exchange {
            probe: ProbeId::Prompt,
            request: super::super::prompt(&target, "Hi", false),
            started_ms: 0.0,
            outcome: Outcome::Replied(reply(status, body)),
        };
        let transcript = Transcript { exchanges: vec![prompt], ..Transcript::default() };
        let request = (AFTER_FAILURE_PROBE.request)(&context(&target, &transcript));
        assert_eq!(request.is_ok(), is_raised, "{status} {body}");
    }

    #[test]
    fn the_list_is_asked_for_where_the_gateway_itself_failed() {
        check(500, "{}", true);
        check(502, r#"{"error":{"message":"Invalid API key"}}"#, false);
        check(503, "{}", false);
        check(404, "404 page not found", false);
        check(200, r#"{"error":{"message":"Internal server error"}}"#, false);
        check(200, ANSWER, false);
    }
}
