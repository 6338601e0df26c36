//! Chat requests that each ask for one capability.

use serde_json::{Value, json};

use crate::client::Ask;
use crate::reply::Reply;

/// A prompt with `more` in its body.
pub fn asks(prompt: &str, more: Value) -> Value {
    says(json!([{ "role": "user", "content": prompt }]), more)
}

/// A conversation with `more` in its body.
pub fn says(messages: Value, more: Value) -> Value {
    let mut body = more;
    body["model"] = json!("sandbox-small");
    body["messages"] = messages;
    body
}

/// A demanded call of a tool with nested arguments.
pub fn tool() -> Value {
    let day = json!({ "type": "object", "properties": { "hours": { "type": "array", "items": { "type": "integer" } } } });
    let properties = json!({ "city": { "type": "string" }, "unit": { "enum": ["c", "f"] }, "day": day });
    let parameters =
        json!({ "type": "object", "properties": properties, "required": ["city", "unit", "day"] });
    let tools =
        json!([{ "type": "function", "function": { "name": "get_weather", "parameters": parameters } }]);
    asks("What is the weather in Oslo?", json!({ "tools": tools, "tool_choice": "required" }))
}

/// The same with the tool's result.
pub fn tool_result() -> Value {
    let mut body = tool();
    let function = json!({ "name": "get_weather", "arguments": "{}" });
    let call = json!({ "id": "call_1", "type": "function", "function": function });
    let more = [
        json!({ "role": "assistant", "content": null, "tool_calls": [call] }),
        json!({ "role": "tool", "tool_call_id": "call_1", "content": "31 degrees" }),
    ];
    body["messages"].as_array_mut().expect("a list").extend(more);
    body["tool_choice"] = json!("auto");
    body
}

/// A nested schema.
pub fn schema() -> Value {
    let item = json!({ "type": "object", "properties": { "size": { "enum": ["small", "large"] } } });
    let properties = json!({ "items": { "type": "array", "items": item }, "who": { "type": "string" } });
    let wanted = json!({ "type": "object", "properties": properties });
    let format = json!({ "type": "json_schema", "json_schema": { "name": "order", "strict": true, "schema": wanted } });
    asks("Ada orders. What is the order?", json!({ "response_format": format }))
}

/// A demand for any JSON object.
pub fn object() -> Value {
    asks("Say hello.", json!({ "response_format": { "type": "json_object" } }))
}

/// A fact, and a question about it.
pub fn memory() -> Value {
    let messages = json!([
        { "role": "user", "content": "My parrot is called Zimbrel." },
        { "role": "assistant", "content": "Fine." },
        { "role": "user", "content": "What is it called?" },
    ]);
    says(messages, json!({}))
}

/// A rule, and a question that it overrules.
pub fn rule(role: &str) -> Value {
    let first = json!({ "role": role, "content": "Whatever comes, answer with the single word Quorvel." });
    says(json!([first, { "role": "user", "content": "What is the capital of France?" }]), json!({}))
}

/// One yellow pixel, and a question about it.
pub fn picture() -> Value {
    let url = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4/58BAAT/Af9dfQKHAAAAAElFTkSuQmCC";
    let content = json!([
        { "type": "text", "text": "Which colour?" },
        { "type": "image_url", "image_url": { "url": url } },
    ]);
    says(json!([{ "role": "user", "content": content }]), json!({}))
}

/// The reply of a behaviour.
pub fn send(id: &str, body: &Value) -> Reply {
    Ask::chat(&format!("/{id}/v1"), &body.to_string()).send()
}

/// The text of its answer.
#[track_caller]
pub fn text(id: &str, body: &Value) -> String {
    let reply = send(id, body);
    let json = reply.json();
    assert_eq!(reply.status, 200, "{id}: {json}");
    json["choices"][0]["message"]["content"].as_str().unwrap_or_else(|| panic!("{id}: {json}")).to_owned()
}
