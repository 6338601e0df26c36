//! Which models does the gateway offer?

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
