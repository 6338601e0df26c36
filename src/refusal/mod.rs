//! Why a server rejected a request, read from one reply: its status, and the type, code and message of its
//! error envelope.
//!
//! The status alone is not enough: a wrong key can be 400, 401 or 403, an unknown model 400, 404 or 503. So
//! documented codes and messages decide, row by row, and the status only counts if there is nothing else. To
//! support the messages of another server, add them to a row of `patterns`.

mod patterns;

use std::borrow::Cow;

use serde_json::Value;

use crate::diagnosis::DiagnosisKind;
use crate::exchange::{Answer, Content, Reply};
use crate::response;
use crate::text::truncate::{first_bytes, with_ellipsis};
use crate::wire::error::{self, EnvelopeShape, ErrorEnvelope};

/// The subject of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// The key: missing, unknown, expired or of another kind.
    Key,
    /// The permissions of this key or of the caller's address.
    Permission,
    /// The account or organisation behind the key.
    Account,
    /// The model: unknown, not permitted, not deployed.
    Model,
    /// The path does not exist.
    Path,
    /// A web page answered instead of an API.
    WebPage,
    /// A storage service answered.
    Storage,
    /// A parameter that this model or server does not accept.
    Parameter,
    /// The request is invalid in some other way.
    Request,
    /// The prompt is too long.
    Context,
    /// A content filter or guardrail.
    Content,
    /// Too many requests; waiting helps.
    RateLimit,
    /// Budget or credits used up; waiting does not help.
    Quota,
    /// No free capacity, or the server is still starting.
    Overload,
    /// The gateway or the provider behind it failed.
    Upstream,
    /// The gateway gave up waiting for the provider.
    TimedOut,
    /// No known pattern matches.
    Unrecognised,
}

/// A group of categories that most rules treat alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CategoryGroup {
    /// The caller: the key, its permissions, the account behind it.
    Credentials,
    /// The requested model.
    Model,
    /// The request: its form, its size, its content.
    Request,
    /// Usage limits and budgets.
    Capacity,
    /// A failure behind the address that was called.
    Upstream,
    /// Something other than the API answered.
    NotTheApi,
    /// No known pattern matches.
    Unrecognised,
}

impl Category {
    /// Returns the group it belongs to.
    pub fn group(self) -> CategoryGroup {
        match self {
            Self::Key | Self::Permission | Self::Account => CategoryGroup::Credentials,
            Self::Model => CategoryGroup::Model,
            Self::Parameter | Self::Request | Self::Context | Self::Content => CategoryGroup::Request,
            Self::RateLimit | Self::Quota => CategoryGroup::Capacity,
            Self::Overload | Self::Upstream | Self::TimedOut => CategoryGroup::Upstream,
            Self::Path | Self::WebPage | Self::Storage => CategoryGroup::NotTheApi,
            Self::Unrecognised => CategoryGroup::Unrecognised,
        }
    }

    /// Returns true if something other than the API answered.
    pub fn is_not_the_api(self) -> bool {
        self.group() == CategoryGroup::NotTheApi
    }
}

/// A rejected request.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The subject of the refusal.
    pub category: Category,
    /// The diagnosis kind that fits best.
    pub kind: DiagnosisKind,
    /// True if this follows from the server's code or message, and not only from the status.
    pub is_from_message: bool,
    /// The HTTP status; below 400 if the error came with a success status.
    pub status: u16,
    /// The error object of the reply.
    pub envelope: ErrorEnvelope,
}

impl Refusal {
    /// Returns the status and the server message for use in a sentence; long messages are cut.
    pub fn quote(&self) -> String {
        const MAX_CHARS: usize = 240;
        let status = self.status;
        let words = self.envelope.message.trim();
        if words.is_empty() {
            return format!("status {status}, without a message.");
        }
        format!("status {status}, “{}”", with_ellipsis(words, MAX_CHARS))
    }

    /// Returns true if a rule about callers or addresses rejected the request, which says nothing about the
    /// key.
    pub fn is_about_a_rule(&self) -> bool {
        matches!(self.kind, DiagnosisKind::PolicyDenied | DiagnosisKind::OriginOrAddressRefused)
    }

    /// Returns true if access was denied (403) for an unknown reason. Firewalls answer like this, too.
    pub fn is_unexplained_denial(&self) -> bool {
        self.status == 403 && !self.is_from_message
    }

    /// Returns true if the body gives no reason: it is a web page, has no known format, or only repeats the
    /// status.
    pub fn gives_no_reason(&self) -> bool {
        patterns::gives_no_reason(self.status, &self.envelope)
    }

    /// Returns true if `json`, its body, has no known format and contains a text that may be the reason.
    pub fn may_give_reason(&self, json: &Value) -> bool {
        self.envelope.shape == EnvelopeShape::UnknownJson && patterns::has_text(self.status, json)
    }

