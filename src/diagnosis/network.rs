//! No reply could be read.

use super::variant::Variant;
use super::{BrowserContext, Candidate, Confidence, DiagnosisKind, Kind, Owner, unreadable};
use crate::check::{self, Evidence};
use crate::exchange::{Outcome, Unanswered};
use crate::probe::ProbeId;

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
            "If the gateway is internal, connect to your organisation's network or VPN, and send again.",
            "Open {base_url} in a new tab. The browser's error page says whether the name, the network or the certificate is the problem.",
            "Check the base URL letter by letter for typos.",
            "If the tab shows anything else, ask the gateway's admin to allow web pages (CORS).",
            "Ask your network team whether DNS and firewall let you reach {host}.",
            "Ask the gateway's admin whether the gateway is healthy.",
        ],
        admin_remedies: &[
            "Check whether DNS, firewall, VPN and proxy let this person's browser reach {host}.",
            "Check that the gateway is running and its certificate is valid.",
        ],
    },
    Kind {
        id: DiagnosisKind::CorsMissing,
        owner: Owner::GatewayAdmin,
        title: "This page is not allowed to read the replies of {host}.",
        cause: "A server responds at {host}, but its replies do not allow this page to read them (CORS), so the browser hides them. There are several possible causes, and each step tests one. Programs outside a browser are not affected.",
        remedies: &[
            "Compare the base URL with the gateway's guide. Some gateways allow web pages only on paths that exist.",
            "Open {base_url}/models in a new tab. If a login page or another address appears, a redirect is the cause: ask the gateway's admin for the final address.",
            "Copy the key again, or try another one. Some gateways hide only error replies, such as the rejection of a wrong key.",
            "Ask the gateway's admin to send Access-Control-Allow-Origin: {origin} exactly once on every reply, including errors. A second one, for example from a proxy, hides the reply too.",
            "Ask the gateway's admin to answer OPTIONS without a key, and to allow the headers Authorization and Content-Type.",
            "Or ask for this page to be hosted at the gateway's own address. Then CORS is not needed.",
        ],
        admin_remedies: &[
            "Send Access-Control-Allow-Origin: {origin} exactly once on every reply, including errors and unknown paths.",
            "Answer OPTIONS without a key, and allow the headers Authorization and Content-Type.",
        ],
    },
    Kind {
        id: DiagnosisKind::CorsPreflightRefused,
        owner: Owner::GatewayAdmin,
        title: "The gateway rejects the browser's CORS preflight request.",
        cause: "This page can read replies to requests without a key, but not to requests with one. Before a request with a key, the browser asks for permission with an OPTIONS request (a CORS preflight). {host} rejects that request, or does not allow the header Authorization. Programs outside a browser are not affected.",
        remedies: &[
            "Ask the gateway's admin to answer OPTIONS without a key.",
            "Ask for an answer that allows the origin {origin} and the headers Authorization and Content-Type.",
            "If OPTIONS is in order, ask for Access-Control-Allow-Origin exactly once on replies to requests with a key.",
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
        title: "The browser hides the reply to the prompt, but not other replies.",
        cause: "This page can read other replies of {host}, but not the one to the prompt. The gateway may have rejected the prompt with an error reply that lacks the CORS header Access-Control-Allow-Origin. The address and the network are fine.",
        remedies: &[
            "List the gateway's models and compare the model name.",
            "Check the key: the hidden reply may reject the key or the model.",
            "Ask the gateway's admin to send Access-Control-Allow-Origin on error replies too.",
        ],
        admin_remedies: &[
            "Send the header Access-Control-Allow-Origin on error replies too, including those of a proxy.",
            "Look in the gateway's log for the reply to this request.",
        ],
    },
    Kind {
        id: DiagnosisKind::LocalNetworkBlocked,
        owner: Owner::You,
        title: "Your browser blocks this page from your local network.",
        cause: "{host} is on this machine or in a private network. Browsers allow that only with your permission, and only for pages opened over https.",
        remedies: &[
            "Open the site settings (the icon beside the address bar), allow access to the local network, and send again.",
            "Some browsers call this setting “devices” or “apps on this device”.",
            "If there is no such setting, open this page over https, or from the gateway's own network.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::PagePolicyBlocks,
        owner: Owner::GatewayAdmin,
        title: "This page's security policy does not allow {address}.",
        cause: "The site's owner has limited the addresses this page can call (connect-src in its Content-Security-Policy). Nothing was sent.",
        remedies: &[
            "Check that the base URL is one this page is meant for.",
            "Ask the site's owner to add {address} to connect-src.",
        ],
        admin_remedies: &[
            "Tell this person which base URL this page is meant for.",
            "Or add the origin of {base_url}, with its port, to connect-src in the page's Content-Security-Policy.",
        ],
    },
    Kind {
        id: DiagnosisKind::MixedContent,
        owner: Owner::GatewayAdmin,
        title: "Your browser blocks this base URL, because it is not encrypted (http).",
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
            "Ask the gateway's admin whether the gateway is healthy and can reach the provider.",
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

pub(super) const VARIANTS: &[Variant] = &[
    Variant {
        when: "the base URL is a gateway of this page's config.json.",
        applies: |evidence, _| evidence.expectations.is_preset,
        words: Kind {
            id: DiagnosisKind::Unreachable,
            owner: Owner::GatewayAdmin,
            title: "{host} cannot be reached.",
            cause: "Nothing responded, not even to a simple connection test. Most likely this device is outside the gateway's network, or the gateway is down.",
            remedies: &[
                "Connect to your organisation's network or VPN, and send again.",
                "If you are connected, ask the gateway's admin whether the gateway is running.",
            ],
            admin_remedies: &[
                "Check that the gateway at {host} is running and its certificate is valid.",
                "Check whether DNS, firewall, VPN and proxy let this person's browser reach {host}.",
            ],
        },
    },
    Variant {
        when: "the base URL is a gateway of this page's config.json.",
        applies: |evidence, _| evidence.expectations.is_preset,
        words: Kind {
            id: DiagnosisKind::PagePolicyBlocks,
            owner: Owner::GatewayAdmin,
            title: "This page's security policy does not allow {address}.",
            cause: "This page offers the gateway, but the page's own server does not allow calls to it (connect-src in its Content-Security-Policy). Nothing was sent, and this is not your fault.",
            remedies: &["Ask the site's owner to add {address} to connect-src."],
            admin_remedies: &[
                "Add the origin of {base_url}, with its port, to connect-src in the page's Content-Security-Policy. `make config` prints the policy for a config.json.",
            ],
        },
    },
    Variant {
        when: "the prompt was answered, and replies to test requests are hidden.",
        applies: |_, exchange| exchange.probe != ProbeId::Prompt,
        words: Kind {
            id: DiagnosisKind::CorsErrorUnreadable,
            owner: Owner::GatewayAdmin,
            title: "The gateway's error replies are hidden from web pages.",
            cause: "The prompt was answered. The replies to these test requests, which a gateway must reject, could not be read: {hidden}. Most likely error replies lack the CORS header Access-Control-Allow-Origin.",
            remedies: &[
                "Ask the gateway's admin to send Access-Control-Allow-Origin on error replies too.",
                "Until this is fixed, every error in a web page looks like a broken network.",
            ],
            admin_remedies: &[
                "Send the header Access-Control-Allow-Origin on error replies too, including those of a proxy.",
                "Check whether the connection breaks where the gateway should reject a request.",
            ],
        },
    },
    Variant {
        when: "the model list was rejected without the key, and came with it.",
        applies: |evidence, _| check::has_key_contrast(evidence),
        words: Kind {
            id: DiagnosisKind::CorsErrorUnreadable,
            owner: Owner::GatewayAdmin,
            title: "The browser hides the reply to the prompt, but not other replies.",
            cause: "The gateway accepts the key: it rejected the model list without the key and sent it with the key. The reply to the prompt cannot be read. It lacks the CORS header Access-Control-Allow-Origin, or the connection broke.",
            remedies: &[
                "List the gateway's models and compare the model name: the hidden reply may reject the model.",
                "Ask the gateway's admin to send Access-Control-Allow-Origin on every reply of chat/completions, including errors.",
            ],
            admin_remedies: &[
                "Send the header Access-Control-Allow-Origin on every reply of chat/completions, including errors.",
                "Look in the gateway's log for the reply to this request.",
            ],
        },
    },
    Variant {
        when: "no reply began, while other requests were answered.",
        applies: |_, exchange| exchange.reply().is_none(),
        words: Kind {
            id: DiagnosisKind::ConnectionDropped,
            owner: Owner::Network,
            title: "The connection broke before the reply to the prompt began.",
            cause: "{host} answers other requests. For the prompt, the gateway or a proxy ended the connection without a reply.",
            remedies: &[
                "Send the prompt again, or try a shorter one.",
                "If this keeps happening, send the time to the gateway's admin.",
            ],
            admin_remedies: &[
                "Look in the logs of the gateway and of its proxies at the time above.",
                "Check whether a proxy or a firewall ends connections to chat/completions.",
            ],
        },
    },
    Variant {
        when: "the prompt failed, and the connection test got no reply in time.",
        applies: |_, exchange| !matches!(exchange.outcome, Outcome::Unanswered(Unanswered::TimedOut { .. })),
        words: Kind {
            id: DiagnosisKind::TimedOut,
            owner: Owner::GatewayAdmin,
            title: "{host} does not answer in time.",
            cause: "Neither the prompt nor a simple connection test got a reply within the time limit. If the server had refused the connection, the test would have failed at once.",
            remedies: &[
                "Send the prompt again: a server can be slow while it starts.",
                "Raise the time limit and send again. This page may then see why there is no reply.",
                "If the gateway is internal, connect to your organisation's network or VPN, and send again.",
                "Ask the gateway's admin whether the gateway is healthy.",
            ],
            admin_remedies: &[
                "Check that the gateway is healthy and answers simple requests in time.",
                "Check whether a firewall drops this person's connections without an answer.",
            ],
        },
    },
];

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, case};
    use super::*;

    #[test]
    fn a_prompt_that_took_too_long_is_told_from_a_server_that_answers_nothing_in_time() {
        let slow = || Outcome::Unanswered(Unanswered::TimedOut { after_ms: 60_000 });
        let run = || case("https://gateway.example/v1");
        let title = |case: Case| case.diagnoses().swap_remove(0).title;
        let prompt = run().outcome(ProbeId::Prompt, slow());
        assert_eq!(title(prompt), "No reply came within the time limit.");
        let test = run().blocked(ProbeId::Prompt).outcome(ProbeId::LadderPlain, slow());
        assert_eq!(title(test), "gateway.example does not answer in time.");
    }
}
