//! `POST responses`: the chat in its newer form. Source: the `OpenAI` API reference, "Create a model
//! response" and "The response object".

use serde_json::{Value, json};

use crate::call::Call;
use crate::chat::{BadRequest, Chat};
use crate::completion::Completion;
use crate::gateway::Gateway;
use crate::reply::Reply;

/// The answer as a response object; streams are not offered.
pub fn responses(gateway: &Gateway, call: &Call) -> Reply {
    let chat = match chat(&call.body) {
        Ok(chat) => chat,
        Err(problem) => return (gateway.refuse_request)(&problem),
    };
    match gateway.complete(call, chat) {
        Ok((_, completion)) => Reply::json(200, &object(call, &completion)),
        Err(refusal) => refusal,
    }
}

/// The request as a chat request.
fn chat(body: &[u8]) -> Result<Chat, BadRequest> {
    let body: Value = serde_json::from_slice(body)
        .map_err(|_| BadRequest { param: None, message: "The request body is not valid JSON." })?;
    if body["stream"] == true {
        return Err(BadRequest { param: Some("stream"), message: "Responses are not streamed here." });
    }
    let mut messages = match &body["input"] {
        Value::String(text) => vec![json!({ "role": "user", "content": text })],
        Value::Array(items) => items.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
    };
    if let Some(rule) = body["instructions"].as_str() {
        messages.insert(0, json!({ "role": "system", "content": rule }));
    }
    let chat = json!({
        "model": body["model"],
        "messages": messages,
        "max_tokens": body["max_output_tokens"],
        "temperature": body["temperature"],
    });
    Chat::parse(chat.to_string().as_bytes()).map_err(|problem| BadRequest {
        param: if problem.param == Some("messages") { Some("input") } else { problem.param },
        message: if problem.param == Some("messages") {
            "'input' is required and must be a string or a list of messages."
        } else {
            problem.message
        },
    })
}

fn object(call: &Call, completion: &Completion) -> Value {
    let usage = completion.usage();
    let part = json!({ "type": "output_text", "text": completion.tokens.concat(), "annotations": [] });
    let message = json!({
        "id": format!("msg_sandbox_{}", call.number),
        "type": "message",
        "role": "assistant",
        "status": "completed",
        "content": [part],
    });
    let is_cut = completion.finish_reason == "length";
    json!({
        "id": format!("resp_sandbox_{}", call.number),
        "object": "response",
        "created_at": completion.created,
        "status": if is_cut { "incomplete" } else { "completed" },
        "incomplete_details": if is_cut { json!({ "reason": "max_output_tokens" }) } else { Value::Null },
        "error": null,
        "model": completion.model,
        "output": [message],
        "usage": {
            "input_tokens": usage["prompt_tokens"],
            "output_tokens": usage["completion_tokens"],
            "total_tokens": usage["total_tokens"],
        },
    })
}
