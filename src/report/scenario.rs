//! The scenario that a run is part of: the conclusion from all its trials. The first trial is the report
//! itself, so that a page which knows no scenarios shows that one.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Check, Diagnosis, Exchange, Metrics, Point, Report, Run, Target, Watch};
use crate::check::Verdict;
use crate::diagnosis::Owner;
use crate::redact::{Mask, Redacted};
use crate::scenario::{self, ScenarioId, ScenarioOutcome};

#[cfg(not(target_arch = "wasm32"))]
use schemars::JsonSchema;

/// Scenario of several trials. The report's own run is the first of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
pub struct Scenario {
    /// Id of the scenario; see docs/drills.md. A newer page may know more of them.
    pub id: Redacted,
    /// Outcome.
    pub verdict: Verdict,
    /// Outcome in one sentence.
    #[serde(default)]
    pub summary: Redacted,
    /// Findings that the outcome is based on.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// Person or team that can act; null if nothing is to be done.
    #[serde(default)]
    pub owner: Option<Owner>,
    /// Steps, the first thing first.
    #[serde(default)]
    pub steps: Vec<Redacted>,
    /// Name of the first trial.
    #[serde(default)]
    pub label: Redacted,
    /// The other trials.
    #[serde(default)]
    pub trials: Vec<Trial>,
    /// Every prompt of a watch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watch: Option<Watch>,
}

/// One thing that a scenario looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema), schemars(rename = "ScenarioFinding"))]
pub struct Finding {
    /// Claim that passes, as a sentence about the gateway.
    pub title: Redacted,
    /// Outcome.
    pub verdict: Verdict,
    /// Observed facts.
    #[serde(rename = "seen", default)]
    pub observed: Redacted,
    /// Expected facts.
    #[serde(rename = "wanted", default)]
    pub expected: Redacted,
    /// Number of the trial, from 1; null if it is about several.
    #[serde(default)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(range(min = 1)))]
    pub trial: Option<u32>,
    /// Exchanges of that trial it is based on, by their n.
    #[serde(default)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(inner(range(min = 1))))]
    pub exchanges: Vec<u32>,
}

/// A further trial of a scenario: what a report says of its own run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Trial {
    /// Name of the trial.
    pub label: Redacted,
    /// Target of the trial.
    pub target: Target,
    /// Settings of the trial.
    pub run: Run,
    /// The four points, in display order.
    pub points: Vec<Point>,
    /// Every check with its verdict, in display order.
    pub checks: Vec<Check>,
    /// Diagnoses, the main one first.
    pub diagnoses: Vec<Diagnosis>,
    /// Figures of the reply to the prompt.
    pub metrics: Metrics,
    /// Requests and their replies.
    pub exchanges: Vec<Exchange>,
}

impl Scenario {
    /// Builds it from an outcome; the first trial is called `label`, and `mask` covers the tab's keys.
    pub fn new(
        id: ScenarioId,
        outcome: &ScenarioOutcome,
        label: Redacted,
        trials: Vec<Trial>,
        mask: &Mask,
    ) -> Self {
        let finding = |it: &scenario::Finding| Finding {
            title: mask.redact(&it.title),
            verdict: it.verdict,
            observed: mask.redact(&it.observed),
            expected: Redacted::own(it.expected),
            trial: it.trial.map(number),
            exchanges: it.exchanges.iter().copied().map(number).collect(),
        };
        Self {
            id: Redacted::own(id.id()),
            verdict: outcome.verdict,
            summary: mask.redact(&outcome.summary),
            findings: outcome.findings.iter().map(finding).collect(),
            owner: outcome.owner,
            steps: outcome.steps.iter().map(|step| mask.redact(step)).collect(),
            label,
            trials,
            watch: None,
        }
    }

    /// Its name; the id of one that this page does not know.
    pub fn title(&self) -> &str {
        match self.known() {
            Some(id) => id.title(),
            None => self.id.as_str(),
        }
    }

