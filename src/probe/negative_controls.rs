//! The prompt with one thing wrong: only contrast shows that key and model are looked at.

use super::chat::chat;
use super::{Probe, ProbeId, Profile, never};
use crate::target::{ModelName, Target};
use crate::wire::chat::ChatRequest;
use crate::wire::{Authorization, Request};

pub(super) const WRONG_KEY_PROBE: Probe = Probe {
    id: ProbeId::WrongKey,
    question: "Is a wrong key rejected?",
    profile: Profile::Standard,
    tokens: 20,
    after: &[],
    request: |context| {
        let wrong_key = context.wrong_key.ok_or("No key was entered, so there is no wrong key to test.")?;
        let prompt = chat(context.target, ChatRequest::user(context.prompt));
        Ok(Request { authorization: Authorization::Instead(wrong_key.clone()), ..prompt })
    },
    again: never,
};

pub(super) const NO_KEY_PROBE: Probe = Probe {
    id: ProbeId::NoKey,
    question: "Is a request without a key rejected?",
    profile: Profile::Full,
    tokens: 20,
    after: &[],
    request: |context| {
        if context.target.key.is_none() {
            return Err("No key was entered: the prompt itself was sent without a key.");
        }
        let prompt = chat(context.target, ChatRequest::user(context.prompt));
        Ok(Request { authorization: Authorization::Nothing, ..prompt })
    },
    again: never,
};

pub(super) const WRONG_MODEL_PROBE: Probe = Probe {
    id: ProbeId::WrongModel,
    question: "Is a made-up model rejected?",
    profile: Profile::Standard,
    tokens: 20,
    after: &[],
    request: |context| {
        let model = ModelName::parse("gateway-check-no-such-model")
            .map_err(|_| "The made-up model name is not valid.")?;
        Ok(chat(&Target { model, ..context.target.clone() }, ChatRequest::user(context.prompt)))
    },
    again: never,
};
