//! As much of JSON Schema (draft 2020-12) as the schemas of `docs/` use. A keyword that it does not know
//! is an error and never a pass.

use serde_json::{Map, Value};

/// A schema document.
pub struct Schema(Value);

impl Schema {
    /// The schema in `text`.
    pub fn of(text: &str) -> Self {
        Self(serde_json::from_str(text).expect("a schema is JSON"))
    }

    /// The document itself.
    pub fn document(&self) -> &Value {
        &self.0
    }

    /// Where and why `value` departs from it; nothing if it does not.
    pub fn violations(&self, value: &Value) -> Vec<String> {
        let mut found = Vec::new();
        self.judge(&self.0, value, "$", &mut found);
        found
    }

    fn judge(&self, schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
        let rules = schema.as_object().unwrap_or_else(|| panic!("{path}: a schema is an object"));
        for (keyword, rule) in rules {
            let is_kept = match keyword.as_str() {
                "$schema" | "$id" | "$defs" | "title" | "description" => true,
                "type" => types_of(rule).any(|name| is_of(value, name)),
                "const" => value == rule,
                "enum" => list(rule).contains(value),
                "minimum" => value.as_f64().is_none_or(|number| number >= size(rule)),
                "maximum" => value.as_f64().is_none_or(|number| number <= size(rule)),
                "minLength" => value.as_str().is_none_or(|text| at_least(rule, text.chars().count())),
                "pattern" => value.as_str().is_none_or(|text| is_web_address(text, rule)),
                "minItems" => value.as_array().is_none_or(|items| at_least(rule, items.len())),
                "maxItems" => value.as_array().is_none_or(|items| size(rule) >= size(&items.len().into())),
                "format" => value.as_str().is_none_or(|text| has_format(text, rule)),
                "required" => value.as_object().is_none_or(|members| {
                    list(rule).iter().all(|name| members.contains_key(name.as_str().expect("a name")))
                }),
                "additionalProperties" => {
                    assert_eq!(rule, false, "{path}: only `false` is known");
                    value.as_object().is_none_or(|members| members.keys().all(|name| is_named(rules, name)))
                }
                "properties" => {
                    for (name, rule) in rule.as_object().expect("properties are an object") {
                        if let Some(member) = value.get(name) {
                            self.judge(rule, member, &format!("{path}.{name}"), found);
                        }
                    }
                    true
                }
                "items" => {
                    for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.judge(rule, item, &format!("{path}[{place}]"), found);
                    }
                    true
                }
                "anyOf" => list(rule).iter().any(|rule| {
                    let mut violations = Vec::new();
                    self.judge(rule, value, path, &mut violations);
                    violations.is_empty()
                }),
                "$ref" => {
                    self.judge(self.referred(rule), value, path, found);
                    true
                }
                other => panic!("{path}: the keyword {other} is not known"),
            };
            if !is_kept {
                found.push(format!("{path} breaks {keyword}"));
            }
        }
    }

    fn referred(&self, rule: &Value) -> &Value {
        let pointer = rule.as_str().and_then(|rule| rule.strip_prefix('#')).expect("a reference within");
        self.0.pointer(pointer).unwrap_or_else(|| panic!("{rule} leads nowhere"))
    }
}

fn types_of(rule: &Value) -> impl Iterator<Item = &str> {
    let one = std::slice::from_ref(rule);
    rule.as_array().map_or(one, Vec::as_slice).iter().map(|name| name.as_str().expect("a type is a word"))
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the type {other} is not known"),
    }
}

fn is_named(rules: &Map<String, Value>, name: &str) -> bool {
    rules.get("properties").is_some_and(|properties| properties.get(name).is_some())
}

/// RFC 3339, and of it what the page writes: UTC.
fn has_format(text: &str, rule: &Value) -> bool {
    const PATTERN: &str = "0000-00-00T00:00:00";
    assert_eq!(rule, "date-time", "only this format is known");
    let is_digit = |c: char| c.is_ascii_digit();
    let (time, tail) = text.split_at_checked(PATTERN.len()).unwrap_or_default();
    let fraction = tail.strip_suffix('Z').map(|it| it.strip_prefix('.').unwrap_or(it));
    time.replace(is_digit, "0") == PATTERN && fraction.is_some_and(|it| it.chars().all(is_digit))
}

fn is_web_address(text: &str, rule: &Value) -> bool {
    assert_eq!(rule, r"^https?://\S+$", "only this pattern is known");
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

fn list(rule: &Value) -> &[Value] {
    rule.as_array().expect("a list")
}

fn size(rule: &Value) -> f64 {
    rule.as_f64().expect("a number")
}

fn at_least(rule: &Value, count: usize) -> bool {
    count as u64 >= rule.as_u64().expect("a count")
}
