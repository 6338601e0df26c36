//! Streams that end too early, or with an error.

use std::time::Duration;

use serde_json::json;

use super::{Behaviour, Family, ROW};
use crate::chat::Chat;
use crate::completion::Completion;
use crate::expected::{CheckId, DiagnosisKind, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY, event, events};
use crate::pacing::{Piece, paced};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "How a stream ends", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "cut-stream",
        title: "The stream ends without a finish_reason and without [DONE].",
        lesson: "The answer looks complete, but is not.",
        gateway: Gateway { streamed: |g, chat, it| first(g, chat, it, []), ..HEALTHY },
        expects: Expected::when_streamed(Points::CONTRACT_BROKEN, Some(DiagnosisKind::StreamUnterminated))
            .with_checks(&[(CheckId::StreamTerminated, Verdict::Fail)]),
        ..ROW
    },
    Behaviour {
        id: "drop-stream",
        title: "The connection breaks in the middle of the stream.",
        lesson: "The page keeps and shows what came before the break.",
        gateway: Gateway { streamed: dropped, ..HEALTHY },
        expects: Expected::when_streamed(Points::CONTRACT_BROKEN, Some(DiagnosisKind::ConnectionDropped))
            .with_checks(&[(CheckId::StreamTerminated, Verdict::Fail)]),
        ..ROW
    },
    Behaviour {
        id: "error-in-stream",
        title: "The stream contains an error after a few words.",
        lesson: "The status was 200 long before the error.",
        gateway: Gateway { streamed: failing, ..HEALTHY },
        expects: Expected::when_streamed(Points::CONTRACT_BROKEN, Some(DiagnosisKind::UpstreamFailed))
            .with_checks(&[
                (CheckId::ErrorInStream, Verdict::Fail),
                (CheckId::StreamTerminated, Verdict::Fail),
            ]),
        ..ROW
    },
    Behaviour {
        id: "stream-no-done",
        title: "The stream ends with a finish_reason and without [DONE].",
        lesson: "The answer is complete, but some clients wait for [DONE].",
        gateway: Gateway { streamed: without_done, ..HEALTHY },
        expects: Expected::when_streamed(Points::CONTRACT_WARN, None)
            .with_checks(&[(CheckId::StreamTerminated, Verdict::Warn)]),
        ..ROW
    },
];

/// Number of events before the end: the role and some words.
const BEGUN: usize = 6;

fn first<const N: usize>(gateway: &Gateway, chat: &Chat, completion: &Completion, end: [Piece; N]) -> Reply {
    let begun = events(chat, completion).into_iter().take(BEGUN);
    Reply::events(paced(begun, gateway.pace).into_iter().chain(end))
}

pub(super) fn dropped(gateway: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    // Later than the last event, so that what came before has left the machine.
    first(gateway, chat, completion, [Piece::Until(Duration::from_millis(300)), Piece::Break])
}

fn failing(gateway: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    let error = json!({ "error": {
        "message": "The provider behind the gateway failed while it was answering.",
        "type": "upstream_error",
        "param": null,
        "code": "upstream_failed",
    } });
    first(gateway, chat, completion, [Piece::send(event(error))])
}

fn without_done(gateway: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    let mut events = events(chat, completion);
    events.pop();
    Reply::events(paced(events, gateway.pace))
}
