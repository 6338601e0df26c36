//! The base URL is one that clients can safely use.
//!
//! Addresses that no client could call never get here: `BaseUrl` refuses them beside the field.

use super::prelude::*;
use crate::target::UrlProblem;

/// The page reads the base URL before it sends anything. It rejects an address that no client could call,
/// such as one without `https://`, beside the field.
///
/// - Pass: the address is valid and encrypted, or is plain http on this machine.
/// - Warning: the address is plain http in a private network, has no version such as `/v1`, or has the
///   version twice.
/// - Fail: the address is plain http to a public host.
/// - For an application: with a fail, anyone on the network path can read the key and the prompts.
pub(super) const CHECK: Check = Check {
    id: CheckId::EndpointUrl,
    title: "The base URL is valid and encrypted",
    role: Some((PointId::Routing, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::You,
        name: "The base URL is not encrypted or looks unusual.",
        affected: "On a plain http address, anyone on the network path can read the key and the prompts.",
        unaffected: "Requests to this base URL are answered.",
        step: "Ask the gateway's admin for the https address, and use the base URL that the gateway's guide shows.",
    }),
    looks_at: &[Part::Url],
    probes: &[],
    expected: "https (http only on this machine), the version only once, and no endpoint path.",
    source: "gateway guide; RFC 3986; RFC 6750 section 5.3 (bearer tokens need TLS)",
    judge,
};

#[expect(clippy::unnecessary_wraps, reason = "all rules have one signature")]
fn judge(evidence: &Evidence<'_>) -> Judgement {
    let base_url = &evidence.target.base_url;
    // The most serious remark comes first; other rules judge who owns the host.
    let judged = base_url.remarks().into_iter().find_map(|remark| match remark {
        UrlProblem::Insecure => Some(Decided::fail(format!(
            "{base_url} is not encrypted, so anyone on the network path can read the key."
        ))),
        UrlProblem::InsecurePrivate => {
            Some(Decided::warn(format!("{base_url} is not encrypted, but it is in a private network.")))
        }
        UrlProblem::VersionDoubled { single } => {
            Some(Decided::warn(format!("{base_url} contains the version twice. Try {single}.")))
        }
        UrlProblem::VersionMissing { .. } => {
            Some(Decided::warn(format!("{base_url} has no version such as /v1. Some gateways have none.")))
        }
        _ => None,
    });
    Ok(judged.unwrap_or_else(|| Decided::pass(format!("{base_url} is a valid address."))))
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Pass, Warn};
    use super::super::testing::{check_target, target};

    #[test]
    fn a_base_url_is_judged_by_scheme_and_version() {
        let check =
            |base_url, verdict| check_target(CheckId::EndpointUrl, target(base_url, "gc-test-1"), verdict);
        check("https://a.example/v1", Pass);
        check("http://127.0.0.1:8080/v1", Pass);
        check("http://10.0.0.1/v1", Warn);
        check("http://a.example/v1", Fail);
        check("https://a.example/v1/v1", Warn);
        check("https://a.example", Warn);
    }
}
