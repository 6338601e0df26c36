//! Prediction of a run about programs.

use super::ways::FOR_ALL;
use super::{CLIENTS, Client, Feature, Need, Way};
use crate::check::{CheckId, Finding, NamedViolations, Verdict};
use crate::redact::Redacted;
use crate::view::View;

/// Predicted outcome of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compatibility {
    /// All that was tested works.
    Works,
    /// It works, but not for everything.
    WorksWithout,
    /// It does not work.
    WillNot,
    /// The run does not tell.
    NotTested,
}

/// Prediction of a run about one kind of request of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State<'a> {
    /// It works.
    Works,
    /// It fails, for this reason.
    Fails(Reason<'a>),
    /// The run does not tell, for this reason.
    Open(Reason<'a>),
}

/// A check with its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason<'a> {
    /// The check.
    pub check: CheckId,
    /// Its verdict.
    pub verdict: Verdict,
    /// Observation of the check.
    pub observed: &'a str,
    /// Problems in a reply that the observation names.
    pub named: Option<&'a NamedViolations>,
}

/// Prediction of a run about a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prediction<'a> {
    /// The program's id.
    pub id: &'static str,
    /// The program's name.
    pub name: &'static str,
    /// Requests that it sends, each with its state, in the order of the row.
    pub states: Vec<(Feature, State<'a>)>,
}

impl Compatibility {
    /// The value of `data-verdict`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::WorksWithout => "works-without",
            Self::WillNot => "will-not",
            Self::NotTested => "not-tested",
        }
    }
}

/// Predicts every program from the findings of a run, live or saved, in the order of the table.
pub fn predict(view: &View) -> Vec<Prediction<'_>> {
    let of = |id| view.findings.iter().find(|it| it.check.id == id).map(Reason::of);
    CLIENTS.iter().map(|client| client.predict(&of)).collect()
}

impl Client {
    /// Predicts the program from each check with its evidence.
    pub fn predict<'a>(&self, of: &impl Fn(CheckId) -> Option<Reason<'a>>) -> Prediction<'a> {
        let states = self.ways.iter().map(|way| (way.feature, self.state(way, of)));
        Prediction { id: self.id, name: self.name, states: states.collect() }
    }

    fn state<'a>(&self, way: &Way, of: &impl Fn(CheckId) -> Option<Reason<'a>>) -> State<'a> {
        let skipped = |check| Reason { check, verdict: Verdict::Skipped, observed: "", named: None };
        let judged = |check| of(check).unwrap_or_else(|| skipped(check));
        let mut states =
            way.needs.iter().chain(self.always).map(|need| self.judge(way.feature, need, judged(need.check)));
        let first = states.next().unwrap_or(State::Works);
        if first != State::Works {
            let for_all = FOR_ALL.into_iter().map(judged).find(|it| it.verdict == Verdict::Fail);
            if let Some(reason) = for_all {
                return State::Fails(reason);
            }
        }
        let call = judged(CheckId::ModelCallable);
        let mut open = match first {
            // Requests that a run left out because of the prompt's outcome would be left out again by another
            // run.
            State::Open(Reason { verdict: Verdict::Skipped, .. })
                if call.verdict == Verdict::Inconclusive =>
            {
                State::Open(call)
            }
            State::Open(_) | State::Works | State::Fails(_) => first,
        };
        for state in std::iter::once(first).chain(states) {
            match state {
                State::Fails(_) => return state,
                State::Open(_) if open == State::Works => open = state,
                State::Open(_) | State::Works => {}
            }
        }
        open
    }

    fn judge<'a>(&self, feature: Feature, need: &Need, reason: Reason<'a>) -> State<'a> {
        if need.fails.contains(&reason.verdict) {
            return State::Fails(reason);
        }
        if need.opens.contains(&reason.verdict) {
            return State::Open(reason);
        }
        let reads: Vec<_> = self.reads.iter().filter(|it| it.check == need.check).collect();
        if !need.is_read || reason.verdict != Verdict::Warn || reads.is_empty() {
            return State::Works;
        }
        let Some(NamedViolations { named, is_whole }) = reason.named else { return State::Open(reason) };
        if named.iter().any(|it| reads.iter().any(|read| read.fails(feature, it))) {
            State::Fails(reason)
        } else if *is_whole {
            State::Works
        } else {
            State::Open(reason)
        }
    }
}

impl<'a> Reason<'a> {
    /// The check of this finding.
    fn of(finding: &'a Finding<Redacted>) -> Self {
        Self {
            check: finding.check.id,
            verdict: finding.verdict,
            observed: &finding.observed,
            named: finding.named.as_ref(),
        }
    }
}

impl<'a> Prediction<'a> {
    /// Decides whether the program will work.
    pub fn outcome(&self) -> Compatibility {
        let essential = || self.states.iter().filter(|(feature, _)| feature.is_essential());
        let works = essential().any(|(_, state)| *state == State::Works);
        let is_open = essential().any(|(_, state)| matches!(state, State::Open(_)));
        match (works, is_open) {
            (true, _) if self.fails().next().is_some() => Compatibility::WorksWithout,
            (true, _) => Compatibility::Works,
            (false, true) => Compatibility::NotTested,
            (false, false) => Compatibility::WillNot,
        }
    }

    /// Returns the features that fail, with the reason.
    pub fn fails(&self) -> impl Iterator<Item = (Feature, Reason<'a>)> {
        self.states.iter().filter_map(|(feature, state)| match state {
            State::Fails(reason) => Some((*feature, *reason)),
            State::Works | State::Open(_) => None,
        })
    }

    /// Returns the features that the run does not tell about, with the reason.
    pub fn open(&self) -> impl Iterator<Item = (Feature, Reason<'a>)> {
        self.states.iter().filter_map(|(feature, state)| match state {
            State::Open(reason) => Some((*feature, *reason)),
            State::Works | State::Fails(_) => None,
        })
    }
}

/// Returns true if this run says nothing about programs only because a browser could not read the replies.
pub fn is_hidden_from_browsers(view: &View) -> bool {
    let verdict = view.findings.iter().find(|it| it.check.id == CheckId::BrowserAccess).map(|it| it.verdict);
    view.answer.is_none() && verdict == Some(Verdict::Fail)
}

#[cfg(test)]
mod tests;
