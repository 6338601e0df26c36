//! Gateways that are right and have no room, or whose provider has none.

use super::{Behaviour, Family, ROW, Sends};
use crate::expected::{DiagnosisKind, Expected, Points};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Capacity and budget", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "rate-limited",
        title: "The gateway is rate limiting and says to try again in two seconds.",
        lesson: "Waiting helps, and the message says how long.",
        sends: Sends::always("429 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(too_many()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::RateLimited),
        ..ROW
    },
    Behaviour {
        id: "quota",
        title: "The budget of the key is used up.",
        lesson: "The status is the same as for a rate limit, but waiting does not help.",
        sends: Sends::always("429 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(used_up()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::QuotaExhausted),
        ..ROW
    },
    Behaviour {
        id: "overloaded",
        title: "The provider behind the gateway has no capacity.",
        lesson: "The key, the model and the address are fine.",
        sends: Sends::always("503 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(overloaded()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::Overloaded),
        ..ROW
    },
    Behaviour {
        id: "upstream-504",
        title: "A proxy gives up waiting for the gateway and answers with a web page.",
        lesson: "Long answers time out on the way. Streamed answers pass.",
        sends: Sends::always("504 text/html; charset=utf-8"),
        gateway: Gateway { override_reply: |_, _| Some(Reply::html(504, GATEWAY_TIMEOUT)), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::UpstreamTimedOut).likely(),
        ..ROW
    },
];

const GATEWAY_TIMEOUT: &str = "<html><body><h1>504 Gateway Time-out</h1>\n\
    The server behind this one took too long.\n</body></html>\n";

fn too_many() -> Reply {
    let message = "Rate limit reached for this key. Please try again in 2s.";
    Reply::error(429, "rate_limit_error", Some("rate_limit_exceeded"), message).with("retry-after", "2")
}

fn used_up() -> Reply {
    let message = "The budget of this key is used up. Ask the gateway's admin to raise it.";
    Reply::error(429, "insufficient_quota", Some("insufficient_quota"), message)
}

fn overloaded() -> Reply {
    let message = "The model is overloaded: no capacity left right now.";
    Reply::error(503, "server_error", Some("overloaded"), message)
}
