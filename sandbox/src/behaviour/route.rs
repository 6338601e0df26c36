//! Gateways that lack a route beside the one that chats, or answer it wrongly.

use serde_json::json;

use super::{Behaviour, Family, ROW};
use crate::expected::{CheckId, Expected, Points, Verdict};
use crate::gateway::{EMBEDDING_MODEL, Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Other routes", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "no-responses",
        title: "The gateway does not offer the Responses API.",
        lesson: "Many gateways only offer chat.",
        gateway: Gateway { routes: &["/models", "/chat/completions", "/embeddings"], ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::PASSED, &[(CheckId::ResponsesApi, Verdict::Unsupported)]),
        ..ROW
    },
    Behaviour {
        id: "no-embeddings",
        title: "The gateway lists an embedding model, but has no route for it.",
        lesson: "A listed model does not always work.",
        gateway: Gateway { routes: &["/models", "/chat/completions", "/responses"], ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::PASSED, &[(CheckId::EmbeddingsApi, Verdict::Unsupported)]),
        ..ROW
    },
    Behaviour {
        id: "embeddings-unlisted",
        title: "The gateway lists no embedding model.",
        lesson: "The page does not test what the gateway does not list.",
        gateway: Gateway { lists: &["sandbox-small"], ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::PASSED, &[(CheckId::EmbeddingsApi, Verdict::Skipped)]),
        ..ROW
    },
    Behaviour {
        id: "models-missing",
        title: "The gateway has no model list.",
        lesson: "A missing list says nothing about key or model.",
        gateway: Gateway { routes: &["/chat/completions", "/responses", "/embeddings"], ..HEALTHY },
        expects: Expected::PASSED
            .in_standard(
                Points::PASSED,
                &[
                    (CheckId::ModelListed, Verdict::Unsupported),
                    (CheckId::ModelsShape, Verdict::Inconclusive),
                ],
            )
            .in_full(
                Points::PASSED,
                &[
                    (CheckId::ModelListed, Verdict::Unsupported),
                    (CheckId::ModelsShape, Verdict::Inconclusive),
                    (CheckId::EmbeddingsApi, Verdict::Skipped),
                ],
            ),
        ..ROW
    },
    Behaviour {
        id: "models-malformed",
        title: "The model list contains the names, but not the other fields.",
        lesson: "Some programs require these fields.",
        gateway: Gateway { models: bare_list, ..HEALTHY },
        expects: Expected::PASSED
            .in_standard(Points::CONTRACT_WARN, &[(CheckId::ModelsShape, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "models-array",
        title: "The model list is a bare array.",
        lesson: "People can read the names, but programs look for them under data.",
        gateway: Gateway { models: |it| Reply::json(200, &names(it, "id")), ..HEALTHY },
        expects: Expected::PASSED
            .in_standard(Points::CONTRACT_WARN, &[(CheckId::ModelsShape, Verdict::Fail)]),
        ..ROW
    },
    Behaviour {
        id: "models-elsewhere",
        title: "The model list is under models, as another vendor's API has it.",
        lesson: "The same names in another place are another API.",
        gateway: Gateway {
            models: |it| Reply::json(200, &json!({ "models": names(it, "name") })),
            ..HEALTHY
        },
        expects: Expected::PASSED
            .in_standard(Points::CONTRACT_WARN, &[(CheckId::ModelsShape, Verdict::Fail)]),
        ..ROW
    },
    Behaviour {
        id: "models-family",
        title: "The model list names a whole family with an asterisk.",
        lesson: "A gateway that passes on every model of a provider cannot name them all.",
        gateway: Gateway { lists: &["sandbox*", EMBEDDING_MODEL], ..HEALTHY },
        ..ROW
    },
    Behaviour {
        id: "model-unlisted",
        title: "The model list does not contain the requested model.",
        lesson: "A model may work without being listed.",
        gateway: Gateway { lists: &["sandbox-large", EMBEDDING_MODEL], ..HEALTHY },
        expects: Expected::PASSED.in_standard(
            Points { model: Verdict::Warn, ..Points::PASSED },
            &[(CheckId::ModelListed, Verdict::Warn)],
        ),
        ..ROW
    },
];

/// The names as objects, each under the member `name`.
fn names(gateway: &Gateway, name: &str) -> serde_json::Value {
    gateway.lists.iter().map(|id| json!({ name: id, "object": "model" })).collect()
}

fn bare_list(gateway: &Gateway) -> Reply {
    let data: serde_json::Value = gateway.lists.iter().map(|id| json!({ "id": id })).collect();
    Reply::json(200, &json!({ "data": data }))
}
