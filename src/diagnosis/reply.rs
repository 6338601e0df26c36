//! A success status, and a problem with the reply.

use serde_json::Value;

use super::network::STOPPED;
use super::{Candidate, Confidence, DiagnosisKind, Kind, Owner};
use crate::check::is_held_back;
use crate::exchange::{Content, Ending, Reply, Stream};
use crate::response;
use crate::wire::foreign_protocol;

pub(super) fn candidates(reply: &Reply, is_streamed: bool) -> Vec<Candidate> {
    let certain = |kind| vec![(kind, Confidence::Certain)];
    match (&reply.ending, &reply.body.content) {
        (Ending::Cancelled, _) => vec![STOPPED],
        (Ending::Capped, _) => certain(DiagnosisKind::ReplyTooLarge),
        (Ending::Stalled { .. }, Content::Stream(stream)) if stream.is_done => Vec::new(),
        (Ending::Stalled { .. }, _) => certain(DiagnosisKind::Stalled),
        (Ending::Dropped { .. }, Content::Stream(stream)) if stream.is_done => Vec::new(),
        (Ending::Dropped { .. }, _) => certain(DiagnosisKind::ConnectionDropped),
        (Ending::Complete, Content::Empty) => certain(DiagnosisKind::ReplyEmpty),
        (Ending::Complete, Content::Text) if first_of_lines(&reply.body.text).is_some() => {
            let is_foreign =
                first_of_lines(&reply.body.text).is_some_and(|first| foreign_protocol(&first).is_some());
            certain(match (is_foreign, is_streamed) {
                (true, true) => DiagnosisKind::StreamForeign,
                (true, false) => DiagnosisKind::WrongEndpointType,
                (false, true) => DiagnosisKind::StreamNotSse,
                (false, false) => DiagnosisKind::ReplyNotACompletion,
            })
        }
        (Ending::Complete, Content::Text) if begins_like_json(&reply.body.text) => {
            certain(DiagnosisKind::ReplyTruncated)
        }
        (Ending::Complete, Content::Text) => certain(DiagnosisKind::ReplyNotJson),
        (Ending::Complete, Content::Json(json)) if foreign_protocol(json).is_some() => {
            certain(DiagnosisKind::WrongEndpointType)
        }
        (Ending::Complete, Content::Json(_)) if response::answer_of(reply).is_none() => {
            certain(DiagnosisKind::ReplyNotACompletion)
        }
        (Ending::Complete, Content::Json(_)) if is_streamed => certain(DiagnosisKind::StreamNotSse),
        // Streaming would not help if no event can be read.
        (Ending::Complete, Content::Stream(stream)) if !is_streamed && has_readable(stream) => {
            certain(DiagnosisKind::StreamUnasked)
        }
        (Ending::Complete, Content::Stream(stream)) => of_stream(reply, stream),
        (Ending::Complete, Content::Json(_)) => of_content(reply),
    }
}

fn has_readable(stream: &Stream) -> bool {
    stream.unreadable_events == 0 || stream.unreadable_events < stream.events
}

fn of_stream(reply: &Reply, stream: &Stream) -> Vec<Candidate> {
    let certain = |kind| vec![(kind, Confidence::Certain)];
    if stream.foreign_protocol.is_some() {
        certain(DiagnosisKind::StreamForeign)
    } else if stream.unreadable_events > 0 {
        certain(DiagnosisKind::StreamMalformed)
    } else if stream.answer.finish_reasons.is_empty() && !stream.is_done {
        certain(DiagnosisKind::StreamUnterminated)
    } else if is_held_back(reply, stream) {
        // A stored answer comes like this, too.
        vec![(DiagnosisKind::StreamBuffered, Confidence::Likely)]
    } else {
        of_content(reply)
    }
}

