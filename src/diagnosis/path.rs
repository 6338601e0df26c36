//! The address answers, and not as an AI API.

use super::{Candidate, Confidence, DiagnosisKind, Kind, Owner};
use crate::check::Evidence;
use crate::exchange::{Exchange, Reply};
use crate::probe::{self, ProbeId};
use crate::refusal::{self, Refusal};
use crate::target::BaseUrl;

/// The kind for a base URL for which a correction was tried and works.
pub(super) fn repaired_kind(evidence: &Evidence<'_>, reply: &Reply) -> Option<DiagnosisKind> {
    let base_url = &evidence.target.base_url;
    let right = probe::repaired(evidence.target, evidence.transcript)
        .filter(|_| probe::leads_nowhere(evidence.target, reply))?;
    Some(if base_url.with_single_version().as_ref() == Some(&right) {
        DiagnosisKind::UrlVersionDoubled
    } else if !base_url.has_version() && right == base_url.with_version() {
        DiagnosisKind::UrlVersionMissing
    } else {
        match refusal::of(reply) {
            Some(refusal) => refusal.kind,
            None => DiagnosisKind::PathNotFound,
        }
    })
}

/// What is known about the address that the refusal does not say.
pub(super) fn refine(evidence: &Evidence<'_>, reply: &Reply, refusal: &Refusal) -> Option<Candidate> {
    let base_url = &evidence.target.base_url;
    if !reply.url.starts_with(&base_url.origin()) {
        return Some((DiagnosisKind::Redirected, Confidence::Likely));
    }
    if !matches!(
        refusal.kind,
        DiagnosisKind::PathNotFound | DiagnosisKind::HtmlInsteadOfApi | DiagnosisKind::UrlIsConsole
    ) {
        return None;
    }
    // Tried by now, and in vain: then that is not it.
    let is_tried = |corrected: &BaseUrl| {
        let url = corrected.endpoint("chat/completions");
        let is_it = |exchange: &Exchange| {
            ProbeId::REPAIRS.contains(&exchange.probe)
                && exchange.request.url == url
                && exchange.reply().is_some()
        };
        evidence.transcript.exchanges.iter().any(is_it)
    };
    if base_url.with_single_version().is_some_and(|single| !is_tried(&single)) {
        Some((DiagnosisKind::UrlVersionDoubled, Confidence::Likely))
    } else if refusal.kind == DiagnosisKind::UrlIsConsole {
        Some((DiagnosisKind::UrlIsConsole, Confidence::Likely))
    } else if !base_url.has_version() && !is_tried(&base_url.with_version()) {
        Some((DiagnosisKind::UrlVersionMissing, Confidence::Likely))
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
            "Compare the base URL with the gateway's guide. Most base URLs end with /v1.",
            "Check in the gateway's console that the endpoint type is OPENAI (OpenAI-compatible), not storage.",
            "Ask the gateway's admin for the exact base URL.",
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
            "Compare the base URL with the gateway's guide. The API often has its own host or path, such as /v1.",
            "Open the base URL in a new tab to see the web page.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::UrlIsConsole,
        owner: Owner::You,
        title: "This is the address of a console, not of the API.",
        cause: "A console or login page came back. The API has another address.",
        remedies: &[
            "In that console, find the API endpoint or base URL of your repository or workspace.",
            "Enter that address here.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::UrlIsStorageEndpoint,
        owner: Owner::You,
        title: "This is a storage endpoint, not an AI endpoint.",
        cause: "A file storage service answered. The AI endpoint of the same repository has another address.",
        remedies: &[
            "In the gateway's console, choose the endpoint of type OPENAI. Its host often starts with “openai-”.",
            "Enter that address, with /v1 at the end, and an AI key.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::WrongEndpointType,
        owner: Owner::GatewayAdmin,
        title: "The endpoint uses a different API.",
        cause: "The server at {base_url} does not use the OpenAI-compatible API, which this page and most programs require.",
        remedies: &[
            "Find the OpenAI-compatible address in the gateway's guide, and enter it.",
            "Ask the gateway's admin to set the endpoint type to OPENAI (OpenAI-compatible).",
        ],
        admin_remedies: &[
            "Set the endpoint type to OpenAI-compatible.",
            "Or tell this person the base URL of the OpenAI-compatible API.",
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

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, case};
    use super::super::{Confidence, DiagnosisKind};
    use crate::probe::ProbeId;

    const PATH: (u16, &str) = (404, "404 page not found");
    const CONSOLE: (u16, &str) = (200, "<!doctype html><title>Console</title>");
    const THE_API: (u16, &str) = (400, r#"{"error":{"message":"messages must be a list"}}"#);

    /// A prompt to this path, and what came of each correction.
    fn tried(path: &str, prompt: (u16, &str), corrections: &[(u16, &str)]) -> Case {
        let first = case(&format!("https://gateway.example{path}")).reply(ProbeId::Prompt, prompt);
        corrections.iter().zip(ProbeId::REPAIRS).fold(first, |case, (reply, id)| case.reply(id, *reply))
    }

    #[track_caller]
    fn check(case: Case, expected: (DiagnosisKind, Confidence), repair: Option<&str>) {
        assert_eq!(case.diagnoses()[0].repair.as_ref().map(ToString::to_string).as_deref(), repair);
        case.expect(&[expected]);
    }

    #[test]
    fn a_correction_that_works_makes_it_certain_and_is_offered() {
        let right = Some("https://gateway.example/v1");
        check(tried("", PATH, &[THE_API]), (DiagnosisKind::UrlVersionMissing, Confidence::Certain), right);
        check(
            tried("/v1/v1", PATH, &[THE_API]),
            (DiagnosisKind::UrlVersionDoubled, Confidence::Certain),
            right,
        );
        check(
            tried("/ui", CONSOLE, &[PATH, THE_API]),
            (DiagnosisKind::UrlIsConsole, Confidence::Certain),
            right,
        );
        check(tried("/v1/chat", PATH, &[THE_API]), (DiagnosisKind::PathNotFound, Confidence::Certain), right);
        check(
            tried("/v1", (200, r#"{"ok":true}"#), &[THE_API]),
            (DiagnosisKind::PathNotFound, Confidence::Certain),
            Some("https://gateway.example"),
        );
    }

    #[test]
    fn a_correction_that_was_tried_in_vain_is_not_the_fault() {
        check(tried("", PATH, &[]), (DiagnosisKind::UrlVersionMissing, Confidence::Likely), None);
        check(tried("", PATH, &[PATH, PATH, PATH]), (DiagnosisKind::PathNotFound, Confidence::Certain), None);
        check(tried("/v1/v1", PATH, &[]), (DiagnosisKind::UrlVersionDoubled, Confidence::Likely), None);
        check(tried("/v1/v1", PATH, &[PATH]), (DiagnosisKind::PathNotFound, Confidence::Certain), None);
    }

    #[test]
    fn what_was_tried_is_in_the_evidence() {
        let diagnoses = tried("", PATH, &[PATH, THE_API]).diagnoses();
        let tries: Vec<_> = diagnoses[0].evidence.iter().filter(|line| line.starts_with("Tried")).collect();
        assert_eq!(tries.len(), 2);
        assert!(tries[1].ends_with("/openai/v1/chat/completions: status 400"), "{tries:?}");
    }
}
