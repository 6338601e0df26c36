//! No reply could be read.
//!
//! Browsers give one and the same error for a missing name, a refused connection, a bad certificate
//! and a reply without CORS headers, so one request cannot tell these apart.

use super::{Circumstances, Confidence, Kind, Owner, Recognised};
use crate::check::Evidence;
use crate::evidence::Unanswered;
use crate::target::{Reach, Scheme};

pub(super) fn recognise(
    unanswered: &Unanswered,
    evidence: &Evidence<'_>,
    page: &Circumstances,
) -> Vec<Recognised> {
    let base_url = &evidence.target.base_url;
    let is_mixed = page.page_origin.starts_with("https:")
        && base_url.scheme() == Scheme::Http
        && Reach::of_host(base_url.host()) != Reach::Loopback;
    match unanswered {
        Unanswered::Cancelled => Vec::new(),
        Unanswered::TimedOut { .. } => vec![("timed-out", Confidence::Certain)],
        Unanswered::Blocked { .. } if is_mixed => vec![("mixed-content", Confidence::Certain)],
        Unanswered::Blocked { .. } if !page.is_online => vec![("offline", Confidence::Likely)],
        Unanswered::Blocked { .. } => {
            vec![("unreachable", Confidence::Possible), ("cors-missing", Confidence::Possible)]
        }
    }
}

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "offline",
        owner: Owner::Network,
        title: "Your browser is not connected to a network.",
        cause: "The browser itself says that it is offline, so nothing can be reached.",
        steps: &["Check your network connection or VPN.", "Send the prompt again."],
    },
    Kind {
        id: "unreachable",
        owner: Owner::Network,
        title: "Nothing could be reached at {host}.",
        cause: "The browser got no reply it could read. Either the address is wrong, nothing runs there, or the network, a VPN or a certificate stands in between.",
        steps: &[
            "Check the base URL for typing errors, letter by letter.",
            "Open {base_url} in a new tab. If the browser shows an error page, the name, the network or the certificate is at fault; if anything else appears, see the other diagnosis.",
            "If the gateway is internal, connect to your organisation's network or VPN.",
            "Ask your network team whether DNS and firewall let you reach {host}, and the gateway's admin whether it (and its bridge node, if it has one) is healthy.",
        ],
    },
    Kind {
        id: "cors-missing",
        owner: Owner::GatewayAdmin,
        title: "The gateway may not allow requests from web pages.",
        cause: "Browsers hide every reply that does not name this page as allowed (this rule is called CORS). Programs outside a browser are not affected, so the gateway may still work for them.",
        steps: &[
            "Ask the gateway's admin to allow the origin {origin}, the headers Authorization and Content-Type, and the methods GET, POST and OPTIONS, on error replies too.",
            "Or ask for this page to be hosted on the gateway's own address; then no permission is needed.",
        ],
    },
    Kind {
        id: "mixed-content",
        owner: Owner::GatewayAdmin,
        title: "A secure page may not call an insecure address.",
        cause: "This page was loaded over https and {base_url} is plain http, which browsers block.",
        steps: &["Use the gateway's https address.", "If it has none, ask its admin for one."],
    },
    Kind {
        id: "timed-out",
        owner: Owner::GatewayAdmin,
        title: "No reply came within the time limit.",
        cause: "{host} accepted the request or swallowed it, and did not begin to answer in time.",
        steps: &[
            "Send the prompt again: a first call can be slow while a model starts.",
            "Raise the time limit, or switch streaming on, so that the first words come sooner.",
            "Ask the gateway's admin whether the gateway (and its bridge node, if it has one) is healthy and can reach the provider.",
        ],
    },
];
