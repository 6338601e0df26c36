//! Settings or a request body in JSON.

use serde_json::Value;

use super::{Found, PasteForm, whole_first};

pub(super) const FORM: PasteForm = PasteForm { name: "JSON settings", read };

fn read(text: &str) -> Option<Found> {
    if !text.starts_with(['{', '[', '"']) {
        return None;
    }
    let json: Value =
        serde_json::from_str(text).or_else(|_| serde_json::from_str(&format!("{{{text}}}"))).ok()?;
    let mut objects = vec![Vec::new()];
    collect("", &json, &mut objects, 0);
    Some(Found::Values(whole_first(objects)))
}

/// Every text with the name of its member, object by object, from the outside in.
fn collect(name: &str, json: &Value, objects: &mut Vec<Vec<(String, String)>>, at: usize) {
    match json {
        Value::String(text) => objects[at].push((name.to_owned(), text.clone())),
        Value::Bool(_) | Value::Number(_) => objects[at].push((name.to_owned(), json.to_string())),
        // The last message of the user counts.
        Value::Array(items) if name == "messages" => {
            items.iter().rev().for_each(|item| collect(name, item, objects, at));
        }
        // Dify and others list keys and models.
        Value::Array(items) => items.iter().for_each(|item| collect(name, item, objects, at)),
        Value::Object(members) => {
            // A message: what the user says is the prompt.
            if let (Some("user"), Some(Value::String(content))) =
                (members.get("role").and_then(Value::as_str), members.get("content"))
            {
                objects[at].push(("prompt".to_owned(), content.clone()));
                return;
            }
            let own = objects.len();
            objects.push(Vec::new());
            members.iter().for_each(|(name, value)| collect(name, value, objects, own));
        }
        Value::Null => {}
    }
}
