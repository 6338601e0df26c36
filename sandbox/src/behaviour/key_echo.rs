//! Gateways that say the key aloud: a correct page shows none of it.

use serde_json::json;

use super::{Behaviour, Family, ROW, Sends};
use crate::call::Call;
use crate::chat::Chat;
use crate::completion::{Completion, tokens};
use crate::expected::{CheckId, DiagnosisKind, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Key in the reply", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "litellm-key",
        title: "The gateway rejects every key like LiteLLM does, and quotes parts of it.",
        lesson: "Gateways quote parts of a key. A report must not.",
        sends: Sends::always("401 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: with_parts, ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyRejected),
        ..ROW
    },
    Behaviour {
        id: "echo-key",
        title: "The gateway rejects every key, repeats it, and prints the expected one.",
        lesson: "The page masks every reply, not only those to the real key.",
        sends: Sends::always("401 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: with_everything, ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyRejected),
        ..ROW
    },
    Behaviour {
        id: "echo-key-in-answer",
        title: "The model's answer contains the key.",
        lesson: "The page masks even a good answer before it shows it.",
        gateway: Gateway { respond: the_key, ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, SAME_ANSWER),
        ..ROW
    },
    Behaviour {
        id: "echo-key-in-stream",
        title: "The model's answer contains the key, cut into pieces of three letters.",
        lesson: "The page masks a key before its last piece arrives.",
        gateway: Gateway { respond: the_key_in_pieces, ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, SAME_ANSWER),
        ..ROW
    },
];

/// The checks of features where a model answers everything alike.
pub(super) const SAME_ANSWER: &[(CheckId, Verdict)] = &[
    (CheckId::ImageInput, Verdict::Warn),
    (CheckId::JsonObject, Verdict::Fail),
    (CheckId::JsonSchema, Verdict::Fail),
    (CheckId::MultiTurn, Verdict::Warn),
    (CheckId::StopSequence, Verdict::Inconclusive),
    (CheckId::SystemMessage, Verdict::Warn),
    (CheckId::ToolArguments, Verdict::Inconclusive),
    (CheckId::ToolCall, Verdict::Warn),
    (CheckId::ToolRoundTrip, Verdict::Skipped),
    (CheckId::ToolStream, Verdict::Warn),
    (CheckId::UnicodeEcho, Verdict::Warn),
];

/// The key `echo-key` says it expected.
const EXPECTED_KEY: &str = "gc-test-expected-4f7Qm29xLpZ8";

fn with_parts(call: &Call) -> Reply {
    let key: Vec<char> = call.key().unwrap_or_default().chars().collect();
    let head: String = key.iter().take(4).collect();
    let tail: String = key[key.len().saturating_sub(4)..].iter().collect();
    let message = format!(
        "Authentication Error, no such virtual key. Received={head}...{tail}, \
         Key Hash (Token)=0f3c5a7e9b1d2c4e6f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6. \
         It is not in the table LiteLLM_VerificationTokenTable."
    );
    Reply::json(
        401,
        &json!({ "error": {
            "message": message,
            "type": "token_not_found_in_db",
            "param": "key",
            "code": "401",
        } }),
    )
}

fn with_everything(call: &Call) -> Reply {
    let key = call.key().unwrap_or("(none)");
    let message = format!("Got the key {key}, expected the key {EXPECTED_KEY}.");
    Reply::error(401, "invalid_request_error", Some("invalid_api_key"), &message)
        .with("x-received-key", key)
        .with("x-expected-key", EXPECTED_KEY)
}

fn the_key(call: &Call, chat: &Chat) -> Completion {
    let text = format!("Your key is {} and it works.", call.key().unwrap_or("(none)"));
    Completion::of(call, chat, tokens(&text))
}

fn the_key_in_pieces(call: &Call, chat: &Chat) -> Completion {
    let key: Vec<char> = call.key().unwrap_or("(none)").chars().collect();
    let mut tokens = tokens("Your key is ");
    tokens.extend(key.chunks(3).map(|piece| piece.iter().collect()));
    tokens.push(" and it works.".to_owned());
    Completion::of(call, chat, tokens)
}
