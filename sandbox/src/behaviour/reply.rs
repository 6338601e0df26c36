//! Plain replies that are JSON, and not the JSON a client expects.

use serde_json::{Value, json};

use super::{Behaviour, Family, ROW, Sends};
use crate::call::Call;
use crate::chat::Chat;
use crate::completion::Completion;
use crate::expected::{CheckId, DiagnosisKind, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "The reply's format", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "error-under-200",
        title: "The gateway sends an error object with status 200.",
        lesson: "Clients that only check the status treat this as a success.",
        sends: Sends::always("200 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(error_under_200()), ..HEALTHY },
        expects: Expected::always(Points::NO_COMPLETION, DiagnosisKind::UpstreamFailed)
            .with_checks(&[(CheckId::ErrorInStream, Verdict::Fail)]),
        ..ROW
    },
    Behaviour {
        id: "not-a-completion",
        title: "The gateway sends JSON that is not a completion, with status 200.",
        lesson: "A healthy server answers, but not the chat route.",
        sends: Sends::always("200 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(health()), ..HEALTHY },
        expects: Expected::always(Points::NO_COMPLETION, DiagnosisKind::ReplyNotACompletion),
        ..ROW
    },
    Behaviour {
        id: "anthropic-reply",
        title: "The answer has another vendor's format.",
        lesson: "The endpoint type is different from the one the page expects.",
        sends: Sends::always("200 application/json"),
        gateway: Gateway {
            plain: |it| Reply::json(200, &foreign(it)),
            streamed: |_, _, it| Reply::json(200, &foreign(it)),
            ..HEALTHY
        },
        expects: Expected::always(Points::NO_COMPLETION, DiagnosisKind::WrongEndpointType),
        ..ROW
    },
    Behaviour {
        id: "missing-fields",
        title: "The completion has no id, no date and no usage.",
        lesson: "People and the official SDK can read the answer, but clients that check every field cannot.",
        gateway: Gateway { plain: |it| without(it, &["id", "created", "usage"]), ..HEALTHY },
        expects: Expected::when_plain(Points::CONTRACT_WARN, None).with_checks(&[
            (CheckId::CompletionShape, Verdict::Warn),
            (CheckId::UsageReported, Verdict::Fail),
            (CheckId::StreamParity, Verdict::Warn),
        ]),
        ..ROW
    },
    Behaviour {
        id: "usage-missing",
        title: "The completion reports no token usage.",
        lesson: "Without token counts nobody can check the costs.",
        gateway: Gateway { plain: |it| without(it, &["usage"]), ..HEALTHY },
        expects: Expected::when_plain(Points::CONTRACT_WARN, None)
            .with_checks(&[(CheckId::UsageReported, Verdict::Fail)]),
        ..ROW
    },
    Behaviour {
        id: "content-null",
        title: "The answer is null, without a reason.",
        lesson: "The status, the format and the model are right, but there is no answer.",
        gateway: Gateway { plain: |it| with_content(it, Value::Null), ..HEALTHY },
        expects: Expected::when_plain(Points::CONTRACT_BROKEN, Some(DiagnosisKind::ContentEmpty))
            .with_checks(&[(CheckId::CompletionContent, Verdict::Fail)]),
        ..ROW
    },
    Behaviour {
        id: "content-parts",
        title: "The answer is a list of parts instead of a text.",
        lesson: "The answer is there, but programs that expect a text cannot use it.",
        gateway: Gateway { plain: content_parts, ..HEALTHY },
        expects: Expected::when_plain(Points::CONTRACT_WARN, None)
            .with_checks(&[(CheckId::CompletionShape, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "reasoning-only",
        title: "The model spends its whole token limit on reasoning and does not answer.",
        lesson: "The token limit is too low for a reasoning model.",
        gateway: Gateway { respond: only_thinks, ..HEALTHY },
        expects: Expected::always(Points::CONTRACT_WARN, DiagnosisKind::ReasoningUsedTheLimit)
            .with_checks(&[(CheckId::CompletionContent, Verdict::Warn)]),
        ..ROW
    },
];

fn error_under_200() -> Reply {
    let message = "The provider behind the gateway failed.";
    Reply::error(200, "upstream_error", Some("upstream_failed"), message)
}

fn health() -> Reply {
    Reply::json(200, &json!({ "status": "ok", "version": "1.4.2" }))
}

fn foreign(completion: &Completion) -> Value {
    json!({
        "id": "msg_sandbox",
        "type": "message",
        "role": "assistant",
        "model": completion.model,
        "content": [{ "type": "text", "text": completion.tokens.concat() }],
        "stop_reason": "end_turn",
        "usage": { "input_tokens": completion.prompt_tokens, "output_tokens": completion.tokens.len() },
    })
}

fn without(completion: &Completion, fields: &[&str]) -> Reply {
    let mut body = completion.json();
    if let Some(object) = body.as_object_mut() {
        object.retain(|name, _| !fields.contains(&name.as_str()));
    }
    Reply::json(200, &body)
}

fn with_content(completion: &Completion, content: Value) -> Reply {
    let mut body = completion.json();
    body["choices"][0]["message"]["content"] = content;
    Reply::json(200, &body)
}

fn content_parts(completion: &Completion) -> Reply {
    with_content(completion, json!([{ "type": "text", "text": completion.tokens.concat() }]))
}

fn only_thinks(call: &Call, chat: &Chat) -> Completion {
    Completion {
        reasoning: "First I look at what was asked. Then I weigh".to_owned(),
        finish_reason: "length",
        ..Completion::of(call, chat, Vec::new())
    }
}
