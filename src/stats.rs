//! The same prompt several times: how its figures spread, and how many were answered.

use crate::exchange::{Outcome, Transcript};
use crate::metrics::Metrics;
use crate::probe::ProbeId;
use crate::refusal::{self, Category};
use crate::text::number;

/// The most repetitions of a run.
pub const MAX: u32 = 50;
/// How many repetitions there are if nobody chooses.
pub const DEFAULT: u32 = 5;

/// How a figure spread over several replies; all in the figure's own unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// The values, smallest first.
    pub sorted: Vec<f64>,
}

/// What became of several requests.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RepeatStats {
    /// Requests in all.
    pub sent: usize,
    /// How many were answered.
    pub answered: usize,
    /// How many were refused because there were too many.
    pub rate_limited: usize,
    /// How many were refused for another reason, or got no reply.
    pub refused: usize,
    /// Time to the first text, in ms.
    pub ttft_ms: Option<Distribution>,
    /// Time to the end of the reply, in ms.
    pub total_ms: Option<Distribution>,
    /// Tokens a second.
    pub tokens_per_s: Option<Distribution>,
}

impl RepeatStats {
    /// What became of a repeated prompt, its first time included, or of a burst; `None` without one.
    pub fn of(transcript: &Transcript) -> Option<Self> {
        let of = |ids: &[ProbeId]| -> Vec<_> {
            transcript.exchanges.iter().filter(|exchange| ids.contains(&exchange.probe)).collect()
        };
        let exchanges = if !of(&[ProbeId::Burst]).is_empty() {
            of(&[ProbeId::Burst])
        } else if !of(&[ProbeId::Repeat]).is_empty() {
            of(&[ProbeId::Prompt, ProbeId::Repeat])
        } else {
            return None;
        };
        let mut repeated = Self { sent: exchanges.len(), ..Self::default() };
        let mut metrics = Vec::new();
        for exchange in exchanges {
            match &exchange.outcome {
                Outcome::Replied(reply) if refusal::has_answered(reply) => {
                    repeated.answered += 1;
                    metrics.push(Metrics::of(reply));
                }
                Outcome::Replied(reply) => match refusal::of(reply).map(|refusal| refusal.category) {
                    Some(Category::RateLimit) => repeated.rate_limited += 1,
                    Some(_) | None => repeated.refused += 1,
                },
                Outcome::Unanswered(_) => repeated.refused += 1,
            }
        }
        repeated.ttft_ms = Distribution::of(metrics.iter().filter_map(|metrics| metrics.ttft_ms));
        repeated.total_ms = Distribution::of(metrics.iter().map(|metrics| metrics.total_ms));
        repeated.tokens_per_s = Distribution::of(metrics.iter().filter_map(|metrics| metrics.tokens_per_s));
        Some(repeated)
    }
}

impl Distribution {
    /// The spread of these values; `None` of none.
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

    /// A picture of the values as an SVG document 200 by 20: a dot a value, from 0 to the largest.
    pub fn picture(&self) -> String {
        let scale = if self.max() > 0.0 { 190.0 / self.max() } else { 0.0 };
        let dot = |value: &f64| {
            let x = 5 + number::whole(value * scale);
            format!("<circle cx='{x}' cy='10' r='4'/>")
        };
        let dots: String = self.sorted.iter().map(dot).collect();
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 20' fill='#2f8f7c' fill-opacity='.5'>\
             <path d='M5 10h190' stroke='#7d868b'/>{dots}</svg>"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_picture_has_a_dot_a_value_within_its_frame() {
        let picture = spread(&[0.0, 10.0, 20.0]).picture();
        assert_eq!(picture.matches("<circle").count(), 3);
        assert!(picture.contains("cx='5'") && picture.contains("cx='195'"), "{picture}");
    }
}
