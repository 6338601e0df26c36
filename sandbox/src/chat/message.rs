//! The messages of a chat request.

use serde_json::Value;

use super::{BadRequest, bad};

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The role: `system`, `developer`, `user`, `assistant` or `tool`.
    pub role: String,
    /// The text, also when it came in parts.
    pub text: String,
    /// The addresses of its pictures.
    pub images: Vec<String>,
}

impl Message {
    /// Was it written by the author of the program, and not by its user?
    pub fn is_rule(&self) -> bool {
        matches!(self.role.as_str(), "system" | "developer")
    }
}

const ROLES: [&str; 5] = ["system", "developer", "user", "assistant", "tool"];
const WANTED: BadRequest =
    bad("messages", "'messages' must be a list of objects with 'role', and not empty.");
const CONTENT: BadRequest = bad("messages", "The 'content' of a message must be a text or a list of parts.");

/// The messages in their order; at least one.
pub fn messages(list: &Value) -> Result<Vec<Message>, BadRequest> {
    let list = list.as_array().filter(|list| !list.is_empty()).ok_or(WANTED)?;
    list.iter().map(message).collect()
}

fn message(message: &Value) -> Result<Message, BadRequest> {
    let role = message["role"].as_str().filter(|role| ROLES.contains(role)).ok_or(WANTED)?;
    let calls_tools = message["tool_calls"].as_array().is_some_and(|calls| !calls.is_empty());
    let (text, images) = match &message["content"] {
        Value::String(text) => (text.clone(), Vec::new()),
        Value::Array(parts) => (all(parts, "/text").concat(), all(parts, "/image_url/url")),
        Value::Null if calls_tools => (String::new(), Vec::new()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => return Err(CONTENT),
    };
    Ok(Message { role: role.to_owned(), text, images })
}

fn all(parts: &[Value], pointer: &str) -> Vec<String> {
    parts.iter().filter_map(|part| part.pointer(pointer)?.as_str().map(str::to_owned)).collect()
}
