//! Helpers that the tests of probes share.

use super::{Probe, ProbeContext, ProbeId};
use crate::exchange::{Ending, Exchange, Outcome, Reply, Transcript};
use crate::response::Recorder;
use crate::target::{ApiKey, BaseUrl, ModelName, Target};
use crate::wire::Request;

/// A model name that shows whether it is written as JSON.
pub(super) const MODEL: &str = "m \\ \"1\" x";

/// The request of `probe` after what happened.
pub(super) fn request(probe: &Probe, transcript: &Transcript) -> Result<Request, &'static str> {
    (probe.request)(&context(&target(), transcript))
}

/// Returns the request that `probe` sends again after this refusal.
pub(super) fn refusal_to(probe: &Probe, status: u16, json: &str) -> Option<Request> {
    let transcript = Transcript::default();
    let target = target();
    (probe.again)(&context(&target, &transcript), &exchange(status, json, probe.id))
}

/// A transcript in which the probe `id` was answered with this JSON.
pub(super) fn listed(json: &str, id: ProbeId) -> Transcript {
    Transcript { exchanges: vec![exchange(200, json, id)], skipped: Vec::new() }
}

/// A plain answer.
pub(super) const ANSWER: &str = r#"{"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}"#;

pub(super) fn target() -> Target {
    target_at("https://a.example/v1")
}

pub(super) fn target_at(base_url: &str) -> Target {
    Target {
        base_url: BaseUrl::parse(base_url).unwrap(),
        key: ApiKey::parse("gc-test-1").unwrap(),
        model: ModelName::parse(MODEL).unwrap(),
    }
}

pub(super) fn context<'a>(target: &'a Target, transcript: &'a Transcript) -> ProbeContext<'a> {
    ProbeContext { target, prompt: "Hi", is_streamed: false, wrong_key: target.key.as_ref(), transcript }
}

fn exchange(status: u16, json: &str, probe: ProbeId) -> Exchange {
    let request = super::prompt(&target(), "Hi", false);
    Exchange { probe, request, started_ms: 0.0, outcome: Outcome::Replied(reply(status, json)) }
}

/// A reply with this body.
pub(super) fn reply(status: u16, body: &str) -> Reply {
    let mut recorder = Recorder::new(false, None);
    recorder.feed(body.as_bytes(), 0.0);
    Reply {
        status,
        url: String::new(),
        is_redirected: false,
        headers: Vec::new(),
        body: recorder.finish(0.0),
        ending: Ending::Complete,
        headers_ms: 0.0,
        first_byte_ms: None,
        lag_ms: 0.0,
        total_ms: 0.0,
    }
}
