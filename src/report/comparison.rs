//! Several targets side by side: the four points, the checks that differ, the structure of the replies, the
//! times.

use super::{Drift, Part, PartDrift, PathChange, Report, Shift, drift};
use crate::check::{PointId, Verdict};
use crate::diagnosis::Owner;
use crate::picture::SideBySide;
use crate::redact::Redacted;
use crate::scenario::{Finding, ScenarioId, ScenarioOutcome};
use crate::wire;

/// A comparison of several targets.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The targets, in the order in which they were asked.
    pub columns: Vec<Column>,
    /// The four points, then every check whose verdict is not the same for all targets.
    pub rows: Vec<Row>,
}

/// One target.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Name of the target.
    pub label: Redacted,
    /// Its base URL.
    pub base_url: Redacted,
    /// Its model.
    pub model: Redacted,
    /// Time to the first token, in ms.
    pub ttft_ms: Option<f64>,
    /// Time to the end of the reply to the prompt, in ms.
    pub total_ms: Option<f64>,
    /// Its main diagnosis, as a sentence; empty if nothing is wrong.
    pub problem: Redacted,
    /// Comparison of the structure of its replies with the first target's.
    pub contract: Contract,
}

/// Comparison of the structure of replies with that of the first target.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    /// Pass: the same. Warning: more or fewer values. Fail: fields are gone or of another type.
    pub verdict: Verdict,
    /// Observation, in words.
    pub observed: String,
}

/// One line of the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The point or the check.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// True if it is one of the four points.
    pub is_point: bool,
    /// The verdict of each target.
    pub cells: Vec<Verdict>,
}

impl Comparison {
    /// The comparison that this report holds; `None` if it holds none.
    pub fn of(report: &Report) -> Option<Self> {
        if report.scenario.as_ref()?.known() != Some(ScenarioId::Compare) {
            return None;
        }
        let trials = report.trials();
        let (_, first) = trials.first()?;
        // A link leaves out the bodies, and keeps the findings about them.
        let saved = |index: usize| {
            let is_of_trial = |it: &&super::Finding| it.trial.is_some_and(|n| n as usize == index + 1);
            let found = report.scenario.as_ref()?.findings.iter().find(is_of_trial)?;
            Some(Contract { verdict: found.verdict, observed: found.observed.to_string() })
        };
        let contract = |index: usize, it: &Report| match index {
            0 => Contract::own(),
            _ => saved(index).unwrap_or_else(|| Contract::of(&drift(first, it))),
        };
        let columns = trials.iter().enumerate().map(|(index, (label, it))| Column {
            label: label.clone(),
            base_url: it.target.base_url.clone(),
            model: it.target.model.clone(),
            ttft_ms: it.metrics.ttft_ms.map(|ms| ms.0),
            total_ms: it.metrics.total_ms.map(|ms| ms.0),
            problem: it.diagnoses.first().map(|it| it.title.clone()).unwrap_or_default(),
            contract: contract(index, it),
        });
        let reports: Vec<&Report> = trials.iter().map(|(_, report)| report).collect();
        Some(Self { columns: columns.collect(), rows: rows(&reports) })
    }

    /// The times of all targets side by side; `None` if none replied.
    pub fn times(&self) -> Option<SideBySide> {
        SideBySide::of(&self.columns.iter().map(|it| (it.label.clone(), it.total_ms)).collect::<Vec<_>>())
    }

    /// The checks that differ.
    pub fn differing_checks(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| !row.is_point)
    }

    /// Returns the state of the target at this index: a fail if one of the four points fails, inconclusive if
    /// one is open.
    pub fn state(&self, index: usize) -> Verdict {
        let points = self.rows.iter().filter(|row| row.is_point);
        let verdicts: Vec<Verdict> = points.filter_map(|row| row.cells.get(index).copied()).collect();
        if verdicts.contains(&Verdict::Fail) {
            Verdict::Fail
        } else if verdicts.iter().all(|it| matches!(it, Verdict::Pass | Verdict::Warn)) {
            Verdict::Pass
        } else {
            Verdict::Inconclusive
        }
    }

    /// The first target in this state.
    fn first(&self, state: Verdict) -> Option<&Column> {
        self.columns.iter().enumerate().find(|(index, _)| self.state(*index) == state).map(|(_, it)| it)
    }

    /// The comparison in one verdict and one sentence.
    pub fn outcome(&self) -> ScenarioOutcome {
        let all = self.columns.len();
        let working = (0..all).filter(|index| self.state(*index) == Verdict::Pass).count();
        let (broken, open) = (self.first(Verdict::Fail), self.first(Verdict::Inconclusive));
        let is_same_contract = self.columns.iter().all(|it| it.contract.verdict == Verdict::Pass);
        let differing = self.differing_checks().count();
        let (verdict, summary) = match (broken, open) {
            _ if all < 2 => {
                (Verdict::Inconclusive, "There is only one target, so nothing was compared.".to_owned())
            }
            (Some(broken), _) => {
                let why = match broken.problem.as_str() {
                    "" => ".".to_owned(),
                    problem => format!(": {problem}"),
                };
                (Verdict::Fail, format!("{working} of {all} targets work; {} does not{why}", broken.label))
            }
            (None, Some(open)) => {
                let summary = format!("{working} of {all} targets work; {} has an open point.", open.label);
                (Verdict::Inconclusive, summary)
            }
            _ if differing == 0 && is_same_contract => {
                let summary =
                    format!("All {all} targets work, with the same verdicts and the same format of replies.");
                (Verdict::Pass, summary)
            }
            _ => (Verdict::Warn, self.all_differ(differing)),
        };
        let outcome = ScenarioOutcome::new(verdict, summary, self.findings());
        match verdict {
            Verdict::Fail => outcome.with_steps(
                Owner::You,
                &["Open the checks of the target that does not work: they say what is wrong and what to do."],
            ),
            Verdict::Inconclusive => outcome.with_steps(
                Owner::You,
                &["Open the checks of the target with the open point: they say how to find out."],
            ),
            Verdict::Warn => outcome.with_steps(
                Owner::You,
                &["Read the rows that differ before you move a program to another target."],
            ),
            _ => outcome,
        }
    }

    fn all_differ(&self, differing: usize) -> String {
        let all = self.columns.len();
        let of = |verdict| self.columns.iter().find(|it| it.contract.verdict == verdict);
        let checks = match differing {
            0 => String::new(),
            1 => " 1 check comes out differently.".to_owned(),
            _ => format!(" {differing} checks come out differently."),
        };
        let contract = match (of(Verdict::Fail), of(Verdict::Warn), of(Verdict::Inconclusive)) {
            (Some(it), ..) => {
                format!(" The replies of {} have another format, which can break programs.", it.label)
            }
            (None, Some(it), _) => format!(" The replies of {} have a slightly different format.", it.label),
            (None, None, Some(it)) => format!(" The format of the replies of {} is not known.", it.label),
            (None, None, None) => " The replies have the same format.".to_owned(),
        };
        format!("All {all} targets work.{checks}{contract}")
    }

    fn findings(&self) -> Vec<Finding> {
        let contract = |(index, it): (usize, &Column)| Finding {
            title: format!("The replies of {} have the format of the first target's", it.label),
            verdict: it.contract.verdict,
            observed: it.contract.observed.clone(),
            expected: "The same fields with the same types, so that the same code works with both.",
            trial: Some(index),
            exchanges: Vec::new(),
        };
        self.columns.iter().enumerate().skip(1).map(contract).collect()
    }
}

