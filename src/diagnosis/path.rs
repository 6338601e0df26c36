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
        cause: "{host} answered, and knows no chat/completions under {base_url}.",
        remedies: &[
            "Compare the base URL with the gateway's guide; most end in /v1.",
            "Check in the gateway's console that the endpoint type is OPENAI (OpenAI-compatible), not storage.",
            "Ask the gateway's admin for the exact base URL.",
        ],
        admin_remedies: &[
            "Say which base URL is the right one.",
            "See whether {base_url} leads to the OpenAI-compatible API.",
        ],
    },
    Kind {
        id: DiagnosisKind::UrlVersionMissing,
        owner: Owner::You,
        title: "The base URL lacks its version path.",
        cause: "{host} answered, and has no chat endpoint there. The base URL names no version such as /v1.",
        remedies: &[
            "Add /v1 to the end of the base URL and send again.",
            "If that fails too, ask the gateway's admin for the exact base URL.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::UrlVersionDoubled,
        owner: Owner::You,
        title: "The base URL names its version twice.",
        cause: "{base_url} repeats the version path, and the server has nothing there.",
        remedies: &["Write the version only once, for example /v1."],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::UrlIsWholeEndpoint,
        owner: Owner::You,
        title: "The base URL already holds the end of an address.",
        cause: "This page adds /chat/completions to the base URL, and the server found the end of an address there twice.",
        remedies: &["Enter the base URL without its end: no /chat/completions, /models or /responses."],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::HtmlInsteadOfApi,
        owner: Owner::You,
        title: "A web page came back instead of an API reply.",
        cause: "The address serves pages for people, or something on the way answered in the gateway's place.",
        remedies: &[
            "Compare the base URL with the gateway's guide: the API often has its own host or path, such as /v1.",
            "Open the base URL in a new tab to see which page it is.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::UrlIsConsole,
        owner: Owner::You,
        title: "This is the address of a console, not of the API.",
        cause: "A console or login page came back. The API has another address.",
        remedies: &[
            "In that console, look for the API endpoint or base URL of your repository or workspace.",
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
            "In the gateway's console, choose the endpoint of type OPENAI; its host often begins with \"openai-\".",
            "Enter that address, with /v1, and an AI key.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::WrongEndpointType,
        owner: Owner::GatewayAdmin,
        title: "The endpoint speaks another API.",
        cause: "Something answered at {base_url}, and not in the OpenAI-compatible way that this page and most programs use.",
        remedies: &[
            "Look in the gateway's guide for its OpenAI-compatible address, and enter that.",
            "Ask the gateway's admin to set the endpoint type to OPENAI (OpenAI-compatible).",
        ],
        admin_remedies: &[
            "Set the endpoint's type to OpenAI-compatible.",
            "Or say which base URL speaks that API.",
        ],
    },
    Kind {
        id: DiagnosisKind::BotWall,
        owner: Owner::GatewayAdmin,
        title: "A protection against robots stands in front of the gateway.",
        cause: "A firewall or content network took this page for an unwanted program and did not let the request through. The key was not looked at.",
        remedies: &[
            "Ask the gateway's admin to let requests with a key pass the firewall in front of {host}.",
            "Connect to your organisation's network or VPN and try again.",
        ],
        admin_remedies: &[
            "Let requests with a key pass the firewall in front of {host}.",
            "Connect to your organisation's network or VPN and try again.",
        ],
    },
    Kind {
        id: DiagnosisKind::LoginWall,
        owner: Owner::GatewayAdmin,
        title: "A login page stands in front of the gateway.",
        cause: "Something on the way wants a person to sign in, which a program with a key cannot do.",
        remedies: &[
            "Open the base URL in a new tab, sign in, and send again.",
            "Ask the gateway's admin for an address that takes keys without a login page.",
        ],
        admin_remedies: &[
            "Offer an address that takes keys without a login page.",
            "Or exempt the API's paths from the login.",
        ],
    },
    Kind {
        id: DiagnosisKind::Redirected,
        owner: Owner::GatewayAdmin,
        title: "The request was sent on to another address.",
        cause: "A redirect led away from {host}. Browsers drop the key on the way, so the other server never sees it.",
        remedies: &[
            "Ask the gateway's admin for the final base URL and enter that.",
            "Ask for the redirect to be removed.",
        ],
        admin_remedies: &[
            "Say what the final base URL is.",
            "Remove the redirect: browsers drop the key on the way.",
        ],
    },
    Kind {
        id: DiagnosisKind::RedirectNotFollowed,
        owner: Owner::GatewayAdmin,
        title: "{host} sends requests on to another address, and this page does not follow.",
        cause: "Whoever hosts this page has locked it to its gateways. A redirect could take your prompt elsewhere, and browsers do not say where.",
        remedies: &[
            "Ask the gateway's admin for the final base URL.",
            "Ask whoever hosts this page to put that into its config.json.",
        ],
        admin_remedies: &[
            "Say what the final base URL is, so that it can stand in the config.json of this page.",
            "Remove the redirect: browsers drop the key on the way.",
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
