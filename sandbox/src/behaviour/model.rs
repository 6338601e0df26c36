//! Gateways that do not serve the model, each saying so in its own way.

use serde_json::json;

use super::{Behaviour, Family, ROW, Sends};
use crate::call::Call;
use crate::chat::Chat;
use crate::completion::Completion;
use crate::expected::{CheckId, DiagnosisKind, Expected, Outcome, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "The model", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "unknown-model",
        title: "The gateway knows no model at all.",
        lesson: "Status 404 can be about the model, not the address.",
        sends: Sends::always("404 application/json"),
        gateway: Gateway { lists: &[], serves: |_| false, ..HEALTHY },
        expects: Expected::always(Points::MODEL_REFUSED, DiagnosisKind::ModelNotFound),
        ..ROW
    },
    Behaviour {
        id: "model-400",
        title: "The gateway rejects every model with status 400, like LiteLLM does.",
        lesson: "Status 400 can be about the model.",
        sends: Sends::always("400 application/json"),
        gateway: Gateway { serves: |_| false, refuse_model: invalid_name, ..HEALTHY },
        expects: Expected::always(Points::MODEL_REFUSED, DiagnosisKind::ModelNotFound),
        ..ROW
    },
    Behaviour {
        id: "model-503",
        title: "The gateway knows the model, but has no channel for it.",
        lesson: "Status 503 can be about the model, and the message may be Chinese.",
        sends: Sends::always("503 application/json"),
        gateway: Gateway { serves: |_| false, refuse_model: no_channel, ..HEALTHY },
        expects: Expected::always(Points::MODEL_REFUSED, DiagnosisKind::ModelNotDeployed),
        ..ROW
    },
    Behaviour {
        id: "model-renamed",
        title: "The reply names another model than the requested one.",
        lesson: "A gateway may route to another model. The page shows both names.",
        gateway: Gateway { respond: renamed, ..HEALTHY },
        expects: Expected { plain: WARNED, streamed: WARNED, ..Expected::PASSED }
            .with_checks(&[(CheckId::ModelIdentity, Verdict::Warn)]),
        ..ROW
    },
];

const WARNED: Outcome = Outcome::of(Points { model: Verdict::Warn, ..Points::PASSED }, None);

fn invalid_name(chat: &Chat) -> Reply {
    let message = format!(
        "litellm.BadRequestError: Invalid model name passed in model={}. Ask /v1/models for the names.",
        chat.model
    );
    Reply::json(
        400,
        &json!({ "error": {
            "message": message,
            "type": "invalid_request_error",
            "param": "None",
            "code": "400",
        } }),
    )
}

fn no_channel(chat: &Chat) -> Reply {
    let message = format!("默认分组里现在没有可用渠道能提供模型 {} (no available channel)", chat.model);
    Reply::error(503, "new_api_error", Some("model_not_found"), &message)
}

fn renamed(call: &Call, chat: &Chat) -> Completion {
    Completion { model: "other-vendor-9b".to_owned(), ..(HEALTHY.respond)(call, chat) }
}
