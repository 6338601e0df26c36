//! Error envelopes in JSON.

use serde_json::{Map, Value};

use super::super::retry_after::duration_ms;
use super::spelling::{BASES, CODES, ERRORS, HOLDERS, REQUEST_IDS, WAITS, WORDS};
use super::{EnvelopeShape, ErrorEnvelope, MESSAGE_CHARS, html, nested};
use crate::text::pretty;

type Object = Map<String, Value>;

/// Reads an error in JSON of any shape, with what it quotes.
pub(super) fn read_whole(value: &Value) -> ErrorEnvelope {
    let envelope = read(value);
    match nested::deeper(value, &envelope.message) {
        Some(deeper) => {
            ErrorEnvelope { inner: Some(deeper.message), inner_code: deeper.code.or(deeper.kind), ..envelope }
        }
        None => envelope,
    }
}

/// Reads an error in JSON of any shape.
pub(super) fn read(value: &Value) -> ErrorEnvelope {
    match value {
        Value::Object(object) => read_object(object, value),
        Value::Array(items) => read_array(items, value),
        Value::String(words) => html::read(words),
        Value::Null | Value::Bool(_) | Value::Number(_) => unknown(value),
    }
}

/// Number of items of a list that are read; an error says nothing new after them.
const MAX_ITEMS: usize = 100;

/// JSON without a message as the message: its beginning, since only that much is kept.
pub(super) fn written(value: &Value) -> String {
    pretty::beginning(value, 4 * MESSAGE_CHARS)
}

fn unknown(value: &Value) -> ErrorEnvelope {
    let shape = EnvelopeShape::UnknownJson;
    ErrorEnvelope { shape, message: written(value), ..ErrorEnvelope::default() }
}

fn read_array(items: &[Value], whole: &Value) -> ErrorEnvelope {
    let errors = items.iter().filter(|item| item.is_object() || item.is_string());
    match errors.take(MAX_ITEMS).map(read).find(|error| error.shape != EnvelopeShape::UnknownJson) {
        Some(error) => ErrorEnvelope { shape: EnvelopeShape::Array, ..error },
        None => unknown(whole),
    }
}

fn read_object(object: &Object, whole: &Value) -> ErrorEnvelope {
    // FastAPI puts any value under `detail`, including whole envelopes.
    let detail = object.get("detail").filter(|_| !ERRORS.iter().any(|name| object.contains_key(*name)));
    if let Some(detail) = detail
        && ERRORS.iter().any(|name| detail.get(*name).is_some_and(is_telling))
    {
        return ErrorEnvelope { shape: EnvelopeShape::Detail, ..read(detail) };
    }
    let (shape, error) = shape_of(object);
    let mut envelope = ErrorEnvelope { shape, ..ErrorEnvelope::default() };
    match error {
        Some(Value::Object(inside)) => {
            envelope.fill_from(inside);
            envelope.fill_from(object);
        }
        Some(Value::Array(items)) => {
            envelope.message =
                items.iter().take(MAX_ITEMS).filter_map(item_words).collect::<Vec<_>>().join("; ");
            if let Some(first) = items.iter().find_map(Value::as_object) {
                envelope.fill_from(first);
            }
            envelope.fill_from(object);
        }
        Some(Value::String(words)) => {
            // `{"error":"Not Found","message":"…"}`: the long words are the message.
            envelope.fill_from(object);
            if envelope.message.is_empty() || shape == EnvelopeShape::Detail {
                envelope.message.clone_from(words);
            } else if envelope.kind.is_none() && envelope.message != *words {
                envelope.kind = Some(words.clone());
            }
        }
        Some(Value::Null | Value::Bool(_) | Value::Number(_)) | None => envelope.fill_from(object),
    }
    if envelope.message.is_empty() {
        envelope.message = match error.unwrap_or(&Value::Null) {
            inside @ (Value::Object(_) | Value::Array(_)) if !envelope.has_any_words() => written(inside),
            _ if envelope.has_any_words() => String::new(),
            _ => written(whole),
        };
    }
    envelope
}

