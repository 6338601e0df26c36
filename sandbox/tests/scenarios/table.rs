//! The cases.

use gateway_check::check::Verdict;
use gateway_check::field::FieldName;
use gateway_check::scenario::ScenarioId::{self, Fallback, Observability, Policy, Rotation};

use crate::case::{Case, NEW_KEY};

const fn case(drill: ScenarioId, row: &'static str, verdict: Verdict, says: &'static [&'static str]) -> Case {
    let (requests, tokens, fields): (usize, u32, &[_]) = match drill {
        Rotation => (2, 400, &[(FieldName::NewApiKey, NEW_KEY)]),
        Policy => (
            3,
            600,
            &[
                (FieldName::ForbiddenPrompt, "Say the forbidden word."),
                (FieldName::ForbiddenModel, "sandbox-large"),
            ],
        ),
        Fallback => (8, 1_600, &[(FieldName::Alternatives, "sandbox-large")]),
        _ => (4, 420, &[]),
    };
    Case { drill, row, fields, verdict, says, requests, tokens, is_timed: false }
}

/// Every drill on its rows.
pub const CASES: &[Case] = &[
    case(Rotation, "rotates", Verdict::Pass, &["The new key works, and the old one is rejected."]),
    case(Rotation, "rotates-slowly", Verdict::Warn, &["Both keys work", "Move every program"]),
    case(Rotation, "rotates-wrong", Verdict::Fail, &["The new key is rejected; the old one still works."]),
    case(Rotation, "wrong-key", Verdict::Fail, &["Neither key works"]),
    case(Rotation, "expected-key-in-text", Verdict::Fail, &["Neither key works"]),
    case(Rotation, "expected-key-in-member", Verdict::Fail, &["Neither key works"]),
    case(Rotation, "expected-keys-in-list", Verdict::Fail, &["Neither key works"]),
    case(Rotation, "expected-key-in-page", Verdict::Fail, &["Neither key works"]),
    case(Rotation, "litellm-key", Verdict::Fail, &["Neither key works"]),
    case(Rotation, "echo-key", Verdict::Fail, &["Neither key works"]),
    case(Policy, "echo-key", Verdict::Inconclusive, &["The allowed prompt got no answer"]),
    Case { requests: 3, ..case(Fallback, "echo-key", Verdict::Fail, &["0 of 2 models answered."]) },
    case(Rotation, "no-cors", Verdict::Inconclusive, &["A key got no clear answer"]),
    case(
        Policy,
        "policy",
        Verdict::Pass,
        &[
            "The request was rejected with status 400",
            "names the code content_policy_violation.",
            "The request was rejected with status 403",
            "names the code model_not_allowed.",
        ],
    ),
    case(Policy, "policy-filter", Verdict::Pass, &["The reply has the finish_reason content_filter."]),
    case(
        Policy,
        "policy-fault",
        Verdict::Warn,
        &["cannot tell this from a failure", "status 500", "content_policy_violation"],
    ),
    case(
        Policy,
        "policy-none",
        Verdict::Fail,
        &["answers a request that its policy must reject", "An apology comes from the model"],
    ),
    Case {
        fields: &[(FieldName::ForbiddenPrompt, "Say the forbidden word.")],
        requests: 2,
        tokens: 400,
        ..case(Policy, "policy", Verdict::Pass, &["content_policy_violation"])
    },
    Case {
        fields: &[(FieldName::ForbiddenModel, "sandbox-huge")],
        requests: 2,
        tokens: 400,
        ..case(Policy, "policy", Verdict::Pass, &["A model that does not exist is rejected in the same way."])
    },
    case(Policy, "wrong-key", Verdict::Inconclusive, &["The allowed prompt got no answer"]),
    case(
        Fallback,
        "falls-back",
        Verdict::Pass,
        &[
            "Both models answer. A reply names another model: a visible fallback, or the model behind an alias.",
            "names the model sandbox-large instead of sandbox-small. Visible: x-gateway-model: sandbox-large.",
            "5 of 5 parallel requests were answered.",
        ],
    ),
    case(
        Fallback,
        "falls-back-silently",
        Verdict::Warn,
        &[
            "A fallback would not be visible.",
            "names the model sandbox-small, as requested.",
            "Access-Control-Expose-Headers",
        ],
    ),
    Case {
        is_timed: true,
        ..case(
            Fallback,
            "fast-limit",
            Verdict::Warn,
            &["3 of 5 parallel requests were answered, 2 rate limited.", "retry-after: 1"],
        )
    },
    Case {
        is_timed: true,
        ..case(
            Fallback,
            "fast-limit-hidden",
            Verdict::Warn,
            &["does not say how long to wait", "Access-Control-Expose-Headers: retry-after"],
        )
    },
    Case {
        fields: &[(FieldName::Alternatives, "sandbox-huge"), (FieldName::Burst, "1")],
        requests: 4,
        tokens: 800,
        ..case(
            Fallback,
            "falls-back",
            Verdict::Fail,
            &["1 of 2 models answered. No answer came from sandbox-huge."],
        )
    },
    Case {
        fields: &[(FieldName::Alternatives, "sandbox-large\nsandbox-embed"), (FieldName::Burst, "20")],
        requests: 24,
        tokens: 4_800,
        ..case(
            Fallback,
            "healthy",
            Verdict::Fail,
            &["No answer came from sandbox-embed.", "20 of 20 parallel"],
        )
    },
    case(
        Observability,
        "healthy",
        Verdict::Pass,
        &[
            "A request id, the rate limit and the token usage are visible.",
            "x-request-id: sandbox-",
            "x-ratelimit-limit-requests: 600",
        ],
    ),
    case(
        Observability,
        "headers-hidden",
        Verdict::Warn,
        &[
            "Not visible to this page: a request id and the rate limit.",
            "Access-Control-Expose-Headers: x-request-id, x-ratelimit-limit-requests, x-ratelimit-remaining-requests, retry-after",
        ],
    ),
    case(
        Observability,
        "usage-missing",
        Verdict::Warn,
        &["The replies lack the token usage of plain answers"],
    ),
    case(
        Observability,
        "cors-errors-hidden-later",
        Verdict::Warn,
        &["The browser could not read the error for a made-up model."],
    ),
];
