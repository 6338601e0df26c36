//! The key is not recognisably one for something else.

use super::prelude::*;
use crate::target::{KeyKind, Mismatch};

/// The form of the key is compared with `key_prefix` of config.json, and with the known forms of storage
/// keys and of other systems' keys; of two beginnings that fit, the longer one counts. A form that is not
/// known speaks for nothing. The form asks before it sends a key that this check would object to, unless
/// only `key_prefix` does.
///
/// - Pass: the key has the preset prefix, or nothing in its form speaks against it.
/// - Warning: it looks like another system's key, or has the preset prefix at a provider's own host, and
///   the prompt was answered all the same.
/// - Fail: it lacks the preset prefix; it looks like a storage key; what would be a warning, and the prompt
///   was not answered.
/// - Not asked: no key was given.
/// - For an application: a key of another kind is refused, and has been shown to a server that it was not
///   meant for.
pub(super) const CHECK: Check = Check {
    id: CheckId::KeyKind,
    title: "The key is of the kind this gateway takes",
    role: Some((PointId::Authentication, Role::Advisory)),
    looks_at: &[],
    probes: &[],
    expected: "A gateway-level AI key: no storage key, and no other system's key.",
    source: "gateway guide; the vendors' documented key formats",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let Some(key) = &evidence.target.key else {
        return skipped("No key was given.");
    };
    let prefix = evidence.expectations.key_prefix.as_deref();
    if let Some(prefix) = prefix.filter(|prefix| !key.expose().starts_with(prefix)) {
        return fail(format!("This gateway's keys begin with {prefix}; this one does not."));
    }
    let base_url = &evidence.target.base_url;
    let host = base_url.host();
    // Some gateways pass a provider's key on: one that works is not at fault.
    let unless_it_works = |observed| {
        if evidence.accepted().is_ok() { warn(observed) } else { fail(observed) }
    };
    match (Mismatch::of(key, base_url, prefix), prefix) {
        (Some(Mismatch::Storage(storage)), _) => {
            fail(format!("The key has the form of a storage access key ({storage}), not of an AI key."))
        }
        (Some(Mismatch::OtherSystem(system)), _) => unless_it_works(format!(
            "The key has the form of a key for {system}, but {host} is not {system}'s."
        )),
        (Some(Mismatch::GatewayKeyAtProvider(provider)), _) => unless_it_works(format!(
            "The key begins like the preset gateway's keys, but {host} is {provider}'s own host."
        )),
        (Some(Mismatch::Possibly(secret)), _) => pass(format!(
            "The key has the form of {secret}, which a gateway's own key may have too. Nothing speaks against it."
        )),
        (None, Some(prefix)) => pass(format!("The key begins with {prefix}, as this gateway's keys do.")),
        (None, None) => match KeyKind::of(key) {
            KeyKind::System(system) => {
                pass(format!("The key has the form of a key for {system}, whose host this is."))
            }
            KeyKind::Storage(_) | KeyKind::Possibly(_) | KeyKind::Unknown => {
                pass("Nothing in the key's form speaks against it.")
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
