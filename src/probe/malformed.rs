//! Requests that any server must refuse: they show the form of its refusals.

use super::chat::chat;
use super::{Probe, ProbeId, Profile, never};
use crate::wire::{Authorization, Request};

pub(super) const MALFORMED_PROBE: Probe = Probe {
    id: ProbeId::Malformed,
    question: "Is a malformed request refused in the right form?",
    profile: Profile::Standard,
    tokens: 0,
    after: &[],
    request: |context| Ok(chat(context.target, r#""no list""#, "")),
    again: never,
};

pub(super) const WRONG_PATH_PROBE: Probe = Probe {
    id: ProbeId::WrongPath,
    question: "Is a path that cannot exist refused in the right form?",
    profile: Profile::Full,
    tokens: 0,
    after: &[],
    request: |context| {
        Ok(Request {
            method: "GET",
            url: context.target.base_url.endpoint("gateway-check-no-such-path"),
            authorization: Authorization::Key,
            body: None,
            is_streamed: false,
            is_opaque: false,
        })
    },
    again: never,
};
