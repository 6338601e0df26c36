//! Gateways that do not carry tools as they should.

use serde_json::Value;

use super::{Behaviour, Family, ROW};
use crate::call::Call;
use crate::chat::Chat;
use crate::completion::{Completion, ToolCall, tokens};
use crate::expected::{CheckId, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY, as_events};
use crate::pacing::paced;
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Tools", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "tools-in-text",
        title: "The model writes the tool call as text.",
        lesson: "The parameter was accepted, but no program can use the call.",
        gateway: Gateway { respond: in_text, ..HEALTHY },
        expects: Expected::PASSED.in_full(
            Points::CONTRACT_WARN,
            &[
                (CheckId::ToolCall, Verdict::Warn),
                (CheckId::ToolArguments, Verdict::Inconclusive),
                (CheckId::ToolRoundTrip, Verdict::Skipped),
                (CheckId::ToolStream, Verdict::Warn),
            ],
        ),
        ..ROW
    },
    Behaviour {
        id: "tools-refused",
        title: "The gateway rejects tools.",
        lesson: "The error is clear: this model or gateway does not offer the feature.",
        gateway: Gateway { override_reply: refuse_tools, ..HEALTHY },
        expects: Expected::PASSED.in_full(
            Points::PASSED,
            &[
                (CheckId::ToolCall, Verdict::Unsupported),
                (CheckId::ToolArguments, Verdict::Unsupported),
                (CheckId::ToolRoundTrip, Verdict::Skipped),
                (CheckId::ToolStream, Verdict::Unsupported),
            ],
        ),
        ..ROW
    },
    Behaviour {
        id: "tool-arguments-broken",
        title: "The arguments of a tool call are not JSON.",
        lesson: "The call names the tool, but the program cannot run it.",
        gateway: Gateway { respond: broken_arguments, ..HEALTHY },
        expects: Expected::PASSED.in_full(
            Points::CONTRACT_WARN,
            &[(CheckId::ToolArguments, Verdict::Fail), (CheckId::ToolStream, Verdict::Fail)],
        ),
        ..ROW
    },
    Behaviour {
        id: "tool-result-ignored",
        title: "The result of the tool never reaches the model.",
        lesson: "The model answers as if the tool had not run.",
        gateway: Gateway { transform_request: without_results, ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, &[(CheckId::ToolRoundTrip, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "tool-stream-cut",
        title: "The last piece of a streamed tool call's arguments is missing.",
        lesson: "Plain replies are right, but streamed replies are not.",
        gateway: Gateway { streamed: last_piece_lost, ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, &[(CheckId::ToolStream, Verdict::Fail)]),
        ..ROW
    },
];

fn with_call(call: &Call, chat: &Chat, change: fn(ToolCall) -> Result<ToolCall, String>) -> Completion {
    let completion = (HEALTHY.respond)(call, chat);
    match completion.tool_call.clone().map(change) {
        None => completion,
        Some(Ok(tool_call)) => Completion { tool_call: Some(tool_call), ..completion },
        Some(Err(text)) => Completion::of(call, chat, tokens(&text)),
    }
}

fn in_text(call: &Call, chat: &Chat) -> Completion {
    with_call(call, chat, |it| Err(format!("<tool_call> {}({}) </tool_call>", it.name, it.arguments)))
}

fn broken_arguments(call: &Call, chat: &Chat) -> Completion {
    with_call(call, chat, |it| Ok(ToolCall { arguments: "{city: 'Paris',".to_owned(), ..it }))
}

fn refuse_tools(call: &Call, chat: &Chat) -> Option<Reply> {
    let message = "This model does not support tools.";
    let refusal = || {
        Reply::error_about(
            400,
            "invalid_request_error",
            Some("unsupported_parameter"),
            Some("tools"),
            message,
        )
    };
    if chat.has("tools") { Some(refusal()) } else { (HEALTHY.override_reply)(call, chat) }
}

/// Without tools too, so that the model does not call again.
fn without_results(mut chat: Chat) -> Chat {
    if chat.messages.iter().any(|message| message.role == "tool") {
        chat.messages.retain(|message| matches!(message.role.as_str(), "system" | "developer" | "user"));
        chat.tools.clear();
    }
    chat
}

fn last_piece_lost(gateway: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    let mut chunks = completion.chunks(chat.include_usage);
    let is_piece = |chunk: &Value| chunk.pointer("/choices/0/delta/tool_calls").is_some();
    if let Some(last) = chunks.iter().rposition(is_piece) {
        chunks.remove(last);
    }
    Reply::events(paced(as_events(chunks), gateway.pace))
}
