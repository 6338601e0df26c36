//! The key, what it may do, and the account behind it.

use super::{Candidate, Confidence, DiagnosisKind, Kind, Owner};
use crate::check::{Evidence, is_of_the_gateways_key};
use crate::refusal::{Category, Refusal};
use crate::target::Mismatch;

/// Finds a more exact kind for a refused key from facts that the refusal does not state.
pub(super) fn refine(evidence: &Evidence<'_>, refusal: &Refusal) -> Option<Candidate> {
    if !matches!(refusal.category, Category::Key) {
        return None;
    }
    let Some(key) = &evidence.target.key else {
        let is_clear = refusal.status < 500 && refusal.kind != DiagnosisKind::KeyExpiredOrDisabled;
        return Some(if is_of_the_gateways_key(evidence.target, refusal) {
            (DiagnosisKind::UpstreamKeyRejected, Confidence::Likely)
        } else if is_clear {
            (DiagnosisKind::KeyMissing, Confidence::Certain)
        } else {
            (DiagnosisKind::KeyMissing, Confidence::Likely)
        });
    };
    if refusal.kind == DiagnosisKind::KeyMissing {
        return Some((DiagnosisKind::KeyMissing, Confidence::Likely));
    }
    let base_url = &evidence.target.base_url;
    // A provider's message from another host: the rejected key may be the gateway's.
    let provider = crate::target::provider_of(base_url.host());
    let is_passed_on = refusal.provider().is_some_and(|speaker| provider != Some(speaker));
    let prefix = evidence.expectations.key_prefix.as_deref();
    match Mismatch::of(key, base_url, prefix) {
        Some(Mismatch::Storage(_)) => Some((DiagnosisKind::KeyIsStorageKey, Confidence::Certain)),
        Some(Mismatch::OtherSystem(_) | Mismatch::GatewayKeyAtProvider(_)) => {
            Some((DiagnosisKind::KeyIsProviderKey, Confidence::Likely))
        }
        None | Some(Mismatch::Possibly(_)) => {
            let kind = match (is_passed_on, refusal.status >= 500) {
                (true, true) => DiagnosisKind::UpstreamKeyRejected,
                (true, false) | (false, true) => refusal.kind,
                (false, false) => return None,
            };
            Some((kind, Confidence::Likely))
        }
    }
}

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: DiagnosisKind::KeyMissing,
        owner: Owner::You,
        title: "The gateway requires a key, but none was received.",
        cause: "The request carried no API key, or the gateway looks for it somewhere else.",
        remedies: &[
            "Enter the gateway's AI key in the “API key” field and send again.",
            "If you have no key, ask the gateway's admin how to get one.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::KeyRejected,
        owner: Owner::You,
        title: "The gateway rejected the key.",
        cause: "The gateway does not know this key. It may be mistyped, deleted, or made for another gateway, environment or purpose.",
        remedies: &[
            "Copy the whole key again from where you got it, without spaces, and send again.",
            "Check that the key was made for {host}, and was not deleted or replaced.",
            "If a fresh copy is rejected too, get a new key, or ask the gateway's admin to look up this one.",
        ],
        admin_remedies: &[
            "Check that this key exists at {host}, is active, and may use the AI API.",
            "If the key is right, check that the gateway's own provider key is still valid.",
        ],
    },
    Kind {
        id: DiagnosisKind::KeyMalformed,
        owner: Owner::You,
        title: "The server cannot read the key.",
        cause: "A key arrived, but not in a format the gateway knows. Part of it may be missing, or something else was copied with it.",
        remedies: &[
            "Copy the whole key again from where you got it, without spaces, quotes or the word Bearer.",
            "Ask the gateway's admin which key format the gateway expects.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::KeyExpiredOrDisabled,
        owner: Owner::You,
        title: "The key has expired or is disabled.",
        cause: "The gateway knows the key and says it is no longer valid.",
        remedies: &[
            "Create a new key where you got this one, or ask the gateway's admin for one.",
            "Replace the old key wherever it is used.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::KeyKindWrong,
        owner: Owner::You,
        title: "The gateway requires a different type of key.",
        cause: "A key arrived, but this endpoint does not accept keys of its type.",
        remedies: &[
            "Get an AI key (also called LLM key or virtual key) for this gateway.",
            "Enter that key here. Keys of other types, and keys of a provider, do not work.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::KeyIsStorageKey,
        owner: Owner::You,
        title: "This is a storage key, not an AI key.",
        cause: "The key looks like an access key for file storage. AI endpoints require a different type of key.",
        remedies: &[
            "Get an AI key for this gateway and enter it here.",
            "Consider replacing the storage key, because it was sent to {host}.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::KeyIsProviderKey,
        owner: Owner::You,
        title: "This key belongs to another system.",
        cause: "The key looks like one for a provider or another gateway, and {host} did not accept it.",
        remedies: &[
            "Use a key that was created in this gateway.",
            "Consider replacing the other system's key, because it was sent to {host}.",
        ],
        admin_remedies: &[],
    },
    Kind {
        id: DiagnosisKind::KeyNotPermitted,
        owner: Owner::GatewayAdmin,
        title: "The key is not allowed to make this request.",
        cause: "The gateway knows the key, but the key's access mode or role does not allow this request.",
        remedies: &[
            "Ask the gateway's admin to allow chat completions for this key.",
            "If you manage the key yourself, check its type and its access mode or role.",
        ],
        admin_remedies: &[
            "Include chat completions in this key's access mode or role.",
            "Check whether a policy forbids this request.",
        ],
    },
    Kind {
        id: DiagnosisKind::PolicyDenied,
        owner: Owner::GatewayAdmin,
        title: "A policy of the gateway rejected the request.",
        cause: "A routing, data or governance policy does not allow this request with this key or model.",
        remedies: &[
            "Ask the gateway's admin which policy applies to this key and to {model}.",
            "Or choose another model.",
        ],
        admin_remedies: &[
            "Find the policy that rejected this request.",
            "Check whether it should apply to this key and {model}.",
        ],
    },
    Kind {
        id: DiagnosisKind::UpstreamKeyRejected,
        owner: Owner::GatewayAdmin,
        title: "The gateway's own key for the provider does not work.",
        cause: "The gateway accepted your key. The key that it uses at the model provider is missing, or the provider rejected it.",
        remedies: &[
            "Ask the gateway's admin to check the provider key in the gateway's configuration for {model}.",
        ],
        admin_remedies: &["Replace the provider key in the gateway's configuration for {model}."],
    },
    Kind {
        id: DiagnosisKind::AccountBlocked,
        owner: Owner::GatewayAdmin,
        title: "The account behind the key is blocked.",
        cause: "The user, team or organisation is inactive, unpaid or banned.",
        remedies: &["Ask the gateway's admin to check the account that owns this key."],
        admin_remedies: &["Check that the account that owns this key is active, paid and not banned."],
    },
    Kind {
        id: DiagnosisKind::OriginOrAddressRefused,
        owner: Owner::GatewayAdmin,
        title: "The server rejects requests from your location.",
        cause: "The server only allows some network addresses, countries or web pages. Yours is not one of them.",
        remedies: &[
            "Connect to your organisation's network or VPN and try again.",
            "Ask the gateway's admin to allow your network address, or the origin {origin}.",
        ],
        admin_remedies: &[
            "Allow the origin {origin}, or the network address of the sender.",
            "Check whether a country or network rule applies in front of the gateway.",
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::super::testing::case;
    use super::*;
    use crate::config::Expectations;
    use crate::exchange::Transcript;
    use crate::probe::ProbeId;
    use crate::target::{ApiKey, BaseUrl, ModelName, Target};
    use crate::wire::error::ErrorEnvelope;

    /// Expects this kind for a refused key at `base_url`, where the preset gateway's keys begin with `gk-`.
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

    #[test]
    fn a_providers_words_from_another_host_may_be_about_the_gateways_key() {
        let words =
            r#"{"error":{"message":"Incorrect API key. See https://platform.openai.com/account/api-keys"}}"#;
        let refused = |base_url, status| case(base_url).reply(ProbeId::Prompt, (status, words));
        refused("https://gateway.example/v1", 401)
            .expect(&[(DiagnosisKind::KeyRejected, Confidence::Likely)]);
        refused("https://gateway.example/v1", 500)
            .expect(&[(DiagnosisKind::UpstreamKeyRejected, Confidence::Likely)]);
        refused("https://api.openai.com/v1", 401)
            .expect(&[(DiagnosisKind::KeyRejected, Confidence::Certain)]);
    }

    #[test]
    fn a_key_that_was_not_sent_and_is_called_wrong_is_the_gateways() {
        let refused = |status, words: &str| {
            let mut run = case("https://gateway.example/v1");
            run.target.key = None;
            run.reply(ProbeId::Prompt, (status, &format!(r#"{{"error":{{"message":"{words}"}}}}"#)))
        };
        let of_provider = "Incorrect API key. See https://platform.openai.com/account/api-keys";
        refused(401, of_provider).expect(&[(DiagnosisKind::UpstreamKeyRejected, Confidence::Likely)]);
        let asked = "You didn't provide an API key. See https://platform.openai.com/account/api-keys";
        refused(401, asked).expect(&[(DiagnosisKind::KeyMissing, Confidence::Certain)]);
        refused(401, "Invalid API key").expect(&[(DiagnosisKind::KeyMissing, Confidence::Certain)]);
        refused(500, "Invalid API key").expect(&[(DiagnosisKind::KeyMissing, Confidence::Likely)]);
        let expired = "Your API key has expired";
        refused(401, expired).expect(&[(DiagnosisKind::KeyMissing, Confidence::Likely)]);
        let of_provider = format!("{expired}. See https://platform.openai.com/account/api-keys");
        refused(401, &of_provider).expect(&[(DiagnosisKind::UpstreamKeyRejected, Confidence::Likely)]);
    }
}
