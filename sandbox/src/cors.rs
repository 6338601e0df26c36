//! CORS headers of a behaviour, which decide what a browser may read.
//!
//! Source: the Fetch standard, "CORS protocol".

use crate::call::Call;
use crate::reply::Reply;

/// Behaviour of a gateway towards browsers on other origins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cors {
    /// Every reply may be read, refusals included.
    Open,
    /// No reply has CORS headers.
    Absent,
    /// One other origin may read the replies.
    OfAnother,
    /// The question a browser asks first is answered well, and no reply may be read.
    OnPreflight,
    /// The list of models may be read, and nothing else.
    OnModels,
    /// The question a browser asks first is refused, since it carries no key.
    PreflightRefused,
    /// The gateway does not know the method of the question.
    PreflightUnknown,
    /// The question is sent on to another address, which no browser follows.
    PreflightRedirected,
    /// The answer to the question does not allow a key.
    KeyNotAllowed,
    /// Replies with status 400 and up have no CORS headers.
    HiddenOnErrors,
    /// Every reply names its origins twice, as a proxy and the server behind it do: browsers reject two.
    Doubled,
    /// Nothing may be read but replies to a good key, and the question a browser asks first needs one.
    WithKeyOnly,
    /// Only replies below this path can be read, including the preflight.
    Behind(&'static str),
    /// Every reply may be read, and of its headers only those that every reply has.
    HeadersHidden,
}

impl Cors {
    /// The answer to `OPTIONS`.
    pub fn preflight(self, call: &Call) -> Reply {
        let yes = || Reply::new(204, "text/plain", "");
        let unknown = || Reply::new(405, "text/plain", "method not allowed");
        match self {
            Self::Open | Self::OnPreflight | Self::Doubled | Self::HiddenOnErrors | Self::HeadersHidden => {
                allowed(yes())
            }
            Self::OnModels if !call.is_to_chat() => allowed(yes()),
            Self::Behind(path) if call.behind(path).is_some() => allowed(yes()),
            Self::Absent | Self::OnModels | Self::Behind(_) => unknown(),
            Self::WithKeyOnly => Reply::error(
                401,
                "invalid_request_error",
                Some("invalid_api_key"),
                "OPTIONS needs a key too.",
            ),
            Self::OfAnother => of_another(yes()),
            Self::PreflightUnknown => open(unknown()),
            Self::PreflightRefused => open(Reply::error(
                401,
                "invalid_request_error",
                Some("invalid_api_key"),
                "OPTIONS needs a key too.",
            )),
            Self::PreflightRedirected => open(Reply::new(308, "text/plain", "moved"))
                .with("location", format!("http://{}/healthy{}", call.host, call.path)),
            Self::KeyNotAllowed => open(yes())
                .with("access-control-allow-methods", METHODS)
                .with("access-control-allow-headers", "Content-Type"),
        }
    }

    /// The same reply with the headers this gateway would add.
    pub fn mark(self, call: &Call, reply: Reply) -> Reply {
        match self {
            Self::HiddenOnErrors if reply.status >= 400 => reply,
            Self::OnModels if call.is_to_chat() => reply,
            Self::Behind(path) if call.behind(path).is_none() => reply,
            Self::WithKeyOnly if call.key().is_none() => reply,
            Self::Doubled => open(open(reply)),
            Self::Open
            | Self::OnModels
            | Self::Behind(_)
            | Self::WithKeyOnly
            | Self::PreflightRefused
            | Self::PreflightUnknown
            | Self::PreflightRedirected
            | Self::KeyNotAllowed
            | Self::HiddenOnErrors => open(reply),
            Self::HeadersHidden => readable(reply),
            Self::OfAnother => of_another(reply),
            Self::Absent | Self::OnPreflight => reply,
        }
    }
}

/// Methods that every client needs.
const METHODS: &str = "GET, POST, OPTIONS";

fn of_another(reply: Reply) -> Reply {
    reply.with("access-control-allow-origin", "https://console.example").with("vary", "origin")
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
pub fn allowed(reply: Reply) -> Reply {
    open(reply)
        .with("access-control-allow-methods", METHODS)
        .with("access-control-allow-headers", "Authorization, Content-Type")
        .with("access-control-allow-private-network", "true")
}
