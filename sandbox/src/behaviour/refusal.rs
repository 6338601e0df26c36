//! Gateways that refuse what must be refused, each in a way that misleads, or do not refuse it.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Behaviour, Family, ROW};
use crate::call::Call;
use crate::expected::{CheckId, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY, refused};
use crate::reply::{Reply, ReplyBody};

pub(super) const FAMILY: Family = Family { title: "Errors", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "model-any",
        title: "The gateway accepts any model name.",
        lesson: "Typos go unnoticed, and a working call proves nothing.",
        gateway: Gateway { serves: |_| true, ..HEALTHY },
        expects: Expected::PASSED.in_standard(
            Points { model: Verdict::Inconclusive, ..Points::PASSED },
            &[
                (CheckId::ModelRefusedUnknown, Verdict::Warn),
                (CheckId::ModelAuthorised, Verdict::Inconclusive),
            ],
        ),
        ..ROW
    },
    Behaviour {
        id: "error-detail",
        title: "Errors come in a detail field, not in an error object.",
        lesson: "Programs that look for an error object find none.",
        gateway: Gateway { finalize: |_, reply| as_detail(reply), ..HEALTHY },
        expects: Expected::PASSED.in_standard(
            Points { contract: Verdict::Warn, ..Points::PASSED },
            &[(CheckId::ErrorShape, Verdict::Warn)],
        ),
        ..ROW
    },
    Behaviour {
        id: "malformed-500",
        title: "The gateway reports a malformed request as its own failure.",
        lesson: "Programs retry for nothing.",
        gateway: Gateway { refuse_request: |_| failed(), ..HEALTHY },
        expects: Expected::PASSED
            .in_standard(Points::CONTRACT_WARN, &[(CheckId::ErrorStatus, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "wrong-key-400",
        title: "The gateway rejects a wrong key with status 400.",
        lesson: "Programs cannot tell a wrong key from a wrong request.",
        gateway: Gateway { refuse_key: key_as_bad_request, ..HEALTHY },
        expects: Expected::PASSED.in_standard(
            Points { authentication: Verdict::Warn, ..Points::PASSED },
            &[(CheckId::AuthEnforced, Verdict::Warn)],
        ),
        ..ROW
    },
    Behaviour {
        id: "slow-refusal",
        title: "The gateway needs eight seconds to reject an unknown model.",
        lesson: "One slow reply must not delay the others.",
        timeout_s: Some(2),
        gateway: Gateway { refuse_model: |chat| (HEALTHY.refuse_model)(chat).after(SLOW), ..HEALTHY },
        expects: Expected::PASSED.in_standard(
            Points::PASSED,
            &[
                (CheckId::ModelRefusedUnknown, Verdict::Inconclusive),
                (CheckId::BrowserAccess, Verdict::Inconclusive),
            ],
        ),
        ..ROW
    },
];

const SLOW: Duration = Duration::from_secs(8);

/// A refusal with its words in another envelope; all else is left as it is.
fn as_detail(reply: Reply) -> Reply {
    let ReplyBody::Whole(bytes) = &reply.body else { return reply };
    let body: Value = serde_json::from_slice(bytes).unwrap_or_default();
    match body["error"]["message"].as_str() {
        Some(message) if reply.status >= 400 => Reply::json(reply.status, &json!({ "detail": message })),
        Some(_) | None => reply,
    }
}

fn failed() -> Reply {
    Reply::error(500, "server_error", None, "The server had an error while processing the request.")
}

fn key_as_bad_request(_: &Call) -> Reply {
    refused(400, Some("invalid_api_key"), "Incorrect API key provided to this gateway.")
}
