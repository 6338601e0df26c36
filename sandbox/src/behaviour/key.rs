//! Gateways that judge the key: refuse it, in one way or another, or do not look at it.

use serde_json::json;

use super::{Behaviour, Family, ROW, Sends};
use crate::call::Call;
use crate::expected::{CheckId, DiagnosisKind, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "The key", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "wrong-key",
        title: "The gateway refuses every key.",
        lesson: "A key that is not known here: status 401 and an error object.",
        sends: Sends::always("401 application/json"),
        gateway: Gateway { accepts_key: |_| false, ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyRejected),
        ..ROW
    },
    Behaviour {
        id: "key-missing",
        title: "The gateway wants a key, and none was typed.",
        lesson: "An empty field is not a wrong key.",
        key: Some(""),
        sends: Sends::always("401 application/json"),
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyMissing),
        ..ROW
    },
    Behaviour {
        id: "key-of-storage",
        title: "The key that was typed is one for storage.",
        lesson: "The form of a key often tells what it is for.",
        key: Some("AKIAGCTEST0000000000"),
        sends: Sends::always("401 application/json"),
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyIsStorageKey),
        ..ROW
    },
    Behaviour {
        id: "key-of-provider",
        title: "The key that was typed is one of a provider.",
        lesson: "A gateway has keys of its own; the provider's stay with whoever runs it.",
        key: Some("sk-ant-gc-test-0001"),
        sends: Sends::always("401 application/json"),
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyIsProviderKey).likely(),
        ..ROW
    },
    Behaviour {
        id: "key-forbidden",
        title: "The gateway knows the key and does not let it use this route.",
        lesson: "Status 403: the key is real, its access mode is not enough.",
        sends: Sends::always("403 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: forbidden, ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyNotPermitted),
        ..ROW
    },
    Behaviour {
        id: "provider-refusal",
        title: "The key is refused in a provider's own words.",
        lesson: "Either the request went straight through, or the gateway passes keys on, yours or its own.",
        sends: Sends::always("401 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: providers_words, ..HEALTHY },
        expects: Expected::always(
            Points { routing: Verdict::Fail, ..Points::KEY_REFUSED },
            DiagnosisKind::KeyRejected,
        )
        .likely(),
        ..ROW
    },
    Behaviour {
        id: "key-not-checked",
        title: "The gateway accepts every key and every lack of one.",
        lesson: "A good key working proves nothing where a wrong one works too.",
        gateway: Gateway { accepts_key: |_| true, ..HEALTHY },
        expects: Expected::PASSED
            .with_checks(&[(CheckId::AuthEnforced, Verdict::Fail), (CheckId::AuthRequired, Verdict::Fail)])
            .in_standard(KEY_NOT_CHECKED, &[(CheckId::AuthEnforced, Verdict::Fail)])
            .in_full(
                KEY_NOT_CHECKED,
                &[(CheckId::AuthEnforced, Verdict::Fail), (CheckId::AuthRequired, Verdict::Fail)],
            )
            .diagnosed_in_profiles(DiagnosisKind::KeyNotChecked),
        ..ROW
    },
    Behaviour {
        id: "keyless",
        title: "The gateway wants no key, and refuses a wrong one.",
        lesson: "A server of one's own often needs no key at all.",
        key: Some(""),
        gateway: Gateway { accepts_key: |key| key.is_none() || (HEALTHY.accepts_key)(key), ..HEALTHY },
        expects: Expected::both(Points { authentication: Verdict::Warn, ..Points::PASSED }, None)
            .with_checks(&[(CheckId::AuthAccepted, Verdict::Warn)]),
        ..ROW
    },
];

const KEY_NOT_CHECKED: Points = Points { authentication: Verdict::Fail, ..Points::PASSED };

fn forbidden(_: &Call) -> Reply {
    let message = "This key may not use the chat route. Its access mode is read-only.";
    Reply::error(403, "permission_error", Some("access_denied"), message)
}

fn providers_words(_: &Call) -> Reply {
    let message =
        "Incorrect API key provided. Your keys are listed at https://platform.openai.com/account/api-keys.";
    Reply::json(
        401,
        &json!({ "error": {
            "message": message,
            "type": "invalid_request_error",
            "param": null,
            "code": "invalid_api_key",
        } }),
    )
}
