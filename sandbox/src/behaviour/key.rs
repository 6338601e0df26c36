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
        title: "The gateway rejects every key.",
        lesson: "An unknown key gets status 401 and an error object.",
        sends: Sends::always("401 application/json"),
        gateway: Gateway { accepts_key: |_| false, ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyRejected),
        ..ROW
    },
    Behaviour {
        id: "key-missing",
        title: "The gateway requires a key, but none was entered.",
        lesson: "An empty field is not a wrong key.",
        key: Some(""),
        sends: Sends::always("401 application/json"),
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyMissing),
        ..ROW
    },
    Behaviour {
        id: "key-of-storage",
        title: "The entered key is a storage key.",
        lesson: "The format of a key often shows its purpose.",
        key: Some("AKIAGCTEST0000000000"),
        sends: Sends::always("401 application/json"),
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyIsStorageKey),
        ..ROW
    },
    Behaviour {
        id: "key-of-provider",
        title: "The entered key is a provider's key.",
        lesson: "A gateway has its own keys. The provider's keys stay with its admin.",
        key: Some("sk-ant-gc-test-0001"),
        sends: Sends::always("401 application/json"),
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyIsProviderKey).likely(),
        ..ROW
    },
    Behaviour {
        id: "key-forbidden",
        title: "The gateway knows the key, but does not allow it to use this route.",
        lesson: "Status 403 means that the key is real, but its access mode is not enough.",
        sends: Sends::always("403 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: forbidden, ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyNotPermitted),
        ..ROW
    },
    Behaviour {
        id: "provider-refusal",
        title: "The key is rejected in a provider's own words.",
        lesson: "The request bypassed the gateway, or the gateway passes keys on, yours or its own.",
        sends: Sends::always("401 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: providers_words, ..HEALTHY },
        expects: Expected::always(
            Points { routing: Verdict::Inconclusive, ..Points::KEY_REFUSED },
            DiagnosisKind::KeyRejected,
        )
        .likely(),
        ..ROW
    },
    Behaviour {
        id: "key-not-checked",
        title: "The gateway accepts any key, and also no key.",
        lesson: "A working key proves nothing if a wrong key works too.",
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
        title: "The gateway requires no key, but rejects a wrong one.",
        lesson: "Self-hosted servers often require no key at all.",
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
