//! Settings or a request body in JSON.

use serde_json::Value;

use super::{Found, PasteForm};

pub(super) const FORM: PasteForm = PasteForm { name: "JSON settings", read };

fn read(text: &str) -> Option<Found> {
    if !text.starts_with(['{', '[', '"']) {
        return None;
    }
    let json: Value =
        serde_json::from_str(text).or_else(|_| serde_json::from_str(&format!("{{{text}}}"))).ok()?;
    let mut found = Vec::new();
    collect("", &json, &mut found);
    Some(Found::Values(found))
}

/// Every text with the name of its member, from the outside in.
fn collect(name: &str, json: &Value, found: &mut Vec<(String, String)>) {
    match json {
        Value::String(text) => found.push((name.to_owned(), text.clone())),
        Value::Bool(_) | Value::Number(_) => found.push((name.to_owned(), json.to_string())),
        // Dify and others list keys and models.
        Value::Array(items) => items.iter().for_each(|item| collect(name, item, found)),
        Value::Object(members) => {
            // A message: what the user says is the prompt.
            if let (Some("user"), Some(Value::String(content))) =
                (members.get("role").and_then(Value::as_str), members.get("content"))
            {
                found.push(("prompt".to_owned(), content.clone()));
                return;
            }
            members.iter().for_each(|(name, value)| collect(name, value, found));
        }
        Value::Null => {}
    }
}
