//! Refusals whose status, place or form points elsewhere than their words.

use serde_json::{Value, json};

use super::{Behaviour, Family, ROW, Sends};
use crate::expected::{DiagnosisKind, Expected, Points};
use crate::gateway::{Gateway, HEALTHY, event};
use crate::pacing::paced;
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "The words of a refusal", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "key-in-another-header",
        title: "The gateway looks for the key in another header, and says that it is missing.",
        lesson: "The page sent the key. Asking for it again does not help.",
        sends: Sends::always("401 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: |_| missing_key(), ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyMissing).likely(),
        ..ROW
    },
    Behaviour {
        id: "key-under-500",
        title: "The gateway rejects every key with status 500.",
        lesson: "The words are about a key, but the status does not say whose.",
        sends: Sends::always("500 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: |_| broken_over_key(), ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyRejected).likely(),
        ..ROW
    },
    Behaviour {
        id: "keys-without-database",
        title: "The gateway has no database to look up keys, and says so to every key but its own.",
        lesson: "Status 400 does not mean that the request is wrong. Sending it again does not help.",
        sends: Sends::always("400 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: |_| no_database(), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::GatewayFailed),
        ..ROW
    },
    Behaviour {
        id: "page-403-bare",
        title: "Something in front of the gateway rejects every request with a bare page.",
        lesson: "A firewall or a load balancer never looks at the key.",
        sends: Sends::always("403 text/html; charset=utf-8"),
        gateway: Gateway { before_auth: |_| Some(forbidden_page()), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::KeyNotPermitted).likely(),
        ..ROW
    },
    Behaviour {
        id: "page-503-under-200",
        title: "A proxy sends its error page with status 200.",
        lesson: "The title of the page has the status that counts.",
        sends: Sends::always("200 text/html; charset=utf-8"),
        gateway: Gateway { override_reply: |_, _| Some(error_page()), ..HEALTHY },
        expects: Expected::always(Points::NO_COMPLETION, DiagnosisKind::UpstreamFailed).likely(),
        ..ROW
    },
    Behaviour {
        id: "another-api-named",
        title: "The gateway offers another API, and says so.",
        lesson: "Neither the key nor the model is the problem.",
        sends: Sends::always("400 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(another_api()), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::WrongEndpointType),
        ..ROW
    },
    Behaviour {
        id: "provider-failed-400",
        title: "The provider failed, and the gateway passes it on with status 400.",
        lesson: "A status can blame the wrong side.",
        sends: Sends::always("400 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(provider_failed()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::UpstreamFailed),
        ..ROW
    },
    Behaviour {
        id: "unknown-words-400",
        title: "The gateway rejects the request with words that nobody knows.",
        lesson: "The page quotes the words and does not guess.",
        sends: Sends::always("400 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(unknown_words()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::Unrecognised).possible(),
        ..ROW
    },
    Behaviour {
        id: "reason-in-depth",
        title: "The reason is a JSON text inside the error, two levels down.",
        lesson: "The first words of an error may say nothing. The page searches the rest.",
        sends: Sends::always("502 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(reason_in_depth()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::ContextTooLong),
        ..ROW
    },
    Behaviour {
        id: "error-in-stream-flat",
        title: "The only event of the stream is an error in a form of its own.",
        lesson: "The same JSON is an error in a plain reply and in a stream.",
        sends: Sends::always("200 text/event-stream"),
        gateway: Gateway {
            override_reply: |_, _| {
                Some(stream_of(&json!({ "text": "The worker died.", "error_code": 50002 })))
            },
            ..HEALTHY
        },
        expects: Expected::always(Points::NO_COMPLETION, DiagnosisKind::UpstreamFailed).likely(),
        ..ROW
    },
    Behaviour {
        id: "stream-unknown-events",
        title: "No event of the stream has the API's format.",
        lesson: "The page quotes the first event. That is all the server says.",
        sends: Sends::always("200 text/event-stream"),
        gateway: Gateway {
            override_reply: |_, _| Some(stream_of(&json!({ "stage": "queued", "position": 3 }))),
            ..HEALTHY
        },
        expects: Expected::always(Points::NO_COMPLETION, DiagnosisKind::Unrecognised).possible(),
        ..ROW
    },
];

fn missing_key() -> Reply {
    let message = "Access denied due to missing subscription key. Send it with every request.";
    Reply::json(401, &json!({ "statusCode": 401, "message": message }))
}

fn broken_over_key() -> Reply {
    Reply::json(500, &json!({ "error": "Unknown token provided", "status": 500 }))
}

fn no_database() -> Reply {
    Reply::json(
        400,
        &json!({ "error": { "message": "Key lookup failed: no database connected", "type": "setup_error" } }),
    )
}

fn forbidden_page() -> Reply {
    Reply::html(403, "<html><head><title>403 Forbidden</title></head><body><h1>Forbidden</h1></body></html>")
}

fn error_page() -> Reply {
    const PAGE: &str = "<html><head><title>503 Service Temporarily Unavailable</title></head>\
        <body><h1>503 Service Temporarily Unavailable</h1></body></html>";
    Reply::html(200, PAGE)
}

fn another_api() -> Reply {
    let message = "Chat completions are not offered. Please use the Responses API.";
    Reply::error(400, "invalid_request_error", None, message)
}

fn provider_failed() -> Reply {
    let error = json!([{ "code": 2005, "message": "No response received from the model provider" }]);
    Reply::json(400, &json!({ "success": false, "result": [], "error": error }))
}

fn unknown_words() -> Reply {
    Reply::json(400, &json!({ "error": { "message": "Lane 7 is closed." } }))
}

fn reason_in_depth() -> Reply {
    let inner = json!({ "error": { "message": "This model's maximum context length is 8192 tokens." } });
    Reply::json(
        502,
        &json!({ "error": "Relay failed", "upstream": { "status": 400, "body": inner.to_string() } }),
    )
}

fn stream_of(data: &Value) -> Reply {
    Reply::events(paced([event(data), event("[DONE]")], HEALTHY.pace))
}
