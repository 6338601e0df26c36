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
        title: "The gateway answers under /v1 only, and the base URL lacks it.",
        lesson: "The commonest mistake in a base URL.",
        typed_path: Some("/no-version"),
        sends: Sends::always("404 text/plain"),
        gateway: Gateway { not_found: |_| not_found(), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::UrlVersionMissing),
        ..ROW
    },
    Behaviour {
        id: "console-at-root",
        title: "The host's root is a console, and the gateway answers under /v1.",
        lesson: "The address in the browser's own bar is not the one for programs.",
        at: At::Alone,
        typed_path: Some(""),
        sends: Sends::always("200 text/html; charset=utf-8"),
        gateway: Gateway { not_found: |_| super::path::console(), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::UrlVersionMissing),
        ..ROW
    },
    Behaviour {
        id: "version-doubled",
        title: "The base URL names its version twice.",
        lesson: "Pasted once more behind what was there already.",
        typed_path: Some("/version-doubled/v1/v1"),
        sends: Sends::always("404 application/json"),
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::UrlVersionDoubled),
        ..ROW
    },
    Behaviour {
        id: "path-pasted",
        title: "A part of a longer address was pasted along behind /v1.",
        lesson: "The base URL ends where the routes begin.",
        typed_path: Some("/path-pasted/v1/chat"),
        sends: Sends::always("404 application/json"),
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::PathNotFound),
        ..ROW
    },
    Behaviour {
        id: "prefix-wrong",
        title: "The base URL has a path that the host does not know; the gateway answers under /v1.",
        lesson: "The host is right, and the path was guessed.",
        at: At::Alone,
        typed_path: Some("/gateway"),
        sends: Sends::always("404 application/json"),
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::PathNotFound),
        ..ROW
    },
    Behaviour {
        id: "version-unwanted",
        title: "The gateway answers without a version, and the base URL has one.",
        lesson: "Not every base URL ends in /v1.",
        sends: Sends::always("404 application/json"),
        gateway: Gateway { prefix: "", ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::PathNotFound),
        ..ROW
    },
    Behaviour {
        id: "nowhere",
        title: "The base URL lacks a version, and with one there is nothing either.",
        lesson: "What was tried in vain is not given as the cause.",
        typed_path: Some("/nowhere"),
        sends: Sends::always("404 text/plain"),
        gateway: Gateway { before_auth: |_| Some(not_found()), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::PathNotFound),
        ..ROW
    },
    Behaviour {
        id: "nowhere-doubled",
        title: "The base URL names its version twice, and with one there is nothing either.",
        lesson: "A mistake one can see need not be the only one.",
        typed_path: Some("/nowhere-doubled/v1/v1"),
        sends: Sends::always("404 text/plain"),
        gateway: Gateway { before_auth: |_| Some(not_found()), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::PathNotFound),
        ..ROW
    },
    Behaviour {
        id: "nowhere-silent",
        title: "The server answers 404 without a word, whatever the path.",
        lesson: "The status alone may mean the path, and may mean something else.",
        sends: Sends::always("404 text/plain"),
        gateway: Gateway { before_auth: |_| Some(Reply::new(404, "text/plain", "")), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, DiagnosisKind::PathNotFound).likely(),
        ..ROW
    },
];

fn not_found() -> Reply {
    Reply::new(404, "text/plain", "404 page not found\n")
}
