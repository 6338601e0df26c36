//! A saved report, shown like a run: with its own verdicts, not judged again.

use std::borrow::Cow;

use super::Report;
use crate::check::{self, Finding, NamedViolations, PointId, Verdict};
use crate::diagnosis::{self, DiagnosisKind};
use crate::exchange::Answer;
use crate::metrics::Metrics;
use crate::point::Point;
use crate::probe::ProbeId;
use crate::redact::{Mask, Redacted};
use crate::response;
use crate::view::{AnswerView, View};

impl Report {
    /// Builds the view that the screen shows; `mask` covers the tab's keys in texts that are composed here. A
    /// rule or a kind that this page does not know (of another version) is left out there; the report itself
    /// keeps it.
    pub fn view(&self, mask: &Mask) -> View {
        View {
            findings: self.checks.iter().filter_map(finding).collect(),
            points: PointId::ALL.map(|id| self.point(id)),
            diagnoses: self.diagnoses.iter().filter_map(diagnosis).collect(),
            repeated: self.repeated(),
            metrics: self.figures(),
            answer: self.answer().map(|answer| AnswerView::new(&answer, mask)),
        }
    }

    fn point(&self, id: PointId) -> Point<Redacted> {
        let known = self.points.iter().find(|point| point.id == id);
        Point {
            id,
            verdict: known.map_or(Verdict::Skipped, |point| point.verdict),
            grade: known.and_then(|point| point.grade),
            summary: known.map(|point| point.summary.clone()).unwrap_or_default(),
            open: known.and_then(|point| filled(point.open.as_ref())),
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

    /// The text of the answer to the prompt; `mask` covers the tab's keys.
    pub fn answer_text(&self, mask: &Mask) -> Option<Redacted> {
        self.answer().map(|answer| mask.cover(&answer.content))
    }

    /// The answer to the prompt, read from the body in the same way as when it arrived.
    fn answer(&self) -> Option<Answer> {
        let prompt = self.exchanges.iter().rfind(|exchange| exchange.probe == ProbeId::Prompt.as_str())?;
        response::answer_of(&prompt.reply()?).map(Cow::into_owned)
    }
}

fn finding(it: &super::Check) -> Option<Finding<Redacted>> {
    Some(Finding {
        check: check::checks().find(|check| it.id == check.id.as_str())?,
        verdict: it.verdict,
        observed: it.observed.clone(),
        named: NamedViolations::read(&it.observed),
        would_resolve: filled(it.would_resolve.as_ref()),
        grade: None,
        exchanges: indices(&it.exchanges),
    })
}

fn diagnosis(it: &super::Diagnosis) -> Option<diagnosis::Diagnosis<Redacted>> {
    Some(diagnosis::Diagnosis {
        kind: diagnosis::of_saved(it.kind.parse::<DiagnosisKind>().ok()?, it.owner),
        confidence: it.confidence,
        title: it.title.clone(),
        cause: it.cause.clone(),
        remedies: it.remedies.clone(),
        repair: None,
        connectivity: Vec::new(),
        evidence: it.evidence.clone(),
        exchanges: indices(&it.exchanges),
    })
}

fn filled(text: Option<&Redacted>) -> Option<Redacted> {
    text.filter(|text| !text.is_empty()).cloned()
}

fn indices(numbers: &[u32]) -> Vec<usize> {
    numbers.iter().filter_map(|number| usize::try_from(number.checked_sub(1)?).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::super::testing::{report, run};
    use crate::client::{self, Compatibility};
    use crate::redact::{Mask, Redacted};
    use crate::view::View;

    #[test]
    fn a_saved_run_is_shown_as_it_was() {
        let fresh = View::new(&run("Hello.").assessment(), &Mask::default());
        let shown = read(&report("Hello.").to_json()).unwrap().view(&Mask::default());
        assert_eq!(
            shown.points.map(|it| (it.verdict, it.summary, it.grade)),
            fresh.points.map(|it| (it.verdict, it.summary, it.grade))
        );
        let findings = |findings: &[super::Finding<Redacted>]| -> Vec<_> {
            findings.iter().map(|it| (it.check.id, it.verdict, it.observed.clone())).collect()
        };
        assert_eq!(findings(&shown.findings), findings(&fresh.findings));
        assert_eq!(shown.diagnoses.len(), fresh.diagnoses.len());
        assert_eq!(shown.metrics, fresh.metrics);
        assert_eq!(shown.answer, fresh.answer);
        assert_eq!(report("Hello.").answer_text(&Mask::default()).unwrap(), "Hello.");
    }

    #[test]
    fn the_programs_that_will_work_are_the_same() {
        let fresh = View::new(&run("Hello.").assessment(), &Mask::default());
        let shown = read(&report("Hello.").to_json()).unwrap().view(&Mask::default());
        let programs = client::predict(&shown);
        assert!(programs.iter().any(|it| it.outcome() == Compatibility::Works), "{programs:?}");
        assert_eq!(programs, client::predict(&fresh));
    }

    #[test]
    fn a_check_leads_to_its_evidence_and_to_what_would_decide_it() {
        let mut saved = report("Hello.");
        saved.checks.truncate(2);
        saved.checks[0].would_resolve = Some(Redacted::own("Run Full."));
        saved.checks[0].exchanges = vec![0, 1, 3];
        saved.checks[1].would_resolve = Some(Redacted::default());
        saved.checks[1].exchanges = vec![2];
        let findings = saved.view(&Mask::default()).findings;
        let shown: Vec<_> =
            findings.iter().map(|it| (it.would_resolve.as_deref(), it.exchanges.as_slice())).collect();
        assert_eq!(shown, [(Some("Run Full."), &[0, 2][..]), (None, &[1][..])]);
    }

    #[test]
    fn what_this_page_does_not_know_is_left_out() {
        let mut odd = report("Hello.");
        let known = odd.view(&Mask::default()).findings.len();
        odd.checks[0].id = Redacted::own("of-tomorrow");
        odd.points.clear();
        let assessment = odd.view(&Mask::default());
        assert_eq!(assessment.findings.len(), known - 1);
        assert_eq!(assessment.points[0].verdict.id(), "skipped");
    }
}