fn of_content(reply: &Reply) -> Vec<Candidate> {
    let Some(answer) = response::answer_of(reply) else { return Vec::new() };
    if !answer.content.trim().is_empty() || answer.refusal.is_some() || !answer.tool_calls.is_empty() {
        return Vec::new();
    }
    // The form of tool calls before there were tools.
    let message = reply.body.json().and_then(|json| json["choices"][0].get("message"));
    if message.is_some_and(|message| message["function_call"].is_object()) {
        return Vec::new();
    }
    let ended_for = |expected: &str| answer.finish_reasons.iter().any(|reason| reason == expected);
    if answer.has_reasoned() && ended_for("length") {
        return vec![(DiagnosisKind::ReasoningUsedTheLimit, Confidence::Certain)];
    }
    // The server itself says why there is no text.
    if ended_for("content_filter") {
        return vec![(DiagnosisKind::ContentBlocked, Confidence::Certain)];
    }
    vec![(DiagnosisKind::ContentEmpty, Confidence::Certain)]
}

/// The first of several lines that are a JSON document each, as some protocols stream.
fn first_of_lines(text: &str) -> Option<Value> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next()?.parse().ok().filter(Value::is_object)?;
    lines.next().is_some_and(|second| second.starts_with('{')).then_some(first)
}

