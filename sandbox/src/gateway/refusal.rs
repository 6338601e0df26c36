//! The refusals of the healthy gateway, all in the shape of the `OpenAI` API reference.

use crate::call::Call;
use crate::chat::{BadRequest, Chat};
use crate::reply::Reply;

/// A refusal for which the request is to blame.
pub fn refused(status: u16, code: Option<&str>, message: &str) -> Reply {
    Reply::error(status, "invalid_request_error", code, message)
}

/// Keys for tests start with `gc-test-`; those that say `wrong` are for being refused.
pub fn is_test_key(key: Option<&str>) -> bool {
    key.is_some_and(|key| key.starts_with("gc-test-") && !key.contains("wrong"))
}

/// The refusal of a key, or of its absence.
pub fn key(call: &Call) -> Reply {
    let message = if call.key().is_some() {
        "This gateway does not know the key. Use one that starts with gc-test-."
    } else {
        "No key came with the request. Send it as 'Authorization: Bearer ...'."
    };
    refused(401, Some("invalid_api_key"), message)
}

/// The refusal of a path.
pub fn unknown_path(call: &Call) -> Reply {
    let message = format!("This gateway has no route {} {}.", call.method, call.path);
    refused(404, Some("unknown_url"), &message)
}

/// The refusal of a model.
pub fn unknown_model(chat: &Chat) -> Reply {
    let message = format!("The model '{}' is not known to this gateway.", chat.model);
    let (kind, code) = ("invalid_request_error", Some("model_not_found"));
    Reply::error_about(404, kind, code, Some("model"), &message)
}

/// The refusal of a body.
pub fn bad_request(problem: &BadRequest) -> Reply {
    Reply::error_about(400, "invalid_request_error", None, problem.param, problem.message)
}

/// The refusal to chat with a model that cannot.
pub fn no_chat() -> Reply {
    let message = "This model turns texts into numbers. It does not chat.";
    Reply::error_about(400, "invalid_request_error", Some("model_not_supported"), Some("model"), message)
}