    /// Returns true if it names a limit per day, which may last for hours.
    pub fn names_limit_per_day(&self) -> bool {
        patterns::names_limit_per_day(&self.envelope)
    }

    /// Returns the same refusal as unrecognised.
    fn unrecognised(self) -> Self {
        Self { kind: DiagnosisKind::Unrecognised, category: Category::Unrecognised, ..self }
    }

    /// Returns true if it is about the caller's key or account: such a message may contain the expected key.
    pub fn is_about_key(&self) -> bool {
        self.status == 401
            || self.category.group() == CategoryGroup::Credentials
            || self.kind == DiagnosisKind::UpstreamKeyRejected
    }

    /// Returns the provider that wrote the message, if it points to the provider's website for keys.
    pub fn provider(&self) -> Option<&'static str> {
        const SITES: [(&str, &str); 5] = [
            ("platform.openai.com/account/api-keys", "OpenAI"),
            ("console.anthropic.com", "Anthropic"),
            ("console.groq.com", "Groq"),
            ("console.x.ai", "xAI"),
            ("aistudio.google.com", "Google"),
        ];
        let words = self.envelope.message.to_ascii_lowercase();
        // A gateway that quotes a provider names itself too.
        if self.category != Category::Key || words.contains("litellm") {
            return None;
        }
        SITES.iter().find(|(site, _)| words.contains(site)).map(|(_, name)| *name)
    }
}

/// Returns the refusal in `reply`; `None` if the request was not rejected.
pub fn of(reply: &Reply) -> Option<Refusal> {
    if !reply.is_success() {
        let envelope = envelope_of(reply);
        return Some(patterns::weigh(reply.status, envelope, head_of(reply)));
    }
    hidden_error(reply)
}

/// Returns the error in a reply with a success status: in its body, in its stream, or as a web page.
pub fn hidden_error(reply: &Reply) -> Option<Refusal> {
    if !reply.is_success() {
        return None;
    }
    match &reply.body.content {
        Content::Json(json) if error::is_error_object(json) => {
            Some(patterns::weigh(reply.status, envelope_of(reply), head_of(reply)))
        }
        Content::Stream(stream) => {
            let weigh = |event| patterns::weigh(reply.status, error::read("", Some(event)), "");
            stream.answer.error.as_ref().map(weigh).or_else(|| {
                // If no event has the format of the API, only the first one is known.
                let refusal = weigh(stream.unknown_event.as_ref()?);
                Some(if refusal.is_from_message { refusal } else { refusal.unrecognised() })
            })
        }
        Content::Text => {
            let envelope = envelope_of(reply);
            let is_foreign = matches!(envelope.shape, EnvelopeShape::Html | EnvelopeShape::StorageXml);
            is_foreign.then(|| patterns::weigh(reply.status, envelope, head_of(reply)))
        }
        Content::Json(_) | Content::Empty => None,
    }
}

/// Returns true if a model answered: the reply has choices with any content or, beside an error, some text.
pub fn has_answered(reply: &Reply) -> bool {
    let has_text = |answer: Cow<'_, Answer>| answer.error.is_none() || !answer.content.is_empty();
    reply.is_success() && response::answer_of(reply).is_some_and(has_text)
}

/// Length of the beginning of a body that is searched for an error, in bytes. Errors are short, and bodies of
/// megabytes must not be searched.
const READ_BYTES: usize = 16 * 1024;

fn envelope_of(reply: &Reply) -> ErrorEnvelope {
    let json: Option<Cow<'_, Value>> = match &reply.body.content {
        Content::Json(json) => Some(Cow::Borrowed(json)),
        Content::Stream(stream) => stream.answer.error.clone().map(Cow::Owned),
        Content::Empty | Content::Text => None,
    };
    error::read(head_of(reply), json.as_deref())
}

fn head_of(reply: &Reply) -> &str {
    first_bytes(&reply.body.text, READ_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(status: u16, body: &str, is_about_key: bool) {
        let json: Option<Value> = serde_json::from_str(body).ok();
        let refusal = patterns::weigh(status, error::read(body, json.as_ref()), body);
        assert_eq!(refusal.is_about_key(), is_about_key, "{status} {body}");
    }

    #[test]
    fn a_refusal_is_of_the_key_by_its_status_its_category_or_the_providers_words() {
        check(401, "<html><title>Sign in</title></html>", true);
        check(400, r#"{"error":{"message":"No.","code":"invalid_api_key"}}"#, true);
        check(502, r#"{"error":{"message":"Invalid API key"}}"#, true);
        check(404, r#"{"error":{"message":"model 'x' not found"}}"#, false);
    }
}