fn begins_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: DiagnosisKind::ErrorUnder200,
        owner: Owner::GatewayAdmin,
        title: "The server sent an error with a success status.",
        cause: "The server sent status {status} (success) with an error in the reply. Programs will treat the error as an answer.",
        remedies: &["Ask the gateway's admin to send errors with a status of 400 or above."],
        admin_remedies: &["Send errors with a status of 400 or above."],
    },
    Kind {
        id: DiagnosisKind::Stalled,
        owner: Owner::GatewayAdmin,
        title: "The answer stopped midway.",
        cause: "No more data came within the time limit, and the reply was never completed.",
        remedies: &[
            "Send the prompt again.",
            "If this keeps happening, send the time and the evidence to the gateway's admin.",
        ],
        admin_remedies: &["Check time limits and buffers between the gateway and the provider."],
    },
    Kind {
        id: DiagnosisKind::ConnectionDropped,
        owner: Owner::Network,
        title: "The connection broke in the middle of the answer.",
        cause: "The reply started, but the network, a proxy or the gateway cut it off before its end.",
        remedies: &[
            "Send the prompt again.",
            "If this keeps happening, ask the gateway's admin about time limits in proxies and load balancers.",
        ],
        admin_remedies: &["Check the time limits of proxies and load balancers on the network path."],
    },
    Kind {
        id: DiagnosisKind::ReplyTooLarge,
        owner: Owner::GatewayAdmin,
        title: "The reply is too large for this page.",
        cause: "The reply is far larger than any chat answer, so this page stopped reading.",
        remedies: &[
            "Ask the model for a shorter answer.",
            "If a short prompt causes this too, show the evidence to the gateway's admin.",
        ],
        admin_remedies: &["Look in the gateway's log at the time above."],
    },
    Kind {
        id: DiagnosisKind::ReplyEmpty,
        owner: Owner::GatewayAdmin,
        title: "The reply is empty.",
        cause: "The server reported success but sent no content.",
        remedies: &[
            "Send the prompt again.",
            "If this keeps happening, send the time and the evidence to the gateway's admin.",
        ],
        admin_remedies: &["Look in the gateway's log at the time above."],
    },
    Kind {
        id: DiagnosisKind::ReplyNotJson,
        owner: Owner::GatewayAdmin,
        title: "The reply is not in the API's format.",
        cause: "The server reported success, but sent text that is not JSON.",
        remedies: &[
            "Compare the base URL with the gateway's guide.",
            "Show the evidence to the gateway's admin.",
        ],
        admin_remedies: &["Check that {base_url} leads to the OpenAI-compatible API."],
    },
    Kind {
        id: DiagnosisKind::ReplyTruncated,
        owner: Owner::GatewayAdmin,
        title: "The reply is cut off or damaged.",
        cause: "The reply starts like JSON but cannot be read to its end. Part of it is missing or invalid.",
        remedies: &[
            "Send the prompt again.",
            "If this keeps happening, ask the gateway's admin whether a proxy cuts replies off.",
        ],
        admin_remedies: &["Check whether a proxy cuts replies off."],
    },
    Kind {
        id: DiagnosisKind::ReplyNotACompletion,
        owner: Owner::GatewayAdmin,
        title: "The reply is not a chat answer.",
        cause: "The server reported success, but sent JSON with a different structure.",
        remedies: &[
            "Check that the base URL belongs to an OpenAI-compatible endpoint.",
            "Show the evidence to the gateway's admin.",
        ],
        admin_remedies: &["Check that {base_url} leads to the OpenAI-compatible API."],
    },
    Kind {
        id: DiagnosisKind::ContentEmpty,
        owner: Owner::Provider,
        title: "The model sent no text.",
        cause: "A reply came, but the answer in it is empty.",
        remedies: &["Send the prompt again, or try another prompt.", "Try another model."],
        admin_remedies: &["Check that {model} answers when it is called directly at the provider."],
    },
    Kind {
        id: DiagnosisKind::ReasoningUsedTheLimit,
        owner: Owner::Provider,
        title: "The model spent its whole token limit on reasoning.",
        cause: "The model reached its token limit before the first token of the answer.",
        remedies: &[
            "Ask something simpler.",
            "Ask the gateway's admin to raise the default token limit of {model}.",
        ],
        admin_remedies: &["Raise the default token limit of {model}."],
    },
    Kind {
        id: DiagnosisKind::StreamNotSse,
        owner: Owner::GatewayAdmin,
        title: "The server did not stream the answer.",
        cause: "This page requested a stream, but the whole answer came in one piece. Programs that stream cannot read it.",
        remedies: &[
            "Ask the gateway's admin whether streaming is supported and enabled.",
            "Turn off streaming in the meantime.",
        ],
        admin_remedies: &["Enable streaming, or find the proxy that turns it off."],
    },
    Kind {
        id: DiagnosisKind::StreamUnasked,
        owner: Owner::GatewayAdmin,
        title: "The server streamed without being asked.",
        cause: "This page requested a plain answer. Programs that do the same cannot read a stream.",
        remedies: &[
            "Ask the gateway's admin whether streaming is forced on.",
            "Turn on streaming in the meantime.",
        ],
        admin_remedies: &["Stream only when the request contains stream: true."],
    },
    Kind {
        id: DiagnosisKind::StreamUnterminated,
        owner: Owner::GatewayAdmin,
        title: "The stream was cut off.",
        cause: "The stream ended without a sign that the answer is complete.",
        remedies: &[
            "Send the prompt again.",
            "If this keeps happening, ask the gateway's admin about time limits in proxies and load balancers.",
        ],
        admin_remedies: &["Check the time limits of proxies and load balancers on the network path."],
    },
    Kind {
        id: DiagnosisKind::StreamMalformed,
        owner: Owner::GatewayAdmin,
        title: "Parts of the stream cannot be read.",
        cause: "Some events of the stream are not JSON.",
        remedies: &["Show the evidence to the gateway's admin."],
        admin_remedies: &["Look in the gateway's log at the time above."],
    },
    Kind {
        id: DiagnosisKind::StreamBuffered,
        owner: Owner::GatewayAdmin,
        title: "The stream is buffered and arrives all at once.",
        cause: "A proxy or the gateway collects the answer before it sends it on, or sends one that it stored before. Nobody sees the answer grow.",
        remedies: &[
            "Ask the gateway's admin to turn off response buffering for event streams, for example proxy_buffering in nginx.",
            "Send a new prompt: if its answer grows, the gateway stores answers, and this one came from its store.",
        ],
        admin_remedies: &[
            "Turn off response buffering for event streams, for example proxy_buffering in nginx.",
        ],
    },
    Kind {
        id: DiagnosisKind::StreamForeign,
        owner: Owner::GatewayAdmin,
        title: "The stream uses another vendor's format.",
        cause: "The endpoint does not use the OpenAI-compatible API.",
        remedies: &[
            "Check that the base URL belongs to the OpenAI-compatible endpoint.",
            "Show the evidence to the gateway's admin.",
        ],
        admin_remedies: &["Check that {base_url} leads to the OpenAI-compatible API."],
    },
];

#[cfg(test)]
mod tests;
