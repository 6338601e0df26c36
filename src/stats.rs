//! The same prompt several times: the distribution of its figures, and the number of answers.

use crate::exchange::{Reply, Transcript};
use crate::metrics::Metrics;
use crate::probe::ProbeId;
use crate::refusal::{self, Category};

/// The most repetitions of a run.
pub const MAX_TIMES: u32 = 50;
/// Number of repetitions if nobody chooses one.
pub const DEFAULT_TIMES: u32 = 5;

/// Distribution of a figure over several replies; all in the figure's own unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// The values, smallest first.
    pub sorted: Vec<f64>,
}

/// Figures of several requests.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RepeatStats {
    /// Requests in all.
    pub sent: usize,
    /// Number of requests that were answered.
    pub answered: usize,
    /// Number of requests that were refused because there were too many.
    pub rate_limited: usize,
    /// Number of requests that were refused for another reason, or got no reply.
    pub refused: usize,
    /// Time to the first text, in ms.
    pub ttft_ms: Option<Distribution>,
    /// Time to the end of the reply, in ms.
    pub total_ms: Option<Distribution>,
    /// Tokens per second.
    pub tokens_per_s: Option<Distribution>,
    /// Delay of the page itself, in ms, if it is so long that the times are in doubt.
    pub busy_ms: Option<f64>,
    /// Each request, in the order in which they ended.
    pub runs: Vec<RepeatRun>,
}

/// One of several requests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RepeatRun {
    /// Outcome of the request.
    pub outcome: RunOutcome,
    /// Time to the first text, in ms; only of a stream.
    pub ttft_ms: Option<f64>,
    /// Time to the end of the reply, in ms; `None` without one.
    pub total_ms: Option<f64>,
}

/// Outcome of one of several requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunOutcome {
    /// It was answered.
    Answered,
    /// It was refused because there were too many.
    RateLimited,
    /// It was refused for another reason, or got no reply.
    Failed,
}

impl RepeatStats {
    /// Returns the figures of a repeated prompt, its first time included, or of a burst; `None` without one.
    pub fn of(transcript: &Transcript) -> Option<Self> {
        let exchanges = &transcript.exchanges;
        let ids = repeated(exchanges.iter().map(|exchange| exchange.probe))?;
        let these = exchanges.iter().filter(|exchange| ids.contains(&exchange.probe));
        let busy_ms = these.clone().filter_map(|it| it.reply()?.busy_ms()).max_by(f64::total_cmp);
        let stats = Self::of_runs(these.map(|exchange| run(exchange.reply())).collect());
        Some(Self { busy_ms, ..stats })
    }

    /// Builds the figures of these runs, each given with the tokens per second of its answer.
    pub(crate) fn of_runs(runs: Vec<(RepeatRun, Option<f64>)>) -> Self {
        let count = |outcome| runs.iter().filter(|(run, _)| run.outcome == outcome).count();
        let of_answered = |figure: fn(&(RepeatRun, Option<f64>)) -> Option<f64>| {
            Distribution::of(
                runs.iter().filter(|(run, _)| run.outcome == RunOutcome::Answered).filter_map(figure),
            )
        };
        Self {
            sent: runs.len(),
            answered: count(RunOutcome::Answered),
            rate_limited: count(RunOutcome::RateLimited),
            refused: count(RunOutcome::Failed),
            ttft_ms: of_answered(|(run, _)| run.ttft_ms),
            total_ms: of_answered(|(run, _)| run.total_ms),
            tokens_per_s: of_answered(|(_, rate)| *rate),
            busy_ms: None,
            runs: runs.into_iter().map(|(run, _)| run).collect(),
        }
    }
}

/// The probes that repeat a prompt in a run with these probes; `None` if none does.
pub fn repeated(mut probes: impl Iterator<Item = ProbeId> + Clone) -> Option<&'static [ProbeId]> {
    if probes.clone().any(|probe| probe == ProbeId::Burst) {
        Some(&[ProbeId::Burst])
    } else if probes.any(|probe| probe == ProbeId::Repeat) {
        Some(&[ProbeId::Prompt, ProbeId::Repeat])
    } else {
        None
    }
}

