//! The words of a report that is read by people: those of the page.
//!
//! A report that was opened from a file may hold any word in any place; what is not known stays as
//! it is.

use super::{Exchange, Report};
use crate::text::number;

/// A verdict as a person says it.
pub fn verdict(id: &str) -> &str {
    match id {
        "pass" => "Pass",
        "warn" => "Warning",
        "fail" => "Fail",
        "unsupported" => "Not offered",
        "inconclusive" => "Cannot tell",
        "skipped" => "Not asked",
        other => other,
    }
}

/// A mark that says a verdict beside its word.
pub(super) fn icon(id: &str) -> &'static str {
    match id {
        "pass" => "✓",
        "warn" => "!",
        "fail" => "✗",
        "skipped" => "○",
        "unsupported" => "–",
        _ => "?",
    }
}

/// A point's title.
pub(super) fn point(id: &str) -> &str {
    match id {
        "authentication" => "Authentication",
        "routing" => "Routing",
        "model" => "Model",
        "contract" => "Contract",
        other => other,
    }
}

pub(super) fn owner(id: &str) -> &str {
    match id {
        "you" => "Whoever sent the prompt",
        "gateway-admin" => "The gateway's admin",
        "provider" => "The model provider",
        "network" => "The network team",
        other => other,
    }
}

pub(super) fn confidence(id: &str) -> &str {
    match id {
        "certain" => "Certain",
        "likely" => "Likely",
        "possible" => "One possibility",
        other => other,
    }
}

/// A figure's name, and its value with the unit.
pub(super) fn figure(name: &str, value: f64) -> (&str, String) {
    let words = match name {
        "headers_ms" => "First sign of a reply",
        "ttft_ms" => "First word (streams only)",
        "total_ms" => "Complete after",
        "prompt_tokens" => "Tokens of the prompt",
        "completion_tokens" => "Tokens of the answer",
        "tokens_per_s" => return ("Tokens a second", number::tenths(value)),
        other => other,
    };
    (words, if name.ends_with("_ms") { number::whole_ms(value) } else { number::whole(value).to_string() })
}

/// What came of a request: its status, or why there is none or no more.
pub(super) fn came_back(exchange: &Exchange) -> String {
    let why = match exchange.unanswered.as_str() {
        "blocked" => "no reply that the browser may read",
        "timed-out" => "no reply in time",
        "stopped" => "stopped by the user",
        "opaque" => "something answers; its reply was not to be read",
        "stalled" => "stood still before it was complete",
        "dropped" => "the connection broke",
        "capped" => "larger than the page reads",
        other => other,
    };
    match exchange.status {
        None => why.to_owned(),
        Some(status) if why.is_empty() => status.to_string(),
        Some(status) => status.to_string() + ", " + why,
    }
}

/// The run in one sentence.
pub(super) fn headline(report: &Report) -> String {
    if report.run.is_stopped {
        return "The run was stopped; what came until then follows.".to_owned();
    }
    let verdicts: Vec<&str> = report.points.iter().map(|point| point.verdict.as_str()).collect();
    outcome(&verdicts, report.diagnoses.first().map(|main| main.title.as_str())).1
}

/// What the verdicts of the points come to, in one sentence with the title of the main diagnosis. A
/// run that is not ready says so only if a point does: trouble beside four good points is a limitation.
///
/// The first value is that as the id of a verdict.
pub fn outcome(verdicts: &[&str], main: Option<&str>) -> (&'static str, String) {
    let gravest = ["fail", "inconclusive", "warn", "pass"].into_iter().find(|it| verdicts.contains(it));
    if let Some(main) = main {
        let is_usable = matches!(gravest, Some("warn" | "pass"));
        let (verdict, beginning) =
            if is_usable { ("warn", "Ready with limitations: ") } else { ("fail", "Not ready: ") };
        return (verdict, beginning.to_owned() + main);
    }
    let sentence = match gravest {
        Some("pass") => "Ready: the prompt was answered, and nothing speaks against this gateway.",
        Some("warn") => "Ready with limitations: see the points.",
        Some("fail") => "Not ready: see the points.",
        _ => "This run could not settle everything: see the points.",
    };
    (gravest.unwrap_or("inconclusive"), sentence.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{PointId, Verdict};
    use crate::report::testing;

    #[test]
    fn every_verdict_and_every_point_has_a_word() {
        for id in Verdict::ALL.map(Verdict::id).into_iter().chain(PointId::ALL.map(PointId::id)) {
            assert_ne!(point(verdict(id)), id);
        }
        assert_eq!(verdict("whatever"), "whatever");
    }

    #[test]
    fn the_headline_is_as_grave_as_the_gravest_point() {
        let mut report = testing::report("Hello.");
        report.diagnoses.clear();
        for (verdict, beginning) in
            [("pass", "Ready:"), ("warn", "Ready with"), ("inconclusive", "This run"), ("fail", "Not")]
        {
            for point in &mut report.points {
                "pass".clone_into(&mut point.verdict);
            }
            verdict.clone_into(&mut report.points[2].verdict);
            assert!(headline(&report).starts_with(beginning), "{verdict}");
        }
        report.run.is_stopped = true;
        assert!(headline(&report).contains("stopped"));
    }

    #[test]
    fn a_diagnosis_speaks_first() {
        let mut report = testing::report("Hello.");
        report.diagnoses =
            vec![crate::report::Diagnosis { title: "The key is refused.".to_owned(), ..Default::default() }];
        "fail".clone_into(&mut report.points[0].verdict);
        assert_eq!(headline(&report), "Not ready: The key is refused.");
    }

    #[test]
    fn what_came_back_names_the_status_and_what_is_missing() {
        let exchange =
            |status, why: &str| Exchange { status, unanswered: why.to_owned(), ..Default::default() };
        assert_eq!(came_back(&exchange(Some(200), "")), "200");
        assert_eq!(came_back(&exchange(Some(200), "dropped")), "200, the connection broke");
        assert_eq!(came_back(&exchange(None, "timed-out")), "no reply in time");
    }

    #[test]
    fn trouble_beside_four_good_points_is_a_limitation() {
        let quote = |verdicts: &[&str]| outcome(verdicts, Some("T.")).1;
        assert_eq!(quote(&["pass"; 4]), "Ready with limitations: T.");
        assert_eq!(quote(&["pass", "warn", "pass", "pass"]), "Ready with limitations: T.");
        assert_eq!(quote(&["pass", "fail", "warn", "pass"]), "Not ready: T.");
        assert_eq!(quote(&["inconclusive"; 4]), "Not ready: T.");
        let unsettled = "This run could not settle everything: see the points.";
        assert_eq!(outcome(&[], None), ("inconclusive", unsettled.to_owned()));
        let tone = |verdict, main| outcome(&[verdict; 4], main).0;
        assert_eq!(tone("pass", None), "pass");
        assert_eq!(tone("pass", Some("T.")), "warn");
        assert_eq!(tone("inconclusive", Some("T.")), "fail");
    }
}
