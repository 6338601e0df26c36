//! The one builder of chat requests.

use serde::Serialize;

use crate::exchange::Exchange;
use crate::refusal::{self, Category};
use crate::target::Target;
use crate::wire::Request;
use crate::wire::chat::ChatRequest;

/// `POST chat/completions` with the target's model.
pub fn chat(target: &Target, request: ChatRequest<'_>) -> Request {
    let request = ChatRequest { model: target.model.as_str().into(), ..request };
    Request {
        is_streamed: request.stream,
        wants_usage: request.stream_options.is_some_and(|options| options.include_usage),
        ..post(target, "chat/completions", &request)
    }
}

/// A `POST` of this JSON to a path under the base URL.
pub fn post(target: &Target, path: &str, body: &impl Serialize) -> Request {
    Request { method: "POST", body: Some(json(body)), ..Request::get(target.base_url.endpoint(path)) }
}

/// The body exactly as it is sent.
pub fn json(body: &impl Serialize) -> String {
    serde_json::to_string(body).expect("bodies hold texts and numbers alone, and their names are texts")
}

/// Returns true if the server rejected the request for its format, and named this part of it.
pub fn is_refused_for(exchange: &Exchange, part: &str) -> bool {
    let Some(refusal) = exchange.reply().and_then(refusal::of) else { return false };
    let is_about_form = matches!(refusal.category, Category::Parameter | Category::Request);
    let param = refusal.envelope.param.unwrap_or_default();
    is_about_form && (param.contains(part) || refusal.envelope.message.to_ascii_lowercase().contains(part))
}
