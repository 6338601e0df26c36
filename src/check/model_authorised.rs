//! The key may use the model: what the list, the call and the refusal say together.

use super::Decision::{Fail, Pass};
use super::model_listed;
use super::prelude::*;
use crate::diagnosis::DiagnosisKind;
use crate::refusal;

/// This check combines the model list, the call and the reason of an error. A list alone is not a
/// permission.
///
/// - Pass: the call was answered, whatever the list says.
/// - Fail: the call was rejected because the model is unknown, or because this key is not allowed to use
///   it. The text adds what the list says.
/// - Cannot tell: the call failed for another reason. Or a made-up model was answered too
///   (`model-refused-unknown`), so a working call proves nothing.
/// - For an application: with a fail, choose a model that the gateway serves to this key, or have the
///   policy changed.
pub(super) const CHECK: Check = Check {
    id: CheckId::ModelAuthorised,
    title: "The key is allowed to use the model",
    role: Some((PointId::Model, Role::Required)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "This key may not use the model.",
        affected: "No program can use this model with this key.",
        unaffected: "Other models may answer.",
        step: "Ask the gateway's admin to allow the model for this key.",
    }),
    looks_at: &[Part::Status, Part::Member("/error")],
    probes: &[ProbeId::Prompt, ProbeId::Models, ProbeId::WrongModel],
    expected: "An answered call, while a made-up model is rejected.",
    source: "gateway guide (400 model not found); OpenAI reference, error codes",
    judge,
};

/// The outcome of a call to the model.
#[derive(Clone, Copy)]
enum Call {
    Answered,
    Unknown,
    NotPermitted,
    Unclear,
}

/// The model list's word on the model.
#[derive(Clone, Copy)]
enum Listed {
    Yes,
    No,
    NoList,
}

const REFUSED: &str = "The server says that this key is not allowed to use the model.";
const UNCLEAR: &str =
    "The model is listed, but that is not a permission. The call failed without blaming the model.";

/// A row for each [`Call`], a column for each [`Listed`].
const TABLE: [[(Option<Decision>, &str); 3]; 4] = [
    [
        (Some(Pass), "The model is listed and answered a prompt."),
        (Some(Pass), "The model answered a prompt, although it is not listed."),
        (Some(Pass), "The model answered a prompt."),
    ],
    [
        (Some(Fail), "The model is listed, but the server says it does not exist, or not for this key."),
        (Some(Fail), "The model is not listed, and the server says it does not exist."),
        (Some(Fail), "The server says the model does not exist, or not for this key."),
    ],
    [(Some(Fail), REFUSED), (Some(Fail), REFUSED), (Some(Fail), REFUSED)],
    [
        (None, UNCLEAR),
        (None, "The model is not listed, and the call failed without blaming the model."),
        (None, "The call failed without blaming the model."),
    ],
];

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let reply = evidence.prompt_reply()?;
    let call = match refusal::of(reply).map(|refusal| refusal.kind) {
        _ if refusal::has_answered(reply) => Call::Answered,
        Some(DiagnosisKind::ModelNotFound) => Call::Unknown,
        Some(DiagnosisKind::ModelNotPermitted) => Call::NotPermitted,
        Some(_) | None => Call::Unclear,
    };
    let listed = match model_listed::listed(evidence) {
        Ok(ids) if model_listed::has(&ids, evidence.target.model.as_str()) => Listed::Yes,
        Ok(_) => Listed::No,
        Err(_) => Listed::NoList,
    };
    let (decision, observed) = TABLE[call as usize][listed as usize];
    let serves_any = evidence.reply_to(ProbeId::WrongModel).is_ok_and(refusal::has_answered);
    match decision {
        Some(Pass) if serves_any => inconclusive(
            "A made-up model name was accepted too, so a working call proves nothing.",
            "Use a gateway that checks the model name.",
        ),
        Some(decision) => Ok(Decided::new(decision, observed)),
        None => inconclusive(observed, "Fix the problem, then send the prompt again."),
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{self, Fail, Inconclusive, Pass};
    use super::super::testing::{ANSWER, Case, case, completion, refused};
    use crate::probe::ProbeId;

    const LISTS: [&str; 3] =
        [r#"{"data":[{"id":"m-small"}]}"#, r#"{"data":[{"id":"m-large"}]}"#, r#"{"error":"no"}"#];
    const UNKNOWN: &str = r#"{"error":{"message":"No.","code":"model_not_found"}}"#;
    const DENIED: &str = r#"{"error":{"message":"No.","code":"key_model_access_denied"}}"#;

    /// Expects these verdicts of a run where the model is listed, not listed, and without a list.
    #[track_caller]
    fn check(run: impl Fn() -> Case, expected: [(Verdict, &str); 3]) {
        for (list, (verdict, words)) in LISTS.iter().zip(expected) {
            let run = run().reply(ProbeId::Models, completion(list));
            run.expect_saying(CheckId::ModelAuthorised, verdict, words);
        }
    }

    #[test]
    fn an_answer_passes_listed_or_not() {
        let run = || case().reply(ProbeId::Prompt, completion(ANSWER));
        check(
            run,
            [(Pass, "is listed and"), (Pass, "although it is not listed"), (Pass, "The model answered")],
        );
        run().expect(CheckId::ModelAuthorised, Pass);
    }

    #[test]
    fn an_unknown_model_fails_listed_or_not() {
        let run = || case().reply(ProbeId::Prompt, refused(404, UNKNOWN));
        check(
            run,
            [
                (Fail, "The model is listed, but"),
                (Fail, "The model is not listed"),
                (Fail, "or not for this key"),
            ],
        );
    }

    #[test]
    fn a_model_the_key_may_not_use_fails_listed_or_not() {
        check(|| case().reply(ProbeId::Prompt, refused(401, DENIED)), [(Fail, "is not allowed"); 3]);
    }

    #[test]
    fn another_refusal_leaves_it_open() {
        let run = || case().reply(ProbeId::Prompt, refused(429, "{}"));
        let not_listed = (Inconclusive, "The model is not listed");
        check(run, [(Inconclusive, "not a permission"), not_listed, (Inconclusive, "without blaming")]);
        case().blocked(ProbeId::Prompt).expect(CheckId::ModelAuthorised, Inconclusive);
    }

    #[test]
    fn a_server_that_answers_to_any_name_proves_nothing() {
        let serving = || case().reply(ProbeId::WrongModel, completion(ANSWER));
        check(|| serving().reply(ProbeId::Prompt, completion(ANSWER)), [(Inconclusive, "proves nothing"); 3]);
        check(|| serving().reply(ProbeId::Prompt, refused(404, UNKNOWN)), [(Fail, "not exist"); 3]);
        let refusing = || case().reply(ProbeId::WrongModel, refused(404, UNKNOWN));
        check(|| refusing().reply(ProbeId::Prompt, completion(ANSWER)), [(Pass, ""); 3]);
    }
}
