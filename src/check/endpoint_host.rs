//! The host is the gateway's, not a model provider's.

use super::prelude::*;
use crate::target::{Operator, operator_of};

/// The check compares the host with `expected_hosts` of config.json, then with a list of model providers'
/// own hosts (`src/target/known_hosts.rs`).
///
/// - Pass: the host is expected, or is a known gateway's. An unknown host passes too, unless config.json
///   names hosts.
/// - Fail: the host is a provider's own, or is not among the expected hosts.
/// - For an application: with a fail, its requests bypass the gateway. The gateway's policies, budgets and
///   logs do not apply.
pub(super) const CHECK: Check = Check {
    id: CheckId::EndpointHost,
    title: "The host is a gateway, not a model provider",
    role: Some((PointId::Routing, Role::Required)),
    limitation: Some(Limitation {
        owner: Owner::You,
        name: "The base URL is not the gateway's.",
        affected: "Policies, budgets and logs of the gateway do not apply to programs that use this base URL.",
        unaffected: "The server at this base URL answers.",
        step: "Use the gateway's own base URL.",
    }),
    looks_at: &[Part::Url],
    probes: &[],
    expected: "A host that config.json expects, or at least not a provider's own host.",
    source: "gateway guide; the providers' API references name their hosts",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let host = evidence.target.base_url.host();
    let expected = &evidence.expectations.hosts;
    if expected.iter().any(|known| known.eq_ignore_ascii_case(host)) {
        return pass(format!("{host} is one of the expected hosts."));
    }
    if let Some(Operator::Provider(name)) = operator_of(host) {
        return fail(format!("{host} belongs to the model provider {name}, so no gateway is in between."));
    }
    if !expected.is_empty() {
        return fail(format!("{host} is not one of the expected hosts: {}.", expected.join(", ")));
    }
    pass(match operator_of(host) {
        Some(Operator::Gateway(name)) => format!("{host} belongs to the gateway {name}."),
        Some(Operator::Provider(_)) | None => format!("{host} is not a known provider's own host."),
    })
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Pass};
    use super::super::testing::{check_expecting, check_target, target};

    #[test]
    fn a_providers_own_host_fails() {
        check_target(CheckId::EndpointHost, target("https://api.openai.com/v1", "gc-test-1"), Fail);
    }

    #[test]
    fn any_other_host_passes() {
        check_target(CheckId::EndpointHost, target("https://a.flashback.tech/v1", "gc-test-1"), Pass);
        check_target(CheckId::EndpointHost, target("https://gateway.example/v1", "gc-test-1"), Pass);
    }

    #[test]
    fn expected_hosts_decide_where_there_are_any() {
        let hosts = ["gateway.example"];
        check_expecting(
            CheckId::EndpointHost,
            &hosts,
            target("https://Gateway.example/v1", "gc-test-1"),
            Pass,
        );
        check_expecting(CheckId::EndpointHost, &hosts, target("https://other.example/v1", "gc-test-1"), Fail);
    }
}
