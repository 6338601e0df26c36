//! Key rotation: the new key works, and the old one no longer does.

use super::evidence::{PromptResult, is_unexplained_denial, prompt_result};
use super::{
    Drill, Field, FieldKind, Finding, Inputs, Missing, Played, ScenarioId, ScenarioOutcome, Sends, Trial,
};
use crate::check::Verdict;
use crate::diagnosis::Owner;
use crate::field::FieldName;
use crate::probe::ProbeId;
use crate::refusal::Category;
use crate::target::{ApiKey, Target};

/// Sends the prompt once with the key of the connection form, which is the old one, and once with the new
/// one. The usual order of a rotation is to make a new key, to move the programs, and to revoke the old key.
///
/// - Pass: the new key is accepted, and the old one is rejected.
/// - Warning: both keys are accepted. A gateway may accept both for a while; the drill says when the old one
///   was still accepted.
/// - Fail: the new key is rejected.
/// - Cannot tell: a key got neither an answer nor a rejection; or both got status 403 without a known reason.
/// - What to do: with a warning, move every program and revoke the old key. With a fail, keep the old key in
///   use until the new one works.
pub(super) const DRILL: Drill = Drill {
    id: ScenarioId::Rotation,
    title: "Key rotation",
    question: "Does the new key work, and is the old one rejected? The key in the connection form is the old one.",
    fields: &[Field {
        name: FieldName::NewApiKey,
        label: "New API key",
        hint: "The key that replaces the one in the connection form.",
        kind: FieldKind::Key,
    }],
    trials,
    judge,
};

fn trials(inputs: &Inputs<'_>) -> Result<Vec<Trial>, Missing> {
    let Inputs { form, is_streamed, text } = inputs;
    let keyless = Missing { field: FieldName::ApiKey, sentence: "Enter the old key in the connection form." };
    let old = form.target.key.clone().ok_or(keyless)?;
    let missing = |sentence| Missing { field: FieldName::NewApiKey, sentence };
    let typed = text(FieldName::NewApiKey);
    let new = ApiKey::parse(&typed).map_err(|_| missing("This is not a complete key."))?;
    let new = new.ok_or(missing("Enter the new key."))?;
    if new == old {
        return Err(missing("This is the key of the connection form. Enter the new one."));
    }
    let trial = |label: &str, key| Trial {
        label: label.to_owned(),
        target: Target { key: Some(key), ..form.target.clone() },
        prompt: form.prompt.clone(),
        is_streamed: *is_streamed,
        sends: Sends::Probes(vec![ProbeId::Prompt]),
    };
    Ok(vec![trial("Old key", old), trial("New key", new)])
}

