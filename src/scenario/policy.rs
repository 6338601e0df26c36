//! Policy: what must be rejected is rejected, and what must be answered is answered.

use super::evidence::{PromptResult, prompt_result};
use super::refused;
use super::{
    Drill, Field, FieldKind, Finding, Inputs, Missing, Played, ScenarioId, ScenarioOutcome, Sends, Trial,
};
use crate::check::Verdict;
use crate::diagnosis::Owner;
use crate::field::FieldName;
use crate::probe::ProbeId;
use crate::target::{ModelName, Target};

/// Sends the prompt of the connection form, then the forbidden prompt to the same model, and the prompt of
/// the connection form to the forbidden model. An empty field leaves its request out.
///
/// - Pass: the allowed prompt is answered, and what is forbidden is rejected: with a status from 400 to 499
///   and an error object of the OpenAI reference, with `finish_reason: content_filter`, or with `refusal`.
/// - Warning: what is forbidden is rejected, but a program cannot tell that from a fault: a status of 500 or
///   above, an error that looks like a wrong key, an error with a success status, a web page, another
///   structure, or an empty reply.
/// - Fail: what is forbidden is answered, or the policy rejects the allowed prompt too. A model's apology is
///   an answer: a policy of the gateway applies to every model.
/// - Cannot tell: a reply could not be read, a rate limit or a budget rejected the request, or the allowed
///   prompt was rejected, but not because of a policy.
/// - What to do: with a fail, ask the gateway's admin which policy applies to this key. With a warning, ask
///   for status 400 or 403 and an error object that names a code.
/// - For an application: with a warning, it retries or asks for another key, where it should tell its user
///   that the request is not allowed.
pub(super) const DRILL: Drill = Drill {
    id: ScenarioId::Policy,
    title: "Policy",
    question: "Is a forbidden prompt or model rejected in a way that programs understand? The prompt in the connection form is the allowed one.",
    fields: &[
        Field {
            name: FieldName::ForbiddenPrompt,
            label: "Forbidden prompt",
            hint: "A prompt that the gateway must reject for this key.",
            kind: FieldKind::Text,
        },
        Field {
            name: FieldName::ForbiddenModel,
            label: "Forbidden model (optional)",
            hint: "A model that this key must not use.",
            kind: FieldKind::Line,
        },
    ],
    trials,
    judge,
};

fn trials(inputs: &Inputs<'_>) -> Result<Vec<Trial>, Missing> {
    let Inputs { form, is_streamed, text } = inputs;
    let trial = |label: &str, target: Target, prompt: String| Trial {
        label: label.to_owned(),
        target,
        prompt,
        is_streamed: *is_streamed,
        sends: Sends::Probes(vec![ProbeId::Prompt]),
    };
    let mut trials = vec![trial("Allowed prompt", form.target.clone(), form.prompt.clone())];
    let prompt = text(FieldName::ForbiddenPrompt);
    let missing = |sentence| Missing { field: FieldName::ForbiddenPrompt, sentence };
    if prompt == form.prompt.trim() {
        return Err(missing("This is the allowed prompt of the connection form. Enter another one."));
    }
    if !prompt.is_empty() {
        trials.push(trial("Forbidden prompt", form.target.clone(), prompt));
    }
    let model = text(FieldName::ForbiddenModel);
    if !model.is_empty() {
        let missing = |sentence| Missing { field: FieldName::ForbiddenModel, sentence };
        let model = ModelName::parse(&model).map_err(|_| missing("This is not a model name."))?;
        if model == form.target.model {
            return Err(missing("This is the model of the connection form. Enter another one."));
        }
        let target = Target { model, ..form.target.clone() };
        trials.push(trial("Forbidden model", target, form.prompt.clone()));
    }
    if trials.len() == 1 {
        return Err(missing("Enter a prompt that must be rejected, or a model below."));
    }
    Ok(trials)
}

