//! Refusals of a key, in the many forms that gateways give them.

use serde_json::{Value, json};

use super::{Behaviour, Family, ROW, Sends};
use crate::expected::{DiagnosisKind, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "How a key is rejected", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "key-expired",
        title: "A detail field says that the key has expired.",
        lesson: "The key was valid once. A new key is required.",
        sends: Sends::always("401 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: |_| expired(), ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyExpiredOrDisabled),
        ..ROW
    },
    Behaviour {
        id: "key-disabled",
        title: "A plain message says that the key is disabled.",
        lesson: "Somebody disabled it on purpose. Ask before you create a new key.",
        sends: Sends::always("403 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: |_| disabled(), ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyExpiredOrDisabled),
        ..ROW
    },
    Behaviour {
        id: "key-kind",
        title: "The gateway requires a different type of key.",
        lesson: "A valid key can have the wrong type.",
        sends: Sends::always("400 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: |_| other_kind(), ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyKindWrong),
        ..ROW
    },
    Behaviour {
        id: "key-silent-401",
        title: "The gateway rejects every key with status 401 and without a message.",
        lesson: "The status alone makes the key only the likeliest cause.",
        sends: Sends::always("401 text/plain"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: |_| Reply::new(401, TEXT, ""), ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyRejected).likely(),
        ..ROW
    },
    Behaviour {
        id: "key-silent-403",
        title: "The gateway rejects every key with status 403 and without a message.",
        lesson: "Servers often do not say what a key is not allowed to do.",
        sends: Sends::always("403 text/plain"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: |_| Reply::new(403, TEXT, ""), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::KeyNotPermitted).likely(),
        ..ROW
    },
    Behaviour {
        id: "key-in-array",
        title: "The gateway rejects every key with status 400 and a list that contains the error.",
        lesson: "Status 400 can be about the key, and an error may come in a list.",
        sends: Sends::always("400 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: |_| in_array(), ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyRejected),
        ..ROW
    },
    Behaviour {
        id: "key-in-chinese",
        title: "The gateway rejects every key in Chinese.",
        lesson: "The page shows the original message and understands it.",
        sends: Sends::always("401 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: |_| in_chinese(), ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::KeyRejected),
        ..ROW
    },
    Behaviour {
        id: "key-under-200",
        title: "The gateway rejects every key with status 200.",
        lesson: "Only the body contains the error.",
        sends: Sends::always("200 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: |_| under_200(), ..HEALTHY },
        expects: Expected::always(
            Points { authentication: Verdict::Fail, ..Points::NO_COMPLETION },
            DiagnosisKind::KeyRejected,
        ),
        ..ROW
    },
    Behaviour {
        id: "upstream-key",
        title: "The gateway accepts the key, but the provider rejects the gateway's own key.",
        lesson: "Not every 401 is about the entered key.",
        sends: Sends::always("401 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(of_provider()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::UpstreamKeyRejected),
        ..ROW
    },
    Behaviour {
        id: "account-blocked",
        title: "The account behind the key is suspended.",
        lesson: "No other key of that account would work either.",
        sends: Sends::always("403 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: |_| suspended(), ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, DiagnosisKind::AccountBlocked),
        ..ROW
    },
    Behaviour {
        id: "address-refused",
        title: "The gateway rejects the network address of the caller.",
        lesson: "The same key works from another network.",
        sends: Sends::always("403 application/json"),
        gateway: Gateway { before_auth: |_| Some(address()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::OriginOrAddressRefused),
        ..ROW
    },
    Behaviour {
        id: "country-refused",
        title: "The provider does not serve the country of the caller.",
        lesson: "Status 403 can be about a country.",
        sends: Sends::always("403 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(country()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::OriginOrAddressRefused),
        ..ROW
    },
    Behaviour {
        id: "policy-denied",
        title: "A policy of the gateway forbids the request.",
        lesson: "The gateway works as its admin intended.",
        sends: Sends::always("403 application/json"),
        gateway: Gateway { override_reply: |_, _| Some(policy()), ..HEALTHY },
        expects: Expected::always(Points::GATEWAY_ONLY, DiagnosisKind::PolicyDenied),
        ..ROW
    },
];

const TEXT: &str = "text/plain";

fn expired() -> Reply {
    Reply::json(401, &json!({ "detail": "Your API key has expired. Create a new one." }))
}

fn disabled() -> Reply {
    Reply::json(403, &json!({ "message": "This API key is disabled.", "request_id": "sandbox-1" }))
}

fn other_kind() -> Reply {
    let message = "LiteLLM Virtual Key expected. A key of this gateway has to start with 'sk-'.";
    let error = json!({ "message": message, "type": "auth_error", "param": "None", "code": "400" });
    Reply::json(400, &json!({ "error": error }))
}

fn in_array() -> Reply {
    let error = json!({
        "code": 400,
        "message": "API key not valid. Please pass a valid API key.",
        "status": "INVALID_ARGUMENT",
        "details": [{ "reason": "API_KEY_INVALID" }],
    });
    Reply::json(400, &json!([{ "error": error }]))
}

fn in_chinese() -> Reply {
    let error = json!({ "message": "无效的令牌 (request id: sandbox)", "type": "new_api_error", "code": "" });
    Reply::json(401, &json!({ "error": error }))
}

fn under_200() -> Reply {
    Reply::json(200, &json!({ "code": 401, "msg": "Invalid API key", "data": Value::Null }))
}

fn of_provider() -> Reply {
    let message = "litellm.AuthenticationError: AuthenticationError: ProviderException - \
        Incorrect API key provided.";
    let error = json!({ "message": message, "type": Value::Null, "param": Value::Null, "code": "401" });
    Reply::json(401, &json!({ "error": error }))
}

fn suspended() -> Reply {
    let message = "The account of this organization has been suspended.";
    Reply::error(403, "account_suspended", Some("account_suspended"), message)
}

fn address() -> Reply {
    Reply::json(403, &json!({ "message": "Your IP address is not allowed" }))
}

fn country() -> Reply {
    let code = "unsupported_country_region_territory";
    Reply::error(403, "request_forbidden", Some(code), "Country, region, or territory not supported")
}

fn policy() -> Reply {
    Reply::error(403, "policy_denied", Some("policy_denied"), "Denied by the routing policy 'eu-only'.")
}
