//! Differences of JSON from a shape: the objects of the OpenAI reference, which are in `expected`, and
//! the JSON that a probe asked a model to write. It is not a schema language, and only has what these need.

mod expected;
mod reference;

pub use reference::{is_of_chunk, is_of_completion, is_of_list};

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use self::expected::{CHUNK, COMPLETION, LIST};
use crate::text::truncate::with_ellipsis;

/// One place where JSON differs from the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The JSON path, for example `choices[0].message.role`; `$` is the whole document.
    pub path: String,
    /// Problem with the value there.
    pub wrong: Wrong,
    /// Value found there, for example `missing`, `a number`, or the server's own word in quotes.
    pub observed: String,
    /// Value expected there, for example `"assistant"`.
    pub expected: &'static str,
}

/// Kind of problem with a part of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is missing or null.
    Absent,
    /// It is a string, but not one of those that are expected, or an empty one.
    Word,
    /// It has another type.
    Type,
}

/// Number of choices of a reply that are read: as many as a client may ask for (`n` in the OpenAI reference,
/// chat/create). A reply of megabytes can hold a million, and every rule would go through them.
pub const MAX_CHOICES: usize = 128;

/// Expected shape of a value.
#[derive(Debug)]
pub enum Shape {
    /// Any string.
    Text,
    /// A string that is not empty.
    FilledText,
    /// One of these strings; beside them, how to say so.
    OneOf(&'static [&'static str], &'static str),
    /// A number without a fraction.
    Integer,
    /// An object with these members, and any others.
    Object(&'static [Field]),
    /// An object with these members and no other.
    ExactObject(&'static [Field]),
    /// A list of such values.
    List(&'static Shape),
    /// The same, with one value at least.
    FilledList(&'static Shape),
}

/// One member of an object.
#[derive(Debug)]
pub struct Field {
    name: &'static str,
    shape: Shape,
    /// True if it must be there; if not, it may also be null.
    is_required: bool,
}

/// A member that must be there.
pub const fn must(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, is_required: true }
}

/// A member that may be missing or null.
pub const fn may(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, is_required: false }
}

impl Shape {
    /// Returns the expectation in words.
    fn words(&self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::FilledText => "a non-empty string",
            Self::OneOf(_, words) => words,
            Self::Integer => "an integer",
            Self::Object(_) => "an object",
            Self::ExactObject(_) => "an object without other members",
            Self::List(_) => "an array",
            Self::FilledList(_) => "a non-empty array",
        }
    }
}

/// Written as JSON Schema, of the kind that a strict mode takes.
impl Serialize for Shape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut schema = serializer.serialize_map(None)?;
        match self {
            Self::Text | Self::FilledText => schema.serialize_entry("type", "string")?,
            Self::OneOf(words, _) => {
                schema.serialize_entry("type", "string")?;
                schema.serialize_entry("enum", words)?;
            }
            Self::Integer => schema.serialize_entry("type", "integer")?,
            Self::Object(fields) | Self::ExactObject(fields) => {
                let required = fields.iter().filter(|field| field.is_required).map(|field| field.name);
                schema.serialize_entry("type", "object")?;
                schema.serialize_entry("properties", &Properties(fields))?;
                schema.serialize_entry("required", &required.collect::<Vec<_>>())?;
                if matches!(self, Self::ExactObject(_)) {
                    schema.serialize_entry("additionalProperties", &false)?;
                }
            }
            Self::List(item) | Self::FilledList(item) => {
                schema.serialize_entry("type", "array")?;
                schema.serialize_entry("items", item)?;
            }
        }
        schema.end()
    }
}

struct Properties(&'static [Field]);

impl Serialize for Properties {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|field| (field.name, &field.shape)))
    }
}

impl Violation {
    /// Number of reported differences of one document.
    pub const MAX: usize = 20;
    const SEEN_CHARS: usize = 60;

    /// Returns true if a program that only reads the answer's text, or the names of a list, fails here.
    /// Content in parts reaches it, and so does none at all.
    pub fn hides_content(&self) -> bool {
        let mut path = self.path.clone();
        path.retain(|sign| !sign.is_ascii_digit());
        match path.as_str() {
            "$" | "choices" | "choices[]" | "choices[].message" | "data" | "data[]" => true,
            "choices[].message.content" => !matches!(self.observed.as_str(), "an array" | "null" | "missing"),
            _ => false,
        }
    }
}

/// Differences of `reply` from the chat completion object, at most [`Violation::MAX`] places.
///
/// `message.content` may be null, and missing if there is a refusal or a tool call.
pub fn completion_violations(reply: &Value) -> Vec<Violation> {
    let mut found = Vec::new();
    judge_object(Some(reply), COMPLETION, &Path::Root, &mut found);
    let list = reply.get("choices").and_then(Value::as_array);
    let choices = Path::Member(&Path::Root, "choices");
    if let Some(list) = list.filter(|list| list.len() > MAX_CHOICES) {
        // First of all: choices that no client requested matter more than the fields that each of them lacks.
        let observed = format!("{} choices", list.len());
        let (path, expected) = (choices.to_string(), "at most 128 choices");
        found.insert(0, Violation { path, wrong: Wrong::Type, observed, expected });
        found.truncate(Violation::MAX);
    }
    for (index, choice) in list.into_iter().flatten().take(MAX_CHOICES).enumerate() {
        if let Some(message) = choice.get("message").filter(|message| message.is_object()) {
            judge_content(message, &Path::Item(&choices, index), &mut found);
        }
    }
    found
}