/// The shape, and the part that holds the error.
fn shape_of(object: &Object) -> (EnvelopeShape, Option<&Value>) {
    use EnvelopeShape as Shape;
    let has_words = |name: &str| object.get(name).is_some_and(|value| text(value).is_some());
    let named = ERRORS.iter().filter_map(|name| object.get(*name));
    if let Some(error) = named.into_iter().find(|error| is_telling(error)) {
        let inner = error.get("error").filter(|inner| inner.is_object() && error.get("message").is_none());
        let error = inner.unwrap_or(error);
        let shape = match error {
            Value::Object(_) if is_text(object, "type", "error") => Shape::TypedError,
            Value::Object(_) => Shape::OpenAi,
            Value::Array(_) => Shape::ErrorsList,
            Value::String(_) if has_words("error_type") => Shape::ErrorWithType,
            Value::String(_) if has_words("code") => Shape::ErrorWithCode,
            Value::String(_) => Shape::ErrorString,
            Value::Null | Value::Bool(_) | Value::Number(_) if has_words("message") => Shape::TopLevelMessage,
            Value::Null | Value::Bool(_) | Value::Number(_) => Shape::ErrorMsg,
        };
        return (shape, Some(error));
    }
    // The Responses API's `response.failed` event, and choices that contain an error.
    let choice = object.get("choices").and_then(|choices| choices.get(0));
    for holder in HOLDERS.iter().map(|name| object.get(*name)).chain([choice]).flatten() {
        let error = ERRORS.iter().find_map(|name| holder.get(*name));
        if let Some(error) = error.filter(|error| error.is_object() && is_telling(error)) {
            return (Shape::OpenAi, Some(error));
        }
    }
    for name in ["errors", "Errors"] {
        if let Some(errors) = object.get(name).filter(|errors| is_telling(errors)) {
            return (Shape::ErrorsList, Some(errors));
        }
    }
    if let Some(message) = object.get("message").filter(|message| message.is_object() && is_telling(message))
    {
        return match message.get("detail") {
            Some(detail) => (Shape::Detail, Some(detail)),
            None => (Shape::TopLevelMessage, Some(message)),
        };
    }
    if is_text(object, "object", "error") || is_text(object, "type", "error") {
        return (Shape::FlatObject, None);
    }
    if let Some(fault) = object.get("fault").filter(|fault| fault.is_object()) {
        return (Shape::Fault, Some(fault));
    }
    if has_words("message") || has_words("Message") {
        let is_status = object.get("status").is_some_and(Value::is_string);
        return (if is_status { Shape::StatusMessage } else { Shape::TopLevelMessage }, None);
    }
    if let Some(detail) = object.get("detail").filter(|detail| is_telling(detail)) {
        return (Shape::Detail, Some(detail));
    }
    if has_words("title") && has_words("status") {
        return (Shape::Detail, object.get("title"));
    }
    if let Some(base) = BASES.iter().find_map(|name| object.get(*name).filter(|base| base.is_object())) {
        return (Shape::ErrorMsg, Some(base));
    }
    if let Some(messages @ Value::Array(_)) = object.get("messages").filter(|messages| is_telling(messages)) {
        return (Shape::ErrorsList, Some(messages));
    }
    if WORDS.iter().chain(&["__type"]).any(|name| has_words(name)) {
        return (Shape::ErrorMsg, None);
    }
    (Shape::UnknownJson, None)
}

impl ErrorEnvelope {
    fn has_any_words(&self) -> bool {
        self.kind.is_some() || self.code.is_some() || self.reason.is_some()
    }

