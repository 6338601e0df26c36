//! The tools of a chat request, and whether the model is to call one.

use serde_json::{Value, json};

use super::{BadRequest, bad};

/// A function the model may call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// The JSON schema of its arguments.
    pub parameters: Value,
}

const WANTED: BadRequest =
    bad("tools", "'tools' must be a list of objects with 'type' \"function\" and 'function.name'.");
const CHOICE: BadRequest =
    bad("tool_choice", "'tool_choice' must be none, auto, required, or name a function in 'tools'.");

/// The tools the model may choose from: none if it may call none, one if it must call that one.
pub fn offered(body: &Value) -> Result<Vec<Tool>, BadRequest> {
    let tools = tools(&body["tools"])?;
    match &body["tool_choice"] {
        Value::Null => Ok(tools),
        Value::String(choice) => match choice.as_str() {
            "none" => Ok(Vec::new()),
            "auto" => Ok(tools),
            "required" if !tools.is_empty() => Ok(tools),
            _ => Err(CHOICE),
        },
        Value::Object(choice) => {
            let named = choice.get("function").and_then(|function| function["name"].as_str());
            let tool = tools.into_iter().find(|tool| Some(tool.name.as_str()) == named);
            tool.map(|tool| vec![tool]).ok_or(CHOICE)
        }
        Value::Bool(_) | Value::Number(_) | Value::Array(_) => Err(CHOICE),
    }
}

fn tools(tools: &Value) -> Result<Vec<Tool>, BadRequest> {
    match tools {
        Value::Null => Ok(Vec::new()),
        Value::Array(list) => list.iter().map(tool).collect(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => Err(WANTED),
    }
}

fn tool(tool: &Value) -> Result<Tool, BadRequest> {
    let function = &tool["function"];
    let name = function["name"].as_str().filter(|_| tool["type"] == "function").ok_or(WANTED)?;
    let parameters = match &function["parameters"] {
        Value::Null => json!({ "type": "object" }),
        schema => schema.clone(),
    };
    Ok(Tool { name: name.to_owned(), parameters })
}
