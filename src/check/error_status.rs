//! Refusals carry a status that says so.

use super::error_shape::{REFUSED, refusals};
use super::prelude::*;

/// This check looks at the same errors as `error-shape`. It leaves out failures of the server, which may
/// come from the provider behind the gateway.
///
/// - Pass: every error has a status from 400 to 499.
/// - Warning: a malformed request or a made-up model got a status of 500 or above, and the prompt did not.
/// - Fail: an error came with a success status. This only warns; for the prompt, `error-in-stream` decides.
/// - Cannot tell: no error could be read.
/// - Not run: as for `error-shape`.
/// - For an application: with a warning, client libraries retry requests that cannot succeed. With a fail,
///   they treat an error as an answer.
pub(super) const CHECK: Check = Check {
    id: CheckId::ErrorStatus,
    title: "Errors have a status from 400 to 499",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "Errors have an unsuitable status.",
        affected: "Client libraries retry requests that cannot succeed, or take an error for an answer.",
        unaffected: "Every request that succeeds.",
        step: "Ask the gateway's admin to answer mistakes of the client with a status from 400 to 499.",
    }),
    looks_at: &[Part::Status],
    probes: REFUSED,
    expected: "A status from 400 to 499: not 200, and not 500 for a mistake of the client.",
    source: "OpenAI reference, error codes; RFC 9110 section 15",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    // A web page under 200 is another server's reply, which other rules judge.
    let refusals = refusals(evidence)?.into_iter().filter(|(_, it)| !it.category.is_not_the_api());
    let refusals: Vec<_> = refusals.map(|(id, refusal)| (id, refusal.status)).collect();
    let named = |is_meant: &dyn Fn(ProbeId, u16) -> bool| {
        let meant = refusals.iter().filter(|(id, status)| is_meant(*id, *status));
        let meant: Vec<String> = meant.map(|(id, status)| format!("{} ({status})", id.label())).collect();
        (!meant.is_empty()).then(|| meant.join(", "))
    };
    if let Some(hidden) = named(&|_, status| status < 400) {
        return fail(format!("These errors came with a success status: {hidden}."));
    }
    // Another 5xx may be that of the provider behind the gateway, and so may these if the prompt gets one.
    let is_down = refusals.iter().any(|(id, status)| *id == ProbeId::Prompt && *status >= 500);
    let is_blamed = |id: ProbeId, status: u16| {
        !is_down && status >= 500 && [ProbeId::Malformed, ProbeId::WrongModel].contains(&id)
    };
    if let Some(blamed) = named(&is_blamed) {
        return warn(format!(
            "The server reports a mistake of the client as its own, so programs retry in vain: {blamed}."
        ));
    }
    match named(&|_, status| status < 500) {
        Some(observed) => pass(format!("Every error has a status from 400 to 499: {observed}.")),
        None => inconclusive(
            "Only errors of the server itself came, and this check does not count those.",
            "Rerun this check when the server works.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Inconclusive, Pass, Skipped, Warn};
    use super::super::testing::{ANSWER, case, completion, refused, text};
    use crate::probe::ProbeId;

    const NO: &str = r#"{"error":{"message":"No."}}"#;

    #[test]
    fn client_errors_pass() {
        let run =
            case().reply(ProbeId::WrongKey, refused(401, NO)).reply(ProbeId::Malformed, refused(422, NO));
        run.expect_saying(CheckId::ErrorStatus, Pass, "Wrong key (401), Malformed request (422).");
    }

    #[test]
    fn an_error_under_a_success_status_fails() {
        let run =
            case().reply(ProbeId::Malformed, refused(500, NO)).reply(ProbeId::WrongKey, refused(200, NO));
        run.expect_saying(CheckId::ErrorStatus, Fail, "Wrong key (200).");
    }

    #[test]
    fn a_server_error_for_the_clients_mistake_warns() {
        for id in [ProbeId::Malformed, ProbeId::WrongModel] {
            case().reply(id, refused(500, NO)).expect(CheckId::ErrorStatus, Warn);
        }
    }

    #[test]
    fn failures_of_the_server_and_other_servers_are_not_judged() {
        let down = || case().reply(ProbeId::Prompt, refused(502, NO));
        down().expect(CheckId::ErrorStatus, Inconclusive);
        down().reply(ProbeId::WrongModel, refused(502, NO)).expect(CheckId::ErrorStatus, Inconclusive);
        case()
            .reply(ProbeId::WrongPath, text(200, "<html>Console</html>"))
            .expect(CheckId::ErrorStatus, Inconclusive);
        case().reply(ProbeId::Prompt, completion(ANSWER)).expect(CheckId::ErrorStatus, Skipped);
    }
}
