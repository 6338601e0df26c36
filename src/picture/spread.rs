//! The times of a repeated prompt: one dot per run, with the percentiles marked.

use super::labels::{self, Label, place};
use super::{Axis, Position, time};
use crate::metrics::Figure;
use crate::stats::{Distribution, RepeatRun, RepeatStats, RunOutcome};

/// The width of a dot where the picture is narrow. Closer ones are stacked.
const DOT: u16 = 36;

/// Spread of a time over several runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// The name of the figure.
    pub figure: &'static str,
    /// A dot per run with such a time, from left to right.
    pub dots: Vec<Dot>,
    /// Largest number of dots one above the other.
    pub levels: u16,
    /// The percentiles 50 and 95 of the answered runs.
    pub percentiles: Vec<Label>,
    /// Number of lanes that their labels take.
    pub lanes: u8,
    /// The scale below. It does not have to begin at 0.
    pub axis: Axis,
    /// The same in words.
    pub text: String,
}

/// One run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dot {
    /// Its time.
    pub at: Position,
    /// Number of dots below it.
    pub level: u16,
    /// True if it was rejected or broke off: the time is that of the failure.
    pub is_failed: bool,
}

impl Spread {
    /// Builds the spread of this figure, [`Figure::FirstToken`] or [`Figure::Total`]; `None` if no run was
    /// answered with it.
    pub fn of(stats: &RepeatStats, figure: Figure) -> Option<Self> {
        let time_of = |run: &RepeatRun| match figure {
            Figure::FirstToken => run.ttft_ms,
            Figure::Total => run.total_ms,
            Figure::Headers | Figure::PromptTokens | Figure::CompletionTokens | Figure::TokensPerSecond => {
                None
            }
        };
        let mut times: Vec<(f64, bool)> = stats
            .runs
            .iter()
            .filter_map(|run| Some((time_of(run)?, run.outcome != RunOutcome::Answered)))
            .collect();
        times.sort_by(|a, b| a.0.total_cmp(&b.0));
        let answered = Distribution::of(times.iter().filter(|it| !it.1).map(|it| it.0))?;
        let axis = Axis::around(times.first()?.0, times.last()?.0);
        let [p50, p95] = [50, 95].map(|percent| answered.percentile(percent));
        let label = |name: &str, ms: f64| (format!("{name} {}", time(ms)), axis.position(ms));
        let percentiles = place([label("p50", p50), label("p95", p95)].into_iter());
        let dots = stacked(times.iter().map(|(ms, is_failed)| (axis.position(*ms), *is_failed)));
        Some(Self {
            figure: figure.label(),
            levels: dots.iter().map(|dot| dot.level + 1).max().unwrap_or(0),
            dots,
            lanes: labels::lanes(&percentiles),
            percentiles,
            axis,
            text: text(stats, &answered, p50, p95),
        })
    }
}

/// Puts dots that would cover each other one above the other.
fn stacked(dots: impl Iterator<Item = (Position, bool)>) -> Vec<Dot> {
    // The right edge of the last dot of each level.
    let mut edges: Vec<u16> = Vec::new();
    let mut stacked = Vec::new();
    for (at, is_failed) in dots {
        let free = edges.iter().position(|edge| *edge <= at.0).unwrap_or(edges.len());
        match edges.get_mut(free) {
            Some(edge) => *edge = at.0 + DOT,
            None => edges.push(at.0 + DOT),
        }
        stacked.push(Dot { at, level: u16::try_from(free).unwrap_or(u16::MAX), is_failed });
    }
    stacked
}

fn text(stats: &RepeatStats, answered: &Distribution, p50: f64, p95: f64) -> String {
    let RepeatStats { sent, rate_limited, refused, .. } = stats;
    let failed = match (rate_limited, refused) {
        (0, 0) => String::new(),
        (0, failed) => format!(" {failed} failed."),
        (limited, 0) => format!(" {limited} rate limited."),
        (limited, failed) => format!(" {limited} rate limited, {failed} failed."),
    };
    format!(
        "{} of {sent} runs: half took at most {} (p50), 95 % at most {} (p95); fastest {}, slowest {}.{failed}",
        answered.sorted.len(),
        time(p50),
        time(p95),
        time(answered.min()),
        time(answered.max()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stats(times: &[(f64, RunOutcome)]) -> RepeatStats {
        let runs = times.iter().map(|(ms, outcome)| RepeatRun {
            outcome: *outcome,
            ttft_ms: None,
            total_ms: Some(*ms),
        });
        RepeatStats::of_runs(runs.map(|run| (run, None)).collect())
    }

    fn answered(times: &[f64]) -> RepeatStats {
        stats(&times.iter().map(|ms| (*ms, RunOutcome::Answered)).collect::<Vec<_>>())
    }

    fn places(spread: &Spread) -> Vec<(u16, u16)> {
        spread.dots.iter().map(|dot| (dot.at.0, dot.level)).collect()
    }

    #[test]
    fn each_run_is_a_dot_and_close_ones_are_stacked() {
        let spread = Spread::of(&answered(&[400.0, 200.0, 200.0, 201.0, 300.0]), Figure::Total).unwrap();
        assert_eq!(places(&spread), [(0, 0), (0, 1), (5, 2), (500, 0), (1000, 0)]);
        assert_eq!(spread.levels, 3);
        let percentiles: Vec<_> = spread.percentiles.iter().map(|it| (it.text.as_str(), it.at.0)).collect();
        assert_eq!(percentiles, [("p50 201 ms", 5), ("p95 400 ms", 1000)]);
        assert_eq!(
            spread.text,
            "5 of 5 runs: half took at most 201 ms (p50), 95 % at most 400 ms (p95); fastest 200 ms, slowest 400 ms."
        );
    }

    #[test]
    fn a_dot_covers_the_next_one_at_every_level() {
        let spread = Spread::of(&answered(&[200.0, 300.0, 301.0, 400.0]), Figure::Total).unwrap();
        assert_eq!(places(&spread), [(0, 0), (500, 0), (505, 1), (1000, 0)]);
    }

    #[test]
    fn equal_times_are_one_column() {
        let spread = Spread::of(&answered(&[250.0; 50]), Figure::Total).unwrap();
        assert_eq!((spread.levels, spread.dots.len()), (50, 50));
        assert!(spread.dots.iter().all(|dot| dot.at == spread.dots[0].at));
    }

    #[test]
    fn failed_runs_are_told_apart_and_are_in_no_percentile() {
        use RunOutcome::{Answered, Failed, RateLimited};

        let stats = stats(&[(200.0, Answered), (10.0, RateLimited), (390.0, Failed)]);
        let spread = Spread::of(&stats, Figure::Total).unwrap();
        assert_eq!(spread.dots.iter().map(|dot| dot.is_failed).collect::<Vec<_>>(), [true, false, true]);
        assert!(spread.percentiles.iter().all(|label| label.text.ends_with("200 ms")), "{spread:?}");
        assert!(spread.text.starts_with("1 of 3 runs:"), "{}", spread.text);
        assert!(spread.text.ends_with(" 1 rate limited, 1 failed."), "{}", spread.text);
    }

    #[test]
    fn without_an_answer_or_without_such_a_time_there_is_no_picture() {
        assert_eq!(Spread::of(&stats(&[(10.0, RunOutcome::Failed)]), Figure::Total), None);
        assert_eq!(Spread::of(&answered(&[10.0]), Figure::FirstToken), None);
        assert_eq!(Spread::of(&RepeatStats::default(), Figure::Total), None);
    }
}
