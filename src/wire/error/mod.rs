//! Error envelopes: replies of a server that refuses or fails, read into one form.
//!
//! Only about half of them are the OpenAI reference's `{"error":{"message",…}}`. This
//! reads all of them without failing, and judges none: the shape stays visible.

mod hidden;
mod html;
mod json;
mod nested;
mod spelling;

use serde_json::Value;

use super::retry_after::wait_in_words_ms;
use crate::text::truncate::with_ellipsis;

pub use hidden::is_error_object;

/// Number of characters of a message that are kept.
pub const MESSAGE_CHARS: usize = 2_000;

/// The form in which an error came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EnvelopeShape {
    /// `{"error":{"message",…}}`, as the OpenAI reference says.
    OpenAi,
    /// `{"type":"error","error":{…}}`, as Anthropic does.
    TypedError,
    /// `{"object":"error","message",…}`.
    FlatObject,
    /// `{"error":"…"}`, also beside a `message` or an `error_description`.
    ErrorString,
    /// `{"error":"…","error_type":"…"}`.
    ErrorWithType,
    /// `{"error":"…","code":…}`.
    ErrorWithCode,
    /// `{"status":"failure","message":"…"}`.
    StatusMessage,
    /// `{"message":"…"}`.
    TopLevelMessage,
    /// `{"detail":…}`: text, a list or an object.
    Detail,
    /// `{"errors":[…]}`, or `error` holding a list.
    ErrorsList,
    /// `{"error_msg":"…"}` and other spellings of it, such as `{"code":…,"msg":"…"}`.
    ErrorMsg,
    /// `{"fault":{"faultstring":"…"}}`, as Apigee does.
    Fault,
    /// A list that holds an error object.
    Array,
    /// The XML of a storage service: `<Error><Code>…`.
    StorageXml,
    /// A web page.
    Html,
    /// Server-sent events.
    EventStream,
    /// Text of no known form.
    PlainText,
    /// JSON in which no error was recognised.
    UnknownJson,
    /// Nothing, or white space.
    #[default]
    Empty,
}

/// Contents of an error answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorEnvelope {
    /// The form it came in.
    pub shape: EnvelopeShape,
    /// The server's words, at most [`MESSAGE_CHARS`] characters; empty only for an empty body.
    pub message: String,
    /// The `type` field, or its equivalent (`error_type`, Google's `status`).
    pub kind: Option<String>,
    /// The `code` field as text, whether it was text or a number.
    pub code: Option<String>,
    /// A finer code where there is one: Google's `reason` or `quotaId`, Azure's `innererror.code`.
    pub reason: Option<String>,
    /// The `param` field: which part of the request is meant.
    pub param: Option<String>,
    /// The request's id, if the body tells it.
    pub request_id: Option<String>,
    /// Time that the body asks to wait, in ms.
    pub wait_ms: Option<u64>,
    /// The words of a provider behind the gateway, if the reply quotes them; also bounded.
    pub inner: Option<String>,
    /// The code, or the type, beside these words.
    pub inner_code: Option<String>,
}

/// Reads an error body. `json` is the body as JSON, if the caller has it.
///
/// It never fails: anything that is not understood is kept as the message. Each of its readers goes over the
/// body a fixed number of times; of long lists, and of JSON that becomes a message, they take the beginning.
pub fn read(text: &str, json: Option<&Value>) -> ErrorEnvelope {
    let mut envelope = match json {
        Some(value) => json::read_whole(value),
        None => html::read(text),
    };
    if envelope.message.trim().is_empty() {
        let other = [&envelope.inner, &envelope.reason, &envelope.kind, &envelope.code];
        let other = other.into_iter().flatten().next().cloned();
        envelope.message = other.unwrap_or_else(|| text.trim().to_owned());
    }
    if envelope.message.is_empty() {
        envelope.message = json.map(json::written).unwrap_or_default();
    }
    let message = &envelope.message;
    if envelope.inner.is_none()
        && let Some(quoted) = nested::quotation(message)
    {
        envelope.inner_code = quoted.code.or(quoted.kind);
        envelope.inner = Some(quoted.message);
    }
    envelope.inner = envelope.inner.filter(|inner| inner != message).map(|inner| shortened(&inner));
    let words = [Some(message), envelope.inner.as_ref()];
    envelope.wait_ms =
        envelope.wait_ms.or_else(|| words.iter().flatten().find_map(|words| wait_in_words_ms(words)));
    envelope.request_id = envelope.request_id.or_else(|| request_id_in(message));
    envelope.message = shortened(message);
    envelope
}

fn shortened(text: &str) -> String {
    with_ellipsis(text.trim(), MESSAGE_CHARS).into_owned()
}

/// An id that the words name: "Please include the request ID 169bee8d in your message".
fn request_id_in(words: &str) -> Option<String> {
    let lower = words.to_ascii_lowercase();
    ["request id", "request_id", "requestid", "request-id"].iter().find_map(|name| {
        let behind = &words[lower.find(name)? + name.len()..];
        let behind = behind.trim_start_matches([' ', ':', '=', '"', '\'', '`']);
        let is_in = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let id = &behind[..behind.find(|c| !is_in(c)).unwrap_or(behind.len())];
        let is_like_an_id = id.len() >= 6 && id.contains(|c: char| c.is_ascii_digit());
        is_like_an_id.then(|| id.to_owned())
    })
}

#[cfg(test)]
mod tests;
