//! A watch: the same prompt again and again, and its course through a rollout, a rotation or a failover.

use serde::{Deserialize, Serialize};

use super::Rounded;
use crate::picture::{Prompt, PromptOutcome, WatchCourse};
use crate::redact::Redacted;

#[cfg(not(target_arch = "wasm32"))]
use schemars::JsonSchema;

/// The same prompt again and again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Watch {
    /// Seconds from one prompt to the next.
    pub every_s: u32,
    /// Planned duration in minutes.
    pub minutes: u32,
    /// The prompts, in order. The exchanges of the report are only those with which something changed.
    pub beats: Vec<Beat>,
}

/// One prompt of a watch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(default)]
pub struct Beat {
    /// Time from the start of the watch.
    pub at_ms: Rounded,
    /// Delay of the request, because the browser slowed the page.
    #[serde(skip_serializing_if = "is_default")]
    pub late_ms: Rounded,
    /// Outcome of the prompt.
    #[serde(rename = "came")]
    pub outcome: BeatOutcome,
    /// Kind of the refusal, or the reason why there is no reply.
    #[serde(skip_serializing_if = "is_default")]
    pub kind: Redacted,
    /// The HTTP status.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(range(min = 100, max = 999)))]
    pub status: Option<u16>,
    /// Time from the request to the end of the reply, or until the page waited no longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_ms: Option<Rounded>,
}

impl Beat {
    /// The kind of a reply without an answer and without an error.
    pub const NO_ANSWER: &'static str = "no-answer";
}

/// Outcome of one prompt of a watch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum BeatOutcome {
    /// The model answered.
    Answered,
    /// The gateway refused it.
    Refused,
    /// No answer could be read.
    #[default]
    Unanswered,
}

impl BeatOutcome {
    /// The stable word for page and report.
    pub fn id(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Refused => "refused",
            Self::Unanswered => "unanswered",
        }
    }

    /// Label on the page.
    pub fn label(self) -> &'static str {
        match self {
            Self::Answered => "Answered",
            Self::Refused => "Rejected",
            Self::Unanswered => "No answer",
        }
    }
}

impl Watch {
    /// The picture of it; while it `is_running`, with room for the rest.
    pub fn course(&self, is_running: bool) -> WatchCourse {
        let prompt = |beat: &Beat| Prompt {
            at_ms: beat.at_ms.0,
            total_ms: beat.total_ms.map_or(0.0, |ms| ms.0),
            outcome: match beat.outcome {
                BeatOutcome::Answered => PromptOutcome::Answered,
                BeatOutcome::Refused => PromptOutcome::Refused,
                BeatOutcome::Unanswered => PromptOutcome::Unanswered,
            },
        };
        let end_ms = if is_running { f64::from(self.minutes) * 60_000.0 } else { 0.0 };
        WatchCourse::of(&self.beats.iter().map(prompt).collect::<Vec<_>>(), end_ms)
    }
}

fn is_default<T: Default + PartialEq>(it: &T) -> bool {
    *it == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Position;

    #[test]
    fn what_became_of_a_prompt_has_the_same_word_on_the_page_and_in_a_file() {
        let all = [BeatOutcome::Answered, BeatOutcome::Refused, BeatOutcome::Unanswered];
        assert_eq!(all.map(BeatOutcome::id), ["answered", "refused", "unanswered"]);
        assert_eq!(serde_json::to_string(&all).unwrap(), r#"["answered","refused","unanswered"]"#);
    }

    #[test]
    fn a_file_holds_of_a_prompt_only_what_there_is_to_say() {
        let plain = Beat { at_ms: Rounded(10_000.0), outcome: BeatOutcome::Answered, ..Beat::default() };
        assert_eq!(serde_json::to_string(&plain).unwrap(), r#"{"at_ms":10000,"came":"answered"}"#);
        let refused = Beat {
            late_ms: Rounded(2_000.0),
            outcome: BeatOutcome::Refused,
            kind: Redacted::own("rate-limited"),
            status: Some(429),
            total_ms: Some(Rounded(80.0)),
            ..plain
        };
        assert_eq!(
            serde_json::to_string(&refused).unwrap(),
            r#"{"at_ms":10000,"late_ms":2000,"came":"refused","kind":"rate-limited","status":429,"total_ms":80}"#
        );
    }

    #[test]
    fn the_picture_of_a_watch_that_goes_on_has_room_until_its_planned_end() {
        let beat = |at_ms, outcome, total_ms: Option<f64>| Beat {
            at_ms: Rounded(at_ms),
            outcome,
            total_ms: total_ms.map(Rounded),
            ..Beat::default()
        };
        let beats = vec![
            beat(0.0, BeatOutcome::Answered, Some(100.0)),
            beat(15_000.0, BeatOutcome::Refused, Some(5.0)),
            beat(30_000.0, BeatOutcome::Unanswered, None),
        ];
        let watch = Watch { every_s: 15, minutes: 2, beats };
        let positions = |is_running| {
            let course = watch.course(is_running);
            (course.answered, course.refused, course.unanswered)
        };
        let answered = vec![(Position(0), Position(1000))];
        assert_eq!(positions(true), (answered.clone(), vec![Position(125)], vec![Position(250)]));
        assert_eq!(positions(false), (answered, vec![Position(500)], vec![Position(1000)]));
    }
}
