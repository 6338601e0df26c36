//! Limits and loads, in the many forms that servers give them.

use serde_json::json;

use super::{Behaviour, Family, ROW, Sends};
use crate::expected::{DiagnosisKind, Expected, Points};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "How limits are said", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "rate-limited-failure",
        title: "Too many requests, says a failure with a message.",
        lesson: "The wait stands in the words alone.",
        sends: Sends::always("429 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(failure()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::RateLimited),
        ..ROW
    },
    Behaviour {
        id: "rate-limited-event",
        title: "Too many requests, says an event of a stream, whether one was asked for or not.",
        lesson: "An error may come as an event under a status of its own.",
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
        title: "Status 429, and nothing else.",
        lesson: "Too many requests, or a budget: the status does not tell.",
        sends: Sends::always("429 text/plain"),
        gateway: Gateway { override_reply: |_, _| Some(Reply::new(429, "text/plain", "")), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::RateLimited).likely(),
        ..ROW
    },
    Behaviour {
        id: "budget-in-list",
        title: "The budget is used up, says a list of errors.",
        lesson: "Waiting does not help.",
        sends: Sends::always("402 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(budget()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::QuotaExhausted),
        ..ROW
    },
    Behaviour {
        id: "balance-in-chinese",
        title: "The balance is used up, says a number and a sentence in Chinese.",
        lesson: "Status 403 can mean money.",
        sends: Sends::always("403 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(balance()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::QuotaExhausted),
        ..ROW
    },
    Behaviour {
        id: "overloaded-529",
        title: "The provider is overloaded, in another vendor's form and status.",
        lesson: "The gateway passes the provider's own reply on.",
        sends: Sends::always("529 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(overloaded()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::Overloaded),
        ..ROW
    },
    Behaviour {
        id: "overloaded-with-type",
        title: "The server is overloaded, says a string with a type beside it.",
        lesson: "Nothing is wrong with key, model or address.",
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