    /// Takes the parts from an object that are not known yet.
    fn fill_from(&mut self, object: &Object) {
        let first = |names: &[&str]| names.iter().find_map(|name| text(object.get(*name)?));
        if self.message.is_empty() {
            let fault = object.get("faultstring").and_then(text);
            self.message = first(&WORDS).or(fault).unwrap_or_default();
        }
        let or = |known: &mut Option<String>, found: Option<String>| {
            if known.is_none() {
                *known = found;
            }
        };
        // `type: "error"` names the envelope, not the kind of problem.
        let kind = first(&["type", "error_type", "__type", "Type"]).filter(|kind| kind != "error");
        let status = object.get("status").filter(|status| status.is_string()).and_then(text);
        or(&mut self.kind, kind.or(status));
        let in_detail = || text(object.get("detail")?.get("errorcode")?);
        or(&mut self.code, first(&CODES).or_else(in_detail));
        or(&mut self.param, first(&["param", "parameter", "field"]).or_else(|| location(object)));
        let id_in = |object: &Object| REQUEST_IDS.iter().find_map(|name| text(object.get(*name)?));
        let inside = || object.values().filter_map(Value::as_object).find_map(id_in);
        or(&mut self.request_id, id_in(object).or_else(inside));
        or(&mut self.reason, reason(object));
        self.wait_ms = self.wait_ms.or_else(|| wait(object, 3));
    }
}

/// Text that says something; a number as text. `"None"`, `"null"` and `""` say nothing.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => {
            let is_from_message = !matches!(text.trim(), "" | "None" | "null");
            is_from_message.then(|| text.clone())
        }
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Returns true if a value that should hold an error holds anything.
pub(super) fn is_telling(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(is_error) => *is_error,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => items.iter().any(is_telling),
        Value::Object(members) => members.values().any(is_telling),
    }
}

pub(super) fn is_text(object: &Object, name: &str, expected: &str) -> bool {
    object.get(name).and_then(Value::as_str) == Some(expected)
}

/// The words of one item in a list of errors.
fn item_words(item: &Value) -> Option<String> {
    match item {
        Value::Object(object) => WORDS.iter().find_map(|name| text(object.get(*name)?)),
        other => text(other),
    }
}

/// `loc` of the `FastAPI` servers: the path of the part of the request that is meant.
fn location(object: &Object) -> Option<String> {
    let path: Vec<String> = object.get("loc")?.as_array()?.iter().filter_map(text).collect();
    Some(path.join(".")).filter(|path| !path.is_empty())
}

fn reason(object: &Object) -> Option<String> {
    let details = ["details", "errors"].iter().filter_map(|name| object.get(*name)?.as_array());
    // Google names the exhausted quota here, and with it whether waiting helps.
    let quota = |detail: &Value| text(detail.get("violations")?.get(0)?.get("quotaId")?);
    let of_detail =
        details.flatten().find_map(|detail| detail.get("reason").and_then(text).or_else(|| quota(detail)));
    let of_azure = || text(object.get("innererror")?.get("code")?);
    let of_chain = || text(object.get("error_chain")?.get(0)?.get("message")?);
    // OpenRouter shows what a filter objected to.
    let of_filter = || object.get("metadata")?.get("flagged_input").map(|_| "flagged_input".to_owned());
    of_detail.or_else(of_azure).or_else(of_chain).or_else(of_filter)
}

/// A wait in a field, down to `depth` levels inside.
fn wait(object: &Object, depth: u8) -> Option<u64> {
    if let Some(wait_ms) =
        ["retry_after_ms", "retryAfterMs"].iter().find_map(|name| object.get(*name)?.as_u64())
    {
        return Some(wait_ms);
    }
    if let Some(wait_ms) = WAITS.iter().find_map(|name| duration_ms(&text(object.get(*name)?)?)) {
        return Some(wait_ms);
    }
    let inside = |value: &Value| match value {
        Value::Object(object) if depth > 0 => wait(object, depth - 1),
        _ => None,
    };
    object.values().find_map(|value| match value {
        Value::Array(items) => items.iter().find_map(inside),
        other => inside(other),
    })
}
