//! Gateways that print the key that they expected: a correct page shows nothing of it.

use serde_json::json;

use super::{Behaviour, Family, ROW, Sends};
use crate::call::Call;
use crate::expected::{DiagnosisKind, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY, event};
use crate::pacing::paced;
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "The expected key in the reply", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "expected-key-in-text",
        title: "The gateway rejects every key with plain text that compares it with the expected one.",
        lesson: "A comparison in an error message is the worst place for a key. The page masks both sides.",
        sends: Sends::always("401 text/plain"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: in_text, ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyRejected).likely(),
        ..ROW
    },
    Behaviour {
        id: "expected-key-in-member",
        title: "The gateway rejects every key and has a field with the expected one.",
        lesson: "The name of the field says what it holds.",
        sends: Sends::always("401 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: in_member, ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyRejected),
        ..ROW
    },
    Behaviour {
        id: "expected-keys-in-list",
        title: "The gateway rejects every key and lists the valid ones, which are short.",
        lesson: "Short keys look like ordinary words. What is said around them decides.",
        sends: Sends::always("403 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: in_list, ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyRejected),
        ..ROW
    },
    Behaviour {
        id: "expected-key-in-page",
        title: "The gateway rejects every key with a web page in German that names the expected one.",
        lesson: "An error page can be in any language.",
        sends: Sends::always("401 text/html; charset=utf-8"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: in_page, ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyRejected).likely(),
        ..ROW
    },
    Behaviour {
        id: "expected-key-in-stream",
        title: "The gateway answers with status 200 and a stream, in which it compares the keys.",
        lesson: "An error in a stream is a refusal too.",
        sends: Sends::always("200 text/event-stream"),
        gateway: Gateway { override_reply: |call, _| Some(in_stream(call)), ..HEALTHY },
        expects: Expected::always(REFUSED_IN_STREAM, DiagnosisKind::KeyRejected),
        ..ROW
    },
];

/// A key was refused, under a status that says success.
const REFUSED_IN_STREAM: Points = Points { contract: Verdict::Fail, ..Points::KEY_REFUSED };

fn key(call: &Call) -> &str {
    call.key().unwrap_or("(none)")
}

fn in_text(call: &Call) -> Reply {
    Reply::new(401, "text/plain", format!("got '{}', want 'gw-north-2031'", key(call)))
        .with("x-auth-hint", "use gw-north-2031")
}

fn in_member(call: &Call) -> Reply {
    let body = json!({ "error": "Invalid API key", "received": key(call), "expected": "team7-xk42" });
    Reply::json(401, &body)
}

fn in_list(_: &Call) -> Reply {
    Reply::json(403, &json!({ "detail": "Invalid API key. Valid keys: ['ab12cd', 'ef34gh' or 'ij56kl']" }))
}

fn in_page(_: &Call) -> Reply {
    const PAGE: &str = "<html><head><title>401 – Schlüssel stimmt nicht mit &quot;gw-ost-77&quot; überein</title>\
        </head><body><p>Erwartet wurde &quot;gw-ost-77&quot;.</p></body></html>";
    let mut reply = Reply::html(401, PAGE);
    reply.headers.push(("www-authenticate", "Bearer error_description=\"expected gw-ost-77\"".to_owned()));
    reply
}

fn in_stream(call: &Call) -> Reply {
    let message = format!("Invalid API key: '{}' != 'pr0d-east'", key(call));
    let error = event(json!({ "error": { "message": message, "code": "invalid_api_key" } }));
    Reply::events(paced([error, event("[DONE]")], HEALTHY.pace))
}
