//! Limits, budgets and load.

use super::{DiagnosisKind, Kind, Owner};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: DiagnosisKind::RateLimited,
        owner: Owner::You,
        title: "Too many requests in a short time.",
        cause: "The key, the gateway or the provider allows only so many requests or tokens a minute. Everything else may be fine.",
        remedies: &[
            "Wait a minute, or as long as the server's words say, and send again.",
            "If it goes on, ask the gateway's admin for a higher limit.",
        ],
        admin_remedies: &[
            "Raise the limit of this key, if more is needed.",
            "See whether the limit is the provider's, and spread the load.",
        ],
    },
    Kind {
        id: DiagnosisKind::QuotaExhausted,
        owner: Owner::GatewayAdmin,
        title: "The budget is used up.",
        cause: "The key, the team or the gateway's account at the provider has no budget or credits left. Waiting a minute does not help.",
        remedies: &[
            "Ask the gateway's admin to raise the budget of this key, or to top up the provider's account.",
        ],
        admin_remedies: &[
            "Raise the budget of this key or team.",
            "Top up the gateway's account at the provider.",
        ],
    },
    Kind {
        id: DiagnosisKind::Overloaded,
        owner: Owner::Provider,
        title: "The provider has no capacity at the moment.",
        cause: "The request was fine; the model is overloaded or temporarily unavailable.",
        remedies: &[
            "Wait a few minutes and send again.",
            "Try another model.",
            "If it goes on, ask the gateway's admin for a fallback to another provider.",
        ],
        admin_remedies: &[
            "Set up a fallback to another provider for {model}.",
            "Ask the provider for more capacity.",
        ],
    },
];
