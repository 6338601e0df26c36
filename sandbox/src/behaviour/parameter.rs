//! Gateways that accept parameters without effect, or refuse them.

use super::{Behaviour, Family, ROW};
use crate::call::Call;
use crate::chat::Chat;
use crate::expected::{CheckId, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Parameters", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "stop-ignored",
        title: "The gateway accepts stop, but ignores it.",
        lesson: "Accepting a parameter does not mean that it has an effect.",
        gateway: Gateway { transform_request: |chat| Chat { stop: Vec::new(), ..chat }, ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, &[(CheckId::StopSequence, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "limit-ignored",
        title: "The gateway accepts a token limit, but ignores it.",
        lesson: "The token limit does not limit the costs.",
        gateway: Gateway { transform_request: |chat| Chat { max_tokens: None, ..chat }, ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, &[(CheckId::TokenLimit, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "max-completion-tokens-refused",
        title: "The gateway only knows the older name of the token limit.",
        lesson: "Older servers require max_tokens.",
        gateway: Gateway {
            override_reply: |call, chat| refuse(call, chat, &["max_completion_tokens"]),
            ..HEALTHY
        },
        ..ROW
    },
    Behaviour {
        id: "max-tokens-refused",
        title: "The gateway only knows the newer name of the token limit.",
        lesson: "Reasoning models require max_completion_tokens.",
        gateway: Gateway { override_reply: |call, chat| refuse(call, chat, &["max_tokens"]), ..HEALTHY },
        ..ROW
    },
    Behaviour {
        id: "parameters-ignored",
        title: "The gateway accepts n and logprobs, but neither has an effect.",
        lesson: "Only a visible effect shows that a parameter arrived.",
        gateway: Gateway { transform_request: |chat| Chat { n: 1, logprobs: None, ..chat }, ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, &[(CheckId::Parameters, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "parameters-refused",
        title: "The gateway rejects the advanced parameters.",
        lesson: "The error is clear and names the parameter.",
        gateway: Gateway { override_reply: |call, chat| refuse(call, chat, FINER), ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::PASSED, &[(CheckId::Parameters, Verdict::Unsupported)]),
        ..ROW
    },
];

const FINER: &[&str] = &[
    "n",
    "logprobs",
    "top_logprobs",
    "seed",
    "temperature",
    "top_p",
    "presence_penalty",
    "frequency_penalty",
];

fn refuse(call: &Call, chat: &Chat, params: &[&str]) -> Option<Reply> {
    let Some(param) = params.iter().find(|param| chat.has(param)) else {
        return (HEALTHY.override_reply)(call, chat);
    };
    let message = format!("Unsupported parameter: '{param}' is not supported with this model.");
    let (kind, code) = ("invalid_request_error", Some("unsupported_parameter"));
    Some(Reply::error_about(400, kind, code, Some(param), &message))
}
