//! Summary of a watch: availability, outages, and the times at which the outcome of prompts changed.

use super::{Beat, BeatOutcome, Unanswered, Watch};
use crate::check::Verdict;
use crate::diagnosis::{DiagnosisKind, Owner};
use crate::redact::{Mask, Redacted};
use crate::scenario::{Finding, ScenarioOutcome};
use crate::stats::Distribution;
use crate::text::number;

/// A time without an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outage {
    /// When the first prompt without an answer was sent, in ms since the start.
    pub from_ms: f64,
    /// When the next one that was answered was sent; if none was, the end of the watch so far.
    pub to_ms: f64,
    /// Number of prompts without an answer.
    pub prompts: usize,
    /// True if an answer came after it.
    pub is_over: bool,
}

/// A time at which the outcome of prompts changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// When the first such prompt was sent, in ms since the start.
    pub at_ms: f64,
    /// Outcome of that prompt.
    pub outcome: BeatOutcome,
    /// Its kind; empty for an answer.
    pub kind: Redacted,
    /// Its status.
    pub status: Option<u16>,
}

/// Summary of a watch.
#[derive(Clone, Debug, PartialEq)]
pub struct WatchSummary {
    /// Number of prompts that were sent.
    pub sent: usize,
    /// Number of prompts that were answered.
    pub answered: usize,
    /// Number of prompts that were refused.
    pub refused: usize,
    /// Number of prompts without an answer or a refusal.
    pub unanswered: usize,
    /// Times of the answers, in ms; `None` without one.
    pub total_ms: Option<Distribution>,
    /// The longest time without an answer.
    pub outage: Option<Outage>,
    /// True if the last prompt was not answered.
    pub is_down: bool,
    /// Changes with their times; the state at the start comes first.
    pub turns: Vec<Turn>,
    /// Number of prompts that the browser delayed, and the longest delay in ms.
    pub slowed: Option<(usize, f64)>,
}

impl Watch {
    /// A prompt that is sent later than this was delayed by the browser, in ms.
    pub const LATE_MS: f64 = 1_500.0;

    /// Returns the summary; `None` before the first prompt is over.
    pub fn summary(&self) -> Option<WatchSummary> {
        let last = self.beats.last()?;
        let count = |outcome| self.beats.iter().filter(|beat| beat.outcome == outcome).count();
        let answered = self.beats.iter().filter(|beat| beat.outcome == BeatOutcome::Answered);
        let late = self.beats.iter().map(|beat| beat.late_ms.0).filter(|ms| *ms >= Self::LATE_MS);
        Some(WatchSummary {
            sent: self.beats.len(),
            answered: count(BeatOutcome::Answered),
            refused: count(BeatOutcome::Refused),
            unanswered: count(BeatOutcome::Unanswered),
            total_ms: Distribution::of(answered.filter_map(|beat| beat.total_ms).map(|ms| ms.0)),
            outage: self.longest_outage(last.at_ms.0 + last.total_ms.map_or(0.0, |ms| ms.0)),
            is_down: last.outcome != BeatOutcome::Answered,
            turns: self.turns(),
            slowed: late.clone().max_by(f64::total_cmp).map(|longest| (late.count(), longest)),
        })
    }

    /// The longest outage; one that is not over lasts until `end_ms`.
    fn longest_outage(&self, end_ms: f64) -> Option<Outage> {
        let mut outages: Vec<Outage> = Vec::new();
        for beat in &self.beats {
            let open = outages.last_mut().filter(|outage| !outage.is_over);
            match (beat.outcome, open) {
                (BeatOutcome::Answered, Some(outage)) => {
                    outage.is_over = true;
                    outage.to_ms = beat.at_ms.0;
                }
                (BeatOutcome::Answered, None) => {}
                (_, Some(outage)) => outage.prompts += 1,
                (_, None) => {
                    let from_ms = beat.at_ms.0;
                    outages.push(Outage { from_ms, to_ms: end_ms, prompts: 1, is_over: false });
                }
            }
        }
        outages.into_iter().max_by(|one, other| one.length_ms().total_cmp(&other.length_ms()))
    }

    fn turns(&self) -> Vec<Turn> {
        let mut turns: Vec<Turn> = Vec::new();
        for beat in &self.beats {
            let turn = Turn {
                at_ms: beat.at_ms.0,
                outcome: beat.outcome,
                kind: beat.kind.clone(),
                status: beat.status.filter(|_| beat.outcome != BeatOutcome::Answered),
            };
            let is_same = |last: &Turn| {
                (last.outcome, &last.kind, last.status) == (turn.outcome, &turn.kind, turn.status)
            };
            if !turns.last().is_some_and(is_same) {
                turns.push(turn);
            }
        }
        turns
    }
}

impl Outage {
    /// Returns its duration in ms.
    pub fn length_ms(&self) -> f64 {
        self.to_ms - self.from_ms
    }
}

impl Turn {
    /// The same in words, without its time; an opened report may have any kind.
    pub fn words(&self) -> String {
        let status = self.status.map(|status| format!("status {status}"));
        let shown = self.kind.visible();
        let kind = match self.outcome {
            BeatOutcome::Answered | BeatOutcome::Refused => shown.as_str(),
            BeatOutcome::Unanswered => silence(&shown),
        };
        let kind = Some(kind.to_owned()).filter(|kind| !kind.is_empty());
        let why: Vec<String> = kind.into_iter().chain(status).collect();
        let outcome = self.outcome.label();
        if why.is_empty() { outcome.to_owned() } else { format!("{outcome}: {}", why.join(", ")) }
    }
}

