//! Requests that any server must reject: they show the format of its errors.

use super::chat::chat;
use super::{Probe, ProbeId, Profile, never};
use crate::wire::Request;
use crate::wire::chat::{ChatRequest, Messages};

pub(super) const MALFORMED_PROBE: Probe = Probe {
    id: ProbeId::Malformed,
    question: "Does a malformed request get a standard error?",
    profile: Profile::Standard,
    tokens: 0,
    after: &[],
    request: |context| Ok(chat(context.target, malformed())),
    again: never,
};

pub(super) const WRONG_PATH_PROBE: Probe = Probe {
    id: ProbeId::WrongPath,
    question: "Does a wrong path get a standard error?",
    profile: Profile::Full,
    tokens: 0,
    after: &[],
    request: |context| Ok(Request::get(context.target.base_url.endpoint("gateway-check-no-such-path"))),
    again: never,
};

/// A request whose messages are not a list.
pub(super) fn malformed() -> ChatRequest<'static> {
    ChatRequest { messages: Messages::Malformed("no list"), ..ChatRequest::default() }
}
