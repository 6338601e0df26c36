//! Settings or a request body in JSON.

use serde_json::Value;

use super::literals::values;
use super::service::Setting;
use super::{Found, PasteForm};

pub(super) const FORM: PasteForm = PasteForm { name: "JSON settings", read };

fn read(text: &str) -> Option<Found> {
    if !text.starts_with(['{', '[', '"']) {
        return None;
    }
    let members = || format!("{{{}}}", text.trim_end_matches(','));
    let Ok(json) = serde_json::from_str::<Value>(text).or_else(|_| serde_json::from_str(&members())) else {
        // With comments, as editors keep their settings, or as JavaScript writes it. Lists are also TOML.
        return (!text.starts_with('[')).then(|| Found::Settings(values(text)));
    };
    let (mut settings, mut objects) = (Vec::new(), 0);
    collect("", &json, 0, &mut settings, &mut objects);
    // From the outside in.
    settings.sort_by_key(|it| it.place);
    Some(Found::Settings(settings))
}

/// Adds every text with the name of its member; its place is the object, by its number.
fn collect(name: &str, json: &Value, place: usize, settings: &mut Vec<Setting>, objects: &mut usize) {
    let setting = |name: &str, value: String| Setting { name: name.to_owned(), value, place };
    match json {
        Value::String(text) => settings.push(setting(name, text.clone())),
        Value::Bool(_) | Value::Number(_) => settings.push(setting(name, json.to_string())),
        // The last message of the user counts.
        Value::Array(items) if name == "messages" => {
            for item in items.iter().rev() {
                collect(name, item, place, settings, objects);
            }
        }
        // Dify and others list keys and models.
        Value::Array(items) => {
            for item in items {
                collect(name, item, place, settings, objects);
            }
        }
        Value::Object(members) => {
            // A message: what the user says is the prompt.
            if let (Some("user"), Some(Value::String(content))) =
                (members.get("role").and_then(Value::as_str), members.get("content"))
            {
                settings.push(setting("prompt", content.clone()));
                return;
            }
            *objects += 1;
            let own = *objects;
            members.iter().for_each(|(name, value)| collect(name, value, own, settings, objects));
        }
        Value::Null => {}
    }
}
