//! The prompt with one wrong part: only the comparison shows that key and model are checked.

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

#[cfg(test)]
mod tests {
    use super::super::testing::{context, target};
    use super::super::{ProbeContext, prompt};
    use super::*;
    use crate::exchange::Transcript;
    use crate::target::ApiKey;

    #[test]
    fn the_controls_of_the_key_are_the_prompt_with_another_key_or_none() {
        let (target, transcript) = (target(), Transcript::default());
        let wrong_key = ApiKey::parse("gc-test-wrong").unwrap().unwrap();
        let context = ProbeContext { wrong_key: Some(&wrong_key), ..context(&target, &transcript) };
        for (probe, authorization) in [
            (&WRONG_KEY_PROBE, Authorization::Instead(wrong_key.clone())),
            (&NO_KEY_PROBE, Authorization::Nothing),
        ] {
            let expected = Request { authorization, ..prompt(&target, "Hi", false) };
            assert_eq!((probe.request)(&context), Ok(expected), "{}", probe.id);
        }
    }
}
