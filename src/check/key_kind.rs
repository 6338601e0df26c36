//! The key is not recognisably one for something else.

use super::prelude::*;
use crate::target::{KeyKind, Mismatch};

/// The check compares the key's format with `key_prefix` of config.json and with the known formats of
/// storage keys and other systems' keys. If two prefixes match, the longer one counts. An unknown format
/// passes. The form asks for confirmation before it sends a key that fails this check, unless only
/// `key_prefix` rejects it.
///
/// - Pass: the key has the configured prefix, or its format looks fine.
/// - Warning: the key looks like another system's key, or has the configured prefix at a provider's own
///   host, but the prompt was answered.
/// - Fail: the key lacks the configured prefix or looks like a storage key. Either case of a warning fails
///   if the prompt was not answered.
/// - Not run: no key was entered.
/// - For an application: the gateway rejects a key of the wrong type, and the key was sent to a server it
///   was not meant for.
pub(super) const CHECK: Check = Check {
    id: CheckId::KeyKind,
    title: "The key has the right type for this gateway",
    role: Some((PointId::Authentication, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::You,
        name: "The key looks like another system's key.",
        affected: "The key may be sent to a server it is not meant for.",
        unaffected: "The prompt is answered with this key.",
        step: "Ask the gateway's admin for a key that was made for this gateway.",
    }),
    looks_at: &[],
    probes: &[],
    expected: "The gateway's own key, not one for another system.",
    source: "gateway guide; the vendors' documented key formats",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let Some(key) = &evidence.target.key else {
        return skipped("No key was entered.");
    };
    let prefix = evidence.expectations.key_prefix.as_deref();
    if let Some(prefix) = prefix.filter(|prefix| !key.expose().starts_with(prefix)) {
        return fail(format!("This gateway's keys start with {prefix}, but this key does not."));
    }
    let base_url = &evidence.target.base_url;
    let host = base_url.host();
    // Some gateways pass a provider's key on: one that works is not at fault.
    let unless_it_works = |observed| {
        if evidence.accepted().is_ok() { warn(observed) } else { fail(observed) }
    };
    match (Mismatch::of(key, base_url, prefix), prefix) {
        (Some(Mismatch::Storage(storage)), _) => {
            fail(format!("The key looks like a storage key ({storage}), not like an AI key."))
        }
        (Some(Mismatch::OtherSystem(system)), _) => unless_it_works(format!(
            "The key looks like a key for {system}, but {host} does not belong to {system}."
        )),
        (Some(Mismatch::GatewayKeyAtProvider(provider)), _) => unless_it_works(format!(
            "The key looks like the configured gateway's keys, but {host} belongs to {provider}."
        )),
        (Some(Mismatch::Possibly(secret)), _) => {
            pass(format!("The key looks like {secret}. A gateway's own key can look like that too."))
        }
        (None, Some(prefix)) => pass(format!("The key starts with {prefix}, as this gateway's keys do.")),
        (None, None) => match KeyKind::of(key) {
            KeyKind::System(system) => {
                pass(format!("The key looks like a key for {system}, and the host belongs to {system}."))
            }
            KeyKind::Storage(_) | KeyKind::Possibly(_) | KeyKind::Unknown => {
                pass("The key's format looks fine.")
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Pass, Skipped, Warn};
    use super::super::testing::{ANSWER, case, check_reply, check_target, completion, target};

    #[test]
    fn a_storage_key_fails() {
        check_target(
            CheckId::KeyKind,
            target("https://a.example/v1", "DefaultEndpointsProtocol=gc-test"),
            Fail,
        );
    }

    #[test]
    fn another_systems_key_fails_unless_it_works() {
        let elsewhere = || target("https://a.example/v1", "sk-ant-gc-test");
        check_target(CheckId::KeyKind, elsewhere(), Fail);
        check_reply(CheckId::KeyKind, elsewhere(), completion(ANSWER), Warn);
        check_target(CheckId::KeyKind, target("https://api.anthropic.com/v1", "sk-ant-gc-test"), Pass);
    }

    #[test]
    fn a_key_must_begin_as_the_preset_says_and_not_like_anothers() {
        let check = |key, prefix, verdict| {
            case()
                .target(target("https://a.example/v1", key))
                .expecting_prefix(prefix)
                .expect(CheckId::KeyKind, verdict);
        };
        check("gk-gc-test", "gk-", Pass);
        check("gc-test-1", "gk-", Fail);
        check("sk-ant-gc-test", "sk-", Fail);
        check("sk-ant-gc-test", "sk-ant-", Pass);
    }

    #[test]
    fn an_unknown_form_passes_and_no_key_is_not_judged() {
        check_target(CheckId::KeyKind, target("https://a.example/v1", "gc-test-1"), Pass);
        check_target(CheckId::KeyKind, target("https://a.example/v1", ""), Skipped);
    }
}
