//! Limits that waiting, paying or another provider fixes: budget, load, number of requests.

use super::{ANY, Category, Clue, DiagnosisKind, REFUSED};

/// Statuses for which "busy" and "limit" are about the server, not about the request.
const BUSY: &[(u16, u16)] = &[(200, 299), (403, 403), (429, 429), (498, 999)];

/// A limit per day, as Google, Bedrock, Groq with OpenAI, and OpenRouter word it.
pub(super) const PER_DAY: &[&str] = &[
    "requests per day per",
    "tokens per day per",
    "too many (requests|tokens) per day",
    " on (requests|tokens) per day (rpd|tpd) limit",
    "rate limit exceeded free models per day",
];

pub(super) const CLUES: &[Clue] = &[
    Clue {
        kind: DiagnosisKind::QuotaExhausted,
        category: Category::Quota,
        statuses: &[(429, 429)],
        words: PER_DAY,
    },
    Clue {
        kind: DiagnosisKind::QuotaExhausted,
        category: Category::Quota,
        statuses: &[(429, 429)],
        words: &["per (day|month|week)*free tier", "^ limit exceeded $"],
    },
    Clue {
        kind: DiagnosisKind::RateLimited,
        category: Category::RateLimit,
        statuses: &[(403, 403), (429, 429), (503, 503)],
        words: &[
            "(per|each) (1 |)(minute|second|min |sec |hour)",
            "(calls|requests|queries) (minute|second|min |sec )",
            " (rpm|tpm|rps|qps|itpm|otpm) ",
            "(rpm|tpm|qps) (limit|exceed|reached|rate)",
            "concurren",
            "spike arrest",
            "tier capacity",
            "resource has been exhausted e g check quota",
            "rate limit (exceeded|reached) (free|for|in |on |per |of )",
        ],
    },
    Clue {
        kind: DiagnosisKind::QuotaExhausted,
        category: Category::Quota,
        statuses: &[(200, 299), (400, 402), (403, 403), (412, 412), (429, 429), (500, 999)],
        words: &[
            "(insufficient|not enough|low|no|out of|zero|negative) (account |user |token |available |remaining |api |usage |more |)(quota|balance|credit|fund|budget)",
            "(requires|need|purchase|add|buy) (more |additional |)(credits|funds)",
            "(quota|balance|credits|credit|funds|budget|allowance|allocation)*(exceed|exhaust|insufficient|too low|not enough|used up|deplet|reached|expired|run out|is 0)",
            "(exceed|exhaust|reached|used up|run out|ran out|depleted)*(quota|credits|budget|balance|daily limit|monthly limit|allocation)",
            "(usage|spend|spending|cost|billing|hard|total|monthly|daily|weekly|credit|key) (limit|limits|cap)",
            "(inference|consumption|set) limit *reached",
            "reached *(spending|inference|usage|consumption|billing) limit",
            "over budget",
            "exceeded budget",
            "(daily|total|monthly|weekly) (api |)(request|requests|usage|call|calls|token|tokens|cost) limit",
            "(free|trial) *(ended|is over|has expired|exhausted|used)",
            "api calls month",
            "calls month",
            "payment required",
            "out of call volume quota",
            "used (up |)all",
            "(resource pack|package) *(exhausted|used)",
            "can only afford",
        ],
    },
    Clue {
        kind: DiagnosisKind::ModelLoading,
        category: Category::Overload,
        statuses: ANY,
        words: &[
            "(is|are|still) (currently |still |being |)(loading|starting|warming|initializing|booting)",
            "loading model",
            "model *(is loading|warming up|cold start|not ready|not yet ready|is starting)",
            "^ loading",
        ],
    },
    Clue {
        kind: DiagnosisKind::Overloaded,
        category: Category::Overload,
        statuses: BUSY,
        words: &[
            "overload",
            "(no|at|over|out of|insufficient|maximum|exceeds|max) capacity",
            "capacity *(exceeded|reached|unavailable|constraint|constrained|limit)",
            "(server|model|service|engine|system|we|currently|too|is) (is |are |)(too |very |)busy",
            "high (demand|load|traffic)",
            "heavy load",
            "queue *(full|exceeded|too long)",
            "(no|all) (available |healthy |)(workers|worker|instances|instance|replicas|servers|server|slots)",
            "(temporarily|currently) (unavailable|not available|unable to handle)",
            "worker *limit reached",
            "out of memory",
            "more system memory",
        ],
    },
    Clue {
        kind: DiagnosisKind::RateLimited,
        category: Category::RateLimit,
        statuses: ANY,
        words: &[
            "rate limit",
            "ratelimit",
            "(rate|request|requests|call) (limit|limits|limiting|limited)",
            "too many (requests|calls|tokens|concurrent)",
            "too frequent",
            "throttl",
            "(max|maximum) (rpm|requests|parallel|qps)",
            "resource*exhausted",
            "slow down",
            "rate (exceeded|increased)",
        ],
    },
    Clue {
        kind: DiagnosisKind::QuotaExhausted,
        category: Category::Quota,
        statuses: REFUSED,
        words: &["exceeded *quota", "quota *(limit|exceed)", "quota exceeded", "plan and billing"],
    },
];
