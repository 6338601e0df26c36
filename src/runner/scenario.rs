//! Executes a scenario by running its trials one after the other.

use super::{Cancel, End, Event, Job, Transport, run};
use crate::profile::RunProfile;
use crate::redact::{Mask, Redacted};
use crate::report::{Comparison, Report, RunMetadata, Scenario, Trial as SavedTrial, Watch};
use crate::scenario::{self, ScenarioId, ScenarioOutcome, Trial};

/// A trial that was executed completely, or until it was stopped.
#[derive(Debug)]
pub struct PlayedTrial {
    label: String,
    profile: RunProfile,
    job: Job,
    elapsed_ms: f64,
    end: End,
}

/// Executes `trials` in order until all are over or `cancel` is triggered; `job_of` creates the job for a
/// trial. Calls `on_event` with the index of the trial and each event.
pub async fn play<T: Transport>(
    trials: &[Trial],
    job_of: &dyn Fn(&Trial) -> Job,
    transport: &T,
    cancel: &Cancel,
    on_event: &dyn Fn(usize, Event<'_>),
) -> Vec<PlayedTrial> {
    let mut played: Vec<PlayedTrial> = Vec::new();
    for (index, trial) in trials.iter().enumerate() {
        if cancel.is_cancelled() {
            if let Some(last) = played.last_mut() {
                last.end = End::Cancelled;
            }
            break;
        }
        let job = job_of(trial);
        let began_ms = transport.now_ms();
        let end = run(&job, trial.plan(), transport, cancel, &|event| on_event(index, event)).await;
        let elapsed_ms = transport.now_ms() - began_ms;
        played.push(PlayedTrial {
            label: trial.label.clone(),
            profile: trial.profile(),
            job,
            elapsed_ms,
            end,
        });
    }
    played
}

/// Builds the report of a scenario, created at `generated_at` (UTC, RFC 3339); `mask` covers the keys of the
/// tab. `None` if no trial was executed.
pub fn scenario_report(
    id: ScenarioId,
    played: &[PlayedTrial],
    generated_at: &str,
    mask: &Mask,
) -> Option<Report> {
    let mut reports = played.iter().map(|it| {
        let about = RunMetadata {
            generated_at: generated_at.to_owned(),
            profile: it.profile,
            duration_ms: it.elapsed_ms,
            is_stopped: it.end == End::Cancelled,
        };
        (mask.cover(&it.label), it.job.report(&about, mask))
    });
    let (label, own) = reports.next()?;
    let further = reports.map(|(label, report)| SavedTrial::of_report(label, report)).collect();
    let outcome = outcome_of(id, played);
    let scenario = Scenario::new(id, &outcome, label, further, mask);
    let report = Report { scenario: Some(scenario), ..own };
    Some(match Comparison::of(&report) {
        Some(comparison) => report.with_outcome(&mark_stopped(comparison.outcome(), played), mask),
        None => report,
    })
}

/// Builds the report of a watch, created at `generated_at` (UTC, RFC 3339); `mask` covers the keys of the
/// tab. `None` before the first prompt has ended.
pub fn watch_report(job: &Job, watch: Watch, end: End, generated_at: &str, mask: &Mask) -> Option<Report> {
    let last = watch.beats.last()?;
    let about = RunMetadata {
        generated_at: generated_at.to_owned(),
        profile: RunProfile::Watch,
        duration_ms: last.at_ms.0 + last.total_ms.map_or(0.0, |ms| ms.0),
        is_stopped: end == End::Cancelled,
    };
    let outcome = watch.summary()?.outcome();
    let mut report = job.report(&about, mask);
    report.run.requests = job.requests.get();
    let scenario = Scenario::new(ScenarioId::Watch, &outcome, Redacted::default(), Vec::new(), mask);
    report.scenario = Some(Scenario { watch: Some(watch), ..scenario });
    Some(report)
}

/// Judges the trials by the rule of the drill; scenarios other than drills have no outcome here.
fn outcome_of(id: ScenarioId, played: &[PlayedTrial]) -> ScenarioOutcome {
    let Some(drill) = scenario::drill(id) else { return ScenarioOutcome::default() };
    let runs: Vec<_> = played.iter().map(|it| it.job.run.borrow()).collect();
    let evidence = played.iter().zip(&runs).map(|(it, run)| scenario::Played { label: &it.label, run });
    mark_stopped((drill.judge)(&evidence.collect::<Vec<_>>()), played)
}

/// Marks the outcome as stopped if any trial was cancelled.
fn mark_stopped(outcome: ScenarioOutcome, played: &[PlayedTrial]) -> ScenarioOutcome {
    if played.iter().any(|it| it.end == End::Cancelled) { outcome.into_stopped() } else { outcome }
}
