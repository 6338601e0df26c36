//! Texts that try to be more than text.

use super::{Behaviour, Family, ROW, Sends};
use crate::call::Call;
use crate::chat::Chat;
use crate::completion::{Completion, tokens};
use crate::expected::{DiagnosisKind, Expected, Points};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Hostile text", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "hostile-markup",
        title: "The answer is full of markup, scripts and characters that reverse text.",
        lesson: "The page shows everything from a server as plain text.",
        gateway: GATEWAY,
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, super::key_echo::SAME_ANSWER),
        ..ROW
    },
    Behaviour {
        id: "hostile-markup-refusal",
        title: "The error is full of markup, scripts and characters that reverse text.",
        lesson: "Error messages are plain text too.",
        model: Some("no-such-model"),
        sends: Sends::always("404 application/json"),
        gateway: GATEWAY,
        expects: Expected::always(Points::MODEL_REFUSED, DiagnosisKind::ModelNotFound),
        ..ROW
    },
];

const GATEWAY: Gateway = Gateway { respond: hostile_answer, refuse_model, ..HEALTHY };

/// Each would set `window.hostile` if it ran. U+202E reverses the text after it.
const HOSTILE: &str = "<img src=x onerror=\"window.hostile=1\"> <script>window.hostile=1</script> \
    </script></textarea></style><svg onload=window.hostile=1> \
    [link](javascript:window.hostile=1) \u{202e}txet denrut\u{202c} \u{0}\u{7}\u{1b}[31m end";

fn hostile_answer(call: &Call, chat: &Chat) -> Completion {
    Completion::of(call, chat, tokens(HOSTILE))
}

fn refuse_model(_: &Chat) -> Reply {
    let message = format!("The model does not exist: {HOSTILE}");
    let code = Some("model_not_found");
    Reply::error_about(404, "invalid_request_error", code, Some("model"), &message)
}
