//! A saved report, shown as a run is shown: with its own verdicts, not judged anew.

use std::borrow::Cow;

use super::Report;
use crate::check::{self, Finding, PointId, Verdict};
use crate::diagnosis::{self, Confidence};
use crate::exchange::{Answer, Ending, Reply};
use crate::metrics::Metrics;
use crate::point::Point;
use crate::probe::ProbeId;
use crate::response::{self, Recorder};
use crate::run::Assessment;

impl Report {
    /// What the screen shows of it. What this page does not know (a rule, a kind or a word of another
    /// version) is left out there; the report itself keeps it.
    pub fn assessment(&self) -> Assessment {
        Assessment {
            findings: self.checks.iter().filter_map(finding).collect(),
            points: PointId::ALL.map(|id| self.point(id)),
            diagnoses: self.diagnoses.iter().filter_map(diagnosis).collect(),
            repeated: None,
            metrics: self.figures(),
            answer: self.answer(),
        }
    }

    fn point(&self, id: PointId) -> Point {
        let known = self.points.iter().find(|point| point.id == id.id());
        let verdict = known.and_then(|point| point.verdict.parse().ok()).unwrap_or(Verdict::Skipped);
        let text = |text: Option<&String>| text.filter(|text| !text.is_empty()).cloned();
        Point {
            id,
            verdict,
            grade: known.and_then(|point| point.grade.parse().ok()),
            summary: text(known.map(|point| &point.summary)).unwrap_or_default().into(),
            open: text(known.map(|point| &point.open)).map(Cow::Owned),
        }
    }

    fn figures(&self) -> Option<Metrics> {
        let of = |expected: &str| {
            self.metrics.iter().find(|(name, _)| name == expected).map(|(_, figure)| *figure)
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "saturates, which is meant"
        )]
        let count = |name: &str| of(name).map(|figure| figure as u64);
        Some(Metrics {
            headers_ms: of("headers_ms")?,
            ttft_ms: of("ttft_ms"),
            total_ms: of("total_ms")?,
            prompt_tokens: count("prompt_tokens"),
            completion_tokens: count("completion_tokens"),
            tokens_per_s: of("tokens_per_s"),
        })
    }

    /// The answer to the prompt, read from the body as it was read when it came.
    fn answer(&self) -> Option<Answer> {
        let prompt = self.exchanges.iter().rfind(|exchange| exchange.probe == ProbeId::Prompt.as_str())?;
        let is_streamed = !prompt.arrivals_ms.is_empty();
        let mut recorder = Recorder::new(is_streamed, None);
        recorder.feed(prompt.response_body.as_bytes(), 0.0);
        let reply = Reply {
            status: prompt.status?,
            url: prompt.url.clone(),
            is_redirected: false,
            headers: Vec::new(),
            body: recorder.finish(0.0),
            ending: Ending::Complete,
            headers_ms: 0.0,
            first_byte_ms: None,
            total_ms: 0.0,
        };
        response::answer_of(&reply).map(Cow::into_owned)
    }
}

fn finding(it: &super::Check) -> Option<Finding> {
    Some(Finding {
        check: check::checks().find(|check| check.id.as_str() == it.id)?,
        verdict: it.verdict.parse().ok()?,
        observed: it.observed.clone().into(),
        would_resolve: Some(it.would_resolve.clone()).filter(|text| !text.is_empty()).map(Cow::Owned),
        grade: None,
        exchanges: places(&it.exchanges),
    })
}

fn diagnosis(it: &super::Diagnosis) -> Option<diagnosis::Diagnosis> {
    let confidence = [Confidence::Certain, Confidence::Likely, Confidence::Possible]
        .into_iter()
        .find(|confidence| confidence.id() == it.confidence)?;
    Some(diagnosis::Diagnosis {
        kind: diagnosis::kinds().find(|kind| kind.id == it.kind)?,
        confidence,
        title: it.title.clone(),
        cause: it.cause.clone(),
        remedies: it.remedies.clone(),
        repair: None,
        connectivity: Vec::new(),
        evidence: it.evidence.clone(),
        exchanges: places(&it.exchanges),
    })
}

fn places(numbers: &[u32]) -> Vec<usize> {
    numbers.iter().filter_map(|number| usize::try_from(number.checked_sub(1)?).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{report, run};
    use super::super::{Check, read};

    #[test]
    fn a_saved_run_is_shown_as_it_was() {
        let fresh = run("Hello.").assessment();
        let shown = read(&report("Hello.").to_json()).unwrap().assessment();
        assert_eq!(
            shown.points.map(|it| (it.verdict, it.summary, it.grade)),
            fresh.points.map(|it| (it.verdict, it.summary, it.grade))
        );
        let findings = |findings: &[super::Finding]| -> Vec<_> {
            findings.iter().map(|it| (it.check.id, it.verdict, it.observed.clone())).collect()
        };
        assert_eq!(findings(&shown.findings), findings(&fresh.findings));
        assert_eq!(shown.diagnoses.len(), fresh.diagnoses.len());
        assert_eq!(shown.metrics, fresh.metrics);
        assert_eq!(shown.answer.unwrap().content, "Hello.");
    }

    #[test]
    fn what_this_page_does_not_know_is_left_out() {
        let mut odd = report("Hello.");
        let known = odd.assessment().findings.len();
        odd.checks.push(Check {
            id: "of-tomorrow".to_owned(),
            verdict: "pass".to_owned(),
            ..Check::default()
        });
        odd.checks[0].verdict = "splendid".to_owned();
        odd.points.clear();
        let assessment = odd.assessment();
        assert_eq!(assessment.findings.len(), known - 1);
        assert_eq!(assessment.points[0].verdict.id(), "skipped");
    }
}
