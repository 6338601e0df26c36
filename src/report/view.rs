//! A saved report, shown as a run is shown: with its own verdicts, not judged anew.

use std::borrow::Cow;

use super::Report;
use crate::check::{self, Finding, PointId, Verdict};
use crate::diagnosis::{self, DiagnosisKind};
use crate::exchange::{Answer, Ending, Reply};
use crate::metrics::Metrics;
use crate::point::Point;
use crate::probe::ProbeId;
use crate::redact::Redacted;
use crate::response::{self, Recorder};
use crate::run::Assessment;

impl Report {
    /// What the screen shows of it. What this page does not know (a rule or a kind of another version)
    /// is left out there; the report itself keeps it.
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
        let known = self.points.iter().find(|point| point.id == id);
        Point {
            id,
            verdict: known.map_or(Verdict::Skipped, |point| point.verdict),
            grade: known.and_then(|point| point.grade),
            summary: known.map(|point| point.summary.to_string()).unwrap_or_default().into(),
            open: known.and_then(|point| some(point.open.as_ref())),
        }
    }

    fn figures(&self) -> Option<Metrics> {
        let it = &self.metrics;
        Some(Metrics {
            headers_ms: it.headers_ms?.0,
            ttft_ms: it.ttft_ms.map(|it| it.0),
            total_ms: it.total_ms?.0,
            prompt_tokens: it.prompt_tokens,
            completion_tokens: it.completion_tokens,
            tokens_per_s: it.tokens_per_s.map(|it| it.0),
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
            url: prompt.url.to_string(),
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
        check: check::checks().find(|check| it.id == check.id.as_str())?,
        verdict: it.verdict,
        observed: it.observed.to_string().into(),
        would_resolve: some(it.would_resolve.as_ref()),
        grade: None,
        exchanges: indices(&it.exchanges),
    })
}

fn diagnosis(it: &super::Diagnosis) -> Option<diagnosis::Diagnosis> {
    let lines = |texts: &[Redacted]| texts.iter().map(Redacted::to_string).collect();
    Some(diagnosis::Diagnosis {
        kind: it.kind.parse::<DiagnosisKind>().ok()?.row(),
        confidence: it.confidence,
        title: it.title.to_string(),
        cause: it.cause.to_string(),
        remedies: lines(&it.remedies),
        repair: None,
        connectivity: Vec::new(),
        evidence: lines(&it.evidence),
        exchanges: indices(&it.exchanges),
    })
}

fn some(text: Option<&Redacted>) -> Option<Cow<'static, str>> {
    text.filter(|text| !text.is_empty()).map(|text| text.to_string().into())
}

fn indices(numbers: &[u32]) -> Vec<usize> {
    numbers.iter().filter_map(|number| usize::try_from(number.checked_sub(1)?).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::super::testing::{report, run};
    use crate::redact::Redacted;

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
        odd.checks[0].id = Redacted::own("of-tomorrow");
        odd.points.clear();
        let assessment = odd.assessment();
        assert_eq!(assessment.findings.len(), known - 1);
        assert_eq!(assessment.points[0].verdict.id(), "skipped");
    }
}