/// One run, and the tokens per second of its answer.
pub(crate) fn run(reply: Option<&Reply>) -> (RepeatRun, Option<f64>) {
    let outcome = match reply {
        Some(reply) if refusal::has_answered(reply) => RunOutcome::Answered,
        Some(reply) => match refusal::of(reply).map(|refusal| refusal.category) {
            Some(Category::RateLimit) => RunOutcome::RateLimited,
            Some(_) | None => RunOutcome::Failed,
        },
        None => RunOutcome::Failed,
    };
    let metrics = reply.map(Metrics::of);
    let run = RepeatRun {
        outcome,
        ttft_ms: metrics.and_then(|metrics| metrics.ttft_ms),
        total_ms: metrics.map(|metrics| metrics.total_ms),
    };
    (run, metrics.and_then(|metrics| metrics.tokens_per_s))
}

impl Distribution {
    /// The distribution of these values; `None` without any.
    pub fn of(values: impl Iterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = values.collect();
        sorted.sort_by(f64::total_cmp);
        (!sorted.is_empty()).then_some(Self { sorted })
    }

    /// The smallest value that at least `percent` of 100 do not exceed (nearest rank).
    pub fn percentile(&self, percent: usize) -> f64 {
        let rank = (self.sorted.len() * percent).div_ceil(100).max(1);
        self.sorted[rank.min(self.sorted.len()) - 1]
    }

    /// The smallest value.
    pub fn min(&self) -> f64 {
        self.percentile(0)
    }

    /// The largest value.
    pub fn max(&self) -> f64 {
        self.percentile(100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{ANSWER, case, completion, refused};
    use crate::exchange::Unanswered;
    use crate::text::number;

    fn spread(values: &[f64]) -> Distribution {
        Distribution::of(values.iter().copied()).unwrap()
    }

    #[test]
    fn percentiles_are_values_that_occurred() {
        let figures = |values: &[f64]| {
            let spread = spread(values);
            [spread.min(), spread.percentile(50), spread.percentile(95), spread.max()].map(number::whole)
        };
        let hundred: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert_eq!(figures(&hundred), [1, 50, 95, 100]);
        assert_eq!(figures(&[3.0, 1.0, 2.0, 5.0, 4.0]), [1, 3, 5, 5]);
        assert_eq!(figures(&[7.0]), [7; 4]);
        assert_eq!(Distribution::of(std::iter::empty()), None);
    }

    #[test]
    fn a_burst_has_the_times_of_its_answers_and_the_longest_delay_of_the_page() {
        let answer = Reply { total_ms: 400.0, lag_ms: 150.0, ..completion(ANSWER) };
        let limit = r#"{"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}"#;
        let limited = Reply { total_ms: 50.0, lag_ms: 250.0, ..refused(429, limit) };
        let run = case()
            .reply(ProbeId::Prompt, completion(ANSWER))
            .reply(ProbeId::Burst, answer)
            .reply(ProbeId::Burst, limited)
            .unanswered(ProbeId::Burst, Unanswered::Cancelled)
            .run();
        let one = |outcome, total_ms| RepeatRun { outcome, ttft_ms: None, total_ms };
        let expected = RepeatStats {
            sent: 3,
            answered: 1,
            rate_limited: 1,
            refused: 1,
            ttft_ms: None,
            total_ms: Some(spread(&[400.0])),
            // Four tokens in 400 ms.
            tokens_per_s: Some(spread(&[10.0])),
            busy_ms: Some(250.0),
            runs: vec![
                one(RunOutcome::Answered, Some(400.0)),
                one(RunOutcome::RateLimited, Some(50.0)),
                one(RunOutcome::Failed, None),
            ],
        };
        assert_eq!(RepeatStats::of(&run.transcript), Some(expected));
    }
}
