//! The address answers, but not as an AI API.

use super::variant::Variant;
use super::{Candidate, Confidence, DiagnosisKind, Kind, Owner};
use crate::check::Evidence;
use crate::exchange::{Exchange, Reply};
use crate::probe::{self, ProbeId, Standing};
use crate::refusal::{self, Category, Refusal};
use crate::response;
use crate::target::{BaseUrl, Scheme};
use crate::wire::error::EnvelopeShape;

/// Finds problems that the address and the route to it explain, before all other causes.
pub(super) fn recognise(evidence: &Evidence<'_>, reply: &Reply) -> Option<Vec<Candidate>> {
    if is_misled(evidence, reply) {
        let confidence = Confidence::Likely;
        return Some(vec![(DiagnosisKind::Redirected, confidence)]);
    }
    if probe::leads_nowhere(evidence.target, reply) {
        if let Some(found) = repaired(evidence, Some(reply)) {
            return Some(vec![found]);
        }
        // The typed address was asked something else, and answered as the API does.
        if is_right(evidence) {
            return behind_the_right_address(reply);
        }
    }
    None
}

/// Returns true if a redirect explains why this reply does not come from the API: it led to another server,
/// or made a GET of the prompt.
fn is_misled(evidence: &Evidence<'_>, reply: &Reply) -> bool {
    if !reply.is_redirected {
        return false;
    }
    match refusal::of(reply) {
        _ if response::answer_of(reply).is_some() => false,
        Some(refusal) if is_away(evidence, reply) => refusal.category != Category::RateLimit,
        Some(refusal) => match refusal.category {
            Category::Path => true,
            Category::WebPage => refusal.kind == DiagnosisKind::HtmlInsteadOfApi,
            // The prompt is well-formed, and a GET has no body.
            Category::Request => refusal.kind == DiagnosisKind::RequestInvalid,
            Category::Unrecognised => matches!(refusal.status, 400 | 411 | 415 | 422),
            _ => false,
        },
        // An empty or broken body has other reasons.
        None => is_away(evidence, reply) || probe::leads_nowhere(evidence.target, reply),
    }
}

/// Returns true if another server answered than the one that was called.
fn is_away(evidence: &Evidence<'_>, reply: &Reply) -> bool {
    !reply.url.starts_with(&evidence.target.base_url.origin())
}

/// The kind for a base URL with a tested and working correction; `reply` is the prompt's reply, if it
/// could be read.
pub(super) fn repaired(evidence: &Evidence<'_>, reply: Option<&Reply>) -> Option<Candidate> {
    let base_url = &evidence.target.base_url;
    let right = probe::repaired(evidence.target, evidence.transcript)?;
    let kind = if base_url.with_single_version().as_ref() == Some(&right.base_url) {
        DiagnosisKind::UrlVersionDoubled
    } else if !base_url.has_version() && right.base_url == base_url.with_version() {
        DiagnosisKind::UrlVersionMissing
    } else {
        reply.and_then(refusal::of).map_or(DiagnosisKind::PathNotFound, |refusal| refusal.kind)
    };
    let is_proved = reply.is_some() && right.standing == Standing::ChatRoute;
    Some((kind, if is_proved { Confidence::Certain } else { Confidence::Likely }))
}

/// Returns true if the typed address is that of the API, regardless of this reply.
fn is_right(evidence: &Evidence<'_>) -> bool {
    let prompt = evidence.transcript.of_probe(ProbeId::Prompt).and_then(|(_, prompt)| prompt.reply());
    probe::is_typed_right(evidence.transcript) || prompt.is_some_and(refusal::has_answered)
}

/// Returns the causes that remain if the address is right: a system behind it, or the model.
fn behind_the_right_address(reply: &Reply) -> Option<Vec<Candidate>> {
    let refusal = refusal::of(reply)?;
    Some(if refusal.category == Category::Path {
        vec![
            (DiagnosisKind::UpstreamFailed, Confidence::Possible),
            (DiagnosisKind::ModelNotFound, Confidence::Possible),
        ]
    } else {
        vec![(DiagnosisKind::UpstreamFailed, Confidence::Likely)]
    })
}

