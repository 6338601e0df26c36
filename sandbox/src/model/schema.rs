//! A value that fits a JSON schema.
//!
//! Source: JSON Schema 2020-12, as far as structured outputs allow it.

use serde_json::{Map, Value, json};

/// Schemas nested deeper, or refering to themselves, end in null.
const DEEPEST: usize = 16;
/// Values made for one schema; the rest are null.
const MOST_VALUES: usize = 2_000;
/// No list or text is made longer to please a schema.
const LONGEST: u64 = 100;

/// A value that fits `schema`; its free texts are `word`.
pub fn value(schema: &Value, word: &str) -> Value {
    Maker { root: schema, word, left: MOST_VALUES }.make(schema, DEEPEST)
}

struct Maker<'a> {
    root: &'a Value,
    word: &'a str,
    left: usize,
}

impl Maker<'_> {
    fn make(&mut self, schema: &Value, depth: usize) -> Value {
        if depth == 0 || self.left == 0 {
            return Value::Null;
        }
        self.left -= 1;
        if let Some(target) = schema["$ref"].as_str().and_then(|it| it.strip_prefix('#')) {
            let target = self.root.pointer(target).cloned().unwrap_or_default();
            return self.make(&target, depth - 1);
        }
        let chosen = ["/const", "/enum/0"].iter().find_map(|pointer| schema.pointer(pointer));
        if let Some(chosen) = chosen {
            return chosen.clone();
        }
        let branch = ["/anyOf/0", "/oneOf/0", "/allOf/0"].iter().find_map(|pointer| schema.pointer(pointer));
        if let Some(branch) = branch {
            return self.make(branch, depth - 1);
        }
        match kind(schema) {
            "object" => self.object(schema, depth),
            "array" => self.array(schema, depth),
            "number" | "integer" => number(schema),
            "boolean" => json!(true),
            "null" => Value::Null,
            _ => json!(self.text(schema)),
        }
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Value {
        let properties = schema["properties"].as_object();
        let made: Map<String, Value> = properties
            .into_iter()
            .flatten()
            .map(|(name, schema)| (name.clone(), self.make(schema, depth - 1)))
            .collect();
        Value::Object(made)
    }

    fn array(&mut self, schema: &Value, depth: usize) -> Value {
        let most = schema["maxItems"].as_u64().unwrap_or(LONGEST);
        let count = schema["minItems"].as_u64().unwrap_or(1).max(1).min(most).min(LONGEST);
        (0..count).map(|_| self.make(&schema["items"], depth - 1)).collect()
    }

    fn text(&self, schema: &Value) -> String {
        let text = match schema["format"].as_str() {
            Some("date") => "2025-01-01",
            Some("date-time") => "2025-01-01T00:00:00Z",
            Some("email") => "word@example.com",
            Some(_) | None => self.word,
        };
        let least = usize::try_from(schema["minLength"].as_u64().unwrap_or(0).min(LONGEST)).unwrap_or(0);
        let most = schema["maxLength"].as_u64().and_then(|most| usize::try_from(most).ok());
        let padded = text
            .chars()
            .chain("x".repeat(least.saturating_sub(text.chars().count())).chars().collect::<Vec<_>>());
        padded.take(most.unwrap_or(usize::MAX)).collect()
    }
}

/// The type of the values; the first if there are several.
fn kind(schema: &Value) -> &str {
    let stated = schema["type"].as_str().or_else(|| schema.pointer("/type/0")?.as_str());
    stated.unwrap_or(if schema["properties"].is_object() { "object" } else { "string" })
}

/// 1, or the nearest that the limits allow.
fn number(schema: &Value) -> Value {
    let least = schema["minimum"].as_f64().filter(|least| *least > 1.0);
    let most = schema["maximum"].as_f64().filter(|most| *most < 1.0);
    match (least, most) {
        (Some(_), _) => schema["minimum"].clone(),
        (None, Some(_)) => schema["maximum"].clone(),
        (None, None) => json!(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(schema: &Value, expected: &Value) {
        assert_eq!(value(schema, "plum"), *expected);
    }

    #[test]
    fn every_kind_of_value_is_made() {
        check(&json!({ "type": "string" }), &json!("plum"));
        check(&json!({ "type": "string", "minLength": 6, "maxLength": 6 }), &json!("plumxx"));
        check(&json!({ "type": "string", "enum": ["a", "b"] }), &json!("a"));
        check(&json!({ "const": 3 }), &json!(3));
        check(&json!({ "type": ["integer", "null"], "minimum": 5 }), &json!(5));
        check(&json!({ "type": "number", "maximum": 0.5 }), &json!(0.5));
        check(&json!({ "type": "boolean" }), &json!(true));
        check(&json!({ "type": "array", "items": { "type": "number" }, "minItems": 2 }), &json!([1, 1]));
        check(&json!({ "anyOf": [{ "type": "null" }, {}] }), &Value::Null);
        let inner = json!({ "type": "object", "properties": { "b": { "$ref": "#/$defs/c" } } });
        let schema = json!({ "properties": { "a": inner }, "$defs": { "c": { "type": "integer" } } });
        check(&schema, &json!({ "a": { "b": 1 } }));
    }

    #[test]
    fn a_schema_that_refers_to_itself_ends() {
        let itself = json!({ "$ref": "#" });
        let names = (0..50).map(|number| (number.to_string(), itself.clone()));
        let schema = json!({ "type": "object", "properties": names.collect::<Map<_, _>>() });
        assert!(value(&schema, "").to_string().len() < 100_000);
    }
}
