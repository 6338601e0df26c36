//! The gateway, and what is behind it: broken, unreachable, too slow.

use super::{ANY, BROKEN, Category, Clue, DiagnosisKind};

pub(super) const CLUES: &[Clue] = &[
    Clue {
        kind: DiagnosisKind::UpstreamFailed,
        category: Category::Upstream,
        statuses: BROKEN,
        words: &["upstream connect error", "no healthy", "invalid response *upstream"],
    },
    Clue {
        kind: DiagnosisKind::UpstreamTimedOut,
        category: Category::TimedOut,
        statuses: BROKEN,
        words: &[
            "(timed out|timing out|timeout|time out|timedout)",
            "deadline (exceeded|expired)",
            "took too long",
            "(no|not|without|didnt) (respond|response|reply|answer) (in time|within)",
            "(max|maximum) (execution|wait) time",
        ],
    },
    Clue {
        kind: DiagnosisKind::UpstreamFailed,
        category: Category::Upstream,
        statuses: ANY,
        words: &[
            "upstream",
            "bad gateway",
            "(crashed|econnrefused|connection refused)",
            "bad response *status",
        ],
    },
    Clue {
        kind: DiagnosisKind::UpstreamFailed,
        category: Category::Upstream,
        statuses: BROKEN,
        words: &[
            "(provider|backend|downstream|origin|vendor) *(error|failed|failure|unavailable|down|unreachable|returned|not respond)",
            "(connect|connection|connecting) *(refused|reset|failed|aborted|closed|error|attempts failed|lost|terminated)",
            "(econnrefused|econnreset|enotfound|eai again|socket hang up|epipe|eof |ssl|tls handshake|certificate)",
            "(fetch|network|transport|dns|name resolution|remote protocol|dial tcp|rpc) (error|failed|failure|lookup)",
            "no route to host",
            "dial tcp",
            "(failed|unable|could not|error|problem) (to |)(connect|reach|fetch|proxy|proxying|forward|sending request|contact|communicate)",
            "(error|failed) *(from|by|with) *(provider|model server|backend)",
            "all (providers|attempts|retries|models|backends|connection attempts) *failed",
            "request failed during generation",
            "(model|engine|runner|worker) *(terminated|dead|failed|error|stopped|exited|abort)",
            "(endpoint|tunnel|backend|host) *(offline|unreachable)",
            "failed to respond",
            "application failed",
        ],
    },
    Clue {
        kind: DiagnosisKind::Overloaded,
        category: Category::Overload,
        statuses: &[(200, 299), (500, 999)],
        words: &["unavailable", "try again later", "(model|server) *not ready"],
    },
    Clue {
        kind: DiagnosisKind::RequestInvalid,
        category: Category::Request,
        statuses: &[(200, 299), (400, 400), (422, 422)],
        words: &[
            "(invalid|bad|illegal|missing|unsupported) (request|parameter|params|argument|input|value|field|body)",
            "validation",
            "must be",
        ],
    },
    Clue {
        kind: DiagnosisKind::GatewayFailed,
        category: Category::Upstream,
        statuses: BROKEN,
        words: &[
            "(internal|server|unexpected|unknown) (server |service |)(error|exception|failure)",
            "server had an error",
        ],
    },
];
