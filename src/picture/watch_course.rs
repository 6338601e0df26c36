//! The course of a watch: one mark per prompt, as high as its answer took, and the times without an answer.

use super::{Axis, Bar, Position, drawable};

/// One prompt of a watch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prompt {
    /// When it was sent, in ms since the start.
    pub at_ms: f64,
    /// Until the end of the reply, in ms.
    pub total_ms: f64,
    /// Outcome of the prompt.
    pub outcome: PromptOutcome,
}

/// Outcome of one prompt of a watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromptOutcome {
    /// It was answered.
    Answered,
    /// It was refused.
    Refused,
    /// No answer could be read.
    Unanswered,
}

/// The picture of a watch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WatchCourse {
    /// The prompts that were answered: when, and how long it took, as a share of the longest.
    pub answered: Vec<(Position, Position)>,
    /// The prompts that were refused.
    pub refused: Vec<Position>,
    /// Those without an answer.
    pub unanswered: Vec<Position>,
    /// When no answer came, from the first such prompt to the next answer.
    pub outages: Vec<Bar>,
    /// The scale of time, from the start to the planned end or the last prompt.
    pub axis: Axis,
    /// The longest time to an answer, in ms.
    pub longest_ms: f64,
}

impl WatchCourse {
    /// Largest number of marks that can still be distinguished: the latest are kept.
    pub const MAX_MARKS: usize = 1_000;

    /// The picture of these prompts, with room until `end_ms` if that is later than the last one.
    pub fn of(prompts: &[Prompt], end_ms: f64) -> Self {
        let prompts = &prompts[prompts.len().saturating_sub(Self::MAX_MARKS)..];
        let last_ms = prompts.last().map_or(0.0, |prompt| drawable(prompt.at_ms));
        let axis = Axis::from_zero(drawable(end_ms).max(last_ms).max(1_000.0));
        let with = |outcome| prompts.iter().filter(move |prompt| prompt.outcome == outcome);
        let longest_ms = with(PromptOutcome::Answered).map(|it| drawable(it.total_ms)).fold(1.0, f64::max);
        let heights = Axis::from_zero(longest_ms);
        let positions = |kind| with(kind).map(|prompt| axis.position(prompt.at_ms)).collect();
        let mut outages: Vec<(f64, f64, bool)> = Vec::new();
        for prompt in prompts {
            let (at_ms, is_answered) = (prompt.at_ms, prompt.outcome == PromptOutcome::Answered);
            match outages.last_mut().filter(|(.., is_over)| !is_over) {
                Some((_, to_ms, is_over)) => (*to_ms, *is_over) = (at_ms, is_answered),
                None if is_answered => {}
                None => outages.push((at_ms, at_ms, false)),
            }
        }
        let bar = |(from, to, _)| Bar::between(axis.position(from), axis.position(to));
        Self {
            answered: with(PromptOutcome::Answered)
                .map(|it| (axis.position(it.at_ms), heights.position(it.total_ms)))
                .collect(),
            refused: positions(PromptOutcome::Refused),
            unanswered: positions(PromptOutcome::Unanswered),
            outages: outages.into_iter().map(bar).collect(),
            longest_ms,
            axis,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn each_prompt_has_its_mark_and_each_outage_its_bar() {
        let prompts = [
            (0.0, PromptOutcome::Answered, 100.0),
            (10_000.0, PromptOutcome::Refused, 5.0),
            (20_000.0, PromptOutcome::Unanswered, 5.0),
            (30_000.0, PromptOutcome::Answered, 200.0),
            (40_000.0, PromptOutcome::Refused, 5.0),
        ]
        .map(|(at_ms, outcome, total_ms)| Prompt { at_ms, total_ms, outcome });
        let course = WatchCourse::of(&prompts, 0.0);
        let at = |positions: &[Position]| positions.iter().map(|it| it.0).collect::<Vec<_>>();
        assert_eq!(
            course.answered.iter().map(|(at, high)| (at.0, high.0)).collect::<Vec<_>>(),
            [(0, 500), (750, 1000)]
        );
        assert_eq!((at(&course.refused), at(&course.unanswered)), (vec![250, 1000], vec![500]));
        let bars: Vec<_> = course.outages.iter().map(|bar| (bar.from.0, bar.width.0)).collect();
        assert_eq!(bars, [(250, 500), (1000, 0)]);
        assert_eq!(at(&WatchCourse::of(&prompts, 60_000.0).unanswered), [333]);
        assert_eq!(WatchCourse::of(&[], 0.0).answered, []);
    }
}
