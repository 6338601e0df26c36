//! Addresses where something else answers than the gateway.

use serde_json::json;

use super::{Behaviour, Family, ROW, Sends};
use crate::expected::{DiagnosisKind, Expected, Points};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "The address", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "not-found",
        title: "A web server answers, but does not know the page.",
        lesson: "The host is right, but the path or the endpoint type is not.",
        sends: Sends::always("404 text/html; charset=utf-8"),
        gateway: Gateway { before_auth: |_| Some(Reply::html(404, NOT_FOUND)), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::PathNotFound).likely(),
        ..ROW
    },
    Behaviour {
        id: "html-console",
        title: "The address belongs to a console with a login form, and answers with status 200.",
        lesson: "Status 200 alone proves nothing.",
        sends: Sends::always("200 text/html; charset=utf-8"),
        gateway: Gateway { before_auth: |_| Some(console()), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::UrlIsConsole).likely(),
        ..ROW
    },
    Behaviour {
        id: "html-page",
        title: "The address belongs to a web page, and answers with status 200.",
        lesson: "Many web servers answer every path with status 200.",
        sends: Sends::always("200 text/html; charset=utf-8"),
        gateway: Gateway { before_auth: |_| Some(Reply::html(200, WELCOME)), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::HtmlInsteadOfApi),
        ..ROW
    },
    Behaviour {
        id: "login-wall",
        title: "A sign-in page blocks the way to the gateway.",
        lesson: "A program with a key cannot sign in.",
        sends: Sends::always("401 text/html; charset=utf-8"),
        gateway: Gateway { before_auth: |_| Some(Reply::html(401, SIGN_IN)), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::LoginWall),
        ..ROW
    },
    Behaviour {
        id: "bot-wall",
        title: "A bot-protection service in front of the gateway requires proof of a person.",
        lesson: "The status is 403, but the key is not the reason.",
        sends: Sends::always("403 text/html; charset=utf-8"),
        gateway: Gateway { before_auth: |_| Some(Reply::html(403, CHALLENGE)), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::BotWall),
        ..ROW
    },
    Behaviour {
        id: "storage-endpoint",
        title: "The address belongs to a storage service.",
        lesson: "Storage and AI have different addresses and different keys.",
        sends: Sends::always("403 application/xml"),
        gateway: Gateway { before_auth: |_| Some(Reply::new(403, "application/xml", STORAGE)), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::UrlIsStorageEndpoint),
        ..ROW
    },
    Behaviour {
        id: "anthropic-endpoint",
        title: "The endpoint uses another vendor's API and requires its header.",
        lesson: "The path exists there too, but the API is different.",
        sends: Sends::always("400 application/json"),
        gateway: Gateway { before_auth: |_| Some(header_missing()), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::WrongEndpointType),
        ..ROW
    },
];

const NOT_FOUND: &str = "<html><head><title>404 Not Found</title></head>\
    <body><h1>404 Not Found</h1><p>nginx</p></body></html>";

const CONSOLE: &str = "<!doctype html><html lang=en><head><title>Sign in - Console</title></head>\
    <body><h1>Sign in</h1><form method=post action=/login><label>User <input name=user></label>\
    <label>Password <input type=password name=password></label><button>Sign in</button></form>\
    </body></html>";

const WELCOME: &str = "<!doctype html><html lang=en><head><title>Welcome to nginx!</title></head>\
    <body><h1>It works</h1><p>The web server is installed.</p></body></html>";

const SIGN_IN: &str = "<!doctype html><html lang=en><head><title>Sign in to continue</title></head>\
    <body><p>Use your organisation's account.</p></body></html>";

const CHALLENGE: &str = "<!doctype html><html lang=en><head><title>Just a moment...</title></head>\
    <body><p>Checking your browser before you go on.</p></body></html>";

const STORAGE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>InvalidAccessKeyId</Code>\
    <Message>No such access key.</Message><RequestId>SANDBOX0</RequestId></Error>";

pub(super) fn console() -> Reply {
    Reply::html(200, CONSOLE)
}

fn header_missing() -> Reply {
    let error =
        json!({ "type": "invalid_request_error", "message": "anthropic-version: header is required" });
    Reply::json(400, &json!({ "type": "error", "error": error }))
}
