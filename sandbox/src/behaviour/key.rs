//! Gateways that judge the key: refuse it, in one way or another, or do not look at it.

use serde_json::json;

use super::{Behaviour, Family, ROW, Sends};
use crate::call::Call;
use crate::expected::{Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "The key", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "wrong-key",
        title: "The gateway refuses every key.",
        teaches: "A key that is not known here: status 401 and an error object.",
        sends: Sends::always("401 application/json"),
        gateway: Gateway { accepts_key: |_| false, ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, "key-rejected"),
        ..ROW
    },
    Behaviour {
        id: "key-forbidden",
        title: "The gateway knows the key and does not let it use this route.",
        teaches: "Status 403: the key is real, its access mode is not enough.",
        sends: Sends::always("403 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: forbidden, ..HEALTHY },
        expects: Expected::always(Points::KEY_REFUSED, "key-not-permitted"),
        ..ROW
    },
    Behaviour {
        id: "provider-refusal",
        title: "The key is refused in a provider's own words.",
        teaches: "Either the request went straight through, or the gateway passes keys on.",
        sends: Sends::always("401 application/json"),
        gateway: Gateway { accepts_key: |_| false, refuse_key: providers_words, ..HEALTHY },
        expects: Expected::always(Points { routing: Verdict::Fail, ..Points::KEY_REFUSED }, "key-rejected"),
        ..ROW
    },
    Behaviour {
        id: "key-not-checked",
        title: "The gateway accepts every key and every lack of one.",
        teaches: "A good key working proves nothing where a wrong one works too.",
        gateway: Gateway { accepts_key: |_| true, ..HEALTHY },
        expects: Expected::PASSED
            .with_checks(&[("auth-enforced", Verdict::Fail), ("auth-required", Verdict::Fail)])
            .in_standard(KEY_NOT_CHECKED, &[("auth-enforced", Verdict::Fail)])
            .in_full(KEY_NOT_CHECKED, &[("auth-enforced", Verdict::Fail), ("auth-required", Verdict::Fail)]),
        ..ROW
    },
    Behaviour {
        id: "keyless",
        title: "The gateway wants no key, and refuses a wrong one.",
        teaches: "A server of one's own often needs no key at all.",
        key: Some(""),
        gateway: Gateway { accepts_key: |key| key.is_none() || (HEALTHY.accepts_key)(key), ..HEALTHY },
        expects: Expected::both(Points { authentication: Verdict::Warn, ..Points::PASSED }, None)
            .with_checks(&[("auth-accepted", Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "storage-endpoint",
        title: "The address belongs to a storage service.",
        teaches: "Storage and AI have different addresses and different keys.",
        sends: Sends::always("403 application/xml"),
        gateway: Gateway { front: |_| Some(storage()), ..HEALTHY },
        expects: Expected::always(Points::ROUTE_MISSED, "url-is-storage-endpoint"),
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

fn storage() -> Reply {
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>InvalidAccessKeyId</Code>\
        <Message>No such access key.</Message><RequestId>SANDBOX0</RequestId></Error>";
    Reply::new(403, "application/xml", xml)
}