impl Contract {
    fn own() -> Self {
        Self { verdict: Verdict::Pass, observed: "The other targets are compared with this one.".to_owned() }
    }

    fn of(drift: &Drift) -> Self {
        let is_answer = |part: &PartDrift| matches!(part.part, Part::Completion | Part::Chunk);
        if !drift.parts.iter().any(|part| is_answer(part) && part.is_compared) {
            let observed = "There is no answer to compare.".to_owned();
            return Self { verdict: Verdict::Inconclusive, observed };
        }
        let (of_contract, of_vendor): (Vec<_>, Vec<_>) =
            drift.changes().partition(|(part, change)| is_of_contract(*part, &change.path));
        let is_broken = |(_, it): &(Part, &PathChange)| matches!(it.shift, Shift::Removed | Shift::Changed);
        let verdict = match () {
            () if of_contract.iter().any(is_broken) => Verdict::Fail,
            () if of_contract.is_empty() && of_vendor.is_empty() => Verdict::Pass,
            () => Verdict::Warn,
        };
        if verdict == Verdict::Pass {
            return Self { verdict, observed: drift.contract().1 };
        }
        let all = of_contract.iter().chain(&of_vendor);
        let mut lines: Vec<String> = all.map(|(part, change)| change.line(*part)).collect();
        let more = lines.len().saturating_sub(SHOWN);
        lines.truncate(SHOWN);
        if more > 0 {
            lines.push(format!("and {more} more"));
        }
        let what =
            if of_contract.is_empty() { "Only fields beyond the API's reference differ: " } else { "" };
        Self { verdict, observed: format!("{what}{}.", lines.join("; ")) }
    }
}

/// More differences of a target's replies are counted, not listed.
const SHOWN: usize = 4;

/// Returns true if programs may rely on this field: the API's reference names it.
fn is_of_contract(part: Part, path: &str) -> bool {
    match part {
        Part::Completion => wire::is_of_completion(path),
        Part::Chunk => wire::is_of_chunk(path),
        Part::Models => wire::is_of_list(path),
        Part::Error => {
            matches!(path, "error" | "error.message" | "error.type" | "error.code" | "error.param")
        }
    }
}

fn rows(reports: &[&Report]) -> Vec<Row> {
    let point = |id: PointId| Row {
        id: id.id().to_owned(),
        title: id.label().to_owned(),
        is_point: true,
        cells: reports
            .iter()
            .map(|report| {
                let found = report.points.iter().find(|point| point.id == id);
                found.map_or(Verdict::Skipped, |point| point.verdict)
            })
            .collect(),
    };
    // A link leaves out the checks that did not run, each target's own.
    let mut checks: Vec<&super::Check> = Vec::new();
    for check in reports.iter().flat_map(|report| &report.checks) {
        if !checks.iter().any(|known| known.id == check.id) {
            checks.push(check);
        }
    }
    let check = |check: &super::Check| Row {
        id: check.id.to_string(),
        title: check.title.to_string(),
        is_point: false,
        cells: reports
            .iter()
            .map(|report| {
                let found = report.checks.iter().find(|it| it.id == check.id);
                found.map_or(Verdict::Skipped, |it| it.verdict)
            })
            .collect(),
    };
    let differs = |row: &Row| row.cells.iter().any(|cell| Some(cell) != row.cells.first());
    PointId::ALL.into_iter().map(point).chain(checks.into_iter().map(check).filter(differs)).collect()
}

#[cfg(test)]
mod tests;