    /// Its id, if this page knows it.
    pub fn known(&self) -> Option<ScenarioId> {
        self.id.as_str().parse().ok()
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

impl Trial {
    /// A trial with what this report says of its run.
    pub fn of_report(label: Redacted, report: Report) -> Self {
        let Report { target, run, points, checks, diagnoses, metrics, exchanges, .. } = report;
        Self { label, target, run, points, checks, diagnoses, metrics, exchanges }
    }

    /// The same as a report, to be read and compared as one.
    pub fn into_report(self) -> Report {
        let Self { label: _, target, run, points, checks, diagnoses, metrics, exchanges } = self;
        Report { target, run, points, checks, diagnoses, metrics, exchanges, ..Report::default() }
    }
}

impl Report {
    /// The same with this outcome of its scenario; `mask` covers the tab's keys.
    #[must_use]
    pub fn with_outcome(mut self, outcome: &ScenarioOutcome, mask: &Mask) -> Self {
        if let Some(Scenario { id, label, trials, watch, .. }) = self.scenario.take() {
            let new = ScenarioId::from_str(&id).map(|id| Scenario::new(id, outcome, label, trials, mask));
            self.scenario = new.ok().map(|new| Scenario { watch, ..new });
        }
        self
    }

    /// All trials of its scenario, its own run first, each with its label; nothing without a scenario.
    pub fn trials(&self) -> Vec<(Redacted, Self)> {
        let Some(scenario) = &self.scenario else { return Vec::new() };
        let own = (scenario.label.clone(), Self { scenario: None, ..self.clone() });
        let whole = |it: &Trial| Self {
            generated_at: self.generated_at.clone(),
            page_version: self.page_version.clone(),
            ..it.clone().into_report()
        };
        let further = scenario.trials.iter().map(|it| (it.label.clone(), whole(it)));
        std::iter::once(own).chain(further).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::filled;
    use super::*;

    #[test]
    fn findings_are_masked_and_count_trials_and_exchanges_from_one() {
        let finding = scenario::Finding {
            title: "The old one is refused".to_owned(),
            verdict: Verdict::Fail,
            observed: "it is gc-test-of-the-tab, not that".to_owned(),
            expected: "A refusal.",
            trial: Some(1),
            exchanges: vec![0, 2],
        };
        let outcome = ScenarioOutcome::new(Verdict::Fail, "The old key works.", vec![finding]);
        let mask = Mask::of_secrets(&["gc-test-of-the-tab"]);
        let scenario = Scenario::new(ScenarioId::Rotation, &outcome, Redacted::own("old"), Vec::new(), &mask);
        let expected = Finding {
            title: Redacted::own("The old one is refused"),
            verdict: Verdict::Fail,
            observed: Redacted::own("it is [key], not that"),
            expected: Redacted::own("A refusal."),
            trial: Some(2),
            exchanges: vec![1, 3],
        };
        assert_eq!(scenario.findings, [expected]);
    }

    #[test]
    fn every_trial_is_a_report_of_its_own() {
        let metrics = Metrics { completion_tokens: Some(7), ..Default::default() };
        let own = Report { metrics, scenario: None, ..filled("words") };
        let trials = vec![Trial::of_report(Redacted::own("second"), own.clone())];
        let (outcome, mask) = (ScenarioOutcome::default(), Mask::default());
        let scenario = Scenario::new(ScenarioId::Rotation, &outcome, Redacted::own("first"), trials, &mask);
        let report = Report { scenario: Some(scenario), ..own.clone() };
        assert_eq!(
            report.trials(),
            [(Redacted::own("first"), own.clone()), (Redacted::own("second"), own.clone())]
        );
        assert!(own.trials().is_empty());
    }

    #[test]
    fn a_new_outcome_keeps_what_was_watched() {
        let watch = Watch { every_s: 5, minutes: 1, beats: Vec::new() };
        let (outcome, mask) = (ScenarioOutcome::default(), Mask::default());
        let scenario = Scenario::new(ScenarioId::Watch, &outcome, Redacted::own("first"), Vec::new(), &mask);
        let scenario = Some(Scenario { watch: Some(watch.clone()), ..scenario });
        let outcome = ScenarioOutcome::new(Verdict::Pass, "All is well.", Vec::new());
        let report = Report { scenario, ..Report::default() }.with_outcome(&outcome, &mask);
        let scenario = report.scenario.unwrap();
        assert_eq!((scenario.verdict, scenario.summary.as_str()), (Verdict::Pass, "All is well."));
        assert_eq!((scenario.label.as_str(), scenario.watch), ("first", Some(watch)));
    }
}
