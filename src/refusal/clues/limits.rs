//! Limits that the server keeps: content, length, budget, load, number of requests.
//!
//! Source: the systems' documented errors and public issue threads.

use super::{Clue, Subject};

pub(super) const CLUES: &[Clue] = &[
    Clue {
        kind: "content-blocked",
        subject: Subject::Content,
        codes: &[
            "content_filter",
            "content_policy_violation",
            "responsibleaipolicyviolation",
            "guardrail_intervened",
        ],
        words: &[
            "content management policy",
            "content policy",
            "content filter",
            "contentpolicyviolation",
            "guardrail",
            "敏感",
        ],
    },
    Clue {
        kind: "context-too-long",
        subject: Subject::Context,
        codes: &["context_length_exceeded", "exceed_context_size_error", "string_above_max_length"],
        words: &[
            "context length",
            "context window",
            "context size",
            "prompt is too long",
            "model token limit",
            "too many tokens",
            "maximum context",
            "input is too long",
        ],
    },
    Clue {
        kind: "quota-exhausted",
        subject: Subject::Quota,
        codes: &[
            "insufficient_quota",
            "budget_exceeded",
            "exceeded_current_quota_error",
            "billing_hard_limit_reached",
        ],
        words: &[
            "exceeded your current quota",
            "insufficient credits",
            "insufficient balance",
            "budget has been exceeded",
            "exceededbudget",
            "over budget",
            "current token quota",
            "credit balance",
            "perday",
            "余额不足",
            "额度",
        ],
    },
    Clue {
        kind: "overloaded",
        subject: Subject::Overload,
        codes: &["overloaded_error", "engine_overloaded_error"],
        words: &["overloaded", "no capacity", "at capacity"],
    },
    Clue {
        kind: "rate-limited",
        subject: Subject::RateLimit,
        codes: &["rate_limit_exceeded", "rate_limit_error", "rate_limit_reached_error", "too_many_requests"],
        words: &[
            "rate limit",
            "rate-limited",
            "too many requests",
            "max rpm",
            "resource exhausted",
            "perminute",
            "请求过于频繁",
        ],
    },
];
