//! Limits, budgets and load.

use super::variant::Variant;
use super::{DiagnosisKind, Kind, Owner};
use crate::refusal;

pub(super) const VARIANTS: &[Variant] = &[
    // Limits of the last 24 hours may pass within minutes, those of a calendar day at its end.
    Variant {
        when: "the server message names a limit per day.",
        applies: |_, exchange| {
            let refusal = exchange.reply().and_then(refusal::of);
            refusal.is_some_and(|refusal| refusal.names_limit_per_day())
        },
        words: Kind {
            id: DiagnosisKind::QuotaExhausted,
            owner: Owner::GatewayAdmin,
            title: "The limit per day is used up.",
            cause: "The key, the gateway or its account at the provider has a limit of requests or tokens per day. Until this limit resets, requests are rejected.",
            remedies: &[
                "Wait as long as the server message says. If it does not say how long, send again tomorrow.",
                "Try another model: the limit may apply only to {model}, or only to free models.",
                "If you cannot wait, ask the gateway's admin for a higher limit per day.",
            ],
            admin_remedies: &[
                "Check whose limit per day is used up: that of this key, or of the gateway's account at the provider.",
                "Raise this limit, or set up a fallback provider for {model}.",
            ],
        },
    },
];

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::testing::case;
    use crate::probe::ProbeId;

    /// Expects these words in the first step of a reply with status 429.
    #[track_caller]
    fn check(message: &str, kind: DiagnosisKind, step: &str) {
        let body = format!(r#"{{"error":{{"message":"{message}"}}}}"#);
        let main =
            case("https://a.example/v1").reply(ProbeId::Prompt, (429, &body)).diagnoses().swap_remove(0);
        assert_eq!(main.kind.id, kind, "{message}");
        assert!(main.remedies[0].contains(step), "{main:?}");
    }

    #[test]
    fn a_limit_per_day_is_waited_for_and_a_budget_is_raised() {
        let per_day = "Rate limit reached for model `m` on tokens per day (TPD): Limit 9, Used 9, Requested 1. Please try again in 7m12s.";
        check(per_day, DiagnosisKind::QuotaExhausted, "as long as the server message says");
        let free = "Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day";
        check(free, DiagnosisKind::QuotaExhausted, "tomorrow");
        check("You exceeded your current quota.", DiagnosisKind::QuotaExhausted, "raise the budget");
        check("Rate limit reached.", DiagnosisKind::RateLimited, "Wait a minute");
    }
}
