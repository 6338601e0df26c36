//! The one builder of chat requests.

use crate::exchange::Exchange;
use crate::refusal::{self, Category};
use crate::target::Target;
use crate::wire::json_text;
use crate::wire::{Authorization, Request};

/// `POST chat/completions` with the target's model. `messages` is a JSON array, `more` further
/// members of the body, each with a leading comma. Source: OpenAI reference, chat/create.
pub fn chat(target: &Target, messages: &str, more: &str) -> Request {
    let body = body(target.model.as_str(), messages, more);
    let is_streamed = more.contains(r#""stream":true"#);
    Request { is_streamed, ..post(target, "chat/completions", body) }
}

/// The body of [`chat`].
pub fn body(model: &str, messages: &str, more: &str) -> String {
    let model = json_text::of_text(model);
    format!(r#"{{"model":{model},"messages":{messages}{more}}}"#)
}

/// A `POST` of this JSON to a path under the base URL.
pub fn post(target: &Target, path: &str, body: String) -> Request {
    Request {
        method: "POST",
        url: target.base_url.endpoint(path),
        authorization: Authorization::Key,
        body: Some(body),
        is_streamed: false,
        is_opaque: false,
    }
}

/// A JSON array with one message of the user.
pub fn user_says(text: &str) -> String {
    format!(r#"[{{"role":"user","content":{}}}]"#, json_text::of_text(text))
}

/// Whether the server refused the request for its form, and named this part of it.
pub fn is_refused_for(exchange: &Exchange, part: &str) -> bool {
    let Some(refusal) = exchange.reply().and_then(refusal::of) else { return false };
    let is_about_form = matches!(refusal.category, Category::Parameter | Category::Request);
    let param = refusal.envelope.param.unwrap_or_default();
    is_about_form && (param.contains(part) || refusal.envelope.message.to_ascii_lowercase().contains(part))
}
