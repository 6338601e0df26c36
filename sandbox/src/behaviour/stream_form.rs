//! Streams in an unusual form: some are correct, some are another protocol.

use serde_json::{Value, json};

use super::{Behaviour, Family, ROW, Sends};
use crate::chat::Chat;
use crate::completion::Completion;
use crate::expected::{CheckId, DiagnosisKind, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY, event, events};
use crate::pacing::paced;
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "The format of a stream", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "stream-crlf",
        title: "The stream has a byte order mark, comments and CRLF, and is correct.",
        lesson: "The standard allows more than most readers expect.",
        gateway: Gateway { streamed: unusual, ..HEALTHY },
        ..ROW
    },
    Behaviour {
        id: "anthropic-stream",
        title: "The stream uses another vendor's protocol.",
        lesson: "The endpoint type is different from the one the page expects.",
        gateway: Gateway { streamed: foreign, ..HEALTHY },
        expects: Expected::when_streamed(Points::NO_COMPLETION, Some(DiagnosisKind::StreamForeign))
            .with_checks(&[(CheckId::StreamShape, Verdict::Fail)]),
        ..ROW
    },
    Behaviour {
        id: "stream-malformed",
        title: "Some events of the stream are not JSON.",
        lesson: "Each unreadable event loses words of the answer.",
        gateway: Gateway { streamed: malformed, ..HEALTHY },
        expects: Expected::when_streamed(Points::CONTRACT_BROKEN, Some(DiagnosisKind::StreamMalformed))
            .with_checks(&[(CheckId::StreamShape, Verdict::Fail)]),
        ..ROW
    },
    Behaviour {
        id: "stream-ignored",
        title: "The gateway answers in one piece, but a stream was requested.",
        lesson: "Accepting a parameter does not mean that it has an effect.",
        sends: Sends::always("200 application/json"),
        gateway: Gateway { streamed: |gateway, _, it| (gateway.plain)(it), ..HEALTHY },
        expects: Expected::when_streamed(Points::CONTRACT_BROKEN, Some(DiagnosisKind::StreamNotSse))
            .with_checks(&[(CheckId::StreamShape, Verdict::Fail)]),
        ..ROW
    },
    Behaviour {
        id: "stream-unasked",
        title: "The gateway streams without being asked.",
        lesson: "A client that expects JSON cannot read a stream.",
        sends: Sends::always("200 text/event-stream"),
        gateway: Gateway { plain: unasked, ..HEALTHY },
        expects: Expected::when_plain(Points::CONTRACT_BROKEN, Some(DiagnosisKind::StreamUnasked))
            .with_checks(&[(CheckId::CompletionShape, Verdict::Fail)]),
        ..ROW
    },
];

fn unusual(gateway: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    let events = events(chat, completion).into_iter().enumerate().map(|(index, event)| {
        let start = if index == 0 { "\u{feff}: hello\n\n" } else { ": PROCESSING\n\n" };
        format!("{start}{event}").replace('\n', "\r\n")
    });
    Reply::events(paced(events, gateway.pace))
}

fn malformed(gateway: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    let mut events = events(chat, completion);
    // After the role and a few words, if there are that many.
    let index = events.len().min(4);
    events.insert(index, event("{\"choices\":[{\"delta\":{\"content\":"));
    Reply::events(paced(events, gateway.pace))
}

fn foreign(gateway: &Gateway, _: &Chat, completion: &Completion) -> Reply {
    let message = json!({
        "id": "msg_sandbox", "type": "message", "role": "assistant", "model": completion.model,
        "content": [], "usage": { "input_tokens": completion.prompt_tokens, "output_tokens": 0 },
    });
    let mut events = vec![
        named("message_start", &json!({ "message": message })),
        named("content_block_start", &json!({ "index": 0, "content_block": { "type": "text", "text": "" } })),
    ];
    events.extend(completion.tokens.iter().map(|token| {
        named("content_block_delta", &json!({ "index": 0, "delta": { "type": "text_delta", "text": token } }))
    }));
    events.push(named("content_block_stop", &json!({ "index": 0 })));
    events.push(named(
        "message_delta",
        &json!({ "delta": { "stop_reason": "end_turn" }, "usage": { "output_tokens": completion.tokens.len() } }),
    ));
    events.push(named("message_stop", &json!({})));
    Reply::events(paced(events, gateway.pace))
}

/// An event that repeats its name in its data.
fn named(name: &str, data: &Value) -> String {
    let mut data = data.clone();
    data["type"] = json!(name);
    format!("event: {name}\n{}", event(data))
}

fn unasked(completion: &Completion) -> Reply {
    let chunks = completion.chunks(false).into_iter().map(event);
    Reply::events(paced(chunks.chain([event("[DONE]")]), HEALTHY.pace))
}
