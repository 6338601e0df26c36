//! Streams that come all at once, or do not take their options.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Behaviour, Family, ROW};
use crate::call::Call;
use crate::chat::Chat;
use crate::completion::Completion;
use crate::expected::{CheckId, DiagnosisKind, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY, as_events, events};
use crate::pacing::{Piece, paced};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Streams and their options", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "stream-buffered",
        title: "The whole stream comes at once, after a second and a half.",
        lesson: "A proxy buffers the stream, so users wait for the last token.",
        gateway: Gateway { streamed: buffered, ..HEALTHY },
        expects: Expected::when_streamed(Points::CONTRACT_WARN, Some(DiagnosisKind::StreamBuffered))
            .likely()
            .with_checks(&[(CheckId::StreamLive, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "stream-no-usage",
        title: "The gateway accepts stream_options, but sends no usage.",
        lesson: "Accepting a parameter does not mean that it has an effect.",
        gateway: Gateway { streamed: without_usage, ..HEALTHY },
        expects: Expected::when_streamed(Points::CONTRACT_WARN, None)
            .with_checks(&[(CheckId::StreamUsage, Verdict::Fail)])
            .in_standard(
                Points::CONTRACT_WARN,
                &[(CheckId::StreamUsage, Verdict::Fail), (CheckId::StreamParity, Verdict::Warn)],
            ),
        ..ROW
    },
    Behaviour {
        id: "stream-without-model",
        title: "The plain reply names the model, but the chunks of a stream do not.",
        lesson: "A program finds a field in one format and misses it in the other.",
        gateway: Gateway { streamed: without_model, ..HEALTHY },
        expects: Expected::when_streamed(Points { model: Verdict::Warn, ..Points::PASSED }, None)
            .in_standard(Points::CONTRACT_WARN, &[(CheckId::StreamParity, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "stream-options-refused",
        title: "The gateway rejects stream_options.",
        lesson: "The same request without the option works, so only the option is the problem.",
        gateway: Gateway { override_reply: refuse_options, ..HEALTHY },
        expects: Expected::when_streamed(Points::CONTRACT_WARN, None)
            .with_checks(&[(CheckId::StreamUsage, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "stream-options-unknown",
        title: "The server rejects stream_options as an unknown field, in words of its own.",
        lesson: "A strict reader refuses what it does not know, and clients that always send it fail.",
        gateway: Gateway { override_reply: refuse_unknown, ..HEALTHY },
        expects: Expected::when_streamed(Points::CONTRACT_WARN, None)
            .with_checks(&[(CheckId::StreamUsage, Verdict::Warn)]),
        ..ROW
    },
];

fn buffered(_: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    let whole = events(chat, completion).concat();
    Reply::events([Piece::send(whole)]).after(Duration::from_millis(1500))
}

fn without_usage(gateway: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    let chat = Chat { include_usage: false, ..chat.clone() };
    (HEALTHY.streamed)(gateway, &chat, completion)
}

fn refuse_unknown(_: &Call, chat: &Chat) -> Option<Reply> {
    let body = json!({ "error_code": "BAD_REQUEST", "message": "json: unknown field \"stream_options\"" });
    chat.has("stream_options").then(|| Reply::json(400, &body))
}

fn without_model(gateway: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    let mut chunks = completion.chunks(chat.include_usage);
    for chunk in chunks.iter_mut().filter_map(Value::as_object_mut) {
        chunk.remove("model");
    }
    Reply::events(paced(as_events(chunks), gateway.pace))
}

fn refuse_options(_: &Call, chat: &Chat) -> Option<Reply> {
    let message = "Unknown parameter: 'stream_options'.";
    chat.has("stream_options").then(|| {
        let (kind, code) = ("invalid_request_error", Some("unknown_parameter"));
        Reply::error_about(400, kind, code, Some("stream_options"), message)
    })
}
