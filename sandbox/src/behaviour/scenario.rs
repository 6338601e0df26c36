//! Gateways in operation: a key is replaced, a policy applies, a model steps in, something fails for a while.

use std::ops::RangeInclusive;

use super::traffic::{NOT_VISIBLE, unhurried};
use super::{Behaviour, Family, ROW};
use crate::call::Call;
use crate::chat::Chat;
use crate::completion::Completion;
use crate::cors::Cors;
use crate::expected::{CheckId, Expected, Outcome, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY, MODELS, refused, unknown_model};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Scenarios", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "rotates",
        title: "The gateway rejects keys that start with gc-test-old, and accepts all others.",
        lesson: "A good key rotation: the new key works, and the old one no longer does.",
        gateway: Gateway { accepts_key: |key| is_accepted(key, OLD), ..HEALTHY },
        ..ROW
    },
    Behaviour {
        id: "rotates-slowly",
        title: "The gateway still accepts the old key beside the new one.",
        lesson: "A rotation is only complete when the old key is rejected.",
        ..ROW
    },
    Behaviour {
        id: "rotates-wrong",
        title: "The gateway rejects keys that start with gc-test-new, and still accepts the old one.",
        lesson: "Keep the old key until the new one works.",
        gateway: Gateway { accepts_key: |key| is_accepted(key, NEW), ..HEALTHY },
        ..ROW
    },
    Behaviour {
        id: "policy",
        title: "The gateway refuses prompts with the word forbidden, and the model sandbox-large.",
        lesson: "A policy refuses with an error object, so that a program can tell its user why.",
        gateway: Gateway {
            override_reply: |call, chat| refuses(call, chat, by_policy),
            serves: is_allowed,
            refuse_model: by_model_policy,
            ..HEALTHY
        },
        ..ROW
    },
    Behaviour {
        id: "policy-filter",
        title: "The gateway answers prompts with the word forbidden with the finish_reason content_filter.",
        lesson: "An answer that ends in a filter is also a refusal.",
        gateway: Gateway { respond: filtered, serves: is_allowed, refuse_model: by_model_policy, ..HEALTHY },
        ..ROW
    },
    Behaviour {
        id: "policy-fault",
        title: "The gateway refuses prompts with the word forbidden, and the model sandbox-large, with status 500.",
        lesson: "A program retries what looks like a fault, and its user never learns about the policy.",
        gateway: Gateway {
            override_reply: |call, chat| refuses(call, chat, |_| like_a_fault()),
            serves: is_allowed,
            refuse_model: |chat| if chat.model == LARGE { like_a_fault() } else { unknown_model(chat) },
            ..HEALTHY
        },
        ..ROW
    },
    Behaviour {
        id: "policy-none",
        title: "The gateway has no policy: prompts with the word forbidden are answered.",
        lesson: "Without a policy only the model can refuse, and the next model may not.",
        ..ROW
    },
    Behaviour {
        id: "falls-back",
        title: "The model sandbox-small is answered by sandbox-large, and the reply says so.",
        lesson: "The model in the reply and a header show a fallback.",
        gateway: Gateway { respond: by_large, finalize: names_answerer, ..HEALTHY },
        expects: Expected { plain: WARNED, streamed: WARNED, ..Expected::PASSED }
            .with_checks(&[(CheckId::ModelIdentity, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "falls-back-silently",
        title: "The model sandbox-small is answered by sandbox-large, but only a hidden header says so.",
        lesson: "A fallback that nobody can see changes answers and prices without notice.",
        gateway: Gateway { cors: Cors::HeadersHidden, finalize: names_answerer, ..HEALTHY },
        expects: Expected::PASSED.in_standard(Points::PASSED, NOT_VISIBLE),
        ..ROW
    },
    Behaviour {
        id: "fast-limit",
        title: "The gateway answers three requests per key at a time, and tells others how long to wait.",
        lesson: "Status 429 with a visible Retry-After lets a program wait as long as it must.",
        gateway: Gateway { before_auth: too_fast, finalize: unhurried, ..HEALTHY },
        ..ROW
    },
    Behaviour {
        id: "fast-limit-hidden",
        title: "The gateway answers three requests per key at a time, and the browser hides the wait.",
        lesson: "The header with the wait exists, but the gateway does not expose it.",
        gateway: Gateway { cors: Cors::HeadersHidden, before_auth: too_fast, finalize: unhurried, ..HEALTHY },
        expects: Expected::PASSED.in_standard(Points::PASSED, NOT_VISIBLE),
        ..ROW
    },
    Behaviour {
        id: "fails-for-a-while",
        title: "The gateway answers requests 4 to 6 of each key with status 503, and all others well.",
        lesson: "Only watching over time shows an outage, and when it ended.",
        gateway: Gateway { before_auth: |call| OUTAGE.contains(&call.ordinal).then(outage), ..HEALTHY },
        expects: Expected::PASSED.in_part(Points::PASSED, &[]),
        ..ROW
    },
    Behaviour {
        id: "key-revoked-meanwhile",
        title: "The gateway answers three requests of each key, and rejects the key from then on.",
        lesson: "Somebody may revoke a key while programs use it.",
        gateway: Gateway { before_auth: |call| (call.ordinal >= *OUTAGE.start()).then(revoked), ..HEALTHY },
        expects: Expected::PASSED.in_part(Points::PASSED, &[]),
        ..ROW
    },
];

const WARNED: Outcome = Outcome::of(Points { model: Verdict::Warn, ..Points::PASSED }, None);

/// Beginnings of the keys that are to be replaced, and of those that replace them.
const OLD: &str = "gc-test-old";
const NEW: &str = "gc-test-new";
/// The word that no prompt may hold, and the model that no key may use.
const FORBIDDEN: &str = "forbidden";
const LARGE: &str = "sandbox-large";
/// Number of requests of a key that are answered at the same time.
const AT_A_TIME: usize = 3;
/// The requests of a key that fail, by their ordinal.
const OUTAGE: RangeInclusive<u64> = 4..=6;

fn is_accepted(key: Option<&str>, beginning: &str) -> bool {
    (HEALTHY.accepts_key)(key) && !key.is_some_and(|key| key.starts_with(beginning))
}

fn is_allowed(model: &str) -> bool {
    model != LARGE && MODELS.contains(&model)
}

fn is_forbidden(chat: &Chat) -> bool {
    chat.prompt().to_ascii_lowercase().contains(FORBIDDEN)
}

fn refuses(call: &Call, chat: &Chat, refusal: fn(&Chat) -> Reply) -> Option<Reply> {
    if is_forbidden(chat) { Some(refusal(chat)) } else { (HEALTHY.override_reply)(call, chat) }
}

fn by_policy(_: &Chat) -> Reply {
    refused(
        400,
        Some("content_policy_violation"),
        "The prompt was blocked by the content policy of this gateway.",
    )
}

fn by_model_policy(chat: &Chat) -> Reply {
    if chat.model != LARGE {
        return unknown_model(chat);
    }
    let message = format!("This key is not allowed to access the model '{}'.", chat.model);
    Reply::error_about(403, "permission_error", Some("model_not_allowed"), Some("model"), &message)
}

fn like_a_fault() -> Reply {
    Reply::error(500, "server_error", None, "The server had an error while processing your request.")
}

fn filtered(call: &Call, chat: &Chat) -> Completion {
    let completion = (HEALTHY.respond)(call, chat);
    if is_forbidden(chat) {
        Completion { tokens: Vec::new(), finish_reason: "content_filter", ..completion }
    } else {
        completion
    }
}

fn by_large(call: &Call, chat: &Chat) -> Completion {
    Completion { model: answerer(&chat.model).to_owned(), ..(HEALTHY.respond)(call, chat) }
}

/// The model that answers in place of another.
fn answerer(model: &str) -> &str {
    if model == MODELS[0] { LARGE } else { model }
}

fn names_answerer(call: &Call, reply: Reply) -> Reply {
    match Chat::parse(&call.body) {
        Ok(chat) if reply.status == 200 => reply.with("x-gateway-model", answerer(&chat.model)),
        _ => reply,
    }
}

fn too_fast(call: &Call) -> Option<Reply> {
    let message = "Rate limit reached: three requests at a time.";
    let (kind, code) = ("rate_limit_error", Some("rate_limit_exceeded"));
    (call.others >= AT_A_TIME).then(|| Reply::error(429, kind, code, message).with("retry-after", "1"))
}

fn outage() -> Reply {
    Reply::error(503, "server_error", None, "The service is temporarily unavailable.")
}

fn revoked() -> Reply {
    refused(401, Some("invalid_api_key"), "This API key was revoked.")
}
