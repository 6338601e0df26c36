//! The key, what it may do, and the account behind it.

use super::{Candidate, Confidence, DiagnosisKind, Kind, Owner};
use crate::check::Evidence;
use crate::refusal::{Category, Refusal};
use crate::target::Mismatch;

/// What is known about the key that the refusal does not say.
pub(super) fn refine(evidence: &Evidence<'_>, refusal: &Refusal) -> Option<Candidate> {
    if !matches!(refusal.category, Category::Key) {
        return None;
    }
    let Some(key) = &evidence.target.key else {
        return Some((DiagnosisKind::KeyMissing, Confidence::Certain));
    };
    let base_url = &evidence.target.base_url;
    let prefix = evidence.expectations.key_prefix.as_deref();
    match Mismatch::of(key, base_url, prefix) {
        Some(Mismatch::Storage(_)) => Some((DiagnosisKind::KeyIsStorageKey, Confidence::Certain)),
        Some(Mismatch::OtherSystem(_) | Mismatch::GatewayKeyAtProvider(_)) => {
            Some((DiagnosisKind::KeyIsProviderKey, Confidence::Likely))
        }
        None | Some(Mismatch::Possibly(_)) => {
            // A provider's words from another host: the key it refused may be the gateway's.
            let provider = crate::target::provider_of(base_url.host());
            let is_passed_on = refusal.speaks_for().is_some_and(|speaker| provider != Some(speaker));
            is_passed_on.then_some((refusal.kind, Confidence::Likely))
        }
    }
}

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: DiagnosisKind::KeyMissing,
        owner: Owner::You,
        title: "The gateway wants a key, and none arrived.",
        cause: "The request carried no API key, or the gateway did not find it where it looks.",
        remedies: &[
            "Enter the gateway's AI key in the field \"API key\" and send the prompt again.",
            "If you have none, create one in the gateway's console or ask its admin.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::KeyRejected,
        owner: Owner::You,
        title: "The gateway did not accept the key.",
        cause: "The key is unknown there: mistyped, deleted, made for another gateway or environment, or of another kind, such as a storage key.",
        remedies: &[
            "Copy the key again from the gateway's console, whole and without spaces.",
            "Check that it is an AI key and not a storage key.",
            "Check in the console that the key is active and belongs to the repository or workspace at {host}.",
            "If it is, ask the gateway's admin whether the gateway's own key at the provider is still good.",
        ],
        admin_remedies: &[
            "See whether this key exists at {host}, is active, and is an AI key of the right repository or workspace.",
            "If it is, see whether the gateway's own key at the provider is still good.",
        ],
    },
    Kind {
        id: DiagnosisKind::KeyMalformed,
        owner: Owner::You,
        title: "The server cannot read the key.",
        cause: "A key arrived, and its form is not one that the gateway knows: a part may be missing, or something else was copied along.",
        remedies: &[
            "Copy the key again from the gateway's console, whole, without spaces, quotes or the word Bearer.",
            "Ask the gateway's admin in which form keys are sent to it.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::KeyExpiredOrDisabled,
        owner: Owner::You,
        title: "The key has expired or was switched off.",
        cause: "The gateway knows the key and says that it is no longer valid.",
        remedies: &[
            "Create a new key in the gateway's console, or ask its admin for one.",
            "Replace the old key wherever it is used.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::KeyKindWrong,
        owner: Owner::You,
        title: "The gateway wants another kind of key.",
        cause: "A key arrived, but not of the kind that this endpoint takes.",
        remedies: &[
            "Create an AI key (also called LLM or virtual key) in the gateway's console.",
            "Use that key here; storage and provider keys do not work.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::KeyIsStorageKey,
        owner: Owner::You,
        title: "This is a storage key, not an AI key.",
        cause: "The key has the form of an access key for file storage. AI endpoints take another kind.",
        remedies: &[
            "Open the repository's API keys in the gateway's console and create an AI key.",
            "Enter that key here.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::KeyIsProviderKey,
        owner: Owner::You,
        title: "This key belongs to another system.",
        cause: "The key has the form of a key for a provider or another gateway, and {host} did not accept it.",
        remedies: &[
            "Use a key that was created at this gateway.",
            "Since the other system's key has now been sent to {host}, consider replacing it.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::KeyNotPermitted,
        owner: Owner::GatewayAdmin,
        title: "The key is not permitted to do this.",
        cause: "The gateway knows who asks and refuses all the same: the key's access mode or role does not include this route.",
        remedies: &[
            "Check that the key is an AI key and look at its access mode in the gateway's console.",
            "Ask the gateway's admin to allow chat completions for this key.",
        ],
        admin_remedies: &[
            "Let this key's access mode or role include chat completions.",
            "See whether a policy forbids this request.",
        ],
    },
    Kind {
        id: DiagnosisKind::PolicyDenied,
        owner: Owner::GatewayAdmin,
        title: "A rule of the gateway refused the request.",
        cause: "A routing, data or governance policy does not allow this request with this key or model.",
        remedies: &[
            "Ask the gateway's admin which policy applies to this key and to {model}.",
            "Or choose another model.",
        ],
        admin_remedies: &[
            "Say which rule refused this request.",
            "See whether it is meant to apply to this key and {model}.",
        ],
    },
    Kind {
        id: DiagnosisKind::UpstreamKeyRejected,
        owner: Owner::GatewayAdmin,
        title: "The provider refused the gateway's own key.",
        cause: "Your key was accepted. The key that the gateway uses at the model provider was not.",
        remedies: &[
            "Ask the gateway's admin to check the provider's key in the gateway's configuration for {model}.",
        ],
        admin_remedies: &["Replace the provider's key in the gateway's configuration for {model}."],
    },
    Kind {
        id: DiagnosisKind::AccountBlocked,
        owner: Owner::GatewayAdmin,
        title: "The account behind the key is blocked.",
        cause: "The user, team or organisation is inactive, unpaid or banned.",
        remedies: &["Ask the gateway's admin for the state of the account that owns this key."],
        admin_remedies: &["See whether the account that owns this key is active, paid for, and not banned."],
    },
    Kind {
        id: DiagnosisKind::OriginOrAddressRefused,
        owner: Owner::GatewayAdmin,
        title: "The server refuses requests from where you are.",
        cause: "It allows only some network addresses, countries or web pages, and yours is not among them.",
        remedies: &[
            "Connect to your organisation's network or VPN and try again.",
            "Ask the gateway's admin to allow your address, or the origin {origin}.",
        ],
        admin_remedies: &[
            "Allow the origin {origin}, or the network address this was sent from.",
            "See whether a country or network rule stands in front of the gateway.",
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Expectations;
    use crate::exchange::Transcript;
    use crate::target::{ApiKey, BaseUrl, ModelName, Target};
    use crate::wire::error::ErrorEnvelope;

    /// What is known of a refused key at `base_url`, where the preset gateway's keys begin with `gk-`.
    #[track_caller]
    fn check(key: &str, base_url: &str, expected: Option<Candidate>) {
        let target = Target {
            base_url: BaseUrl::parse(base_url).unwrap(),
            key: ApiKey::parse(key).unwrap(),
            model: ModelName::parse("m").unwrap(),
        };
        let expectations = Expectations { key_prefix: Some("gk-".to_owned()), ..Expectations::default() };
        let transcript = Transcript::default();
        let evidence = Evidence { target: &target, expectations: &expectations, transcript: &transcript };
        let refusal = Refusal {
            category: Category::Key,
            kind: DiagnosisKind::KeyRejected,
            is_from_message: true,
            status: 401,
            envelope: ErrorEnvelope::default(),
        };
        assert_eq!(refine(&evidence, &refusal), expected, "{key}, {base_url}");
    }

    #[test]
    fn a_refused_key_of_another_kind_is_named() {
        let (gateway, provider) = ("https://a.example/v1", "https://api.openai.com/v1");
        check("", gateway, Some((DiagnosisKind::KeyMissing, Confidence::Certain)));
        check(
            "DefaultEndpointsProtocol=gc",
            gateway,
            Some((DiagnosisKind::KeyIsStorageKey, Confidence::Certain)),
        );
        check("sk-ant-gc-test", gateway, Some((DiagnosisKind::KeyIsProviderKey, Confidence::Likely)));
        check("gk-gc-test", provider, Some((DiagnosisKind::KeyIsProviderKey, Confidence::Likely)));
        check("gk-gc-test", gateway, None);
        check("sk-proj-gc-test", provider, None);
    }
}
