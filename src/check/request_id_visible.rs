//! A request id is readable, so that one request can be found again in the gateway's logs.

use super::prelude::*;
use crate::exchange::Exchange;
use crate::refusal;

/// Browsers hide most response headers, so the server may have sent a header that is not visible here.
///
/// - Pass: a header with a request id is visible, or the body of an error contains one.
/// - Cannot tell: no request id is visible. The check shows the line that the gateway must send.
/// - For an application: with the id, the gateway's admin finds a request in the logs.
pub(super) const CHECK: Check = Check {
    id: CheckId::RequestIdVisible,
    title: "A request id is visible",
    role: None,
    limitation: None,
    looks_at: &[Part::Headers(&NAMES)],
    probes: &[ProbeId::Prompt, ProbeId::Models, ProbeId::WrongKey, ProbeId::Stream],
    expected: "A header such as x-request-id, or an id in the body of an error.",
    source: "OpenAI reference, debugging requests; Fetch standard, CORS-exposed header names",
    judge,
};

/// Headers that carry one.
pub(crate) const NAMES: [&str; 7] = [
    "x-request-id",
    "request-id",
    "x-amzn-requestid",
    "cf-ray",
    "apim-request-id",
    "x-litellm-call-id",
    "x-oneapi-request-id",
];

fn judge(evidence: &Evidence<'_>) -> Judgement {
    evidence.prompt()?;
    let replies = || evidence.transcript.exchanges.iter().filter_map(Exchange::reply);
    let in_header = NAMES.iter().find(|name| replies().any(|reply| reply.header(name).is_some()));
    if let Some(name) = in_header {
        return pass(format!("The header {name} is visible."));
    }
    if replies().filter_map(refusal::of).any(|refusal| refusal.envelope.request_id.is_some()) {
        return pass("The body of an error contains a request id.");
    }
    inconclusive(
        "No request id is visible to the browser.",
        "Ask the gateway's admin to send x-request-id, and to name it in Access-Control-Expose-Headers.",
    )
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{Inconclusive, Pass, Skipped};
    use super::super::testing::{ANSWER, case, completion, refused, with_header};
    use super::*;

    #[test]
    fn a_readable_header_or_an_id_in_a_refusal_passes() {
        let run = || case().reply(ProbeId::Prompt, completion(ANSWER));
        let marked = with_header(completion("{}"), "cf-ray");
        run().reply(ProbeId::Models, marked).expect_saying(CheckId::RequestIdVisible, Pass, "cf-ray");
        let words = r#"{"error":{"message":"No. (request id: 20260101abc)"}}"#;
        run().reply(ProbeId::WrongKey, refused(401, words)).expect(CheckId::RequestIdVisible, Pass);
    }

    #[test]
    fn a_hidden_one_is_not_called_missing() {
        let run = case().reply(ProbeId::Prompt, completion(ANSWER));
        run.expect_saying(CheckId::RequestIdVisible, Inconclusive, "No request id is visible");
        case().expect(CheckId::RequestIdVisible, Skipped);
    }
}
