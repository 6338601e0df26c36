//! Limits, budgets and load.

use super::{DiagnosisKind, Kind, Owner};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: DiagnosisKind::RateLimited,
        owner: Owner::You,
        title: "The server received too many requests (rate limit).",
        cause: "Your key, the gateway or the provider has a limit of requests or tokens per minute. Everything else may be fine.",
        remedies: &[
            "Wait a minute, or as long as the server message says, and send again.",
            "If this keeps happening, ask the gateway's admin for a higher limit.",
        ],
        admin_remedies: &[
            "Raise the rate limit of this key if more is needed.",
            "Check whether the limit is the provider's. If so, spread the load.",
        ],
    },
    Kind {
        id: DiagnosisKind::QuotaExhausted,
        owner: Owner::GatewayAdmin,
        title: "The budget is used up.",
        cause: "The key, the team or the gateway's provider account has no budget or credits left. Waiting a minute does not help.",
        remedies: &[
            "Ask the gateway's admin to raise the budget of this key, or to top up the provider account.",
        ],
        admin_remedies: &[
            "Raise the budget of this key or team.",
            "Top up the gateway's account at the provider.",
        ],
    },
    Kind {
        id: DiagnosisKind::Overloaded,
        owner: Owner::Provider,
        title: "The provider has no free capacity right now.",
        cause: "The request is fine. The model is overloaded or temporarily unavailable.",
        remedies: &[
            "Wait a few minutes and send again.",
            "Try another model.",
            "If this keeps happening, ask the gateway's admin for a fallback provider.",
        ],
        admin_remedies: &["Set up a fallback provider for {model}.", "Ask the provider for more capacity."],
    },
];
