//! Base URLs that are nearly right: a correction is tried, and works or not.

use serde_json::json;

use super::{Behaviour, Family, ROW, Sends};
use crate::call::Call;
use crate::chat::Chat;
use crate::expected::{DiagnosisKind, Expected, Points, Verdict};
use crate::fault::At;
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "The base URL", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "no-version",
        title: "The gateway only answers under /v1, and the base URL has no /v1.",
        lesson: "This is the most common mistake in a base URL.",
        typed_path: Some("/no-version"),
        sends: Sends::always("404 text/plain"),
        gateway: Gateway { not_found: |_| not_found(), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::UrlVersionMissing),
        ..ROW
    },
    Behaviour {
        id: "console-at-root",
        title: "The host's root is a console, and the gateway answers under /v1.",
        lesson: "The address in the browser's address bar is not the one for programs.",
        at: At::Alone,
        typed_path: Some(""),
        sends: Sends::always("200 text/html; charset=utf-8"),
        gateway: Gateway { not_found: |_| super::path::console(), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::UrlVersionMissing),
        ..ROW
    },
    Behaviour {
        id: "version-doubled",
        title: "The base URL contains the version twice.",
        lesson: "Somebody pasted the version a second time.",
        typed_path: Some("/version-doubled/v1/v1"),
        sends: Sends::always("404 application/json"),
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::UrlVersionDoubled),
        ..ROW
    },
    Behaviour {
        id: "path-pasted",
        title: "The base URL contains part of a longer address after /v1.",
        lesson: "The base URL ends before the endpoint path.",
        typed_path: Some("/path-pasted/v1/chat"),
        sends: Sends::always("404 application/json"),
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::PathNotFound),
        ..ROW
    },
    Behaviour {
        id: "prefix-wrong",
        title: "The base URL has an unknown path. The gateway answers under /v1.",
        lesson: "The host is right, but the path is a guess.",
        at: At::Alone,
        typed_path: Some("/gateway"),
        sends: Sends::always("404 application/json"),
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::PathNotFound),
        ..ROW
    },
    Behaviour {
        id: "version-unwanted",
        title: "The gateway has no version path, but the base URL has one.",
        lesson: "Not every base URL ends with /v1.",
        sends: Sends::always("404 application/json"),
        gateway: Gateway { prefix: "", ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::PathNotFound),
        ..ROW
    },
    Behaviour {
        id: "nowhere",
        title: "The base URL has no version, and adding one does not help.",
        lesson: "The page does not blame what it tried without success.",
        typed_path: Some("/nowhere"),
        sends: Sends::always("404 text/plain"),
        gateway: Gateway { before_auth: |_| Some(not_found()), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::PathNotFound),
        ..ROW
    },
    Behaviour {
        id: "nowhere-doubled",
        title: "The base URL contains the version twice, and removing one does not help.",
        lesson: "An obvious mistake may not be the only one.",
        typed_path: Some("/nowhere-doubled/v1/v1"),
        sends: Sends::always("404 text/plain"),
        gateway: Gateway { before_auth: |_| Some(not_found()), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::PathNotFound),
        ..ROW
    },
    Behaviour {
        id: "nowhere-silent",
        title: "The server answers 404 without a message, whatever the path.",
        lesson: "The status alone may mean the path or something else.",
        sends: Sends::always("404 text/plain"),
        gateway: Gateway { before_auth: |_| Some(Reply::new(404, "text/plain", "")), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::PathNotFound).likely(),
        ..ROW
    },
    Behaviour {
        id: "api-path",
        title: "The gateway answers under /api, and the base URL ends with /v1.",
        lesson: "Not every base URL ends with /v1.",
        at: At::Alone,
        sends: Sends::always("405 application/json"),
        gateway: Gateway { prefix: "/api", not_found: |_| wrong_method(), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::PathNotFound),
        ..ROW
    },
    Behaviour {
        id: "api-path-mounted",
        title: "The gateway answers under /api behind its own path, and the base URL ends with /v1 there.",
        lesson: "The part before the version may be right.",
        sends: Sends::always("200 text/html; charset=utf-8"),
        gateway: Gateway { prefix: "/api", not_found: |_| super::path::console(), ..HEALTHY },
        typed_path: Some("/api-path-mounted/v1"),
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::UrlIsConsole),
        ..ROW
    },
    Behaviour {
        id: "deployment-path",
        title: "The base URL is the path of one deployment, which requires a query.",
        lesson: "A base URL has no query. Some gateways have a second path that needs none.",
        at: At::Alone,
        typed_path: Some("/openai/deployments/sandbox-small"),
        sends: Sends::always("404 application/json"),
        gateway: Gateway { prefix: "/openai/v1", not_found: |_| no_resource(), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::PathNotFound),
        ..ROW
    },
    Behaviour {
        id: "version-fails",
        title: "The base URL has no version, and the gateway fails under /v1.",
        lesson: "An address that fails may still be the right one, if there is no other.",
        typed_path: Some("/version-fails"),
        sends: Sends::always("404 text/plain"),
        gateway: Gateway {
            before_auth: |call| Some(call.behind("/v1").map_or_else(not_found, |_| failed())),
            ..HEALTHY
        },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::UrlVersionMissing).likely(),
        ..ROW
    },
    Behaviour {
        id: "twin-empty",
        title: "The gateway answers with and without /v1, and its reply to the prompt is empty.",
        lesson: "A second path that works as badly is no correction.",
        typed_path: Some("/twin-empty"),
        sends: Sends::always("200 application/json"),
        gateway: Gateway {
            before_auth: |call| twin(call, || Reply::new(200, "application/json", "")),
            ..HEALTHY
        },
        expects: Expected::always(
            Points { routing: Verdict::Warn, ..Points::NO_COMPLETION },
            DiagnosisKind::ReplyEmpty,
        ),
        ..ROW
    },
    Behaviour {
        id: "twin-broken",
        title: "The gateway answers with and without /v1, and breaks off its reply to the prompt.",
        lesson: "Half of a reply says nothing about the address.",
        sends: Sends::always("200 application/json"),
        gateway: Gateway {
            before_auth: |call| twin(call, || Reply::new(200, "application/json", r#"{"id":"c-1","choi"#)),
            ..HEALTHY
        },
        expects: Expected::always(Points::NO_COMPLETION, DiagnosisKind::ReplyTruncated),
        ..ROW
    },
    Behaviour {
        id: "twin-page",
        title: "The gateway answers with and without /v1, and a web page comes instead of an answer.",
        lesson: "The address is right. Something behind it answers.",
        sends: Sends::always("200 text/html; charset=utf-8"),
        gateway: Gateway { before_auth: |call| twin(call, || Reply::html(200, MAINTENANCE)), ..HEALTHY },
        expects: Expected::always(Points::UNANSWERED, DiagnosisKind::UpstreamFailed).likely(),
        ..ROW
    },
    Behaviour {
        id: "twin-not-found",
        title: "The gateway passes on the 404 of the provider behind it.",
        lesson: "A 404 may be about an address behind the gateway.",
        sends: Sends::always("404 application/json"),
        gateway: Gateway { before_auth: |call| twin(call, no_resource), ..HEALTHY },
        expects: Expected::always(Points::UNANSWERED, DiagnosisKind::UpstreamFailed).possible(),
        ..ROW
    },
];

const MAINTENANCE: &str = "<!doctype html><html lang=en><head><title>Maintenance</title></head>\
    <body><p>We are back soon.</p></body></html>";

/// A chat route at whatever path, which rejects an invalid request, and answers every prompt with `fault`.
fn twin(call: &Call, fault: fn() -> Reply) -> Option<Reply> {
    call.is_chat().then(|| match Chat::parse(&call.body) {
        Ok(_) => fault(),
        Err(problem) => (HEALTHY.refuse_request)(&problem),
    })
}

fn wrong_method() -> Reply {
    Reply::json(405, &json!({ "detail": "Method Not Allowed" }))
}

fn no_resource() -> Reply {
    Reply::json(404, &json!({ "error": { "code": "404", "message": "Resource not found" } }))
}

fn failed() -> Reply {
    Reply::json(500, &json!({ "status": 500 }))
}

fn not_found() -> Reply {
    Reply::new(404, "text/plain", "404 page not found\n")
}
