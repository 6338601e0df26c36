//! The key is not recognisably one for something else.

use super::{Bearing, Check, Evidence, Judged, PointId, Unjudged};
use crate::target::{KeyKind, gateway_of, provider_of};

pub(super) const CHECK: Check = Check {
    id: "key-kind",
    title: "The key is of the kind this gateway takes",
    bearing: Some((PointId::Authentication, Bearing::Warns)),
    probes: &[],
    wanted: "A gateway-level AI key: no storage key, and no other system's key.",
    source: "gateway guide; the vendors' documented key formats",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Result<Judged, Unjudged> {
    let Some(key) = &evidence.target.key else {
        return Err(Unjudged::skipped("No key was given."));
    };
    if let Some(prefix) = &evidence.expectations.key_prefix {
        return Ok(if key.expose().starts_with(prefix.as_str()) {
            Judged::pass(format!("The key begins with {prefix}, as this gateway's keys do."))
        } else {
            Judged::fail(format!("This gateway's keys begin with {prefix}; this one does not."))
        });
    }
    let host = evidence.target.base_url.host();
    Ok(match KeyKind::of(key) {
        KeyKind::Storage(storage) => Judged::fail(format!(
            "The key has the form of a storage access key ({storage}), not of an AI key."
        )),
        KeyKind::System(system) if provider_of(host).or(gateway_of(host)) == Some(system) => {
            Judged::pass(format!("The key has the form of a key for {system}, whose host this is."))
        }
        KeyKind::System(system) => {
            let seen = format!("The key has the form of a key for {system}, but {host} is not {system}'s.");
            // Some gateways pass a provider's key on: one that works is not at fault.
            if evidence.accepted().is_ok() { Judged::warn(seen) } else { Judged::fail(seen) }
        }
        KeyKind::Unknown => Judged::pass("Nothing in the key's form speaks against it."),
    })
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{Fail, Pass, Skipped, Warn};
    use super::super::testing::{ANSWER, check_reply, check_target, completion, target};

    #[test]
    fn a_storage_key_fails() {
        check_target("key-kind", target("https://a.example/v1", "DefaultEndpointsProtocol=gc-test"), Fail);
    }

    #[test]
    fn another_systems_key_fails_unless_it_works() {
        let elsewhere = || target("https://a.example/v1", "sk-ant-gc-test");
        check_target("key-kind", elsewhere(), Fail);
        check_reply("key-kind", elsewhere(), completion(ANSWER), Warn);
        check_target("key-kind", target("https://api.anthropic.com/v1", "sk-ant-gc-test"), Pass);
    }

    #[test]
    fn an_unknown_form_passes_and_no_key_is_not_judged() {
        check_target("key-kind", target("https://a.example/v1", "gc-test-1"), Pass);
        check_target("key-kind", target("https://a.example/v1", ""), Skipped);
    }
}
