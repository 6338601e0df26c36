//! What to do first at Flashback's gateway, in the words of its console.
//!
//! For other gateways the kinds' own steps stand; nothing else differs by host.

use super::DiagnosisKind;
use crate::target::gateway_of;

/// The steps for this kind of trouble, if `host` (in lower case) is Flashback's and has its own.
///
/// They stand in place of the kind's, and are filled in like those.
pub(super) fn remedies(host: &str, kind: DiagnosisKind) -> Option<&'static [&'static str]> {
    if gateway_of(host) != Some("Flashback") {
        return None;
    }
    STEPS.iter().find(|(id, _)| *id == kind).map(|(_, remedies)| *remedies)
}

/// Kinds with their steps, the likeliest first.
const STEPS: &[(DiagnosisKind, &[&str])] = &[
    (
        DiagnosisKind::KeyMissing,
        &[
            "In Flashback's console, open the repository and create an AI LLM key under its API keys.",
            "Enter that key in the field \"API key\" and send again.",
        ],
    ),
    (
        DiagnosisKind::KeyRejected,
        &[
            "Check in the repository's API keys that this is an AI LLM key, not a storage key.",
            "Copy the AI LLM key again, whole and without spaces.",
            "Check that the key is active, and that it belongs to the repository whose endpoint is {host}.",
            "If all that is right, create a new AI LLM key in the repository and try that one.",
        ],
    ),
    (
        DiagnosisKind::KeyExpiredOrDisabled,
        &[
            "Open the repository's API keys and look at the state of this AI LLM key.",
            "Switch it on again there, or create a new one.",
            "Put the new key in the place of the old one wherever that is used.",
        ],
    ),
    (
        DiagnosisKind::KeyKindWrong,
        &[
            "Create an AI LLM key in the repository's API keys. Storage keys and providers' keys do not work here.",
            "Enter that key and send again.",
        ],
    ),
    (
        DiagnosisKind::KeyIsStorageKey,
        &[
            "Open the repository's API keys. A storage key works for its storage endpoint only.",
            "Create an AI LLM key there, enter it, and send again.",
        ],
    ),
    (
        DiagnosisKind::KeyNotPermitted,
        &[
            "Check in the repository's API keys that this is an AI LLM key, and look at its access mode.",
            "Give the key an access mode that allows requests to models, or create a key that has one.",
            "Ask the repository's admin whether a policy forbids this request.",
        ],
    ),
    (
        DiagnosisKind::PathNotFound,
        &[
            "Check that the base URL ends in /v1, as in https://openai-us-east-1-aws.flashback.tech/v1.",
            "Check in the repository's settings that its endpoint type is OPENAI.",
            "Copy the base URL again from the repository.",
        ],
    ),
    (
        DiagnosisKind::UrlVersionMissing,
        &[
            "Add /v1 to the end of the base URL, as in https://openai-us-east-1-aws.flashback.tech/v1.",
            "If that fails too, check in the repository's settings that its endpoint type is OPENAI.",
        ],
    ),
    (
        DiagnosisKind::UrlIsStorageEndpoint,
        &[
            "Use the repository's endpoint of type OPENAI. Its host begins with openai-, not with s3-, gcs- or blob-.",
            "Write it with /v1 at the end, as in https://openai-us-east-1-aws.flashback.tech/v1.",
            "Enter an AI LLM key of that repository as well.",
        ],
    ),
    (
        DiagnosisKind::WrongEndpointType,
        &[
            "Set the repository's endpoint type to OPENAI, or use a repository that has it.",
            "Copy the base URL again from that repository; it ends in /v1.",
            "Create an AI LLM key there, since keys belong to one repository.",
        ],
    ),
    (
        DiagnosisKind::ModelNotFound,
        &[
            "Press \"Load models\" and choose a model that a provider of this repository offers.",
            "Check that an AI provider is configured, and that it is attached to the repository.",
            "Check in the provider mapping and the policies of the repository that {model} is not left out.",
        ],
    ),
    (
        DiagnosisKind::ModelNotPermitted,
        &[
            "Press \"Load models\" and choose a model from the list.",
            "Check in the repository's policies whether {model} is allowed for this AI LLM key.",
            "Check the access mode of the key.",
        ],
    ),
    (
        DiagnosisKind::ModelNotDeployed,
        &[
            "Check that a provider that offers {model} is attached to the repository.",
            "Check the provider mapping of {model} in the repository.",
            "Meanwhile press \"Load models\" and choose another model.",
        ],
    ),
    (
        DiagnosisKind::UpstreamKeyRejected,
        &[
            "Check the key that is stored with the AI provider in Flashback's console; it may have been replaced or used up.",
            "Enter a new one there. The AI LLM key of the repository can stay as it is.",
            "Meanwhile choose a model of another provider that is attached to the repository.",
        ],
    ),
    (
        DiagnosisKind::UpstreamFailed,
        &[
            "Send the prompt again, or try a model of another provider.",
            "Check the state of the AI provider that is attached to the repository.",
            "Check that the bridge node is healthy and can reach that provider.",
        ],
    ),
    (
        DiagnosisKind::TimedOut,
        &[
            "Send the prompt again: the first call can be slow.",
            "Check in Flashback's console that the bridge node is healthy and connected.",
            "Check that your network lets you reach {host}, for example without the VPN.",
        ],
    ),
    (
        DiagnosisKind::Unreachable,
        &[
            "Compare the host {host} with the base URL in the repository, letter by letter.",
            "Check that the bridge node of the repository is healthy and connected.",
            "Ask your network team whether DNS and the firewall let you reach {host}.",
        ],
    ),
    (
        DiagnosisKind::CorsMissing,
        &[
            "Ask whoever runs the bridge node to allow the origin {origin}, with the headers Authorization and Content-Type and the methods GET, POST and OPTIONS.",
            "Or ask for this page to be put on the same address as the gateway; then no permission is needed.",
        ],
    ),
    (
        DiagnosisKind::CorsPreflightRefused,
        &[
            "Ask whoever runs the bridge node to answer OPTIONS requests without an AI LLM key: a browser sends them first, and always without one.",
            "Ask for the origin {origin} and the headers Authorization and Content-Type to be allowed in that answer.",
        ],
    ),
    (
        DiagnosisKind::CorsErrorUnreadable,
        &[
            "Check the AI LLM key and the model first: the gateway most likely refused one of them, and the browser may not show its words.",
            "Check in the repository that the endpoint type is OPENAI and that a provider is attached.",
            "Ask whoever runs the bridge node to send the header Access-Control-Allow-Origin with error replies too.",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(host: &str, kind: DiagnosisKind, is_theirs: bool) {
        assert_eq!(remedies(host, kind).is_some(), is_theirs, "{host}, {kind}");
    }

    #[test]
    fn only_flashbacks_hosts_have_its_steps() {
        check("openai-us-east-1-aws.flashback.tech", DiagnosisKind::KeyRejected, true);
        check("evilflashback.tech", DiagnosisKind::KeyRejected, false);
        check("flashback.tech.evil.example", DiagnosisKind::KeyRejected, false);
        check("openai.flashback.tech.evil.example", DiagnosisKind::KeyRejected, false);
        check("gateway.example", DiagnosisKind::KeyRejected, false);
        check("openai-us-east-1-aws.flashback.tech", DiagnosisKind::RateLimited, false);
    }

    #[test]
    fn every_step_is_a_sentence() {
        for (kind, remedies) in STEPS {
            assert!(remedies.len() >= 2, "{kind}");
            for step in *remedies {
                let begins = step.starts_with(|first: char| first.is_ascii_uppercase());
                assert!(begins && step.ends_with('.') && !step.contains('\n'), "{kind}: {step}");
            }
        }
    }

    #[test]
    fn only_known_places_are_left_to_fill() {
        for (kind, remedies) in STEPS {
            for step in *remedies {
                let known = ["{host}", "{base_url}", "{model}", "{origin}"];
                let filled = known.iter().fold((*step).to_owned(), |text, place| text.replace(place, ""));
                assert!(!filled.contains(['{', '}']), "{kind}: {step}");
            }
        }
    }

    #[test]
    fn every_kind_stands_once() {
        for (kind, _) in STEPS {
            assert_eq!(STEPS.iter().filter(|(id, _)| id == kind).count(), 1, "{kind}");
        }
    }
}
