//! No reply could be read.

use super::{BrowserContext, Candidate, Confidence, DiagnosisKind, Kind, Owner, unreadable};
use crate::check::Evidence;
use crate::exchange::Unanswered;

pub(super) fn candidates(
    unanswered: &Unanswered,
    evidence: &Evidence<'_>,
    page: &BrowserContext,
) -> Vec<Candidate> {
    match unanswered {
        Unanswered::Opaque => Vec::new(),
        Unanswered::Cancelled => vec![STOPPED],
        Unanswered::TimedOut { .. } => vec![(DiagnosisKind::TimedOut, Confidence::Certain)],
        Unanswered::Redirected => vec![(DiagnosisKind::RedirectNotFollowed, Confidence::Certain)],
        Unanswered::Blocked { .. } => unreadable::conclude(evidence, page),
    }
}

/// The user pressed Stop before the reply was complete.
pub(super) const STOPPED: Candidate = (DiagnosisKind::Stopped, Confidence::Certain);

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: DiagnosisKind::Offline,
        owner: Owner::Network,
        title: "Your browser is offline.",
        cause: "The browser reports no network connection, so no server can be reached.",
        remedies: &["Check your network connection or VPN.", "Send the prompt again."],
        admin_remedies: &["Check this person's network connection and VPN."],
    },
    Kind {
        id: DiagnosisKind::Unreachable,
        owner: Owner::Network,
        title: "{host} cannot be reached.",
        cause: "Nothing responded, not even to a simple connection test. The address may be wrong, the server may be down, or a firewall, VPN or certificate blocks the connection.",
        remedies: &[
            "Check the base URL letter by letter for typos.",
            "Open {base_url} in a new tab. A browser error page points to the name, the network or the certificate.",
            "If the tab shows anything else, ask the gateway's admin to allow web pages (CORS).",
            "If the gateway is internal, connect to your organisation's network or VPN.",
            "Ask your network team whether DNS and firewall let you reach {host}.",
            "Ask the gateway's admin whether the gateway (and its bridge node, if any) is healthy.",
        ],
        admin_remedies: &[
            "Check whether DNS, firewall, VPN and proxy let this person's browser reach {host}.",
            "Check that the gateway is running and its certificate is valid.",
        ],
    },
    Kind {
        id: DiagnosisKind::CorsMissing,
        owner: Owner::GatewayAdmin,
        title: "The gateway does not let web pages read its replies.",
        cause: "A server responds at {host}, but its replies do not allow this page (CORS), so the browser hides them. Programs outside a browser are not affected.",
        remedies: &[
            "Ask the gateway's admin to allow the origin {origin} on all replies, including errors.",
            "Also ask for the headers Authorization and Content-Type, and the methods GET, POST and OPTIONS.",
            "Or ask for this page to be hosted at the gateway's own address. Then CORS is not needed.",
        ],
        admin_remedies: &[
            "Allow the origin {origin} on all replies, including errors.",
            "Allow the headers Authorization and Content-Type, and the methods GET, POST and OPTIONS.",
        ],
    },
    Kind {
        id: DiagnosisKind::CorsPreflightRefused,
        owner: Owner::GatewayAdmin,
        title: "The gateway rejects the browser's CORS preflight request.",
        cause: "Before a request with a key, the browser sends an OPTIONS request without it (a CORS preflight). {host} rejects it, usually because a key is required there too; programs outside a browser are not affected.",
        remedies: &[
            "Ask the gateway's admin to answer OPTIONS requests without requiring a key.",
            "Ask for an answer that allows the origin {origin} and the headers Authorization and Content-Type.",
            "Or ask for this page to be hosted at the gateway's own address. Then CORS is not needed.",
        ],
        admin_remedies: &[
            "Answer OPTIONS requests with status 200 or 204, before any key is checked.",
            "Allow the origin {origin} and the headers Authorization and Content-Type in that answer.",
        ],
    },
    Kind {
        id: DiagnosisKind::CorsErrorUnreadable,
        owner: Owner::GatewayAdmin,
        title: "The gateway rejected the request, and the reason is hidden.",
        cause: "Other replies of {host} can be read, but its error replies lack the CORS header Access-Control-Allow-Origin. The address and the network are fine.",
        remedies: &[
            "Check the key first: the hidden reply most likely rejects the key or the model.",
            "List the gateway's models and compare the model name.",
            "Ask the gateway's admin to send Access-Control-Allow-Origin on error replies too.",
        ],
        admin_remedies: &[
            "Send the header Access-Control-Allow-Origin on error replies too, including those of a proxy.",
            "Look in the gateway's log for the reason this request was rejected.",
        ],
    },
    Kind {
        id: DiagnosisKind::LocalNetworkBlocked,
        owner: Owner::You,
        title: "Your browser blocks this page from your local network.",
        cause: "{host} is on this machine or in a private network. Browsers require your permission for that, and only give it to pages opened over https.",
        remedies: &[
            "Open the page's settings beside the address bar and allow access to the local network, then send again.",
            "Some browsers call this setting “devices” or “apps on this device”.",
            "If there is no such setting, open this page over https, or from the gateway's own network.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::PagePolicyBlocks,
        owner: Owner::GatewayAdmin,
        title: "This page's security policy does not allow {host}.",
        cause: "The site's owner has limited the addresses this page can call (connect-src in its Content-Security-Policy). Nothing was sent.",
        remedies: &[
            "Check that the base URL is one this page is meant for.",
            "Ask the site's owner to add {host} to connect-src.",
        ],
        admin_remedies: &[
            "Tell this person which base URL this page is meant for.",
            "Or add {host} to connect-src in the page's Content-Security-Policy.",
        ],
    },
    Kind {
        id: DiagnosisKind::MixedContent,
        owner: Owner::GatewayAdmin,
        title: "A secure page cannot call an insecure address.",
        cause: "This page uses https, and {base_url} uses plain http. Browsers block such calls.",
        remedies: &["Use the gateway's https address.", "If there is none, ask the gateway's admin for one."],
        admin_remedies: &["Offer the gateway over https.", "Or host this page over plain http as well."],
    },
    Kind {
        id: DiagnosisKind::TimedOut,
        owner: Owner::GatewayAdmin,
        title: "No reply came within the time limit.",
        cause: "{host} did not start to answer in time.",
        remedies: &[
            "Send the prompt again: the first call can be slow while a model starts.",
            "Raise the time limit, or turn on streaming so that the first token comes sooner.",
            "Ask the gateway's admin whether the gateway (and its bridge node, if any) is healthy and can reach the provider.",
        ],
        admin_remedies: &[
            "Check that the gateway is healthy and can reach the provider.",
            "Check that {model} answers in time at the provider.",
        ],
    },
    Kind {
        id: DiagnosisKind::Stopped,
        owner: Owner::You,
        title: "You stopped the run.",
        cause: "The run was stopped before the reply was complete, so this says nothing about the gateway.",
        remedies: &["Send the prompt again and let it finish."],
        admin_remedies: &[],
    },
];