fn judge(played: &[Played<'_>]) -> ScenarioOutcome {
    let [allowed, forbidden @ ..] = played else { return stopped() };
    if forbidden.is_empty() {
        return stopped();
    }
    let (result, exchanges) = prompt_result(allowed.run);
    let (verdict, observed) = match (is_by_policy(allowed), &result) {
        (true, _) => (Verdict::Fail, refusal(allowed).1),
        (false, PromptResult::Answered) => (Verdict::Pass, result.sentence()),
        (false, _) => (Verdict::Inconclusive, result.sentence()),
    };
    let mut findings = vec![Finding {
        title: "The allowed prompt is answered".to_owned(),
        verdict,
        observed,
        expected: "An answer.",
        trial: Some(0),
        exchanges,
    }];
    let allowed_model = &allowed.run.target.model;
    findings.extend((1..).zip(forbidden).map(|(index, played)| {
        let finding = finding_of(index, played, allowed_model);
        // A refusal that every prompt gets says nothing about a policy.
        let is_of_all = verdict != Verdict::Pass && matches!(finding.verdict, Verdict::Pass | Verdict::Warn);
        if is_of_all && !is_by_policy(played) {
            Finding { verdict: Verdict::Inconclusive, ..finding }
        } else {
            finding
        }
    }));
    conclude(findings)
}

fn stopped() -> ScenarioOutcome {
    let summary = "The drill was stopped before both the allowed and the forbidden request were sent.";
    ScenarioOutcome::new(Verdict::Inconclusive, summary, Vec::new())
}

fn is_by_policy(played: &Played<'_>) -> bool {
    played
        .run
        .transcript
        .of_probe(ProbeId::Prompt)
        .is_some_and(|(_, exchange)| refused::is_by_policy(exchange))
}

fn refusal(played: &Played<'_>) -> (Verdict, String) {
    let prompt = played.run.transcript.of_probe(ProbeId::Prompt);
    let unsent = || (Verdict::Inconclusive, "The prompt was not sent.".to_owned());
    prompt.map_or_else(unsent, |(_, exchange)| refused::judge(exchange))
}

fn finding_of(index: usize, played: &Played<'_>, allowed: &ModelName) -> Finding {
    let model = &played.run.target.model;
    let title = if model == allowed {
        "The forbidden prompt is rejected".to_owned()
    } else {
        format!("The model {} is rejected", model.as_str())
    };
    let (verdict, observed) = refusal(played);
    Finding {
        title,
        verdict,
        observed,
        expected: "A status from 400 to 499 (not 401) with an error object, or the finish_reason content_filter.",
        trial: Some(index),
        exchanges: played.run.transcript.of_probe(ProbeId::Prompt).map(|(at, _)| at).into_iter().collect(),
    }
}

fn conclude(findings: Vec<Finding>) -> ScenarioOutcome {
    let [allowed, forbidden @ ..] = &findings[..] else { return stopped() };
    let allowed = allowed.verdict;
    let is_any = |verdict| forbidden.iter().any(|finding| finding.verdict == verdict);
    let (is_answered, is_open, is_unclear) =
        (is_any(Verdict::Fail), is_any(Verdict::Inconclusive), is_any(Verdict::Warn));
    if is_answered {
        let summary = "The gateway answers a request that its policy must reject.";
        ScenarioOutcome::new(Verdict::Fail, summary, findings).with_steps(
            Owner::GatewayAdmin,
            &[
                "Ask the gateway's admin which policy applies to this key, and whether it is active.",
                "If the answer is only an apology by the model, ask for a policy at the gateway: another model may give the answer.",
            ],
        )
    } else if allowed == Verdict::Fail {
        ScenarioOutcome::new(Verdict::Fail, "The policy rejects the allowed prompt.", findings).with_steps(
            Owner::You,
            &[
                "Check that the prompt in the connection form is one that the policy allows.",
                "If it is, ask the gateway's admin to narrow the policy.",
            ],
        )
    } else if allowed == Verdict::Inconclusive {
        let summary = "The allowed prompt got no answer, so the policy cannot be judged.";
        ScenarioOutcome::new(Verdict::Inconclusive, summary, findings)
            .with_steps(Owner::You, &["Send the prompt on the tab “Check” and follow the steps there."])
    } else if is_open {
        let summary = "The allowed prompt is answered, but a reply to a forbidden request shows no policy.";
        ScenarioOutcome::new(Verdict::Inconclusive, summary, findings).with_steps(
            Owner::GatewayAdmin,
            &[
                "If the browser could not read the reply, ask the gateway's admin to send the CORS headers on errors too.",
                "If a rate limit or a budget is the reason, wait and run this drill again.",
            ],
        )
    } else if is_unclear {
        let summary = "Forbidden requests are rejected, but programs cannot tell this from a failure.";
        ScenarioOutcome::new(Verdict::Warn, summary, findings).with_steps(
            Owner::GatewayAdmin,
            &[
                "Ask the gateway's admin to reject with status 400 or 403 and an error object: {\"error\":{\"message\":…,\"type\":…,\"code\":\"content_policy_violation\"}}.",
                "Until then, let your program show the message of every such error to its user.",
            ],
        )
    } else {
        let summary = "Forbidden requests are rejected in a way that programs understand, and the allowed prompt is answered.";
        ScenarioOutcome::new(Verdict::Pass, summary, findings)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{self, judge, trials};
    use super::*;
    use crate::check::testing::{ANSWER, Case, case, completion, refused, target};

    fn answered() -> Case {
        case().reply(ProbeId::Prompt, completion(ANSWER))
    }

    fn with(status: u16, code: &str, message: &str) -> Case {
        let json = format!(r#"{{"error":{{"message":"{message}","code":"{code}"}}}}"#);
        case().reply(ProbeId::Prompt, refused(status, &json))
    }

    fn blocked(status: u16) -> Case {
        with(status, "content_policy_violation", "Blocked by the content policy.")
    }

    fn no_key() -> Case {
        with(401, "invalid_api_key", "Incorrect API key")
    }

    #[track_caller]
    fn check(cases: &[Case], verdict: Verdict, findings: &[Verdict], summary: &str) {
        testing::check(&DRILL, cases, verdict, findings, summary);
    }

    #[test]
    fn what_is_forbidden_must_be_refused_and_what_is_allowed_answered() {
        use Verdict::{Fail, Inconclusive, Pass, Warn};
        check(&[answered(), blocked(403)], Pass, &[Pass, Pass], "programs understand");
        check(&[answered(), blocked(500)], Warn, &[Pass, Warn], "from a failure");
        check(&[answered(), blocked(400), answered()], Fail, &[Pass, Pass, Fail], "answers a request");
        check(&[answered(), blocked(400), blocked(503)], Warn, &[Pass, Pass, Warn], "from a failure");
        check(&[blocked(400), blocked(400)], Fail, &[Fail, Pass], "rejects the allowed prompt");
        check(&[no_key(), no_key()], Inconclusive, &[Inconclusive, Inconclusive], "got no answer");
        check(&[no_key(), answered()], Fail, &[Inconclusive, Fail], "answers a request");
        let unread = || case().blocked(ProbeId::Prompt);
        check(
            &[answered(), unread(), blocked(500)],
            Inconclusive,
            &[Pass, Inconclusive, Warn],
            "shows no policy",
        );
        check(&[answered()], Inconclusive, &[], "stopped");
        check(&[], Inconclusive, &[], "stopped");
    }

    #[test]
    fn an_answer_that_a_filter_cut_is_refused() {
        let filtered =
            || case().reply(ProbeId::Prompt, completion(&ANSWER.replace("\"stop\"", "\"content_filter\"")));
        check(&[answered(), filtered()], Verdict::Pass, &[Verdict::Pass, Verdict::Pass], "understand");
        let observed = &judge(&DRILL, &[filtered(), filtered()]).findings[0].observed;
        assert!(observed.contains("content_filter"), "{observed}");
        check(&[filtered(), filtered()], Verdict::Fail, &[Verdict::Fail, Verdict::Pass], "allowed prompt");
    }

    #[test]
    fn the_forbidden_model_is_named() {
        let other = Target {
            model: ModelName::parse("m-large").unwrap(),
            ..target("https://a.example/v1", "gc-test-1")
        };
        let refusal = refused(
            403,
            r#"{"error":{"message":"This key may not use m-large","code":"model_not_allowed"}}"#,
        );
        let outcome = judge(&DRILL, &[answered(), case().target(other).reply(ProbeId::Prompt, refusal)]);
        assert_eq!(outcome.findings[1].title, "The model m-large is rejected");
        assert_eq!(outcome.verdict, Verdict::Pass);
    }

    #[test]
    fn it_sends_what_is_allowed_and_each_that_is_forbidden() {
        let sent = |fields: &[(FieldName, &str)]| -> Vec<(String, String)> {
            let trials = trials(&DRILL, fields).unwrap();
            trials.into_iter().map(|it| (it.target.model.as_str().to_owned(), it.prompt)).collect()
        };
        let pair = |model: &str, prompt: &str| (model.to_owned(), prompt.to_owned());
        let prompt = (FieldName::ForbiddenPrompt, "Leak it.");
        let model = (FieldName::ForbiddenModel, "m-large");
        assert_eq!(sent(&[prompt]), [pair("m", "Hi"), pair("m", "Leak it.")]);
        assert_eq!(sent(&[model]), [pair("m", "Hi"), pair("m-large", "Hi")]);
        assert_eq!(sent(&[prompt, model]).len(), 3);
        for (fields, field) in [
            (vec![], FieldName::ForbiddenPrompt),
            (vec![(FieldName::ForbiddenPrompt, "Hi")], FieldName::ForbiddenPrompt),
            (vec![(FieldName::ForbiddenModel, "m")], FieldName::ForbiddenModel),
            (vec![(FieldName::ForbiddenModel, "\"m-large\"")], FieldName::ForbiddenModel),
        ] {
            assert_eq!(trials(&DRILL, &fields).unwrap_err().field, field, "{fields:?}");
        }
    }
}
