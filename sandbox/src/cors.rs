//! What a browser may read: the CORS headers of a behaviour.
//!
//! Source: the Fetch standard, "CORS protocol".

use crate::reply::Reply;

/// How a gateway answers browsers on other origins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cors {
    /// Every reply may be read, refusals included.
    Open,
    /// No reply has CORS headers.
    Absent,
    /// The question a browser asks first is refused, since it carries no key.
    PreflightRefused,
    /// Replies with status 400 and up have no CORS headers.
    HiddenOnErrors,
    /// Every reply may be read, and of its headers only those that every reply has.
    HeadersHidden,
}

impl Cors {
    /// The answer to `OPTIONS`.
    pub fn preflight(self) -> Reply {
        match self {
            Self::Open | Self::HiddenOnErrors | Self::HeadersHidden => {
                allowed(Reply::new(204, "text/plain", ""))
            }
            Self::Absent => Reply::new(405, "text/plain", "method not allowed"),
            Self::PreflightRefused => open(Reply::error(
                401,
                "invalid_request_error",
                Some("invalid_api_key"),
                "OPTIONS needs a key too.",
            )),
        }
    }

    /// The same reply with the headers this gateway would add.
    pub fn mark(self, reply: Reply) -> Reply {
        match self {
            Self::HiddenOnErrors if reply.status >= 400 => reply,
            Self::Open | Self::PreflightRefused | Self::HiddenOnErrors => open(reply),
            Self::HeadersHidden => readable(reply),
            Self::Absent => reply,
        }
    }
}

/// Lets every origin read the reply, its headers and its times.
pub fn open(reply: Reply) -> Reply {
    readable(reply).with("access-control-expose-headers", EXPOSED).with("timing-allow-origin", "*")
}

/// The star is for requests without cookies, which is how a page asks; the names are for people who
/// copy the line.
const EXPOSED: &str = "*, x-request-id, retry-after, x-ratelimit-limit-requests, \
    x-ratelimit-remaining-requests";

/// Lets every origin read the reply.
fn readable(reply: Reply) -> Reply {
    reply.with("access-control-allow-origin", "*")
}

/// Says yes to a preflight. The two headers every client needs are named and no others, so that a
/// page which sends more is noticed.
fn allowed(reply: Reply) -> Reply {
    open(reply)
        .with("access-control-allow-methods", "GET, POST, OPTIONS")
        .with("access-control-allow-headers", "Authorization, Content-Type")
        .with("access-control-allow-private-network", "true")
}
