//! What may be seen of a run or of a saved report: its assessment in redacted words.
//!
//! A run's evidence is judged as it came, so an [`Assessment`] quotes a server raw and stays where it was
//! made. Whatever is shown, copied or kept is made of a [`View`] or of a report.

use crate::check::Finding;
use crate::diagnosis::Diagnosis;
use crate::exchange::Answer;
use crate::metrics::Metrics;
use crate::point::Point;
use crate::redact::{Mask, Redacted};
use crate::run::Assessment;
use crate::stats::RepeatStats;

/// What follows from a run, in words that may be seen.
#[derive(Clone)]
pub struct View {
    /// Every rule with its verdict.
    pub findings: Vec<Finding<Redacted>>,
    /// The four points.
    pub points: [Point<Redacted>; 4],
    /// What is wrong, the main diagnosis first; empty if nothing is.
    pub diagnoses: Vec<Diagnosis<Redacted>>,
    /// What became of a repeated prompt.
    pub repeated: Option<RepeatStats>,
    /// The figures of the prompt's reply.
    pub metrics: Option<Metrics>,
    /// What the model's answer says of itself. Its text may be long, and is had apart.
    pub answer: Option<AnswerView>,
}

/// What an answer says of itself, beside its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerView {
    /// The model as the server names it.
    pub model: Option<Redacted>,
    /// Why it ended, as the server says it.
    pub finish_reason: Option<Redacted>,
}

impl View {
    /// What `mask` leaves of an assessment.
    pub fn new(assessment: &Assessment, mask: &Mask) -> Self {
        Self {
            findings: assessment.findings.iter().map(|it| finding(it, mask)).collect(),
            points: assessment.points.each_ref().map(|it| point(it, mask)),
            diagnoses: assessment.diagnoses.iter().map(|it| diagnosis(it, mask)).collect(),
            repeated: assessment.repeated.clone(),
            metrics: assessment.metrics,
            answer: assessment.answer.as_ref().map(|it| AnswerView::new(it, mask)),
        }
    }
}

impl View {
    /// Whether the other one says the same, so that nothing on the screen has to change.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.answer == other.answer && self.texts().eq(other.texts())
    }

    fn texts(&self) -> impl Iterator<Item = &Redacted> {
        let findings = self.findings.iter().flat_map(|it| [Some(&it.observed), it.would_resolve.as_ref()]);
        let points = self.points.iter().flat_map(|it| [Some(&it.summary), it.open.as_ref()]);
        let diagnoses = self.diagnoses.iter().flat_map(|it| {
            [&it.title, &it.cause].into_iter().chain(&it.remedies).chain(&it.evidence).map(Some)
        });
        findings.chain(points).chain(diagnoses).flatten()
    }
}

impl AnswerView {
    /// What `mask` leaves of it.
    pub fn new(answer: &Answer, mask: &Mask) -> Self {
        const LONGEST_CHARS: usize = 200;
        let word = |text: &String| mask.redact(text).shortened(LONGEST_CHARS);
        Self {
            model: answer.model.as_ref().map(word),
            finish_reason: answer.finish_reasons.first().map(word),
        }
    }
}

fn finding(it: &Finding, mask: &Mask) -> Finding<Redacted> {
    Finding {
        check: it.check,
        verdict: it.verdict,
        observed: mask.sentence(&it.observed),
        would_resolve: it.would_resolve.as_ref().map(|text| mask.sentence(text)),
        grade: it.grade,
        exchanges: it.exchanges.clone(),
    }
}

fn point(it: &Point, mask: &Mask) -> Point<Redacted> {
    Point {
        id: it.id,
        verdict: it.verdict,
        grade: it.grade,
        summary: mask.sentence(&it.summary),
        open: it.open.as_ref().map(|text| mask.sentence(text)),
    }
}

fn diagnosis(it: &Diagnosis, mask: &Mask) -> Diagnosis<Redacted> {
    let sentences = |texts: &[_]| texts.iter().map(|text| mask.sentence(text)).collect();
    Diagnosis {
        kind: it.kind,
        confidence: it.confidence,
        title: mask.sentence(&it.title),
        cause: mask.sentence(&it.cause),
        remedies: sentences(&it.remedies),
        repair: it.repair.clone(),
        connectivity: it.connectivity.clone(),
        evidence: sentences(&it.evidence),
        exchanges: it.exchanges.clone(),
    }
}
