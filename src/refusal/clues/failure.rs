//! What is not there, not understood, or broken: paths, parameters, the gateway and what is behind it.
//!
//! Source: the systems' documented errors and public issue threads.

use super::{Clue, Subject};

pub(super) const CLUES: &[Clue] = &[
    Clue {
        kind: "path-not-found",
        subject: Subject::Path,
        codes: &["route_not_found"],
        words: &[
            "invalid url",
            "no route matched",
            "page not found",
            "file not found",
            "no such route",
            "unknown request url",
            "cannot post",
        ],
    },
    Clue {
        kind: "upstream-timed-out",
        subject: Subject::TimedOut,
        codes: &["timeout", "gateway_timeout"],
        words: &[
            "timing out",
            "timed out",
            "gateway time-out",
            "gateway timeout",
            "upstream request timeout",
        ],
    },
    Clue {
        kind: "parameter-unsupported",
        subject: Subject::Parameter,
        codes: &["unsupported_parameter", "unknown_parameter", "unsupported_value"],
        words: &[
            "unsupported parameter",
            "unknown parameter",
            "unrecognized request argument",
            "extra inputs are not permitted",
            "does not support parameters",
        ],
    },
    Clue {
        kind: "upstream-failed",
        subject: Subject::Upstream,
        codes: &["upstream_error", "provider_error", "bad_gateway"],
        words: &[
            "upstream",
            "apiconnectionerror",
            "bad gateway",
            "provider returned error",
            "connection refused",
        ],
    },
    Clue {
        kind: "gateway-failed",
        subject: Subject::Upstream,
        codes: &["server_error", "internal_server_error", "internalservererror", "api_error"],
        words: &["internal server error", "server had an error"],
    },
];
