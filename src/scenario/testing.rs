//! Trials for the tests of drills: replies that are already there.

use super::{Drill, Inputs, Missing, Played, ScenarioOutcome, Trial};
use crate::check::Verdict;
use crate::check::testing::Case;
use crate::field::FieldName;
use crate::form::ValidForm;
use crate::target::{ApiKey, BaseUrl, ModelName, Target};

/// A connection form that can be sent.
pub(super) fn form() -> ValidForm {
    ValidForm {
        target: Target {
            base_url: BaseUrl::parse("https://gateway.example/v1").unwrap(),
            key: ApiKey::parse("gc-test-old").unwrap(),
            model: ModelName::parse("m").unwrap(),
        },
        prompt: "Hi".to_owned(),
        timeout_s: 60,
    }
}

/// The trials of `drill` with these values in its fields.
pub(super) fn trials(drill: &Drill, fields: &[(FieldName, &str)]) -> Result<Vec<Trial>, Missing> {
    let text = |name: FieldName| {
        let found = fields.iter().find(|(known, _)| *known == name);
        found.map_or_else(String::new, |(_, value)| (*value).to_owned())
    };
    (drill.trials)(&Inputs { form: &form(), is_streamed: false, text: &text })
}

/// Returns the outcome of `drill` for trials with this evidence.
pub(super) fn judge(drill: &Drill, cases: &[Case]) -> ScenarioOutcome {
    let runs: Vec<_> = cases.iter().map(Case::run).collect();
    let played: Vec<_> = runs.iter().map(|run| Played { label: "", run }).collect();
    (drill.judge)(&played)
}

/// Expects this of `drill`, with these words in its summary, and steps if and only if somebody can act.
#[track_caller]
pub(super) fn check(drill: &Drill, cases: &[Case], verdict: Verdict, findings: &[Verdict], summary: &str) {
    let outcome = judge(drill, cases);
    assert_eq!(outcome.verdict, verdict, "{outcome:?}");
    assert_eq!(outcome.findings.iter().map(|it| it.verdict).collect::<Vec<_>>(), findings, "{outcome:?}");
    assert!(outcome.summary.contains(summary), "{}", outcome.summary);
    assert_eq!(outcome.owner.is_some(), !outcome.steps.is_empty());
}
