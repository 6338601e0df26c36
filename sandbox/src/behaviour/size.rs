//! Replies larger than any client expects: the page stays awake and its memory bounded.

use std::iter;

use axum::body::Bytes;
use serde_json::json;

use super::load::Flood;
use super::{Behaviour, Family, ROW};
use crate::chat::Chat;
use crate::completion::Completion;
use crate::expected::{CheckId, DiagnosisKind, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY, event, events};
use crate::pacing::{Piece, paced};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Size", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "huge-reply",
        title: "The reply is 50 MB of JSON.",
        lesson: "The page stops reading and says so.",
        gateway: Gateway { plain: huge, ..HEALTHY },
        expects: Expected::when_plain(Points::GATEWAY_ONLY, Some(DiagnosisKind::ReplyTooLarge)),
        ..ROW
    },
    Behaviour {
        id: "huge-line",
        title: "One event of the stream is a megabyte long.",
        lesson: "A line has no upper limit.",
        gateway: Gateway { streamed: huge_line, ..HEALTHY },
        ..ROW
    },
    Behaviour {
        id: "tiny-events",
        title: "The stream has a million events of one letter, at full speed.",
        lesson: "The page stays usable while it reads.",
        gateway: Gateway { streamed: tiny_events, ..HEALTHY },
        expects: Expected::when_streamed(TOO_LONG_TO_TELL, Some(DiagnosisKind::ReplyTooLarge))
            .in_standard(TOO_LONG_TO_TELL, TOO_LONG.split_at(4).0)
            .in_full(TOO_LONG_TO_TELL, &TOO_LONG),
        ..ROW
    },
];

const TOO_LONG_TO_TELL: Points = Points { contract: Verdict::Inconclusive, ..Points::PASSED };
/// Only Full sends the last one.
const TOO_LONG: [(CheckId, Verdict); 5] = [
    (CheckId::StreamLive, Verdict::Inconclusive),
    (CheckId::StreamParity, Verdict::Inconclusive),
    (CheckId::StreamTerminated, Verdict::Inconclusive),
    (CheckId::StreamUsage, Verdict::Inconclusive),
    (CheckId::ToolStream, Verdict::Inconclusive),
];

const MEGABYTE: usize = 1_000_000;
const REPLY_MEGABYTES: usize = 50;
const EVENTS: u32 = 1_000_000;

fn huge(completion: &Completion) -> Reply {
    /// Placeholder for the long text; our JSON does not contain it otherwise.
    const MARK: &str = "FILLER";
    let completion = Completion { tokens: vec![MARK.to_owned()], ..completion.clone() };
    let body = completion.json().to_string();
    let (head, tail) = body.split_once(MARK).unwrap_or((&body, ""));
    let length = head.len() + tail.len() + REPLY_MEGABYTES * MEGABYTE;
    let filler = Bytes::from(vec![b'a'; MEGABYTE]);
    let pieces = iter::once(Piece::send(head.to_owned()))
        .chain(iter::repeat_n(Piece::Send(filler), REPLY_MEGABYTES))
        .chain(iter::once(Piece::send(tail.to_owned())));
    Reply::pieces(200, "application/json", pieces).with("content-length", length.to_string())
}

fn huge_line(gateway: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    let mut events = events(chat, completion);
    let line = completion.chunk(json!({ "content": "a".repeat(MEGABYTE) }), None);
    events.insert(1, event(line));
    Reply::events(paced(events, gateway.pace))
}

fn tiny_events(_: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    Flood { text: "a".to_owned(), times: EVENTS, per_second: None }.reply(chat, completion)
}
