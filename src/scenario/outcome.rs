//! Outcome of a scenario.

use crate::check::Verdict;
use crate::diagnosis::Owner;

/// Conclusion from the evidence of all trials. Its texts may quote a server: raw until they are redacted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioOutcome {
    /// Verdict of the scenario.
    pub verdict: Verdict,
    /// The same in one sentence.
    pub summary: String,
    /// Findings that it rests on.
    pub findings: Vec<Finding>,
    /// Who can act on it; `None` if nothing is to be done.
    pub owner: Option<Owner>,
    /// Steps to take, the first one first.
    pub steps: Vec<String>,
}

/// One finding of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Claim that should hold, as a sentence about the gateway.
    pub title: String,
    /// Verdict on the claim.
    pub verdict: Verdict,
    /// Result that was observed.
    pub observed: String,
    /// Result that would pass.
    pub expected: &'static str,
    /// The trial it is about, by index; `None` if it is about several.
    pub trial: Option<usize>,
    /// The exchanges of that trial it rests on, by index.
    pub exchanges: Vec<usize>,
}

impl Default for ScenarioOutcome {
    fn default() -> Self {
        Self::new(Verdict::Inconclusive, "", Vec::new())
    }
}

impl ScenarioOutcome {
    /// An outcome without steps.
    pub fn new(verdict: Verdict, summary: impl Into<String>, findings: Vec<Finding>) -> Self {
        Self { verdict, summary: summary.into(), findings, owner: None, steps: Vec::new() }
    }

    /// The outcome of a stopped scenario: a fail stays, anything else is inconclusive, because the missing
    /// requests could change it.
    #[must_use]
    pub fn into_stopped(self) -> Self {
        if self.verdict == Verdict::Fail {
            return self;
        }
        let summary = "It was stopped before its end.".to_owned();
        Self { verdict: Verdict::Inconclusive, summary, ..self }
    }

    /// The same with what to do, and who can.
    #[must_use]
    pub fn with_steps(self, owner: Owner, steps: &[&str]) -> Self {
        Self { owner: Some(owner), steps: steps.iter().map(|step| (*step).to_owned()).collect(), ..self }
    }
}
