//! Steps for Flashback's gateway, in the terms of its console.
//!
//! Other gateways get the kinds' own steps, without the terms of any vendor's console.

use super::DiagnosisKind;
use crate::config::Expectations;
use crate::target::gateway_of;

/// Returns true if a gateway is Flashback's: its host (in lower case) is, or the page's host says so.
pub(super) fn is_theirs(host: &str, expectations: &Expectations) -> bool {
    expectations.is_flashback || gateway_of(host) == Some("Flashback")
}

/// The steps for this kind, if it has its own.
///
/// They replace the kind's own steps, and are filled in like those.
pub(super) fn remedies(kind: DiagnosisKind) -> Option<&'static [&'static str]> {
    STEPS.iter().find(|(id, _)| *id == kind).map(|(_, remedies)| *remedies)
}

/// Kinds with their steps, the likeliest first.
const STEPS: &[(DiagnosisKind, &[&str])] = &[
    (
        DiagnosisKind::KeyMissing,
        &[
            "In Flashback's console, open the repository and create an AI LLM key under its API keys.",
            "Enter the AI LLM key in the “API key” field and send again.",
        ],
    ),
    (
        DiagnosisKind::KeyRejected,
        &[
            "Check in the repository's API keys that this is an AI LLM key, not a storage key.",
            "Copy the whole AI LLM key again, without spaces.",
            "Check that the key is active and belongs to the repository with the endpoint {host}.",
            "If all of this is right, create a new AI LLM key in the repository and try it.",
        ],
    ),
    (
        DiagnosisKind::KeyExpiredOrDisabled,
        &[
            "Open the repository's API keys and check the status of this AI LLM key.",
            "Enable the key there, or create a new one.",
            "Replace the old key wherever it is used.",
        ],
    ),
    (
        DiagnosisKind::KeyKindWrong,
        &[
            "Create an AI LLM key in the repository's API keys. Storage keys and provider keys do not work here.",
            "Enter the AI LLM key and send again.",
        ],
    ),
    (
        DiagnosisKind::KeyIsStorageKey,
        &[
            "Open the repository's API keys. A storage key only works for storage endpoints.",
            "Create an AI LLM key there, enter it and send again.",
        ],
    ),
    (
        DiagnosisKind::KeyNotPermitted,
        &[
            "Check in the repository's API keys that this is an AI LLM key, and look at its access mode.",
            "Set an access mode that allows model requests, or create a key that has one.",
            "Ask the repository's admin whether a policy forbids this request.",
        ],
    ),
    (
        DiagnosisKind::PathNotFound,
        &[
            "Check that the base URL ends with /v1, as in https://openai-us-east-1-aws.flashback.tech/v1.",
            "Check in the repository's settings that the endpoint type is OPENAI.",
            "Copy the base URL again from the repository.",
        ],
    ),
    (
        DiagnosisKind::UrlVersionMissing,
        &[
            "Add /v1 to the end of the base URL, as in https://openai-us-east-1-aws.flashback.tech/v1.",
            "If that fails too, check in the repository's settings that the endpoint type is OPENAI.",
        ],
    ),
    (
        DiagnosisKind::UrlIsConsole,
        &[
            "In that console, open the repository or workspace and copy its endpoint of type OPENAI.",
            "Enter that address, with /v1 at the end, here.",
        ],
    ),
    (
        DiagnosisKind::UrlIsStorageEndpoint,
        &[
            "Use the repository's endpoint of type OPENAI. Its host starts with openai-, not with s3-, gcs- or blob-.",
            "Add /v1 at the end, as in https://openai-us-east-1-aws.flashback.tech/v1.",
            "Enter an AI LLM key of the same repository.",
        ],
    ),
    (
        DiagnosisKind::WrongEndpointType,
        &[
            "Set the repository's endpoint type to OPENAI, or use a repository that has it.",
            "Copy the base URL from that repository. It ends with /v1.",
            "Create an AI LLM key in that repository: each key belongs to one repository.",
        ],
    ),
    (
        DiagnosisKind::ModelNotFound,
        &[
            "List the gateway's models and choose one.",
            "Check that an AI provider is configured and attached to the repository.",
            "Check that the repository's provider mapping and policies include {model}.",
        ],
    ),
    (
        DiagnosisKind::ModelNotPermitted,
        &[
            "List the gateway's models and choose one.",
            "Check that the repository's policies allow {model} for this AI LLM key.",
            "Check the access mode of the AI LLM key.",
        ],
    ),
    (
        DiagnosisKind::ModelNotDeployed,
        &[
            "Check that a provider of {model} is attached to the repository.",
            "Check the provider mapping of {model} in the repository.",
            "List the gateway's models and choose another one in the meantime.",
        ],
    ),
    (
        DiagnosisKind::UpstreamKeyRejected,
        &[
            "In Flashback's console, check the key stored with the AI provider. It may be outdated or out of credits.",
            "Enter a new provider key there. The repository's AI LLM key can stay as it is.",
            "Choose a model of another attached provider in the meantime.",
        ],
    ),
    (
        DiagnosisKind::UpstreamFailed,
        &[
            "Send the prompt again, or try a model of another provider.",
            "Check the status of the AI provider attached to the repository.",
            "Check that the bridge node is healthy and can reach the provider.",
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
            "Check that the base URL ends with /v1. A gateway may allow web pages only on paths that exist.",
            "Try another AI LLM key. A gateway may hide only error replies, such as the rejection of a wrong key.",
            "Ask the bridge node's admin to send Access-Control-Allow-Origin: {origin} exactly once on every reply, including errors.",
            "Ask the bridge node's admin to answer OPTIONS without a key, and to allow the headers Authorization and Content-Type.",
            "Or ask for this page to be hosted at the gateway's own address. Then CORS is not needed.",
        ],
    ),
    (
        DiagnosisKind::CorsPreflightRefused,
        &[
            "Ask the bridge node's admin to answer OPTIONS without an AI LLM key.",
            "Ask for an answer that allows the origin {origin} and the headers Authorization and Content-Type.",
        ],
    ),
    (
        DiagnosisKind::CorsErrorUnreadable,
        &[
            "Check the AI LLM key and the model: the hidden reply may reject one of them.",
            "Check in the repository that the endpoint type is OPENAI and a provider is attached.",
            "Ask the bridge node's admin to send Access-Control-Allow-Origin on error replies too.",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_flashbacks_gateways_have_its_steps() {
        let own = Expectations { is_flashback: true, ..Expectations::default() };
        for (host, is_known) in [
            ("openai-us-east-1-aws.flashback.tech", true),
            ("evilflashback.tech", false),
            ("flashback.tech.evil.example", false),
            ("openai.flashback.tech.evil.example", false),
            ("gateway.example", false),
        ] {
            assert_eq!(is_theirs(host, &Expectations::default()), is_known, "{host}");
            assert!(is_theirs(host, &own), "{host}");
        }
        assert!(remedies(DiagnosisKind::KeyRejected).is_some());
        assert!(remedies(DiagnosisKind::RateLimited).is_none());
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
    fn every_kind_is_listed_once() {
        for (kind, _) in STEPS {
            assert_eq!(STEPS.iter().filter(|(id, _)| id == kind).count(), 1, "{kind}");
        }
    }
}
