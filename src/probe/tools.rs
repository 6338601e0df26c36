//! Does it call tools, and use what they return?
//!
//! Source: OpenAI reference, chat/create: `tools`, `tool_choice`.

use super::chat::{chat, is_refused_for};
use super::{Probe, ProbeContext, ProbeId, Profile, never};
use crate::exchange::Exchange;
use crate::wire::Request;
use crate::wire::chat::{ChatRequest, Message, Tool, ToolChoice};
use crate::wire::shape::{Shape, must};

/// The only offered tool.
pub const TOOL: &str = "get_weather";
/// Fact that the tool's result states, and the answer must.
pub const FACT: &str = "31";

/// The schema of its arguments, which they must match.
pub static ARGUMENTS: Shape = Shape::ExactObject(&[
    must("city", Shape::Text),
    must("unit", Shape::OneOf(&["celsius", "fahrenheit"], "\"celsius\" or \"fahrenheit\"")),
]);

static TOOLS: [Tool; 1] =
    [Tool::Function { name: TOOL, description: "The weather in a city", parameters: &ARGUMENTS }];

const QUESTION: &str = "What is the weather in Paris, in celsius? Use the tool.";

pub(super) const CALL_PROBE: Probe = Probe {
    id: ProbeId::ToolCall,
    question: "Does the model call a tool?",
    profile: Profile::Full,
    tokens: 200,
    after: &[],
    request: |context| Ok(chat(context.target, call())),
    again: |context, exchange| unforced(context, exchange, call()),
};

pub(super) const RESULT_PROBE: Probe = Probe {
    id: ProbeId::ToolResult,
    question: "Does the model use the tool's result?",
    profile: Profile::Full,
    tokens: 250,
    after: &[ProbeId::ToolCall],
    request: |context| {
        let messages = with_result(context)
            .ok_or("No tool call with an id came, so there is no result to send back.")?;
        Ok(chat(context.target, ChatRequest { tools: &TOOLS, ..ChatRequest::of(messages) }))
    },
    again: never,
};

pub(super) const STREAM_PROBE: Probe = Probe {
    id: ProbeId::ToolStream,
    question: "Does the model stream a tool call?",
    profile: Profile::Full,
    tokens: 200,
    after: &[],
    request: |context| Ok(chat(context.target, streamed_call())),
    again: |context, exchange| unforced(context, exchange, streamed_call()),
};

fn call() -> ChatRequest<'static> {
    ChatRequest { tools: &TOOLS, tool_choice: Some(ToolChoice::Required), ..ChatRequest::user(QUESTION) }
}

fn streamed_call() -> ChatRequest<'static> {
    ChatRequest { stream: true, ..call() }
}

/// A model that reasons may refuse to be forced, and still call the tool for which the prompt asks.
fn unforced(context: &ProbeContext<'_>, exchange: &Exchange, call: ChatRequest<'_>) -> Option<Request> {
    is_refused_for(exchange, "tool_choice")
        .then(|| chat(context.target, ChatRequest { tool_choice: None, ..call }))
}

/// The conversation up to the tool's result. Every call gets a result.
fn with_result<'a>(context: &ProbeContext<'a>) -> Option<Vec<Message<'a>>> {
    let (_, exchange) = context.transcript.of_probe(ProbeId::ToolCall)?;
    let json = exchange.reply()?.body.json()?;
    let calls = json.pointer("/choices/0/message/tool_calls").filter(|calls| calls.get(0).is_some())?;
    let mut messages =
        vec![Message::user(QUESTION), Message::Assistant { content: None, tool_calls: Some(calls) }];
    for call in calls.as_array()? {
        let result = format!(r#"{{"temperature":{FACT},"unit":"celsius"}}"#);
        messages.push(Message::Tool { tool_call_id: call.get("id")?, content: result.into() });
    }
    Some(messages)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::{listed, refusal_to, request};
    use super::*;

    #[test]
    fn the_call_goes_back_as_it_came_with_a_result_for_each() {
        let calls = json!([
            {"id": "a", "type": "function", "extra_content": {"x": "y"}, "function": {"name": TOOL, "arguments": "{\"city\":\"Paris\"}"}},
            {"id": "b", "type": "function", "function": {"name": TOOL, "arguments": "{}"}},
        ]);
        let reply = json!({"choices": [{"message": {"tool_calls": calls}}]});
        let body =
            request(&RESULT_PROBE, &listed(&reply.to_string(), ProbeId::ToolCall)).unwrap().body.unwrap();
        let body: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(body["messages"][1]["tool_calls"], calls);
        for (index, id) in [(2, "a"), (3, "b")] {
            let message = &body["messages"][index];
            assert_eq!((&message["role"], &message["tool_call_id"]), (&json!("tool"), &json!(id)));
            let result: Value = serde_json::from_str(message["content"].as_str().unwrap()).unwrap();
            assert_eq!(result["temperature"].to_string(), FACT);
        }
        assert_eq!(body["messages"].as_array().unwrap().len(), 4);
        assert_eq!(body["tools"][0]["function"]["name"], TOOL);
    }

    #[test]
    fn a_model_that_may_not_be_forced_is_asked_without_tool_choice() {
        // As Alibaba's Model Studio words it.
        let refused = r#"{"error":{"message":"The tool_choice parameter does not support being set to required or object in thinking mode","type":"invalid_request_error","code":"invalid_parameter_error"}}"#;
        for (probe, is_streamed) in [(&CALL_PROBE, false), (&STREAM_PROBE, true)] {
            let again = refusal_to(probe, 400, refused).unwrap();
            let body = again.body.unwrap();
            assert!(body.contains(TOOL) && !body.contains("tool_choice"), "{body}");
            assert_eq!(again.is_streamed, is_streamed);
            let auto = r#"{"error":{"message":"\"auto\" tool choice requires --enable-auto-tool-choice"}}"#;
            for refused in [auto, r#"{"error":{"message":"No."}}"#] {
                assert_eq!(refusal_to(probe, 400, refused), None);
            }
        }
    }

    #[test]
    fn without_a_call_no_result_is_sent() {
        for reply in [
            r#"{"choices":[{"message":{"content":"Sunny."}}]}"#,
            r#"{"choices":[{"message":{"tool_calls":[]}}]}"#,
        ] {
            assert!(request(&RESULT_PROBE, &listed(reply, ProbeId::ToolCall)).is_err());
        }
    }
}
