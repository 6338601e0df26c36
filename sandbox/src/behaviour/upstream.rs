//! Gateways that fail, or fail to reach the systems behind them.

use serde_json::json;

use super::{Behaviour, Family, ROW, Sends};
use crate::expected::{DiagnosisKind, Expected, Points};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Behind the gateway", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "gateway-failed",
        title: "The gateway itself fails.",
        lesson: "The entered values are not the cause.",
        sends: Sends::always("500 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(failed()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::GatewayFailed),
        ..ROW
    },
    Behaviour {
        id: "gateway-failed-silently",
        title: "The gateway fails without a message.",
        lesson: "The status alone makes this cause only likely.",
        sends: Sends::always("500 text/plain"),
        gateway: Gateway { override_reply: |_, _| Some(Reply::new(500, "text/plain", "")), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::GatewayFailed).likely(),
        ..ROW
    },
    Behaviour {
        id: "upstream-502",
        title: "A proxy cannot reach the gateway and answers with a web page.",
        lesson: "The web page comes from the proxy. The gateway behind it may be down.",
        sends: Sends::always("502 text/html; charset=utf-8"),
        gateway: Gateway { override_reply: |_, _| Some(Reply::html(502, BAD_GATEWAY)), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::UpstreamFailed).likely(),
        ..ROW
    },
    Behaviour {
        id: "upstream-503-text",
        title: "A proxy loses its connection to the gateway and says so in plain text.",
        lesson: "Plain text can say as much as an error object.",
        sends: Sends::always("503 text/plain"),
        gateway: Gateway { override_reply: |_, _| Some(Reply::new(503, "text/plain", RESET)), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::UpstreamFailed),
        ..ROW
    },
    Behaviour {
        id: "upstream-424",
        title: "The gateway reports that the provider failed.",
        lesson: "The provider's failure comes with a status of the gateway.",
        sends: Sends::always("424 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(passed_on()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::UpstreamFailed),
        ..ROW
    },
    Behaviour {
        id: "upstream-408",
        title: "The gateway stops waiting for the provider and says so in its own format.",
        lesson: "The time limit is the gateway's, not the page's.",
        sends: Sends::always("408 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(gave_up()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::UpstreamTimedOut),
        ..ROW
    },
    Behaviour {
        id: "unrecognised",
        title: "The server gives an unknown kind of answer.",
        lesson: "The page does not guess.",
        sends: Sends::always("300 application/json"),
        gateway: Gateway {
            override_reply: |_, _| Some(Reply::json(300, &json!({ "of": [1, 2] }))),
            ..HEALTHY
        },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::Unrecognised).possible(),
        ..ROW
    },
];

const BAD_GATEWAY: &str = "<html><head><title>502 Bad Gateway</title></head>\
    <body><h1>502 Bad Gateway</h1><p>nginx</p></body></html>";

const RESET: &str = "upstream connect error or disconnect/reset before headers. \
    reset reason: connection failure";

fn failed() -> Reply {
    Reply::error(500, "server_error", None, "The server had an error while processing the request.")
}

fn passed_on() -> Reply {
    let error = json!({ "code": 424, "message": "Provider returned error" });
    Reply::json(424, &json!({ "error": error }))
}

fn gave_up() -> Reply {
    Reply::json(408, &json!({ "error_code": 408, "error_msg": "Request timed out after 60 seconds" }))
}
