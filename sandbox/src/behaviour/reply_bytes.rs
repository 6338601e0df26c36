//! Replies that are not whole, or not JSON at all.

use std::time::Duration;

use super::{Behaviour, Family, ROW, Sends};
use crate::chat::Chat;
use crate::completion::Completion;
use crate::expected::{DiagnosisKind, Expected, Points};
use crate::gateway::{Gateway, HEALTHY, events};
use crate::pacing::{Piece, paced};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "The reply's bytes", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "empty-reply",
        title: "The gateway sends an empty reply with status 200.",
        lesson: "The status is a success, but there is no answer.",
        sends: Sends::always("200 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(Reply::new(200, JSON, "")), ..HEALTHY },
        expects: Expected::always(Points::NO_COMPLETION, DiagnosisKind::ReplyEmpty),
        ..ROW
    },
    Behaviour {
        id: "not-json",
        title: "The gateway sends a sentence with status 200.",
        lesson: "The server is not a gateway, or this is not the chat route.",
        sends: Sends::always("200 text/plain"),
        gateway: Gateway { override_reply: |_, _| Some(Reply::new(200, "text/plain", WORDS)), ..HEALTHY },
        expects: Expected::always(Points::NO_COMPLETION, DiagnosisKind::ReplyNotJson),
        ..ROW
    },
    Behaviour {
        id: "cut-json",
        title: "The JSON of the reply stops in the middle.",
        lesson: "A proxy on the way cuts long replies.",
        gateway: Gateway { plain: cut, ..HEALTHY },
        expects: Expected::when_plain(Points::NO_COMPLETION, Some(DiagnosisKind::ReplyTruncated)),
        ..ROW
    },
    Behaviour {
        id: "short-body",
        title: "The connection ends before all promised bytes have arrived.",
        lesson: "The browser itself notices that the reply is incomplete.",
        gateway: Gateway { plain: short, ..HEALTHY },
        expects: Expected::when_plain(Points::GATEWAY_ONLY, Some(DiagnosisKind::ConnectionDropped)),
        ..ROW
    },
    Behaviour {
        id: "broken-utf8",
        title: "The answer contains bytes that are not UTF-8.",
        lesson: "One bad byte must not hide the whole answer.",
        gateway: Gateway { plain: broken, streamed: broken_stream, ..HEALTHY },
        expects: Expected::both(Points::CONTRACT_WARN, None),
        ..ROW
    },
];

const JSON: &str = "application/json";
const WORDS: &str = "It works! The service is running.";

fn cut(completion: &Completion) -> Reply {
    Reply::new(200, JSON, half(&completion.json().to_string()))
}

pub(super) fn short(completion: &Completion) -> Reply {
    let body = completion.json().to_string();
    // The pause lets the half leave the machine; without it the server drops it with the connection.
    let pieces = [Piece::send(half(&body)), Piece::Until(Duration::from_millis(300))];
    Reply::pieces(200, JSON, pieces).with("content-length", body.len().to_string())
}

fn half(text: &str) -> Vec<u8> {
    text.as_bytes()[..text.len() / 2].to_vec()
}

fn broken(completion: &Completion) -> Reply {
    Reply::new(200, JSON, spoil(&completion.json().to_string()))
}

fn broken_stream(gateway: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    let pieces = paced(events(chat, completion), gateway.pace).into_iter();
    Reply::events(pieces.map(|piece| match piece {
        Piece::Send(bytes) => Piece::send(spoil(&String::from_utf8_lossy(&bytes))),
        Piece::Until(_) | Piece::Break => piece,
    }))
}

/// Puts a two-byte letter's first byte where its second is missing.
fn spoil(text: &str) -> Vec<u8> {
    text.replace("sandbox.", "sandb\u{0}x.").bytes().map(|byte| if byte == 0 { 0xc3 } else { byte }).collect()
}
