//! Gateways that answer one request well, and not many.

use std::time::Duration;

use super::{Behaviour, Family, ROW};
use crate::call::Call;
use crate::cors::Cors;
use crate::expected::{CheckId, DiagnosisKind, Expected, Outcome, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY};
use crate::pacing::Piece;
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Many requests", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "one-at-a-time",
        title: "The gateway answers one request per key at a time, and its message says how long to wait.",
        lesson: "The header with the wait exists, but the browser cannot read it.",
        gateway: Gateway { cors: Cors::HeadersHidden, before_auth: too_many, finalize: unhurried, ..HEALTHY },
        expects: Expected::PASSED.in_standard(Points::PASSED, NOT_VISIBLE),
        ..ROW
    },
    Behaviour {
        id: "headers-hidden",
        title: "The browser can read the replies, but none of their headers.",
        lesson: "The request id exists, but nobody can see it.",
        gateway: Gateway { cors: Cors::HeadersHidden, ..HEALTHY },
        expects: Expected::PASSED.in_standard(Points::PASSED, NOT_VISIBLE),
        ..ROW
    },
    Behaviour {
        id: "dies",
        title: "The gateway answers ten requests per key and cuts every later connection.",
        lesson: "The page keeps and shows the earlier results.",
        gateway: Gateway { before_auth: |call| (call.ordinal > LIVES).then(cut), ..HEALTHY },
        expects: Expected::PASSED.in_part_of_full(Points::PASSED, &[]),
        ..ROW
    },
    Behaviour {
        id: "cuts",
        title: "Every connection is cut in the middle of the reply.",
        lesson: "The browser itself notices that the reply is incomplete.",
        gateway: Gateway {
            plain: super::reply_bytes::short,
            streamed: super::stream_end::dropped,
            ..HEALTHY
        },
        expects: Expected {
            plain: Outcome::of(Points::GATEWAY_ONLY, Some(DiagnosisKind::ConnectionDropped)),
            streamed: Outcome::of(Points::CONTRACT_BROKEN, Some(DiagnosisKind::ConnectionDropped)),
            ..Expected::PASSED
        },
        ..ROW
    },
    Behaviour {
        id: "closes",
        title: "The gateway closes the connection after each reply, which is correct.",
        lesson: "New connections only cost time.",
        gateway: Gateway { finalize: |_, reply| reply.with("connection", "close"), ..HEALTHY },
        ..ROW
    },
    Behaviour {
        id: "steady",
        title: "Every reply comes after 200 ms, also with many parallel requests.",
        lesson: "The duration of a run depends on the number of parallel requests.",
        gateway: Gateway { finalize: |_, reply| reply.after(STEADY), pace: Duration::ZERO, ..HEALTHY },
        // What comes all at once may have been held back.
        expects: Expected::PASSED
            .in_standard(Points::PASSED, &[(CheckId::StreamLive, Verdict::Inconclusive)]),
        ..ROW
    },
    Behaviour {
        id: "out-of-order",
        title: "Later requests are answered before earlier ones.",
        lesson: "The page matches replies to their requests in any order.",
        gateway: Gateway { finalize: out_of_order, ..HEALTHY },
        ..ROW
    },
];

/// Verdicts of the checks where the browser sees no header.
pub(super) const NOT_VISIBLE: &[(CheckId, Verdict)] =
    &[(CheckId::RequestIdVisible, Verdict::Inconclusive), (CheckId::RateLimitVisible, Verdict::Inconclusive)];

const STEADY: Duration = Duration::from_millis(200);
/// Enough for a run of Standard.
const LIVES: u64 = 10;

fn too_many(call: &Call) -> Option<Reply> {
    let message = "Rate limit reached: one request at a time. Please try again in 0.3s.";
    let (kind, code) = ("rate_limit_error", Some("rate_limit_exceeded"));
    (call.others > 0).then(|| Reply::error(429, kind, code, message).with("retry-after", "1"))
}

/// Long enough for requests that were sent together to meet. A refusal waits for nothing.
pub(super) fn unhurried(_: &Call, reply: Reply) -> Reply {
    if reply.status == 429 { reply } else { reply.after(Duration::from_millis(150)) }
}

/// Later than the beginning, so that it has left the machine.
fn cut() -> Reply {
    let pieces = [Piece::send("{"), Piece::Until(Duration::from_millis(300)), Piece::Break];
    Reply::pieces(200, "application/json", pieces)
}

fn out_of_order(call: &Call, reply: Reply) -> Reply {
    const DELAYS_MS: [u64; 7] = [400, 20, 250, 0, 320, 120, 60];
    let index = usize::try_from(call.ordinal).unwrap_or(0);
    reply.after(Duration::from_millis(DELAYS_MS[index % DELAYS_MS.len()]))
}
