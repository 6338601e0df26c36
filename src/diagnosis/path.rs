//! The address answers, and not as an AI API.

use super::{Confidence, Kind, Owner, Recognised};
use crate::check::Evidence;
use crate::evidence::Reply;
use crate::refusal::Refusal;

/// What is known about the address that the refusal does not say.
pub(super) fn refine(evidence: &Evidence<'_>, reply: &Reply, refusal: &Refusal) -> Option<Recognised> {
    let base_url = &evidence.target.base_url;
    if !reply.url.starts_with(&base_url.origin()) {
        return Some(("redirected", Confidence::Likely));
    }
    if !refusal.subject.is_not_the_api() || refusal.kind == "url-is-storage-endpoint" {
        return None;
    }
    if base_url.with_single_version().is_some() {
        Some(("url-version-doubled", Confidence::Likely))
    } else if !base_url.has_version() {
        Some(("url-version-missing", Confidence::Likely))
    } else if refusal.kind == "html-instead-of-api" && names_a_console(&refusal.envelope.message) {
        Some(("url-is-console", Confidence::Likely))
    } else {
        None
    }
}

fn names_a_console(title: &str) -> bool {
    const WORDS: [&str; 9] =
        ["console", "dashboard", "login", "log in", "sign in", "sign-in", "portal", "admin", "anmelden"];
    let title = title.to_ascii_lowercase();
    WORDS.iter().any(|word| title.contains(word))
}

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "path-not-found",
        owner: Owner::You,
        title: "The server has no chat endpoint at this address.",
        cause: "{host} answered, and knows no chat/completions under {base_url}.",
        steps: &[
            "Compare the base URL with the gateway's guide; most end in /v1.",
            "Check in the gateway's console that the endpoint type is OPENAI (OpenAI-compatible), not storage.",
            "Ask the gateway's admin for the exact base URL.",
        ],
    },
    Kind {
        id: "url-version-missing",
        owner: Owner::You,
        title: "The base URL probably lacks its version path.",
        cause: "{host} answered, and has no chat endpoint there. The base URL names no version such as /v1.",
        steps: &[
            "Add /v1 to the end of the base URL and send again.",
            "If that fails too, ask the gateway's admin for the exact base URL.",
        ],
    },
    Kind {
        id: "url-version-doubled",
        owner: Owner::You,
        title: "The base URL names its version twice.",
        cause: "{base_url} repeats the version path, and the server has nothing there.",
        steps: &["Write the version only once, for example /v1."],
    },
    Kind {
        id: "html-instead-of-api",
        owner: Owner::You,
        title: "A web page came back instead of an API reply.",
        cause: "The address serves pages for people, or something on the way answered in the gateway's place.",
        steps: &[
            "Compare the base URL with the gateway's guide: the API often has its own host or path, such as /v1.",
            "Open the base URL in a new tab to see which page it is.",
        ],
    },
    Kind {
        id: "url-is-console",
        owner: Owner::You,
        title: "This is the address of a console, not of the API.",
        cause: "A console or login page came back. The API has another address.",
        steps: &[
            "In that console, look for the API endpoint or base URL of your repository or workspace.",
            "Enter that address here.",
        ],
    },
    Kind {
        id: "url-is-storage-endpoint",
        owner: Owner::You,
        title: "This is a storage endpoint, not an AI endpoint.",
        cause: "A file storage service answered. The AI endpoint of the same repository has another address.",
        steps: &[
            "In the gateway's console, choose the endpoint of type OPENAI; its host often begins with \"openai-\".",
            "Enter that address, with /v1, and an AI key.",
        ],
    },
    Kind {
        id: "login-wall",
        owner: Owner::GatewayAdmin,
        title: "A login page stands in front of the gateway.",
        cause: "Something on the way wants a person to sign in, which a program with a key cannot do.",
        steps: &[
            "Open the base URL in a new tab, sign in, and send again.",
            "Ask the gateway's admin for an address that takes keys without a login page.",
        ],
    },
    Kind {
        id: "redirected",
        owner: Owner::GatewayAdmin,
        title: "The request was sent on to another address.",
        cause: "A redirect led away from {host}. Browsers drop the key on the way, so the other server never sees it.",
        steps: &[
            "Ask the gateway's admin for the final base URL and enter that.",
            "Ask for the redirect to be removed.",
        ],
    },
];
