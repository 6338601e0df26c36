//! Limits and loads, in the many forms that servers give them.

use serde_json::json;

use super::{Behaviour, Family, ROW, Sends};
use crate::expected::{DiagnosisKind, Expected, Points};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "How limits are reported", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "rate-limited-failure",
        title: "A message reports too many requests.",
        lesson: "Only the message says how long to wait.",
        sends: Sends::always("429 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(failure()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::RateLimited),
        ..ROW
    },
    Behaviour {
        id: "rate-limited-event",
        title: "An event of a stream reports too many requests, even for a plain request.",
        lesson: "An error may come as an event with its own status.",
        sends: Sends::always("429 text/event-stream"),
        gateway: Gateway {
            override_reply: |_, _| Some(Reply::new(429, "text/event-stream", EVENT)),
            ..HEALTHY
        },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::RateLimited),
        ..ROW
    },
    Behaviour {
        id: "rate-limited-silently",
        title: "The reply has status 429 and nothing else.",
        lesson: "The status alone may mean too many requests or a used-up budget.",
        sends: Sends::always("429 text/plain"),
        gateway: Gateway { override_reply: |_, _| Some(Reply::new(429, "text/plain", "")), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::RateLimited).likely(),
        ..ROW
    },
    Behaviour {
        id: "budget-in-list",
        title: "A list of errors reports that the budget is used up.",
        lesson: "Waiting does not help.",
        sends: Sends::always("402 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(budget()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::QuotaExhausted),
        ..ROW
    },
    Behaviour {
        id: "balance-in-chinese",
        title: "A number and a Chinese sentence report that the balance is used up.",
        lesson: "Status 403 can be about money.",
        sends: Sends::always("403 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(balance()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::QuotaExhausted),
        ..ROW
    },
    Behaviour {
        id: "overloaded-529",
        title: "The provider is overloaded and says so in another vendor's format and status.",
        lesson: "The gateway passes on the provider's own reply.",
        sends: Sends::always("529 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(overloaded()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::Overloaded),
        ..ROW
    },
    Behaviour {
        id: "overloaded-with-type",
        title: "A string with a type reports that the server is overloaded.",
        lesson: "The key, the model and the address are fine.",
        sends: Sends::always("503 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(with_type()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::Overloaded),
        ..ROW
    },
];

const EVENT: &str = "event: error\ndata: {\"error\":{\"message\":\"Rate limit reached. \
    Please try again in 0.3s.\",\"type\":\"rate_limit_error\",\"code\":\"rate_limit_exceeded\"}}\n\n";

fn failure() -> Reply {
    Reply::json(429, &json!({ "status": "failure", "message": "Too many requests, retry after 1 seconds" }))
}

fn budget() -> Reply {
    let errors = json!([{ "code": 10402, "message": "The budget has been exceeded for this team." }]);
    Reply::json(402, &json!({ "success": false, "errors": errors, "result": null }))
}

fn balance() -> Reply {
    Reply::json(403, &json!({ "error": { "code": "1113", "message": "您的账户余额不足，请充值后再试。" } }))
}

fn overloaded() -> Reply {
    let error = json!({ "type": "overloaded_error", "message": "Overloaded" });
    Reply::json(529, &json!({ "type": "error", "error": error }))
}

fn with_type() -> Reply {
    Reply::json(503, &json!({ "error": "Model is overloaded", "error_type": "overloaded" }))
}
