//! Gateways that refuse the request for what is in it.

use serde_json::{Value, json};

use super::{Behaviour, Family, ROW, Sends};
use crate::expected::{DiagnosisKind, Expected, Points};
use crate::gateway::{Gateway, HEALTHY, refused};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "The request", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "parameter-unsupported",
        title: "The server rejects a parameter that every client sends.",
        lesson: "The server is only partly compatible with the API.",
        sends: Sends::always("400 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(refused(400, None, UNKNOWN_ARGUMENT)), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::ParameterUnsupported),
        ..ROW
    },
    Behaviour {
        id: "request-invalid",
        title: "The server lists fields as missing that were sent.",
        lesson: "A proxy changed the request, or the server uses another API.",
        sends: Sends::always("422 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(invalid()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::RequestInvalid),
        ..ROW
    },
    Behaviour {
        id: "context-too-long",
        title: "The prompt is longer than the model's context.",
        lesson: "A shorter prompt or another model helps.",
        sends: Sends::always("400 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(too_long()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::ContextTooLong),
        ..ROW
    },
    Behaviour {
        id: "request-too-large",
        title: "A proxy says that the request is too large, and answers with a web page.",
        lesson: "The limit is the proxy's, not the model's.",
        sends: Sends::always("413 text/html; charset=utf-8"),
        gateway: Gateway { override_reply: |_, _| Some(Reply::html(413, TOO_LARGE)), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::RequestTooLarge).likely(),
        ..ROW
    },
    Behaviour {
        id: "content-blocked",
        title: "A content filter blocks the prompt.",
        lesson: "Everything else works. A simpler prompt passes.",
        sends: Sends::always("400 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(filtered()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::ContentBlocked),
        ..ROW
    },
    Behaviour {
        id: "guardrail",
        title: "A guardrail of the gateway blocks the prompt with a non-standard status.",
        lesson: "The page handles unknown status codes too.",
        sends: Sends::always("446 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(guarded()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::ContentBlocked),
        ..ROW
    },
];

const UNKNOWN_ARGUMENT: &str = "Unrecognized request argument supplied: model";

const TOO_LARGE: &str = "<html><head><title>413 Request Entity Too Large</title></head>\
    <body><h1>413 Request Entity Too Large</h1><p>nginx</p></body></html>";

fn invalid() -> Reply {
    let words = "'messages' is a required property";
    let detail = json!([{ "loc": ["body", "messages"], "msg": words, "type": "missing" }]);
    Reply::json(422, &json!({ "detail": detail }))
}

fn too_long() -> Reply {
    let message =
        "This model's maximum context length is 8 tokens. Please reduce the length of the messages.";
    Reply::json(
        400,
        &json!({ "object": "error", "message": message, "type": "BadRequestError", "param": Value::Null, "code": 400 }),
    )
}

fn filtered() -> Reply {
    let error = json!({
        "code": "content_filter",
        "message": "The prompt triggered the content management policy. Change it and try again.",
        "status": 400,
        "innererror": { "code": "ResponsibleAIPolicyViolation" },
    });
    Reply::json(400, &json!({ "error": error }))
}

fn guarded() -> Reply {
    let message = "The guardrail checks defined in the configuration failed.";
    Reply::json(446, &json!({ "error": { "message": message, "type": "hooks_failed" }, "hook_results": {} }))
}
