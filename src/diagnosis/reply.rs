//! A success status, and something wrong with what came under it.

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
        (Ending::Complete, Content::Stream(_)) if !is_streamed => certain(DiagnosisKind::StreamUnasked),
        (Ending::Complete, Content::Stream(stream)) => of_stream(reply, stream),
        (Ending::Complete, Content::Json(_)) => of_content(reply),
    }
}

fn of_stream(reply: &Reply, stream: &Stream) -> Vec<Candidate> {
    let certain = |kind| vec![(kind, Confidence::Certain)];
    if stream.foreign_protocol.is_some() {
        certain(DiagnosisKind::StreamForeign)
    } else if stream.unreadable_events > 0 {
        certain(DiagnosisKind::StreamMalformed)
    } else if stream.answer.finish_reasons.is_empty() && !stream.is_done {
        certain(DiagnosisKind::StreamUnterminated)
    } else if is_held_back(stream) {
        certain(DiagnosisKind::StreamBuffered)
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
    if answer.reasoning_bytes > 0 && ended_for("length") {
        return vec![(DiagnosisKind::ReasoningUsedTheLimit, Confidence::Certain)];
    }
    let mut recognised = vec![(DiagnosisKind::ContentEmpty, Confidence::Certain)];
    if ended_for("content_filter") {
        recognised.push((DiagnosisKind::ContentBlocked, Confidence::Likely));
    }
    recognised
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
        title: "An error came under a success status.",
        cause: "The server said {status} (success) and sent an error all the same. Programs will take it for an answer.",
        remedies: &["Tell the gateway's admin: errors need a status of 400 or above."],
        admin_remedies: &["Tell the gateway's admin: errors need a status of 400 or above."],
    },
    Kind {
        id: DiagnosisKind::Stalled,
        owner: Owner::GatewayAdmin,
        title: "The answer began and then stood still.",
        cause: "Nothing more came within the time limit, and the reply was never finished.",
        remedies: &[
            "Send the prompt again.",
            "If it goes on, give the gateway's admin the time and the evidence below.",
        ],
        admin_remedies: &["Send the prompt again."],
    },
    Kind {
        id: DiagnosisKind::ConnectionDropped,
        owner: Owner::Network,
        title: "The connection broke in the middle of the answer.",
        cause: "The reply began and was cut off before its end, by the network, a proxy or the gateway.",
        remedies: &[
            "Send the prompt again.",
            "If it goes on, ask the gateway's admin for time limits on the way (proxy, load balancer).",
        ],
        admin_remedies: &["Send the prompt again."],
    },
    Kind {
        id: DiagnosisKind::ReplyTooLarge,
        owner: Owner::GatewayAdmin,
        title: "The reply was larger than this page reads.",
        cause: "No chat answer is that large, so this page hung up to stay usable.",
        remedies: &[
            "Ask for a shorter answer.",
            "If a short prompt brings this too, show the evidence below to the gateway's admin.",
        ],
        admin_remedies: &["Look in the gateway's log at the time above."],
    },
    Kind {
        id: DiagnosisKind::ReplyEmpty,
        owner: Owner::GatewayAdmin,
        title: "The reply is empty.",
        cause: "The server reported success and sent nothing.",
        remedies: &["Send the prompt again.", "Give the gateway's admin the time and the evidence below."],
        admin_remedies: &["Send the prompt again."],
    },
    Kind {
        id: DiagnosisKind::ReplyNotJson,
        owner: Owner::GatewayAdmin,
        title: "The reply is not in the API's format.",
        cause: "The server reported success and sent text that is not JSON, the format of the API.",
        remedies: &[
            "Compare the base URL with the gateway's guide.",
            "Show the evidence below to the gateway's admin.",
        ],
        admin_remedies: &["Compare the base URL with the gateway's guide."],
    },
    Kind {
        id: DiagnosisKind::ReplyTruncated,
        owner: Owner::GatewayAdmin,
        title: "The reply is cut off or broken.",
        cause: "It begins like an API reply (JSON) and cannot be read to its end: the rest is missing, or something in it is no JSON that programs can read, such as a number that is too large.",
        remedies: &[
            "Send the prompt again.",
            "If it goes on, show the evidence to the gateway's admin, and ask whether a proxy cuts replies off.",
        ],
        admin_remedies: &["Send the prompt again."],
    },
    Kind {
        id: DiagnosisKind::ReplyNotACompletion,
        owner: Owner::GatewayAdmin,
        title: "The reply is not a chat answer.",
        cause: "The server reported success and sent JSON of another shape.",
        remedies: &[
            "Check that the base URL is that of an OpenAI-compatible endpoint.",
            "Show the evidence below to the gateway's admin.",
        ],
        admin_remedies: &["Check that the base URL is that of an OpenAI-compatible endpoint."],
    },
    Kind {
        id: DiagnosisKind::ContentEmpty,
        owner: Owner::Provider,
        title: "The model sent no text.",
        cause: "The reply has the right form and an empty answer.",
        remedies: &["Send the prompt again, or another one.", "Try another model."],
        admin_remedies: &["Send the prompt again, or another one.", "Try another model."],
    },
    Kind {
        id: DiagnosisKind::ReasoningUsedTheLimit,
        owner: Owner::Provider,
        title: "The model spent its whole limit on reasoning.",
        cause: "It thought before answering, and reached its token limit before the first word.",
        remedies: &[
            "Ask something simpler.",
            "Ask the gateway's admin to raise the default token limit of {model}.",
        ],
        admin_remedies: &["Ask something simpler.", "Raise the default token limit of {model}."],
    },
    Kind {
        id: DiagnosisKind::StreamNotSse,
        owner: Owner::GatewayAdmin,
        title: "Streaming was asked for and did not happen.",
        cause: "The whole answer came as one piece. Programs that stream will not understand it.",
        remedies: &[
            "Ask the gateway's admin whether streaming is supported and switched on.",
            "Switch streaming off to go on meanwhile.",
        ],
        admin_remedies: &["Switch streaming off to go on meanwhile."],
    },
    Kind {
        id: DiagnosisKind::StreamUnasked,
        owner: Owner::GatewayAdmin,
        title: "A stream came although none was asked for.",
        cause: "Programs that ask for a plain answer will not understand it.",
        remedies: &[
            "Ask the gateway's admin whether streaming is forced on.",
            "Switch streaming on to go on meanwhile.",
        ],
        admin_remedies: &["Switch streaming on to go on meanwhile."],
    },
    Kind {
        id: DiagnosisKind::StreamUnterminated,
        owner: Owner::GatewayAdmin,
        title: "The stream was cut off.",
        cause: "It ended without saying that the answer is complete.",
        remedies: &[
            "Send the prompt again.",
            "If it goes on, ask the gateway's admin for time limits on the way (proxy, load balancer).",
        ],
        admin_remedies: &["Send the prompt again."],
    },
    Kind {
        id: DiagnosisKind::StreamMalformed,
        owner: Owner::GatewayAdmin,
        title: "Parts of the stream cannot be read.",
        cause: "Some of its events are not JSON, the format of the API.",
        remedies: &["Show the evidence below to the gateway's admin."],
        admin_remedies: &["Look in the gateway's log at the time above."],
    },
    Kind {
        id: DiagnosisKind::StreamBuffered,
        owner: Owner::GatewayAdmin,
        title: "The stream is held back and comes all at once.",
        cause: "Something on the way (a proxy, the gateway) collects the answer before it passes it on, so nobody sees it grow.",
        remedies: &[
            "Ask the gateway's admin to switch off response buffering for event streams, for example proxy_buffering in nginx.",
        ],
        admin_remedies: &[
            "Switch off response buffering for event streams, for example proxy_buffering in nginx.",
        ],
    },
    Kind {
        id: DiagnosisKind::StreamForeign,
        owner: Owner::GatewayAdmin,
        title: "The stream follows another vendor's format.",
        cause: "The endpoint speaks another API than the OpenAI one.",
        remedies: &[
            "Check that the base URL is that of the OpenAI-compatible endpoint.",
            "Show the evidence below to the gateway's admin.",
        ],
        admin_remedies: &["Check that the base URL is that of the OpenAI-compatible endpoint."],
    },
];
