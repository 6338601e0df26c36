//! Which models does the gateway offer?

use super::{Probe, ProbeId, Profile, never};
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

/// `GET models`. Source: OpenAI reference, models/list.
pub fn models(base_url: &BaseUrl) -> Request {
    Request::get(base_url.endpoint("models"))
}
