//! Does it answer in JSON when asked to?
//!
//! Source: OpenAI reference, chat/create: `response_format`.

use super::chat::{chat, user_says};
use super::{Probe, ProbeId, Profile, never};

pub(super) const OBJECT_PROBE: Probe = Probe {
    id: ProbeId::JsonObject,
    question: "Does it answer with a JSON object?",
    profile: Profile::Full,
    tokens: 100,
    after: &[],
    request: |context| {
        let messages = user_says("Say hello in JSON: an object with the member greeting.");
        Ok(chat(context.target, &messages, r#","response_format":{"type":"json_object"}"#))
    },
    again: never,
};

/// The question does not mention JSON: if JSON comes, it comes from the schema.
pub(super) const SCHEMA_PROBE: Probe = Probe {
    id: ProbeId::JsonSchema,
    question: "Does its answer fit a schema?",
    profile: Profile::Full,
    tokens: 250,
    after: &[],
    request: |context| {
        let messages = user_says("Ada orders two small teas and one large cake. What is the order?");
        Ok(chat(
            context.target,
            &messages,
            r#","response_format":{"type":"json_schema","json_schema":{"name":"order","strict":true,"schema":{"type":"object","properties":{"customer":{"type":"string"},"items":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"count":{"type":"integer"},"size":{"type":"string","enum":["small","large"]}},"required":["name","count","size"],"additionalProperties":false}}},"required":["customer","items"],"additionalProperties":false}}}"#,
        ))
    },
    again: never,
};
