//! Refusals come in the one form that clients read.

use super::prelude::*;
use crate::refusal::{self, Refusal};
use crate::wire::EnvelopeShape;

/// This check looks at every error of the run: for the prompt, a wrong key, no key, a made-up model, a
/// wrong path and a malformed request.
///
/// - Pass: all errors have the structure of the OpenAI reference.
/// - Warning: an error has another structure. The check shows it and names the request.
/// - Cannot tell: no error could be read.
/// - Not run: the run sent no request that must fail, and the prompt was answered.
/// - For an application: with a warning, a client library shows an error without the server message.
pub(super) const CHECK: Check = Check {
    id: CheckId::ErrorShape,
    title: "Errors have the standard structure",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "Errors differ from the OpenAI reference.",
        affected: "Client libraries show an error without the server message.",
        unaffected: "Every request that succeeds.",
        step: "Ask the gateway's admin to send errors as {\"error\":{\"message\":…,\"type\":…,\"code\":…}}.",
    }),
    looks_at: &[Part::Member("/error")],
    probes: REFUSED,
    expected: r#"{"error":{"message","type","code"}}"#,
    source: "OpenAI reference, error codes",
    judge,
};

/// The probes whose refusals are looked at.
pub(super) const REFUSED: &[ProbeId] = &[
    ProbeId::Prompt,
    ProbeId::WrongKey,
    ProbeId::NoKey,
    ProbeId::WrongModel,
    ProbeId::Malformed,
    ProbeId::WrongPath,
];

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let others = refusals(evidence)?.into_iter().filter(|(_, it)| it.envelope.shape != EnvelopeShape::OpenAi);
    let others: Vec<String> =
        others.map(|(id, refusal)| format!("{}: {}", id.label(), form(refusal.envelope.shape))).collect();
    if others.is_empty() {
        pass("Every error has the standard structure.")
    } else {
        warn(format!("Clients may not be able to read these errors. {}.", others.join("; ")))
    }
}

/// The refusals of this run, each with its probe.
///
/// # Errors
/// Skipped, if nothing was sent that must be refused; inconclusive, if no refusal came.
pub(super) fn refusals(evidence: &Evidence<'_>) -> Result<Vec<(ProbeId, Refusal)>, Undecided> {
    let of_probe = |&id: &ProbeId| Some((id, refusal::of(evidence.reply_to(id).ok()?)?));
    let found: Vec<_> = REFUSED.iter().filter_map(of_probe).collect();
    if found.is_empty() {
        evidence.exchange(ProbeId::Malformed)?;
        return inconclusive(
            "No error could be read.",
            "Ask the gateway's admin to let this page read error replies (CORS).",
        );
    }
    Ok(found)
}

/// A short description of the structure.
fn form(shape: EnvelopeShape) -> &'static str {
    match shape {
        EnvelopeShape::OpenAi => r#"{"error":{"message":…}}"#,
        EnvelopeShape::TypedError => r#"{"type":"error","error":{…}}"#,
        EnvelopeShape::FlatObject => r#"{"object":"error","message":…}"#,
        EnvelopeShape::ErrorString | EnvelopeShape::ErrorWithType | EnvelopeShape::ErrorWithCode => {
            r#"{"error":"…"}"#
        }
        EnvelopeShape::StatusMessage => r#"{"status":…,"message":…}"#,
        EnvelopeShape::TopLevelMessage => r#"{"message":…}"#,
        EnvelopeShape::Detail => r#"{"detail":…}"#,
        EnvelopeShape::ErrorsList => r#"{"errors":[…]}"#,
        EnvelopeShape::ErrorMsg => r#"{"error_msg":…}"#,
        EnvelopeShape::Fault => r#"{"fault":{…}}"#,
        EnvelopeShape::Array => "a list",
        EnvelopeShape::StorageXml => "XML",
        EnvelopeShape::Html => "a web page",
        EnvelopeShape::EventStream => "an event stream",
        EnvelopeShape::PlainText => "plain text",
        EnvelopeShape::UnknownJson => "other JSON",
        EnvelopeShape::Empty => "an empty body",
    }
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::{Inconclusive, Pass, Skipped, Warn};
    use super::super::testing::{ANSWER, case, completion, refused, text};
    use super::*;

    const NO: &str = r#"{"error":{"message":"No.","type":"invalid_request_error","code":null}}"#;

    #[test]
    fn refusals_in_the_form_of_the_reference_pass() {
        let run =
            case().reply(ProbeId::Prompt, completion(ANSWER)).reply(ProbeId::WrongKey, refused(401, NO));
        run.reply(ProbeId::Malformed, refused(400, NO)).expect(CheckId::ErrorShape, Pass);
    }

    #[test]
    fn another_form_warns_and_is_named_with_its_probe() {
        let run = case()
            .reply(ProbeId::WrongKey, refused(401, NO))
            .reply(ProbeId::WrongPath, text(404, "<html>No</html>"));
        let run = run.reply(ProbeId::Malformed, refused(422, r#"{"detail":"No."}"#));
        let forms = r#"errors. Malformed request: {"detail":…}; Unknown path: a web page."#;
        run.expect_saying(CheckId::ErrorShape, Warn, forms);
        case().reply(ProbeId::Prompt, refused(401, "")).expect_saying(
            CheckId::ErrorShape,
            Warn,
            "Prompt: an empty body",
        );
    }

    #[test]
    fn without_a_refusal_there_is_nothing_to_judge() {
        case().reply(ProbeId::Prompt, completion(ANSWER)).expect(CheckId::ErrorShape, Skipped);
        case().blocked(ProbeId::Malformed).expect(CheckId::ErrorShape, Inconclusive);
    }
}
