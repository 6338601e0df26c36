//! Does it answer in JSON when asked to?
//!
//! Source: OpenAI reference, chat/create: `response_format`.

use super::chat::chat;
use super::{Probe, ProbeId, Profile, never};
use crate::wire::chat::{ChatRequest, NamedSchema, ResponseFormat};
use crate::wire::shape::{Shape, must};

pub(super) const OBJECT_PROBE: Probe = Probe {
    id: ProbeId::JsonObject,
    question: "Does the model answer with a JSON object?",
    profile: Profile::Full,
    tokens: 100,
    after: &[],
    request: |context| {
        let question = ChatRequest::user("Say hello in JSON: an object with the member greeting.");
        Ok(chat(
            context.target,
            ChatRequest { response_format: Some(ResponseFormat::JsonObject), ..question },
        ))
    },
    again: never,
};

/// The question does not mention JSON: if JSON comes, it comes from the schema.
pub(super) const SCHEMA_PROBE: Probe = Probe {
    id: ProbeId::JsonSchema,
    question: "Does the answer match a schema?",
    profile: Profile::Full,
    tokens: 250,
    after: &[],
    request: |context| {
        let question = ChatRequest::user("Ada orders two small teas and one large cake. What is the order?");
        let json_schema = NamedSchema { name: "order", strict: true, schema: &ORDER };
        let response_format = Some(ResponseFormat::JsonSchema { json_schema });
        Ok(chat(context.target, ChatRequest { response_format, ..question }))
    },
    again: never,
};

/// The schema, which the answer must match.
pub static ORDER: Shape = Shape::ExactObject(&[
    must("customer", Shape::Text),
    must(
        "items",
        Shape::List(&Shape::ExactObject(&[
            must("name", Shape::Text),
            must("count", Shape::Integer),
            must("size", Shape::OneOf(&["small", "large"], "\"small\" or \"large\"")),
        ])),
    ),
]);
