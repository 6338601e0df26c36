//! The words of a report that is read by people: those of the page.

use std::fmt::Write;

use super::{Exchange, Header, Metrics, Report, Rounded, Unanswered};
use crate::check::{PointId, Verdict};
use crate::diagnosis::{Confidence, Owner};
use crate::text::number;

/// A verdict as a person says it.
pub fn verdict(it: Verdict) -> &'static str {
    match it {
        Verdict::Pass => "Pass",
        Verdict::Warn => "Warning",
        Verdict::Fail => "Fail",
        Verdict::Unsupported => "Not offered",
        Verdict::Inconclusive => "Cannot tell",
        Verdict::Skipped => "Not asked",
    }
}

/// A mark that says a verdict beside its word.
pub(super) fn icon(it: Verdict) -> &'static str {
    match it {
        Verdict::Pass => "✓",
        Verdict::Warn => "!",
        Verdict::Fail => "✗",
        Verdict::Unsupported => "–",
        Verdict::Inconclusive => "?",
        Verdict::Skipped => "○",
    }
}

/// A point's title.
pub(super) fn point(it: PointId) -> &'static str {
    match it {
        PointId::Authentication => "Authentication",
        PointId::Routing => "Routing",
        PointId::Model => "Model",
        PointId::Contract => "Contract",
    }
}

pub(super) fn owner(it: Owner) -> &'static str {
    match it {
        Owner::You => "Whoever sent the prompt",
        Owner::GatewayAdmin => "The gateway's admin",
        Owner::Provider => "The model provider",
        Owner::Network => "The network team",
    }
}

pub(super) fn confidence(it: Confidence) -> &'static str {
    match it {
        Confidence::Certain => "Certain",
        Confidence::Likely => "Likely",
        Confidence::Possible => "One possibility",
    }
}

/// The names of the figures that were measured, and their values with the unit.
pub(super) fn figures(it: &Metrics) -> Vec<(&'static str, String)> {
    let time = |it: Option<Rounded>| it.map(|ms| number::whole_ms(ms.0));
    let count = |it: Option<u64>| it.map(|count| count.to_string());
    let figures = [
        ("Tokens of the answer", count(it.completion_tokens)),
        ("First sign of a reply", time(it.headers_ms)),
        ("Tokens of the prompt", count(it.prompt_tokens)),
        ("Tokens a second", it.tokens_per_s.map(|figure| number::tenths(figure.0))),
        ("Complete after", time(it.total_ms)),
        ("First word (streams only)", time(it.ttft_ms)),
    ];
    figures.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// What came of a request: its status, or why there is none or no more.
pub(super) fn came_back(exchange: &Exchange) -> String {
    let why = exchange.unanswered.map(|why| match why {
        Unanswered::Blocked => "no reply that the browser may read",
        Unanswered::TimedOut => "no reply in time",
        Unanswered::Stopped => "stopped by the user",
        Unanswered::Opaque => "something answers; its reply was not to be read",
        Unanswered::Stalled => "stood still before it was complete",
        Unanswered::Dropped => "the connection broke",
        Unanswered::Capped => "larger than the page reads",
    });
    match (exchange.status, why) {
        (None, why) => why.unwrap_or_default().to_owned(),
        (Some(status), None) => status.to_string(),
        (Some(status), Some(why)) => format!("{status}, {why}"),
    }
}

/// Headers, a line each.
pub fn headers(headers: &[Header]) -> String {
    headers.iter().fold(String::new(), |mut text, Header { name, value }| {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{name}: {value}");
        text
    })
}

/// The run in one sentence.
pub(super) fn headline(report: &Report) -> String {
    if report.run.is_stopped {
        return "The run was stopped; what came until then follows.".to_owned();
    }
    let verdicts: Vec<Verdict> = report.points.iter().map(|point| point.verdict).collect();
    outcome(&verdicts, report.diagnoses.first().map(|main| main.title.as_str())).1
}

/// What the verdicts of the points come to, as a verdict and in one sentence with the title of the main
/// diagnosis. A run that is not ready says so only if a point does: trouble beside four good points is a
/// limitation.
pub fn outcome(verdicts: &[Verdict], main: Option<&str>) -> (Verdict, String) {
    use Verdict::{Fail, Inconclusive, Pass, Warn};

    let gravest = [Fail, Inconclusive, Warn, Pass].into_iter().find(|it| verdicts.contains(it));
    if let Some(main) = main {
        return if matches!(gravest, Some(Warn | Pass)) {
            (Warn, format!("Ready with limitations: {main}"))
        } else {
            (Fail, format!("Not ready: {main}"))
        };
    }
    let (verdict, sentence) = match gravest {
        Some(Pass) => (Pass, "Ready: the prompt was answered, and nothing speaks against this gateway."),
        Some(Warn) => (Warn, "Ready with limitations: see the points."),
        Some(Fail) => (Fail, "Not ready: see the points."),
        _ => (Inconclusive, "This run could not settle everything: see the points."),
    };
    (verdict, sentence.to_owned())
}

#[cfg(test)]
mod tests {
    use Verdict::{Fail, Inconclusive, Pass, Warn};

    use super::*;
    use crate::redact::Redacted;
    use crate::report::testing;

    #[test]
    fn the_headline_is_as_grave_as_the_gravest_point() {
        let mut report = testing::report("Hello.");
        report.diagnoses.clear();
        for (verdict, beginning) in
            [(Pass, "Ready:"), (Warn, "Ready with"), (Inconclusive, "This run"), (Fail, "Not")]
        {
            for point in &mut report.points {
                point.verdict = Pass;
            }
            report.points[2].verdict = verdict;
            assert!(headline(&report).starts_with(beginning), "{verdict:?}");
        }
        report.run.is_stopped = true;
        assert!(headline(&report).contains("stopped"));
    }

    #[test]
    fn a_diagnosis_speaks_first() {
        let mut report = testing::filled("x");
        report.run.is_stopped = false;
        report.diagnoses[0].title = Redacted::own("The key is refused.");
        report.points[0].verdict = Fail;
        assert_eq!(headline(&report), "Not ready: The key is refused.");
    }

    #[test]
    fn what_came_back_names_the_status_and_what_is_missing() {
        let exchange = |status, unanswered| Exchange { status, unanswered, ..Exchange::default() };
        assert_eq!(came_back(&exchange(Some(200), None)), "200");
        assert_eq!(came_back(&exchange(Some(200), Some(Unanswered::Dropped))), "200, the connection broke");
        assert_eq!(came_back(&exchange(None, Some(Unanswered::TimedOut))), "no reply in time");
    }

    #[test]
    fn trouble_beside_four_good_points_is_a_limitation() {
        let quote = |verdicts: &[Verdict]| outcome(verdicts, Some("T.")).1;
        assert_eq!(quote(&[Pass; 4]), "Ready with limitations: T.");
        assert_eq!(quote(&[Pass, Warn, Pass, Pass]), "Ready with limitations: T.");
        assert_eq!(quote(&[Pass, Fail, Warn, Pass]), "Not ready: T.");
        assert_eq!(quote(&[Inconclusive; 4]), "Not ready: T.");
        let unsettled = "This run could not settle everything: see the points.";
        assert_eq!(outcome(&[], None), (Inconclusive, unsettled.to_owned()));
        let tone = |verdict, main| outcome(&[verdict; 4], main).0;
        assert_eq!(tone(Pass, None), Pass);
        assert_eq!(tone(Pass, Some("T.")), Warn);
        assert_eq!(tone(Inconclusive, Some("T.")), Fail);
    }
}