fn judge(played: &[Played<'_>]) -> ScenarioOutcome {
    let [old, new] = played else {
        return ScenarioOutcome::new(
            Verdict::Inconclusive,
            "The drill was stopped before both keys were sent.",
            Vec::new(),
        );
    };
    // If both keys are denied alike, a firewall may be the reason.
    let is_unclear = is_unexplained_denial(old.run) && is_unexplained_denial(new.run);
    let result = |run| match prompt_result(run) {
        (PromptResult::KeyRejected(words), at) if is_unclear => {
            (PromptResult::Refused(Category::Permission, words), at)
        }
        clear => clear,
    };
    let ((old_result, old_at), (new_result, new_at)) = (result(old.run), result(new.run));
    let findings = vec![
        Finding {
            title: "The old key is rejected".to_owned(),
            verdict: match &old_result {
                PromptResult::KeyRejected(_) => Verdict::Pass,
                PromptResult::Answered => Verdict::Warn,
                PromptResult::Refused(..) | PromptResult::NoAnswer(_) => Verdict::Inconclusive,
            },
            observed: old_result.sentence(),
            expected: "A rejection of the old key, usually with status 401.",
            trial: Some(0),
            exchanges: old_at,
        },
        Finding {
            title: "The new key is accepted".to_owned(),
            verdict: match &new_result {
                PromptResult::Answered => Verdict::Pass,
                PromptResult::KeyRejected(_) => Verdict::Fail,
                PromptResult::Refused(..) | PromptResult::NoAnswer(_) => Verdict::Inconclusive,
            },
            observed: new_result.sentence(),
            expected: "An answer to the prompt with the new key.",
            trial: Some(1),
            exchanges: new_at,
        },
    ];
    match (old_result, new_result) {
        (PromptResult::KeyRejected(_), PromptResult::Answered) => {
            ScenarioOutcome::new(Verdict::Pass, "The new key works, and the old one is rejected.", findings)
        }
        (PromptResult::Answered, PromptResult::Answered) => {
            let at = &old.run.started_at;
            let summary = format!("Both keys work: the old key was still accepted at {at} (UTC).");
            ScenarioOutcome::new(Verdict::Warn, summary, findings).with_steps(
                Owner::You,
                &[
                    "Move every program to the new key.",
                    "Then revoke the old key in the gateway's console.",
                    "If the old key was revoked before, ask the gateway's admin how long the gateway accepts a revoked key, and run this drill again after that time.",
                    "Run Standard on the tab “Check”: it tests whether the gateway rejects a made-up key. If it accepts any key, this drill shows nothing.",
                ],
            )
        }
        (PromptResult::Answered, PromptResult::KeyRejected(_)) => {
            let summary = "The new key is rejected; the old one still works.";
            ScenarioOutcome::new(Verdict::Fail, summary, findings).with_steps(
                Owner::You,
                &[
                    "Keep the old key in use, and do not revoke it yet.",
                    "Copy the new key again from the gateway's console: it may be cut off or belong to another gateway.",
                    "If it is complete, ask the gateway's admin whether the new key is active and may use this model.",
                ],
            )
        }
        (PromptResult::KeyRejected(_), PromptResult::KeyRejected(_)) => {
            let summary = "Neither key works: programs with either of them are rejected.";
            ScenarioOutcome::new(Verdict::Fail, summary, findings).with_steps(
                Owner::GatewayAdmin,
                &[
                    "Ask the gateway's admin to activate the new key, and to keep the old one active until then.",
                    "Check that both keys belong to this gateway and this base URL.",
                ],
            )
        }
        (PromptResult::Refused(..) | PromptResult::NoAnswer(_), _)
        | (_, PromptResult::Refused(..) | PromptResult::NoAnswer(_)) => {
            let summary = "A key got no clear answer, so the rotation cannot be judged.";
            ScenarioOutcome::new(Verdict::Inconclusive, summary, findings).with_steps(
                Owner::You,
                &["Send the prompt with each key on the tab “Check” and follow the steps there."],
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{judge, trials};
    use super::*;
    use crate::check::testing::{ANSWER, Case, case, completion, refused};
    use crate::target::Mismatch;

    fn accepted() -> Case {
        case().reply(ProbeId::Prompt, completion(ANSWER))
    }

    fn rejected() -> Case {
        case().reply(
            ProbeId::Prompt,
            refused(401, r#"{"error":{"message":"Incorrect API key","code":"invalid_api_key"}}"#),
        )
    }

    fn blocked() -> Case {
        case().blocked(ProbeId::Prompt)
    }

    #[track_caller]
    fn check(old: Case, new: Case, verdict: Verdict, findings: [Verdict; 2], first_step: &str) {
        let outcome = judge(&DRILL, &[old, new]);
        assert_eq!(outcome.verdict, verdict, "{outcome:?}");
        assert_eq!(outcome.findings.iter().map(|it| it.verdict).collect::<Vec<_>>(), findings);
        let step = outcome.steps.first().map(String::as_str).unwrap_or_default();
        assert!(step.starts_with(first_step), "{step}");
        assert_eq!(outcome.owner.is_some(), !outcome.steps.is_empty());
    }

    #[test]
    fn the_four_ways_of_two_keys_and_a_gateway_that_says_nothing() {
        use Verdict::{Fail, Inconclusive, Pass, Warn};
        check(rejected(), accepted(), Pass, [Pass, Pass], "");
        check(accepted(), accepted(), Warn, [Warn, Pass], "Move every program");
        let steps = judge(&DRILL, &[accepted(), accepted()]).steps;
        assert!(steps.iter().any(|step| step.contains("rejects a made-up key")), "{steps:?}");
        check(accepted(), rejected(), Fail, [Warn, Fail], "Keep the old key");
        check(rejected(), rejected(), Fail, [Pass, Fail], "Ask the gateway's admin");
        check(blocked(), accepted(), Inconclusive, [Inconclusive, Pass], "Send the prompt");
        let elsewhere = || {
            let address = r#"{"error":{"message":"Your IP address is not in the list."}}"#;
            case().reply(ProbeId::Prompt, refused(403, address))
        };
        check(elsewhere(), elsewhere(), Inconclusive, [Inconclusive; 2], "Send the prompt");
        let denied = || case().reply(ProbeId::Prompt, refused(403, ""));
        check(denied(), denied(), Inconclusive, [Inconclusive; 2], "Send the prompt");
        check(denied(), accepted(), Pass, [Pass, Pass], "");
        check(accepted(), denied(), Fail, [Warn, Fail], "Keep the old key");
        let stopped = judge(&DRILL, &[accepted()]);
        assert_eq!((stopped.verdict, stopped.findings.len()), (Inconclusive, 0));
    }

    #[test]
    fn it_sends_the_prompt_with_each_key_and_with_nothing_less() {
        let both = trials(&DRILL, &[(FieldName::NewApiKey, "gc-test-new")]).unwrap();
        let keys: Vec<_> = both.iter().map(|it| it.target.key.as_ref().unwrap().expose()).collect();
        assert_eq!(keys, ["gc-test-old", "gc-test-new"]);
        assert_eq!(super::super::requests(&both), 2);
        for (typed, sentence) in [
            ("", "Enter the new key."),
            ("gc-test-old", "This is the key of the connection form. Enter the new one."),
        ] {
            let missing = trials(&DRILL, &[(FieldName::NewApiKey, typed)]).unwrap_err();
            assert_eq!((missing.field, missing.sentence), (FieldName::NewApiKey, sentence));
        }
    }

    #[test]
    fn a_new_key_of_another_system_needs_a_consent() {
        let form = super::super::testing::form();
        let mismatch = |typed: &str, prefix| DRILL.fields[0].mismatch(typed, &form.target.base_url, prefix);
        let foreign = format!("ghp_{}", "gctest0123456789");
        assert_eq!(mismatch(&foreign, None), Some(Mismatch::OtherSystem("GitHub")));
        let storage = format!("AKIA{}", "GCTEST0123456789");
        assert_eq!(mismatch(&storage, None), Some(Mismatch::Storage("Amazon S3")));
        for own in ["gc-test-new", ""] {
            assert_eq!(mismatch(own, Some("gc-")), None, "{own}");
        }
    }
}