/// Differences of `chunk` from the chat completion chunk object, at most [`Violation::MAX`] places.
///
/// A chunk without choices may have any other content: it carries usage, or additions of a gateway.
pub fn chunk_violations(chunk: &Value) -> Vec<Violation> {
    let mut found = Vec::new();
    let choices = chunk.get("choices").and_then(Value::as_array);
    if choices.is_none_or(|choices| !choices.is_empty()) {
        judge_object(Some(chunk), CHUNK, &Path::Root, &mut found);
    }
    found
}

/// Differences of `list` from the list of models, at most [`Violation::MAX`] places.
pub fn list_violations(list: &Value) -> Vec<Violation> {
    let mut found = Vec::new();
    judge_object(Some(list), LIST, &Path::Root, &mut found);
    found
}

/// The first difference of `value`, which is called `name`, from `shape`; `None` if it matches.
pub fn mismatch(value: &Value, shape: &Shape, name: &'static str) -> Option<String> {
    let mut found = Vec::new();
    judge(Some(value), shape, &Path::Named(name), &mut found);
    found.into_iter().next().map(|violation| violation.path)
}

fn judge_content(message: &Value, choice: &Path<'_>, found: &mut Vec<Violation>) {
    let content = message.get("content");
    let is_call = message.get("tool_calls").and_then(Value::as_array).is_some_and(|c| !c.is_empty());
    let is_refusal = message.get("refusal").and_then(Value::as_str).is_some_and(|r| !r.is_empty());
    let is_left_out = content.is_none() && (is_call || is_refusal);
    if !content.is_some_and(|content| content.is_string() || content.is_null()) && !is_left_out {
        let path = Path::Member(choice, "message");
        note(content, &Shape::Text, &Path::Member(&path, "content"), found);
    }
}

/// Notes the parts that `value` lacks of an object with `fields`.
fn judge_object(value: Option<&Value>, fields: &[Field], path: &Path<'_>, found: &mut Vec<Violation>) {
    let Some(object) = value.and_then(Value::as_object) else {
        return note(value, &Shape::Object(&[]), path, found);
    };
    for field in fields {
        let value = object.get(field.name);
        if field.is_required || value.is_some_and(|value| !value.is_null()) {
            judge(value, &field.shape, &Path::Member(path, field.name), found);
        }
    }
}

fn judge(value: Option<&Value>, shape: &Shape, path: &Path<'_>, found: &mut Vec<Violation>) {
    let text = value.and_then(Value::as_str);
    let list = value.and_then(Value::as_array);
    let is_kept = match shape {
        Shape::Text => text.is_some(),
        Shape::FilledText => text.is_some_and(|text| !text.is_empty()),
        Shape::OneOf(words, _) => text.is_some_and(|text| words.contains(&text)),
        Shape::Integer => value.is_some_and(|value| value.is_i64() || value.is_u64()),
        Shape::Object(fields) => return judge_object(value, fields, path, found),
        Shape::ExactObject(fields) => {
            judge_object(value, fields, path, found);
            let is_named = |name: &String| fields.iter().any(|field| field.name == name);
            value.and_then(Value::as_object).is_none_or(|object| object.keys().all(is_named))
        }
        Shape::List(_) => list.is_some(),
        Shape::FilledList(_) => list.is_some_and(|list| !list.is_empty()),
    };
    if !is_kept {
        return note(value, shape, path, found);
    }
    if let (Shape::List(shape) | Shape::FilledList(shape), Some(list)) = (shape, list) {
        for (index, item) in list.iter().enumerate() {
            if found.len() >= Violation::MAX {
                return;
            }
            judge(Some(item), shape, &Path::Item(path, index), found);
        }
    }
}

fn note(value: Option<&Value>, shape: &Shape, path: &Path<'_>, found: &mut Vec<Violation>) {
    if found.len() < Violation::MAX {
        let is_word = matches!(shape, Shape::OneOf(..));
        found.push(Violation {
            path: path.to_string(),
            wrong: wrong(value, is_word),
            observed: observed(value, is_word),
            expected: shape.words(),
        });
    }
}

/// Returns the kind of problem with the value there, where one of a few words was expected if `is_word`.
fn wrong(value: Option<&Value>, is_word: bool) -> Wrong {
    match value {
        None | Some(Value::Null) => Wrong::Absent,
        Some(Value::String(text)) if is_word || text.is_empty() => Wrong::Word,
        Some(Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_)) => {
            Wrong::Type
        }
    }
}

/// Describes the value there; quotes the server's own word if one of a few words was expected.
fn observed(value: Option<&Value>, is_quoted: bool) -> String {
    let words = match value {
        None => "missing",
        Some(Value::Null) => "null",
        Some(Value::Bool(_)) => "a boolean",
        Some(Value::Number(number)) if number.is_f64() => "a number with a fraction",
        Some(Value::Number(_)) => "a number",
        Some(Value::String(text)) if text.is_empty() => "an empty string",
        Some(Value::String(text)) if is_quoted => {
            return format!("\"{}\"", with_ellipsis(text, Violation::SEEN_CHARS));
        }
        Some(Value::String(_)) => "a string",
        Some(Value::Array(list)) if list.is_empty() => "an empty array",
        Some(Value::Array(_)) => "an array",
        Some(Value::Object(_)) => "an object",
    };
    words.to_owned()
}

/// A place in a document, only written out if a difference names it.
#[derive(Clone, Copy)]
enum Path<'a> {
    Root,
    /// The root by a name, also for places within it.
    Named(&'static str),
    Member(&'a Path<'a>, &'static str),
    Item(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => formatter.write_str("$"),
            Self::Named(name) | Self::Member(Self::Root, name) => formatter.write_str(name),
            Self::Member(parent, name) => write!(formatter, "{parent}.{name}"),
            Self::Item(parent, index) => write!(formatter, "{parent}[{index}]"),
        }
    }
}

#[cfg(test)]
mod tests;
