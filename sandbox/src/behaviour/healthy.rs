//! Gateways with nothing wrong.

use std::time::Duration;

use super::load::Flood;
use super::{Behaviour, Family, ROW};
use crate::chat::Chat;
use crate::completion::Completion;
use crate::expected::{CheckId, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Healthy", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "healthy",
        title: "The gateway does everything right.",
        lesson: "This is how a good result looks.",
        ..ROW
    },
    Behaviour {
        id: "healthy-slow-stream",
        title: "The gateway does everything right, and streams 25 tokens per second.",
        lesson: "People can watch this stream grow.",
        gateway: Gateway { pace: Duration::from_millis(40), ..HEALTHY },
        ..ROW
    },
    Behaviour {
        id: "fast-stream",
        title: "The gateway streams 10,000 tokens per second, as many as max_tokens allows.",
        lesson: "The page keeps up with any speed. Without max_tokens the stream lasts 3 seconds.",
        gateway: Gateway { streamed: fast, ..HEALTHY },
        // Its stream is words, whatever was asked for.
        expects: Expected::PASSED.in_full(Points::PASSED, &[(CheckId::ToolStream, Verdict::Inconclusive)]),
        ..ROW
    },
];

/// Three seconds' worth.
const DEFAULT_TOKENS: u32 = 30_000;

fn fast(_: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    let most = |tokens| u32::try_from(tokens).unwrap_or(u32::MAX);
    let times = chat.max_tokens.map_or(DEFAULT_TOKENS, most).min(Flood::MOST);
    let completion = Completion { finish_reason: "length", ..completion.clone() };
    Flood { text: "word ".to_owned(), times, per_second: Some(10_000) }.reply(chat, &completion)
}
