//! The requested format of the answer.

use serde_json::Value;

use super::{BadRequest, bad};

/// Form of an answer that `response_format` asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// Any text.
    Text,
    /// Any JSON object.
    JsonObject,
    /// JSON that fits this schema.
    JsonSchema(Value),
}

const WANTED: BadRequest =
    bad("response_format", "'response_format' must have the type text, json_object or json_schema.");
const SCHEMA: BadRequest =
    bad("response_format", "'response_format.json_schema' must have a 'name' and a 'schema'.");

/// Reads `response_format`.
pub fn format(value: &Value) -> Result<Format, BadRequest> {
    if value.is_null() {
        return Ok(Format::Text);
    }
    match value["type"].as_str() {
        Some("text") => Ok(Format::Text),
        Some("json_object") => Ok(Format::JsonObject),
        Some("json_schema") => {
            let given = &value["json_schema"];
            let is_whole = given["name"].is_string() && given["schema"].is_object();
            if is_whole { Ok(Format::JsonSchema(given["schema"].clone())) } else { Err(SCHEMA) }
        }
        Some(_) | None => Err(WANTED),
    }
}