/// Finds a more exact kind for a refused address from facts that the refusal does not state.
pub(super) fn refine(evidence: &Evidence<'_>, reply: &Reply, refusal: &Refusal) -> Option<Candidate> {
    let base_url = &evidence.target.base_url;
    if is_away(evidence, reply) {
        return Some((DiagnosisKind::Redirected, Confidence::Likely));
    }
    if !matches!(
        refusal.kind,
        DiagnosisKind::PathNotFound | DiagnosisKind::HtmlInsteadOfApi | DiagnosisKind::UrlIsConsole
    ) {
        return None;
    }
    // Already tried without success, so that is not the cause.
    let is_tried = |corrected: &BaseUrl| {
        let url = corrected.endpoint("chat/completions");
        let is_same_url = |exchange: &Exchange| {
            ProbeId::REPAIRS.contains(&exchange.probe)
                && exchange.request.url == url
                && exchange.reply().is_some()
        };
        evidence.transcript.exchanges.iter().any(is_same_url)
    };
    if base_url.with_single_version().is_some_and(|single| !is_tried(&single)) {
        Some((DiagnosisKind::UrlVersionDoubled, Confidence::Likely))
    } else if refusal.kind == DiagnosisKind::UrlIsConsole {
        Some((DiagnosisKind::UrlIsConsole, Confidence::Likely))
    } else if !base_url.has_version() && !is_tried(&base_url.with_version()) {
        Some((DiagnosisKind::UrlVersionMissing, Confidence::Likely))
    } else if !probe::is_typed_wrong(evidence.target, evidence.transcript) {
        // One reply may have come from anywhere behind the address.
        Some((refusal.kind, Confidence::Likely))
    } else {
        None
    }
}

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: DiagnosisKind::PathNotFound,
        owner: Owner::You,
        title: "The server has no chat endpoint at this address.",
        cause: "{host} answered, but it has no chat/completions under {base_url}.",
        remedies: &[
            "Compare the base URL with the gateway's guide. Common endings are /v1, /api, /api/v1 and /openai/v1.",
            "If the guide shows an address with ?api-version=, ask for one without it, for example one that ends with /openai/v1.",
            "Ask the gateway's admin for the exact base URL of the OpenAI-compatible API.",
        ],
        admin_remedies: &[
            "Tell this person the right base URL.",
            "Check that {base_url} leads to the OpenAI-compatible API.",
        ],
    },
    Kind {
        id: DiagnosisKind::UrlVersionMissing,
        owner: Owner::You,
        title: "The base URL has no version, such as /v1.",
        cause: "{host} answered, but it has no chat endpoint at this address.",
        remedies: &[
            "Add /v1 to the end of the base URL and send again.",
            "If that fails too, ask the gateway's admin for the exact base URL.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::UrlVersionDoubled,
        owner: Owner::You,
        title: "The base URL contains the version twice.",
        cause: "The server has no endpoint at {base_url}.",
        remedies: &["Keep the version only once, for example /v1."],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::UrlIsWholeEndpoint,
        owner: Owner::You,
        title: "The base URL includes an endpoint path.",
        cause: "This page adds /chat/completions itself, so the endpoint path arrived twice.",
        remedies: &["Remove the endpoint path from the base URL: /chat/completions, /models or /responses."],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::HtmlInsteadOfApi,
        owner: Owner::You,
        title: "A web page came back instead of an API reply.",
        cause: "The address serves web pages, or a proxy on the network path answered instead of the gateway.",
        remedies: &[
            "Compare the base URL with the gateway's guide. The API often has its own host or path, such as /v1 or /api.",
            "Open the base URL in a new tab to see the web page.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::UrlIsConsole,
        owner: Owner::You,
        title: "The base URL leads to a web console, not to the API.",
        cause: "A console or login page came back. The API has another address.",
        remedies: &[
            "In that console, find the address of the API (the base URL or API endpoint).",
            "Enter that address here.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::UrlIsStorageEndpoint,
        owner: Owner::You,
        title: "The base URL leads to a file storage service, not to an AI endpoint.",
        cause: "A file storage service answered. The AI endpoint has another address.",
        remedies: &[
            "Find the address of the OpenAI-compatible endpoint in the gateway's guide.",
            "Enter that address, which often ends with /v1, and a key for it.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::WrongEndpointType,
        owner: Owner::GatewayAdmin,
        title: "The base URL leads to a different kind of API.",
        cause: "The server at {base_url} does not use the OpenAI-compatible API, which this page and most programs require.",
        remedies: &[
            "Find the OpenAI-compatible address in the gateway's guide, and enter it.",
            "Ask the gateway's admin whether there is an OpenAI-compatible endpoint.",
        ],
        admin_remedies: &[
            "Tell this person the base URL of the OpenAI-compatible API.",
            "If there is none, offer one.",
        ],
    },
    Kind {
        id: DiagnosisKind::BotWall,
        owner: Owner::GatewayAdmin,
        title: "A bot-protection service blocked the request.",
        cause: "A firewall or content delivery network treated this page as a bot. The request did not reach the gateway, so the key was not checked.",
        remedies: &[
            "Ask the gateway's admin to let requests with a key pass the firewall in front of {host}.",
            "Connect to your organisation's network or VPN and try again.",
        ],
        admin_remedies: &[
            "Let requests with a key pass the firewall in front of {host}.",
            "Exclude the API's paths from bot protection.",
        ],
    },
    Kind {
        id: DiagnosisKind::LoginWall,
        owner: Owner::GatewayAdmin,
        title: "A login page blocks the way to the gateway.",
        cause: "A sign-in page answered instead of the gateway. A program with a key cannot sign in.",
        remedies: &[
            "Open the base URL in a new tab, sign in, and send again.",
            "Ask the gateway's admin for an address that accepts keys without a login page.",
        ],
        admin_remedies: &[
            "Offer an address that accepts keys without a login page.",
            "Or exclude the API's paths from the login.",
        ],
    },
    Kind {
        id: DiagnosisKind::Redirected,
        owner: Owner::GatewayAdmin,
        title: "The request was redirected to another address.",
        cause: "A redirect led away from {host}. Browsers remove the key on the way, so the other server never receives it.",
        remedies: &[
            "Ask the gateway's admin for the final base URL and enter it.",
            "Ask for the redirect to be removed.",
        ],
        admin_remedies: &[
            "Tell this person the final base URL.",
            "Remove the redirect: browsers remove the key on the way.",
        ],
    },
    Kind {
        id: DiagnosisKind::RedirectNotFollowed,
        owner: Owner::GatewayAdmin,
        title: "{host} redirects, and this page does not follow.",
        cause: "The site's owner has locked this page to its gateways. A redirect could take your prompt elsewhere, and browsers do not say where.",
        remedies: &[
            "Ask the gateway's admin for the final base URL.",
            "Ask the site's owner to put the final base URL into config.json.",
        ],
        admin_remedies: &[
            "Tell the site's owner the final base URL, for the config.json of this page.",
            "Remove the redirect: browsers remove the key on the way.",
        ],
    },
];

pub(super) const VARIANTS: &[Variant] = &[
    Variant {
        when: "a sign-in service answered with a text, such as Google's Identity-Aware Proxy.",
        applies: |_, exchange| {
            let refusal = exchange.reply().and_then(refusal::of);
            refusal.is_some_and(|it| it.status != 511 && it.envelope.shape != EnvelopeShape::Html)
        },
        words: Kind {
            id: DiagnosisKind::LoginWall,
            owner: Owner::GatewayAdmin,
            title: "A sign-in service in front of the gateway rejected the request.",
            cause: "The service only accepts its own sign-in, not a gateway's key. The request did not reach the gateway, so the key was not checked.",
            remedies: &["Ask the gateway's admin for an address that accepts keys without this sign-in."],
            admin_remedies: &[
                "Offer an address that accepts keys without the sign-in.",
                "Or exclude the API's paths from the sign-in.",
            ],
        },
    },
    Variant {
        when: "the redirect leads from http to https on the same host.",
        applies: |evidence, exchange| {
            let base_url = &evidence.target.base_url;
            let secure = format!("https://{}", base_url.host());
            let rest = exchange.reply().and_then(|reply| reply.url.strip_prefix(&secure));
            base_url.scheme() == Scheme::Http && rest.is_some_and(|rest| rest.starts_with(['/', ':']))
        },
        words: Kind {
            id: DiagnosisKind::Redirected,
            owner: Owner::You,
            title: "The gateway redirects from http to https.",
            cause: "Browsers remove the key on the way from http to https, and may lose the prompt. The redirect ended at {answered}.",
            remedies: &[
                "Write https:// instead of http:// at the beginning of the base URL, and send again.",
                "Replace the key if it was sent over http:// through a network that others use.",
            ],
            admin_remedies: &[],
        },
    },
    Variant {
        when: "the redirect stays on the same host.",
        applies: |evidence, exchange| exchange.reply().is_some_and(|reply| !is_away(evidence, reply)),
        words: Kind {
            id: DiagnosisKind::Redirected,
            owner: Owner::GatewayAdmin,
            title: "The gateway redirects the prompt to another path.",
            cause: "The redirect ended at {answered}. After a redirect with status 301, 302 or 303, browsers send a GET request without the prompt.",
            remedies: &[
                "Compare the base URL with the gateway's guide: the right one needs no redirect.",
                "Ask the gateway's admin to answer {base_url}/chat/completions without a redirect.",
            ],
            admin_remedies: &[
                "Answer {base_url}/chat/completions without a redirect, with and without a slash at the end.",
                "If a redirect is needed, send status 307 or 308: browsers then keep the method and the prompt.",
            ],
        },
    },
];

#[cfg(test)]
mod tests;
