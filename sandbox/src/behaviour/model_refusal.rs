//! Refusals of a model, in the many forms that servers give them.

use serde_json::json;

use super::{Behaviour, Family, ROW, Sends};
use crate::chat::Chat;
use crate::expected::{DiagnosisKind, Expected, Points};
use crate::gateway::{EMBEDDING_MODEL, Gateway, HEALTHY, refused};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "How a model is rejected", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "model-not-permitted",
        title: "The gateway serves the model, but not to this key.",
        lesson: "The name is right. The gateway's admin can allow it.",
        sends: Sends::always("403 application/json"),
        gateway: Gateway { serves: |_| false, refuse_model: not_permitted, ..HEALTHY },
        expects: Expected::always(Points::MODEL_REFUSED, DiagnosisKind::ModelNotPermitted),
        ..ROW
    },
    Behaviour {
        id: "model-not-pulled",
        title: "The server does not have the model, and says so in a plain string.",
        lesson: "A self-hosted server only serves downloaded models.",
        sends: Sends::always("404 application/json"),
        gateway: Gateway { serves: |_| false, refuse_model: not_pulled, ..HEALTHY },
        expects: Expected::always(Points::MODEL_REFUSED, DiagnosisKind::ModelNotFound),
        ..ROW
    },
    Behaviour {
        id: "model-in-array",
        title: "The server does not know the model, and says so in a list that contains the error.",
        lesson: "An error may come in a list.",
        sends: Sends::always("404 application/json"),
        gateway: Gateway { serves: |_| false, refuse_model: in_array, ..HEALTHY },
        expects: Expected::always(Points::MODEL_REFUSED, DiagnosisKind::ModelNotFound),
        ..ROW
    },
    Behaviour {
        id: "model-with-code",
        title: "The server does not know the model, and its error code is a sentence.",
        lesson: "Each server puts its error message in a different place.",
        sends: Sends::always("400 application/json"),
        gateway: Gateway { serves: |_| false, refuse_model: with_code, ..HEALTHY },
        expects: Expected::always(Points::MODEL_REFUSED, DiagnosisKind::ModelNotFound),
        ..ROW
    },
    Behaviour {
        id: "model-not-deployed",
        title: "The gateway knows the model, but no deployment serves it.",
        lesson: "The gateway's admin must deploy it.",
        sends: Sends::always("404 application/json"),
        gateway: Gateway { serves: |_| false, refuse_model: |_| not_deployed(), ..HEALTHY },
        expects: Expected::always(Points::MODEL_REFUSED, DiagnosisKind::ModelNotDeployed),
        ..ROW
    },
    Behaviour {
        id: "model-loading",
        title: "The model is still being loaded.",
        lesson: "It works a minute later.",
        sends: Sends::always("503 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(loading()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::ModelLoading),
        ..ROW
    },
    Behaviour {
        id: "model-does-not-chat",
        title: "The model is not a chat model.",
        lesson: "Not every listed model is a chat model.",
        model: Some(EMBEDDING_MODEL),
        sends: Sends::always("404 application/json"),
        gateway: Gateway { override_reply: |_, chat| does_not_chat(chat), ..HEALTHY },
        expects: Expected::always(Points::MODEL_REFUSED, DiagnosisKind::WrongModelKind),
        ..ROW
    },
    Behaviour {
        id: "unknown-model-500",
        title: "The gateway fails with status 500 if the model is unknown, and says no more.",
        lesson: "Compare the model name with the list before blaming the gateway.",
        model: Some("sandbox-smal"),
        sends: Sends::always("500 application/json"),
        gateway: Gateway { refuse_model: |_| Reply::json(500, &json!({ "status": 500 })), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::GatewayFailed).likely(),
        ..ROW
    },
];

fn not_permitted(chat: &Chat) -> Reply {
    let message = format!(
        "key not allowed to access model. This key can only access models=['other']. Tried to access {}",
        chat.model
    );
    Reply::error_about(
        403,
        "key_model_access_denied",
        Some("key_model_access_denied"),
        Some("model"),
        &message,
    )
}

fn not_pulled(chat: &Chat) -> Reply {
    let words = format!("model '{}' not found, try pulling it first", chat.model);
    Reply::json(404, &json!({ "error": words }))
}

fn in_array(chat: &Chat) -> Reply {
    let message = format!("models/{} is not found for API version v1main.", chat.model);
    let error = json!({ "code": 404, "message": message, "status": "NOT_FOUND" });
    Reply::json(404, &json!([{ "error": error }]))
}

fn with_code(chat: &Chat) -> Reply {
    let error = format!("Model not found: {}", chat.model);
    Reply::json(400, &json!({ "code": "Client specified an invalid argument", "error": error }))
}

fn not_deployed() -> Reply {
    let error = json!({ "code": "no_deployment", "message": "No deployment of this model is available." });
    Reply::json(404, &json!({ "error": error }))
}

fn loading() -> Reply {
    let error = json!({ "code": 503, "message": "Loading model", "type": "unavailable_error" });
    Reply::json(503, &json!({ "error": error }))
}

fn does_not_chat(chat: &Chat) -> Option<Reply> {
    let message = "This is not a chat model and thus not supported in the v1/chat/completions endpoint.";
    (chat.model == EMBEDDING_MODEL).then(|| refused(404, None, message))
}
