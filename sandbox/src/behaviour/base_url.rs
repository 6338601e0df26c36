//! Base URLs that are nearly right: a correction is tried, and works or not.

use super::{Behaviour, Family, ROW, Sends};
use crate::expected::{DiagnosisKind, Expected, Points};
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
        lesson: "Somebody pasted the version once more.",
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
];

fn not_found() -> Reply {
    Reply::new(404, "text/plain", "404 page not found\n")
}
