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
        title: "Your browser is not connected to a network.",
        cause: "The browser itself says that it is offline, so nothing can be reached.",
        remedies: &["Check your network connection or VPN.", "Send the prompt again."],
        admin_remedies: &["Check your network connection or VPN.", "Send the prompt again."],
    },
    Kind {
        id: DiagnosisKind::Unreachable,
        owner: Owner::Network,
        title: "Nothing could be reached at {host}.",
        cause: "Nothing answered, not even where the answer need not be read. Either the address is wrong, nothing runs there, or the network, a VPN or a certificate stands in between.",
        remedies: &[
            "Check the base URL for typing errors, letter by letter.",
            "Open {base_url} in a new tab. If the browser shows an error page, the name, the network or the certificate is at fault; if anything else appears, the gateway does not let web pages call it: ask its admin for that.",
            "If the gateway is internal, connect to your organisation's network or VPN.",
            "Ask your network team whether DNS and firewall let you reach {host}, and the gateway's admin whether it (and its bridge node, if it has one) is healthy.",
        ],
        admin_remedies: &[
            "See whether DNS, firewall, VPN and proxy let this person's browser reach {host}.",
            "See whether the gateway is running and its certificate is valid.",
        ],
    },
    Kind {
        id: DiagnosisKind::CorsMissing,
        owner: Owner::GatewayAdmin,
        title: "The gateway does not let web pages read its replies.",
        cause: "Something answers at {host}, and browsers hide every reply that does not name this page as allowed (this rule is called CORS). Programs outside a browser are not affected, so the gateway may well work for them.",
        remedies: &[
            "Ask the gateway's admin to allow the origin {origin}, the headers Authorization and Content-Type, and the methods GET, POST and OPTIONS, on error replies too.",
            "Or ask for this page to be hosted on the gateway's own address; then no permission is needed.",
        ],
        admin_remedies: &[
            "Allow the origin {origin}, the headers Authorization and Content-Type, and the methods GET, POST and OPTIONS, on error replies too.",
            "Or host the page on the gateway's own address; then no permission is needed.",
        ],
    },
    Kind {
        id: DiagnosisKind::CorsPreflightRefused,
        owner: Owner::GatewayAdmin,
        title: "The gateway refuses the question that browsers ask beforehand.",
        cause: "Before a request with a key, a browser asks for permission with an OPTIONS request (a CORS preflight), which never carries the key. {host} refuses it, most often because it wants a key there too. Programs outside a browser do not ask, so the gateway may well work for them.",
        remedies: &[
            "Ask the gateway's admin to answer OPTIONS without a key, allowing the origin {origin}, the headers Authorization and Content-Type, and the methods GET, POST and OPTIONS.",
            "Or ask for this page to be hosted on the gateway's own address; then no permission is needed.",
        ],
        admin_remedies: &[
            "Answer OPTIONS requests with 200 or 204 before a key is asked for: browsers send them first, and always without one.",
            "Name the origin {origin} and the headers Authorization and Content-Type in that answer.",
        ],
    },
    Kind {
        id: DiagnosisKind::CorsErrorUnreadable,
        owner: Owner::GatewayAdmin,
        title: "The gateway refused the request, and hides from web pages why.",
        cause: "Other replies of {host} can be read, but not this one: its error replies lack the header that lets a web page read them (Access-Control-Allow-Origin, a CORS header). The address and the network are in order.",
        remedies: &[
            "Check the key and the model: the hidden reply is most likely a refusal of one of them. Press \"Load models\" and compare the name.",
            "Ask the gateway's admin to send Access-Control-Allow-Origin on error replies too.",
        ],
        admin_remedies: &[
            "Send the header Access-Control-Allow-Origin with error replies too, those of a proxy in front included.",
            "Look in the gateway's log for what this request was refused for.",
        ],
    },
    Kind {
        id: DiagnosisKind::LocalNetworkBlocked,
        owner: Owner::You,
        title: "Your browser does not let this page reach your local network.",
        cause: "{host} is on this machine or in a private network. Browsers ask before a page from elsewhere may reach those, and allow it only for pages opened over https.",
        remedies: &[
            "Open the page's settings beside the address bar and allow access to the local network (in some browsers: to devices or apps on this machine), then send again.",
            "If there is no such setting, open this page over https, or from the same network as the gateway.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::PagePolicyBlocks,
        owner: Owner::GatewayAdmin,
        title: "This page's own security policy does not allow {host}.",
        cause: "Whoever hosts this page has limited the addresses it may call (connect-src in its Content-Security-Policy), and the browser keeps to that. Nothing was sent.",
        remedies: &[
            "Check that the base URL is one of those this page is meant for.",
            "Ask whoever hosts this page to add {host} to connect-src.",
        ],
        admin_remedies: &["Check that the base URL is one of those this page is meant for."],
    },
    Kind {
        id: DiagnosisKind::MixedContent,
        owner: Owner::GatewayAdmin,
        title: "A secure page may not call an insecure address.",
        cause: "This page was loaded over https and {base_url} is plain http, which browsers block.",
        remedies: &["Use the gateway's https address.", "If it has none, ask its admin for one."],
        admin_remedies: &[
            "Offer the gateway over https.",
            "Or host this page where plain http is in use as well.",
        ],
    },
    Kind {
        id: DiagnosisKind::TimedOut,
        owner: Owner::GatewayAdmin,
        title: "No reply came within the time limit.",
        cause: "{host} accepted the request or swallowed it, and did not begin to answer in time.",
        remedies: &[
            "Send the prompt again: a first call can be slow while a model starts.",
            "Raise the time limit, or switch streaming on, so that the first words come sooner.",
            "Ask the gateway's admin whether the gateway (and its bridge node, if it has one) is healthy and can reach the provider.",
        ],
        admin_remedies: &[
            "See whether the gateway is healthy and can reach the provider.",
            "See whether {model} answers in time there.",
        ],
    },
    Kind {
        id: DiagnosisKind::Stopped,
        owner: Owner::You,
        title: "You stopped the run.",
        cause: "Stop was pressed before the reply was complete, so it says nothing about the gateway.",
        remedies: &["Send the prompt again, and let it finish."],
        admin_remedies: &[],
    },
];
