//! Gateways that let callers wait.

use std::time::Duration;

use super::{Behaviour, Family, ROW, Sends};
use crate::chat::Chat;
use crate::completion::Completion;
use crate::cors::Cors;
use crate::expected::{CheckId, DiagnosisKind, Expected, Points, Verdict};
use crate::fault::At;
use crate::gateway::{Gateway, HEALTHY, events};
use crate::pacing::{LONGEST, Piece, paced};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Waiting", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "slow",
        title: "The gateway answers correctly after eight seconds.",
        lesson: "A time limit that is too short looks like a broken gateway.",
        timeout_s: Some(2),
        sends: Sends::NOTHING,
        gateway: Gateway {
            plain: |completion| (HEALTHY.plain)(completion).after(SLOW),
            streamed: |gateway, chat, completion| (HEALTHY.streamed)(gateway, chat, completion).after(SLOW),
            ..HEALTHY
        },
        expects: Expected::always(Points::UNANSWERED, DiagnosisKind::TimedOut),
        ..ROW
    },
    Behaviour {
        id: "never-answers",
        title: "The gateway accepts the request and never answers.",
        lesson: "The page stops by itself and says so.",
        timeout_s: Some(2),
        sends: Sends::NOTHING,
        gateway: Gateway { before_auth: |call| call.is_chat().then(never), ..HEALTHY },
        expects: Expected::always(Points::UNANSWERED, DiagnosisKind::TimedOut),
        ..ROW
    },
    Behaviour {
        id: "no-cors-slow",
        title: "No browser may read the replies, and every simple request goes unanswered.",
        lesson: "A server that is slow is not one that cannot be reached.",
        at: At::Alone,
        timeout_s: Some(2),
        gateway: Gateway {
            cors: Cors::Absent,
            before_auth: |call| (call.method == "GET").then(never),
            ..HEALTHY
        },
        expects: Expected::always(Points::UNANSWERED, DiagnosisKind::TimedOut).likely(),
        ..ROW
    },
    Behaviour {
        id: "stall-stream",
        title: "The stream starts and then stops without an end.",
        lesson: "A stream can stop without ending.",
        timeout_s: Some(2),
        gateway: Gateway { streamed: stalled, ..HEALTHY },
        expects: Expected::when_streamed(Points::CONTRACT_BROKEN, Some(DiagnosisKind::Stalled))
            .in_standard(Points::CONTRACT_BROKEN, STALLED.split_at(4).0)
            .in_full(Points::CONTRACT_BROKEN, &STALLED),
        ..ROW
    },
    Behaviour {
        id: "stall-reply",
        title: "Half of the reply comes, and then nothing more.",
        lesson: "A plain reply can stop midway too.",
        timeout_s: Some(2),
        gateway: Gateway { plain: half, ..HEALTHY },
        expects: Expected::when_plain(Points::GATEWAY_ONLY, Some(DiagnosisKind::Stalled)),
        ..ROW
    },
];

/// Only Full sends the last one.
const STALLED: [(CheckId, Verdict); 5] = [
    (CheckId::StreamLive, Verdict::Inconclusive),
    (CheckId::StreamParity, Verdict::Inconclusive),
    (CheckId::StreamTerminated, Verdict::Fail),
    (CheckId::StreamUsage, Verdict::Fail),
    (CheckId::ToolStream, Verdict::Inconclusive),
];

const SLOW: Duration = Duration::from_secs(8);

fn never() -> Reply {
    Reply::pieces(504, "text/plain", [Piece::Break]).after(LONGEST)
}

fn stalled(gateway: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    let begun = events(chat, completion).into_iter().take(4);
    let silence = [Piece::Until(LONGEST), Piece::Break];
    Reply::events(paced(begun, gateway.pace).into_iter().chain(silence))
}

fn half(completion: &Completion) -> Reply {
    let mut body = completion.json().to_string().into_bytes();
    body.truncate(body.len() / 2);
    Reply::pieces(200, "application/json", [Piece::send(body), Piece::Until(LONGEST), Piece::Break])
}
