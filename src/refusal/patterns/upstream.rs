//! The gateway, and the systems behind it: broken, unreachable, too slow.

use super::{ANY, BROKEN, Category, Clue, DiagnosisKind};

pub(super) const CLUES: &[Clue] = &[
    Clue {
        kind: DiagnosisKind::UpstreamFailed,
        category: Category::Upstream,
        statuses: BROKEN,
        words: &[
            "upstream connect error",
            "no healthy",
            "invalid response *upstream",
            // Kong, if no server behind it is healthy.
            "failure to get a peer from",
        ],
    },
    // The gateway's own store or setup, with any status.
    Clue {
        kind: DiagnosisKind::GatewayFailed,
        category: Category::Upstream,
        statuses: ANY,
        words: &[
            " no (connected |)(db|database) ",
            " (db|database|redis|postgres|sqlite|mysql|prisma) *(not connected|connection|unavailable|not available|not configured|timeout|timed out|failed|error|locked|down)",
            "(connect|connection) to *(db|database|redis|postgres)",
            "(gateway|proxy|server|master key) (is |)(not configured|misconfigured|not initialized|not initialised|not set up)",
        ],
    },
    // Failures of providers are also passed on with statuses that blame the client.
    Clue {
        kind: DiagnosisKind::UpstreamTimedOut,
        category: Category::TimedOut,
        statuses: &[(400, 499)],
        words: &["(provider|upstream|backend|model server) *(timed out|timeout|time out|took too long)"],
    },
    Clue {
        kind: DiagnosisKind::UpstreamFailed,
        category: Category::Upstream,
        statuses: &[(400, 499)],
        words: &[
            "(failed|unable|could not|cannot|error|problem) *(response|reply|answer|result|data|connect|reach|contact) *(provider|backend|model server|vendor)",
            "no (response|reply|answer) (received |)from *(provider|backend|model server|vendor)",
            "(provider|backend|model server|vendor) (request |api |call |)(failed|failure|is unavailable|unavailable|is down|unreachable|did not respond|returned an error|returned error|returned a|internal error|server error)",
            "(error|failure) (from|at|by|in) (the |)(provider|backend|model server|vendor)",
        ],
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
            " (is|are|was|were) (invalid|malformed|not valid|out of range)",
            "(unknown|unexpected|unrecognized|invalid) *(field|parameter|argument|property) ",
            "(header|headers|field|fields|parameter|parameters) (is|are) required",
            "(either|one of) *(is|are) required",
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
