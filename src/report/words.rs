//! Sentences of a report for people. The labels of enums are with the enums.

use std::fmt::Write;

use super::{Exchange, Header, Metrics, Report, Rounded};
use crate::check::{Finding, Limitation, Verdict};
use crate::metrics::Figure;
use crate::redact::Mask;
use crate::text::number;

/// The labels of the measured figures, and their values with the unit.
pub(super) fn figures(it: &Metrics) -> Vec<(&'static str, String)> {
    let time = |it: Option<Rounded>| it.map(|ms| number::whole_ms(ms.0));
    let count = |it: Option<u64>| it.map(|count| count.to_string());
    let figures = [
        (Figure::CompletionTokens, count(it.completion_tokens)),
        (Figure::Headers, time(it.headers_ms)),
        (Figure::PromptTokens, count(it.prompt_tokens)),
        (Figure::TokensPerSecond, it.tokens_per_s.map(|figure| number::tenths(figure.0))),
        (Figure::Total, time(it.total_ms)),
        (Figure::FirstToken, time(it.ttft_ms)),
    ];
    figures.into_iter().filter_map(|(figure, value)| Some((figure.label(), value?))).collect()
}

/// The result of a request: its status, or the reason why there is none or no more.
pub(super) fn came_back(exchange: &Exchange) -> String {
    let why = exchange.unanswered.map(|why| as_part(why.label()));
    match (exchange.status, why) {
        (None, why) => why.unwrap_or_default(),
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

/// A sentence as a part of another one.
fn as_part(sentence: &str) -> String {
    let mut part = sentence.trim_end_matches('.').to_owned();
    if let Some(first) = part.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    part
}

/// The run in one sentence.
pub(super) fn headline(report: &Report) -> String {
    if let Some(scenario) = &report.scenario {
        return format!("{}: {}", scenario.title(), scenario.summary);
    }
    if report.run.is_stopped {
        return "Stopped: this report contains the results so far.".to_owned();
    }
    let verdicts: Vec<Verdict> = report.points.iter().map(|point| point.verdict).collect();
    let main = report.diagnoses.first().map(|main| main.title.as_str());
    // Only texts of this page are quoted here from the view.
    let view = report.view(&Mask::default());
    outcome(&verdicts, main, &view.limitations()).1
}

/// Overall verdict of the points, and one sentence with the title of the main diagnosis, or the name of
/// the gravest limitation. A run is only not ready if a point is not: a problem beside four good
/// points is a limitation.
pub fn outcome<T>(
    verdicts: &[Verdict],
    main: Option<&str>,
    limitations: &[(&Finding<T>, &Limitation)],
) -> (Verdict, String) {
    use Verdict::{Fail, Inconclusive, Pass, Warn};

    let gravest = [Fail, Inconclusive, Warn, Pass].into_iter().find(|it| verdicts.contains(it));
    if let Some(main) = main {
        return if matches!(gravest, Some(Warn | Pass)) {
            (Warn, format!("Ready with limitations: {main}"))
        } else {
            (Fail, format!("Not ready: {main}"))
        };
    }
    let named = match limitations {
        [] => ". See below.".to_owned(),
        [(_, only)] => format!(": {}", only.name),
        [(_, first), rest @ ..] => format!(": {} {} more below.", first.name, rest.len()),
    };
    match gravest {
        Some(Pass) => (Pass, "Ready: the prompt was answered and no problems were found.".to_owned()),
        Some(Warn) => (Warn, format!("Ready with limitations{named}")),
        Some(Fail) => (Fail, format!("Not ready{named}")),
        _ => (Inconclusive, "Some results are inconclusive. See below.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use Verdict::{Fail, Inconclusive, Pass, Warn};

    use super::*;
    use crate::redact::Redacted;
    use crate::report::{Unanswered, testing};

    #[test]
    fn the_headline_is_as_grave_as_the_gravest_point() {
        let mut report = testing::report("Hello.");
        report.diagnoses.clear();
        for (verdict, beginning) in
            [(Pass, "Ready:"), (Warn, "Ready with"), (Inconclusive, "Some results"), (Fail, "Not")]
        {
            for point in &mut report.points {
                point.verdict = Pass;
            }
            report.points[2].verdict = verdict;
            assert!(headline(&report).starts_with(beginning), "{verdict:?}");
        }
        report.run.is_stopped = true;
        assert!(headline(&report).starts_with("Stopped"));
    }

    #[test]
    fn a_diagnosis_speaks_first() {
        let mut report = testing::filled("x");
        let scenario = report.scenario.take();
        report.diagnoses[0].title = Redacted::own("The key is refused.");
        report.points[0].verdict = Fail;
        assert_eq!(headline(&report), "Not ready: The key is refused.");
        report.scenario = scenario;
        assert_eq!(headline(&report), "x: x");
    }

    #[test]
    fn what_came_back_names_the_status_and_what_is_missing() {
        let exchange = |status, unanswered| Exchange { status, unanswered, ..Exchange::default() };
        assert_eq!(came_back(&exchange(Some(200), None)), "200");
        assert_eq!(
            came_back(&exchange(Some(200), Some(Unanswered::Dropped))),
            "200, the connection broke before the reply was complete"
        );
        assert_eq!(came_back(&exchange(None, Some(Unanswered::TimedOut))), "no reply within the time limit");
    }

    #[test]
    fn trouble_beside_four_good_points_is_a_limitation() {
        let quote = |verdicts: &[Verdict]| outcome::<Redacted>(verdicts, Some("T."), &[]).1;
        assert_eq!(quote(&[Pass; 4]), "Ready with limitations: T.");
        assert_eq!(quote(&[Pass, Warn, Pass, Pass]), "Ready with limitations: T.");
        assert_eq!(quote(&[Pass, Fail, Warn, Pass]), "Not ready: T.");
        assert_eq!(quote(&[Inconclusive; 4]), "Not ready: T.");
        let unsettled = "Some results are inconclusive. See below.";
        assert_eq!(outcome::<Redacted>(&[], None, &[]), (Inconclusive, unsettled.to_owned()));
        let tone = |verdict, main| outcome::<Redacted>(&[verdict; 4], main, &[]).0;
        assert_eq!(tone(Pass, None), Pass);
        assert_eq!(tone(Pass, Some("T.")), Warn);
        assert_eq!(tone(Inconclusive, Some("T.")), Fail);
    }
}