/// The kind of a prompt without an answer in words; one that this page does not know as it is.
fn silence(kind: &str) -> &str {
    match kind.parse::<Unanswered>() {
        Ok(why) => why.label(),
        Err(_) if kind == Beat::NO_ANSWER => "a reply without an answer",
        Err(_) => kind,
    }
}

impl WatchSummary {
    /// The summary without the keys that `mask` covers: that of an opened report may hold one of this tab's.
    #[must_use]
    pub fn covered(mut self, mask: &Mask) -> Self {
        for turn in &mut self.turns {
            turn.kind = mask.cover(&turn.kind);
        }
        self
    }

    /// The figures: name and value.
    pub fn figures(&self) -> Vec<(&'static str, String)> {
        let ms = |percent| self.total_ms.as_ref().map(|it| number::whole_ms(it.percentile(percent)));
        let outage = match self.outage {
            None => "none".to_owned(),
            Some(it) if it.is_over => number::duration(it.length_ms()),
            Some(it) => format!("{}, not over", number::duration(it.length_ms())),
        };
        let figures = [
            Some(("Prompts", self.sent.to_string())),
            Some(("Availability", self.availability())),
            ms(50).map(|ms| ("Time, p50", ms)),
            ms(95).map(|ms| ("Time, p95", ms)),
            Some(("Longest outage", outage)),
        ];
        figures.into_iter().flatten().collect()
    }

    /// The share of prompts that were answered, such as `99.2 %`. It is 100 % only if all were.
    pub fn availability(&self) -> String {
        #[expect(clippy::cast_precision_loss, reason = "some thousands at most")]
        let percent = self.answered as f64 * 100.0 / self.sent.max(1) as f64;
        let shown = if self.answered < self.sent { percent.min(99.9) } else { percent };
        format!("{} %", number::tenths(shown)).replace(".0 %", " %")
    }

    /// Returns the outcome: a pass if every prompt was answered, a warning if the outages are over.
    pub fn outcome(&self) -> ScenarioOutcome {
        let Self { sent, answered, .. } = self;
        let share = format!("{answered} of {sent} prompts were answered ({})", self.availability());
        let (verdict, summary) = match &self.outage {
            None if *sent == 1 => (Verdict::Pass, "The one prompt was answered.".to_owned()),
            None => (Verdict::Pass, format!("All {sent} prompts were answered.")),
            Some(_) if *sent == 1 => (Verdict::Fail, "The one prompt was not answered.".to_owned()),
            Some(_) if *answered == 0 => (Verdict::Fail, format!("None of {sent} prompts was answered.")),
            Some(_) if self.is_down => (Verdict::Fail, format!("{share}, and the last one was not.")),
            Some(outage) => {
                let length = number::duration(outage.length_ms());
                (Verdict::Warn, format!("{share}; the longest outage lasted {length} and is over."))
            }
        };
        let outcome = ScenarioOutcome::new(verdict, summary, self.findings());
        if verdict == Verdict::Pass {
            return outcome;
        }
        let (owner, steps) = self.steps();
        outcome.with_steps(owner, &steps)
    }

    /// Steps to take where a prompt was not answered, and who can take the first one. A lost connection may be
    /// that of this computer, and a limit for too many requests is no outage.
    fn steps(&self) -> (Owner, Vec<&'static str>) {
        let is_unread = |turn: &Turn| turn.kind.as_str() == Unanswered::Blocked.id();
        let is_limited = |turn: &Turn| turn.kind.as_str() == DiagnosisKind::RateLimited.as_str();
        let failed = || self.turns.iter().filter(|turn| turn.outcome != BeatOutcome::Answered);
        let of_user = [
            failed().any(is_unread).then_some(
                "Check the network of this computer at these times: to a browser, a lost connection and a reply that it may not read are the same.",
            ),
            failed().any(is_limited).then_some(
                "Watch at longer intervals: the gateway rejected prompts because there were too many.",
            ),
        ];
        let usual = [
            "Compare the times of the outage with changes to the gateway, such as a rollout, a key rotation or a failover.",
            "Open the evidence of the first prompt that was not answered, and look up its request id in the gateway's logs.",
            "To find the cause, send the prompt on the tab “Check” while the outage lasts.",
        ];
        let is_of_user = failed().all(|turn| is_unread(turn) || is_limited(turn));
        let owner = if is_of_user { Owner::You } else { Owner::GatewayAdmin };
        (owner, of_user.into_iter().flatten().chain(usual).collect())
    }

    fn findings(&self) -> Vec<Finding> {
        let finding = |title: &str, verdict, observed, expected| Finding {
            title: title.to_owned(),
            verdict,
            observed,
            expected,
            trial: None,
            exchanges: Vec::new(),
        };
        let mut findings = vec![finding(
            "Every prompt is answered",
            if self.answered == self.sent { Verdict::Pass } else { Verdict::Fail },
            format!(
                "Answered: {}; rejected: {}; without an answer: {}.",
                self.answered, self.refused, self.unanswered
            ),
            "An answer to every prompt.",
        )];
        if let Some((prompts, longest_ms)) = self.slowed {
            findings.push(finding(
                "The prompts are sent on time",
                Verdict::Warn,
                format!(
                    "The browser delayed {prompts} of {} prompts, by up to {}: the tab was in the background, or the computer was busy or asleep.",
                    self.sent,
                    number::duration(longest_ms)
                ),
                "Prompts at the planned times, which keeps short outages visible.",
            ));
        }
        findings
    }
}

#[cfg(test)]
mod tests;
