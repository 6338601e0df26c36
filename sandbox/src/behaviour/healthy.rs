//! Gateways with nothing wrong.

use std::iter;
use std::time::Duration;

use serde_json::json;

use super::{Behaviour, Family, ROW};
use crate::chat::Chat;
use crate::completion::Completion;
use crate::expected::{CheckId, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY, event, frame};
use crate::pacing::Piece;
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

/// Tokens sent together: timers are no finer than about a millisecond.
const BATCH: usize = 100;
const BATCH_PACE: Duration = Duration::from_millis(10);
/// Three seconds' worth.
const DEFAULT_TOKENS: usize = 30_000;
/// Ends before the sandbox would break it off.
const MOST_TOKENS: usize = 1_100_000;

fn fast(_: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    let tokens = chat.max_tokens.unwrap_or(DEFAULT_TOKENS).min(MOST_TOKENS);
    let completion = Completion { finish_reason: "length", ..completion.clone() };
    let (head, tail) = frame(chat, &completion, tokens);
    let word = event(completion.chunk(json!({ "content": "word " }), None));
    let batches = (0..tokens.div_ceil(BATCH)).zip(1..).flat_map(move |(batch, place)| {
        let size = BATCH.min(tokens - batch * BATCH);
        [Piece::send(word.repeat(size)), Piece::Until(BATCH_PACE * place)]
    });
    Reply::events(iter::once(Piece::send(head)).chain(batches).chain([Piece::send(tail)]))
}
