//! Gateways that do not keep to the form in which an answer was requested.

use serde_json::Value;

use super::{Behaviour, Family, ROW};
use crate::call::Call;
use crate::chat::{Chat, Format};
use crate::expected::{CheckId, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "The format of the answer", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "json-object-ignored",
        title: "The gateway accepts json_object and answers with a sentence.",
        lesson: "Accepting a parameter does not mean that it has an effect.",
        gateway: Gateway { transform_request: without_object, ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, &[(CheckId::JsonObject, Verdict::Fail)]),
        ..ROW
    },
    Behaviour {
        id: "json-schema-ignored",
        title: "The gateway accepts a schema, but answers with other JSON.",
        lesson: "JSON that does not match breaks the program that sent the schema.",
        gateway: Gateway { transform_request: schema_as_object, ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, &[(CheckId::JsonSchema, Verdict::Fail)]),
        ..ROW
    },
    Behaviour {
        id: "json-schema-shallow",
        title: "The answer matches the schema, except for its nested parts.",
        lesson: "Checking only the top level is not enough.",
        gateway: Gateway { transform_request: shallow, ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, &[(CheckId::JsonSchema, Verdict::Fail)]),
        ..ROW
    },
    Behaviour {
        id: "json-schema-refused",
        title: "The gateway rejects schemas, but accepts json_object.",
        lesson: "The error is clear: this model or gateway does not offer the feature.",
        gateway: Gateway { override_reply: refuse_schema, ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::PASSED, &[(CheckId::JsonSchema, Verdict::Unsupported)]),
        ..ROW
    },
];

fn without_object(chat: Chat) -> Chat {
    let format = if chat.format == Format::JsonObject { Format::Text } else { chat.format };
    Chat { format, ..chat }
}

fn schema_as_object(chat: Chat) -> Chat {
    let format = if chat.format == Format::Text { Format::Text } else { Format::JsonObject };
    Chat { format, ..chat }
}

fn shallow(mut chat: Chat) -> Chat {
    if let Format::JsonSchema(schema) = &mut chat.format {
        let members = schema["properties"].as_object_mut().into_iter().flatten();
        for (_, member) in members {
            for inner in ["items", "properties"] {
                if member[inner].is_object() {
                    member[inner] = Value::Object(serde_json::Map::new());
                }
            }
        }
    }
    chat
}

fn refuse_schema(call: &Call, chat: &Chat) -> Option<Reply> {
    match &chat.format {
        Format::JsonSchema(_) => {
            let message = "This model does not support response_format json_schema.";
            let (kind, code) = ("invalid_request_error", Some("unsupported_parameter"));
            Some(Reply::error_about(400, kind, code, Some("response_format"), message))
        }
        Format::Text | Format::JsonObject => (HEALTHY.override_reply)(call, chat),
    }
}
